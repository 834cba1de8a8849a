"""An event loop whose time jumps to the next thing that is due: an hour of waiting costs nothing, and nothing races."""

import asyncio
from collections.abc import Callable
from typing import Any

Jitter = Callable[[], float]


class VirtualLoop(asyncio.BaseEventLoop):
    """`jitter` gives the seconds that something handed to another thread takes."""

    def __init__(self, jitter: Jitter) -> None:
        super().__init__()
        self._now = 0.0
        self._selector = self
        self._clock_resolution = 1e-6
        self._jitter = jitter

    def time(self) -> float:
        return self._now

    def select(self, timeout: float | None) -> list[Any]:
        """Waits in no time. Serves BaseEventLoop as its selector."""
        if timeout is None:
            raise RuntimeError("everybody waits for something that nobody will do")
        self._now += timeout
        return []

    def _process_events(self, event_list: list[Any]) -> None:
        assert not event_list

    def _write_to_self(self) -> None:
        """Nothing has to be woken: there is one thread."""

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> "asyncio.Future[Any]":
        """Runs `func` a little later in this thread; its result comes a little later still."""
        del executor
        future = self.create_future()

        def run() -> None:
            if future.done():
                return
            try:
                result = func(*args)
            except asyncio.CancelledError:
                future.cancel()
            except Exception as error:  # noqa: BLE001  # it is whoever awaits it who handles it
                self.call_later(self._jitter(), _fail, future, error)
            else:
                self.call_later(self._jitter(), _give, future, result)

        self.call_later(self._jitter(), run)
        return future


def _give(future: "asyncio.Future[Any]", result: Any) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: "asyncio.Future[Any]", error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
