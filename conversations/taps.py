"""Taps on buttons. A button of an older card changes nothing and shows the card as it is now."""

from dataclasses import replace

from conversations import changes, commands, leaving, messages, paste, settings, submitted, team
from conversations.buttons import Tap, decode
from conversations.cards import card, summary
from conversations.context import Context
from conversations.effects import Place, Say, SyncCatalogue
from conversations.events import Pressed
from conversations.order import MOST_OF_ONE_ITEM, Customer, Draft, Money, State
from conversations.questions import (
    AskAddress,
    AskOrderNumber,
    Change,
    ChangeItems,
    ChoosePhone,
    ChooseVariant,
    ConfirmDiscard,
    ItemsReady,
    WhichOrder,
)
from conversations.screens import Button, Screen, Text, text
from conversations.session import Session, Turn
from conversations.steps import conflict, step_of
from conversations.steps.items import changed_quantity, same_as_last
from conversations.steps.step import Moved
from conversations.turns import carried, shown_again, shown_as


def tapped(session: Session, event: Pressed, context: Context) -> Turn:
    tap = decode(event.data)
    if tap is None:
        return shown_again(session, context, "new")
    if not tap.draft:
        return _of_no_draft(session, tap, context)
    draft = session.draft(tap.draft)
    if draft is None and tap.action == "repeat" and (customer := context.history.again(tap.draft)):
        return _ordered_again(session, customer, context)
    if draft is None:
        return _of_a_guest(session, tap, context) or shown_again(session, context, "new", text("note.gone_draft"))
    if turn := _of_a_list(session, draft, tap, context):
        return turn
    place: Place = "edit" if event.message in (None, session.cards.get(draft.id)) else "new"
    moved = _on_card(draft, tap, context)
    if moved is None:
        return Turn(session, (shown_as(draft, card(draft, context), place),))
    if moved.draft.state is State.OPEN or isinstance(moved.draft.question, AskOrderNumber):
        session = session.lay(draft.id)
    match tap.action:
        case "new_order" | "change_this":
            return _whose_message(session, draft, tap.action, context)
        case "save":
            return _saved(session, draft, context, place)
        case "discard_yes":
            return _discarded(session, draft, moved, context, place)
        case _:
            return carried(session, moved, context, place)


