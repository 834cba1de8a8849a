"""What follows from the districts and villages in an address: city, province and postcode, where they are certain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversations.address_words import DISTRICT_LABEL, VILLAGE_LABEL
from conversations.context import Area, Place, Places
from conversations.countries import CITIES_LISTED
from conversations.order import Address

LOOK_BACK = 20
MOST_CHARACTERS = 600  # that are looked at; nobody's district is behind them
_NUMBER = re.compile(r"\d+[^\W\d_]*")
_ENOUGH_NAMES = 2  # a village with its district can't be a street or a landmark of that name
_REGENCY = "Kabupaten "
# No city by law, but what people write for any of the five in it.
_SEVERAL = "Jakarta"


District = tuple[str, Place]


@dataclass(frozen=True, slots=True)
class Meant:
    """The areas that an address may mean: all agree with what was typed.

    `sure`: more than a bare name says so, which might be a building's too: a label, a second name, or the postcode.
    """

    areas: tuple[Area, ...] = ()
    sure: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(area.place for area in self.areas))

    @property
    def postcodes(self) -> tuple[str, ...]:
        return tuple(sorted({code for area in self.areas for code in area.postcodes}))

    @property
    def village_known(self) -> bool:
        return bool(self.areas) and all(area.village for area in self.areas)


def completed(address: Address, places: Places, region: str) -> Address:
    """`address` with what follows from its district or village; what followed from an earlier one goes."""
    country = (address.country or region).upper()
    if country not in CITIES_LISTED:
        return address
    typed = as_typed(address)
    found = meant(typed, places, country)
    filled: dict[str, str] = {}
    if found.sure and len(found.places) == 1:
        (place,) = found.places
        filled = {"city": place.city, "province": place.province}
        if found.village_known and len(found.postcodes) == 1:
            filled["postcode"] = found.postcodes[0]
    new = {part: value for part, value in filled.items() if not getattr(typed, part)}
    return replace(typed, **new, filled=(*typed.filled, *new)) if new else typed


def as_typed(address: Address) -> Address:
    """`address` without what followed from its district or village."""
    gone = {"city", "postcode"} & set(address.filled)
    if "city" in gone and "province" in address.filled:
        gone.add("province")
    if not gone:
        return address
    filled = tuple(part for part in address.filled if part not in gone)
    return replace(address, **dict.fromkeys(gone, ""), filled=filled)


def meant(typed: Address, places: Places, country: str) -> Meant:
    """The areas that the names in an address mean: those that explain the most of them."""
    names = list(_names(typed.area or _behind_number(typed.street), places, country))
    able = [area for area in dict.fromkeys(area for name in names for area in name.areas) if _agrees(area, typed)]
    around = {area.place for area in able}
    same = {place for place in around if same_city(typed.city, place, places, country)}
    # "Malang" stands for its regency too.
    meant_places = same or {place for place in around if namesakes(typed.city, place)}
    able = [area for area in able if area.place in meant_places]
    explained = {area: [name.labelled for name in names if name.may_be(area)] for area in able}
    most = max(map(len, explained.values()), default=0)
    best = [area for area in able if len(explained[area]) == most]
    best, exact = _by_postcode(best, typed.postcode, places, country)
    sure = exact or most >= _ENOUGH_NAMES or (bool(best) and all(any(explained[area]) for area in best))
    # In an order of its own: sets have none.
    return Meant(tuple(sorted(best, key=lambda area: (area.place.city, area.district, area.village))), sure)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in an address: the areas that bear it, the districts among them, and whether a label stands before it."""

    areas: frozenset[Area]
    districts: frozenset[District]
    labelled: bool

    def may_be(self, area: Area) -> bool:
        """Whether it may name the area, or the district that it lies in."""
        return area in self.areas or district_of(area) in self.districts


def _behind_number(street: str) -> str:
    """What stands behind the house number, where people often go on without a comma; the street's own name doesn't."""
    ends = [match.end() for match in _NUMBER.finditer(street)]
    return street[ends[-1] :] if ends else ""


def _names(words: str, places: Places, country: str) -> Iterator[_Name]:
    spans: dict[tuple[int, int], list[Area]] = {}
    for start, end, area in places.areas(words[:MOST_CHARACTERS], country):
        spans.setdefault((start, end), []).append(area)
    for (start, _), areas in spans.items():
        before = words[max(0, start - LOOK_BACK) : start]
        village, district = VILLAGE_LABEL.search(before), DISTRICT_LABEL.search(before)
        labelled = [area for area in areas if (village and area.village) or (district and not area.village)]
        able = labelled or areas
        districts = frozenset(district_of(area) for area in able if not area.village)
        yield _Name(frozenset(able), districts, bool(labelled))


def district_of(area: Area) -> District:
    """What tells the district that the area is, or lies in."""
    return area.district, area.place


def _agrees(area: Area, typed: Address) -> bool:
    return not typed.province or typed.province == area.place.province


def same_city(city: str, place: Place, places: Places, country: str) -> bool:
    """Whether the name of a city, as typed, is that of `place`. No name is any place's."""
    if not city or place in places.city(city, country) or city == place.city:
        return True
    if city == _SEVERAL:
        return place.city.startswith(f"{_SEVERAL} ")
    return namesakes(city, place) and not places.city(f"Kota {city.removeprefix(_REGENCY)}", country)


def namesakes(city: str, place: Place) -> bool:
    """Whether both are called the same but for "Kabupaten"."""
    return city.removeprefix(_REGENCY).casefold() == place.city.removeprefix(_REGENCY).casefold()


def _by_postcode(areas: list[Area], code: str, places: Places, country: str) -> tuple[list[Area], bool]:
    """Those that use the postcode; otherwise those in its city or province: people often write their city's main one.

    Also whether it is the area's very own.
    """
    if not code:
        return areas, False
    if exact := [area for area in areas if code in area.postcodes]:
        return exact, True
    around = places.postcode(code, country)
    near = [area for area in areas if area.place in around or Place("", area.place.province) in around]
    return (near if around else areas), False
