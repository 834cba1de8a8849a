"""Trials side by side: processes that each have servers and a zygote of their own."""

import asyncio
import logging
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import AsyncExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.util import Finalize
from typing import Protocol

from tests.faults.crash_trial import Bench, Result, Trial, points_of

# A point that a run doesn't come to (threads race, so counts differ by a few) is tried so often before it's let go.
TRIES = 3


class Runs(Protocol):
    """A trial of any kind."""

    @property
    def id(self) -> str: ...
    @property
    def behaviour(self) -> str: ...
    async def run(self, bench: Bench) -> Result: ...


_runner = asyncio.Runner()
_bench: Bench


def _begin() -> None:
    global _bench  # noqa: PLW0603  # what the pool's initializer makes can be kept nowhere else
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)  # whoever is killed hangs up half-way
    stack = AsyncExitStack()
    _bench = _runner.run(stack.enter_async_context(Bench.open()))
    Finalize(None, lambda: _runner.run(stack.aclose()), exitpriority=10)


def _points(combination: tuple[str, str]) -> list[Trial]:
    script, behaviour = combination
    return [Trial(script, behaviour, point) for point in _runner.run(points_of(_bench, script, behaviour))]


def _trial(trial: Runs) -> Result:
    result = Result(trial.id, trial.behaviour)
    for _ in range(TRIES):
        try:
            result = _runner.run(trial.run(_bench))
        except Exception:  # noqa: BLE001  # one trial must not end the sweep; it counts as failed
            return Result(trial.id, trial.behaviour, failures={"harness": traceback.format_exc()})
        if result.reached or result.failures:
            break
    return result


class Pool:
    def __init__(self, executor: ProcessPoolExecutor) -> None:
        self._executor = executor

    @classmethod
    @contextmanager
    def of(cls, size: int) -> Iterator["Pool"]:
        with ProcessPoolExecutor(size, mp_context=get_context("spawn"), initializer=_begin) as executor:
            try:
                yield cls(executor)
            except BaseException:
                executor.shutdown(cancel_futures=True)  # else whoever interrupts a sweep waits for all of it
                raise

    def points(self, combinations: Iterable[tuple[str, str]]) -> list[Trial]:
        """Every trial there is in these scripts and behaviours: each is run once without a kill."""
        return [trial for trials in self._executor.map(_points, combinations) for trial in trials]

    def results(self, trials: Iterable[Runs]) -> Iterator[Result]:
        """As they come."""
        for done in as_completed([self._executor.submit(_trial, trial) for trial in trials]):
            yield done.result()
