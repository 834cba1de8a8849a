"""What a disk holds after the power is gone, by the calls that the process made.

A write is on the disk for certain once its file was synced after it. Of the later ones any may be there, whole or
in part, in any order. A new name in a folder, or one that was removed, is certain once the folder was synced.
"""

import ast
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Whatever changes files or makes changes certain.
CALLS = (
    "openat", "write", "pwrite64", "writev", "pwritev", "ftruncate", "truncate", "fallocate", "fsync", "fdatasync",
    "sync_file_range", "rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat",
)  # fmt: skip
SECTOR = 512  # bytes: what a disk writes whole or not at all

# Not of the database: locks, and the index in shared memory, which SQLite makes anew.
NOT_KEPT = ("lock", "orderdesk.sock", "orderdesk.db-shm")

_CALL = re.compile(r"^(?P<thread>\d+)\s+(?P<name>\w+)\((?P<rest>.*)$")
_RESUMED = re.compile(r"^(?P<thread>\d+)\s+<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")


class UnknownCallError(Exception):
    """The process did something to a file that isn't modelled here, so nothing can be said of the disk."""


@dataclass(frozen=True)
class Write:
    offset: int
    data: bytes

    def on(self, content: bytearray) -> None:
        if len(content) < self.offset:
            content.extend(bytes(self.offset - len(content)))
        content[self.offset : self.offset + len(self.data)] = self.data

    def torn(self, chance: random.Random) -> "list[Write]":
        """Some of its sectors."""
        starts = range(0, len(self.data), SECTOR)
        return [Write(self.offset + at, self.data[at : at + SECTOR]) for at in starts if chance.random() < 0.5]


@dataclass(frozen=True)
class Cut:
    size: int

    def on(self, content: bytearray) -> None:
        del content[self.size :]
        content.extend(bytes(self.size - len(content)))


@dataclass
class File:
    """`certain` is what is on the disk whatever happens, `later` what was done since."""

    certain: bytearray = field(default_factory=bytearray)
    later: list[Write | Cut] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.later:
            change.on(self.certain)
        self.later.clear()

    def all(self) -> bytes:
        content = bytearray(self.certain)
        for change in self.later:
            change.on(content)
        return bytes(content)

    def some(self, chance: random.Random) -> bytes:
        """What was certain, and any of what came later: each whole, in part, or not at all."""
        content = bytearray(self.certain)
        for change in self.later:
            luck = chance.random()
            if luck < 0.4:
                change.on(content)
            elif luck < 0.7 and isinstance(change, Write):
                for part in change.torn(chance):
                    part.on(content)
        return bytes(content)


@dataclass
class Disk:
    """The files of one folder, by name."""

    names: dict[str, File] = field(default_factory=dict)
    certain_names: dict[str, File] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """The folder as it is now, all of it certain."""
        names = {
            path.name: File(bytearray(path.read_bytes())) for path in folder.iterdir() if path.name not in NOT_KEPT
        }
        return cls(names, dict(names))

    def sync_names(self) -> None:
        self.certain_names = dict(self.names)

    # --- after the power is gone

    def everything(self) -> dict[str, bytes]:
        """As if all writes had been lucky: what the files of a running process look like."""
        return {name: file.all() for name, file in self.names.items()}

    def certain(self) -> dict[str, bytes]:
        return {name: bytes(file.certain) for name, file in self.certain_names.items()}

    def some(self, chance: random.Random) -> dict[str, bytes]:
        """Any of what may be there, besides what must be."""
        names = dict(self.certain_names)
        for name in sorted(self.names.keys() | names.keys()):
            if self.names.get(name) is not names.get(name) and chance.random() < 0.5:
                if name in self.names:
                    names[name] = self.names[name]
                else:
                    del names[name]
        return {name: file.some(chance) for name, file in names.items()}


def replay(disk: Disk, log: Path, folder: Path) -> None:
    """Does to `disk` what the log says was done in `folder`. A call that never returned wasn't done."""
    for call, arguments, returned in finished_calls(log):
        if returned >= 0:
            _apply(disk, call, arguments, folder)


def replay_unfinished(disk: Disk, log: Path, folder: Path, *, besides: str) -> None:
    """As if the calls that were under way at the end had been done, but the one that the process was killed at."""
    begun: dict[str, tuple[str, str]] = {}
    for _ in _calls(log, begun):
        pass
    for call, arguments in begun.values():
        if call != besides and call not in ("fsync", "fdatasync"):
            _apply(disk, call, arguments, folder)


def finished_calls(log: Path) -> Iterator[tuple[str, str, int]]:
    """Name, arguments and result, in the order in which the calls returned."""
    return _calls(log, {})


def _calls(log: Path, begun: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    """The finished calls; those that have begun and not returned are left in `begun`, by thread."""
    for line in log.read_text().splitlines():
        if match := _CALL.match(line):
            rest = match["rest"]
            if rest.endswith("<unfinished ...>"):
                begun[match["thread"]] = match["name"], rest.removesuffix("<unfinished ...>").rstrip()
                continue
        elif match := _RESUMED.match(line):
            rest = begun.pop(match["thread"], ("", ""))[1] + match["rest"]
        else:
            continue
        arguments, equals, result = rest.rpartition(" = ")
        if equals and (number := re.match(r"-?\d+", result)):
            yield match["name"], arguments.rstrip().removesuffix(")"), int(number[0])


def _apply(disk: Disk, call: str, arguments: str, folder: Path) -> None:
    name = _name(arguments, folder)
    if name is None or name in NOT_KEPT:
        return
    match call:
        case "openat" if "O_CREAT" in arguments and name not in disk.names:
            disk.names[name] = File()
        case "openat" if "O_TRUNC" not in arguments:
            pass
        case "pwrite64":
            data, offset = _quoted(arguments), int(arguments.rpartition(", ")[2])
            disk.names[name].later.append(Write(offset, data))
        case "ftruncate":
            disk.names[name].later.append(Cut(int(arguments.rpartition(", ")[2])))
        case "fsync" | "fdatasync" if name == "":
            disk.sync_names()
        case "fsync" | "fdatasync":
            disk.names[name].sync()
        case "unlink" | "unlinkat":
            disk.names.pop(name, None)
        case _:
            raise UnknownCallError(f"{call}({arguments[:200]}")


def _name(arguments: str, folder: Path) -> str | None:
    """The file of the folder that a call is about; "" for the folder, None for anything elsewhere."""
    path = re.escape(str(folder))
    match = re.match(rf'(?:\w+(?:<[^>]*>)?, )?"{path}/([^"/]+)"', arguments) or re.match(
        rf"\d+<{path}(?:/([^>/]+))?>", arguments
    )
    return (match[1] or "") if match else None


def _quoted(arguments: str) -> bytes:
    """The bytes of the string that strace wrote, which it does as C would."""
    match = re.search(r'"(?:[^"\\]|\\.)*"(\.\.\.)?', arguments)
    if match is None or match[1]:
        raise UnknownCallError(f"a string that was cut: {arguments[:80]}")
    data: bytes = ast.literal_eval(f"b{match[0]}")
    return data
