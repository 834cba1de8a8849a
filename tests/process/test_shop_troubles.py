"""The shop fails in every way: the states and the words of the design, the draft kept, one order at most."""

from typing import Any

import pytest

from bot.demo.sandbox import create_app
from bot.demo.serving import serving
from tests.process.chat import Chat
from tests.process.desk import BASE, OWNER, PASTE, Desk
from tests.process.waiting import eventually, refusing_port

CREATED = "Order 1001 created. Total Rp50.000"
FOUND = "Order 1001 was created after all. Total Rp50.000"


def orders(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")


def test_a_400_is_shown_on_the_card_and_the_order_can_be_changed_and_created(desk: Desk, chat: Chat) -> None:
    desk.shop_misbehaves("status", status=400)
    desk.starts()
    orders(chat)
    chat.sees("The shop refused the order:", "Please change what the shop objects to")
    chat.taps("Change")
    chat.taps("Address")
    chat.taps("Postcode")
    chat.says("40112")
    chat.taps("Create order")
    chat.sees(CREATED)
    first, second = desk.posts
    assert first["json"]["tags"] != second["json"]["tags"]
    assert len(desk.orders) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refused_key_pauses_the_order_and_tells_the_owner_once(desk: Desk, chat: Chat, status: int) -> None:
    desk.shop_misbehaves("status", status=status)
    desk.starts()
    orders(chat)
    shown = chat.sees_any("The shop doesn't let this desk create orders just now. Your draft is safe")
    assert shown.labels == ["Retry", "Back to the draft"]
    chat.sees_any("The shop's API refuses this desk's key")
    chat.taps_any("Retry")
    chat.sees(CREATED)
    assert chat.has_seen("The shop's API refuses this desk's key") == 1
    assert len(desk.orders) == 1


def test_a_paused_order_goes_back_to_the_draft_and_is_never_sent(desk: Desk, chat: Chat) -> None:
    desk.shop_misbehaves("status", status=403, times=None)
    desk.starts()
    orders(chat)
    chat.taps_any("Back to the draft")
    eventually(lambda: chat.has_seen("Is everything right?") == 1, chat.screen)
    card = chat.sees_any("Is everything right?")
    desk.shop_behaves()
    desk.restarts_after_kill()
    assert len(desk.posts) == 1
    chat.presses(card, "Create order")
    chat.sees(CREATED)
    assert len(desk.posts) == 2
    assert len(desk.orders) == 1


def test_a_429_is_waited_out(desk: Desk, chat: Chat) -> None:
    desk.shop_misbehaves("status", status=429, reset_seconds=1)
    desk.starts()
    orders(chat)
    chat.sees(CREATED)
    assert len(desk.posts) == 2
    assert len(desk.orders) == 1


LOST: tuple[dict[str, Any], ...] = (
    {"what": "status", "status": 503},
    {"what": "status", "status": 500},
    {"what": "status", "status": 302},
    {"what": "reset"},
    {"what": "close"},
)


def test_a_lost_answer_is_found_by_the_tag(desk: Desk) -> None:
    chats = [desk.person(number=OWNER + count) for count in range(len(LOST))]  # one would be slowed down for its many
    desk.starts(owners=",".join(str(chat.person) for chat in chats))
    for count, (chat, trouble) in enumerate(zip(chats, LOST, strict=True), start=1):
        desk.shop_misbehaves(**trouble, when="after")
        chat.says(PASTE.replace("2 croissant", f"{count} croissant"))
        chat.taps("Create order")
        chat.sees(f"Order {1000 + count} was created after all.")
        assert len(desk.posts) == len(desk.orders) == count, trouble


def test_a_created_order_whose_answer_cant_be_read_gets_its_number_from_the_list(desk: Desk, chat: Chat) -> None:
    other = desk.person("Dewi", number=7002)
    desk.starts(owners="7001,7002")
    for number, (seller, what) in enumerate(((chat, "cut_body"), (other, "broken_body")), start=1):
        desk.shop_misbehaves(what)
        seller.says(PASTE.replace("2 croissant", f"{number} croissant"))
        seller.taps("Create order")
        seller.sees_any("The order is created. Its number isn't known yet.")
    chat.sees("1001")
    other.sees("1002")
    assert len(desk.posts) == len(desk.orders) == 2


@pytest.mark.parametrize("trouble", [{"what": "status", "status": 503}, {"what": "reset"}], ids=["503", "reset"])
def test_what_may_have_been_created_and_isnt_found_is_asked_and_never_sent_by_itself(
    desk: Desk, chat: Chat, trouble: dict[str, Any]
) -> None:
    desk.shop_misbehaves(**trouble, when="before")
    desk.starts(quiet_seconds="1")
    orders(chat)
    chat.sees("I couldn't find the order in the shop.")
    assert len(desk.posts) == 1
    chat.taps("Send again")
    chat.sees(CREATED)
    assert len(desk.posts) == 2
    assert len(desk.orders) == 1


def test_an_order_that_shows_late_in_the_list_is_found_within_the_quiet_time(desk: Desk, chat: Chat) -> None:
    desk.shop_misbehaves("reset", when="after")
    desk.client.post(f"{desk.shop}/control/misbehave", json={"what": "list_lag", "seconds": 1}).raise_for_status()
    desk.starts(quiet_seconds="2")  # so it's looked for at once and after 2 seconds
    orders(chat)
    chat.sees(FOUND)
    assert len(desk.posts) == len(desk.orders) == 1


def test_where_nothing_can_be_read_the_seller_decides(desk: Desk, chat: Chat) -> None:
    desk.client.post(f"{desk.shop}/control/misbehave", json={"what": "no_reads"}).raise_for_status()
    desk.shop_misbehaves("reset", when="after")
    desk.starts()
    orders(chat)
    shown = chat.sees("I couldn't find the order in the shop.")
    assert "Keep checking" not in shown.labels
    chat.taps("I see it in the shop")
    chat.says("1001")
    chat.sees("Order 1001 created.")
    assert len(desk.posts) == 1


def test_a_shop_that_refuses_connections_gets_the_order_when_it_is_back(desk: Desk, chat: Chat) -> None:
    with refusing_port() as port:
        desk.starts(orders_api_url=f"http://127.0.0.1:{port}{BASE}")
        orders(chat)
        desk.process.logs("outcome=NotSent")
        with desk.portal.wrap_async_context_manager(serving(create_app(desk.sandbox), port=port)):
            chat.sees(CREATED)
    assert len(desk.posts) == len(desk.orders) == 1


def test_a_shop_that_stays_away_pauses_the_order(desk: Desk, chat: Chat) -> None:
    with refusing_port() as port:
        desk.starts(orders_api_url=f"http://127.0.0.1:{port}{BASE}", pause_minutes="0")
        orders(chat)
        shown = chat.sees_any("The shop can't be reached. Your draft is safe, and nothing was sent.")
        assert shown.labels == ["Retry", "Back to the draft"]
    desk.restarts_after_kill()
    chat.taps_any("Retry")
    chat.sees(CREATED)
    assert len(desk.posts) == 1
