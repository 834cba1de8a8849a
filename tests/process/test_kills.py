"""Kill -9 at any moment: no answer is lost or asked for again, and there is one order."""

from collections.abc import Callable

import pytest

from tests.process.chat import HELP, Chat
from tests.process.desk import E164, PASTE, PHONE, STREET, Desk
from tests.process.waiting import eventually

Act = Callable[[Chat], object]


def says(text: str) -> Act:
    return lambda chat: chat.says(text)


def taps(label: str) -> Act:
    return lambda chat: chat.taps(label)


# What the person does, and what the newest message then says.
CONVERSATION: tuple[tuple[Act, str], ...] = (
    (says("kopi susu"), "Which “kopi susu”?"),
    (taps("Kopi Susu Gula Aren · 250 ml · Rp18.000"), "how many?"),
    (says("2"), "Anything else?"),
    (taps("Next: customer"), "What is the customer's phone number?"),
    (says(PHONE), "What is the customer's name?"),
    (says("Ratnasari Wibisana"), "Where should it go?"),
    (says(STREET), "Which city or regency?"),
    (says("Bandung"), "Which postcode?"),
    (says("40111"), "Is everything right?"),
)


# Every other moment in each run, because starting takes longer than talking.
@pytest.mark.parametrize("moments", [range(0, 9, 2), range(1, 9, 2)], ids=["odd", "even"])
def test_killed_between_any_two_messages_it_goes_on_where_it_was(desk: Desk, chat: Chat, moments: range) -> None:
    desk.starts()
    for step, (act, answer) in enumerate(CONVERSATION):
        act(chat)
        if step in moments:
            desk.restarts_after_kill()  # before its answer was seen
        shown = chat.sees(answer)
        if step in moments:
            desk.restarts_after_kill()  # and after
            assert chat.sees(answer).looks == shown.looks
    chat.taps("Create order")
    chat.sees("Order 1001 created. Total Rp36.000")
    desk.restarts_after_kill()
    chat.sees("Order 1001 created. Total Rp36.000")
    chat.is_up_to_date()

    (post,) = desk.posts
    (order,) = desk.orders
    assert order["orderNumber"] == "1001"
    assert [item["quantity"] for item in post["json"]["lineItems"]] == [2]
    address = post["json"]["shippingAddress"]
    assert (address["firstName"], address["lastName"], address["phone"]) == ("Ratnasari", "Wibisana", E164)
    assert (address["address1"], address["city"], address["zip"]) == (STREET, "Bandung", "40111")


def test_killed_after_an_update_was_taken_and_before_anything_was_answered(desk: Desk, chat: Chat) -> None:
    desk.telegram_fails("sendMessage", how="hang")
    desk.starts()
    chat.says(PASTE)
    desk.has_calls("sendMessage")
    desk.restarts_after_kill()
    chat.sees("Is everything right?")
    assert chat.has_seen("Is everything right?") == 1
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    assert len(desk.orders) == 1


def test_killed_after_a_message_was_sent_and_before_it_knew_that(desk: Desk, chat: Chat) -> None:
    desk.telegram_fails("sendMessage", how="hang", when="after")
    desk.starts()
    chat.says(PASTE)
    chat.sees("Is everything right?")
    desk.restarts_after_kill()
    eventually(lambda: chat.has_seen("Is everything right?") == 2, chat.screen)
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    assert len(desk.orders) == 1


def test_killed_at_the_tap_it_creates_one_order_whatever_it_had_begun(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    desk.restarts_after_kill(quiet_seconds="1")
    # The tap may not have come in by then, or the POST may have gone out, or it was only said that it would.
    seen = chat.sees_any_of("Order 1001 created.", "Order 1001 was created after all.", "I couldn't find the order")
    if "Send again" in seen.labels:
        chat.taps("Send again")
        chat.sees_any_of("Order 1001 created.", "Order 1001 was created after all.")
    chat.is_up_to_date()
    assert len(desk.orders) == 1


def test_killed_during_the_post_it_finds_the_order_by_its_tag(desk: Desk, chat: Chat) -> None:
    desk.shop_holds_the_post("after")
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    desk.has_orders(1)
    desk.restarts_after_kill()
    chat.sees("Order 1001 was created after all. Total Rp50.000")
    assert len(desk.posts) == len(desk.orders) == 1


def test_killed_during_the_post_it_finds_an_order_that_the_shop_creates_only_later(desk: Desk, chat: Chat) -> None:
    desk.shop_holds_the_post("before")
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    desk.has_posts(1)
    desk.restarts_after_kill()
    desk.process.logs("scan=NotFound")
    desk.shop_releases_it()
    chat.sees("Order 1001 was created after all. Total Rp50.000")
    assert len(desk.posts) == len(desk.orders) == 1


def test_killed_during_a_post_that_created_nothing_it_asks_and_sends_again_with_the_same_tag(
    desk: Desk, chat: Chat
) -> None:
    desk.shop_misbehaves("hang", when="before")
    desk.starts(quiet_seconds="1")
    chat.says(PASTE)
    chat.taps("Create order")
    desk.has_posts(1)
    desk.restarts_after_kill(quiet_seconds="1")
    chat.sees("I couldn't find the order in the shop")
    desk.restarts_after_kill(quiet_seconds="1")
    chat.taps("Send again")
    chat.sees("Order 1001 created. Total Rp50.000")
    first, second = desk.posts
    assert first["json"] == second["json"]
    assert len(desk.orders) == 1


def test_a_draft_survives_and_is_offered_again(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says("2 croissant, kirim ke Ratnasari Wibisana")
    chat.sees("phone number?")
    desk.restarts_after_kill()
    chat.says("/start")
    chat.sees("You have an open order: Ratnasari Wibisana.")


def test_sigterm_ends_it_with_code_0_and_loses_nothing_half_done(desk: Desk, chat: Chat) -> None:
    desk.shop_holds_the_post("after")
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    desk.has_orders(1)
    desk.process.is_told_to_stop()
    desk.shop_releases_it()
    assert desk.process.ended() == 0
    chat.says("/help")  # kept by Telegram meanwhile
    desk.starts()
    # Not "was created after all", as the card doesn't say: the shop's answer was waited for.
    result = "Order 1001 created. Total Rp50.000"
    eventually(lambda: any(shown.text.startswith(result) for shown in chat.messages), chat.screen)
    eventually(lambda: chat.has_seen(HELP) == 1, chat.screen)
    assert len(desk.posts) == len(desk.orders) == 1
