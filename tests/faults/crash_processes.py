"""The processes of a trial: the bot, forked or started by its command, and the strace that kills it."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.crash_world import until
from tests.process.running import ROOT, STARTED, environment

STRACE_MISSING = "strace is needed to kill a process at a system call, and isn't here (Debian: apt-get install strace)"


class Zygote:
    """Starts processes from one that has everything imported."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "Zygote":
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.faults.crash_zygote",
                cwd=ROOT,
                env=environment({}),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
        )

    async def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        line = await self._process.stdout.readline()
        assert line, "the zygote has ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def aclose(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


@dataclass(frozen=True)
class Bot:
    """A running bot. `real`: started as its command, not forked from the zygote."""

    number: int
    output_file: Path
    zygote: Zygote
    real: asyncio.subprocess.Process | None = None

    @classmethod
    async def fork(
        cls, zygote: Zygote, folder: Path, settings: Mapping[str, str], *, mutation: str = "", waits: bool = False
    ) -> "Bot":
        output = folder / "output.txt"
        request = {"folder": str(folder), "settings": dict(settings), "output": str(output)}
        answer = await zygote.ask({**request, "mutation": mutation, "waits": waits})
        return cls(answer["number"], output, zygote)

    @classmethod
    async def command(cls, zygote: Zygote, folder: Path, settings: Mapping[str, str]) -> "Bot":
        output = folder / "output.txt"
        with output.open("ab") as stream:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.cli",
                "run",
                cwd=folder,
                env=environment(settings),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
            )
        return cls(process.pid, output, zygote, process)

    @property
    def output(self) -> str:
        return self.output_file.read_text(errors="replace") if self.output_file.exists() else ""

    @property
    def alive(self) -> bool:
        try:
            return not re.search(r"^State:\s+Z", Path(f"/proc/{self.number}/status").read_text(), re.MULTILINE)
        except (FileNotFoundError, ProcessLookupError):
            return False

    async def has_started(self, times: int = 1) -> None:
        def look() -> bool:
            started = self.output.count(STARTED) >= times
            assert started or self.alive, f"it has ended:\n{self.output}"
            return started

        await until(look, lambda: f"it doesn't start:\n{self.output}")

    def goes_on(self) -> None:
        """After it has stopped itself."""
        os.kill(self.number, signal.SIGCONT)

    async def has_stopped(self) -> None:
        await until(lambda: self._stopped, lambda: "it doesn't stop itself")

    @property
    def _stopped(self) -> bool:
        return bool(re.search(r"^State:\s+[Tt]", Path(f"/proc/{self.number}/status").read_text(), re.MULTILINE))

    async def code(self) -> int:
        """How it ended, once it has: negative for a signal."""
        if self.real is not None:
            return await self.real.wait()
        await until(lambda: not self.alive, lambda: "it doesn't end")
        answer = await self.zygote.ask({"reap": self.number})
        return int(answer["code"])

    async def killed(self) -> None:
        os.kill(self.number, signal.SIGKILL)
        await self.code()

    @property
    def threads(self) -> list[int]:
        """In the order in which they were started: the loop's, the database's, the conversation's."""
        return sorted(int(task.name) for task in Path(f"/proc/{self.number}/task").iterdir())

    @property
    def idle(self) -> bool:
        """Whether every thread waits: for a connection, for another thread, for work."""
        try:
            calls = [Path(f"/proc/{self.number}/task/{thread}/syscall").read_text() for thread in self.threads]
        except (FileNotFoundError, ProcessLookupError):
            return False  # it has ended, or a thread has
        return bool(calls) and all(call.split()[0] in WAITING for call in calls)


# epoll_wait, epoll_pwait, futex; on x86-64 and on arm64.
WAITING = ("232", "281", "202") if os.uname().machine == "x86_64" else ("22", "98")


class Strace:
    """strace at a running process, writing what it sees to `log`."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self.log = log

    @classmethod
    async def attach(cls, log: Path, *arguments: str) -> "Strace":
        """Returns when it holds the process: it says so once it has all threads that it's to have."""
        try:
            process = await asyncio.create_subprocess_exec(
                "strace", "-o", str(log), *arguments, stderr=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL
            )
        except FileNotFoundError as error:
            raise FileNotFoundError(STRACE_MISSING) from error
        assert process.stderr is not None
        said = b""
        while b"attached" not in said:
            line = await process.stderr.readline()
            assert line, f"strace can't attach: {said.decode()}"
            said += line
        return cls(process, log)

    async def ended(self) -> None:
        """Waits until it has: with the process, or after `detach`."""
        assert self._process.stderr is not None
        await self._process.stderr.read()
        await self._process.wait()

    def detach(self) -> None:
        self._process.send_signal(signal.SIGINT)
