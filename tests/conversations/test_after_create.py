"""A draft after *Create order*: every answer of the shop in every state, and what a person may decide."""

from collections.abc import Callable

import pytest

from conversations.buttons import encode
from conversations.cards import card
from conversations.effects import Decide, Show, Submit, TellOwners
from conversations.events import (
    OrderCreated,
    OrderEvent,
    OrderNotFound,
    OrderPaused,
    OrderRejected,
    OrderSending,
    OrderUncertain,
    Pressed,
    Said,
)
from conversations.machine import advance
from conversations.order import Draft, State
from conversations.questions import AskOrderNumber
from conversations.screens import Button, text
from conversations.session import Session, Turn

from .memory import World
from .test_any_conversation import OTHER_PASTE
from .test_hostile_texts import WAYS, led, shown

DRAFT = "d0000001"
EVENTS: dict[str, OrderEvent] = {
    "sending": OrderSending(DRAFT),
    "created": OrderCreated(DRAFT, "o1", "1001"),
    "numberless": OrderCreated(DRAFT),
    "rejected": OrderRejected(DRAFT, "phone: *invalid*"),
    "paused": OrderPaused(DRAFT, "unreachable"),
    "refused": OrderPaused(DRAFT, "not_allowed"),
    "uncertain": OrderUncertain(DRAFT),
    "missing": OrderNotFound(DRAFT, can_check=True),
    "unsearchable": OrderNotFound(DRAFT, can_check=False),
}
FROZEN = [state for state in State if state.frozen]


def in_state(state: State, world: World) -> Session:
    session = led(world, WAYS["sent"])
    draft = session.draft(DRAFT)
    assert draft is not None
    return session.put(draft.with_(state=state, question=None))


def after(session: Session, event: object, world: World) -> Turn:
    return advance(session, event, world.context())  # type: ignore[arg-type]


def draft_of(turn: Turn) -> Draft:
    draft = turn.session.draft(DRAFT)
    assert draft is not None
    return draft


def tap(session: Session, action: str) -> Pressed:
    draft = session.draft(DRAFT)
    assert draft is not None
    return Pressed(encode(Button(text("button.back"), action), draft.id, draft.revision))


def words_of(turn: Turn) -> str:
    return "\n".join(each.text for each in shown(turn, "en"))


@pytest.mark.parametrize("state", FROZEN)
@pytest.mark.parametrize("name", EVENTS)
def test_an_answer_changes_the_state_and_nothing_that_was_ordered(state: State, name: str) -> None:
    world = World()
    before = in_state(state, world)
    turn = after(before, EVENTS[name], world)
    old, new = before.draft(DRAFT), draft_of(turn)
    assert old is not None
    assert (old.lines, old.phone, old.name, old.address) == (new.lines, new.phone, new.name, new.address)
    assert not any(isinstance(effect, Submit | Decide) for effect in turn.effects)
    expected = {
        "created": State.CREATED, "numberless": State.CREATED, "rejected": State.OPEN, "paused": State.PAUSED,
        "refused": State.PAUSED, "uncertain": State.UNCERTAIN, "missing": State.ASK, "unsearchable": State.ASK,
    }  # fmt: skip
    if name == "sending":
        goes_out = state in (State.QUEUED, State.SENDING, State.UNCERTAIN)
        assert new.state is (State.SENDING if goes_out else state)
    else:
        assert new.state is expected[name]


@pytest.mark.parametrize("state", FROZEN)
@pytest.mark.parametrize("name", EVENTS)
def test_the_same_answer_twice_says_nothing_new(state: State, name: str) -> None:
    world = World()
    first = after(in_state(state, world), EVENTS[name], world)
    second = after(first.session, EVENTS[name], world)
    assert draft_of(second).state is draft_of(first).state
    assert draft_of(second).revision == draft_of(first).revision
    if name not in ("paused", "refused"):
        assert not any(isinstance(effect, Show) and effect.place == "new" for effect in second.effects)


