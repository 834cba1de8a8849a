"""The way of one event: out of the inbox, through the conversation, and in one transaction back into the database.

Each chat has a lane of its own: its events are handled in order, and one slow chat holds up no other.
"""

import asyncio
import json
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlite_utils import Database as Tables

from bot.door import Door
from bot.history import ChatHistory
from bot.rates import Rates, Verdict
from bot.room import when_there_is_room
from bot.tasks import PerChat
from bot.telegram import polling
from bot.telegram.documents import Documents
from bot.telegram.updates import Incoming, read
from conversations.buttons import decode
from conversations.context import Catalogue, Context, Ids, Places
from conversations.effects import (
    ChangeRole,
    Decide,
    ForgetMe,
    LookUpCustomer,
    Submit,
    SyncCatalogue,
    TellOwners,
    TellPerson,
)
from conversations.events import Edited, Event, Pressed, Said, Unreadable
from conversations.habits import HabitualCatalogue
from conversations.machine import advance
from conversations.screens import Screen, text
from conversations.session import Session, Turn
from conversations.texts import language_of
from conversations.texts.render import render
from conversations.turns import shown_again
from storage import drafts, inbox, outbox, people, sessions
from storage.codec import load_event
from storage.database import Database, StorageBrokenError, StorageError

PAUSE_WITHOUT_ROOM = 5.0
MOST_TRIES = 5

Decider = Callable[[Session, Event, Context], Turn]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the conversation looks at, and the settings it follows.

    `catalogue` and `places` are used in the core's thread only.
    """

    catalogue: Catalogue
    places: Places
    ids: Ids
    region: str
    currency: str
    language: str
    single_name_last: str


def _nobody() -> None:
    """Stands in until the workers are there."""


def _nobody_named(person: int) -> None:
    del person


@dataclass(slots=True)
class Bells:
    """Who is told that there is work.

    `delivery` is told the chat, `menu` a person whose role has changed. `bot_name` gives the bot's user name, empty
    while it isn't known.
    """

    delivery: Callable[[int], None]
    submissions: Callable[[], None] = _nobody
    lookups: Callable[[], None] = _nobody
    menu: Callable[[int], None] = _nobody_named
    bot_name: Callable[[], str] = str
    janitor: Callable[[], None] = _nobody


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
        self._core = core
        self._around = surroundings
        self._bells = bells
        self._clock = clock
        self._door = Door(surroundings.language, surroundings.region, clock=lambda: clock().timestamp())
        self._rates = rates
        self._documents = documents
        self._chats = PerChat("lane", self._next)

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
        await self._advance(entry, load_event(entry.body), None)

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
            await self._advance(entry, await self._with_words(incoming, incoming.event), incoming.language)
        self._bells.delivery(incoming.chat)

    async def _with_words(self, incoming: Incoming, event: Event) -> Event:
        """The event with the words of the file that came with it."""
        if incoming.document is None or not isinstance(event, Said | Edited | Unreadable):
            return event
        return await self._documents.with_words(event, incoming.document)

    async def _advance(self, entry: inbox.Entry, event: Event, client_language: str | None) -> None:
        """Decides and stores; decides anew when something was quicker."""
        chat = entry.chat
        if chat is None:
            raise LookupError("an event of the conversation has a chat")
        language = language_of(client_language, self._around.language)
        decide: Decider = advance
        for _ in range(MOST_TRIES):
            # In one transaction, each time anew: a draft that is taken over meanwhile takes its news along.
            moved, session = await self._db.run(
                lambda db: (_moved(db, entry, event), _session(db, chat, event, language))
            )
            if moved is not None:
                self.wake(moved)
                return
            if session is None:
                await self._db.run(lambda db: inbox.done(db, entry.seq))
                return
            try:
                turn = await self._turn(entry.seq, session, event, decide)
            except sessions.TooLateError:
                decide = _show_only
                continue
            except sessions.OvertakenError:
                continue
            await self._ring(chat, turn)
            return
        raise sessions.OvertakenError

    async def _turn(self, seq: int, session: Session, event: Event, decide: Decider) -> Turn:
        context = self._context(session)
        turn = await asyncio.get_running_loop().run_in_executor(self._core, decide, session, event, context)
        handled = sessions.Handled(seq, session.person.id)
        region = self._around.region
        await self._db.run(lambda db: sessions.commit(db, handled, session, turn, region=region, now=context.now))
        return turn

    def _context(self, session: Session) -> Context:
        around = self._around
        now = self._clock().astimezone(UTC)
        history = ChatHistory(self._db, session.person.id, owner=session.person.role == "owner")
        return Context(
            now=now,
            ids=around.ids,
            catalogue=HabitualCatalogue(around.catalogue, history, now),
            places=around.places,
            history=history,
            region=around.region,
            currency=around.currency,
            single_name_last=around.single_name_last,
            owner=session.person.role == "owner",
            bot=self._bells.bot_name(),
            language=session.person.language,
        )

    async def _ring(self, chat: int, turn: Turn) -> None:
        self._bells.delivery(chat)
        for effect in turn.effects:
            match effect:
                case Submit() | Decide():
                    self._bells.submissions()
                case LookUpCustomer() | SyncCatalogue():
                    self._bells.lookups()
                case TellPerson(person=person):
                    self._bells.delivery(person)
                case ChangeRole(person=person):
                    self._bells.menu(person)
                case TellOwners():
                    # The turn is stored, and isn't handled again: whoever isn't told now waits for the next message.
                    for owner in await when_there_is_room(self._db, people.owners):
                        self._bells.delivery(owner.id)
                case ForgetMe():
                    self._bells.janitor()
                case _:
                    pass


def _session(db: Tables, chat: int, event: Event, language: str) -> Session | None:
    """The session, with the draft that the event speaks of even when that draft has ended."""
    person = people.get(db, chat)
    match event:
        case Pressed(data=data):
            tap = decode(data)
            also = tap.draft if tap else ""
        case Edited(message=message):
            also = drafts.of_message(db, chat, message)
        case _:
            also = getattr(event, "draft", "")
    return sessions.load(db, person, language=language, also=also) if person else None


def _moved(db: Tables, entry: inbox.Entry, event: Event) -> int | None:
    """The chat that has the draft an event speaks of, when it isn't the event's: the event is given to it."""
    found = drafts.get(db, getattr(event, "draft", ""))
    if found is None or found[0] == entry.chat:
        return None
    inbox.move(db, entry.seq, found[0])
    return found[0]


def _show_only(session: Session, event: Event, context: Context) -> Turn:
    """The card as it is now: what the person did came too late."""
    del event
    return shown_again(session, context, "edit")
