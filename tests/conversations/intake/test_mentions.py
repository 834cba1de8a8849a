"""What is said again about an item, in words that nobody follows, makes it a question: nothing wrong in silence."""

from contextlib import closing

import pytest

from conversations.intake.matching import Parsed
from conversations.intake.mentions import is_put_right
from conversations.intake.read import read as read_message
from conversations.order import Name, Variant
from storage.places import Regions
from tests.conversations.intake.test_second_thoughts import SHOP, read


@pytest.mark.parametrize(
    "later",
    [
        "zirta tehnya 4 deh",
        "plisk yang teh 4",
        "del teh quem tres",
        "tehnya xore ya",
        "norp 4 aja",
        "druna just 1",
    ],
)
def test_an_item_is_asked_about_where_unknown_words_may_change_it(later: str) -> None:
    assert read.sure(f"kaos senja hitam M 2\nteh tarik 2\n{later}") == [("hm", 2)]


@pytest.mark.parametrize(
    "later",
    [
        "ya udah yg putih gpp",  # the shop had said that black is sold out
        "breng saiz L lah",
        "yg hitam jgn M",
    ],
)
def test_another_variant_in_what_is_left_over_is_asked_about(later: str) -> None:
    assert read.sure(f"teh tarik 2\nkaos senja hitam M 2\n{later}") == [("t", 2)]


@pytest.mark.parametrize(
    "later",
    [
        "tehnya tolong dipacking bubble wrap ya",
        "kirim ke Kedai Teh Senja",
        "teh botol 1",  # another thing, beside it
        "makasih ya kak, ditunggu",
    ],
)
def test_what_says_nothing_against_an_item_leaves_it_as_it_is(later: str) -> None:
    assert ("t", 2) in read.sure(f"kaos senja hitam M 2\nteh tarik 2\n{later}")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("teh tarik, 2 xore", []),
        ("teh tarik - 2 gamlo", []),
        ("teh tarik ready?\nquem mau 2 kak", []),
        ("kaos senja hitam M 1, teh tarik, 2xore", [("hm", 1)]),
    ],
)
def test_a_count_with_a_unit_that_nobody_knows_is_asked_about(text: str, left: list[tuple[str, int]]) -> None:
    assert read.sure(text) == left


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("kaos senja merah 2 bungkus xareng sepatu kanvas hijau", 2),
        ("kaos senja zirta teh tarik", 2),
        ("kaos senja merah isi 3", 1),
    ],
)
def test_a_question_that_holds_two_things_becomes_two(text: str, questions: int) -> None:
    assert [item.certain for item in read(text).items] == [False] * questions


def test_another_variant_of_what_was_cancelled_is_a_question() -> None:
    items = read("teh tarik 1, kaos senja hitam M 2\nkaosnya batal deh, plisk L aja").items
    assert [(item.candidates, item.certain, item.quantity) for item in items] == [
        (("t",), True, 1),
        (("hl",), False, 2),
    ]


def test_the_same_thing_twice_is_asked_about() -> None:
    assert read.sure("teh tarik 2, kaos senja hitam M 1, teh tarik 2") == [("hm", 1)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1) teh tarik - 2\n2) kaos senja hitam M - 1\n3) sepatu kanvas 40 - 1\nno 2 cancel", [("t", 2), ("s40", 1)]),
        ("1) zirta - 2\n2) teh tarik - 1\n3) sepatu kanvas 40 - 1\nno 2 cancel", [("s40", 1)]),
        ("1) teh tarik - 2\n2) sepatu kanvas 40 - 1\nplease scrap line 2 and make line 1 ten instead", [("t", 10)]),
        ("1. teh tarik - 2\n2. sepatu kanvas 40 - 1\n#1 should be a dozen, half of them cold", [("s40", 1)]),
        ("(1) sepatu kanvas 40\n(3) teh tarik", [("s40", 1), ("t", 3)]),
        ("(1) sepatu kanvas 40 2\n(2) teh tarik 4", [("s40", 2), ("t", 4)]),
    ],
)
def test_numbers_of_a_list_are_those_before_its_lines(text: str, items: list[tuple[str, int]]) -> None:
    assert read.sure(text) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("sepatu kanvas no 40, 41, 42 masing2 1", [("s40", 1), ("s41", 1), ("s42", 1)]),
        ("sepatu kanvas 40, teh tarik, tig-2", [("s40", 2), ("t", 2)]),
        ("kaos senja hitam M & L masing2 1 kodi", [("hm", 20), ("hl", 20)]),
        ("kalahating dosena ng teh tarik", [("t", 6)]),
        ("teh tarik 3\ngawin nyo na pong 4 yung teh", [("t", 4)]),
        ("teh tarik 3\ntehnya jadikan 5 saja", [("t", 5)]),
        ("sepatu kanvas 40 1. yg sepatu tukar size 42 la, tetap satu", [("s42", 1)]),
        ("teh tarik 3 y sepatu kanvas 40 1. Que sean 2 de teh y quita los sepatu", [("t", 2)]),
    ],
)
def test_more_ways_to_count_and_to_change_are_followed(text: str, items: list[tuple[str, int]]) -> None:
    assert read.sure(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "teh tarik 2, payment in 14 days",
        "teh tarik 2. We need a tax invoice",
        "Hello, I'd like to place an order: teh tarik 2",
        "min mau restok, teh tarik 2 blm ongkir",
        "teh tarik 2. Saya dah bank in ke Maybank",
    ],
)
def test_terms_of_payment_are_no_items(text: str) -> None:
    assert [item.candidates for item in read(text).items] == [("t",)]


