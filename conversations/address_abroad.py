"""The city where not all cities are known: by where it stands in the address, and by the greater ones' names."""

import re
from collections.abc import Iterator

from conversations import address_words
from conversations.address_places import CityMark, Mark, without_dropped, without_dropped_behind
from conversations.context import Places
from conversations.countries import CITY_PROVINCES, is_country

_MOST_WORDS = 4
_LONGEST_STATE = 3  # letters
_ESTATE = r"(?:Subd|Homes|Residences?|Estates?|Village|Heights|Park|Mall|Towers?|Condo)"  # "Golden City Subd."
_SHORTEST_CITY = 2  # words, "City" among them
_EDGE = " \t\r\n\x00,;:.()/-"
_NUMBER = re.compile(r"\d+")
# British people write the county between the city and the postcode.
_COUNTY = re.compile(
    r"(?:(?:north|south|east|west) )?(?:[^\W\d_]+shire|sussex|midlands|kent|surrey|essex|norfolk|suffolk|cornwall"
    r"|devon|dorset|somerset|cumbria|merseyside|tyne and wear|county durham|lancs|berks|bucks|hants|herts|wilts)"
    r"|greater [^\W\d_]+",
    re.IGNORECASE,
)
_COUNTY_BEHIND = re.compile(rf"(?P<city>[^\W\d_]+) (?P<county>{_COUNTY.pattern})", re.IGNORECASE)
# Where a city is a province by itself, what stands before it is a part of it: "Cuauhtémoc, CDMX".
_CITIES_OF_BOROUGHS = frozenset({"AR", "CO", "MX", "MY", "PE"})
# Where a town far away may be called as a province is: "Rizal", "Cavite", "Johor".
_TOWNS_LIKE_PROVINCES = frozenset({"MY", "PH", "GB", "US", "AU", "CA", "NZ"})
_REGION_OF = re.compile(r"(?:regi[oó]n|provincia|departamento|estado|prov|depto)\.?(?:\s+del?)?", re.IGNORECASE)
_DOWNTOWN = re.compile(r"(?:zona\s+)?centro(?:\s+hist[oó]rico)?|downtown|poblaci[oó]n|cbd|cercado", re.IGNORECASE)

_OF_ITS_PROVINCE = re.compile(r" del?\Z")
_SMALL_CITY = re.compile(r"(?:[^\W\d_]+ ){1,3}city(?![^\W_])")
_CITY_BEFORE = re.compile(r"(?P<words>[^\W\d_]+\.?(?: [^\W\d_]+\.?){1,7})(?: [\dA-Z][\w-]{2,6}(?: \w{3})?)?[ .,]*\Z")
_SMALL_WORD = re.compile(r"[^\W\d_]+")
Block = tuple[tuple[int, int], ...]


def find_city(
    plain: str,
    block: Block,
    postcodes: list[Mark],
    province: Mark | None,
    *,
    known: list[CityMark],
    places: Places,
    country: str,
) -> tuple[CityMark | None, Mark | None]:
    """The city and the province of the segments of an address (`block`), given the province that is named in it.

    `known` are the known cities among the segments. A county of Great Britain is given as the province.
    """
    city = _by_position(plain, block, postcodes, province, places=places, country=country)
    if city is not None and province is None:
        city, province = without_state(city, places, country)
    known_county = city is not None and _COUNTY.fullmatch(city.value)
    if (
        country == "GB" and city and not known_county and (county := _COUNTY_BEHIND.fullmatch(city.value))
    ):  # "Bradford West Yorkshire"
        start = city.start + county.start("county")
        city, province = CityMark(city.start, start - 1, county["city"]), Mark(start, city.end, county["county"])
    elif country == "GB" and city and known_county:
        at = next((index for index, (start, end) in enumerate(block) if start <= city.start < end), 0)
        city, province = (_city_name(plain, block[at - 1]) if at > 1 else None), city
    if city is None or not _is_known(city.value, places, country):
        within = [mark for mark in known if not is_country(mark.value, country)]
        known = within if within or province else known  # "Oaxaca de Juárez, Oaxaca, México"
        city = known[-1] if known else city
    in_line = province is not None and bool(plain[: province.start].rpartition("\n")[2].strip(_EDGE))
    towns = country in _TOWNS_LIKE_PROVINCES
    if country == "ES" and province is not None and _is_capitals(plain, postcodes, province):
        city = None  # "Lavapiés, 28012 Madrid"; "Getafe, 28901 Madrid" is a city of that province
    if (
        city is None
        and in_line
        and province
        and not towns
        and places.known_city(plain[province.start : province.end], country)
    ):
        city, province = CityMark(province.start, province.end, province.value), None  # "Centro, Puebla"
    whole_city = city is None or country in _CITIES_OF_BOROUGHS
    said_twice = city is not None and province is not None and city.value == province.value
    if whole_city and not said_twice and province and province.value in CITY_PROVINCES.get(country, ()):
        city, province = CityMark(province.start, province.end, province.value), None
    if city and province and city.start <= province.start < city.end:
        province = None  # "Bogotá D.C." names a city, and only that
    if city and province and _OF_ITS_PROVINCE.search(city.value) and not plain[city.end : province.start].strip():
        name = f"{city.value} {plain[province.start : province.end]}"  # "Santiago de Querétaro"
        city = CityMark(city.start, province.end, name)
    if city and province is None and (named := _before_its_province(plain, block, city, places, country)):
        return named
    return city, province


