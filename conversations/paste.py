"""A message read as a whole: what it holds goes into the draft, what contradicts the draft is asked about first."""

from conversations import changes, taught
from conversations.address_words import ROAD_WORD
from conversations.changes import PARTS_OF_ADDRESS
from conversations.context import Context
from conversations.effects import Effect
from conversations.events import Said
from conversations.intake import Reading, read
from conversations.order import Draft, Extras, Line, Name, OpenItem, Source
from conversations.phones import looks_like_phone
from conversations.quantities import QuantityProblem, parse_quantity
from conversations.questions import (
    AskAddress,
    AskAddressPart,
    AskItems,
    AskName,
    AskPhone,
    ChooseCustomer,
    ChoosePhone,
    Question,
)
from conversations.screens import Text, shortened, text
from conversations.steps import address, change, contact
from conversations.steps.items import after_items, changed_quantity, quantity_problem
from conversations.steps.step import Moved, both

MORE = {"tambah", "tambahin", "tambahkan", "tambahan", "lagi", "plus", "add", "more", "another", "extra"}
"""Words that make an item one more, not the same one again."""


def read_message(said: Said, context: Context) -> Reading:
    return read(said.text, catalogue=context.catalogue, places=context.places, region=context.region)


def is_order(reading: Reading) -> bool:
    """Whether a message speaks of more than one part, so that it's no answer to a single question."""
    return len(set(reading.parts) & {"items", "phone", "name", "address"}) > 1


def is_something_else(question: Question | None, reading: Reading) -> bool:
    """Whether a message clearly gives another part than `question` asks for, where almost any words are an answer."""
    found = reading.address
    counted = bool(reading.items) and all(item.candidates and item.quantity for item in reading.items)
    other = bool(reading.phones) or counted or (reading.parts == ("extras",) and not reading.unused)
    match question:
        case AskPhone() | ChoosePhone():
            return len(reading.phones) > 1
        case AskName() | ChooseCustomer():
            return other or bool(found.street and (found.city or found.postcode or _is_road(found.street)))
        case AskAddress():
            return other or bool(reading.extras != Extras() and found.street)
        case AskAddressPart(part=asked):
            given = {part for part in PARTS_OF_ADDRESS if getattr(found, part) and part not in found.filled}
            return other or bool(given - {asked, "area"})
        case _:
            return False


def _is_road(street: str) -> bool:
    """Whether it's surely no name: "Puri 5" may be somebody's shop, "Jl Mawar 5" is a street."""
    return ROAD_WORD.match(street) is not None


def contradicts(draft: Draft, reading: Reading) -> bool:
    """Whether the message seems to be another customer's: a phone among other parts, or more than a name, for another.

    A phone alone is this customer's, corrected.
    """
    if draft.phone and reading.phones and reading.parts != ("phone",):
        return draft.phone not in reading.phones
    if draft.name and reading.name and is_order(reading):
        return not changes.may_be_one(draft.name, reading.name)
    return False


def taken(draft: Draft, reading: Reading, said: Said, context: Context) -> Moved:
    """The draft with everything that was read; what was read with doubt becomes a question."""
    effects: tuple[Effect, ...] = ()
    open_name = draft.name is None or changes.came_with_phone(draft)
    draft = changes.with_source(draft, said.message, *reading.parts)
    learnt = _lesson(draft, reading, said, context)
    draft, note = _with_items(draft, reading, said, context)
    if "address" in reading.parts:
        before = draft.address
        draft = changes.with_parts_of_address(draft, reading.address)
        note = both(note, address.changed_note(before, draft.address))
    draft = changes.with_extras(draft, reading.extras)
    if reading.name and not (draft.name and _is_short_for(reading.name, draft.name)):
        draft = changes.with_name(draft, reading.name)
    elif reading.names and open_name:
        draft = changes.with_names(draft, reading.names)
    if len(reading.phones) == 1 and reading.phones[0] != draft.phone:
        moved = contact.phone_found(draft.with_(question=None), reading.phones[0], context)
        draft, note, effects = moved.draft, both(moved.note, note), moved.effects
    if isinstance(draft.question, AskName) and reading.parts == ("address",) and draft.name is None:
        note = both(note, text("note.street_for_name"))
    draft = changes.with_unused(draft, said.message, said.text, reading.unused)
    if reading.stated_total is not None:
        draft = draft.with_(stated_total=reading.stated_total)
    misses = draft.misses + 1 if _only_unknown_items(reading) else 0
    draft = after_items(draft) if reading.parts == ("items",) else draft.with_(question=None)
    draft = draft.with_(misses=misses)
    if len(reading.phones) > 1 and draft.phone not in reading.phones:
        draft = draft.with_(question=ChoosePhone(tuple(phone.e164 for phone in reading.phones)))
    return Moved(draft, note, (*learnt, *effects))


