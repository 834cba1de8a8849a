"""A hundred chats at once, while the shop is slow for one and Telegram for another: the others wait for nothing."""

from tests.process.desk import PASTE, PHONE, Desk
from tests.process.waiting import eventually

CHATS = 100
FIRST = 8001
CREATED = "created. Total Rp50.000"


def test_a_hundred_chats_complete_their_orders_while_one_post_takes_20_seconds(desk: Desk) -> None:
    desk.controls("flood", per_second=10_000)
    desk.client.post(f"{desk.shop}/control/rate_limit", json={"limit": 2_000}).raise_for_status()
    numbers = range(FIRST, FIRST + CHATS)
    slow, unheard, *others = (desk.person(f"Seller {number}", number=number) for number in numbers)
    desk.starts(owners=",".join(map(str, numbers)))

    desk.shop_misbehaves("delay", seconds=20)
    slow.says(PASTE)
    slow.taps("Create order")
    desk.has_posts(1)
    desk.telegram_fails("sendMessage", how="hang")
    unheard.says("/help")
    eventually(lambda: desk.calls[-1]["params"].get("chat_id") in (unheard.person, str(unheard.person)), slow.screen)

    for chat in others:
        chat.says(PASTE.replace(PHONE, f"0812-7655-{chat.person}"))  # another customer each
    for chat in others:
        chat.taps("Create order")
    for chat in others:
        chat.sees(CREATED)

    assert CREATED not in slow.screen(), "the shop still hasn't answered the first one"
    assert unheard.messages == (), "nor has Telegram"
    slow.sees("Order 1099 created. Total Rp50.000", within=40)  # the last of them
    unheard.sees("How it works", within=40)
    orders = desk.orders
    assert len(orders) == len(desk.posts) == CHATS - 1
    assert len({order["tags"][0] for order in orders}) == CHATS - 1
