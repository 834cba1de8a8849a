"""Takes an address out of a text: which pieces of it belong to the address, and to which part."""

import re
from dataclasses import dataclass, field

from conversations import address_words
from conversations.address_abroad import find_city, known_cities
from conversations.address_pairs import find_area_names, without_areas
from conversations.address_places import (
    CityMark,
    Mark,
    choose_places,
    find_places,
    find_postcodes,
    several_addresses,
    without_dropped,
)
from conversations.characters import level
from conversations.context import Places
from conversations.countries import CITIES_LISTED, CITY_STATES
from conversations.order import Address
from conversations.segments import segments, trim

MOST_CHARACTERS = 8_192  # twice Telegram's longest message; nobody's address is behind them
_MOST_BETWEEN = 4  # segments without a sign of their own between two that belong to the address
_EDGE = " \t\r\n\x00,;:.()/-"
_NUMBER = re.compile(r"\d+")
_HOUSE_BEFORE = re.compile(
    r"(?<![^\W_])(?:#|no\.?\s)?\d{1,5}[a-z]?(?:[-/]\d{1,4})?,?\s(?:[^\W\d_]+\.?\s){0,2}\Z", re.IGNORECASE
)
_SHORT_CODE = 4
_LONG_STREET = re.compile(r"(?:av|blvd|bulevar|calz|camino)", re.IGNORECASE)  # "Blvd. Díaz Ordaz 12540, Int. 4"
_INSIDE_A_HOUSE = re.compile(
    r",?\s(?:piso|dpto|depto|dto|of|oficina|int|local|torre|pb|casa|\d{1,2}\s?[°º])(?![^\W\d_]{2})", re.IGNORECASE
)
# A street that is called by its name alone: "San Lorenzo 1876 piso 4".
_NAMED_STREET = re.compile(
    r"(?<![^\W_])(?-i:[A-ZÁÉÍÓÚÑ])[^\W\d_]+\.?(?: [^\W\d_]+\.?){0,3} \d{1,5}" + _INSIDE_A_HOUSE.pattern, re.IGNORECASE
)
_SECOND_NUMBER = re.compile(r"(?<=\d)[ ]+(\d{4,9})\Z")
# "Lima 15072", where the cities aren't known. Four figures may as well be a quantity.
_CITY_AND_CODE = re.compile(
    r"[^\W\d_]+\.?(?: [^\W\d_]+){0,3} \d{5,6}|(?-i:[A-Z])[^\W\d_]*\.?(?: [^\W\d_]+\.?){0,3} City(?: \d{4})?"
)
# A house number may be alone before its street: "12A, Jalan Perkasa". Where cities are listed it is a quantity, mostly.
_NUMBER_ALONE = {
    True: re.compile(r"no\.?\s?\d{1,4}[a-z]?(?:\s(?-i:[A-Z])[^\W\d_]+\s?\d{0,3})?|\d{1,4}[a-z]", re.IGNORECASE),
    # Or a street that is called by its name alone: "Mitre 845".
    False: re.compile(
        r"no\.?\s?\d{1,4}[a-z]?\s(?-i:[A-Z])[^\W\d_]+\s?\d{0,3}"
        r"|(?:no\.?\s?|lot\s|#|(?-i:[A-Z])[^\W\d_]+\s(?:[^\W\d_]+\s){0,2})?\d{1,4}[a-z]?(?:-\d{1,3}[a-z]?)?",
        re.IGNORECASE,
    ),
}
# "… bin Mat Zin no 14 jln Kerambit".
_NUMBERED_BEFORE = re.compile(r"(?<![^\W_])(?:no\.?|lot)\s?\d{1,4}[a-z]?,?\s+\Z", re.IGNORECASE)
# As estates and hamlets begin: "Kg. Padang Balang" behind "No. 45".
_ESTATE = re.compile(r"(?:taman|tmn|kampung|kg|felda)\.?\s", re.IGNORECASE)
_HAMLET = re.compile(r"(?<![^\W_])(?:lingk(?:ungan)?|banjar|br|dukuh|dusun|dsn)(?![^\W_])", re.IGNORECASE)
_HOUSE = re.compile(r"\d{1,4}(?:-\d{1,3})?")
_NAMED_TOWN = re.compile(r"(?:[A-Z][^\W\d_]+[ -]){1,3}[ ]*")
_PLAIN_NUMBER = re.compile(r"[\d .-]{3,12}")


