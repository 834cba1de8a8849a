"""The way of one event: out of the inbox, past the door, to its turn in the conversation (`turning`).

Each chat has a lane of its own: its events are handled in order, and one slow chat holds up no other.
"""

import asyncio
import json
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog
from sqlite_utils import Database as Tables

from bot.door import Door
from bot.rates import Rates, Verdict
from bot.room import when_there_is_room
from bot.tasks import PerChat
from bot.telegram import polling
from bot.telegram.documents import Documents
from bot.telegram.updates import Incoming, read
from bot.turning import Bells, Surroundings, Turns
from conversations.events import Edited, Event, Said, Unreadable
from conversations.screens import Screen, text
from conversations.texts import language_of
from conversations.texts.render import render
from storage import inbox, outbox, people
from storage.codec import load_event
from storage.database import Database, StorageBrokenError, StorageError

PAUSE_WITHOUT_ROOM = 5.0

log = structlog.get_logger()


class Lanes:
    """Handles the inbox. `wake(chat)` says that there may be something for that chat."""

    def __init__(
        self,
        db: Database,
        core: ThreadPoolExecutor,
        surroundings: Surroundings,
        bells: Bells,
        *,
        clock: Callable[[], datetime],
        rates: Rates,
        documents: Documents,
    ) -> None:
        self._db = db
        self._around = surroundings
        self._bells = bells
        self._clock = clock
        self._door = Door(surroundings.language, surroundings.region, clock=lambda: clock().timestamp())
        self._rates = rates
        self._documents = documents
        self._chats = PerChat("lane", self._next)
        self._turns = Turns(db, core, surroundings, bells, clock=clock, wake=self.wake)

    async def run(self) -> None:
        """Handles events until cancelled, those first that were waiting."""
        for chat in await when_there_is_room(self._db, inbox.waiting_chats):
            self.wake(chat)
        await self._chats.run()

    def wake(self, chat: int) -> None:
        self._chats.wake(chat)

    async def _next(self, chat: int) -> bool:
        """Handles the chat's oldest event; False when there is none."""
        try:
            entry = await self._db.run(lambda db: inbox.next_of(db, chat))
            if entry is None:
                return False
            if entry.source == polling.SOURCE and (verdict := self._rates.take(chat)).wait:
                await self._slowed_down(chat, verdict)
                return True
            await self._guarded(entry)
        except StorageBrokenError:
            raise
        except StorageError as error:
            log.error("no room to work; trying again", reason=str(error))  # noqa: TRY400  # the reason says it all
            await asyncio.sleep(PAUSE_WITHOUT_ROOM)
        return True

    async def _slowed_down(self, chat: int, verdict: Verdict) -> None:
        """Waits: the update stays where it is, in the inbox, and is handled when it's its turn."""
        if verdict.tell:
            log.warning("somebody is too fast and has to wait", chat=chat)
            await self._db.run(lambda db: self._tell_person(db, chat, "slow_down"))
            self._bells.delivery(chat)
        await asyncio.sleep(verdict.wait)

    async def _guarded(self, entry: inbox.Entry) -> None:
        """Handles an event. What nobody expected is recorded, and after its third failure the event is put aside."""
        try:
            await self._handle(entry)
        except StorageError:
            raise
        except Exception as failure:  # noqa: BLE001  # one event must not end the others
            error = type(failure).__name__
            where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(failure.__traceback__)[-4:]]
            log.error("an event failed", seq=entry.seq, error=error, where=where)  # noqa: TRY400  # its text may hold what people wrote
            dead = await self._db.run(lambda db: self._failed(db, entry, error))
            if dead and entry.chat is not None:
                self._bells.delivery(entry.chat)

    def _failed(self, db: Tables, entry: inbox.Entry, error: str) -> bool:
        dead = inbox.failed(db, entry.seq, error)
        if dead and entry.chat is not None:
            self._tell_person(db, entry.chat, "trouble")
        return dead

    def _tell_person(self, db: Tables, chat: int, key: str) -> None:
        """Says something to somebody with a role; strangers and groups aren't told."""
        person = people.get(db, chat)
        if person is not None and person.role:
            self._tell(db, chat, key, person.language or self._around.language)

    async def _handle(self, entry: inbox.Entry) -> None:
        if entry.source != polling.SOURCE:
            await self._news(entry)
            return
        incoming = read(json.loads(entry.body))
        if incoming is None or (incoming.event is None and incoming.reachable is None):
            await self._db.run(lambda db: inbox.done(db, entry.seq))
        elif not incoming.private:
            await self._db.run(lambda db: self._point_to_private_chat(db, entry, incoming))
            self._bells.delivery(incoming.chat)
        else:
            await self._from_person(entry, incoming)

    async def _news(self, entry: inbox.Entry) -> None:
        """What the shop or a look-up answered, in the chat where its draft is now."""
        await self._turns.advance(entry, load_event(entry.body), None)

    def _point_to_private_chat(self, db: Tables, entry: inbox.Entry, incoming: Incoming) -> None:
        if incoming.command:
            self._tell(db, incoming.chat, "group", language_of(incoming.language, self._around.language))
        inbox.done(db, entry.seq)

    def _tell(self, db: Tables, chat: int, key: str, language: str) -> None:
        shown = render(Screen((text(key),)), language, self._around.region)
        outbox.add(db, chat, outbox.Message(shown), self._clock().timestamp())

    async def _from_person(self, entry: inbox.Entry, incoming: Incoming) -> None:
        entered = await self._db.run(lambda db: self._door.enter(db, entry.seq, incoming))
        if entered.told is not None:
            self._bells.delivery(entered.told)
        if entered.joined or incoming.begins:
            self._bells.menu(incoming.person)
        if entered.welcome and incoming.event is not None:
            await self._turns.advance(entry, await self._with_words(incoming, incoming.event), incoming.language)
        self._bells.delivery(incoming.chat)

    async def _with_words(self, incoming: Incoming, event: Event) -> Event:
        """The event with the words of the file that came with it."""
        if incoming.document is None or not isinstance(event, Said | Edited | Unreadable):
            return event
        return await self._documents.with_words(event, incoming.document)
