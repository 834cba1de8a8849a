"""Finds villages beside their districts, and labelled ones: such names are areas, whatever else they may mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from conversations import address_words
from conversations.address_areas import LOOK_BACK, MOST_CHARACTERS, district_of
from conversations.address_places import AnyMark, CityMark, Mark
from conversations.context import Area, Places

_NOTHING = re.compile(r"[\s,;.:/()\0-]*")

_Span = tuple[int, int]
_Named = tuple[_Span, list[Area]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A village and its district, where they stand, and the villages they may be.

    `beside_village` and `beside_district` are all areas of the other one's name.
    """

    village: Mark
    district: Mark
    areas: tuple[Area, ...]
    beside_village: tuple[Area, ...]
    beside_district: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class AreaNames:
    """The names in a text that are surely those of districts and villages: in `pairs`, or behind a label."""

    pairs: tuple[Pair, ...] = ()
    labelled: tuple[_Span, ...] = ()

    @property
    def marks(self) -> list[Mark]:
        return [mark for pair in self.pairs for mark in (pair.village, pair.district)]

    def outside(self, marks: list[AnyMark]) -> list[AnyMark]:
        """The cities or provinces that aren't a word of such a name: Padang Bolak is a district, not in Padang."""
        spans = [*self.labelled, *((mark.start, mark.end) for mark in self.marks)]
        return [
            mark
            for mark in marks
            if not any(
                start <= mark.start and mark.end <= end and mark.end - mark.start < end - start for start, end in spans
            )
        ]


def find_area_names(plain: str, places: Places, country: str, others: Iterable[Mark]) -> AreaNames:
    """Looks from the first sign of an address on; `others` are the other places and the codes in the text."""
    signs = (address_words.STREET_WORD, address_words.STREET_ENDING, address_words.AREA_WORD)
    begins = [match.start() for sign in signs if (match := sign.search(plain))]
    begin = min((*begins, *(mark.start for mark in others)), default=None)
    if begin is None:
        return AreaNames()
    spans: dict[_Span, list[Area]] = {}
    for start, end, area in places.areas(plain[begin : begin + MOST_CHARACTERS], country):
        spans.setdefault((begin + start, begin + end), []).append(area)
    pairs = [
        pair
        for one, two in pairwise(spans.items())
        if _side_by_side(plain, one[0][1], two[0][0])
        for pair in (*_pair(plain, one, two), *_pair(plain, two, one))
    ]
    labelled = [span for span in spans if _is_labelled(plain[max(0, span[0] - LOOK_BACK) : span[0]])]
    return AreaNames(tuple(pairs), tuple(labelled))


def without_areas(cities: list[CityMark], pairs: Iterable[Pair], others: list[Mark]) -> list[CityMark]:
    """The cities but those that are areas: Depok behind Caturtunggal isn't the city of that name.

    `others` are the provinces and postcodes in the text; where they speak against the area, the city stays.
    """
    return [city for city in cities if not any(_is_area(city, pair, others) for pair in pairs)]


def _is_area(city: CityMark, pair: Pair, others: list[Mark]) -> bool:
    span = (city.start, city.end)
    beside = {
        (pair.district.start, pair.district.end): pair.beside_district,
        (pair.village.start, pair.village.end): pair.beside_village,
    }.get(span)
    if beside is None:
        return False
    said = {mark.value for mark in others}
    in_city = [area for area in beside if area.place in city.places]
    if codes := said & {code for area in pair.areas for code in area.postcodes}:
        return not any(codes & {*area.postcodes} for area in in_city)
    if city.labelled or in_city:
        return False  # the city may have an area of the other's name too
    known = {word for area in pair.areas for word in (*area.postcodes, area.place.province)}
    return not said or bool(said & known)


def _is_labelled(before: str) -> bool:
    return bool(address_words.VILLAGE_LABEL.search(before) or address_words.DISTRICT_LABEL.search(before))


def _side_by_side(plain: str, end: int, start: int) -> bool:
    return _NOTHING.fullmatch(address_words.AREA_WORD.sub("", plain[end:start])) is not None


def _pair(plain: str, village: _Named, district: _Named) -> Iterator[Pair]:
    (begin, end), alone = village
    (start, stop), districts = district
    known = {district_of(area) for area in districts if not area.village}
    if areas := tuple(area for area in alone if area.village and district_of(area) in known):
        marks = (Mark(begin, end, plain[begin:end]), Mark(start, stop, plain[start:stop]))
        yield Pair(*marks, areas, beside_village=tuple(districts), beside_district=tuple(alone))
