"""The order-taking state machine: a session and an event in, the next session and what is to be done out.

A draft holds what is known, and a question. Whatever comes in changes the draft; then the first missing part is
asked for. Going back, pasting everything at once and resuming after a restart are therefore all the same thing.
"""

from dataclasses import replace

from conversations import changes, commands, messages, submitted
from conversations.cards import card
from conversations.context import Context
from conversations.effects import Say
from conversations.events import (
    CatalogueSynced,
    CatalogueSyncFailed,
    CustomersFound,
    Edited,
    Event,
    OrderEvent,
    Pressed,
    Said,
    SharedContact,
    SharedLocation,
    Unreadable,
)
from conversations.order import State
from conversations.questions import AskAddress, AskItems, AskName, ChooseCustomer
from conversations.screens import Screen, text
from conversations.session import Session, Turn
from conversations.steps import conflict
from conversations.steps.contact import known_note
from conversations.steps.step import Moved
from conversations.taps import answered, tapped
from conversations.turns import carried, shown_as

MOST_OPEN = 50
"""Open orders of one person; those on their way aren't counted, because nobody can do anything about them."""


def advance(session: Session, event: Event, context: Context) -> Turn:
    """What `event` changes. Pure: the same arguments give the same turn."""
    turn = _decided(session, event, context)
    if _one_too_many(session, turn.session):
        return Turn(session, (Say(Screen((text("limit.drafts", count=MOST_OPEN),))),))
    return turn


def _one_too_many(before: Session, after: Session) -> bool:
    """Whether a draft was begun beyond what one person may have open."""
    begun = {draft.id for draft in after.drafts if before.draft(draft.id) is None}
    held = [draft for draft in after.drafts if draft.state is State.OPEN and (draft.id in begun or not draft.empty)]
    return bool(begun) and len(held) > MOST_OPEN


def _decided(session: Session, event: Event, context: Context) -> Turn:
    match event:
        case Said() | Edited() if command := commands.command_of(event.text):
            return answered(commands.run(session, *command, context), context)
        case Said():
            return messages.said(session, event, context)
        case Edited():
            return messages.edited(session, event, context)
        case Pressed():
            return tapped(session, event, context)
        case SharedContact():
            return messages.contact_shared(session, event, context)
        case SharedLocation():
            return messages.located(session, event, context)
        case Unreadable(kind=kind):
            return messages.unreadable(session, kind, context)
        case CustomersFound():
            return _customers_found(session, event, context)
        case CatalogueSynced(products=products, variants=variants):
            return Turn(session, (Say(Screen((text("catalogue.synced", products=products, variants=variants),))),))
        case CatalogueSyncFailed(reason=reason):
            return Turn(session, (Say(Screen((text(f"catalogue.{reason}"),))),))
        case _:
            return _shop_answered(session, event, context)


def _shop_answered(session: Session, event: OrderEvent, context: Context) -> Turn:
    draft = session.draft(event.draft)
    answer = submitted.answered(draft, event, context) if draft else None
    if answer is None:
        return Turn(session)
    moved, place = answer
    if moved.draft.state is State.OPEN and session.on_table is None:
        session = session.lay(moved.draft.id)
    if draft is None or not draft.set_aside or moved.draft.state is State.OPEN:
        return carried(session, moved, context, place)
    # It had come back to be changed, and is an order after all: what waited beside it is no part of that.
    alone = replace(moved, draft=moved.draft.with_(set_aside=()))
    ended = carried(session.lay(""), alone, context, place)
    return messages.begun_with(conflict.set_aside(draft), ended, context)


def _customers_found(session: Session, event: CustomersFound, context: Context) -> Turn:
    """What the shop knows of a phone. It never overwrites what was typed meanwhile."""
    draft = session.draft(event.draft)
    if draft is None or draft.state is not State.OPEN or draft.phone is None or draft.phone.e164 != event.phone:
        return Turn(session)
    if isinstance(draft.question, ChooseCustomer):
        return Turn(session)  # its buttons name the customers by their places
    known = changes.with_known(draft, event.customers)
    match known.question:
        case AskName() if known.name:
            return carried(session, Moved(known.with_(question=None), known_note(known)), context, "edit")
        case AskAddress() | AskItems() if known.customer != draft.customer:
            return carried(session, Moved(known, known_note(known)), context, "edit")
        case _ if changes.other_holder(known) and changes.other_holder(known) != changes.other_holder(draft):
            # Only said: what is on the card stays as it was, and so do its buttons.
            shown = shown_as(known, card(known, context, known_note(known)), "edit")
            return Turn(session.put(known), (shown,))
        case _ if known.name != draft.name:
            return carried(session, Moved(known), context, "edit")
        case _:
            return Turn(session.put(known))
