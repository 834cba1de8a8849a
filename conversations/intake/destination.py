"""Where it goes: the address on the page, and what around it belongs to it."""

import re
from dataclasses import replace

from conversations.address_abroad import without_state
from conversations.address_parts import Taken, take_address
from conversations.address_places import CityMark, find_places
from conversations.addresses import check_postcode
from conversations.countries import CITIES_LISTED
from conversations.intake.matching import is_sold
from conversations.intake.names import begins_with_building
from conversations.intake.page import NO_TEXT, Page, blanked
from conversations.intake.pieces import Piece
from conversations.intake.words import SURE_NAME_TRIGGER
from conversations.order import Address
from conversations.segments import segments

_SHORTEST_ITEM = 4  # letters
_LEAST_WORDS = 2
_WORD = re.compile(r"[^\W_]+")
_FOR = re.compile(r"\W*(?:an|utk|untuk|buat|for|para|kay)\s+(?=[^\W\d_])", re.IGNORECASE)
# What stands where a street would: "(nyusul ya) Kel. Tidung".
_TO_FOLLOW = re.compile(
    r"\W*(?:alamat\w*\s+)?(?:nyusul|menyusul|nanti|belum|blm|to\s+follow|later|luego|mamaya)(?:\s(?:ya|yah|kak|dulu|ada|po))*\W*",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"[ \t*•-]*\d{1,2}[.)](?=\s)")
_SENT_TO = re.compile(
    r"(?<![^\W_])(?:kirim|krm|dikirim|kirimkan|kirimin|kirimnya|antar|antarnya)\s+(?:ke\s+)?(?=[^\W\d_])", re.IGNORECASE
)
_SENT_ABROAD = re.compile(
    r"(?<![^\W_])(?i:env[ií](?:o|ar|a)|m[aá]nd(?:a|ar)(?:lo)?)\s+a\s+"
    r"(?P<city>[A-ZÁÉÍÓÚÑ][^\W\d_]+(?: (?:de |del |la )?[A-ZÁÉÍÓÚÑ][^\W\d_]+){0,2})(?=\s*[:,]|\s*\n)"
)
_TO = re.compile(
    r"\s*(?:(?:di)?(?:kirim|krm|antar)\s+)?(?:ke|to|di)\s+(?:(?:kantor|rumah|alamat)[^:,\n]{0,20}:\s*)?", re.IGNORECASE
)


def find_address(page: Page) -> Address:
    """The address in fields and in what is left; what of it has no place goes to `page.unused`."""
    without_items = page.left
    for field in page.field("items", "quantity", "option"):
        without_items = blanked(without_items, field.start, field.end)
    starts = frozenset(field.start for field in page.field("address"))
    for field in page.field("address"):
        without_items = blanked(without_items, field.begin, field.start)
        page.blank_label(field)
        first = page.first_piece(field)
        if first[1] < field.end and _TO_FOLLOW.fullmatch(page.plain, *first):  # "nyusul ya kak, masih nanya suami"
            without_items = blanked(without_items, field.start, field.end)
            page.unused.append((field.start, field.end))
            page.blank(field.start, field.end)
    for field in page.field("city", "province", "postcode"):
        if number := _LIST_NUMBER.match(without_items, field.begin):  # "4. Kota: Sleman"
            without_items = blanked(without_items, *number.span())
    for field in page.field("city") if page.region in CITIES_LISTED else ():
        without_items = _with_plain_label(without_items, page.plain[field.begin : field.start], field.start)
    if page.region not in CITIES_LISTED:
        # Only what the label says is known of these: it must not be taken for the city.
        for field in page.field("city", "province", "postcode"):
            without_items = blanked(without_items, field.begin, field.start)
            if field.key == "city":
                without_items = blanked(without_items, *page.first_piece(field))
    taken = take_address(without_items, page.places, page.region, whole=False, starts=starts)
    for part, start, end in taken.where:
        page.take(part, start, end)
    for start, end in taken.unused:
        if SURE_NAME_TRIGGER.search(page.left, start, end) or _FOR.match(page.left, start, end):
            continue  # "… kota sukabumi 43111 a/n susi susanti"
        if taken.address != Address() and _may_order(page.left[start:end]):
            continue
        if page.says_something(start, end):
            page.unused.append((start, end))
        page.blank(start, end)
    address = _labelled_parts(page, taken)
    return replace(address, street="") if _TO_FOLLOW.fullmatch(address.street) else address


def _with_plain_label(text: str, written: str, end: int) -> str:
    """The text with the label of a city as it is known in running text: "*Kab/Kota* = " says no more than "Kota: "."""
    said = {word.casefold() for word in _WORD.findall(written)}
    kota, kab = "kota" in said, bool(said & {"kab", "kabupaten"})
    label = "Kota/Kab: " if kota and kab else "Kota: " if kota else "Kab: " if kab else ""
    if not label or len(label) > len(written):
        return text
    return text[: end - len(written)] + label.rjust(len(written), "\0") + text[end:]


