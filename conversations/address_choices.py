"""What an address may still mean, for a person to choose or to check: its city, its postcode."""

from dataclasses import dataclass, replace
from typing import Literal

from conversations.address_areas import as_typed, meant, namesakes, same_city
from conversations.context import Place, Places
from conversations.countries import CITIES_LISTED
from conversations.order import Address
from conversations.questions import AddressPart
from conversations.screens import MOST_CHOICES


@dataclass(frozen=True, slots=True)
class PlaceDoubt:
    """The address's postcode is used in `places`, not where the address says; `part` is what to check.

    Where it's the province, the city lies in `places`, and `postcode` says nothing about it.
    """

    part: Literal["city", "province", "postcode"]
    postcode: str
    places: tuple[Place, ...]


def choices(address: Address, part: AddressPart, places: Places, region: str) -> tuple[str, ...]:
    """The cities or postcodes that the rest of the address leaves possible; () where they are too many for buttons."""
    country = (address.country or region).upper()
    if part == "street" or country not in CITIES_LISTED:
        return ()
    if part == "province":
        return tuple(dict.fromkeys(place.province for place in places.city(address.city, country)))
    typed = as_typed(address)
    open_part = replace(typed, postcode="") if part == "postcode" else replace(typed, city="")
    found = meant(open_part, places, country)
    if part == "postcode":
        able = found.postcodes if len(found.places) == 1 else ()
    else:
        by_postcode = places.postcode(address.postcode, country) if address.postcode else ()
        able = tuple(dict.fromkeys(place.city for place in found.places or by_postcode if place.city))
    return able if len(able) <= MOST_CHOICES else ()


def doubt(address: Address, places: Places, region: str) -> PlaceDoubt | None:
    """Whether the city lies in another province, or the postcode speaks against the province or the city."""
    country = (address.country or region).upper()
    if country not in CITIES_LISTED:
        return None
    province = places.province(address.province, country) or address.province
    able = places.city(address.city, country) if address.city else ()
    if able and province and all(place.province != province for place in able):
        return PlaceDoubt("province", address.postcode, able)
    if not address.postcode:
        return None
    used = places.postcode(address.postcode, country)
    around = [place for place in used if place.province == province]
    if not around:
        return PlaceDoubt("postcode", address.postcode, used) if used else None
    if not all(place.city for place in around) or not places.city(address.city, country):
        return None  # only the province is known for sure
    if any(same_city(address.city, place, places, country) for place in around):
        return None
    part: Literal["city", "postcode"] = (
        "city" if any(namesakes(address.city, place) for place in around) else "postcode"
    )
    return PlaceDoubt(part, address.postcode, tuple(around))
