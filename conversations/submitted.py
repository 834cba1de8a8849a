"""A draft after *Create order*: what the shop answers, and what a person decides when it doesn't."""

from dataclasses import replace

from conversations.buttons import Tap
from conversations.cards import created
from conversations.context import Context
from conversations.effects import Decide, Effect, Place, Say, Settled, TellOwners, Verdict
from conversations.events import (
    OrderCreated,
    OrderEvent,
    OrderNotFound,
    OrderPaused,
    OrderRejected,
    OrderSending,
    OrderUncertain,
)
from conversations.order import Draft, Result, State
from conversations.questions import AskOrderNumber
from conversations.screens import Button, Screen, Text, shortened, text
from conversations.steps.step import Moved

LONGEST_NUMBER = 40


def answered(draft: Draft, event: OrderEvent, context: Context) -> tuple[Moved, Place] | None:
    """The draft after the shop's answer, and where its card goes: results never hide in an edit. None: old news."""
    if draft.state is State.DISCARDED:
        return None
    match event:
        case OrderSending() if draft.state in (State.QUEUED, State.SENDING, State.UNCERTAIN):
            return Moved(draft.with_(state=State.SENDING, question=None)), "edit"
        case OrderCreated():
            return _created(draft, event, context)
        case _ if not draft.state.frozen:
            return None
        case OrderRejected(message=message):
            words = shortened(message, 300) or "-"
            opened = draft.with_(state=State.OPEN, question=None, rejection=words)
            return Moved(opened, text("note.rejected", message=words)), "new"
        case OrderPaused(reason=reason):
            tell = TellOwners(f"orders_api.{reason}", Screen((text(f"owners.{reason}"),)))
            return Moved(draft.with_(state=State.PAUSED, question=None), text(f"note.paused_{reason}"), (tell,)), "new"
        case OrderUncertain() if draft.state is not State.UNCERTAIN:
            return Moved(draft.with_(state=State.UNCERTAIN, question=None)), "new"
        case OrderNotFound(can_check=can_check) if (draft.state, draft.can_check) != (State.ASK, can_check):
            return Moved(draft.with_(state=State.ASK, question=None, can_check=can_check)), "new"
        case _:
            return None


def _created(draft: Draft, event: OrderCreated, context: Context) -> tuple[Moved, Place] | None:
    old = draft.result
    result = Result(
        old.order_id or event.order_id,
        old.number or event.number,
        event.total if old.total is None else old.total,
        old.currency or event.currency,
    )
    if draft.state is State.CREATED and result == old:
        return None
    after_all = event.found and draft.state is not State.CREATED
    done = draft.with_(state=State.CREATED, question=None, result=result)
    effects: tuple[Effect, ...] = (
        Say(Screen(_result_words(done, context, after_all=after_all), after_creation(done))),
        Settled("orders_api.unreachable"),
        Settled("orders_api.not_allowed"),
    )
    return Moved(done, effects=effects), "edit"


def _result_words(draft: Draft, context: Context, *, after_all: bool) -> tuple[Text, ...]:
    words = created(draft.result, context)
    return (replace(words, key=f"{words.key}.after_all"),) if after_all and words.key == "created" else (words,)


def after_creation(draft: Draft) -> tuple[tuple[Button, ...], ...]:
    return (
        (Button(text("button.customer_message"), "customer_message", draft=draft.id),),
        (
            Button(text("button.same_customer"), "same_customer", draft=draft.id),
            Button(text("button.new"), "new", draft=""),
        ),
    )


# --- what a person decides


def says(draft: Draft, words: str) -> Moved:
    """Words where the number of an order is asked for."""
    if not any(character.isalnum() for character in words):
        return Moved(draft, text("problem.order_number", typed=shortened(" ".join(words.split()), LONGEST_NUMBER)))
    return seen(draft, words)


def taps(draft: Draft, tap: Tap) -> Moved | None:
    """A tap on the card of a submitted draft; None when its state doesn't offer it."""
    match tap.action, draft.state:
        case "retry", State.PAUSED:
            return _decided(draft, State.QUEUED, "retry")
        case "back_to_draft", State.PAUSED:
            return _decided(draft, State.OPEN, "withdraw")
        case "keep_checking", State.ASK if draft.can_check:
            return _decided(draft, State.UNCERTAIN, "keep_checking")
        case "send_again", State.ASK:
            return _decided(draft, State.UNCERTAIN, "send_again")
        case "give_up", State.ASK:
            return _decided(draft, State.CLOSED, "give_up")
        case "seen", State.ASK:
            return Moved(draft.with_(question=AskOrderNumber()))
        case "back", State.ASK:
            return Moved(draft.with_(question=None))
        case "number_unknown", State.ASK:
            return seen(draft, "")
        case _:
            return None


def _decided(draft: Draft, state: State, verdict: Verdict) -> Moved:
    return Moved(draft.with_(state=state, question=None), effects=(Decide(draft.id, verdict),))


def seen(draft: Draft, number: str) -> Moved:
    """A person has seen the order in the shop, under this number or one they don't know ("")."""
    number = " ".join(number.split()).lstrip("# ")
    if len(number) > LONGEST_NUMBER:
        return Moved(draft, text("problem.too_long", count=len(number), most=LONGEST_NUMBER))
    return Moved(draft.with_(question=None), effects=(Decide(draft.id, "seen", number),))