def _is_known(city: str, places: Places, country: str) -> bool:
    return bool(places.known_city(city, country) or places.known_city(city.removesuffix(" City"), country))


def _is_capitals(plain: str, postcodes: list[Mark], province: Mark) -> bool:
    """Whether a province stands behind a postcode of the city that it is called after: a Spanish one, 0 its third."""
    before = [mark for mark in postcodes if mark.end <= province.start]
    return bool(before) and before[-1].value[2:3] == "0" and not plain[before[-1].end : province.start].strip()


def without_state(city: CityMark, places: Places, country: str) -> tuple[CityMark | None, Mark | None]:
    """The city, and the state that its last word is, in small letters: "footscray vic"."""
    words = city.value.split(" ")
    for cut in range(1, len(words)):
        first, last = " ".join(words[:cut]), " ".join(words[cut:])
        if places.known_city(first, country) and (state := places.province(last, country)):
            begin = city.end - len(last)
            return CityMark(city.start, begin - 1, first), Mark(begin, city.end, state)  # "Medellín Antioquia"
    first, _, last = city.value.rpartition(" ")
    state = places.province(last, country) if len(last) <= _LONGEST_STATE else None
    if state is None:
        return city, None
    start = city.end - len(last)
    mark = Mark(start, city.end, state)
    return (CityMark(city.start, start - 1, first) if first else None), mark


def _before_its_province(
    plain: str, block: Block, city: CityMark, places: Places, country: str
) -> tuple[CityMark, Mark] | None:
    """A known city and its province, where that is called as a city is and stands behind: "Rosario Santa Fe"."""
    state = places.province(city.value, country)
    start = next((start for start, end in block if start < city.start < end), city.start)
    for word in [*_SMALL_WORD.finditer(plain, start, city.start)][-_MOST_WORDS:] if state else ():
        name = plain[word.start() : city.start].rstrip(" ")
        if state and places.known_city(name, country) and not _DOWNTOWN.fullmatch(name):
            return CityMark(word.start(), word.start() + len(name), name), Mark(city.start, city.end, state)
    return None


def is_county(name: str) -> bool:
    """Whether it is called as the counties of Great Britain are."""
    return _COUNTY.fullmatch(name) is not None


def known_cities(plain: str, cut: tuple[tuple[int, int], ...], places: Places, country: str) -> Iterator[CityMark]:
    """Pieces behind a street that are the names of known cities, the country perhaps behind them: "Santiago, Chile"."""
    streets = [match.start() for match in address_words.STREET_WORD.finditer(plain)]
    streets += [match.start() for match in address_words.STREET_ENDING.finditer(plain)]
    for start, end in cut:
        if before := _known_before(plain, start, end, places, country):
            yield before
            continue
        named = without_dropped(plain, start, end)
        if named and min(streets, default=end) < start and places.known_city(plain[slice(*named)], country):
            yield CityMark(*named, plain[slice(*named)])


