"""Who gets it: the name in a form, behind words that lead up to it, or beside the phone and the address."""

import re
from itertools import pairwise, product

from conversations.address_abroad import is_county
from conversations.address_words import STREET_WORD
from conversations.countries import CITIES_LISTED, is_country
from conversations.intake.matching import CLEAR
from conversations.intake.names import (
    before_degree,
    capitalised_name,
    first_name,
    introduced_name,
    name_behind_trigger,
    trigger_at_end,
)
from conversations.intake.page import NO_TEXT, Page
from conversations.intake.pieces import Piece
from conversations.intake.reading import Span
from conversations.intake.words import ACCOUNT, HONORIFICS, NAME_PARTICLES
from conversations.order import Address, Name
from conversations.phones import PHONE_LABEL
from conversations.segments import segments, trim

_MOST_OF_A_NAME = 0.5  # one word of two may be a product's too: "Nur Aisyah" beside "Gamis Anak Aisyah"
# How telling the words before a name are, and whether it must be capitalised: "ke kosan aku: …, Penerima Dinda".
_TRIGGERS = ((True, True), (True, False), (False, False))
_PLACE_PARTS = ("area", "city", "province", "postcode")
_MARKS = ("street", "phone", *_PLACE_PARTS)
_BETWEEN = " \n,;:.()@/~-"
# Right before the phone: "Margaret Lee, her number is +65 …".
_WHOSE = re.compile(r"(?<![^\W_])(?:her|his|su|beliau|dia|nya)(?![^\W_])", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:blk|no\.?|unit|#)?\s?\d", re.IGNORECASE)
# Districts and villages are called so: "Pademangan Timur".
_SIDE = re.compile(r" (?:tengah|utara|selatan|barat|timur|ulu|ilir|hulu|hilir|wetan|kidul|kulon)\Z", re.IGNORECASE)
# Behind a name that stands out: a colon ("order for Mei Ling: …"), or a fact ("para kay Jerome po, 0906…").
_STANDS_OUT = re.compile(r"[ ]*:|[ ]*(?:po|ya|kak|please|pls)[ \n,;:.()@/~-]*\0", re.IGNORECASE)
_WHO_WRITES = re.compile(
    r"(?:soy|me\s+llamo|nama(?:ku|\s+saya|\s+aku)|(?:my\s+)?name(?:\s+is|['’]s))(?![^\W_])", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"[ ]*(?!(?:po|ya|yah|kak|please|pls|dan|and|y|di|at|in|d/a|c/o|hp|wa|no|telp|tel|cp|cel)\b)[a-z]{2,}[ ]+[a-z]{2,}"
)
_SIGN_OFF = 40  # characters, the words and what stands between them and a name
_SIGNED = re.compile(
    r"(?:thanks|thank\s+you|thx|regards|makasih|terima\s+kasih|gracias|saludos|salamat(?:\s+po)?)[\s,.!-]+\Z",
    re.IGNORECASE,
)


def labelled_name(page: Page) -> Name | None:
    """The name that a form gives, or that its address begins with."""
    name: Name | None = None
    for field in page.field("name"):
        page.blank(field.begin, field.start)
        found = first_name(page.left_in_names, field.start, field.end)
        if name is None and found and not _is_place(page, found[0]):
            name, end = found
            page.take("name", field.start, end)
    for field in page.field("surname"):
        page.blank(field.begin, field.start)
        found = first_name(page.left_in_names, field.start, field.end)
        if name is not None and found:
            name = Name(f"{name.first} {name.last}".strip(), found[0].full)
            page.take("name", field.start, found[1])
    return name or _name_before_phone(page) or _name_before_street(page)


def _before_phone(page: Page, start: int, phone: int) -> int:
    """Where the words before a phone end, without a bracket and the degrees behind a name."""
    words = page.left[start:phone].rstrip(_BETWEEN + "\0")
    return before_degree(page.left, start, start + len(words))


def _name_before_phone(page: Page) -> Name | None:
    """The name that a form has in front of the number: "Contact: Made 0812…"."""
    for field in page.field("phone"):
        phones = [span.start for part, span in page.where if part == "phone" and field.start < span.start]
        end = min([*phones, field.end])
        if name := capitalised_name(page.left_in_names, field.start, _before_phone(page, field.start, end)):
            page.take("name", field.start, end)
            return name
    return None


def _name_before_street(page: Page) -> Name | None:
    """The name that an address begins with, by a title or particle: "Alamat saya: Nurfaizah bt Awang, No 88 …"."""
    for field in page.field("address"):
        pieces = segments(page.left[field.start : field.end])
        if not pieces or (len(pieces) < 2 and page.left[field.end : field.end + 1] != ","):
            continue
        start, end = field.start + pieces[0][0], field.start + pieces[0][1]
        said = {word.strip(".").casefold() for word in page.left[start:end].split()}
        # Where cities are listed, two words with capitals may be a village.
        numbered = len(pieces) > 1 and _NUMBERED.match(page.left, field.start + pieces[1][0])
        line = "\n" in page.left[end : field.start + pieces[1][0]] if len(pieces) > 1 else False
        on_top = line and len(said) > 1 and STREET_WORD.match(page.left, field.start + pieces[1][0]) is not None
        alone = on_top or (page.region not in CITIES_LISTED and len(said) > 1 and numbered and not page.field("name"))
        name = (
            capitalised_name(page.left_in_names, start, end) if alone or said & (NAME_PARTICLES | HONORIFICS) else None
        )
        if name is not None:
            page.take("name", start, end)
            return name
    return None


def led_up_to(page: Page, address: Address, *, behind_goods: bool = False) -> Name | None:
    """The name behind words that lead up to one: "a.n.", "kirim ke".

    `behind_goods`: also by words that may say whom something is a present for ("sarung satu buat Mbah Kakung").
    """
    around = [*pairwise((*segments(page.left), (0, 0)))]
    writer: tuple[Name, int, int] | None = None
    for (sure, capital), ((start, end), following) in product(_TRIGGERS, around):
        if writer is not None and not sure:
            break
        if page.left[end : end + 1] == "?":  # "do you ship to Scotland?"
            continue
        found = name_behind_trigger(page.left_in_names, start, end, sure=sure)
        beside = "\0" not in page.left[end : following[0]]  # no street stands between
        if sure and found is None and beside and (at := trigger_at_end(page.left_in_names, start, end)) is not None:
            name_below = capitalised_name(page.left_in_names, *following)
            found = (name_below, at, following[1]) if name_below else None
        if found and capital and not found[0].first[:1].isupper():
            continue
        if found and page.has_capitals and not found[0].last and found[0].first.islower():
            continue  # "krm ke kntr aja: PT …" among names with capitals
        if found and not sure and _GOES_ON.match(page.left, found[2], end):
            continue  # "untuk Lebaran tahun ini mohon …"
        # The bank before an account's holder may have been taken already, as the payment.
        sentence = max(page.plain.rfind(mark, 0, start) for mark in (",", ";", "\n", ". ")) + 1
        if found and found[0].full.casefold() in (address.city.casefold(), address.province.casefold()):
            continue  # "para enviar a Medellín"
        if found and _is_before_anothers_phone(page, found[2]):  # "I'm Edgar, 0918…", who isn't the one who gets it
            continue
        # Without capitals only what stands right before the phone or the address is a name by such words.
        before_fact = found is not None and page.left[found[2] :].lstrip(_BETWEEN)[:1] == "\0"
        if found and not page.has_capitals and (_is_sold(page, found[0], CLEAR) or not (sure or before_fact)):
            continue
        if found and not sure and found[0].last and _is_sold(page, found[0]):
            continue  # "… dengan Keripik Pisang Lampung"
        stands_out = before_fact or (found is not None and _STANDS_OUT.match(page.left, found[2]) is not None)
        state = page.left[slice(*following)].strip(" :.,")
        if found and not found[0].last and state and page.places.province(state, page.region):
            continue  # "para enviar a Yopal, Casanare"
        if found and not (sure or stands_out or behind_goods) and page.plain[start : found[1]].strip():
            continue
        if found and not _is_place(page, found[0]) and not ACCOUNT.search(page.plain, sentence, found[1]):
            if sure and writer is None and _WHO_WRITES.match(page.plain, found[1]):
                writer = found  # somebody else may get it
                continue
            return _taken(page, found)
    return _taken(page, writer) if writer else None


def _taken(page: Page, found: tuple[Name, int, int]) -> Name:
    name, start, end = found
    page.take("name", start, end)
    return name


def introduced(page: Page) -> tuple[Name, Span] | None:
    """Who says at the beginning of the message who they are; it is blanked, as it is no item."""
    for start, end in segments(page.left):
        found = introduced_name(page.left_in_names, start, end)
        if found and not _is_place(page, found[0]) and not _is_before_anothers_phone(page, found[2]):
            name, name_start, name_end = found
            page.blank(name_start, name_end)
            return name, Span(name_start, name_end)
    return None


def _is_sold(page: Page, name: Name, score: float = _MOST_OF_A_NAME) -> bool:
    return any(hit.score > score for hit in page.catalogue.search(name.full, 1))


def _is_before_anothers_phone(page: Page, position: int) -> bool:
    return any(
        position <= start
        and "\n" not in page.plain[position:start]
        and not PHONE_LABEL.sub("", page.plain[position:start]).strip(NO_TEXT + "()")
        for start in page.others_phones
    )


def capitalised(
    page: Page, left: list[Piece], beside: tuple[str, ...] = ("phone", "street", "city", "area", "postcode")
) -> tuple[Name | None, list[Piece]]:
    """A capitalised piece directly `beside` the phone or the address; nothing when there are two such pieces."""
    marks = [span for part, span in page.where if part in beside]
    able = [
        (name, piece)
        for piece in left
        if any(_adjacent(page, piece, span) for span in marks)
        and not _asks(page, piece)
        and (_titled(page, piece) or not _inside_address(page, piece))
        and (name := _name_in(page, piece))
        and not _is_place(page, name)
        and not _is_known_city(page, name)
        and not _names_an_area(page, name)
        and (_titled(page, piece) or not _is_sold(page, name))
    ]
    first_place = min((span.start for part, span in page.where if part in ("street", "area", "city")), default=0)
    if len(able) > 1:  # what stands behind the street may be a place that nobody listed
        phone = min((span.start for part, span in page.where if part == "phone"), default=0)
        able = [each for each in able if each[1].end <= (first_place or phone)]
    if len(able) > 1:
        able = [each for each in able if _shows_name(page, each[1])]
    if not able:
        able = [
            (name, piece)
            for piece in left
            if _SIGNED.search(page.plain, max(0, piece.start - _SIGN_OFF), piece.start)
            and (name := capitalised_name(page.left_in_names, piece.start, piece.end))
        ]
    if len(able) != 1:
        return None, left
    name, piece = able[0]
    page.take("name", piece.start, piece.end)
    return name, [each for each in left if each is not piece]


def _asks(page: Page, piece: Piece) -> bool:
    """Whether a piece stands in a question whose other words were taken: "¿Aceptan Nequi?"."""
    behind = re.match(r"[\s\0]*\?", page.left[piece.end :])
    return behind is not None or page.plain[: piece.start].rstrip()[-1:] == "¿"


def _inside_address(page: Page, piece: Piece) -> bool:
    """Whether a piece stands right behind the street or an area, and before another part of the address."""
    marks = sorted((span.start, span.end, part) for part, span in page.where if part in _MARKS)
    before = [part for _, end, part in marks if end <= piece.start]
    behind = [part for start, _, part in marks if start >= piece.end]
    return before[-1:] in (["street"], ["area"]) and bool({*behind[:1]} & {*_PLACE_PARTS})


def _name_in(page: Page, piece: Piece) -> Name | None:
    """The name that a piece is, or that stands behind a colon at its end: "please ship it to: …"."""
    if name := capitalised_name(page.left_in_names, piece.start, piece.end):
        return name
    colon = page.left.rfind(":", piece.start, piece.end)
    if colon >= 0 and (name := capitalised_name(page.left_in_names, colon + 1, piece.end)):
        return name
    return None


def _shows_name(page: Page, piece: Piece) -> bool:
    said = page.left[piece.start : piece.end].split()
    return _titled(page, piece) or bool({*said[1:-1]} & (NAME_PARTICLES - {"de", "la", "el", "al", "y"}))


def _titled(page: Page, piece: Piece) -> bool:
    words = page.left[piece.start : piece.end].split()
    return len(words) > 1 and any(word.strip(".").casefold() in HONORIFICS for word in words[:2])


def _is_place(page: Page, name: Name) -> bool:
    full, country = name.full, page.region
    if (
        is_country(full, country)
        or (country == "GB" and is_county(full))
        or (country in CITIES_LISTED and _SIDE.search(full))
    ):
        return True
    return bool(page.places.city(full, country)) or page.places.province(full, country) is not None


def _names_an_area(page: Page, name: Name) -> bool:
    """Whether one word stands in other names too, as those of districts do: "Rungkut Kidul, Rungkut"."""
    said = re.findall(rf"(?<![^\W_]){re.escape(name.first)}(?![^\W_])", page.plain)
    return not name.last and len(said) > 1


def _is_known_city(page: Page, name: Name) -> bool:
    """Whether it is a city where not all are listed, and the address has none."""
    no_city = all(part != "city" for part, _ in page.where)
    known = (page.places.known_city(f"{name.full}{city}", page.region) for city in ("", " City"))
    return no_city and page.region not in CITIES_LISTED and any(known)


def _adjacent(page: Page, piece: Piece, span: Span) -> bool:
    between = page.left[piece.end : span.start] if piece.end <= span.start else page.left[span.end : piece.start]
    between = _WHOSE.sub("", between)
    return trim(between, 0, len(between), " \t\r\n\0,;:./|()~*•-") is None
