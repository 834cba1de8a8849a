"""Who may come in: nobody without a role in the database, whatever they send. It's decided before anything else is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.telegram.updates import Incoming
from conversations.events import Edited, Event, Pressed, Said
from conversations.screens import Screen, Text, shortened, text
from conversations.texts import language_of
from conversations.texts.render import render
from storage import audit, inbox, invitations, outbox, people

# Whoever pastes an invitation's link instead of tapping it means the same.
_INVITATION = re.compile(r"(?:/start(?:@\w+)? |(?:https?://)?t\.me/\w+\?start=)([A-Za-z0-9_-]{16,64})")


@dataclass(frozen=True, slots=True)
class Entered:
    """Whether what came in is to be handled, who has just got a role, and who is told of it."""

    welcome: bool
    joined: bool = False
    told: int | None = None


class Door:
    """`language` is spoken to people whose own we don't speak; `clock` gives unix seconds."""

    def __init__(self, language: str, region: str, *, clock: Callable[[], float]) -> None:
        self._language = language
        self._region = region
        self._clock = clock

    def enter(self, db: Database, seq: int, incoming: Incoming) -> Entered:
        """Lets people with a role in; strangers get one sentence. Whoever is back gets what was kept for them."""
        joined, told = self._brought_invitation(db, incoming)
        person = people.get(db, incoming.person)
        if person is None or person.role is None:
            if incoming.event is not None and not isinstance(incoming.event, (Pressed, Edited)):
                key = "invitation.gone" if invitation_of(incoming.event) else "stranger"
                self._tell(db, incoming.chat, text(key), language_of(incoming.language, self._language))
            inbox.done(db, seq)
            return Entered(welcome=False)
        people.set_name(db, person.id, incoming.name)
        back = incoming.reachable if incoming.reachable is not None else True
        if back != person.reachable:
            people.set_reachable(db, person.id, reachable=back)
            if back:
                outbox.try_again(db, person.id, self._clock())
        if incoming.event is None:
            inbox.done(db, seq)
        return Entered(welcome=incoming.event is not None, joined=joined, told=told)

    def _brought_invitation(self, db: Database, incoming: Incoming) -> tuple[bool, int | None]:
        """Takes an invitation: whether it gave a role, and who invited, to be told. Owners need none."""
        token = invitation_of(incoming.event)
        person = people.get(db, incoming.person)
        if not token or (person is not None and person.role == "owner"):
            return False, None
        now = self._clock()
        taken = invitations.take(db, token, incoming.person, now)
        if taken is None:
            return False, None
        role, by = taken
        people.enrol(db, incoming.person, role, now)
        audit.record(db, incoming.person, "joined", role, now)
        inviter = people.get(db, by) if by is not None else None
        if inviter is None:
            return True, None
        name = shortened(incoming.name or str(incoming.person), 30)
        self._tell(db, inviter.id, text("team.joined", name=name), inviter.language or self._language)
        return True, inviter.id

    def _tell(self, db: Database, chat: int, words: Text, language: str) -> None:
        outbox.add(db, chat, outbox.Message(render(Screen((words,)), language, self._region)), self._clock())


def invitation_of(event: Event | None) -> str:
    """The token that Telegram sends after a tap on an invitation's link; "" when there is none."""
    found = _INVITATION.fullmatch(event.text.strip()) if isinstance(event, Said) else None
    return found[1] if found else ""
