"""Work on the database that waits for room: what it would keep is known nowhere else."""

import asyncio
from typing import TypeVar

import structlog

from storage.database import Database, StorageBrokenError, StorageError, Work

PAUSE_SECONDS = 5.0

T = TypeVar("T")

log = structlog.get_logger()


async def when_there_is_room(db: Database, work: Work[T]) -> T:
    """Runs one transaction as `db.run` does, again and again while nothing can be written.

    Raises StorageBrokenError, and whatever else `work` raises.
    """
    while True:
        try:
            return await db.run(work)
        except StorageBrokenError:
            raise
        except StorageError as error:
            log.error("no room to work; trying again", reason=str(error))  # noqa: TRY400  # the reason says it all
            await asyncio.sleep(PAUSE_SECONDS)
