"""The address: a saved one, all in one message, or part by part. Required is what `POST /orders` requires."""

from dataclasses import replace

from conversations import changes
from conversations.address_choices import choices
from conversations.addresses import (
    REQUIRED_PARTS,
    PostcodeProblem,
    check_postcode,
    missing_parts,
    read_address,
    with_part,
)
from conversations.buttons import Tap
from conversations.context import Context
from conversations.countries import part_names
from conversations.courtesies import is_courtesy
from conversations.events import Said
from conversations.order import Address, Draft
from conversations.phones import looks_like_phone
from conversations.questions import AddressPart, AskAddress, AskAddressPart, Question
from conversations.screens import MOST_CHOICES, Button, Text, page_of, rows, shortened, text, verbatim
from conversations.steps.step import Asked, Moved, Step, missed, unchanged

LONGEST_ADDRESS = 500
HOME = "ID"  # the country the texts have words and examples of their own for
LONGEST_PART = 250


def missing(draft: Draft, context: Context) -> Question | None:
    parts = missing_parts(draft.address)
    if not parts:
        return None
    if "street" in parts:
        # Who has sent the city already is asked for the street alone, unless a saved address may be it.
        return AskAddress() if len(parts) == len(REQUIRED_PARTS) or _saved(draft) else AskAddressPart("street")
    return asking_for(parts[0], draft, context)


def asking_for(part: AddressPart, draft: Draft, context: Context) -> AskAddressPart:
    return AskAddressPart(part, choices(draft.address, part, context.places, context.region))


def ask(draft: Draft, question: Question, context: Context) -> Asked:
    match question:
        case AskAddressPart(part=part, choices=able):
            known = getattr(draft.address, part)
            example = text(f"example.{part}") if _country(draft, context) == HOME else None
            buttons = [Button(verbatim(choice), "place", str(at)) for at, choice in enumerate(able) if choice != known]
            keyboard = (*rows(buttons, 2), *unchanged(known))
            return Asked((_asked_for(part, _country(draft, context)),), keyboard, example)
        case AskAddress(page=page):
            return _ask_address(draft, page)
        case _:
            return Asked(())


def _asked_for(part: AddressPart, country: str) -> Text:
    """The question for a part, by the name that the part has in its country: a prefecture, a ZIP code."""
    if part == "street" or country == HOME:
        return text(f"ask.{part}")
    return text("ask.part", part=text(f"called.{getattr(part_names(country), part)}"))


def _ask_address(draft: Draft, page: int) -> Asked:
    """A saved address, a new one, or a part of the one that is there."""
    known = [part for part in REQUIRED_PARTS if getattr(draft.address, part)] if draft.address.street else []
    parts = [Button(text(f"part.{part}"), "part", part) for part in known]
    saved = [
        Button(verbatim(shortened(address.one_line, 40)), "saved", str(at)) for at, address in enumerate(_saved(draft))
    ]
    shown, more = page_of(saved, page, MOST_CHOICES - len(parts))
    new = ((*more, Button(text("button.new_address"), "new_address")),) if saved else ()
    keyboard = (*rows(shown, 1), *new, *rows(parts, 2), *unchanged(not missing_parts(draft.address)))
    words = text("ask.send_to", name=draft.customer.name.full) if saved and draft.customer else text("ask.address")
    return Asked((words,), keyboard, text("example.address"))


def _saved(draft: Draft) -> tuple[Address, ...]:
    return draft.customer.addresses if draft.customer else ()


def _country(draft: Draft, context: Context) -> str:
    return draft.address.country or context.region


# --- typed answers


def says(draft: Draft, said: Said, context: Context) -> Moved | None:
    if len(said.text) > LONGEST_ADDRESS:
        return missed(draft, text("problem.too_long", count=len(said.text), most=LONGEST_ADDRESS))
    match draft.question:
        case AskAddressPart(part="postcode"):
            return _postcode_given(draft, said, context)
        case _ if looks_like_phone(said.text):
            return None
        case AskAddressPart(part=part):
            return _part_given(draft, part, said, context)
        case AskAddress():
            return _address_given(draft, said, context)
        case _:
            return None


def _address_given(draft: Draft, said: Said, context: Context) -> Moved:
    found = read_address(said.text, context.places, _country(draft, context), Address())
    if is_courtesy(said.text) or not any(getattr(found, part) for part in changes.PARTS_OF_ADDRESS):
        return missed(draft, text("problem.address"))
    draft = changes.with_source(changes.with_parts_of_address(draft, found), said.message, "address")
    return Moved(draft.with_(question=None, misses=0))


