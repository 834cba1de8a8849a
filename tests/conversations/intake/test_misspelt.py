"""Slips of the finger in words that count or cancel make a question: nobody can say what else was meant."""

import pytest

from conversations.intake.misspelt import slip
from tests.conversations.intake.test_second_thoughts import read


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("luusin", "counting"),
        ("koodi", "counting"),
        ("seetengah", "counting"),
        ("masng", "counting"),
        ("dalaawa", "counting"),
        ("cancle", "cancelling"),
        ("btal", "cancelling"),
        ("lusin", None),
        ("batal", None),
        ("hitam", None),
        ("sat", None),  # saturday
    ],
)
def test_a_word_that_counts_or_cancels_is_known_with_one_wrong_letter(word: str, kind: str | None) -> None:
    assert slip(word) == kind


@pytest.mark.parametrize(
    "text",
    [
        "kaos senja hitam M 1 luusin, teh tarik 2",
        "teh tarik 2\nkaos senja hitam M: 1 koodi",
        "teh tarik 2, kaos senja hitam M ada?\nkak mau dalaawa",
    ],
)
def test_a_count_that_may_be_another_is_asked_for(text: str) -> None:
    assert read.sure(text) == [("t", 2)]


def test_what_may_be_cancelled_is_asked_about() -> None:
    assert read.sure("kaos senja hitam M 1\nteh tarik 2\nnomor 2 cancle ya") == []


def test_a_share_that_may_be_meant_is_asked_for() -> None:
    assert read.sure("kaos senja hitam M sama L, masng-masing 2") == []


def test_something_that_isnt_sold_is_no_slip() -> None:
    assert read.sure("teh tarik 2 dan ikan masin 1kg kalau ada") == [("t", 2)]
