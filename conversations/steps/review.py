"""The review: create the order, change a part, save it for later, or discard it."""

from datetime import timedelta

from conversations import changes
from conversations.address_choices import doubt
from conversations.buttons import Tap
from conversations.context import Context
from conversations.effects import Submit
from conversations.events import Said
from conversations.order import Draft, Extras, Line, Money, OrderRequest, State
from conversations.questions import ConfirmDiscard, ConfirmSame, Question, Review
from conversations.screens import Button, Text, text
from conversations.steps.address import asking_for
from conversations.steps.change import LONGEST_EXTRA
from conversations.steps.step import Asked, Moved, Step
from conversations.texts.render import in_words

SAME_ORDER_WITHIN = timedelta(hours=24)


def missing(draft: Draft, context: Context) -> Question | None:
    del draft, context
    return Review()


def ask(draft: Draft, question: Question, context: Context) -> Asked:
    match question:
        case ConfirmDiscard():
            return Asked((text("ask.discard"),), ((_button("discard_yes"), _button("back")),))
        case ConfirmSame(number=number, minutes=minutes):
            ago = _ago(minutes)
            known = text("ask.same_order", number=number, ago=ago) if number else text("ask.same_order.sent", ago=ago)
            return Asked((known,), ((_button("create_anyway"), _button("back")),))
        case _:
            words = (text("ask.review", "quiet"),) if not draft.rejection else (text("ask.rejected"),)
            doubtful = doubt(draft.address, context.places, context.region)
            check = ((_button(f"check_{doubtful.part}"),),) if doubtful else ()
            unused = ((_button("note_unused"), _button("leave_unused")),) if draft.unused else ()
            undo = ((_button("undo"),),) if draft.removed else ()
            foot = (_button("change"), _button("save"), _button("discard"))
            keyboard = ((_button("create"),), *undo, *check, *unused, foot)
            return Asked(words, keyboard)


def _ago(minutes: int) -> Text:
    if minutes < 1:
        return text("ago.now")
    return text("ago.minutes", count=minutes) if minutes < 90 else text("ago.hours", count=round(minutes / 60))


def _button(action: str) -> Button:
    return Button(text(f"button.{action}"), action)


def says(draft: Draft, said: Said, context: Context) -> Moved | None:
    del draft, said, context
    return None


def taps(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    match tap.action, draft.question:
        case "create", Review():
            return _create(draft, context, sure=False)
        case "check_city", Review():
            return Moved(draft.with_(question=asking_for("city", draft, context)))
        case "check_province", Review():
            return Moved(draft.with_(question=asking_for("province", draft, context)))
        case "check_postcode", Review():
            return Moved(draft.with_(question=asking_for("postcode", draft, context)))
        case "note_unused", Review() if draft.unused:
            return _unused_noted(draft)
        case "leave_unused", Review():
            return Moved(draft.with_(unused=()))
        case "create_anyway", ConfirmSame():
            return _create(draft, context, sure=True)
        case _:
            return None


def _unused_noted(draft: Draft) -> Moved:
    """The words that nothing was read from become a part of the order's note."""
    noted = changes.with_extras(draft, Extras(note="\n".join(draft.unused)))
    if len(noted.extras.note) > LONGEST_EXTRA["note"]:
        return Moved(draft, text("problem.too_long", count=len(noted.extras.note), most=LONGEST_EXTRA["note"]))
    return Moved(noted.with_(unused=()))


def _create(draft: Draft, context: Context, *, sure: bool) -> Moved:
    """Freezes the order and submits it, unless something has changed that the person should see first."""
    now, changed, gone = changes.refreshed(draft, context)
    unseen = tuple(line.variant.id for line in gone if line.variant.id not in draft.warned)
    if changed or unseen:
        notes = _what_changed(changed, gone, now, context)
        return Moved(now.with_(question=None, warned=(*draft.warned, *unseen)), notes)
    items = tuple((line.variant.id, line.quantity) for line in draft.lines)
    if not sure and draft.phone:
        same = context.history.same_order(draft.phone, items, context.now - SAME_ORDER_WITHIN)
        if same and same.draft != draft.id:
            minutes = int((context.now - same.created).total_seconds() // 60)
            return Moved(draft.with_(question=ConfirmSame(same.number, max(minutes, 0))))
    request = request_of(draft, context)
    frozen = draft.with_(state=State.QUEUED, question=None, misses=0, rejection="")
    return Moved(frozen, effects=(Submit(draft.id, request),))


def _what_changed(changed: tuple[Line, ...], gone: tuple[Line, ...], now: Draft, context: Context) -> Text:
    for old in changed:
        new = now.line(old.id)
        if new and new.variant.price is not None and old.variant.price is not None:
            return text(
                "note.price_changed",
                item=old.variant.label,
                old=Money(old.variant.price, context.currency),
                new=Money(new.variant.price, context.currency),
            )
    if gone:
        return text("note.not_sold", item=gone[0].variant.label)
    return text("note.prices_new")


def request_of(draft: Draft, context: Context) -> OrderRequest:
    """What is sent to the shop: only the documented fields exist there, so courier, payment and note go into notes."""
    if draft.phone is None or draft.name is None:
        raise ValueError("a draft is reviewed only when nothing is missing")
    extras = draft.extras
    known = draft.customer.id if draft.customer and draft.customer.name == draft.name else ""
    return OrderRequest(
        tag=context.ids.tag(),
        items=tuple((line.variant.id, line.quantity) for line in draft.lines),
        phone=draft.phone,
        name=draft.name,
        last_name=draft.name.last or context.single_name_last,
        address=draft.address,
        customer_id=known,
        notes=_notes(extras, context),
        tags=extras.tags,
    )


def _notes(extras: Extras, context: Context) -> str:
    """The courier and the payment by their names, in the language of whoever took the order; the note as written."""
    named = {"courier": extras.courier, "payment": extras.payment}
    words = [text(f"card.{part}", value=value) for part, value in named.items() if value]
    lines = [in_words(line, context.language, context.region) for line in words]
    return "\n".join((*lines, *([extras.note] if extras.note else ())))


STEP = Step(questions=(Review, ConfirmDiscard, ConfirmSame), missing=missing, ask=ask, says=says, taps=taps)
