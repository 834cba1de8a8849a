"""A chat's session out of the database, and a turn back into it: one transaction for all that a turn changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from conversations import submission
from conversations.effects import (
    Decide,
    Effect,
    LookUpCustomer,
    Say,
    Settled,
    Show,
    Submit,
    SyncCatalogue,
    TellOwners,
)
from conversations.order import State
from conversations.session import Person, Session, Turn
from conversations.texts.render import render
from storage import drafts, history, inbox, lookups, outbox, people, submissions


class OvertakenError(Exception):
    """What the turn was decided on has changed meanwhile (the worker was quicker). Nothing was written."""


@dataclass(frozen=True, slots=True)
class Handled:
    """The event a turn came from: its place in the inbox and its chat."""

    seq: int
    chat: int


def load(db: Database, person: people.PersonRow, *, language: str, also: str = "") -> Session | None:
    """The session of somebody with a role, with the draft `also` whatever its state; None for others.

    `language` is spoken until the person has chosen one. A person's private chat has the person's id.
    """
    if person.role is None:
        return None
    return Session(
        Person(person.id, person.role, person.language or language),
        drafts.of_chat(db, person.id, also=also),
        person.table,
        drafts.cards(db, person.id),
    )


def commit(db: Database, handled: Handled, before: Session, turn: Turn, *, region: str, now: datetime) -> None:
    """Stores a turn: drafts, the event as done, what is to be shown, asked and submitted.

    Raises OvertakenError when a draft or a submission isn't what it was.
    """
    after = turn.session
    at = now.timestamp()
    try:
        _save_drafts(db, handled.chat, before, after, at)
    except drafts.RevisionConflictError as conflict:
        raise OvertakenError from conflict
    if after.table != before.table or after.person.language != before.person.language or not before.drafts:
        people.remember(db, after.person.id, language=after.person.language, table=after.table)
    for effect in turn.effects:
        _store(db, handled.chat, effect, after.person.language, region=region, now=now)
    inbox.done(db, handled.seq)


def _save_drafts(db: Database, chat: int, before: Session, after: Session, at: float) -> None:
    for draft in after.drafts:
        old = before.draft(draft.id)
        if draft == old:
            continue
        drafts.save(db, chat, draft, expected=old.revision if old else None, now=at)
        if draft.state is State.CREATED:
            history.record(db, chat, draft, at)


def _store(db: Database, chat: int, effect: Effect, language: str, *, region: str, now: datetime) -> None:
    at = now.timestamp()
    match effect:
        case Show(draft=draft, revision=revision, place=place, screen=screen):
            shown = render(screen, language, region, draft=draft, revision=revision)
            outbox.add(db, chat, outbox.Message(shown, draft, place), at)
        case Say(screen=screen):
            outbox.add(db, chat, outbox.Message(render(screen, language, region)), at)
        case TellOwners(about=about, screen=screen):
            if people.tell_once(db, about, at):
                for owner in people.owners(db):
                    message = outbox.Message(render(screen, owner.language or language, region))
                    outbox.add(db, owner.id, message, at)
        case Settled(about=about):
            people.settled(db, about)
        case LookUpCustomer(draft=draft, phone=phone):
            lookups.add(db, chat, draft, phone.e164, at)
        case SyncCatalogue():
            lookups.add(db, chat, "", lookups.CATALOGUE, at)
        case Submit(draft=draft, request=request):
            try:
                submissions.add(db, submission.submit(request.tag, draft, chat, request, now), now)
            except submissions.SubmissionExistsError as exists:
                raise OvertakenError from exists
        case Decide():
            _decide(db, effect, now)


def _decide(db: Database, effect: Decide, now: datetime) -> None:
    """A person's verdict, if the submission still waits for one."""
    found = submissions.of_draft(db, effect.draft)
    transitions: dict[str, submission.Transition] = {
        "retry": lambda it: submission.retry(it, now),
        "withdraw": submission.withdraw,
        "keep_checking": lambda it: submission.keep_checking(it, now),
        "seen": lambda it: submission.seen_in_shop(it, effect.number),
        "send_again": lambda it: submission.send_again(it, now),
        "give_up": submission.give_up,
    }
    if found is None or submissions.change(db, found.id, transitions[effect.verdict], now) is None:
        raise OvertakenError