@pytest.mark.parametrize("state", [State.DISCARDED, State.CLOSED, State.OPEN])
@pytest.mark.parametrize("name", [name for name in EVENTS if name not in ("created", "numberless")])
def test_late_news_changes_no_draft_that_is_not_on_its_way(state: State, name: str) -> None:
    world = World()
    before = in_state(state, world)
    assert after(before, EVENTS[name], world) == Turn(before)


@pytest.mark.parametrize("name", [name for name in EVENTS if name != "created"])
def test_nothing_takes_a_created_order_back(name: str) -> None:
    world = World()
    created = after(in_state(State.SENDING, world), EVENTS["created"], world)
    assert after(created.session, EVENTS[name], world) == Turn(created.session)


@pytest.mark.parametrize("name", ["created", "rejected", "paused", "uncertain", "missing"])
def test_results_are_new_messages(name: str) -> None:
    world = World()
    turn = after(in_state(State.SENDING, world), EVENTS[name], world)
    shows = [effect for effect in turn.effects if isinstance(effect, Show)]
    assert name == "created" or [show.place for show in shows] == ["new"]
    assert len(shown(turn, "en")) >= (2 if name == "created" else 1)


def test_a_number_that_comes_later_is_told_and_not_as_a_surprise() -> None:
    world = World()
    first = after(in_state(State.SENDING, world), OrderCreated(DRAFT, "o1"), world)
    later = after(first.session, OrderCreated(DRAFT, "o1", "1001", found=True), world)
    assert draft_of(later).result.number == "1001"
    assert "Order 1001 created." in words_of(later)
    assert "after all" not in words_of(later)


def test_owners_are_told_once_and_the_draft_can_be_taken_back() -> None:
    world = World()
    turn = after(in_state(State.SENDING, world), EVENTS["paused"], world)
    assert [effect.about for effect in turn.effects if isinstance(effect, TellOwners)] == ["orders_api.unreachable"]
    back = after(turn.session, tap(turn.session, "back_to_draft"), world)
    assert draft_of(back).state is State.OPEN
    assert Decide(DRAFT, "withdraw") in back.effects
    assert "Create order" in str([each.buttons for each in shown(back, "en")])


VERDICTS = [
    ("keep_checking", State.UNCERTAIN, "keep_checking"),
    ("send_again", State.UNCERTAIN, "send_again"),
    ("give_up", State.CLOSED, "give_up"),
    ("number_unknown", State.ASK, "seen"),
]


@pytest.mark.parametrize(("action", "state", "verdict"), VERDICTS)
def test_each_verdict_counts_once(action: str, state: State, verdict: str) -> None:
    world = World()
    asked = after(in_state(State.UNCERTAIN, world), EVENTS["missing"], world).session
    if action == "number_unknown":
        asked = after(asked, tap(asked, "seen"), world).session
    tapped = tap(asked, action)
    first = after(asked, tapped, world)
    assert draft_of(first).state is state
    assert [effect.verdict for effect in first.effects if isinstance(effect, Decide)] == [verdict]
    second = after(first.session, tapped, world)
    assert second.session == first.session
    assert not any(isinstance(effect, Decide) for effect in second.effects)


def test_checking_on_is_only_offered_where_the_shop_can_be_searched() -> None:
    world = World()
    asked = after(in_state(State.UNCERTAIN, world), EVENTS["unsearchable"], world).session
    turn = after(asked, tap(asked, "keep_checking"), world)
    assert turn.session == asked


def asked_for_number(world: World) -> Session:
    asked = after(in_state(State.UNCERTAIN, world), EVENTS["missing"], world).session
    return after(asked, tap(asked, "seen"), world).session


@pytest.mark.parametrize(
    ("typed", "number"), [("1007", "1007"), ("#1007", "1007"), (" # 10 07 ", "10 07"), ("A-7/b", "A-7/b")]
)
def test_the_number_seen_in_the_shop_is_taken_as_typed(typed: str, number: str) -> None:
    world = World()
    turn = after(asked_for_number(world), Said(typed, 50), world)
    assert [effect for effect in turn.effects if isinstance(effect, Decide)] == [Decide(DRAFT, "seen", number)]


