import csv
import gzip
import json
import re
from pathlib import Path

import pytest

from conversations.context import Place, Places
from storage.places import Regions

REPOSITORY = Path(__file__).parents[3]
SHARED = REPOSITORY.parent / "shared" / "data" / "open" / "regions_id.csv.gz"


@pytest.fixture(scope="module")
def places() -> Places:
    return Regions.load()


@pytest.mark.parametrize(
    ("text", "city", "province"),
    [
        ("Bandung", "Bandung", "Jawa Barat"),
        ("KOTA BANDUNG", "Bandung", "Jawa Barat"),
        ("Kab. Bandung", "Kabupaten Bandung", "Jawa Barat"),
        ("kab.bandung", "Kabupaten Bandung", "Jawa Barat"),
        ("Kabupaten Bandung Barat", "Kabupaten Bandung Barat", "Jawa Barat"),
        ("Sleman", "Sleman", "Daerah Istimewa Yogyakarta"),
        ("kab Sleman", "Kabupaten Sleman", "Daerah Istimewa Yogyakarta"),
        ("Kota Banjar", "Banjar", "Jawa Barat"),
        ("Kab. Banjar", "Kabupaten Banjar", "Kalimantan Selatan"),
        ("jaksel", "Jakarta Selatan", "DKI Jakarta"),
        ("Jakarta-Selatan", "Jakarta Selatan", "DKI Jakarta"),
        ("Kota Administrasi Jakarta Barat", "Jakarta Barat", "DKI Jakarta"),
        ("jkt", "Jakarta", "DKI Jakarta"),
        ("Kep. Seribu", "Kepulauan Seribu", "DKI Jakarta"),
        ("Jogja", "Yogyakarta", "Daerah Istimewa Yogyakarta"),
        ("solo", "Surakarta", "Jawa Tengah"),
        ("Tangsel", "Tangerang Selatan", "Banten"),
        ("Sby", "Surabaya", "Jawa Timur"),
        ("bdg", "Bandung", "Jawa Barat"),
        ("Smg", "Semarang", "Jawa Tengah"),
        ("mlg", "Malang", "Jawa Timur"),
        ("Kab. Bdg", "Kabupaten Bandung", "Jawa Barat"),
        ("kab mlg", "Kabupaten Malang", "Jawa Timur"),
        ("Kab. Tasik", "Kabupaten Tasikmalaya", "Jawa Barat"),
        ("kabbandung", "Kabupaten Bandung", "Jawa Barat"),
        ("KotaBandung", "Bandung", "Jawa Barat"),
        ("kabsleman", "Kabupaten Sleman", "Daerah Istimewa Yogyakarta"),
        ("Bdg Brt", "Bandung Barat", "Jawa Barat"),
        ("Jkt Sltn", "Jakarta Selatan", "DKI Jakarta"),
        ("Lampung Sel.", "Lampung Selatan", "Lampung"),
        ("Palangka Raya", "Palangkaraya", "Kalimantan Tengah"),
        ("bandarlampung", "Bandar Lampung", "Lampung"),
        ("Fak-Fak", "Fakfak", "Papua Barat"),
        ("Malang City", "Malang", "Jawa Timur"),
        ("Malang Regency", "Kabupaten Malang", "Jawa Timur"),
    ],
)
def test_a_city_is_known_in_the_spellings_of_addresses(places: Places, text: str, city: str, province: str) -> None:
    assert places.city(text, "ID") == (Place(city, province),)


def test_a_name_in_two_provinces_gives_both(places: Places) -> None:
    assert places.city("Banjar", "ID") == (
        Place("Banjar", "Jawa Barat"),
        Place("Kabupaten Banjar", "Kalimantan Selatan"),
    )


