"""Second thoughts that change how many or some of them, and those that nobody follows: never kept in silence."""

import pytest

from conversations.order import Variant
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.reader import Reader

SHOP = SmallCatalogue(
    [
        Variant("th", "p1", "Tumbler", "Hitam"),
        Variant("tp", "p1", "Tumbler", "Putih"),
        Variant("m2", "p2", "Madu Hutan", "250ml"),
        Variant("m5", "p2", "Madu Hutan", "500ml"),
        Variant("sb", "p3", "Sambal Bawang", "Original"),
        Variant("se", "p3", "Sambal Bawang", "Extra Pedas"),
        Variant("n", "p4", "Nastar Toples", ""),
        Variant("k", "p5", "Kastengel Toples", ""),
    ]
)
read = Reader(SHOP)
SWAPPED: list[tuple[str, int | None]] = [("n", 2), ("th", 1), ("tp", 1)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("nastar toples 3, tumbler putih 1\nnastarnya kurangin 1 ya", [("n", 2), ("tp", 1)]),
        ("nastar toples 3, tumbler putih 1\nnastarnya tambah 2 lagi", [("n", 5), ("tp", 1)]),
        ("tumbler hitam 2, tumbler putih 2\nyang putih tambah satu lagi", [("th", 2), ("tp", 3)]),
        ("nastar toples 3\nkurangi 1 kak", [("n", 2)]),
        ("nastar toples 3\n2 aja dulu", [("n", 2)]),
        ("nastar toples 3, tumbler putih 1\nnastar tu 2 je", [("n", 2), ("tp", 1)]),
        ("tumbler putih 2, nastar toples 1\ntumblernya hitam aja dua2nya", [("th", 2), ("n", 1)]),
        ("nastar toples 3, tumbler putih 1\nnastarnya tambah 2 lagi jadi 5", [("n", 5), ("tp", 1)]),
        ("nastar toples 1\nnastarnya kurangin 1", []),  # none would be left
        ("sambal bawang original 12\nsetengahnya ganti yg extra pedas ya", [("sb", 6), ("se", 6)]),
        ("sambal bawang original 3\nsetengahnya ganti yg extra pedas ya", []),
        ("tumbler putih 5\n3 nya ganti hitam", [("tp", 2), ("th", 3)]),
        ("3 tumbler hitam\nswap one of the tumblers for a putih", [("th", 2), ("tp", 1)]),
        ("3 nastar toples, 2 tumbler hitam\ndrop the nastar to 2", [("n", 2), ("th", 2)]),
        ("3 nastar toples, 2 tumbler hitam\ndrop the nastar to 2 and swap one of the tumblers for a putih", SWAPPED),
    ],
)
def test_how_many_more_and_some_of_them_are_followed(text: str, items: list[tuple[str, int | None]]) -> None:
    assert read.sure(text) == items


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("nastar toples 2, kastengel toples 2\ncan u double everything?", ["nastar toples", "kastengel toples"]),
        ("tumbler putih 5\neh salah ketik, harusnya 15 bukan 5", ["tumbler putih"]),
        ("madu hutan 250ml 2\nbump it up to the 500ml", ["madu hutan 250ml", "bump it up to the 500ml"]),
        ("tumbler putih 1, nastar toples 2\none of each colour", ["tumbler putih", "nastar toples", "one each"]),
        ("tumbler putih 3\n1 nya warna ungu dong", ["tumbler putih", "1 nya warna ungu dong"]),
    ],
)
def test_a_change_that_nobody_follows_is_asked_about(text: str, questions: list[str]) -> None:
    assert read.sure(text) == []
    assert [item.text for item in read(text).items] == questions


@pytest.mark.parametrize(
    "text",
    [
        "nastar toples 2, DP 50%, sisanya setelah barang sampai",
        "nastar toples 2\nsemuanya tolong dikirim pagi ya",
        "nastar toples 2\naduh maaf salah ketik",
        "nastar toples 2\nternyata tetangga suka",
    ],
)
def test_talk_that_only_sounds_like_a_change_asks_nothing(text: str) -> None:
    assert read.sure(text) == [("n", 2)]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("nastar toples 2\nkecap bango 1 lusin ada kah?", [("kecap bango", 12)]),
        ("nastar toples 2\nada kecap bango 3 ga?", [("kecap bango", 3)]),
        ("nastar toples 2\nada ongkir brp kalo 2 kg?", []),
    ],
)
def test_so_many_of_what_nobody_sells_is_a_question(text: str, questions: list[tuple[str, int]]) -> None:
    assert [(item.text, item.quantity) for item in read(text).items if not item.certain] == questions


def test_what_was_cancelled_and_is_kept_is_asked_about() -> None:
    text = "nastar toples 1, tumbler putih 1\nleave out the nastar... no wait, keep it"
    assert read.sure(text) == [("tp", 1)]
    assert [item.candidates for item in read(text).items if item.quantity is None] == [("n",)]


def test_a_size_up_is_no_count() -> None:
    assert read.sure("tumbler putih 2\ntumblernya naik satu ukuran ya") == []
