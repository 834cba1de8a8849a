"""What is left over speaks against what was read: a person is asked."""

import pytest

from conversations.order import Name
from tests.conversations.intake.test_read import CROISSANT, TEH_TARIK, read


def quantities(text: str) -> list[tuple[str, int | None]]:
    return [(item.candidates[0] if item.candidates else "", item.quantity) for item in read(text).items]


def test_a_count_that_nothing_was_made_of_is_asked_about() -> None:
    assert quantities("croissant 2\n5 pcs\nteh tarik 1") == [(CROISSANT, None), (TEH_TARIK, None)]


@pytest.mark.parametrize(
    "text",
    [
        "pesan 3 ya: croissant 2, teh tarik 1",
        "1. croissant 2\n2. teh tarik 1",
        "croissant 2\n2 pcs\nteh tarik 1",
    ],
)
def test_how_many_they_are_together_and_numbers_of_a_list_speak_against_nothing(text: str) -> None:
    assert quantities(text) == [(CROISSANT, 2), (TEH_TARIK, 1)]


def test_words_of_what_is_ordered_beside_a_number_become_a_question() -> None:
    reading = read("teh tarik 2\njangan dingin teh tarik yang 3")
    assert quantities("teh tarik 2")[0] == (TEH_TARIK, 2)
    assert [item.quantity for item in reading.items][1:] == [None]


PLACE = "Jl. Merdeka 10 Bandung 40111, 081234567890"


def test_two_who_may_get_it_are_a_question() -> None:
    reading = read(f"croissant 2, kirim ke Rina Wati, {PLACE}\nyang terima Pak Slamet")
    assert reading.name is None
    assert {*reading.names} == {Name("Slamet"), Name("Rina", "Wati")}
    assert "name" in reading.parts


@pytest.mark.parametrize(
    "beside",
    [
        "transfer ke BCA a.n. Joko Susilo",
        "dari Bu Tini",
        "dekat warung Bu Tini",
        "Bu Rina yang terima",
    ],
)
def test_others_who_are_spoken_of_make_no_question(beside: str) -> None:
    reading = read(f"croissant 2, kirim ke Rina Wati, {PLACE}\n{beside}")
    assert reading.name == Name("Rina", "Wati")
    assert reading.names == ()


def test_a_labelled_name_is_the_one() -> None:
    reading = read(f"Nama: Rina Wati\nAlamat: {PLACE}\nPesanan: croissant 2\n(Pak Slamet)")
    assert reading.name == Name("Rina", "Wati")


def test_something_that_is_sold_is_not_passed_over() -> None:
    reading = read("croissant 2\npastikan teh tarik panas banget")
    assert [item.candidates[:1] for item in reading.items] == [(CROISSANT,), (TEH_TARIK,)]
    assert not reading.items[1].certain


def test_a_part_of_a_dozen_is_no_spare_number() -> None:
    assert quantities("1/2 lusin croissant, teh tarik 1") == [(CROISSANT, 6), (TEH_TARIK, 1)]


def test_a_count_before_words_that_are_sold_is_not_passed_over() -> None:
    reading = read("teh tarik 1\ndan tolong bawakan 2 wadah croissant mentega")
    assert [item.quantity for item in reading.items] == [1, 2]
    assert not reading.items[1].certain


def test_a_number_beside_something_without_a_count_makes_it_a_question() -> None:
    assert (CROISSANT, 1) not in quantities("1. croissant - 2 box 2. teh tarik - 1 botol")


def test_the_same_thing_with_two_counts_is_asked_about() -> None:
    assert quantities("croissant 2, teh tarik 1\ncroissant 3") == [(CROISSANT, None), (TEH_TARIK, 1), (CROISSANT, None)]


def test_something_unknown_in_a_row_is_asked_about_whatever_stands_behind_its_count() -> None:
    reading = read("croissant 2, sabun bayi 1 Ummu Hafizh Jl. Merdeka 10 Bandung")
    assert [(item.text, item.quantity) for item in reading.items] == [("croissant", 2), ("sabun bayi", 1)]


def test_what_is_asked_for_is_not_passed_over() -> None:
    reading = read("teh tarik 1, sama croissant maroon ada ga?")
    assert [item.candidates[:1] for item in reading.items] == [(TEH_TARIK,), (CROISSANT,)]
    assert not reading.items[1].certain


def test_counts_that_may_be_the_neighbours_are_asked_about() -> None:
    assert quantities("croissant - 2 teh tarik - 1") == [(CROISSANT, None), (TEH_TARIK, None)]


def test_one_or_the_other_is_asked_about() -> None:
    assert quantities("croissant 1 atau teh tarik 1") == [(CROISSANT, None), (TEH_TARIK, None)]


def test_a_count_behind_words_that_nobody_knows_may_be_the_items_before_them() -> None:
    assert quantities(f"croissant buat cucu 2\nBudi, {PLACE}") == [(CROISSANT, None)]