def test_a_couple_of_what_comes_in_no_pairs_is_asked_about() -> None:
    assert read.sure("un par de teh tarik") == []
    assert read.sure("un par de sepatu kanvas 40") == [("s40", 1)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("teh tarik 2, nama xyz Lilis Karlina, hp 081234567890", Name("Lilis", "Karlina")),
        ("Hola, soy Paty. 2 teh tarik. Enviar a Ximena Torres, 0812-3456-7890", Name("Ximena", "Torres")),
        (
            "Hey, it's Olivia. 2 teh tarik please. It goes to our manager: I Made Sudarma, 0878 6112 9034",
            Name("I", "Made Sudarma"),
        ),
        ("teh tarik 2, soy la Dra. María Ríos, Jl. Merdeka 10", Name("María", "Ríos")),
        (
            "teh tarik 2\nkrm ke kntr: PT Sinar, Jl. Merdeka 10\nup Dedi Kurniawan bag gudang 0838 9120 4456",
            Name("Dedi", "Kurniawan"),
        ),
    ],
)
def test_who_gets_it_goes_before_who_writes(text: str, name: Name) -> None:
    assert read(text).name == name


def test_an_event_is_nobody() -> None:
    reading = read("Saya Suprapto Wiryawan. Untuk Lebaran tahun ini mohon dikirimkan dua teh tarik, Jl. Merdeka 10")
    assert reading.name == Name("Suprapto", "Wiryawan")


@pytest.mark.parametrize(
    ("text", "region", "city"),
    [
        ("1 teh tarik\nTom Hartley\nUnit 4, 27 Drummond Street\nCarlton VIC 3053\nmob 0412 867 530", "AU", "Carlton"),
        (
            "2 teh tarik. Calle 5 de Mayo 118 Int. 3, Col. Centro, C.P. 76000 Santiago de Querétaro, Qro.",
            "MX",
            "Santiago de Querétaro",
        ),
    ],
)
def test_a_town_on_its_own_line_and_one_that_is_called_after_its_state(text: str, region: str, city: str) -> None:
    with closing(Regions.load()) as places:
        assert read_message(text, catalogue=SHOP, places=places, region=region).address.city == city


def test_a_letter_whose_capital_is_two_leaves_every_place_as_it_is() -> None:
    assert read("ßi") == read("ßi")


def test_what_is_ordered_stands_behind_dropship_too() -> None:
    assert read.sure("min order dropship ya teh tarik 2, kaos senja hitam M 1") == [("t", 2), ("hm", 1)]


def test_sizes_are_no_capitals_that_tell_names() -> None:
    reading = read("kaos senja hitam M 1, kirim ke bpk syamsul bahri pasar sudiang blok c no 17, 085299014403")
    assert reading.name == Name("Syamsul", "Bahri")


def test_a_count_in_words_that_nobody_follows_leaves_nothing_sure() -> None:
    assert ("t", 2) not in read.sure("kaos senja hitam M 2, teh tarik 2... ay no, de ese mándeme mejor tres")


@pytest.mark.parametrize("whom", ["adekku", "mi hijo", "temenku"])
def test_kin_in_small_letters_stand_before_their_names(whom: str) -> None:
    reading = read(f"teh tarik 2, kirim ke {whom} ruth simanjuntak, jl. merdeka 10, 081234567890")
    assert reading.name is not None
    assert reading.name.full.casefold() == "ruth simanjuntak"


@pytest.mark.parametrize(
    ("count", "rather", "put_right"),
    [(2, "aja deh", True), (1, "aja deh", True), (1, "juga", False), (2, "juga", False)],
)
def test_another_size_may_take_the_place_of_the_first(count: int, rather: str, *, put_right: bool) -> None:
    plain = f"popok L x2\npopoknya XL {rather}, {count}"
    first = Parsed("popok L", 0, 7, 2, (Variant("l", "p", "Popok", "L"),), certain=True)
    second = Parsed("XL", 20, 22, count, (Variant("xl", "p", "Popok", "XL"),), certain=True)
    assert is_put_right(plain, 0, [first, second]) is put_right
