"""A chat's session out of the database, and a turn back into it: one transaction for all that a turn changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from conversations import verdicts
from conversations.context import Guest
from conversations.effects import (
    ChangeRole,
    Decide,
    Effect,
    ForgetMe,
    Invite,
    LookUpCustomer,
    Say,
    Settled,
    Show,
    Submit,
    SyncCatalogue,
    TakeOver,
    Teach,
    TellOwners,
    TellPerson,
    Unteach,
)
from conversations.order import State
from conversations.session import Person, Session, Turn
from conversations.submission import submit
from conversations.texts.render import render
from storage import audit, drafts, forgetting, history, inbox, invitations, lookups, outbox, people, submissions, taught


class OvertakenError(Exception):
    """What the turn was decided on has changed meanwhile: it's to be decided anew. Nothing was written."""


class TooLateError(OvertakenError):
    """What the person asked for can't be done any more, so that deciding anew would end the same way."""


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
    loaded = drafts.of_chat(db, person.id, also=also)
    return Session(
        Person(person.id, person.role, person.language or language, only_owner=people.is_only_owner(db, person.id)),
        loaded,
        person.table,
        drafts.cards(db, (draft.id for draft in loaded)),
        _guest(db, person.id, also) if person.role == "owner" else None,
    )


def _guest(db: Database, owner: int, draft: str) -> Guest | None:
    """The draft, where it is somebody else's."""
    found = drafts.get(db, draft) if draft else None
    if found is None or found[0] == owner:
        return None
    holder = people.get(db, found[0])
    return Guest(found[1], found[0], holder.name if holder else "")


def commit(db: Database, handled: Handled, before: Session, turn: Turn, *, region: str, now: datetime) -> None:
    """Stores a turn: drafts, the event as done, what is to be shown, asked and submitted.

    Raises OvertakenError when a draft or the person's role isn't what it was, TooLateError for a submission.
    """
    after = turn.session
    at = now.timestamp()
    person = people.get(db, before.person.id)
    if person is None or person.role != before.person.role:
        raise OvertakenError
    try:
        before = _taken_over(db, handled.chat, before, turn, at)
        _save_drafts(db, handled.chat, before, after, at)
    except drafts.RevisionConflictError as conflict:
        raise OvertakenError from conflict
    if after.table != before.table or after.person.language != before.person.language or not before.drafts:
        people.remember(db, after.person.id, language=after.person.language, table=after.table)
    inbox.done(db, handled.seq)
    for effect in turn.effects:
        _store(db, handled.chat, effect, after.person.language, region=region, now=now)
        if done := _worth_knowing(effect):
            audit.record(db, before.person.id, *done, at)


def _taken_over(db: Database, chat: int, before: Session, turn: Turn, at: float) -> Session:
    """The session with the drafts that the turn takes over from others in it, as they were."""
    for effect in turn.effects:
        if isinstance(effect, TakeOver) and before.guest and before.guest.draft.id == effect.draft:
            drafts.move(db, effect.draft, chat, revision=effect.revision)
            before = before.put(before.guest.draft)
            audit.record(db, before.person.id, "take_over", effect.draft, at)
    return before


def _worth_knowing(effect: Effect) -> tuple[str, str] | None:
    """What the audit log says of an effect, and about what."""
    match effect:
        case Submit(draft=draft):
            return "create", draft
        case Decide(draft=draft, verdict=verdict):
            return verdict, draft
        case Invite(role=role):
            return "invite", role
        case ChangeRole(person=person, role=role):
            return "role", f"{person}: {role or 'none'}"
        case Unteach(lesson=lesson):
            return "unteach", str(lesson)
        case _:
            return None


def _save_drafts(db: Database, chat: int, before: Session, after: Session, at: float) -> None:
    for draft in after.drafts:
        old = before.draft(draft.id)
        if draft == old:
            continue
        drafts.save(db, chat, draft, expected=old.revision if old else None, now=at)
        if draft.state is State.DISCARDED:
            audit.record(db, after.person.id, "discard", draft.id, at)
        if draft.state is State.CREATED:
            history.record(db, chat, draft, at)


def _store(db: Database, chat: int, effect: Effect, language: str, *, region: str, now: datetime) -> None:
    at = now.timestamp()
    match effect:
        case Show(draft=draft, revision=revision, place=place, screen=screen):
            shown = render(screen, language, region, draft=draft, revision=revision)
            outbox.add(db, chat, outbox.Message(shown, draft, place), at)
        case Say(screen=screen, secret=secret):
            outbox.add(db, chat, outbox.Message(render(screen, language, region), secret=secret), at)
        case TellPerson(person=number, screen=screen):
            told = people.get(db, number)
            shown = render(screen, (told.language if told else "") or language, region)
            outbox.add(db, number, outbox.Message(shown), at)
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
                submissions.add(db, submit(request.tag, draft, chat, request, now), now)
            except submissions.SubmissionExistsError as exists:
                raise TooLateError from exists
        case Decide():
            _decide(db, effect, now)
        case Invite(token=token, role=role):
            invitations.add(db, token, role, by=chat, now=at)
        case ChangeRole(person=number, role=role):
            _change_role(db, chat, effect, at)
        case Teach(words=words, variant=variant, product=product):
            taught.learn(db, words, variant, product, person=chat, now=at)
        case Unteach(lesson=lesson):
            taught.unlearn(db, lesson)
        case ForgetMe():
            _forget(db, chat)


def _change_role(db: Database, owner: int, change: ChangeRole, at: float) -> None:
    """Raises TooLateError where nobody has a role to be changed any more, or no owner might be left."""
    person = people.get(db, change.person)
    if person is None or person.role is None or change.person == owner:
        raise TooLateError
    if change.role is not None:
        people.enrol(db, change.person, change.role, at)
        return
    people.dismiss(db, change.person)
    for draft in drafts.of_chat(db, change.person):
        drafts.move(db, draft.id, owner, revision=draft.revision)


def _forget(db: Database, person: int) -> None:
    if people.is_only_owner(db, person):
        raise OvertakenError  # two owners left at the same moment
    try:
        forgetting.person(db, person)
    except forgetting.StillNeededError as needed:
        raise OvertakenError from needed


def _decide(db: Database, effect: Decide, now: datetime) -> None:
    """A person's verdict, if the submission still waits for one."""
    found = submissions.of_draft(db, effect.draft)
    if found is None or submissions.change(db, found.id, lambda it: verdicts.carried_out(effect, it, now), now) is None:
        raise TooLateError