@pytest.mark.parametrize("typed", ["", "  ", "#", "…", "👍", "x" * 41])
def test_what_is_no_number_is_asked_again(typed: str) -> None:
    world = World()
    turn = after(asked_for_number(world), Said(typed, 50), world)
    assert isinstance(draft_of(turn).question, AskOrderNumber)
    assert not any(isinstance(effect, Decide) for effect in turn.effects)


@pytest.mark.parametrize("back", [lambda _session: Said("back", 50), lambda session: tap(session, "back")])
def test_back_leads_from_the_number_to_the_verdicts(back: Callable[[Session], Said | Pressed]) -> None:
    world = World()
    session = asked_for_number(world)
    turn = after(session, back(session), world)
    assert draft_of(turn).question is None
    assert not any(isinstance(effect, Decide) for effect in turn.effects)
    assert "Give up" in str([each.buttons for each in shown(turn, "en")])


def test_the_next_customers_message_is_no_order_number() -> None:
    world = World()
    turn = after(asked_for_number(world), Said(OTHER_PASTE, 50), world)
    assert turn.session.table != DRAFT
    assert turn.session.on_table is not None
    assert turn.session.on_table.name is not None
    assert isinstance(draft_of(turn).question, AskOrderNumber)


@pytest.mark.parametrize("state", FROZEN)
def test_new_words_begin_another_order_while_one_is_on_its_way(state: State) -> None:
    world = World()
    before = in_state(state, world)
    turn = after(before, Said("2 croissant", 50), world)
    assert draft_of(turn) == before.draft(DRAFT)
    assert turn.session.on_table is not None
    assert turn.session.on_table.lines[0].quantity == 2


@pytest.mark.parametrize(("event", "action"), [("paused", "retry"), ("missing", "keep_checking")])
def test_deciding_about_one_order_leaves_the_other_on_the_table(event: str, action: str) -> None:
    world = World()
    session = after(in_state(State.SENDING, world), EVENTS[event], world).session
    session = after(session, Said("2 croissant", 50), world).session
    other = session.table
    turn = after(session, tap(session, action), world)
    assert turn.session.table == other != DRAFT


def test_an_order_that_is_given_up_leaves_the_table() -> None:
    world = World()
    session = after(in_state(State.SENDING, world), EVENTS["missing"], world).session
    session = session.lay(DRAFT)
    turn = after(session, tap(session, "give_up"), world)
    assert draft_of(turn).state is State.CLOSED
    assert turn.session.table == ""


def test_a_rejected_order_can_be_changed_and_created_again() -> None:
    world = World()
    turn = after(in_state(State.SENDING, world), EVENTS["rejected"], world)
    assert "phone: *invalid*" in words_of(turn)
    again = after(turn.session, tap(turn.session, "create"), world)
    assert sum(isinstance(effect, Submit) for effect in again.effects) == 1


@pytest.mark.parametrize("state", FROZEN)
def test_the_card_of_an_order_on_its_way_offers_only_what_its_state_allows(state: State) -> None:
    world = World()
    draft = in_state(state, world).draft(DRAFT)
    assert draft is not None
    actions = {button.action for row in card(draft, world.context()).keyboard for button in row}
    assert not actions & {"create", "change", "save", "discard"}
    assert bool(actions) is (state in (State.PAUSED, State.ASK))


def test_what_waited_beside_an_order_that_was_created_after_all_becomes_its_own() -> None:
    world = World()
    opened = after(in_state(State.SENDING, world), EVENTS["rejected"], world)
    waiting = after(opened.session, Said(OTHER_PASTE, 9), world)
    assert draft_of(waiting).set_aside
    turn = after(waiting.session, EVENTS["created"], world)
    assert draft_of(turn).state is State.CREATED
    assert not draft_of(turn).set_aside
    (begun,) = (draft for draft in turn.session.drafts if draft.id != DRAFT)
    assert begun.name is not None
    assert begun.name.first in OTHER_PASTE
    assert turn.session.table == begun.id