@dataclass(frozen=True, slots=True)
class Taken:
    """An address that was read from a text. `where` has (part, start, end) of every piece in it.

    `unused` are pieces inside the address that are none of its parts, such as a postcode with a digit too few; and all
    of them where the text has the addresses of several people.
    """

    address: Address
    where: tuple[tuple[str, int, int], ...] = ()
    unused: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Pieces:
    street: list[tuple[int, int]] = field(default_factory=list)
    area: list[tuple[int, int]] = field(default_factory=list)
    unused: list[tuple[int, int]] = field(default_factory=list)


def take_address(
    text: str, places: Places, country: str, *, whole: bool, starts: frozenset[int] = frozenset()
) -> Taken:
    """Reads the address in `text`. `whole`: the text is an address and nothing else, so that every piece belongs to it.

    Otherwise only pieces that show it (a street word, a postcode, nothing but places) and what stands between them;
    `starts` are the positions of pieces that a label says are an address.
    """
    country = country.upper()
    plain = level(text[:MOST_CHARACTERS])
    cut = segments(plain)
    postcodes = list(find_postcodes(plain, country))
    cities, found_provinces = find_places(plain, places, country)
    names = find_area_names(plain, places, country, [*postcodes, *cities, *found_provinces])
    found_provinces = names.outside(found_provinces)
    cities = without_areas(names.outside(cities), names.pairs, [*postcodes, *found_provinces])
    areas = names.marks
    known = [] if country in CITIES_LISTED else list(known_cities(plain, cut, places, country))
    known = [
        city for city in known if not any(mark.start < city.end and city.start < mark.end for mark in found_provinces)
    ]
    marks = [*postcodes, *cities, *found_provinces, *areas, *known]
    block = cut if whole else _block(plain, cut, marks, postcodes, starts, listed=country in CITIES_LISTED)
    if not block:
        return Taken(Address())
    if several_addresses(plain, [*postcodes, *cities]):
        return Taken(Address(), unused=block)

    def inside(mark: Mark) -> bool:
        return any(start <= mark.start and mark.end <= end for start, end in block)

    city, province = choose_places([*filter(inside, cities)], [*filter(inside, found_provinces)])
    if city is None and country not in CITIES_LISTED and country not in CITY_STATES:
        around = [*known, *found_provinces]
        codes = [mark for mark in filter(inside, postcodes) if not _is_house_number(plain, block, mark, around)]
        city, province = find_city(
            plain, block, codes, province, known=[*filter(inside, known)], places=places, country=country
        )
    postcode = _postcode([*filter(inside, postcodes)], plain, block, [mark for mark in (city, province) if mark])
    chosen = [mark for mark in (postcode, city, province) if mark is not None]
    pieces = _pieces(plain, block, chosen, postcode, areas, whole=whole)
    address = Address(
        street=_joined(text, pieces.street),
        area=_joined(text, pieces.area).replace(":", ""),
        city=city.value if city else "",
        province=province.value if province else "",
        postcode=postcode.value if postcode else "",
    )
    parts = (("city", city), ("province", province), ("postcode", postcode))
    where = (
        *(("street", *span) for span in pieces.street),
        *(("area", *span) for span in pieces.area),
        *((part, mark.start, mark.end) for part, mark in parts if mark is not None),
    )
    return Taken(_fill(address, city, country), where, tuple(pieces.unused))


