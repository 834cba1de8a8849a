"""What a person typed, corrected or shared. Anything is accepted at any time."""

from conversations import changes, commands, corrections, paste, submitted
from conversations.context import Context
from conversations.courtesies import is_courtesy
from conversations.effects import Say
from conversations.events import Edited, Said, SharedContact, SharedLocation
from conversations.intake import Reading
from conversations.intake.names import whole_name
from conversations.order import Draft, Extras, Name, OpenItem, State
from conversations.phones import PhoneProblem, looks_like_phone, parse_phone
from conversations.quantities import QuantityProblem, parse_quantity
from conversations.questions import (
    AskAddress,
    AskAddressPart,
    AskExtra,
    AskItems,
    AskName,
    AskOrderNumber,
    AskPhone,
    AskQuantity,
    ChooseCustomer,
    ChoosePhone,
    ChooseVariant,
    ItemsReady,
    Question,
    Review,
    WhichOrder,
)
from conversations.screens import Screen, Text, shortened, text
from conversations.session import Session, Turn
from conversations.steps import contact, next_question, step_of
from conversations.steps.items import going_on, quantity_problem, searching_again
from conversations.steps.step import Moved, missed
from conversations.turns import carried, shown_again

BACK = {"back", "kembali", "balik"}
ENOUGH = {
    *("next", "done", "skip", "ok", "okay", "that's all", "that's it", "that is all", "no", "nothing", "go on", "yes"),
    *("lanjut", "selesai", "sudah", "udah", "oke", "itu saja", "itu aja", "cukup", "lewati", "tidak", "tidak ada"),
    *("ga", "gak", "nggak", "enggak", "ga ada", "gak ada", "nggak ada", "ya"),
}
"""Words that end the items, in the languages of the texts."""
MAY_BE_DIGITS = (AskPhone, ChoosePhone, AskAddressPart, AskExtra, WhichOrder)
"""The questions that take a number with as many digits as a phone's themselves."""


def said(session: Session, event: Said, context: Context) -> Turn:
    waiting = session.on_table
    back = event.text.strip().casefold() in BACK
    if waiting and waiting.state is State.ASK and isinstance(waiting.question, AskOrderNumber):
        if back:
            return carried(session, Moved(waiting.with_(question=None)), context, "new")
        if not paste.is_order(paste.read_message(event, context)):
            return carried(session, submitted.says(waiting, event.text), context, "new")
    session, draft = at_hand(session, context)
    if back:
        return carried(session, Moved(_gone_back(draft, context)), context, "new")
    if event.text.strip().casefold().rstrip(".!") in ENOUGH and isinstance(draft.question, (AskItems, ItemsReady)):
        return carried(session, Moved(going_on(draft)), context, "new")
    return carried(session, understood(draft, event, context), context, "new")


def begun_with(words: Said, turn: Turn, context: Context) -> Turn:
    """The turn, and the order behind it that a message begins which waited beside another."""
    begun = said(turn.session, words, context)
    return Turn(begun.session, (*turn.effects, *begun.effects))


def at_hand(session: Session, context: Context) -> tuple[Session, Draft]:
    """The open draft on the table, or a new one: a submitted draft takes no more words."""
    draft = session.on_table
    if draft is None or draft.state is not State.OPEN:
        session, draft = commands.begun(session, context)
    if draft.question is None:
        draft = draft.with_(question=next_question(draft, context))
    return session, draft


def understood(draft: Draft, event: Said, context: Context) -> Moved:
    """A message as the answer to the question, or as any part of an order, or as both not understood."""
    if not event.text.strip():
        return missed(draft, text("problem.empty"))
    if moved := corrections.corrected(draft, event, context):
        return moved
    step = step_of(draft.question) if draft.question else None
    reading = reading_of(event, context)
    one_phone = looks_like_phone(event.text) and len(reading.phones) < 2
    if one_phone and reading.phones and not isinstance(draft.question, MAY_BE_DIGITS):
        return _read(draft, reading, event, context)
    more = paste.is_order(reading) or paste.is_something_else(draft.question, reading)
    if one_phone or isinstance(draft.question, WhichOrder) or not more:
        moved = step.says(draft, event, context) if step else None
        if moved is not None:
            return moved
    if one_phone and not reading.phones:
        return contact.phone_given(draft, event.text, context, event.message)
    return _read(draft, reading, event, context)


def reading_of(said: Said, context: Context) -> Reading:
    """The message taken apart; one that is nothing but digits is one phone number, or none."""
    reading = paste.read_message(said, context)
    if looks_like_phone(said.text) and len(reading.phones) < 2:
        phone = parse_phone(said.text, context.region)
        return Reading(phones=() if isinstance(phone, PhoneProblem) else (phone,))
    return reading


