"""Several drafts, whose a message is, corrected messages, taps out of place, and the commands."""

import pytest

from conversations.events import OrderCreated
from conversations.order import Phone, State
from tests.chat import Chat

from .conftest import Open

PASTE = "2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"
OTHER = "3 croissant, kirim ke Siti Aminah 0813-1111-2222, Jl. Melati 5 Surabaya 60111"


def test_a_contradicting_paste_touches_nothing_until_it_is_decided(chat: Chat) -> None:
    chat.says(PASTE)
    before = chat.draft
    chat.says(OTHER)
    assert (chat.draft.lines, chat.draft.phone, chat.draft.name) == (before.lines, before.phone, before.name)
    chat.taps("New order")
    assert {draft.name.full for draft in chat.drafts() if draft.name} == {"Budi Santoso", "Siti Aminah"}
    chat.sees("Order for Siti Aminah")


def test_a_contradicting_paste_changes_this_order_where_that_is_meant(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says(OTHER)
    chat.taps("Change this one")
    chat.sees("Order for Siti Aminah", "Jl. Melati 5")
    assert len(chat.drafts()) == 1


def test_another_name_with_an_address_is_another_customers(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("Penerima: Siti Aminah\nJl. Melati 5, Surabaya 60111")
    chat.sees_buttons("New order", "Change this one")


def test_a_correction_of_the_undecided_message_replaces_it(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says(OTHER)
    chat.edits(OTHER, OTHER.replace("3 croissant", "4 croissant"))
    chat.taps("New order")
    assert [line.quantity for line in chat.draft.lines] == [4]


def test_a_message_that_is_nobodys_is_left_out_and_the_order_kept(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says(OTHER)
    chat.taps("Neither: leave it out")
    chat.sees("Order for Budi Santoso", "That message is left out.", "Is everything right?")


def test_the_undecided_message_outlives_whatever_else_happens_to_the_order(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says(OTHER)
    chat.says("back")
    chat.says("/cancel")
    chat.taps("Back")
    chat.sees("Siti Aminah", "This looks like another customer's")
    chat.edits(PASTE, PASTE.replace("2 croissant", "5 croissant"))
    chat.sees("Order for Budi Santoso", "5 ×", "This looks like another customer's")
    chat.says("/new")
    chat.says("/drafts")
    chat.taps("Budi Santoso · Croissant Butter")
    chat.sees("This looks like another customer's")
    chat.restarts()
    chat.says("/start")
    chat.taps("New order")
    chat.sees("Order for Siti Aminah", "3 ×", "Jl. Melati 5")


def test_an_order_discarded_leaves_the_undecided_message_as_an_order_of_its_own(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says(OTHER)
    chat.says("/cancel")
    chat.taps("Yes, discard")
    chat.sees("Order for Siti Aminah", "3 ×", "Jl. Melati 5")
    assert [draft.state for draft in chat.drafts(ended=True)] == [State.DISCARDED, State.OPEN]


def test_each_of_several_undecided_messages_can_be_corrected(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("Siti Aminah\n0813-1111-2222\nJl. Melati 5 Surabaya 60111")
    chat.says("3 croissant")
    chat.says("1 teh tarik")
    chat.edits("3 croissant", "4 croissant")
    chat.taps("New order")
    chat.sees("Order for Siti Aminah", "4 ×", "teh tarik")


def test_more_drafts_than_fit_come_in_pages_and_all_can_be_opened(chat: Chat) -> None:
    for number in range(11):
        chat.says("/new")
        chat.says(f"{number + 1} croissant, kirim ke Budi 0812-3456-78{number + 10}, Jl. Merdeka 10 Bandung 40111")
    chat.says("/drafts")
    assert len(chat.last.labels) == 8 + 2
    chat.taps("More")
    assert len(chat.last.labels) == 3 + 2
    chat.presses(chat.last.buttons[2][0][1])
    assert chat.draft.phone == Phone("+6281234567810")


def test_start_offers_the_open_order_again(chat: Chat) -> None:
    chat.says(PASTE)
    chat.restarts()
    chat.says("/start")
    chat.sees("You have an open order: Budi Santoso.")
    chat.sees_buttons("Create order")


def test_discard_asks_once_and_cancel_too(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("/cancel")
    chat.sees("Discard this order?")
    chat.taps("Back")
    chat.sees_buttons("Create order")
    chat.taps("Discard")
    chat.taps("Yes, discard")
    chat.sees("Discarded.")
    assert chat.drafts() == ()
    chat.says("/cancel")
    chat.sees("nothing to cancel")


def test_save_for_later_and_continue(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Save for later")
    chat.sees("Saved.")
    assert chat.table == ""
    chat.says(OTHER)
    chat.sees("Order for Siti Aminah")
    chat.taps("Continue")
    chat.sees("Order for Budi Santoso")
    chat.sees_buttons("Create order")


@pytest.mark.parametrize(
    "data", ["", "x", "draft999:1:create:", "draft001:1:create:", "draft001:999:create:", ":0:create:", "a" * 64]
)
def test_a_forged_tap_changes_nothing_and_shows_the_card(chat: Chat, data: str) -> None:
    chat.says(PASTE)
    chat.taps("Change")
    before = chat.draft
    chat.presses(data)
    assert chat.draft == before
    chat.sees("Order for Budi Santoso")


def test_an_old_create_button_changes_nothing_and_shows_the_card(chat: Chat) -> None:
    chat.says(PASTE)
    create = next(data for label, data in chat.last.buttons[0] if label == "Create order")
    chat.says("kurir JNE")
    before = chat.draft
    chat.presses(create)
    assert chat.draft == before
    chat.sees("Courier: JNE", "Is everything right?")


def test_create_tapped_twice_creates_one_order_and_shows_it(chat: Chat) -> None:
    chat.says(PASTE)
    create = next(data for label, data in chat.last.buttons[0] if label == "Create order")
    chat.presses(create)
    chat.presses(create)
    chat.shop_creates("1001", 50_000)
    chat.presses(create)
    chat.sees("Order 1001 created.")
    assert len(chat.drafts(ended=True)) == 1


@pytest.mark.parametrize(
    ("state", "words"), [("sent", "on its way"), ("created", "already created"), ("discarded", "no longer here")]
)
def test_a_correction_comes_too_late(chat: Chat, state: str, words: str) -> None:
    chat.says(PASTE)
    if state == "discarded":
        chat.says("/cancel")
        chat.taps("Yes, discard")
    else:
        chat.taps("Create order")
    if state == "created":
        chat.shop_creates("1001", 50_000)
    before = chat.drafts(ended=True)
    chat.edits(PASTE, PASTE.replace("2 cro", "5 cro"))
    chat.sees(words)
    assert chat.drafts(ended=True) == before


def test_a_corrected_paste_changes_what_came_from_it(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("catatan: pagar hijau")
    chat.edits(PASTE, PASTE.replace("2 cro", "5 cro").replace("7890", "7891").replace("10 Ban", "12 Ban"))
    assert [line.quantity for line in chat.draft.lines] == [5]
    assert chat.draft.phone == Phone("+6281234567891")
    assert chat.draft.address.street == "Jl. Merdeka 12"
    assert chat.draft.extras.note == "pagar hijau"


def test_each_answer_can_be_corrected_alone(chat: Chat) -> None:
    for words in ("2 croissant", "5", "0812-3456-7890", "Budi", "Jl. Merdeka 10, Bandung", "40111"):
        chat.says(words)
    chat.edits("5", "7")
    chat.edits("0812-3456-7890", "0812-3456-7891")
    chat.edits("Budi", "Budi Santoso")
    chat.edits("40111", "40112")
    chat.sees("7 × Rp25.000", "+62 812-3456-7891", "Order for Budi Santoso", "40112", "Is everything right?")


def test_an_unreadable_correction_leaves_the_order_as_it_was(chat: Chat) -> None:
    chat.says(PASTE)
    chat.edits(PASTE, "…")
    chat.sees("stays as it was", "2 × Rp25.000")


def test_find_orders_and_repeat(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    chat.shop_creates("1001", 50_000)
    chat.says("/find budi")
    chat.sees("1001", "Budi Santoso")
    chat.says("/find nobody")
    chat.sees("no order for “nobody”")
    chat.says("/orders")
    chat.sees("1001 · Budi Santoso · Rp50.000 · 23 Nov 2026", "2 × Croissant Butter")
    chat.taps("Repeat 1001")
    chat.sees("Order for Budi Santoso", "2 × Rp25.000")
    chat.sees_buttons("Create order")


def test_a_message_for_the_customer_without_a_number_names_none(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    chat.shop_says(OrderCreated(chat.submitted.id))
    chat.sees("number isn't known yet")
    chat.taps("Message for the customer")
    chat.sees("Hi Budi, your order is in: 2 × Croissant Butter.")


def test_a_corrected_command_is_a_command(chat: Chat) -> None:
    chat.says("/fnid")
    chat.edits("/fnid", "/find")
    chat.sees("/find Budi")


def test_the_language_changes_at_once_and_stays(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("/language")
    chat.taps("Bahasa Indonesia")
    chat.sees("Pesanan untuk Budi Santoso")
    chat.restarts()
    chat.says("-7")
    chat.sees("Sudah benar semua?")


def test_an_indonesian_chat_takes_an_order(opened: Open) -> None:
    chat = opened(language="id")
    for words in ("2 croissant", "081234567890", "Budi", "Jl. Merdeka 10, Bandung 40111"):
        chat.says(words)
    chat.taps("Buat pesanan")
    chat.shop_creates("1001", 50_000)
    chat.sees("Pesanan 1001 dibuat. Total Rp50.000")
    assert chat.drafts(ended=True)[0].state is State.CREATED


def test_an_order_is_repeated_when_its_draft_is_long_gone(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    chat.shop_creates("1001", 50_000)
    chat.waits(days=31)
    chat.forgets_what_is_old()
    assert chat.drafts(ended=True) == ()
    chat.says("/orders")
    chat.taps("Repeat 1001")
    chat.sees("Order for Budi Santoso", "2 × Rp25.000", "Jl. Merdeka 10", "Is everything right?")
    chat.taps("Create order")
    assert chat.submitted.phone == Phone("+6281234567890")


def test_nobody_repeats_anothers_order(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    chat.shop_creates("1001", 50_000)
    order = chat.submitted.id
    chat.waits(days=31)
    chat.forgets_what_is_old()
    chat.becomes(7002)
    chat.presses(f"{order}:0:repeat:")
    chat.sees("That order is no longer here.")
