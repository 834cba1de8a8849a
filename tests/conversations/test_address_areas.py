"""What follows from an address's district and village, and from nothing else."""

from dataclasses import replace

import pytest

from conversations.address_areas import completed
from conversations.context import Area, Place
from conversations.order import Address

from .places import SmallPlaces

MALANG, JAKARTA = Place("Malang", "Jawa Timur"), Place("Jakarta Selatan", "Daerah Khusus Ibukota Jakarta")
BANJAR = Place("Kabupaten Banjar", "Kalimantan Selatan")
AREAS = {
    "Sumbersari": (Area("Lowokwaru", MALANG, ("65145",), "Sumbersari"),),
    "Lowokwaru": (Area("Lowokwaru", MALANG, ("65141", "65145")),),
    "Gandaria": (Area("Kebayoran Baru", JAKARTA, ("12140",), "Gandaria"),),
    "Kertak Hanyar": (Area("Kertak Hanyar", BANJAR, ("70654",)),),
}
ADDRESS = Address(street="Jl. Mawar 5", area="Kel. Sumbersari, Kec. Lowokwaru", country="ID")


class Places(SmallPlaces):
    """With a few districts and villages, found by their names alone."""

    def areas(self, text: str, country: str) -> tuple[tuple[int, int, Area], ...]:
        assert country == "ID"
        found = [(text.index(name), name) for name in AREAS if name in text]
        return tuple((start, start + len(name), area) for start, name in sorted(found) for area in AREAS[name])

    def postcode(self, code: str, country: str) -> tuple[Place, ...]:
        del country
        return {"65141": (MALANG,), "65": (Place("", "Jawa Timur"),), "40111": (Place("Bandung", "Jawa Barat"),)}.get(
            code, ()
        )


def filled(address: Address) -> dict[str, str]:
    done = completed(address, Places(), "ID")
    assert completed(done, Places(), "ID") == done
    return {part: getattr(done, part) for part in done.filled}


def test_what_is_certain_is_filled_in() -> None:
    assert filled(ADDRESS) == {"city": "Malang", "province": "Jawa Timur", "postcode": "65145"}


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ({"city": "Malang"}, {"province", "postcode"}),
        ({"city": "Kabupaten Malang"}, {"province", "postcode"}),
        ({"province": "Jawa Timur"}, {"city", "postcode"}),
        ({"city": "Bandung"}, set()),
        ({"province": "Jawa Barat"}, set()),
        ({"postcode": "65141"}, {"city", "province"}),
        ({"postcode": "65"}, {"city", "province"}),
        ({"postcode": "40111"}, set()),
        ({"area": "Kec. Lowokwaru"}, {"city", "province"}),
        ({"area": "Lowokwaru"}, set()),
        ({"area": "Kec. Nowhere"}, set()),
        ({"area": "Kel. Gandaria", "city": "Jakarta"}, {"province", "postcode"}),
        ({"area": "Kec. Kertak Hanyar", "city": "Banjar"}, {"province"}),
    ],
)
def test_what_was_typed_stays_and_must_agree(typed: dict[str, str], parts: set[str]) -> None:
    assert set(filled(replace(ADDRESS, **typed))) == parts


def test_what_followed_goes_with_what_it_followed_from() -> None:
    done = completed(ADDRESS, Places(), "ID")
    assert completed(replace(done, area=""), Places(), "ID") == replace(ADDRESS, area="")


def test_a_province_that_followed_from_the_city_stays() -> None:
    address = replace(ADDRESS, area="", city="Malang", province="Jawa Timur", filled=("province",))
    assert completed(address, Places(), "ID") == address


def test_a_city_state_keeps_what_was_filled_in() -> None:
    address = Address("10 Orchard Road", "", "Singapore", "Singapore", "238841", "SG", ("city", "province"))
    assert completed(address, Places(), "ID") == address
