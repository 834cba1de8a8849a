from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.context import EVERY_WORD, Catalogue
from conversations.order import Variant
from storage.catalogue import CatalogueReader, build, complete


def product(id_: str, name: str, *keys: str, skus: tuple[str, ...] = ()) -> tuple[Variant, ...]:
    return complete(
        [
            Variant(f"{id_}{number}", id_, name, key, skus[number - 1] if skus else "", Decimal(18000))
            for number, key in enumerate(keys or ("Default Title",), start=1)
        ]
    )


SHOP = (
    *product("gulaaren", "Kopi Susu Gula Aren", "250 ml", "1 L", skus=("KSG-250", "KSG-1L")),
    *product("vanila", "Kopi Susu Vanila", "250 ml"),
    *product("bubuk", "Gula Aren Bubuk", "250gr", "500gr"),
    *product("croissant", "Croissant Butter"),
    *product("cafe", "Café Latté"),
    *product("teh", "Teh Tarik"),
    *product("kaos24", "Kaos Polos 24s", "Hitam / M", "Hitam / L", "Hitam / XL", "Putih / L"),
    *product("kaos30", "Kaos Polos 30s", "Hitam / L", "Navy / M"),
    *product("sepatu", "Sepatu Runner", "Putih / 41", "Putih / 42", "Hitam / 42"),
    *product("ransel", "Tas Ransel 40L", "Hitam"),
    *product("bank", "Power Bank 10000mAh", "Hitam"),
    *product("sun", "Sunscreen SPF 50"),
    *product("vitamin", "Vitamin C 1000mg", "Isi 30", "Isi 60"),
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("shop")
    build(folder, SHOP)
    return CatalogueReader(folder)


def ids(catalogue: Catalogue, text: str) -> list[str]:
    return [hit.variant.id for hit in catalogue.search(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kopi susu gula aren", ["gulaaren1", "gulaaren2"]),
        ("kopi susu", ["gulaaren1", "gulaaren2", "vanila1"]),
        ("aren gula", ["gulaaren1", "gulaaren2", "bubuk1", "bubuk2"]),
        ("croissant", ["croissant1"]),
        ("CROISSÁNT", ["croissant1"]),
        ("cafe latte", ["cafe1"]),
        ("kaos hitam L", ["kaos242", "kaos301"]),
        ("hitam kaos 24s xl", ["kaos243"]),
        ("kopi susu 1 L", ["gulaaren2"]),
        ("kopi susu 1 liter", ["gulaaren2"]),
        ("gula aren 250ml", ["gulaaren1"]),
        ("gula aren bubuk 250 gram", ["bubuk1"]),
        ("gula aren 250", ["gulaaren1", "bubuk1"]),
        ("KSG-1L", ["gulaaren2"]),
        ("ksg 250", ["gulaaren1"]),
        ("powerbank", ["bank1"]),
        ("ransel 40 l", ["ransel1"]),
        ("sunscreen spf50", ["sun1"]),
    ],
)
def test_every_word_that_agrees_exactly_scores_one(catalogue: Catalogue, text: str, found: list[str]) -> None:
    hits = catalogue.search(text)
    assert sorted(hit.variant.id for hit in hits) == sorted(found)
    assert {hit.score for hit in hits} == {1.0}


def test_a_product_named_in_full_comes_before_those_that_have_the_words_too(catalogue: Catalogue) -> None:
    assert ids(catalogue, "gula aren bubuk kopi")[0] == "bubuk1"
    assert ids(catalogue, "kopi susu vanila") == ["vanila1"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("kopi sussu vanila", "vanila1"),
        ("kpoi susu vanilla", "vanila1"),
        ("croisant", "croissant1"),
        ("kaos htam XL", "kaos243"),
        ("crois", "croissant1"),
        ("sepatu runner putih size 42", "sepatu2"),
        ("vitamin c 1000mg (60s)", "vitamin2"),
        ("kaos hitam XXL", "kaos241"),
        ("kaos putih XXXL", "kaos244"),
    ],
)
def test_prefixes_typos_and_words_nobody_knows_score_less_than_one(catalogue: Catalogue, text: str, first: str) -> None:
    hits = catalogue.search(text)
    assert (hits[0].variant.id if hits else "") == first
    assert all(0.5 <= hit.score < 1 for hit in hits)


