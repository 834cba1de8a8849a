"""Takes away what is kept no longer, a few rows at a time, at start and every hour."""

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.room import when_there_is_room
from storage import retention
from storage.database import Database, StorageBrokenError, StorageError
from storage.retention import Keep

EVERY_SECONDS = 3_600.0
COMPACTED_EVERY_SECONDS = 24 * 3_600.0  # the whole file is written anew, so not every hour
BETWEEN_BATCHES_SECONDS = 0.05  # so that whoever waits for an answer comes first

log = structlog.get_logger()


class Janitor:
    """Sweeps the database. `clock` gives unix seconds."""

    def __init__(self, db: Database, keep: Keep, *, clock: Callable[[], float]) -> None:
        self._db = db
        self._keep = keep
        self._clock = clock
        self._woken = asyncio.Event()
        self._compact_after = -math.inf
        self._swept = 0

    def wake(self) -> None:
        """Something was deleted at a person's wish: nothing of it may be left, now and not tomorrow."""
        self._compact_after = -math.inf
        self._swept += 1
        self._woken.set()

    async def run(self) -> None:
        """Sweeps until cancelled."""
        while True:
            self._woken.clear()
            await self.sweep()
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_SECONDS):
                    await self._woken.wait()

    async def sweep(self) -> None:
        """Takes away all that is too old now."""
        rows = 0
        while some := await when_there_is_room(self._db, lambda db: retention.sweep(db, self._clock(), self._keep)):
            rows += some
            await asyncio.sleep(BETWEEN_BATCHES_SECONDS)
        if rows:
            log.info("what is kept no longer was removed", rows=rows)
        self._swept += rows
        if self._swept and self._clock() >= self._compact_after:
            await self._compact()

    async def _compact(self) -> None:
        swept, self._swept = self._swept, 0  # whoever wakes meanwhile may have deleted more
        self._compact_after = self._clock() + COMPACTED_EVERY_SECONDS
        try:
            await asyncio.to_thread(self._db.compact)
        except StorageBrokenError:
            raise
        except StorageError as error:
            log.error("no room to write the database anew; trying again in an hour", reason=str(error))  # noqa: TRY400  # the reason says it all
            self._swept += swept
            self._compact_after = -math.inf
