"""How a changed draft becomes a turn: ask for what is missing, count the revision, show the card."""

from conversations.address_areas import completed
from conversations.cards import card
from conversations.context import Context
from conversations.effects import Place, Say, Show
from conversations.order import Draft, State
from conversations.screens import Screen, Text, text
from conversations.session import Session, Turn
from conversations.steps import next_question
from conversations.steps.step import Moved


def carried(session: Session, moved: Moved, context: Context, place: Place) -> Turn:
    """The turn in which `moved` is stored and shown. What has ended leaves the table."""
    draft = moved.draft
    if draft.state.ended and session.table == draft.id:
        session = session.lay("")
    if draft.state is State.OPEN and draft.question is None:
        draft = draft.with_(address=completed(draft.address, context.places, context.region))
        draft = draft.with_(question=next_question(draft, context))
    if draft != session.draft(draft.id):
        draft = draft.with_(revision=draft.revision + 1)
    shown = shown_as(draft, card(draft, context, moved.note), place)
    return Turn(session.put(draft), (shown, *moved.effects))


def shown_as(draft: Draft, screen: Screen, place: Place) -> Show:
    return Show(draft.id, draft.revision, place, screen)


def shown_again(session: Session, context: Context, place: Place, note: Text | None = None) -> Turn:
    """Nothing changes; the card of the draft on the table is shown, or `note` alone where there is none."""
    draft = session.on_table
    if draft is None:
        screen = Screen((note or text("nothing_open"),))
        return Turn(session, (Say(screen),))
    return Turn(session, (shown_as(draft, card(draft, context, note), place),))
