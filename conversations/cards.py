"""The live card of a draft: the whole order as known, what was noticed, and the question."""

from decimal import Decimal

from conversations.address_choices import doubt
from conversations.context import Context
from conversations.order import Address, Draft, Extras, Money, Result, State
from conversations.phones import show_phone
from conversations.questions import AskOrderNumber, ConfirmDiscard, Review
from conversations.screens import Button, Row, Screen, Text, shortened, text, verbatim
from conversations.steps import step_of
from conversations.steps.step import Asked

MOST_LINES = 25
LONGEST_LABEL = 60
LONGEST_FIELD = 250
MOST_UNUSED = 8
MISSES_BEFORE_A_WAY_OUT = 2
SPACE = verbatim("")


def card(draft: Draft, context: Context, note: Text | None = None) -> Screen:
    """The card as it is shown now. `note` stands right above the question."""
    asked = _asked(draft, context)
    stuck = draft.state is State.OPEN and draft.misses >= MISSES_BEFORE_A_WAY_OUT
    known = summary(draft, context)
    body = (
        *known,
        *((SPACE,) if known else ()),
        *((note,) if note else ()),
        *asked.words,
        *((asked.example,) if stuck and asked.example else ()),
    )
    keyboard = asked.keyboard
    if stuck and not isinstance(draft.question, (Review, ConfirmDiscard)):
        keyboard = (*keyboard, (_button("save"), _button("discard")))
    return Screen(body, tuple(row for row in keyboard if row))


def _asked(draft: Draft, context: Context) -> Asked:
    match draft.state:
        case State.OPEN:
            return step_of(draft.question).ask(draft, draft.question, context) if draft.question else Asked(())
        case State.QUEUED | State.SENDING | State.UNCERTAIN | State.DISCARDED | State.CLOSED:
            return Asked((text(f"state.{draft.state}", "title"),))
        case State.PAUSED:
            return Asked((text("state.paused", "title"),), ((_button("retry"), _button("back_to_draft")),))
        case State.ASK if isinstance(draft.question, AskOrderNumber):
            return Asked((text("ask.order_number"),), ((_button("number_unknown"), _button("back")),))
        case State.ASK:
            return Asked((text("state.ask", "title"),), _verdicts(draft))
        case State.CREATED:
            return Asked((created(draft.result, context),))


def _verdicts(draft: Draft) -> tuple[Row, ...]:
    checking = (_button("keep_checking"),) if draft.can_check else ()
    return (checking, (_button("seen"),), (_button("send_again"), _button("give_up")))


def _button(action: str) -> Button:
    return Button(text(f"button.{action}"), action)


def created(result: Result, context: Context) -> Text:
    """The order's number and total, as far as the shop has told them."""
    number = result.number or result.order_id
    if not number:
        return text("created.no_number", "title")
    if result.total is None:
        return text("created.no_total", "title", number=number)
    total = Money(result.total, result.currency or context.currency)
    return text("created", "title", number=number, total=total)


def summary(draft: Draft, context: Context) -> tuple[Text, ...]:
    """Everything known of the order, one paragraph a part; nothing for an empty draft."""
    if draft.empty:
        return ()
    name = draft.name.full if draft.name else ""
    title = text("card.title", "title", name=name) if name else text("card.title_open", "title")
    parts = (
        _lines(draft, context),
        (*_customer(draft, context), *_extras(draft.extras)),
        _doubts(draft, context),
    )
    filled = [part for part in parts if part]
    return (title, *(shown for at, part in enumerate(filled) for shown in ((SPACE,) if at else ()) + part))


def _lines(draft: Draft, context: Context) -> tuple[Text, ...]:
    shown = [
        text(
            "card.line" if line.variant.price is not None else "card.line_no_price",
            n=at,
            label=shortened(line.variant.label, LONGEST_LABEL),
            quantity=line.quantity,
            price=Money(line.variant.price or Decimal(0), context.currency),
        )
        for at, line in enumerate(draft.lines[:MOST_LINES], start=1)
    ]
    if len(draft.lines) > MOST_LINES:
        shown.append(text("card.more_lines", count=len(draft.lines) - MOST_LINES))
    if waiting := draft.open_items[1:]:
        words = " · ".join(shortened(item.text, 40) for item in waiting[:5])
        shown.append(text("card.open_items", "quiet", words=words))
    total = draft.items_total()
    if total is not None:
        shown.append(text("card.items_total", total=Money(total, context.currency)))
    return tuple(shown)


def _customer(draft: Draft, context: Context) -> tuple[Text, ...]:
    shown: list[Text] = []
    if draft.phone:
        shown.append(text("card.phone", phone=show_phone(draft.phone, context.region)))
    if draft.address != Address(country=draft.address.country):
        shown.append(text("card.address", address=shortened(draft.address.one_line, LONGEST_FIELD * 2)))
    if filled := "_".join(part for part in ("city", "province", "postcode") if part in draft.address.filled):
        shown.append(text(f"card.filled.{filled}", "quiet"))
    return tuple(shown)


def _extras(extras: Extras) -> tuple[Text, ...]:
    parts = {
        "courier": extras.courier,
        "payment": extras.payment,
        "note": extras.note,
        "tags": ", ".join(extras.tags),
    }
    return tuple(text(f"card.{name}", value=shortened(value, LONGEST_FIELD)) for name, value in parts.items() if value)


def _doubts(draft: Draft, context: Context) -> tuple[Text, ...]:
    """What a person should look at: words that weren't used, a total that disagrees, stock that nobody checks."""
    if draft.state is not State.OPEN:
        return ()
    shown: list[Text] = []
    if draft.unused:
        words = " · ".join(shortened(words, 80) for words in draft.unused[:MOST_UNUSED])
        words += " …" if len(draft.unused) > MOST_UNUSED else ""
        shown.append(text("card.unused", "title", words=words))
    total = draft.items_total()
    if draft.stated_total is not None and total is not None and draft.stated_total != total:
        shown.append(text("card.stated_total", "quiet", stated=Money(draft.stated_total, context.currency)))
    if isinstance(draft.question, Review):
        if doubtful := doubt(draft.address, context.places, context.region):
            where = " / ".join(", ".join(filter(None, (place.city, place.province))) for place in doubtful.places[:3])
            if doubtful.part == "province":
                shown.append(text("card.city_elsewhere", "title", city=draft.address.city, where=where))
            else:
                shown.append(text("card.postcode_elsewhere", "title", postcode=doubtful.postcode, where=where))
        shown.append(text("card.stock", "quiet"))
    return tuple(shown)
