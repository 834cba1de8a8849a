"""Finds the postcode, city and province inside a text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from conversations import address_words
from conversations.context import Place, Places
from conversations.countries import postcode_patterns
from conversations.segments import trim

_CODE = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
_LIST_NUMBER = re.compile(r"(?<!\S)\d{1,2}\)(?=\s)|^\d{1,2}\.(?=\s)", re.MULTILINE)
_LOOK_BACK = 40
_WORD_BEFORE = re.compile(r"[^\W\d_]+ \Z")
_NEXT_WORD = re.compile(r" [^\W\d_]+")
_EDGE = " \t\r\n\x00,;:.()/-"
# What leads up to an address: "deliver to my office: 10 Anson Road".
_LEAD = re.compile(r"[^\W\d_][^\d:\n,]{0,40}:\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place or a code and where it stands, with its label if it has one."""

    start: int
    end: int
    value: str
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class CityMark(Mark):
    """A city. `places` are what the name may mean; () where the country's places aren't known."""

    places: tuple[Place, ...] = ()


AnyMark = TypeVar("AnyMark", bound=Mark)


def find_postcodes(text: str, country: str) -> Iterator[Mark]:
    """Everything in `text` that has the form of the country's postcodes and isn't another number."""
    patterns = postcode_patterns(country)
    tokens = list(_CODE.finditer(text))
    for index, token in enumerate(tokens):
        for last in tokens[index : index + 2]:
            code = text[token.start() : last.end()]
            if country == "SG" and (written := re.fullmatch(r"[Ss]\(?(\d{6})", code)):
                yield Mark(token.start(), last.end(), written[1], labelled=True)
                break
            if not any(map(str.isdigit, code)) or not any(each.fullmatch(code) for each in patterns):
                continue
            before = text[max(0, token.start() - _LOOK_BACK) : token.start()]
            if not address_words.NUMBER_WORD.search(before):
                labelled = re.search(f"(?:{address_words.POSTCODE_LABEL.pattern})\\Z", before, re.IGNORECASE)
                yield Mark(token.start(), last.end(), code.upper(), labelled is not None)
                break


def find_places(text: str, places: Places, country: str) -> tuple[list[CityMark], list[Mark]]:
    """The cities and the provinces named in `text` outside the names of streets and districts, in its order.

    A name that is both ("Yogyakarta") is in both. Where no city is named, the one whose district is ("Bekasi Timur"),
    right behind that.
    """
    cities: list[CityMark] = []
    around: list[CityMark] = []
    provinces: list[Mark] = []
    taken = bytearray(len(text))
    for start, end, place in places.find(text, country):
        if any(taken[start:end]) or end - start == 1:  # "C/ Colón" is a street, and not in A Coruña
            continue
        taken[start:end] = b"\1" * (end - start)
        before = _line_before(text, start)
        if _part_of_another_name(before, text[end : end + _LOOK_BACK]):
            behind = address_words.DISTRICT_BEHIND.match(text, end)
            if behind and place.city and not address_words.BEHIND_STREET_WORD.search(before):
                around.append(CityMark(behind.end(), behind.end(), place.city, places=places.city(place.city, country)))
            continue
        if place.city:
            cities.append(_city_mark(text, (start, end), place, places=places, country=country))
        in_a_city = not place.city and _is_in_a_city(text, start, end, places, country)
        if not in_a_city and (province := places.province(text[start:end], country)):
            label = address_words.PROVINCE_LABEL.search(before)
            begin = start - (len(before) - label.start()) if label else start
            provinces.append(Mark(begin, end, province, label is not None))
    return sorted(cities or around, key=_start), sorted(provinces, key=_start)


def _is_in_a_city(text: str, start: int, end: int, places: Places, country: str) -> bool:
    """Whether the name of a province is a part of a city's: "Johor Bahru", "Kuala Terengganu"."""
    before, behind = _WORD_BEFORE.search(text[:start]), _NEXT_WORD.match(text, end)
    if before is not None and places.known_city(text[before.start() : end], country):
        return True
    if behind is None or behind.group() == " City":  # which is as often the province's as its own
        return False
    return bool(places.known_city(text[start : behind.end()], country))