def _read(draft: Draft, reading: Reading, event: Said, context: Context) -> Moved:
    if paste.contradicts(draft, reading):
        if not changes.takes_aside(draft, event.text):
            return Moved(draft.with_(question=WhichOrder()), text("limit.set_aside"))
        return Moved(changes.with_set_aside(draft, event.text, event.message).with_(question=WhichOrder()))
    if reading.parts:
        return paste.taken(draft, reading, event, context)
    return _not_understood(draft, event, context)


def _not_understood(draft: Draft, event: Said, context: Context) -> Moved:
    """Words that hold nothing known: an unknown product where one was asked for, else the question again."""
    shown = shortened(" ".join(event.text.split()), 80)
    if isinstance(parse_quantity(event.text), int):
        return missed(draft, text("problem.quantity_of_what"))
    if isinstance(problem := parse_quantity(event.text.split()[0]), QuantityProblem):
        return missed(draft, quantity_problem(problem))
    match draft.question:
        case AskPhone() if draft.name is None and (name := whole_name(event.text, 0, len(event.text))):
            moved = contact.name_given(draft, name.full, event.message)
            return Moved(moved.draft, moved.note)
        case AskPhone():
            return missed(draft, text("problem.phone_wanted", typed=shown))
        case AskItems() | ItemsReady() | Review() if is_courtesy(event.text):
            return Moved(draft)
        case AskItems() | ItemsReady() | Review() if context.catalogue.size():
            item = OpenItem(shortened(" ".join(event.text.split()), 120), None, (), event.message)
            others = draft.open_items[1:] if changes.unknown_item(draft) else draft.open_items
            return Moved(draft.with_(open_items=(item, *others), question=None, misses=draft.misses + 1))
        case _:
            return missed(draft, text("problem.not_understood", typed=shown))


def _gone_back(draft: Draft, context: Context) -> Draft:
    """At the question before, in the order in which parts are asked for; what was asked in between is let go."""
    items = AskItems(context.history.frequent(3))
    before: Question | None
    match draft.question:
        case Review() | AskAddressPart():
            before = AskAddress()
        case AskAddress():
            before = AskName()
        case AskName() | ChooseCustomer():
            before = AskPhone()
        case AskPhone() | ChoosePhone():
            before = ItemsReady(draft.lines[-1].id) if draft.lines else items
        case ItemsReady():
            before = items
        case ChooseVariant() | AskQuantity() | AskItems():
            return searching_again(draft, context).with_(misses=0)
        case _:
            before = None
    return draft.with_(question=before, misses=0)


# --- corrected messages


def edited(session: Session, event: Edited, context: Context) -> Turn:
    """Changes only what came from the message; a draft on its way can't change any more."""
    corrected = Said(event.text, event.message)
    for draft in reversed(session.drafts):
        if any(waiting.message == event.message for waiting in draft.set_aside):
            waiting = changes.with_set_aside(draft, event.text, event.message)
            return carried(session, Moved(waiting), context, "edit")
        source = next((source for source in draft.sources if source.message == event.message), None)
        if source is None:
            continue
        if draft.state is not State.OPEN:
            return Turn(session, (Say(Screen((text(_too_late(draft)),))),))
        return carried(session, paste.reread(draft, source, corrected, context), context, "edit")
    return said(session, corrected, context)


def _too_late(draft: Draft) -> str:
    match draft.state:
        case State.CREATED:
            return "note.already_created"
        case State.DISCARDED | State.CLOSED:
            return "note.gone_draft"
        case _:
            return "note.on_its_way"


# --- shared things


def contact_shared(session: Session, event: SharedContact, context: Context) -> Turn:
    session, draft = at_hand(session, context)
    match parse_phone(event.phone, context.region):
        case PhoneProblem() as problem:
            return carried(session, missed(draft, contact.phone_problem(problem)), context, "new")
        case phone:
            name = Name(event.first_name.strip(), event.last_name.strip()) if event.first_name.strip() else None
            # A contact's name may be a nickname; it tells a customer from another only where the phone differs too.
            reading = Reading(phones=(phone,), name=name if draft.name is None or draft.phone else None)
            words = Said(f"Nama: {name.full}\nHP: {phone.e164}" if name else phone.e164, event.message)
            if isinstance(draft.question, WhichOrder):
                return carried(session, understood(draft, words, context), context, "new")
            return carried(session, _read(draft, reading, words, context), context, "new")


def located(session: Session, event: SharedLocation, context: Context) -> Turn:
    """A location tells no street: it's kept as a note with a link to the map."""
    session, draft = at_hand(session, context)
    link = f"https://maps.google.com/?q={event.latitude:.6f},{event.longitude:.6f}"
    draft = changes.with_extras(draft, Extras(note=link))
    return carried(session, Moved(draft, text("note.location")), context, "new")


def unreadable(session: Session, kind: str, context: Context) -> Turn:
    note: Text = text(f"problem.{kind}")
    return shown_again(session, context, "new", note)