@pytest.mark.parametrize("text", ["", "Jalan Bandung", "Bandun", "Coblong", "🙂", "Jawa Barat"])
def test_what_names_no_city_in_full_is_no_city(places: Places, text: str) -> None:
    assert places.city(text, "ID") == ()


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Jawa Barat", "Jawa Barat"),
        ("jabar", "Jawa Barat"),
        ("West Java", "Jawa Barat"),
        ("Prov. Jawa Tengah", "Jawa Tengah"),
        ("jateng", "Jawa Tengah"),
        ("Jatim", "Jawa Timur"),
        ("DIY", "Daerah Istimewa Yogyakarta"),
        ("D.I. Yogyakarta", "Daerah Istimewa Yogyakarta"),
        ("Daerah Istimewa Yogyakarta", "Daerah Istimewa Yogyakarta"),
        ("DKI", "DKI Jakarta"),
        ("Jakarta", "DKI Jakarta"),
        ("Daerah Khusus Ibukota Jakarta", "DKI Jakarta"),
        ("Sumut", "Sumatera Utara"),
        ("Sumatra Utara", "Sumatera Utara"),
        ("West Sumatra", "Sumatera Barat"),
        ("kaltim", "Kalimantan Timur"),
        ("SULSEL", "Sulawesi Selatan"),
        ("NTB", "Nusa Tenggara Barat"),
        ("ntt", "Nusa Tenggara Timur"),
        ("Kep. Riau", "Kepulauan Riau"),
        ("Babel", "Kepulauan Bangka Belitung"),
        ("Southwest Papua", "Papua Barat Daya"),
        ("Bandung", None),
        ("", None),
    ],
)
def test_a_province_is_known_by_name_abbreviation_and_english_name(
    places: Places, text: str, province: str | None
) -> None:
    assert places.province(text, "ID") == province


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jl. Merdeka 10 Bandung 40111", {("Bandung", "Bandung")}),
        ("Caturtunggal, Sleman, DIY 55281", {("Sleman", "Sleman"), ("DIY", "")}),
        ("kec. Waru kab. Sidoarjo jatim", {("kab. Sidoarjo", "Kabupaten Sidoarjo"), ("jatim", "")}),
        ("DKI Jakarta Selatan", {("Jakarta Selatan", "Jakarta Selatan"), ("DKI", "")}),
        ("Bandungan, Semarangku", set()),
        ("Bogo\u0301r", {("Bogo\u0301r", "Bogor")}),
        ("", set()),
    ],
)
def test_places_are_found_in_a_text_at_word_boundaries(places: Places, text: str, found: set[tuple[str, str]]) -> None:
    assert {(text[start:end], place.city) for start, end, place in places.find(text, "ID")} == found


def test_longer_names_come_first_and_hide_the_shorter_ones_in_them(places: Places) -> None:
    text = "Depok, Kabupaten Bandung Barat, Jawa Barat"
    assert [text[start:end] for start, end, _ in places.find(text, "ID")] == [
        "Kabupaten Bandung Barat",
        "Jawa Barat",
        "Depok",
    ]


def test_a_name_has_no_comma(places: Places) -> None:
    text = "Kec. Medan Kota, Medan"
    assert {text[start:end] for start, end, _ in places.find(text, "ID")} == {"Medan"}


def test_a_name_in_two_provinces_is_found_as_both(places: Places) -> None:
    assert [(start, end, place.province) for start, end, place in places.find("Martapura, Banjar", "ID")] == [
        (11, 17, "Jawa Barat"),
        (11, 17, "Kalimantan Selatan"),
    ]


def test_there_are_38_provinces_and_514_cities_and_regencies() -> None:
    table = json.loads((REPOSITORY / "storage" / "places" / "indonesia.json").read_text("utf-8"))
    assert len(table) == 38
    assert sum(len(province["kabupaten"]) for province in table) == 416
    assert sum(len(province["kota"]) for province in table) == 98


def test_every_other_spelling_belongs_to_a_name_in_the_table() -> None:
    folder = REPOSITORY / "storage" / "places"
    table = json.loads((folder / "indonesia.json").read_text("utf-8"))
    spellings = json.loads((folder / "spellings_id.json").read_text("utf-8"))
    assert set(spellings["provinces"]) <= {province["name"] for province in table}
    for kind in ("kota", "kabupaten"):
        assert set(spellings[kind]) <= {name for province in table for name in province[kind]}


def test_no_spelling_means_two_places_but_the_names_that_really_do(places: Places) -> None:
    spellings = json.loads((REPOSITORY / "storage" / "places" / "spellings_id.json").read_text("utf-8"))
    for kind in ("kota", "kabupaten"):
        for name, others in spellings[kind].items():
            for other in others:
                (place,) = places.city(other, "ID")
                assert place.city == name


def test_the_table_agrees_with_the_public_list_of_regions(places: Places) -> None:
    if not SHARED.exists():
        pytest.skip("the public list of regions (../shared/data/open/regions_id.csv.gz) isn't beside this folder")

    def plain(name: str) -> str:
        return re.sub(r"\W", "", name).casefold()

    table = json.loads((REPOSITORY / "storage" / "places" / "indonesia.json").read_text("utf-8"))
    ours = {
        (province["code"], kind, plain(name))
        for province in table
        for kind in ("kabupaten", "kota")
        for name in province[kind]
    }
    with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] in ("1", "2")]
    theirs = set()
    for row in rows:
        name = row["name"].strip()
        if row["level"] == "1":
            (province,) = (province["name"] for province in table if province["code"] == row["code"])
            assert places.province(name, "ID") == province
        else:
            kind, _, rest = name.replace("Kep. ", "Kepulauan ").partition(" ")
            theirs.add((row["code"][:2], kind.casefold(), plain(rest.removeprefix("Administrasi "))))
            assert places.city(name, "ID"), name
    assert ours == theirs
