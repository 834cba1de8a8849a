"""The same product in the words of five languages, and in how people shorten them."""

from pathlib import Path

import pytest

from conversations.context import Catalogue
from conversations.order import Variant
from storage.catalogue import CatalogueReader, build
from storage.catalogue.synonyms import SYNONYMS
from storage.catalogue.words import cut

SHOP = (
    Variant("botol-biru", "botol", "Botol Minum 1 Liter", "Biru"),
    Variant("botol-hijau", "botol", "Botol Minum 1 Liter", "Hijau"),
    Variant("tas-hitam", "tas", "Tas Selempang Mini", "Hitam"),
    Variant("tas-coklat", "tas", "Tas Selempang Mini", "Coklat"),
    Variant("hp-hitam", "hp", "iPhone 15", "128GB / Black"),
    Variant("hp-biru", "hp", "iPhone 15", "128GB / Blue"),
    Variant("kaos-l", "kaos", "Kaos Katun", "Navy / L"),
    Variant("kaos-xl", "kaos", "Kaos Katun", "Navy / XL"),
    Variant("handuk-merah", "handuk", "Handuk Mandi", "Merah"),
    Variant("handuk-pink", "handuk", "Handuk Mandi", "Pink"),
    Variant("selimut", "selimut", "Selimut Bayi", "Merah Muda"),
    Variant("dimsum", "dimsum", "Dimsum Ayam"),
    Variant("beras", "beras", "Beras Pandan Wangi", "5kg"),
    Variant("keripik", "keripik", "Keripik Pisang", "Coklat"),
    Variant("keripik-keju", "keripik", "Keripik Pisang", "Keju"),
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("shop")
    build(folder, SHOP)
    return CatalogueReader(folder)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Botol Minum 1 Liter azul", "botol-biru"),
        ("botella verde de 1 litro", "botol-hijau"),
        ("water bottle green", "botol-hijau"),
        ("brown na Tas Selempang Mini", "tas-coklat"),
        ("kayumanggi tas mini", "tas-coklat"),
        ("brwn tas mini", "tas-coklat"),
        ("tas selempang itam", "tas-hitam"),
        ("iphone 15 128gb hitam", "hp-hitam"),
        ("iphone 15 128gb biru", "hp-biru"),
        ("kaos extra large", "kaos-xl"),
        ("camiseta algodon large", "kaos-l"),
        ("cotton shirts kaos navy large", "kaos-l"),
        ("kaos biru dongker xl", "kaos-xl"),
        ("handuk merah muda", "handuk-pink"),
        ("handuk merah", "handuk-merah"),
        ("toallas rojo", "handuk-merah"),
        ("baby blanket pink", "selimut"),
        ("manok dimsum", "dimsum"),
        ("rice 5kg", "beras"),
        ("chocolate keripik pisang", "keripik"),
        ("queso banana chips", "keripik-keju"),
    ],
)
def test_one_variant_is_first_in_every_language(catalogue: Catalogue, text: str, meant: str) -> None:
    hits = catalogue.search(text)
    assert [hit.variant.id for hit in hits if hit.score >= hits[0].score] == [meant]


def test_another_word_for_it_counts_less_than_the_word(catalogue: Catalogue) -> None:
    (same,) = catalogue.search("tas mini coklat")
    (other,) = catalogue.search("tas mini brown")
    assert 0.95 < other.score < same.score == 1


def test_what_only_resembles_is_not_the_same(catalogue: Catalogue) -> None:
    assert catalogue.search("kaos biru L")[0].score < 0.85
    assert catalogue.search("handuk maroon")[0].score < 0.85


def test_the_words_of_a_phrase_count_by_themselves_where_the_phrase_has_no_other(tmp_path: Path) -> None:
    build(tmp_path, (Variant("b", "p", "Handuk", "Biru"), Variant("m", "p", "Handuk", "Merah")))
    hits = CatalogueReader(tmp_path).search("handuk biru muda")
    assert [hit.variant.id for hit in hits] == ["b"]
    assert hits[0].score < 0.85


def test_joining_words_count_for_nothing_unless_the_shop_sells_them(tmp_path: Path, catalogue: Catalogue) -> None:
    assert catalogue.search("tas na coklat")[0].score == 1
    assert catalogue.search("na") == ()
    build(tmp_path, (Variant("na", "p", "Lip Tint", "Na"), Variant("ka", "p", "Lip Tint", "Ka")))
    assert [hit.variant.id for hit in CatalogueReader(tmp_path).search("lip tint na")] == ["na"]


def test_the_tables_are_written_as_questions_are_cut() -> None:
    assert len(SYNONYMS) > 500
    assert [phrase for phrase in SYNONYMS if not phrase or " ".join(cut(phrase)) != phrase] == []
    alone = [phrase for phrase, others in SYNONYMS.items() if not others]
    assert alone == []
