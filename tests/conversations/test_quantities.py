import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.order import MOST_OF_ONE_ITEM
from conversations.quantities import QuantityProblem, parse_quantity

from .bad_text import assert_quick, naughty


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("5", 5),
        (" 5 ", 5),
        ("x5", 5),
        ("5x", 5),
        ("×5", 5),
        ("x 5", 5),
        ("* 5", 5),
        ("+5", 5),
        ("@5", None),
        ("5.", 5),
        ("(5)", 5),
        ("5 pcs", 5),
        ("5pcs", 5),
        ("2bks", 2),
        ("5 buah", 5),
        ("5 buah ya kak", 5),
        ("1 aja", 1),
        ("jumlah: 5", 5),
        ("isa lang", 1),
        ("lima", 5),
        ("Dua", 2),
        ("two", 2),
        ("dua belas", 12),
        ("dua puluh lima", 25),
        ("twenty five", 25),
        ("twenty-five", 25),
        ("seratus dua puluh", 120),
        ("seribu lima ratus", 1500),
        ("two hundred", 200),
        ("sebungkus", 1),
        ("sepasang", 1),
        ("a cup", 1),
        ("a dozen", 12),
        ("1 lusin", 12),
        ("selusin", 12),
        ("2 dozen", 24),
        ("dua lusin", 24),
        ("setengah lusin", 6),
        ("half a dozen", 6),
        ("1/2 lusin", 6),
        ("½ lusin", 6),
        ("1,5 lusin", 18),
        ("kodi", 20),
        ("1 kodi", 20),
        ("setengah kodi", 10),
        ("５", 5),
        ("٥", 5),
        ("5️⃣", 5),
        ("0", 0),
        ("nol", 0),
        ("2.0", 2),
        ("1.000", 1000),
        ("1,000 pcs", 1000),
        ("9999", 9999),
    ],
)
def test_a_quantity_is_read_however_people_write_it(text: str, quantity: int | None) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-2", "negative"),
        ("−2 pcs", "negative"),
        ("minus dua", "negative"),
        ("1.5", "fraction"),
        ("1,5 pcs", "fraction"),
        ("1/2", "fraction"),
        ("½", "fraction"),
        ("setengah", "fraction"),
        ("1,3 lusin", "fraction"),
        ("10000", "too_many"),
        ("10.000", "too_many"),
        ("999999999", "too_many"),
        ("1000 lusin", "too_many"),
        ("sepuluh ribu", "too_many"),
    ],
)
def test_a_quantity_that_cannot_be_ordered_says_why(text: str, kind: str) -> None:
    problem = parse_quantity(text)
    assert isinstance(problem, QuantityProblem)
    assert problem.kind == kind
    assert problem.typed == text


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "x", "pcs", "kopi", "kopi 2", "2 kopi",
        "081234567890", "+6281234567890", "5 kg", "5rb", "@30rb", "Jl. 5",
        "a", "dua lima", "puluh", "1 2", "0812-3456-7890", "5 x 6", ".77", "2/0", "1/2/3",
    ],
)  # fmt: skip
def test_other_text_is_not_about_a_quantity(text: str) -> None:
    assert parse_quantity(text) is None


@given(st.integers(0, MOST_OF_ONE_ITEM), st.sampled_from(["{}", "x{}", "{}x", "{} pcs", " {} buah", "{}pcs ya"]))
def test_every_quantity_that_can_be_ordered_is_read(quantity: int, spelling: str) -> None:
    assert parse_quantity(spelling.format(quantity)) == quantity


@given(st.text())
def test_no_text_breaks_the_parser_and_no_answer_is_out_of_range(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is None or isinstance(quantity, QuantityProblem) or 0 <= quantity <= MOST_OF_ONE_ITEM


@given(
    st.lists(st.sampled_from(["dua", "puluh", "ratus", "lima", "half", "a", "lusin", "1/2", "3,5", "x", "-", "belas"]))
)
def test_no_mixture_of_number_words_breaks_the_parser(words: list[str]) -> None:
    parse_quantity(" ".join(words))


def test_naughty_strings_do_not_break_the_parser() -> None:
    for text in naughty():
        parse_quantity(text)


def test_very_long_text_is_read_in_good_time() -> None:
    assert_quick(parse_quantity)
