"""A hundred chats at once, while the shop holds one's order and Telegram another's answer: the others wait for nothing.

What is held is held until the others are done, whatever time that takes.
"""

from tests.process.chat import HELP
from tests.process.desk import PASTE, PHONE, Desk

CHATS = 100
FIRST = 8001
CREATED = "created. Total Rp50.000"


def test_a_hundred_chats_complete_their_orders_while_one_post_is_held_and_one_message(desk: Desk) -> None:
    desk.controls("flood", per_second=10_000)
    desk.client.post(f"{desk.shop}/control/rate_limit", json={"limit": 2_000}).raise_for_status()
    numbers = range(FIRST, FIRST + CHATS)
    held, unheard, *others = (desk.person(f"Seller {number}", number=number) for number in numbers)
    desk.starts(owners=",".join(map(str, numbers)))

    for chat in (held, *others):
        chat.says(PASTE.replace(PHONE, f"0812-7655-{chat.person}"))  # another customer each
    for chat in (held, *others):
        chat.sees_button("Create order")

    desk.shop_holds_the_post("before")
    held.taps("Create order")
    desk.has_posts(1)
    desk.telegram_holds("sendMessage")
    unheard.says("/help")
    desk.has_calls("sendMessage", chat=unheard)

    for chat in others:
        chat.taps("Create order")
    for chat in others:
        chat.sees(CREATED)

    desk.telegram_releases_it()
    unheard.sees(HELP)
    desk.shop_releases_it()
    held.sees("Order 1099", "Total Rp50.000")  # the last of them
    orders = desk.orders
    assert len(orders) == len(desk.posts) == CHATS - 1
    assert len({order["tags"][0] for order in orders}) == CHATS - 1
