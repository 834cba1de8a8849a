"""The real process: `orderdesk …`, with nothing but its settings in the environment."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from tests.process.waiting import DEADLINE, eventually

ROOT = Path(__file__).parents[2]
STARTED = "orderdesk runs"


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Nothing of ours but these settings, whatever the machine's own environment holds.

    And nothing of Python's: a hundred starts take a fifth longer where it may not keep what it has compiled.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ORDERDESK_", "PYTHON"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}


class Running:
    """A process of `orderdesk`. What it prints is read as it comes, and kept."""

    def __init__(self, *arguments: str, settings: Mapping[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *arguments],
            env=environment(settings),
            cwd=folder,  # whose .env is read: there is none
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            self._lines.extend(line.decode(errors="replace") for line in stream)

    @property
    def number(self) -> int:
        return self._process.pid

    @property
    def output(self) -> str:
        return "".join(self._lines)

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def has_started(self) -> None:
        """Waits until it says that it runs."""
        self.logs(STARTED)

    def logs(self, words: str, *, times: int = 1) -> None:
        """Waits until these words have come up in what it prints."""

        def look() -> bool:
            ended = not self.runs
            if ended:
                self._reader.join()  # else its last lines may still be on their way
            found = self.output.count(words) >= times
            assert found or not ended, f"it has ended without {words!r}:\n{self.output}"
            return found

        eventually(look, lambda: f"{words!r} wasn't printed:\n{self.output}")

    def killed(self) -> None:
        """As `kill -9` does: it can do nothing about it."""
        self._process.kill()
        self._gone()

    def stopped(self) -> int:
        """As a service manager does; the exit code."""
        self.is_told_to_stop()
        return self.ended()

    def is_told_to_stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)

    def ended(self) -> int:
        """Waits until it has ended by itself; the exit code."""
        try:
            self._process.wait(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            self.killed()
            raise
        return self._gone()

    def _gone(self) -> int:
        code = self._process.wait()
        self._reader.join()
        return code
