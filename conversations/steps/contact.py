"""The contact: who it is for. A phone number first, because a known one answers most of the rest."""

from conversations import changes
from conversations.address_words import ROAD_WORD
from conversations.buttons import Tap
from conversations.context import Context
from conversations.courtesies import is_courtesy
from conversations.effects import LookUpCustomer
from conversations.events import Said
from conversations.order import Draft, Name, Phone
from conversations.phones import PhoneProblem, example_phone, looks_like_phone, parse_phone, show_phone
from conversations.questions import AskName, AskPhone, ChooseCustomer, ChoosePhone, Question
from conversations.screens import Button, Text, page_of, rows, shortened, text, verbatim
from conversations.steps.step import Asked, Moved, Step, both, missed, unchanged

LONGEST_NAME = 100
_FEWEST_OF_A_NUMBER = 5  # digits: shops are called "88", phones and postcodes are longer
_SHORTEST_POSTCODE = 4  # digits; Indonesia's have five


def missing(draft: Draft, context: Context) -> Question | None:
    del context
    if draft.phone is None:
        return AskPhone()
    if draft.name is None:
        return AskName()
    return None


def ask(draft: Draft, question: Question, context: Context) -> Asked:
    match question:
        case ChoosePhone(phones=phones, page=page):
            buttons = [
                Button(verbatim(show_phone(Phone(phone), context.region)), "phone", str(at))
                for at, phone in enumerate(phones)
            ]
            shown, more = page_of(buttons, page)
            return Asked((text("ask.which_phone"),), (*rows(shown, 1), more))
        case ChooseCustomer(name=name):
            known = [Button(_described(draft, at, context), "customer", str(at)) for at in range(len(draft.known))]
            someone_new = Button(text("button.new_customer"), "new_customer")
            return Asked((text("ask.which_customer", name=name),), (*rows(known, 1), (someone_new,)))
        case AskName() if draft.names:
            names = [Button(verbatim(shortened(name.full, 40)), "name", str(at)) for at, name in enumerate(draft.names)]
            return Asked((text("ask.which_name"),), rows(names, 1), text("example.name"))
        case AskName():
            return Asked((text("ask.name"),), unchanged(draft.name), text("example.name"))
        case _:
            example = example_phone(context.region)
            return Asked((text("ask.phone"),), unchanged(draft.phone), text("example.phone", example=example))


def _described(draft: Draft, at: int, context: Context) -> Text:
    customer = draft.known[at]
    phone = show_phone(customer.phone, context.region) if customer.phone else ""
    return verbatim(shortened(f"{customer.name.full} · {phone}".rstrip(" ·"), 40))


# --- typed answers


def says(draft: Draft, said: Said, context: Context) -> Moved | None:
    match draft.question:
        case AskPhone() | ChoosePhone() if looks_like_phone(said.text) or _is_short_phone(draft, said.text):
            return phone_given(draft, said.text, context, said.message)
        case AskName() | ChooseCustomer() if not looks_like_phone(said.text):
            return name_given(draft, said.text, said.message)
        case AskPhone():
            return _by_name(draft, said, context)
        case _:
            return None


def _is_short_phone(draft: Draft, words: str) -> bool:
    """Whether too few digits are meant as the phone that was asked for, and not as the postcode that is missing."""
    signs = "".join(words.split())
    return signs.isdecimal() and bool(draft.address.postcode or len(signs) < _SHORTEST_POSTCODE)


def phone_given(draft: Draft, typed: str, context: Context, message: int | None = None) -> Moved:
    """The phone as typed; the shop is asked who has it."""
    match parse_phone(typed, context.region):
        case PhoneProblem() as problem:
            return missed(draft, phone_problem(problem))
        case Phone() as phone:
            return phone_found(changes.with_source(draft, message, "phone"), phone, context)


def phone_problem(problem: PhoneProblem) -> Text:
    return text(
        f"problem.phone_{problem.kind}",
        typed=shortened(problem.typed, 40),
        region=text(f"region.{problem.region}") if problem.region == "ID" else verbatim(problem.region),
        example=problem.example,
    )


def phone_found(draft: Draft, phone: Phone, context: Context) -> Moved:
    """With this phone, with who is known to have it, and asking the shop for more."""
    before = draft.phone
    draft = changes.with_phone(draft, phone, context)
    keeps_question = draft.question if not isinstance(draft.question, (AskPhone, ChoosePhone)) else None
    draft = draft.with_(question=keeps_question, misses=0)
    note = known_note(draft)
    if before and before != phone:
        old, new = (show_phone(each, context.region) for each in (before, phone))
        others = known_note(draft) if changes.other_holder(draft) else None
        note = both(text("note.phone", old=old, new=new), others)
    return Moved(draft, note, (LookUpCustomer(draft.id, phone),))


def known_note(draft: Draft) -> Text | None:
    """Whose the phone is, as far as that is known."""
    if holder := changes.other_holder(draft):
        return text("note.others_phone", name=holder.name.full)
    if draft.customer is None or not draft.customer.orders:
        return None
    return text("note.known_customer", name=draft.customer.name.full, count=draft.customer.orders)


def name_given(draft: Draft, typed: str, message: int | None = None) -> Moved:
    """The name as typed: the first word is the first name, a single word is a whole name."""
    words = typed.split()
    if not any(letter.isalpha() for letter in typed):
        return missed(draft, text("problem.name_no_letters", typed=shortened(typed, 40)))
    if is_courtesy(typed) or ROAD_WORD.match(typed) or sum(map(str.isdigit, typed)) >= _FEWEST_OF_A_NUMBER:
        return missed(draft, text("problem.name", typed=shortened(typed, 40)))
    if len(typed) > LONGEST_NAME:
        return missed(draft, text("problem.too_long", count=len(typed), most=LONGEST_NAME))
    draft = changes.with_name(changes.with_source(draft, message, "name"), Name(words[0], " ".join(words[1:])))
    return Moved(draft.with_(question=None, misses=0))


def _by_name(draft: Draft, said: Said, context: Context) -> Moved | None:
    """A name where a phone was asked for: customers of that name, if there are any."""
    known = context.history.customers_named(said.text)
    if not known:
        return None
    return Moved(draft.with_(known=known, question=ChooseCustomer(shortened(said.text, 60)), misses=0))


# --- taps


def taps(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    match tap.action, draft.question:
        case "phone", ChoosePhone(phones=phones) if 0 <= tap.index < len(phones):
            return phone_found(draft, Phone(phones[tap.index]), context)
        case "name", AskName() if 0 <= tap.index < len(draft.names):
            chosen = changes.with_name(draft, draft.names[tap.index])
            return Moved(chosen.with_(question=None, misses=0))
        case "customer", ChooseCustomer() if 0 <= tap.index < len(draft.known):
            customer = draft.known[tap.index]
            found = phone_found(draft, customer.phone, context) if customer.phone else Moved(draft)
            chosen = found.draft.with_(customer=customer, name=customer.name, known=(customer,))
            return Moved(chosen.with_(question=None, misses=0), known_note(chosen), found.effects)
        case "new_customer", ChooseCustomer(name=name):
            return name_given(draft.with_(known=(), customer=None), name)
        case _:
            return None


STEP = Step(questions=(AskPhone, ChoosePhone, ChooseCustomer, AskName), missing=missing, ask=ask, says=says, taps=taps)