def _on_card(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    """The draft after a tap on its card; None when the tap comes too late or makes no sense."""
    if draft.state is State.OPEN and (moved := _steady(draft, tap)):
        return moved
    if tap.revision != draft.revision:
        return None
    if draft.state is not State.OPEN:
        return submitted.taps(draft, tap)
    match tap.action, draft.question:
        case (("new_order" | "change_this"), WhichOrder()):
            return Moved(draft)
        case "save", _:
            return Moved(draft)
        case "change", _:
            return Moved(draft.with_(question=Change()))
        case "discard", _:
            return Moved(draft.with_(question=ConfirmDiscard()))
        case "discard_yes", ConfirmDiscard():
            return Moved(draft.with_(state=State.DISCARDED, question=None, set_aside=()))
        case "back", ChangeItems():
            return Moved(draft.with_(question=None, misses=0, removed=None))
        case "back", _:
            return Moved(draft.with_(question=None, misses=0))
        case "more", (ChooseVariant() | ChangeItems() | ChoosePhone() | AskAddress()) as question:
            return Moved(draft.with_(question=replace(question, page=question.page + 1)))
        case _, None:
            return None
        case _, question:
            return step_of(question).taps(draft, tap, context)


def _steady(draft: Draft, tap: Tap) -> Moved | None:
    """Taps that mean the same at any revision, as long as their line exists."""
    line = draft.line(tap.index)
    match tap.action:
        case "one_more" if line and line.quantity < MOST_OF_ONE_ITEM:
            return changed_quantity(draft, line.id, line.quantity + 1)
        case "fewer" if line:
            return changed_quantity(draft, line.id, line.quantity - 1)
        case "select" if line and isinstance(draft.question, (ChangeItems, ItemsReady)):
            return Moved(draft.with_(question=replace(draft.question, selected=line.id)))
        case "undo" if draft.removed:
            return Moved(changes.with_removed_line_back(draft))
        case _:
            return None


def _whose_message(session: Session, draft: Draft, action: str, context: Context) -> Turn:
    """The message that contradicted the draft becomes a new order, or changes this one."""
    words = conflict.set_aside(draft)
    kept = draft.with_(question=None, set_aside=())
    if action == "change_this":
        return carried(session, paste.taken(kept, messages.reading_of(words, context), words, context), context, "new")
    first = carried(session, Moved(kept, text("note.kept_open")), context, "edit")
    return messages.begun_with(words, replace(first, session=first.session.lay("")), context)


def _discarded(session: Session, draft: Draft, moved: Moved, context: Context, place: Place) -> Turn:
    """The draft goes; a message that was set aside was no part of it, and becomes an order of its own."""
    gone = carried(session.lay(""), moved, context, place)
    return messages.begun_with(conflict.set_aside(draft), gone, context) if draft.set_aside else gone


def _saved(session: Session, draft: Draft, context: Context, place: Place) -> Turn:
    saved = draft.with_(misses=0, revision=draft.revision + 1)
    screen = Screen(
        (*summary(saved, context), text("note.saved", "title")),
        ((Button(text("button.continue"), "open", draft=saved.id), Button(text("button.new"), "new", draft="")),),
    )
    return Turn(session.put(saved).lay(""), (shown_as(saved, screen, place),))


# --- buttons of lists and results: they name a draft, but belong to no card of it


def _of_a_guest(session: Session, tap: Tap, context: Context) -> Turn | None:
    """An owner's tap about somebody else's order; None where it is none, or asks for what only its own seller may."""
    guest = session.guest
    if guest is None or guest.draft.id != tap.draft or not context.owner:
        return None
    return team.guest_tapped(session, guest, tap, context) or _of_a_list(session, guest.draft, tap, context)


def _of_a_list(session: Session, draft: Draft, tap: Tap, context: Context) -> Turn | None:
    match tap.action:
        case "open" if draft.state is State.OPEN:
            return carried(session.lay(draft.id), Moved(draft), context, "new")
        case "open":
            return Turn(session, (shown_as(draft, card(draft, context), "new"),))
        case "repeat" if draft.state is State.CREATED:
            return _again(session, draft, context, items=True)
        case "same_customer" if draft.state is State.CREATED:
            return _again(session, draft, context, items=False)
        case "customer_message" if draft.state is State.CREATED:
            return Turn(session, (Say(Screen((_customer_message(draft, context),))),))
        case _:
            return None


def _again(session: Session, old: Draft, context: Context, *, items: bool) -> Turn:
    """A new order for the same customer, with the same items or none yet."""
    known = {"phone": old.phone, "name": old.name, "customer": old.customer, "address": old.address}
    answer = commands.new_draft(session.lay(""), context, **known, lines=old.lines if items else ())
    return answered(answer, context)


def _ordered_again(session: Session, customer: Customer, context: Context) -> Turn:
    """The same order for a customer whose draft isn't kept any more: what is no longer sold is left out, and said."""
    known = {"phone": customer.phone, "name": customer.name, "customer": customer}
    session, draft = commands.begun(session, context, **known)
    return carried(session, same_as_last(draft, context), context, "new")


def _customer_message(draft: Draft, context: Context) -> Text:
    name = draft.name.first if draft.name else ""
    items = ", ".join(f"{line.quantity} × {line.variant.label}" for line in draft.lines)
    result = draft.result
    number = result.number or result.order_id
    if not number:
        return text("customer_message.no_number", name=name, items=items)
    if result.total is None:
        return text("customer_message.no_total", name=name, number=number, items=items)
    total = Money(result.total, result.currency or context.currency)
    return text("customer_message", name=name, number=number, items=items, total=total)


def _of_no_draft(session: Session, tap: Tap, context: Context) -> Turn:
    match tap.action:
        case "new":
            return answered(commands.new_draft(session, context), context)
        case "drafts":
            return answered(commands.run(session, "drafts", tap.arg, context), context)
        case "language":
            return answered(commands.run(session, "language", tap.arg, context), context)
        case action if action in team.ACTIONS:
            return team.tapped(session, tap, context)
        case action if action in settings.ACTIONS:
            return settings.tapped(session, tap, context)
        case "delete_me_yes":
            return leaving.confirmed(session)
        case "stay" if session.on_table is None:
            return Turn(session, (Say(Screen((text("delete_me.kept"),))),))
        case "sync" if session.person.role == "owner":
            return Turn(session, (Say(Screen((text("catalogue.syncing"),))), SyncCatalogue()))
        case _:
            return shown_again(session, context, "new")


def answered(answer: commands.Answer, context: Context) -> Turn:
    """What a command says, then the card where it shows one."""
    if answer.card is None:
        return Turn(answer.session, answer.says)
    turn = carried(answer.session, Moved(answer.card, answer.note), context, "new")
    return Turn(turn.session, (*answer.says, *turn.effects))
