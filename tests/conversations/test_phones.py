import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.order import Phone
from conversations.phones import PhoneProblem, find_phones, looks_like_phone, parse_phone, show_phone

from .bad_text import assert_quick, naughty

REGIONS = st.sampled_from(["ID", "SG", "MY", "PH", "CO", "US", "XX", ""])
BUDI = Phone("+6281234567890")


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        " 0812 3456 7890 ",
        "0812.3456.7890",
        "(0812) 3456-7890",
        "0812–3456–7890",
        "81234567890",
        "+6281234567890",
        "6281234567890",
        "+62 (0)812-3456-7890",
        "+62081234567890",
        "006281234567890",
        "０８１２３４５６７８９０",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "\u202a+62 812-3456-7890\u202c",
        "https://wa.me/6281234567890",
        "wa.me/6281234567890",
        "https://api.whatsapp.com/send?phone=6281234567890",
        "tel:+62-812-3456-7890",
        "No HP: 0812-3456-7890",
        "WA 081234567890",
    ],
)
def test_a_phone_is_read_however_people_write_it(text: str) -> None:
    assert parse_phone(text, "ID") == BUDI
    assert looks_like_phone(text)


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("(021) 5794 8000", "ID", "+622157948000"),
        ("021/57948000", "ID", "+622157948000"),
        ("9123 4501", "SG", "+6591234501"),
        ("6591234501", "ID", "+6591234501"),
        ("+6016-812 3403", "ID", "+60168123403"),
        ("016-812 3403", "MY", "+60168123403"),
        ("09271234502", "PH", "+639271234502"),
        ("300 123 4503", "CO", "+573001234503"),
        ("+1 415 555 2671", "ID", "+14155552671"),
        ("341 556-2087", "AR", "+5493415562087"),
        ("0341 556-2087", "AR", "+543415562087"),
        ("081234567890", "id", "+6281234567890"),
    ],
)
def test_landlines_and_numbers_of_other_countries_are_read(text: str, region: str, e164: str) -> None:
    assert parse_phone(text, region) == Phone(e164)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0812 3456", "too_short"),
        ("12", "too_short"),
        ("08123456789012345", "too_long"),
        ("1" * 400, "too_long"),
        ("1" * 5000, "too_long"),
        ("0999999999", "not_valid"),
        ("+999123456789", "not_valid"),
        ("", "not_a_number"),
        ("+", "not_a_number"),
        ("kopi susu", "not_a_number"),
        ("Jl. Merdeka 10 Bandung 40111", "not_a_number"),
    ],
)
def test_what_is_no_phone_says_why_and_gives_an_example(text: str, kind: str) -> None:
    problem = parse_phone(text, "ID")
    assert isinstance(problem, PhoneProblem)
    assert problem.kind == kind
    assert problem.example == "0812-3456-7890"
    assert problem.region == "ID"


def test_a_problem_shows_what_was_typed_and_cuts_what_is_endless() -> None:
    assert isinstance(short := parse_phone(" 0812 3456 ", "ID"), PhoneProblem)
    assert short.typed == "0812 3456"
    assert isinstance(endless := parse_phone("1" * 9000, "ID"), PhoneProblem)
    assert len(endless.typed) == 60


def test_an_example_is_a_mobile_number_of_the_region() -> None:
    assert isinstance(problem := parse_phone("1", "SG"), PhoneProblem)
    assert phonenumbers.is_valid_number(phonenumbers.parse(problem.example, "SG"))
    assert isinstance(problem := parse_phone("1", "XX"), PhoneProblem)
    assert problem.example.startswith("+")


@pytest.mark.parametrize("text", ["0812 3456", "0999999999", "+62 8123", "hp: 0812-34"])
def test_a_wrong_phone_still_looks_like_one(text: str) -> None:
    assert looks_like_phone(text)


@pytest.mark.parametrize("text", ["", "40111", "2", "x5", "Jl. Merdeka 10", "kopi 081234567890", "----------"])
def test_other_text_does_not_look_like_a_phone(text: str) -> None:
    assert not looks_like_phone(text)


def test_a_phone_is_shown_in_groups() -> None:
    assert show_phone(BUDI, "ID") == "+62 812-3456-7890"
    assert show_phone(BUDI, "ID", national=True) == "0812-3456-7890"
    assert show_phone(BUDI, "SG", national=True) == "+62 812-3456-7890"
    assert show_phone(Phone("nonsense"), "ID") == "nonsense"


@pytest.mark.parametrize(
    ("text", "region", "written"),
    [
        ("kirim ke Budi 0812-3456-7890, Jl. Merdeka 10 Bandung 40111", "ID", ["0812-3456-7890"]),
        ("Bandung 40111 0812-3456-7890", "ID", ["0812-3456-7890"]),
        ("hp0812-3456-7890", "ID", ["0812-3456-7890"]),
        ("WA:81234567890", "ID", ["81234567890"]),
        ("chat wa.me/6281234567890 ya", "ID", ["6281234567890"]),
        ("2 ０８１２３４５６７８９０", "ID", ["０８１２３４５６７８９０"]),
        ("081234567890 / 0813-1111-2222", "ID", ["081234567890", "0813-1111-2222"]),
        ("Bandung 40111 0812 3456 7890", "ID", ["0812 3456 7890"]),
        ("Contact: 9123 4501", "SG", ["9123 4501"]),
        ("Singapore 560123 9123 4501", "SG", ["9123 4501"]),
        ("Cel: 300 123 4503", "CO", ["300 123 4503"]),
        ("BCA 8610123456 a.n. Budi", "ID", []),
        ("resi 8123456789", "ID", []),
        ("rek 081234567890", "ID", []),
        ("Rp 612.345.678", "ID", []),
        ("2 kopi susu 250 ml, Jl. Merdeka 10 RT 03/05 40111", "ID", []),
    ],
)
def test_phones_are_found_inside_other_text(text: str, region: str, written: list[str]) -> None:
    assert [text[start:end] for start, end, _ in find_phones(text, region)] == written


@given(st.text(), REGIONS)
def test_no_text_breaks_the_phone_parsers(text: str, region: str) -> None:
    parse_phone(text, region)
    looks_like_phone(text)
    for start, end, phone in find_phones(text, region):
        assert 0 <= start < end <= len(text)
        assert phone.e164.startswith("+")


@given(st.text("0123456789 +()-./xw", max_size=40), REGIONS)
def test_whatever_is_read_is_valid_and_reads_back_the_same(text: str, region: str) -> None:
    phone = parse_phone(text, region)
    if isinstance(phone, Phone):
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone.e164))
        assert parse_phone(phone.e164, region) == phone
        assert parse_phone(show_phone(phone, region), region) == phone


def test_naughty_strings_do_not_break_the_phone_parsers() -> None:
    for text in naughty():
        parse_phone(text, "ID")
        looks_like_phone(text)
        find_phones(text, "ID")


def test_very_long_text_is_read_in_good_time() -> None:
    assert_quick(lambda text: (parse_phone(text, "ID"), looks_like_phone(text), find_phones(text, "ID")))


@pytest.mark.parametrize(("text", "meant"), [("08123", True), ("+62812", True), ("40111", False), ("0812", False)])
def test_a_number_that_begins_like_a_phone_is_meant_as_one(text: str, meant: bool) -> None:  # noqa: FBT001  # a table
    assert looks_like_phone(text) is meant