def _may_order(written: str) -> bool:
    """Whether words behind an address may as well be what is ordered: "… Bandung 40111 handuk biru 2"."""
    return any(map(str.isdigit, written)) and sum(word.isalpha() for word in written.split()) >= _LEAST_WORDS


def sent_to_a_city(page: Page, address: Address) -> Address:
    """An address without a city has the one that the order is to be sent to: "kirim ke Palembang ya"."""
    if address.city or page.region not in CITIES_LISTED:
        return address
    cities = []
    for start, end in segments(page.left):
        for sent in _SENT_TO.finditer(page.left, start, end):
            marks, _ = find_places(page.left[sent.end() : end], page.places, page.region)
            cities += [(mark, sent.end()) for mark in marks if mark.start == 0]
    if len({mark.value for mark, _ in cities}) != 1 or len({place.city for place in cities[0][0].places}) > 1:
        return address
    mark, offset = cities[0]
    if address.province and address.province not in {place.province for place in mark.places}:
        return address
    page.take("city", offset, offset + mark.end)
    return replace(address, city=mark.value, country=page.region)


def sent_abroad(page: Page, address: Address) -> Address:
    """The city before the colon where cities aren't listed, and the name stands elsewhere: "Envío a Cali: …"."""
    if address.city or not address.street or page.region in CITIES_LISTED:
        return address
    found = _SENT_ABROAD.search(page.left)
    if found is None:
        return address
    page.take("city", *found.span("city"))
    page.blank(found.start(), found.end())
    return replace(address, city=found["city"])


def _labelled_parts(page: Page, taken: Taken) -> Address:
    """Adds the labelled parts that the table of places doesn't know."""
    parts = {part: getattr(taken.address, part) for part in ("city", "province", "postcode")}
    for field in page.field(*parts):
        start, end = page.first_piece(field) if field.key == "city" else (field.start, field.end)
        value = page.left[start:end].strip("\0 .,")
        if not value and field.key == "province" and not parts["province"]:
            value = page.places.province(page.plain[start:end].strip(), page.region) or ""  # a city's own: "CDMX"
        page.blank(field.begin, field.start)
        if not value:
            continue
        if field.key == "postcode":
            code = check_postcode(value, page.region)
            known = code if isinstance(code, str) else ""
        else:
            known = "" if any(map(str.isdigit, value)) else value
        if field.key == "city" and page.region not in CITIES_LISTED and known:  # "Ciudad: Medellín Antioquia"
            city, state = without_state(CityMark(start, end, known), page.places, page.region)
            known = city.value if city else known
            parts["province"] = parts["province"] or (state.value if state else "")
        if known and (not parts[field.key] or (field.key == "city" and page.region not in CITIES_LISTED)):
            parts[field.key] = known
            page.take(field.key, start, end)
    address = taken.address
    filled = tuple(part for part in address.filled if parts.get(part) == getattr(address, part))
    if address == Address() and not any(parts.values()):
        return address
    return Address(
        street=address.street,
        area=address.area,
        country=page.region,
        filled=filled,
        **parts,
    )


def with_what_stands_between(page: Page, address: Address) -> Address:
    """What nobody sells, between parts of the address, belongs to it: "Jl. X No 9, 30 Ilir, Palembang"."""
    parts = [span for part, span in page.where if part in ("street", "area", "city", "province", "postcode")]
    for start, end in segments(page.left):
        written = page.plain[start:end]
        line, ends = page.plain.rfind("\n", 0, start) + 1, page.plain.find("\n", end)
        before = any(line <= span.start and span.end <= start for span in parts)
        behind = any(end <= span.start and (ends < 0 or span.start < ends) for span in parts)
        if not before or not behind or not any(map(str.isdigit, written)) or _is_sold(page, written):
            continue
        page.take("area", start, end)
        address = replace(address, area=", ".join(filter(None, (" ".join(page.text[start:end].split()), address.area))))
    return address


def _is_sold(page: Page, written: str) -> bool:
    """Whether words name something of the catalogue; "pta 5" merely resembles something short."""
    name = " ".join(word for word in written.split() if word.isalpha())
    return len(name) >= _SHORTEST_ITEM and is_sold(name, page.catalogue)


def with_building(page: Page, address: Address, left: list[Piece]) -> tuple[Address, list[Piece]]:
    """A school's or a company's name right before the street belongs to it: "Ponpes Darul Hikmah, Jl. …"."""
    street = min((span.start for part, span in page.where if part == "street"), default=None)
    for piece in left if street is not None else ():
        between = page.left[piece.end : street]
        to = _TO.match(page.left, piece.start, piece.end)
        start = to.end() if to else piece.start
        if begins_with_building(page.left[start : piece.end]) and not between.strip(NO_TEXT + "\0"):
            written = " ".join(page.text[start : piece.end].split())
            page.take("street", start, piece.end)
            return replace(address, street=f"{written}, {address.street}"), [each for each in left if each != piece]
    return address, left
