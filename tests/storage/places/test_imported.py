from collections.abc import Iterator
from pathlib import Path

import pytest

from conversations.context import Area, Place
from storage.database import StorageFullError
from storage.places import Regions, build_regions
from storage.places.build import FILE
from storage.places.files import RegionRow
from tests.regions import import_regions, rows

BANDUNG = Place("Bandung", "Jawa Barat")
LEBAK_GEDE = Area("Coblong", BANDUNG, ("40132",), "Lebak Gede")


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Regions]:
    regions = Regions.load(tmp_path)
    yield regions
    regions.close()


def named(places: Regions, text: str) -> list[tuple[str, str, str]]:
    return [(text[start:end], area.village, area.district) for start, end, area in places.areas(text, "ID")]


def test_nothing_is_known_before_the_import_and_all_after_it_without_a_restart(places: Regions, tmp_path: Path) -> None:
    assert places.areas("Lebak Gede", "ID") == ()
    assert places.postcode("40132", "ID") == ()
    import_regions(tmp_path)
    assert places.areas("Kec. Coblong", "ID") == ((5, 12, Area("Coblong", BANDUNG, ("40132", "40135"))),)
    assert (0, 10, LEBAK_GEDE) in places.areas("Lebak Gede", "ID")
    assert places.postcode("40132", "ID") == (BANDUNG,)
    build_regions(tmp_path, rows()[:4])
    assert places.areas("Lebak Gede", "ID") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sungai jawi", [("sungai jawi", "Sungaijawi", "Pontianak Kota")]),
        ("Sei Jawi, KALBAR", [("Sei Jawi", "Sungaijawi", "Pontianak Kota")]),
        ("karangpilang", [("karangpilang", "", "Karang Pilang"), ("karangpilang", "Karang Pilang", "Karang Pilang")]),
        ("Kb. Manggis", [("Kb. Manggis", "Kebon Manggis", "Matraman")]),
        ("Kel. Kebun Manggis Kec Matraman",
         [("Kebun Manggis", "Kebon Manggis", "Matraman"), ("Matraman", "", "Matraman")]),
        ("Semarang, Tengah", []),
        ("Coblongan", []),
        ("", []),
    ],
)  # fmt: skip
def test_areas_are_found_in_the_spellings_of_addresses(
    places: Regions, tmp_path: Path, text: str, found: list[tuple[str, str, str]]
) -> None:
    import_regions(tmp_path)
    assert named(places, text) == found


def test_a_name_that_several_bear_is_found_as_each(places: Regions, tmp_path: Path) -> None:
    import_regions(tmp_path)
    assert [area.place.city for _, _, area in places.areas("Depok", "ID")] == ["Kabupaten Garut", "Kabupaten Sleman"]


def test_an_unlisted_postcode_has_the_provinces_whose_postcodes_begin_so(places: Regions, tmp_path: Path) -> None:
    import_regions(tmp_path)
    assert places.postcode("40199", "ID") == (Place("", "Jawa Barat"),)
    assert places.postcode("60999", "ID") == (Place("", "Jawa Timur"),)
    assert places.postcode("99999", "ID") == ()


def test_other_countries_have_none(places: Regions, tmp_path: Path) -> None:
    import_regions(tmp_path)
    assert places.areas("Lebak Gede", "MY") == ()
    assert places.postcode("40132", "MY") == ()


def test_a_city_that_is_newer_than_our_own_table_has_its_official_name(places: Regions, tmp_path: Path) -> None:
    new = (RegionRow("39", 1, "Jawa Baru"), RegionRow("39.71", 2, "Kota Anyar"), RegionRow("39.71.01", 3, "Kidulan"))
    build_regions(tmp_path, new)
    assert [area.place for _, _, area in places.areas("Kidulan", "ID")] == [Place("Anyar", "Jawa Baru")]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\1" * 5_000])
def test_a_damaged_file_is_as_good_as_none_until_the_next_import(
    places: Regions, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert places.areas("Lebak Gede", "ID") == ()
    assert places.postcode("40132", "ID") == ()
    import_regions(tmp_path)
    assert places.postcode("40132", "ID") == (BANDUNG,)


def test_where_nothing_can_be_written_the_old_table_stays(places: Regions, tmp_path: Path) -> None:
    import_regions(tmp_path)
    (tmp_path / f"{FILE}.new").mkdir()
    with pytest.raises(StorageFullError, match="still in use"):
        build_regions(tmp_path, rows()[:4])
    assert places.postcode("40132", "ID") == (BANDUNG,)
