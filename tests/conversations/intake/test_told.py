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
        ("nastar 1. kemarin kastengelnya enak, mau kastengel lagi 2", [("n", 1), ("k", 2)]),
    ],
)
def test_what_is_wanted_again_is_ordered(text: str, items: Bought) -> None:
    assert read.sure(text) == items


def test_what_is_told_is_shown() -> None:
    assert "kemarin dapat kastengel 1 retak" in read("kemarin dapat kastengel 1 retak. mau order nastar 2 ya").unused


@pytest.mark.parametrize("change", ["ditambah kastengel 1", "diganti kastengel 1", "minta kastengel 1 lagi"])
def test_what_is_added_to_what_came_earlier_is_not_passed_over(change: str) -> None:
    items = read(f"tumbler 500ml 1. yang kemarin saya beli {change} ya").items
    assert any("k" in item.candidates for item in items)
