"""Choosing products, variants and quantities."""

from dataclasses import replace
from decimal import Decimal

import pytest

from conversations.order import Variant
from tests.chat import Chat, sample_variants

from .conftest import Open
from .memory import large_shop, shirts


@pytest.fixture
def large(opened: Open) -> Chat:
    return opened(variants=(*large_shop().product("p4"), *shirts(), *large_shop().product("pn"), *teas()))


def teas() -> tuple[Variant, ...]:
    return tuple(Variant(f"t{at}", f"pt{at}", f"Teh Melati Nomor{at}", price=Decimal(9_000)) for at in range(12))


def test_a_product_with_many_variants_is_chosen_option_by_option(large: Chat) -> None:
    large.says("2 kaos polos")
    large.sees_buttons("Hitam", "Putih", "Biru Dongker", "Merah Marun")
    large.taps("Biru Dongker")
    large.sees_buttons("XS", "S", "More")
    assert len([label for label in large.last.labels if label not in ("More", "Search again", "Leave it out")]) == 8
    large.taps("More")
    large.sees_buttons("5XL", "More")
    large.taps("More")
    large.sees_buttons("XS")
    large.taps("XL")
    assert [(line.variant.key, line.quantity) for line in large.draft.lines] == [("Biru Dongker / XL", 2)]


def test_many_products_come_in_pages(large: Chat) -> None:
    large.says("teh melati")
    first = [label for label in large.last.labels if label.startswith("Teh")]
    large.taps("More")
    second = [label for label in large.last.labels if label.startswith("Teh")]
    assert len(first) == 8
    assert first != second
    assert not set(first) & set(second)


def test_every_quantity_that_cannot_be_says_what_a_quantity_is(chat: Chat) -> None:
    chat.says("croissant")
    for typed, words in {"-3": "less than nothing", "1,5": "whole number", "10000": "too many", "½": "whole"}.items():
        chat.says(typed)
        chat.sees(words, "how many?")
    chat.says("x5")
    assert [line.quantity for line in chat.draft.lines] == [5]


def test_more_than_an_order_takes_is_not_cut_in_silence(chat: Chat) -> None:
    chat.says("9999 croissant")
    chat.taps("+")
    assert chat.draft.lines[0].quantity == 9_999
    chat.says("croissant")
    chat.says("5")
    chat.sees("too many", "how many?")
    assert chat.draft.lines[0].quantity == 9_999
    chat.says("tambah 2 croissant")
    chat.sees("how many?")
    assert [line.quantity for line in chat.draft.lines] == [9_999]


def test_the_stepper_works_at_any_revision(chat: Chat) -> None:
    chat.says("2 croissant")
    plus = next(data for label, data in chat.last.buttons[0] if label == "+")
    for _ in range(3):
        chat.presses(plus)
    chat.says("081234567890")
    chat.presses(plus)
    assert chat.draft.lines[0].quantity == 6
    chat.sees("name?")


def test_an_old_stepper_leaves_no_review_without_items(chat: Chat) -> None:
    chat.says("1 croissant")
    minus = next(data for label, data in chat.last.buttons[0] if label == "−")
    chat.says("081234567890")
    chat.says("Budi")
    chat.says("Jl. Merdeka 10, Bandung 40111")
    create = next(data for label, data in chat.last.buttons[0] if label == "Create order")
    chat.presses(minus)
    chat.sees("taken out", "What is the customer ordering?")
    chat.sees_buttons("Undo")
    chat.presses(create)
    chat.taps("Undo")
    assert [line.quantity for line in chat.draft.lines] == [1]


def test_a_corrected_zero_leaves_no_review_without_items(chat: Chat) -> None:
    chat.says("croissant")
    chat.says("2")
    for words in ("081234567890", "Budi", "Jl. Merdeka 10, Bandung 40111"):
        chat.says(words)
    chat.edits("2", "0")
    chat.sees_no("Is everything right?")
    assert not chat.draft.lines


def test_searching_one_item_again_keeps_the_other(chat: Chat) -> None:
    chat.says("kopi susu")
    chat.says("teh tarik")
    chat.taps("Search again")
    chat.sees("What")
    chat.sees_no("I don't know")
    chat.says("2 croissant")
    asked = [item.text for item in chat.draft.open_items]
    assert asked == ["teh tarik"]
    assert [line.variant.product_name for line in chat.draft.lines] == ["Croissant Butter"]


def test_unknown_products_twice_bring_an_example(chat: Chat) -> None:
    chat.says("3 asdfgh")
    chat.says("2 qwertyuiop")
    chat.sees("For example: 2 kopi susu")
    chat.sees_buttons("Discard")


def test_a_number_of_nothing_is_asked_about(chat: Chat) -> None:
    for words in ("2 croissant", "081234567890", "Budi", "Jl. Merdeka 10, Bandung 40111"):
        chat.says(words)
    chat.says("5")
    chat.sees("How many of what?", "Is everything right?")


def test_a_product_without_a_price_has_no_total(large: Chat) -> None:
    large.says("1 pesanan khusus, 2 croissant")
    large.sees("Pesanan Khusus")
    large.sees_no("without shipping")


def test_many_lines_come_in_pages_to_be_changed(large: Chat) -> None:
    for at in range(12):
        large.says(f"2 teh melati nomor{at}")
    large.says("081234567890")
    large.says("Budi")
    large.says("Jl. Merdeka 10, Bandung 40111")
    large.taps("Change")
    large.taps("Items")
    lines = [label for label in large.last.labels if label.startswith("2 ×")]
    assert len(lines) == 8
    large.taps("More")
    large.taps("2 × Teh Melati Nomor11")
    large.says("7")
    assert {line.variant.product_name: line.quantity for line in large.draft.lines}["Teh Melati Nomor11"] == 7


def test_an_empty_catalogue_offers_the_owner_to_fetch_it(opened: Open) -> None:
    owner, agent = opened(role="owner", variants=()), opened(variants=())
    owner.says("/new")
    owner.sees_buttons("Sync now")
    agent.says("/new")
    agent.sees("Ask the owner")
    assert agent.last.labels == []


def test_a_changed_price_is_shown_before_the_order_is_created(opened: Open) -> None:
    chat = opened()
    chat.says("1 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111")
    dearer = tuple(replace(each, price=each.price + 1_000 if each.price else None) for each in sample_variants())
    chat.has_products(dearer)
    chat.taps("Create order")
    chat.sees("Rp25.000 → Rp26.000", "1 × Rp26.000")
    chat.taps("Create order")
    chat.sees("Saved, sending")


def test_a_product_that_is_gone_is_warned_of_once(opened: Open) -> None:
    chat = opened()
    chat.says("1 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111")
    chat.has_products(tuple(each for each in sample_variants() if "Croissant" not in each.product_name))
    chat.taps("Create order")
    chat.sees("no longer in the catalogue")
    chat.taps("Create order")
    chat.sees("Saved, sending")
