"""Where a process can be killed: the system calls that strace saw in a run in which nothing was killed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Waiting and bookkeeping in memory touch nothing that a crash could leave half done.
CALLS = "%desc,%file,%network"
NOT_TOUCHING = frozenset({"epoll_wait", "epoll_pwait", "epoll_ctl", "epoll_create1", "mmap", "munmap", "getcwd"})
THREADS = ("loop", "database", "conversation")
ANY = "any"  # whichever thread is the first to make its nth such call

# Without -f strace writes no thread's number.
_LINE = re.compile(r"^(?:(\d+)\s+)?(\w+)\((.*)$")
_KILLED = re.compile(r"^(?:(\d+)\s+)?\+\+\+ killed by SIGKILL")


@dataclass(frozen=True)
class Point:
    """The `nth` call of that name in that thread, counted from the moment when strace is there."""

    thread: str
    call: str
    nth: int
    about: str = ""

    def __str__(self) -> str:
        return f"{self.thread}/{self.call}/{self.nth}"


def calls(log: Path) -> Iterator[tuple[int, str, str]]:
    """Thread, name and arguments of each call in a log, in the order in which they began."""
    for line in log.read_text(errors="replace").splitlines():
        if match := _LINE.match(line):
            yield int(match[1] or 0), match[2], match[3]


def points(log: Path, data: Path, threads: list[int] | None) -> list[Point]:
    """All points of a run; without `threads`, those for whichever thread is the first."""
    counts: Counter[tuple[int, str]] = Counter()
    found: dict[tuple[str, str, int], Point] = {}
    for thread, call, arguments in calls(log):
        counts[thread, call] += 1
        about = touched(call, arguments, data)
        if call in NOT_TOUCHING or not about:
            continue
        name = ANY if threads is None else THREADS[threads.index(thread)]
        point = Point(name, call, counts[thread, call], about)
        found.setdefault((point.thread, point.call, point.nth), point)
    return list(found.values())


def touched(call: str, arguments: str, data: Path) -> str:
    """What a call is about: a file of the data folder, a socket, what the bot prints; "" for anything else.

    What the interpreter reads of its own (modules, time zones, words of a language) is none of these.
    """
    if match := re.search(rf"{re.escape(str(data))}/?([\w.-]*)", arguments):
        return match[1] or "folder"
    if re.match(r"\[?\{?(?:fd=)?\d+<(?:TCP|UDP|UNIX|socket)", arguments) or call == "socket":
        return "self-pipe" if "<UNIX" in arguments else "socket"
    if "output.txt>" in arguments:
        return "output"
    return ""


def died_of(log: Path, point: Point) -> str:
    """The call that the process was killed at, if that is the point's nth; "" where it died of anything else."""
    counts: Counter[tuple[int, str]] = Counter()
    last: dict[int, tuple[str, int, str]] = {}
    for number, call, arguments in calls(log):
        counts[number, call] += 1
        last[number] = (call, counts[number, call], arguments)
    for line in log.read_text(errors="replace").splitlines():
        if not (match := _KILLED.match(line)):
            continue
        call, nth, arguments = last.get(int(match[1] or 0), ("", 0, ""))
        if (call, nth) == (point.call, point.nth):
            return f"{call}({arguments}"
    return ""