def _lesson(draft: Draft, reading: Reading, said: Said, context: Context) -> tuple[Effect, ...]:
    """What is learnt from a product typed for words that weren't known: from nothing but that product."""
    unknown = changes.unknown_item(draft) if isinstance(draft.question, AskItems) else None
    if unknown is None or reading.parts != ("items",) or len(reading.items) != 1 or not reading.items[0].certain:
        return ()
    if MORE & set(said.text.casefold().split()):
        return ()
    return taught.lesson(unknown.text, reading.items[0].candidates[0], context)


def _is_short_for(short: Name, full: Name) -> bool:
    return {*short.full.casefold().split()} < {*full.full.casefold().split()}


def _only_unknown_items(reading: Reading) -> bool:
    return reading.parts == ("items",) and not any(item.candidates for item in reading.items)


def _with_items(draft: Draft, reading: Reading, said: Said, context: Context) -> tuple[Draft, Text | None]:
    """Certain items become lines; the others, and those without a quantity, are asked about one by one.

    An answer to "I don't know that" stands for the words that weren't known, and keeps their quantity. An item that
    an earlier message gave already is that item typed again: its quantity is the new one, unless more is asked for.
    """
    note: Text | None = None
    known_quantity = None
    earlier = {line.variant.id: line for line in draft.lines if line.source is None or line.source != said.message}
    more = bool(MORE & set(said.text.casefold().split()))
    unknown = changes.unknown_item(draft) if isinstance(draft.question, AskItems) else None
    if unknown and reading.items:
        draft = changes.without_open_item(draft)
        known_quantity = unknown.quantity
    for item in reading.items:
        quantity = item.quantity or known_quantity
        certain = item.candidates[:1] if item.certain else item.candidates
        if item.certain and quantity:
            (variant,) = context.catalogue.variants(certain)
            line = earlier.pop(variant.id, None) if variant and not more else None
            if line is not None:
                draft = changes.with_quantity(draft, line.id, quantity)
                note = quantity_note(line, quantity)
                continue
            if variant is not None and changes.fits(draft, variant, quantity):
                draft = changes.with_line(draft, variant, quantity, said.message)
                continue
            quantity = None
        draft = draft.with_(open_items=(*draft.open_items, OpenItem(item.text, quantity, certain, said.message)))
    return draft, note


def quantity_note(line: Line, quantity: int) -> Text:
    item = shortened(line.variant.label, 60)
    if line.quantity == quantity:
        return text("note.same_quantity", item=item, count=quantity)
    return text("note.quantity", item=item, old=line.quantity, new=quantity)


# --- editing the message a draft was read from


def reread(draft: Draft, source: Source, edited: Said, context: Context) -> Moved:
    """The draft with what the edited message says now, in place of what it gave before; nothing else changes."""
    parts = set(source.parts)
    reading = read_message(edited, context)
    if not is_order(reading) and (moved := _answer_corrected(draft, source, edited, context)):
        return moved
    before = draft
    if "items" in parts:
        draft = draft.with_(
            lines=tuple(line for line in draft.lines if line.source != source.message),
            open_items=tuple(item for item in draft.open_items if item.source != source.message),
        )
    if "name" in parts:
        draft = draft.with_(names=())
    if "phone" in parts and reading.phones and draft.phone not in reading.phones:
        draft = draft.with_(phone=None, customer=None, known=())
    if not reading.parts:
        return Moved(before, text("note.edit_not_understood"))
    return taken(draft, reading, edited, context)


def _answer_corrected(draft: Draft, source: Source, edited: Said, context: Context) -> Moved | None:
    """The draft with the corrected answer to a single question; None where the message was more than that."""
    match source.parts:
        case ("phone",) if looks_like_phone(edited.text):
            return contact.phone_given(draft, edited.text, context, edited.message)
        case ("name",):
            return contact.name_given(draft, edited.text, edited.message)
        case ("address",):
            return address.corrected(draft, edited, context)
        case (("courier" | "payment" | "note" | "tags") as part,):
            return change.extra_given(draft, part, edited)
        case (part,) if (line_id := part.removeprefix("quantity.")).isdecimal():
            return _quantity_corrected(draft, int(line_id), edited)
        case _:
            return None


def _quantity_corrected(draft: Draft, line_id: int, edited: Said) -> Moved:
    match parse_quantity(edited.text):
        case int(number) if draft.line(line_id):
            return changed_quantity(draft, line_id, number)
        case QuantityProblem() as problem:
            return Moved(draft, quantity_problem(problem))
        case _:
            return Moved(draft, text("note.edit_not_understood"))