def _fill(address: Address, city: CityMark | None, country: str) -> Address:
    """Adds what follows from the parts that were read: the city's province where only one is possible."""
    filled: dict[str, str] = {}
    if not address.province and city and len({place.province for place in city.places}) == 1:
        filled["province"] = city.places[0].province
    if address != Address() and (state := CITY_STATES.get(country)):
        filled |= {part: state for part in ("city", "province") if not getattr(address, part)}
    return Address(
        street=address.street,
        area=address.area,
        city=address.city or filled.get("city", ""),
        province=address.province or filled.get("province", ""),
        postcode=address.postcode,
        filled=tuple(filled),
    )


def _block(
    plain: str,
    cut: tuple[tuple[int, int], ...],
    marks: list[Mark],
    postcodes: list[Mark],
    labelled: frozenset[int],
    *,
    listed: bool,
) -> tuple[tuple[int, int], ...]:
    """The segments that belong to the address, the first one from its street word on."""
    starts = [
        span[0] if span[0] in labelled else _address_start(plain, span, marks, postcodes, cities_listed=listed)
        for span in cut
    ]
    for at in range(len(cut) - 1):
        begin, end = cut[at]
        in_line = "\n" not in plain[end : cut[at + 1][0]]
        beside = in_line and starts[at + 1] == cut[at + 1][0]
        counts = plain[:begin].rstrip(" ").endswith(("-", "–", "—", ":", "="))  # "Dimsum original - 2, Blk 5"
        estate = in_line and not listed and _ESTATE.match(plain, *cut[at + 1])
        alone = not counts and _NUMBER_ALONE[listed].fullmatch(
            plain, *(without_dropped(plain, begin, end) or (begin, end))
        )
        if starts[at] is None and alone and (beside or estate):
            starts[at], starts[at + 1] = begin, cut[at + 1][0]
    block: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []
    for at, (span, seen) in enumerate(zip(cut, starts, strict=True)):
        start = seen
        if seen is None and block and "\n" not in plain[cut[at - 1][1] : span[0]]:
            # "Jl. Imam Bonjol 45, Sendangguwo Semarang": behind a street, words and a city are no item.
            named = [mark for mark in marks if span[0] <= mark.start and mark.end <= span[1]]
            codes = [mark for mark in named if mark in postcodes]
            words = (span[0], codes[-1].start) if codes else span
            first = any(mark.start == span[0] and mark not in codes for mark in named)  # "…, Bandung a.n Rina"
            start = span[0] if named and (first or _may_stand_between(plain, words)) else None
        if start is not None:
            if block and len(waiting) <= _MOST_BETWEEN and all(_may_stand_between(plain, each) for each in waiting):
                block += waiting
            # Behind a street, what stands before the city belongs to the address; otherwise it may be a name.
            block.append((span[0] if block and "\n" not in plain[block[-1][1] : start] else start, span[1]))
            waiting = []
        elif block:
            # A line of its own may as well be a person's name.
            new_line = "\n" in plain[(waiting or block)[-1][1] : span[0]] and plain[span[1] : span[1] + 1] != ","
            if new_line and at + 1 < len(cut) and starts[at + 1] is not None:
                new_line = "\n" in plain[span[1] : cut[at + 1][0]]  # "Medellín - Antioquia"
            waiting.append((span[0], -1) if new_line else span)
    return tuple(block)