def corrected(draft: Draft, said: Said, context: Context) -> Moved | None:
    """An answer about the address, corrected: read as an address, or as the one part that it can be."""
    country = _country(draft, context)
    postcode = check_postcode(said.text, country)
    if isinstance(postcode, str):
        after = changes.with_address(draft, with_part(draft.address, "postcode", postcode))
        return Moved(after.with_(question=None), changed_note(draft.address, after.address))
    found = read_address(said.text, context.places, country, Address())
    if not any(getattr(found, part) for part in changes.PARTS_OF_ADDRESS):
        return None
    after = changes.with_parts_of_address(draft, found)
    return Moved(after.with_(question=None), changed_note(draft.address, after.address))


def changed_note(before: Address, after: Address) -> Text | None:
    """What is said when other words take the place of parts that were there."""
    old = [(getattr(before, part), getattr(after, part)) for part in changes.PARTS_OF_ADDRESS]
    changed = [(was, now) for was, now in old if was and now and was.casefold() != now.casefold()]
    if not changed:
        return None
    was, now = (shortened(", ".join(words), 120) for words in zip(*changed, strict=True))
    return text("note.address", old=was, new=now)


def _part_given(draft: Draft, part: AddressPart, said: Said, context: Context) -> Moved:
    """One part as typed, unless the message turns out to be a whole address."""
    typed = " ".join(said.text.split())
    if is_courtesy(typed) or not any(letter.isalnum() if part == "street" else letter.isalpha() for letter in typed):
        return missed(draft, text(f"problem.{part}", typed=shortened(typed, 40)))
    whole = read_address(said.text, context.places, _country(draft, context), Address())
    if part == "street" or (whole.street and whole.city):
        found = whole if whole.street else Address(street=typed)
        draft = changes.with_parts_of_address(draft, found)
    elif len(typed) > LONGEST_PART:
        return missed(draft, text("problem.too_long", count=len(typed), most=LONGEST_PART))
    else:
        draft = changes.with_address(draft, place_given(draft.address, part, typed, context))
    return Moved(changes.with_source(draft, said.message, "address").with_(question=None, misses=0))


def place_given(address: Address, part: AddressPart, typed: str, context: Context) -> Address:
    """The city or province as typed, in its usual spelling where it is known; a city may tell its province."""
    country = address.country or context.region
    if part == "province":
        province = context.places.province(typed, country) or typed
        return with_part(address, "province", province)
    if part == "city":
        known = context.places.city(typed, country)
        city = known[0].city if known else typed
        if address.province and "province" not in address.filled:
            return with_part(address, "city", city)
        provinces = {place.province for place in known}
        certain = provinces.pop() if len(provinces) == 1 else ""
        address = with_part(with_part(address, "city", city), "province", certain)
        return replace(address, filled=(*address.filled, "province")) if certain else address
    return with_part(address, part, typed)


def _postcode_given(draft: Draft, said: Said, context: Context) -> Moved | None:
    country = _country(draft, context)
    match check_postcode(said.text, country):
        case PostcodeProblem() as problem:
            if not any(digit.isdigit() for digit in said.text) or (looks_like_phone(said.text) and len(said.text) > 8):
                return None
            return missed(draft, postcode_problem(problem))
        case postcode:
            draft = changes.with_address(draft, with_part(draft.address, "postcode", postcode))
            return Moved(changes.with_source(draft, said.message, "address").with_(question=None, misses=0))


def postcode_problem(problem: PostcodeProblem) -> Text:
    return text("problem.postcode", typed=shortened(problem.typed, 40), example=problem.example)


# --- taps


def taps(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    saved = _saved(draft)
    match tap.action, draft.question:
        case "saved", AskAddress() if 0 <= tap.index < len(saved):
            return Moved(changes.with_address(draft, saved[tap.index]).with_(question=None, misses=0))
        case "new_address", AskAddress() if draft.customer:
            customer = replace(draft.customer, addresses=())
            return Moved(draft.with_(customer=customer, address=Address(country=draft.address.country)))
        case "part", AskAddress():
            part = next((part for part in REQUIRED_PARTS if part == tap.arg), None)
            return Moved(draft.with_(question=asking_for(part, draft, context), misses=0)) if part else None
        case "place", AskAddressPart(part=part, choices=able) if 0 <= tap.index < len(able):
            address = place_given(draft.address, part, able[tap.index], context)
            return Moved(changes.with_address(draft, address).with_(question=None, misses=0))
        case _:
            return None


STEP = Step(questions=(AskAddress, AskAddressPart), missing=missing, ask=ask, says=says, taps=taps)
