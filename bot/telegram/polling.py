"""Long polling into the durable inbox: an update is confirmed to Telegram only after it is committed here."""

import asyncio
import hashlib
import json
import sqlite3
from collections.abc import Callable
from typing import Any

import structlog
from sqlite_utils import Database as Tables
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.answers import is_id
from bot.telegram.connection import Connection, seconds_of
from bot.telegram.updates import ALLOWED, read
from storage import inbox
from storage.database import Database, StorageBrokenError, StorageError

SOURCE = "telegram"
LONGEST_WAIT = 30.0
WITHOUT_NUMBERS = 1.0  # seconds
CONFLICTS_OF_A_NEWCOMER = 2
CONFLICTS = 20
IN_PEACE = 1.0  # seconds
BETWEEN_SHORT_POLLS = 0.2  # seconds

log = structlog.get_logger()


class FatalError(Exception):
    """The bot can't go on; the message is one clear line for the operator."""


class Poller:
    """Takes updates in. `took(chat, tap)` is called once for each that is new, after it is committed."""

    def __init__(
        self, connection: Connection, db: Database, *, clock: Callable[[], float], took: Callable[[int, str], None]
    ) -> None:
        self._connection = connection
        self._db = db
        self._clock = clock
        self._took = took
        self._offset: int | None = None
        self._failures = 0
        self._conflicts = 0
        self._polled = False

    async def run(self) -> None:
        """Polls until cancelled. Raises FatalError when the token is wrong, or another bot polls with it."""
        while True:
            began = self._clock()
            try:
                updates = await self._connection.updates(self._offset, ALLOWED)
                await self._take(updates)
                if not updates and self._clock() - began < IN_PEACE:
                    # A Bot API that answers at once instead of waiting isn't asked without a pause.
                    await asyncio.sleep(BETWEEN_SHORT_POLLS)
                self._failures = self._conflicts = 0
                self._polled = True
            except InvalidToken as error:
                raise FatalError("Telegram doesn't know this token: check ORDERDESK_TELEGRAM_TOKEN.") from error
            except Conflict as error:
                if "webhook" in error.message.lower():
                    await self._without_webhook()
                    continue
                # Each bot's poll ends the other's. Whose poll had been waiting in peace was here first: it comes
                # back so soon that the newcomer's polls never wait so long.
                self._polled = self._polled or self._clock() - began >= IN_PEACE
                self._conflicts += 1
                if self._conflicts >= (CONFLICTS if self._polled else CONFLICTS_OF_A_NEWCOMER):
                    raise FatalError("Another bot is running with this token: stop it first.") from error
                await self._pause("conflict", IN_PEACE / 4 if self._polled else IN_PEACE)
            except RetryAfter as error:
                await self._pause("flood", seconds_of(error))
            except TelegramError as error:
                await self._pause(type(error).__name__, self._growing())
            except StorageBrokenError:
                raise
            except StorageError as error:
                # Unconfirmed, so Telegram keeps them until there is room.
                log.error("no room for updates; taking none until there is", reason=str(error))  # noqa: TRY400  # the reason says it all
                await asyncio.sleep(self._growing())

    async def _without_webhook(self) -> None:
        """A webhook that was set before shuts polling out. What waits for it is kept."""
        try:
            await self._connection.bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            await self._pause(type(error).__name__, self._growing())

    async def _pause(self, why: str, seconds: float) -> None:
        log.warning("polling waits", why=why, seconds=seconds, server=self._connection.server)
        await asyncio.sleep(seconds)

    def _growing(self) -> float:
        self._failures += 1
        return min(LONGEST_WAIT, 0.5 * 2.0 ** min(self._failures, 10))

    async def _take(self, updates: list[Any]) -> None:
        if not updates:
            return
        now = self._clock()
        new = await self._db.run(lambda db: [taken for raw in updates if (taken := _take_one(db, raw, now))])
        numbers = [number for raw in updates if (number := _number(raw)) is not None]
        if numbers:
            self._offset = max(numbers) + 1
        for chat, tap in new:
            self._took(chat, tap)
        if not numbers:
            # Nothing confirms them, so they come again at once.
            await asyncio.sleep(WITHOUT_NUMBERS)


def _number(raw: Any) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if is_id(number) else None


def _take_one(db: Tables, raw: Any, now: float) -> tuple[int, str] | None:
    """Commits one raw update. Its chat and tap when it's new and anybody's business."""
    number = _number(raw)
    try:
        if number is None:
            raise ValueError("an update without a number: it couldn't be known when it comes again")  # noqa: TRY301  # unreadable, like all that is caught below
        incoming = read(raw)
        body = json.dumps(raw, ensure_ascii=False)
        new = incoming is not None and inbox.add(
            db, source=SOURCE, id=str(number), chat=incoming.chat, body=body, now=now
        )
    except sqlite3.OperationalError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one update, the others must come in
        why, body = type(error).__name__, json.dumps(raw)
        known_by = str(number or hashlib.sha256(body.encode()).hexdigest())  # kept longer than the body: no words in it
        if inbox.dead(db, source=SOURCE, id=known_by, body=body, error=why, now=now):
            log.error("an update can't be taken in and is put aside", update=number, error=why)  # noqa: TRY400  # its text may hold what people wrote
        return None
    return (incoming.chat, incoming.tap) if incoming is not None and new else None