def test_an_unknown_word_may_be_misspelt_even_where_others_begin_with_it(tmp_path: Path) -> None:
    build(tmp_path, (*product("mocas", "Sepatu Mocasin"), *product("hijab", "Hijab Pashmina", "Mocca", "Navy")))
    assert ids(CatalogueReader(tmp_path), "hijab pasmina moca") == ["hijab1"]


def test_a_word_without_its_vowels_is_found_where_it_is_long_enough(tmp_path: Path) -> None:
    build(tmp_path, (*product("roa", "Sambal Roa", "Level 1", "Level 5"), *product("kacang", "Kacang Mede")))
    catalogue = CatalogueReader(tmp_path)
    assert ids(catalogue, "smbl roa level 5")[0] == "roa2"
    assert ids(catalogue, "kcg") == []


def test_nothing_is_completed_to_two_words_written_as_one(tmp_path: Path) -> None:
    build(tmp_path, product("kopi", "Kopi Susu"))
    catalogue = CatalogueReader(tmp_path)
    assert [hit.score for hit in catalogue.search("kopisusu")] == [1.0]
    assert ids(catalogue, "kopisus") == []


def test_codes_and_numbers_are_never_taken_for_misspelt(catalogue: Catalogue) -> None:
    assert {hit.score for hit in catalogue.search("KSG-3L")} == {0.5}
    assert ids(catalogue, "20000mah") == []


@pytest.mark.parametrize("text", ["", "   ", "!?", '" OR *', "zzzzzz", "🙂", "NEAR(", "a" * 5000])
def test_text_without_known_words_finds_nothing_and_breaks_nothing(catalogue: Catalogue, text: str) -> None:
    assert catalogue.search(text) == ()
    catalogue.nearest(text)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(), st.sampled_from(["", "kopi susu", "KSG-1L", "1 L"]))
def test_whatever_is_asked_gives_scores_from_above_zero_to_one(catalogue: Catalogue, text: str, more: str) -> None:
    for hit in (*catalogue.search(f"{more} {text}"), *catalogue.nearest(f"{more} {text}")):
        assert 0 < hit.score <= 1


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.one_of(st.text(), st.sampled_from(["", "xyz", "kopo", "24s", "spf50", "hitam"])),
    st.sampled_from(["kopi susu", "vanila", "KSG-1L", "1 L", "sunscren", "putih 42"]),
)
def test_the_quick_questions_answer_as_a_whole_search_does(catalogue: Catalogue, text: str, more: str) -> None:
    asked = f"{more} {text}"
    found = catalogue.search(asked, 50)
    assert catalogue.clear(asked, 50) == tuple(hit for hit in found if hit.score >= EVERY_WORD)
    assert (catalogue.fit(asked) >= EVERY_WORD) == any(hit.score >= EVERY_WORD for hit in found)


def test_the_limit_is_kept(catalogue: Catalogue) -> None:
    assert len(catalogue.search("hitam", limit=2)) == 2


def test_nearest_gives_one_variant_a_product_spelt_most_alike(catalogue: Catalogue) -> None:
    hits = catalogue.nearest("teh tari manis", limit=3)
    assert hits[0].variant.id == "teh1"
    assert 0 < hits[0].score < 1
    assert len({hit.variant.product_id for hit in hits}) == len(hits) <= 3


