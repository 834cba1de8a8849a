"""Remote look-ups: who has this phone, what does the shop sell. Asked durably, answered as events in the inbox."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from sqlite_utils import Database as Tables

from bot import catalogue_sync
from bot.orders_api.client import LookUpFailed, OrdersApi
from bot.room import when_there_is_room
from conversations.events import CatalogueSyncFailed, CustomersFound, Event
from storage import inbox, lookups
from storage.codec import dump_event
from storage.database import Database, StorageBrokenError, StorageError

SOURCE = "lookup"
AT_ONCE = 5
PAUSES = (2.0, 10.0)  # seconds before a look-up that couldn't be answered is tried again

log = structlog.get_logger()


class Lookups:
    """Answers look-ups. `took(chat)` is called after an answer is in the inbox."""

    def __init__(
        self,
        db: Database,
        api: OrdersApi,
        data_dir: Path,
        *,
        clock: Callable[[], datetime],
        took: Callable[[int], None],
    ) -> None:
        self._db = db
        self._api = api
        self._data_dir = data_dir
        self._clock = clock
        self._took = took
        self._wake = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._one_sync = asyncio.Lock()
        self._working: set[int] = set()

    def wake(self) -> None:
        self._wake.set()

    async def run(self) -> None:
        """Answers until cancelled; what a crash left unanswered is asked again."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                for lookup in await when_there_is_room(self._db, lookups.waiting):
                    if lookup.id not in self._working:
                        self._working.add(lookup.id)
                        tasks.create_task(self._guarded(lookup))
                await self._wake.wait()
                self._wake.clear()

    async def _guarded(self, lookup: lookups.Lookup) -> None:
        try:
            async with self._room:
                event = await (self._sync() if lookup.subject == lookups.CATALOGUE else self._customers(lookup))
            await when_there_is_room(self._db, lambda db: self._store(db, lookup, event))
            self._took(lookup.chat)
        except StorageBrokenError:
            raise
        except StorageError as error:
            log.error("a look-up can't be done; it's asked again at the next start", reason=str(error))  # noqa: TRY400  # the reason says it all
        except Exception as error:  # noqa: BLE001  # a look-up is never worth the bot
            log.error("a look-up failed and is let go", lookup=lookup.id, error=type(error).__name__)  # noqa: TRY400  # its text may hold what the shop sent
            await when_there_is_room(self._db, lambda db: self._store(db, lookup, _failed(lookup)))
            self._took(lookup.chat)
        finally:
            self._working.discard(lookup.id)

    async def _sync(self) -> Event:
        async with self._one_sync:
            return await catalogue_sync.sync(self._api.products_page, self._data_dir, clock=self._clock)

    async def _customers(self, lookup: lookups.Lookup) -> Event | None:
        """The shop's customers with this phone; None where it can't or won't tell."""
        for pause in (*PAUSES, None):
            answer = await self._api.customers_by_phone(lookup.subject)
            if not isinstance(answer, LookUpFailed):
                return CustomersFound(lookup.draft, lookup.subject, answer) if answer else None
            if answer.failure.reason != "unreachable" or pause is None:
                log.info("a customer couldn't be looked up", reason=answer.failure.reason, status=answer.failure.status)
                return None
            await asyncio.sleep(pause)
        return None

    def _store(self, db: Tables, lookup: lookups.Lookup, event: Event | None) -> None:
        if lookups.done(db, lookup.id) and event is not None:
            now = self._clock().timestamp()
            inbox.add(db, source=SOURCE, id=str(lookup.id), chat=lookup.chat, body=dump_event(event), now=now)


def _failed(lookup: lookups.Lookup) -> Event | None:
    """What is told of a look-up that failed as nobody expected: a sync's person waits for an answer."""
    return CatalogueSyncFailed("unreachable") if lookup.subject == lookups.CATALOGUE else None
