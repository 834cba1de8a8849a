"""A product and several of its variants, each with its count, in the shapes that people write them in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.intake.read import read as read_message
from conversations.intake.reading import ReadItem
from conversations.order import Variant
from tests.conversations.bad_text import assert_quick
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.places import SmallPlaces

ROWS = {
    "Tas Kanvas": ("Hitam", "Coklat", "Biru"),
    "Sandal Jepit": ("38", "39", "40"),
    "Madu Hutan": ("250ml", "500ml"),
    "Kemeja Batik": ("Hitam / M", "Hitam / L", "Biru / M", "Biru / L"),
    "Kopi Gayo": ("200gr / Biji", "200gr / Bubuk", "500gr / Bubuk"),
    "Kabel Data": ("1 Meter", "2 Meter"),
    "Minyak Telon": ("",),
    "Power Bank 10000": ("Hitam", "Putih"),
    "Kolagen Drink": ("Mangga isi 10", "Berry isi 10"),
    "Kaos Kaki isi 3 pasang": ("Hitam", "Putih"),
    "Beras Wangi": ("5kg", "10kg"),
}
SHOP = SmallCatalogue(
    Variant(f"{name} {key}".strip(), name, name, key, price=Decimal(1)) for name, keys in ROWS.items() for key in keys
)


def items(text: str) -> tuple[ReadItem, ...]:
    return read_message(text, catalogue=SHOP, places=SmallPlaces(), region="ID").items


def bought(text: str) -> dict[str, int | None]:
    """What was read, by its name; a test that uses it fails where something is asked about."""
    read = items(text)
    assert all(item.certain for item in read), read
    return {item.candidates[0]: item.quantity for item in read}


@pytest.mark.parametrize(
    "text",
    [
        "tas kanvas hitam 4 coklat 3",
        "tas kanvas 4 hitam 3 coklat",
        "tas kanvas (hitam 4, coklat 3)",
        "tas kanvas (4 hitam, 3 coklat)",
        "tas kanvas hitam=4, coklat=3",
        "tas kanvas: hitam x4, coklat x3",
        "tas kanvas hitam-4 coklat-3",
        "tas kanvas:\n- hitam 4\n- coklat 3",
        "tas kanvas hitam 4 pcs, yang coklat 3 pcs",
        "7 tas kanvas, 4 hitam 3 coklat",
        "7 tas kanvas, hitam 4 coklat 3",
        "4 tas kanvas hitam, 3 yang coklat",
        "tas kanvas hitam empat, coklat tiga",
        "mau tas kanvas item 4, coklat 3 ya kak",
    ],
)
def test_each_count_is_its_variants(text: str) -> None:
    text = text.replace("item", "hitam")  # this shop's search knows no slang
    assert bought(text) == {"Tas Kanvas Hitam": 4, "Tas Kanvas Coklat": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sandal jepit 39 2 40 1", {"Sandal Jepit 39": 2, "Sandal Jepit 40": 1}),
        ("sandal jepit 2 39 1 40", {"Sandal Jepit 39": 2, "Sandal Jepit 40": 1}),
        ("sandal jepit 39=2, 40=1", {"Sandal Jepit 39": 2, "Sandal Jepit 40": 1}),
        ("madu hutan 1 500ml 2 250ml", {"Madu Hutan 500ml": 1, "Madu Hutan 250ml": 2}),
        ("kopi gayo 3 200gr biji 5 500gr bubuk", {"Kopi Gayo 200gr / Biji": 3, "Kopi Gayo 500gr / Bubuk": 5}),
        ("kemeja batik biru M 2 L 3", {"Kemeja Batik Biru / M": 2, "Kemeja Batik Biru / L": 3}),
        ("tas kanvas hitam & biru masing2 2", {"Tas Kanvas Hitam": 2, "Tas Kanvas Biru": 2}),
        ("tas kanvas hitam sama biru @2", {"Tas Kanvas Hitam": 2, "Tas Kanvas Biru": 2}),
        ("sandal jepit 38 dan 40 masing-masing 2", {"Sandal Jepit 38": 2, "Sandal Jepit 40": 2}),
        ("kabel data 1 meter & 2 meter masing2 1", {"Kabel Data 1 Meter": 1, "Kabel Data 2 Meter": 1}),
        (
            "minyak telon 2 dan tas kanvas 3 hitam 1 biru",
            {"Minyak Telon": 2, "Tas Kanvas Hitam": 3, "Tas Kanvas Biru": 1},
        ),
    ],
)
def test_a_variant_may_be_called_by_a_number(text: str, expected: dict[str, int]) -> None:
    assert bought(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tas kanvas hitam 4 coklat",  # how many brown ones?
        "8 tas kanvas, 4 hitam 3 coklat",  # these are seven
    ],
)
def test_what_can_be_read_otherwise_is_asked(text: str) -> None:
    assert not all(item.certain and item.quantity for item in items(text))


def test_the_product_again_begins_an_item_of_its_own() -> None:
    read = items("kemeja batik biru M 1\nkemeja batik hitam 1")
    assert [item.certain for item in read] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beras wangi 5kg: 10", {"Beras Wangi 5kg": 10}),
        ("kabel data 2 meter: 1", {"Kabel Data 2 Meter": 1}),
        ("kabel data 2m 2", {"Kabel Data 2 Meter": 2}),
    ],
)
def test_a_number_beside_a_measure_counts(text: str, expected: dict[str, int]) -> None:
    assert bought(text.replace("2m", "2 meter")) == expected


def test_a_number_that_may_be_in_the_name_as_well_is_asked_about() -> None:
    assert [item.quantity for item in items("kolagen drink mangga 10, minyak telon 1")] == [None, 1]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("ralat, tas kanvas hitam jadi 5", {"Tas Kanvas Hitam": 5, "Tas Kanvas Coklat": 3}),
        ("eh tas kanvas coklat jadi 5 ya", {"Tas Kanvas Hitam": 4, "Tas Kanvas Coklat": 5}),
        ("tas kanvas hitam ganti jadi biru ya kak", {"Tas Kanvas Biru": 4, "Tas Kanvas Coklat": 3}),
        ("yang tas kanvas hitam batal aja", {"Tas Kanvas Coklat": 3}),
    ],
)
def test_a_second_thought_names_one_of_them(change: str, expected: dict[str, int]) -> None:
    assert bought(f"tas kanvas (hitam 4, coklat 3)\n{change}") == expected


def test_a_part_of_the_address_is_not_what_a_second_thought_is_about() -> None:
    text = "tas kanvas hitam 4, kirim ke Jl. Merdeka 10, 30 Ilir, Bandung 40111\neh jadi 5 ya"
    assert bought(text) == {"Tas Kanvas Hitam": 5}


def test_a_power_bank_is_no_postcode() -> None:
    text = "Budi Santoso\nJl. Merdeka 10\nBandung\nminyak telon 1\npower bank 10000 4 hitam 2 putih"
    assert bought(text) == {"Minyak Telon": 1, "Power Bank 10000 Hitam": 4, "Power Bank 10000 Putih": 2}


COUNTED = ("{product} {one} {n}, {other} {m}", "{product} ({one} {n}, {other} {m})", "{product} {n} {one} {m} {other}")
COUNTED += ("{product}: {one} {n}, {other} {m}", "{product} {one}={n} {other}={m}", "{n} {product} {one}, {m} {other}")
COUNTED += (
    "{product} {one} x{n}, {other} x{m}",
    "{product} {one} {n} sama {other} {m}",
    "{product} {one} {n} {other} {m}",
)


@given(
    st.sampled_from([name for name, keys in ROWS.items() if len(keys) > 1]).flatmap(
        lambda name: st.tuples(
            st.just(name), st.lists(st.sampled_from(ROWS[name]), min_size=2, max_size=2, unique=True)
        )
    ),
    st.integers(1, 19),
    st.integers(1, 19),
    st.sampled_from(COUNTED),
)
def test_no_count_slips_to_another_variant(chosen: tuple[str, list[str]], n: int, m: int, shape: str) -> None:
    product, keys = chosen
    one, other = (key.replace(" / ", " ").casefold() for key in keys)
    text = shape.format(product=product.casefold(), one=one, other=other, n=n, m=m)
    wanted = {f"{product} {keys[0]}": n, f"{product} {keys[1]}": m}
    for item in items(text):
        if item.certain and item.quantity is not None:
            assert wanted.get(item.candidates[0]) == item.quantity, (text, items(text))


@pytest.mark.parametrize(
    "text", ["sandal jepit" + " 39" * 40, "kemeja batik" + " M 1" * 20, "sandal jepit" + " 39 40" * 15]
)
def test_the_same_again_and_again_takes_no_longer(text: str) -> None:
    assert_quick(items, [text])
