"""Everyday ways to say what is ordered, and how much of it."""

from decimal import Decimal

import pytest

from conversations.order import Variant
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.reader import Bought, Reader

SHOP = SmallCatalogue(
    [
        Variant("l1", "p1", "Sambal Roa", "Level 1"),
        Variant("l3", "p1", "Sambal Roa", "Level 3"),
        Variant("l5", "p1", "Sambal Roa", "Level 5"),
        Variant("mp", "p2", "Masker", "Putih"),
        Variant("mh", "p2", "Masker", "Hitam"),
        Variant("s6", "p3", "Sprei Katun", "160x200", price=Decimal(165000)),
        Variant("s8", "p3", "Sprei Katun", "180x200", price=Decimal(185000)),
        Variant("r", "p4", "Ransel Army", ""),
        Variant("k4", "p5", "Chino Slim", "Khaki / 34"),
        Variant("k2", "p5", "Chino Slim", "Khaki / 32"),
        Variant("p5", "p6", "iPhone 15", ""),
        Variant("p3", "p7", "iPhone 13", ""),
    ]
)
read = Reader(SHOP)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("5 sambal roa: 2 level 1, 2 level 3, sisanya level 5", [("l1", 2), ("l3", 2), ("l5", 1)]),
        ("10 masker, separuh putih separuh hitam", [("mp", 5), ("mh", 5)]),
        ("a dozen of the masker, half of them putih and half hitam", [("mp", 6), ("mh", 6)]),
        ("masker 1 kodi, campur putih 12 hitam 8", [("mp", 12), ("mh", 8)]),
        ("setengah lusin masker, yang putih 4 sisanya hitam", [("mp", 4), ("mh", 2)]),
        ("masker 10 box (6 putih, sisanya hitam)", [("mp", 6), ("mh", 4)]),
        ("sprei katun yg 185rb 1 set", [("s8", 1)]),
        ("sambal roa tiap level 2 botol", [("l1", 2), ("l3", 2), ("l5", 2)]),
        ("masker 2 warna, tiap warna 1", [("mp", 1), ("mh", 1)]),
        ("sambal roa one of each", [("l1", 1), ("l3", 1), ("l5", 1)]),
        ("masker putih 2, ransel army 1 ga usah dibungkus", [("mp", 2), ("r", 1)]),
        ("chino slim khaki W34 2", [("k4", 2)]),
        ("ip13 1, iphone 15 2", [("p3", 1), ("p5", 2)]),
    ],
)
def test_what_is_said_is_read(text: str, items: Bought) -> None:
    assert read.bought(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "5 masker, 2 putih 2 hitam",  # one is missing
        "5 masker, separuh putih separuh hitam",
        "masker, 2 putih sisanya hitam",  # of how many?
        "2 xyz masker putih sama selusin yg hitam",  # perhaps two dozen
        "sambal roa one of each except level 5",
        "masker 3 warna, tiap warna 1",  # two are sold
    ],
)
def test_what_can_not_be_counted_is_asked(text: str) -> None:
    assert read.questions(text)


def test_goods_that_are_not_sold_are_asked_about_behind_a_comma_too() -> None:
    assert [item.text for item in read("masker putih 2; umbrella, one").items if not item.certain] == ["umbrella"]


def test_another_variant_that_is_not_sold_leaves_the_one_that_is() -> None:
    shop = SmallCatalogue([Variant("px", "p", "Koko", "Putih / XL"), Variant("hl", "p", "Koko", "Hitam / L")])
    assert Reader(shop).sure("koko putih XL: 1, koko hitam XL: 1") == [("px", 1)]


def test_a_list_ends_before_who_gets_it() -> None:
    reading = read("pesanan saya:\n1. masker putih 2\nRina Wulandari\n0812 3456 7801\nJl. Merdeka 10, Bandung")
    assert reading.name is not None
    assert reading.name.full == "Rina Wulandari"
    assert [item.candidates for item in reading.items] == [("mp",)]


def test_black_in_short_is_no_block() -> None:
    assert read("masker blk XL ×1").address.street == ""