def _known_before(plain: str, start: int, end: int, places: Places, country: str) -> CityMark | None:
    """A city of several words at the start of a segment, the state and the code behind it."""
    found = _CITY_BEFORE.match(plain, start, end)
    words = found["words"].split(" ") if found else []
    for last in range(len(words) - 1, 0, -1):
        city, state = " ".join(words[:last]), " ".join(words[last:])
        if places.known_city(city, country) and (places.province(state, country) or _COUNTY.fullmatch(state)):
            return CityMark(start, start + len(city), city)
    return None


def _by_position(
    plain: str, block: Block, postcodes: list[Mark], province: Mark | None, *, places: Places, country: str
) -> CityMark | None:
    """The city where cities aren't known: it says "City", stands beside the postcode, or before the province."""
    for start, end in block:
        named = re.search(rf"[^\W\d_]+\.?(?: [^\W\d_]+){{0,3}} (?:City(?! {_ESTATE})|D\.?C\b\.?)", plain[start:end])
        whole = named is not None and named.group() == plain[start:end].strip(_EDGE)
        if named and (written := _named_city(named, places, country, whole=whole)):
            value = re.sub(r" D\.?C\.?$", "", written)
            return CityMark(start + named.end() - len(written), start + named.end(), value)
    for start, end in block:
        if small := _small_city(plain, start, end, places, country):
            return small
    for mark in postcodes:  # "35000 Tapah Perak"
        if province and mark.end <= province.start and (city := _city_name(plain, (mark.end, province.start))):
            return city
    for start, end in block:
        if province and start < province.start < end and (city := _city_name(plain, (start, province.start))):
            return city  # "Ballarat VIC 3350"
    for mark in postcodes:
        start, end = next(span for span in block if span[0] <= mark.start < span[1])
        for beside in ((start, mark.start), (mark.end, end)):
            if (city := _city_name(plain, beside)) and not (province and start <= province.start < end):
                return city
    for mark in () if province else postcodes:  # "18 Kings Road, Clevedon, BS21 7HA"
        before = [span for span in block if span[1] <= mark.start]
        if len(before) > 1 and (city := _city_name(plain, before[-1])):
            return city
    before = [span for span in block if province and span[1] <= province.start]
    return _city_name(plain, before[-1]) if len(before) > 1 else None


def _named_city(named: re.Match[str], places: Places, country: str, *, whole: bool) -> str:
    """The words of "… City" that are a known city's; all of them where they stand alone, and none are known."""
    words = named.group().split(" ")
    for first in range(len(words) - 1):
        city = " ".join(words[first:])
        if _is_known(city, places, country):
            return city
    alone = whole or len(words) == _SHORTEST_CITY or not words[-1].startswith("City")
    return named.group() if alone and not address_words.AREA_WORD.match(named.group()) else ""


def _small_city(plain: str, start: int, end: int, places: Places, country: str) -> CityMark | None:
    """A known city in small letters: "cubao quezon city"."""
    for match in _SMALL_CITY.finditer(plain, start, end):
        words = list(_SMALL_WORD.finditer(plain, match.start(), match.end()))
        for first in words[:-1]:
            name = plain[first.start() : match.end()]
            if places.known_city(name, country) or places.known_city(name.removesuffix(" city"), country):
                return CityMark(first.start(), match.end(), name)
    return None


def _city_name(plain: str, span: tuple[int, int]) -> CityMark | None:
    """A few words without a number or a word of streets and districts."""
    trimmed = without_dropped_behind(plain, *span)
    if trimmed is None:
        return None
    name = plain[slice(*trimmed)]
    if address_words.POSTCODE_LABEL.fullmatch(name) or _REGION_OF.fullmatch(name) or _DOWNTOWN.fullmatch(name):
        return None
    if _NUMBER.search(name) or len(name.split()) > _MOST_WORDS or not any(map(str.isalpha, name)):
        return None
    signs = (address_words.STREET_WORD, address_words.STREET_ENDING, address_words.AREA_WORD, address_words.ESTATE_WORD)
    return None if any(sign.search(name) for sign in signs) else CityMark(*trimmed, name)
