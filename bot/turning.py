"""One event's turn: loaded, decided in the core's thread, and stored in one transaction with what follows from it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database as Tables

from bot.history import ChatHistory
from bot.room import when_there_is_room
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
from conversations.events import Edited, Event, Pressed
from conversations.habits import HabitualCatalogue
from conversations.machine import advance
from conversations.session import Session, Turn
from conversations.texts import language_of
from conversations.turns import shown_again
from storage import drafts, inbox, people, sessions
from storage.database import Database

MOST_TRIES = 5

Decider = Callable[[Session, Event, Context], Turn]


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


class Turns:
    """Takes the turns of all chats. `wake` is told of a chat that an event was moved to."""

    def __init__(
        self,
        db: Database,
        core: ThreadPoolExecutor,
        surroundings: Surroundings,
        bells: Bells,
        *,
        clock: Callable[[], datetime],
        wake: Callable[[int], None],
    ) -> None:
        self._db = db
        self._core = core
        self._around = surroundings
        self._bells = bells
        self._clock = clock
        self._wake = wake

    async def advance(self, entry: inbox.Entry, event: Event, client_language: str | None) -> None:
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
                self._wake(moved)
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