def _city_mark(text: str, span: tuple[int, int], place: Place, *, places: Places, country: str) -> CityMark:
    start, end = span
    before = _line_before(text, start)
    either, written = address_words.EITHER_BEFORE.search(before), address_words.WRITTEN_LABEL.match(text, start, end)
    if either and written:  # "Kab/Kota: Yogyakarta" says neither
        named = places.city(text[written.end() : end].strip(_EDGE), country) or (place,)
        return CityMark(start - (len(before) - either.start()), end, named[0].city, labelled=True, places=named)
    label = address_words.EITHER_LABEL.search(before) or address_words.CITY_LABEL.search(before)
    begin = start - (len(before) - label.start()) if label else start
    if label and address_words.EITHER_LABEL.fullmatch(label.group()):
        return CityMark(begin, end, place.city, labelled=True, places=places.city(text[start:end], country) or (place,))
    named = places.city(text[begin:end], country) or places.city(text[start:end], country) or (place,)
    name = place.city if any(each.city == place.city for each in named) else named[0].city
    behind = address_words.REGENCY_BEHIND.match(text, end) if label is None else None
    if behind:
        named = places.city(f"Kabupaten {text[start:end]}", country) or named
        name, end = named[0].city, behind.end()
    if (behind or address_words.REGENCY_LABEL.match(text[begin:end])) and not address_words.REGENCY_LABEL.match(name):
        name = f"Kabupaten {name}"  # never lost: a city of the same name may exist
    labelled = bool(behind or address_words.WRITTEN_LABEL.match(text[begin:end]))
    return CityMark(begin, end, name, labelled, named)


def _line_before(text: str, position: int) -> str:
    return text[max(0, position - _LOOK_BACK) : position].rpartition("\n")[2]


def _start(mark: Mark) -> int:
    return mark.start


def _part_of_another_name(before: str, after: str) -> bool:
    if address_words.BEFORE_A_PERSON.search(before):
        return True
    if address_words.BEHIND_STREET_WORD.search(before) or address_words.BEHIND_AREA_WORD.search(before):
        return True
    if address_words.BEFORE_STREET_ENDING.match(after) or address_words.DISTRICT_BEHIND.match(after):
        return True
    street = list(address_words.STREET_WORD.finditer(before))
    return (
        bool(street)
        and "," not in before[street[-1].end() :]
        and not any(map(str.isdigit, before[street[-1].end() :]))
        and address_words.HOUSE_NUMBER_BEHIND.match(after) is not None
    )


def without_dropped(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """The piece without labels and the words around an address at its ends."""
    span = trim(plain, start, end, _EDGE)
    if (
        span
        and (lead := _LEAD.match(plain, *span))
        and not any(sign.search(plain, *lead.span()) for sign in (address_words.STREET_WORD, address_words.AREA_WORD))
    ):
        span = trim(plain, lead.end(), span[1], _EDGE)
    while span and (match := address_words.DROPPED.match(plain, *span)):
        span = trim(plain, match.end(), span[1], _EDGE)
    return without_dropped_behind(plain, *span) if span else None


def without_dropped_behind(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """The piece without the words around an address at its end."""
    span = trim(plain, start, end, _EDGE)
    while span and (match := address_words.DROPPED_BEHIND.search(plain[slice(*span)])):
        span = trim(plain, span[0], span[0] + match.start(), _EDGE)
    return span


def choose_places(cities: list[CityMark], found_provinces: list[Mark]) -> tuple[CityMark | None, Mark | None]:
    """The city and the province that an address means: it runs from small to large, so the last that agree."""
    province = _last(found_provinces)
    if province is not None and not province.labelled:
        apart = [mark for mark in found_provinces if not any(_overlap(mark, city) for city in cities)]
        others = [city for city in cities if not _overlap(city, province)]
        if apart:
            province = apart[-1]
        elif not any(place.province == province.value for city in others for place in city.places):
            province = None  # "Yogyakarta" alone is the city
    left = [city for city in cities if province is None or not _overlap(city, province)]
    agreeing = [
        city
        for city in left
        if province is None or any(place.province == province.value for place in city.places) or not city.places
    ]
    return _last(agreeing or left), province


def several_addresses(plain: str, ends: list[Mark]) -> bool:
    """Whether `plain` has the addresses of several people: an address ends with its city or postcode, or a list does.

    A road behind that end begins another one where it ends so too.
    """
    roads = [match.start() for match in address_words.ROAD_WORD.finditer(plain)]
    numbers = [match.start() for match in _LIST_NUMBER.finditer(plain)]
    stops = sorted([*(mark.start for mark in ends), *numbers])
    first = bisect_right(stops, roads[0]) if roads else len(stops)
    if first == len(stops):
        return False
    second = bisect_right(roads, stops[first])
    if second == len(roads):
        return False
    return bool(numbers and numbers[-1] > roads[0]) or stops[-1] > roads[second]


def _last(marks: list[AnyMark]) -> AnyMark | None:
    labelled = [mark for mark in marks if mark.labelled]
    return (labelled or marks)[-1] if marks else None


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end