def test_variants_keep_the_order_asked_for_and_none_stands_for_what_is_gone(catalogue: Catalogue) -> None:
    first, gone, second = catalogue.variants(("teh1", "no-such-id", "gulaaren2"))
    assert gone is None
    assert second == Variant(
        "gulaaren2", "gulaaren", "Kopi Susu Gula Aren", "1 L", "KSG-1L", Decimal(18000), (("", "1 L"),)
    )
    assert first == Variant("teh1", "teh", "Teh Tarik", "", "", Decimal(18000))


def test_a_product_gives_all_its_variants_in_the_catalogues_order(catalogue: Catalogue) -> None:
    assert [variant.id for variant in catalogue.product("kaos24")] == ["kaos241", "kaos242", "kaos243", "kaos244"]
    assert catalogue.product("no-such-product") == ()


def test_the_size_is_the_number_of_variants(catalogue: Catalogue) -> None:
    assert catalogue.size() == len(SHOP)


def test_a_count_is_found_where_it_is_also_a_word_of_another_product(catalogue: Catalogue) -> None:
    assert ids(catalogue, "vitamin c 1000mg (30s)") == ["vitamin1"]


def test_a_word_said_in_two_languages_chooses_the_variant_that_has_both(tmp_path: Path) -> None:
    build(tmp_path, product("case", "Case iPhone Clear", "Hitam", "Bening"))

    hits = CatalogueReader(tmp_path).search("case iphone clear transparente")

    assert hits[0].variant.key == "Bening"
    assert hits[0].score > hits[1].score


def test_another_word_for_an_option_goes_before_one_for_a_word_of_the_name(tmp_path: Path) -> None:
    build(tmp_path, product("case", "Case iPhone Clear", "Hitam", "Bening"))

    hits = CatalogueReader(tmp_path).search("case iphone transparente")

    assert hits[0].variant.key == "Bening"
    assert hits[0].score > hits[1].score


def test_an_hour_is_no_number_of_a_size(tmp_path: Path) -> None:
    build(tmp_path, product("gamis", "Gamis Anak", "6-7 th", "Isi 60"))
    reader = CatalogueReader(tmp_path)

    assert reader.search("60s")
    assert reader.search("6am") == reader.search("7pm") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("powerbank 10rb mah", "bank1"),
        ("power bank 10k mah", "bank1"),
        ("gula bubuk setengah kilo", "bubuk2"),
        ("gula bubuk 1/4 kg", "bubuk1"),
        ("ranselnya", "ransel1"),
    ],
)
def test_sizes_in_words_and_words_with_an_article(catalogue: Catalogue, text: str, found: str) -> None:
    hit = catalogue.search(text)[0]
    assert hit.variant.id == found
    assert hit.score > 0.95


def test_sizes_of_beds_goods_and_their_owners_have_names_too(tmp_path: Path) -> None:
    build(
        tmp_path,
        [
            *product("sprei", "Sprei Katun", "160x200", "180x200"),
            *product("dompet", "Dompet Kulit Pria", "Coklat", "Hitam"),
            *product("kabel", "Kabel Data Type C", "1 Meter", "2 Meter"),
            *product("lampu", "Lampu LED 12W", "Putih", "Kuning"),
            *product("sun", "Sunscreen SPF 50", "30ml", "50ml"),
            *product("hoodie", "Sweater Hoodie Oversize", "Hitam / L", "Hitam / XL"),
        ],
    )
    catalogue = CatalogueReader(tmp_path)
    assert ids(catalogue, "king bed sheet 180x200") == ["sprei2"]
    assert ids(catalogue, "queen sprei") == ["sprei1"]
    assert ids(catalogue, "brown men's leather wallet") == ["dompet1"]
    assert ids(catalogue, "USB-C cable 1m") == ["kabel1"]
    assert ids(catalogue, "12W LED bulbs yellow") == ["lampu2"]
    assert ids(catalogue, "protectores solares 50 ml")[0] == "sun2"
    assert ids(catalogue, "black hoodies XL") == ["hoodie2"]
