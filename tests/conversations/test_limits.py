"""How much one person may have open or waiting. What isn't taken in is said, and nothing else changes."""

import pytest

from conversations.machine import MOST_OPEN
from conversations.order import State
from tests.chat import Chat

from .conftest import Open

PASTE = "2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"
OTHER = "3 croissant, kirim ke Siti Aminah 0813-1111-2222, Jl. Melati 5 Surabaya 60111"


def fills_up(chat: Chat) -> None:
    for number in range(MOST_OPEN):
        chat.says("/new")
        chat.says(f"croissant {number + 1}")


def test_the_fifty_first_order_is_not_begun_and_that_is_said(chat: Chat) -> None:
    fills_up(chat)
    before = chat.drafts()
    for begin in ("/new", "/new@order_bot"):
        chat.says(begin)
        chat.sees("You have 50 open orders", "This wasn't taken in.")
    assert chat.drafts() == before
    chat.says("4 teh tarik")  # to the one on the table
    assert chat.draft.id == before[-1].id
    chat.says("/cancel")
    chat.taps("Yes, discard")
    chat.says(PASTE)
    chat.sees("Order for Budi Santoso")


def test_orders_on_their_way_do_not_count(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    chat.shop_is_unreachable()
    fills_up(chat)
    assert len(chat.drafts()) == MOST_OPEN + 1
    chat.taps("Back to the draft")
    assert sum(draft.state is State.OPEN for draft in chat.drafts()) == MOST_OPEN + 1
    chat.says("/new")
    chat.sees("You have 50 open orders")


def test_empty_orders_do_not_pile_up(chat: Chat) -> None:
    chat.says(PASTE)
    for _ in range(5):
        chat.says("/new")
        chat.says("/drafts")
        chat.taps("Budi Santoso · Croissant Butter")
    assert len(chat.drafts()) == 2
    chat.says("/new")
    chat.says("croissant")
    assert len(chat.drafts()) == 2


@pytest.mark.parametrize("words", ["1 teh tarik " * 300, "x"], ids=["long", "many"])
def test_what_waits_to_be_told_apart_has_an_end(chat: Chat, words: str) -> None:
    chat.says(PASTE)
    chat.says(OTHER)
    for _ in range(12):
        chat.says(words)
    chat.sees("too much to keep", "wasn't taken in", "This looks like another customer's")
    (draft,) = chat.drafts()
    assert len(draft.set_aside) <= 10
    assert sum(len(waiting.text) for waiting in draft.set_aside) <= 8_192
    chat.taps("New order")
    chat.sees("Order for Siti Aminah")


def test_in_indonesian_too(opened: Open) -> None:
    chat = opened(language="id")
    fills_up(chat)
    chat.says("/new")
    chat.sees("Sudah ada 50 pesanan terbuka")