def _address_start(
    plain: str, span: tuple[int, int], marks: list[Mark], postcodes: list[Mark], *, cities_listed: bool
) -> int | None:
    """Where in the segment the address begins; None when the segment shows no sign of one."""
    start, end = span
    signs = [
        match.start()
        for sign in (address_words.STREET_WORD, address_words.AREA_WORD)
        if (match := sign.search(plain, start, end))
    ]
    house = None if cities_listed else _NAMED_STREET.search(plain, start, end)
    if house and not any(house.start() < sign < house.end() for sign in signs):  # "Pablo Ruiz Calle Mayor 12 2º"
        signs.append(house.start())
    ending = address_words.STREET_ENDING.search(plain, start, end)
    if signs and not (ending and ending.start() < min(signs)):
        if address_words.HOUSE_NUMBER_BEFORE.fullmatch(plain, start, min(signs)):
            return start
        lead = without_dropped(plain, start, min(signs))  # "my address is 23A Jalan Kenari 5"
        if lead and address_words.HOUSE_NUMBER_BEFORE.fullmatch(plain, lead[0], min(signs)):
            return lead[0]
        numbered = _NUMBERED_BEFORE.search(plain[start : min(signs)])
        return start + numbered.start() if numbered else min(signs)
    if ending:
        house = _HOUSE_BEFORE.search(plain[start : ending.start()])
        far = len(plain[start : ending.start()].split()) > _MOST_BETWEEN  # "order … 2 pcs. kirim ke The Mansion"
        alone = ending.start() if far or plain[ending.start()].isdigit() else start
        house_start = start + house.start() if house else alone
        # "gusto ko po ng dalawang … 112 Mabini St": a long sentence leads up to it.
        return house_start if len(plain[start:house_start].split()) > _MOST_BETWEEN else start
    if not cities_listed and _CITY_AND_CODE.fullmatch(plain, start, end):
        return start
    inside = sorted((mark for mark in marks if start <= mark.start and mark.end <= end), key=lambda mark: mark.start)
    if not inside:
        return None
    # A code is a sign of an address where the country's own look like nothing else, or where it stands before a city.
    if any(
        mark.labelled or not mark.value.isdecimal() or (mark.start == start and not cities_listed)
        for mark in inside
        if mark in postcodes
    ):
        return start
    beside = any(mark in postcodes for mark in inside) and any(mark not in postcodes for mark in inside)
    if beside and not cities_listed and _NAMED_TOWN.fullmatch(plain, start, inside[0].start):
        return start  # "Carlton VIC 3053" on a line of its own
    return inside[0].start if beside or not _says_more(plain, span, inside) else None


def _says_more(plain: str, span: tuple[int, int], inside: list[Mark]) -> bool:
    """Whether the segment has other words than places and what leads up to them."""
    start, end = span
    rest, last = "", start
    for mark in inside:
        rest += plain[last : max(last, mark.start)] + " "
        last = max(last, mark.end)
    rest = address_words.DROPPED.sub("", rest + address_words.THANKS_BEHIND.sub("", plain[last:end]))
    return any(map(str.isalnum, rest))


def _may_stand_between(plain: str, span: tuple[int, int]) -> bool:
    start, end = span
    return end > 0 and not _NUMBER.search(plain, start, end) and len(plain[start:end].split()) <= _MOST_BETWEEN


def _postcode(postcodes: list[Mark], plain: str, block: tuple[tuple[int, int], ...], named: list[Mark]) -> Mark | None:
    """The one postcode: labelled, or at the edge of its segment, or beside a place that is `named`. Two are a doubt."""
    postcodes = [mark for mark in postcodes if not _is_house_number(plain, block, mark, named)]
    labelled = [mark for mark in postcodes if mark.labelled]
    ends = {end for _, end in block}
    beside = [
        mark
        for mark in postcodes
        if not re.search(r"[^\W\d_]", plain[mark.end : next(end for end in sorted(ends) if end >= mark.end)])
        or any(0 <= place.start - mark.end <= 2 or 0 <= mark.start - place.end <= 1 for place in named)
        or any(start == mark.start for start, _ in block)
    ]
    able = labelled or beside
    if len({mark.value for mark in able}) > 1:
        able = [mark for mark in able if not _begins_street(plain, block, mark)]
    return able[-1] if len({mark.value for mark in able}) == 1 else None


