"""Buttons and updates that come twice, too late, or from elsewhere: one order, and nothing changed."""

import threading

from tests.process.chat import Chat, Shown
from tests.process.desk import PASTE, Desk
from tests.process.waiting import eventually


def orders_another(chat: Chat) -> None:
    """Whatever was submitted before has reached the shop before this one, which is the second."""
    chat.says(PASTE.replace("2 croissant", "3 croissant"))
    chat.taps("Create order")
    chat.sees("Order 1002 created. Total Rp75.000")


def test_two_taps_on_create_a_millisecond_apart_make_one_order(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    card = chat.sees_button("Create order")
    both = threading.Barrier(2)

    def tap() -> None:
        both.wait()
        chat.presses(card, "Create order")

    fingers = [threading.Thread(target=tap) for _ in range(2)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()
    chat.sees("Order 1001 created")
    chat.is_up_to_date()
    assert sum(shown.text.startswith("Order 1001 created") for shown in chat.messages) == 1
    orders_another(chat)
    assert len(desk.posts) == len(desk.orders) == 2


def test_updates_delivered_twice_are_handled_once(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    chat.is_up_to_date()
    before = {shown.text for shown in chat.messages}
    desk.controls("redeliver", update_ids=[700_000_001, 700_000_002])
    desk.restarts_after_kill()
    desk.controls("redeliver", update_ids=[700_000_002, 700_000_001])
    chat.is_up_to_date()
    assert {shown.text for shown in chat.messages} == before
    orders_another(chat)
    assert len(desk.posts) == len(desk.orders) == 2


def test_a_stale_button_changes_nothing_and_shows_the_card(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    old = chat.sees_button("Create order")
    chat.says("1 teh tarik panas")
    chat.sees("Rp65.000", "Is everything right?")
    chat.presses(old, "Create order")
    chat.is_up_to_date()
    assert desk.posts == []

    def live() -> list[Shown]:
        return [shown for shown in chat.messages if "Create order" in shown.labels]

    eventually(lambda: len(live()) == 1, chat.screen)  # the old ones lose their buttons
    chat.presses(live()[0], "Create order")
    chat.sees("Order 1001 created. Total Rp65.000")


def test_the_button_of_a_created_order_creates_nothing_more_after_a_restart(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    card = chat.sees_button("Create order")
    chat.presses(card, "Create order")
    chat.sees("Order 1001 created")
    desk.restarts_after_kill()
    chat.presses(card, "Create order")
    chat.is_up_to_date()
    orders_another(chat)
    assert len(desk.posts) == len(desk.orders) == 2


def test_another_chats_button_moves_neither_chats_draft(desk: Desk, chat: Chat) -> None:
    desk.starts(owners="7001,7002")
    other = desk.person("Dewi", number=7002)
    chat.says(PASTE)
    card = chat.sees_button("Create order")
    other.says("1 croissant")
    theirs = other.sees("Anything else?")
    other.forges(theirs.message, card.data("Create order"))
    other.is_up_to_date()
    assert desk.posts == []
    assert chat.newest.looks == card.looks
    chat.presses(card, "Create order")
    chat.sees("Order 1001 created. Total Rp50.000")


def test_forged_buttons_do_nothing_at_all(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    card = chat.sees_button("Create order")
    draft, revision, action = card.data("Create order").split(":", 2)
    forged = (
        "",
        ":",
        "::",
        ":::",
        "x" * 64,
        f"{draft}:{revision}:no-such-action",
        f"{draft}:{int(revision) + 1}:{action}",
        f"{draft}:-1:{action}",
        f"{draft}:９９:{action}",
        f"{draft}:{revision}:choose:99999999999999999999",
        f"nodraft1:{revision}:{action}",
        "'; DROP TABLE drafts; --",
    )
    for data in forged:
        chat.forges(card.message, data)
    chat.is_up_to_date()
    assert desk.posts == []
    assert not any("Something went wrong" in shown.text for shown in chat.messages)
    assert "an event failed" not in desk.process.output
    chat.forges(99_999, card.data("Create order"))  # a true one, if under a message that never was: nothing has moved
    chat.sees("Order 1001 created. Total Rp50.000")
    desk.has_calls("answerCallbackQuery", len(forged) + 1)  # every spinner goes, whatever the tap was
