"""The real tables and transactions in memory, behind the loop of the simulation.

What is committed outlives the process that did it; what isn't goes with it.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlite_utils

from storage.database import Database, StorageFullError, Work, _transaction
from storage.migrations import migrations

T = TypeVar("T")


def new_tables() -> sqlite_utils.Database:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    db = sqlite_utils.Database(connection)
    migrations.apply(db)
    return db


class SimulatedDatabase(Database):
    """The database as one process has it.

    Transactions happen in the order in which they were asked for, each after a while, and each caller learns of its
    own a while later: in between, others have theirs, or the process dies. `committed` is called after each.
    `full()` tells whether the disk is.
    """

    def __init__(
        self,
        tables: sqlite_utils.Database,
        jitter: Callable[[], float],
        full: Callable[[], bool],
        committed: Callable[[], None],
    ) -> None:
        self.path = Path("simulated.db")
        self._db = tables
        self._jitter = jitter
        self._full = full
        self._committed = committed
        self._last = 0.0
        self.dead = False

    async def run(self, work: Work[T]) -> T:
        if self.dead:
            raise asyncio.CancelledError
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._last = max(loop.time(), self._last) + self._jitter()
        loop.call_at(self._last, self._now, loop, work, future)
        return await future

    def call(self, work: Work[T]) -> T:
        if self.dead:
            raise asyncio.CancelledError
        return self._transact(work)

    def close(self) -> None:
        self.dead = True

    def _now(self, loop: asyncio.AbstractEventLoop, work: Work[Any], future: "asyncio.Future[Any]") -> None:
        if self.dead:
            future.cancel()
        if future.done():
            return
        try:
            result = self._transact(work)
        except Exception as error:  # noqa: BLE001  # it is whoever awaits it who handles it
            loop.call_later(self._jitter(), _settle, future, None, error)
        else:
            loop.call_later(self._jitter(), _settle, future, result, None)
            self._committed()

    def _transact(self, work: Work[T]) -> T:
        return _transaction(self._db, self.path, self._without_room(work) if self._full() else work)

    def _without_room(self, work: Work[T]) -> Work[T]:
        """The work on a full disk: it may read, but not write."""

        def tried(db: sqlite_utils.Database) -> T:
            before = db.conn.total_changes
            result = work(db)
            if db.conn.total_changes != before:
                raise StorageFullError("the disk is full")
            return result

        return tried


def _settle(future: "asyncio.Future[Any]", result: Any, error: Exception | None) -> None:
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