def _begins_street(plain: str, block: tuple[tuple[int, int], ...], code: Mark) -> bool:
    """Whether it may be the house's number: "1427 Dapitan St., Manila 1008"."""
    end = next((end for start, end in block if start == code.start), code.end)
    return address_words.STREET_ENDING.search(plain, code.end, end) is not None


def _is_house_number(plain: str, block: tuple[tuple[int, int], ...], code: Mark, named: list[Mark]) -> bool:
    """Whether four figures are the first behind a street's name: "Av. Corrientes 3450", "San Lorenzo 1876 piso 4"."""
    if code.labelled:
        return False
    start = next((start for start, end in block if start <= code.start < end), code.start)
    before = plain[start : code.start]
    street = address_words.STREET_WORD.search(before) or address_words.STREET_ENDING.search(plain, start, code.start)
    long = plain[code.end : code.end + 1] == "," and street and _LONG_STREET.match(street.group())
    if not code.value.isdecimal() or len(code.value) != _SHORT_CODE + bool(long):
        return False
    place = any(start <= mark.start and mark.end <= code.start for mark in named)
    inside = _INSIDE_A_HOUSE.match(plain, code.end) is not None
    return (street is not None or inside) and not place and not _NUMBER.search(before)


def _pieces(
    plain: str,
    block: tuple[tuple[int, int], ...],
    chosen: list[Mark],
    postcode: Mark | None,
    areas: list[Mark],
    *,
    whole: bool,
) -> _Pieces:
    pieces = _Pieces()
    placed = ended = False
    for start, end in block:
        position = start
        inside = sorted((mark for mark in chosen if start <= mark.start < end), key=lambda mark: mark.start)
        for mark in inside:
            _sort_piece(plain, position, mark.start, pieces, areas, placed=placed, ended=ended)
            placed, position = True, mark.end
            ended = ended or (bool(pieces.street) and mark is postcode)
        _sort_piece(plain, position, end, pieces, areas, placed=placed, ended=ended)
    if not whole and not pieces.street:  # letters between places are no street by themselves
        # "Ds. Jatirejo RT 01 RW 02" is all that many a village has.
        pieces.street = [
            span
            for span in pieces.area
            if address_words.STREET_WORD.search(plain, *span) or _HAMLET.search(plain, *span)
        ][:1]
        pieces.area = [span for span in pieces.area if span not in pieces.street]
    if not whole and not pieces.street:
        pieces.unused += pieces.area
        pieces.area = []
    return pieces


def _sort_piece(
    plain: str, start: int, end: int, pieces: _Pieces, areas: list[Mark], *, placed: bool, ended: bool
) -> None:
    """Puts the text between two places where it belongs. An address has `ended` with the postcode behind its street."""
    labels = [match.start() for match in address_words.AREA_WORD.finditer(plain, start, end)]
    # Behind the house number a village and its district need no label.
    named = [mark.start for mark in areas if mark.start < end and _NUMBER.search(plain, start, mark.start)]
    cuts = sorted(labels) if labels else sorted(set(named))
    for begin, stop in zip([start, *cuts], [*cuts, end], strict=True):
        span = without_dropped(plain, begin, stop)
        if span is None:
            continue
        if begin in cuts:
            pieces.area.append(span)
        elif _PLAIN_NUMBER.fullmatch(plain, *span) and (pieces.street or not _HOUSE.fullmatch(plain, *span)):
            pieces.unused.append(span)
        elif address_words.STREET_WORD.search(plain, *span) or (_NUMBER.search(plain, *span) and not ended):
            if second := _SECOND_NUMBER.search(plain, *span):
                pieces.unused.append(second.span(1))
                span = trim(plain, span[0], second.start(1)) or span
            pieces.street.append(span)
        elif placed:
            pieces.unused.append(span)
        elif pieces.street:
            pieces.area.append(span)
        else:
            pieces.street.append(span)


def _joined(text: str, spans: list[tuple[int, int]]) -> str:
    return ", ".join(" ".join(text[start:end].split()) for start, end in spans)
