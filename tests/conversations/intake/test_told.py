"""What customers tell beside what they order: it is shown, and neither ordered nor asked about."""

import pytest

from conversations.order import Variant
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.reader import Bought, Reader

SHOP = SmallCatalogue(
    [
        Variant("n", "p1", "Nastar", ""),
        Variant("k", "p2", "Kastengel", ""),
        Variant("t5", "p3", "Tumbler", "500ml"),
        Variant("t1", "p3", "Tumbler", "1 liter"),
        Variant("b", "p4", "Buku Tulis", ""),
    ]
)
read = Reader(SHOP)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("yang minggu lalu saya beli 3 nastar udah habis, mertua nambah 4 kali. Sekarang mau 5 nastar", [("n", 5)]),
        ("kemarin dapat kastengel 1 retak. mau order nastar 2 ya", [("n", 2)]),
        ("I got 2 tumbler 500ml last month and they leaked. This time 1 nastar please", [("n", 1)]),
        ("2 nastar, last time the box leaked all over 6 buku tulis", [("n", 2)]),
        ("el mes pasado compré 2 kastengel. Quiero 3 nastar", [("n", 3)]),
        ("yung in-order ko nung January na 2 kastengel okay naman. Pa-order po 1 nastar", [("n", 1)]),
        ("temen kantor saya 12 orang, nastar 2", [("n", 2)]),
        ("36 degrees kahapon, nastar 2", [("n", 2)]),
        ("temen saya punya tumbler 1 liter katanya berat. nastar 2", [("n", 2)]),
        ("TB aku 158 BB 52. nastar 2", [("n", 2)]),
        ("di toko sebelah kastengel cuma 30rb. nastar 2 ya", [("n", 2)]),
        ("my roommate got 2 kastengel from another shop. 1 nastar please", [("n", 1)]),
    ],
)
def test_what_came_earlier_is_not_ordered_now(text: str, items: Bought) -> None:
    assert read.bought(text) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("kemarin saya pesan nastar 2", [("n", 2)]),  # nothing else is ordered
        ("mau nastar 2 kayak yang kemarin saya beli", [("n", 2)]),
        ("yang kemarin enak, sekarang mau kastengel 1", [("k", 1)]),
        ("ibu beli nastar 2 ya. kastengel 1", [("n", 2), ("k", 1)]),
        ("temen saya beli nastar 2, saya kastengel 1", [("k", 1)]),  # the other is asked about
        ("nastar 1. kemarin kastengelnya enak, mau kastengel lagi 2", [("n", 1), ("k", 2)]),
    ],
)
def test_what_is_wanted_again_is_ordered(text: str, items: Bought) -> None:
    assert read.sure(text) == items


def test_so_many_of_what_was_told_is_asked_about() -> None:
    text = "nastarnya juara! kemarin beli 2 toples. sekarang aku pesen lagi 5 toples + kastengel 2 buat hampers"
    assert read.sure(text) == [("k", 2)]
    assert [item.text for item in read(text).items if not item.certain] == ["sekarang aku pesen lagi 5 toples"]


def test_a_number_of_them_above_a_list_is_no_question() -> None:
    assert read.bought("aku pesen 3 ya: 1 nastar, 2 kastengel") == [("n", 1), ("k", 2)]


def test_what_is_told_is_shown() -> None:
    assert "kemarin dapat kastengel 1 retak" in read("kemarin dapat kastengel 1 retak. mau order nastar 2 ya").unused


@pytest.mark.parametrize("change", ["ditambah kastengel 1", "diganti kastengel 1", "minta kastengel 1 lagi"])
def test_what_is_added_to_what_came_earlier_is_not_passed_over(change: str) -> None:
    items = read(f"tumbler 500ml 1. yang kemarin saya beli {change} ya").items
    assert any("k" in item.candidates for item in items)
