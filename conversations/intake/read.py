"""Takes a message apart: labels first, then phone, extras, places, street, names, items, and what is left."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product

from conversations.address_areas import completed
from conversations.address_parts import MOST_CHARACTERS, Taken, take_address
from conversations.address_places import find_places
from conversations.addresses import check_postcode
from conversations.characters import level
from conversations.context import Catalogue, Places
from conversations.countries import CITIES_LISTED
from conversations.intake.amounts import find_total
from conversations.intake.exports import said_by_shop, without_prefixes
from conversations.intake.extras import find_extras, with_remarks
from conversations.intake.items import find_items
from conversations.intake.labels import Field, fields
from conversations.intake.names import (
    begins_with_building,
    capitalised_name,
    ends_with_trigger,
    first_name,
    name_behind_trigger,
    small_name,
)
from conversations.intake.pieces import Piece, with_open_brackets
from conversations.intake.reading import Reading, ReadItem, Span
from conversations.intake.remembered import Remembered
from conversations.intake.whose import FoundPhone, customers
from conversations.intake.words import ACCOUNT, COURIER, HONORIFICS, NAME_PARTICLES, says_nothing
from conversations.order import Address, Extras, Name, Phone
from conversations.phones import PHONE_LABEL, find_phones, find_wrong_phones, parse_phone
from conversations.segments import segments, trim

_LOOK_BACK = 40
_SHORTEST_ITEM = 4  # letters
_MOST_OF_A_NAME = 0.5  # one word of two may be a product's too: "Nur Aisyah" beside "Gamis Anak Aisyah"
# How telling the words before a name are, and whether it must be capitalised: "ke kosan aku: …, Penerima Dinda".
_TRIGGERS = ((True, True), (True, False), (False, False))
_NO_TEXT = " \t\r\n,;:.·•|-"  # around a piece; what it says stays as written
_NUMBERED = re.compile(r"(?:blk|no\.?|unit|#)?\s?\d", re.IGNORECASE)
_SENT_TO = re.compile(
    r"(?<![^\W_])(?:kirim|krm|dikirim|kirimkan|kirimin|antar)\s+(?:ke\s+)?(?=[^\W\d_])", re.IGNORECASE
)
_SENT_ABROAD = re.compile(
    r"(?<![^\W_])(?i:env[ií](?:o|ar|a)|m[aá]nd(?:a|ar)(?:lo)?)\s+a\s+"
    r"(?P<city>[A-ZÁÉÍÓÚÑ][^\W\d_]+(?: (?:de |del |la )?[A-ZÁÉÍÓÚÑ][^\W\d_]+){0,2})(?=\s*[:,]|\s*\n)"
)
_TO = re.compile(
    r"\s*(?:(?:di)?(?:kirim|krm|antar)\s+)?(?:ke|to|di)\s+(?:(?:kantor|rumah|alamat)[^:,\n]{0,20}:\s*)?", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:thanks|thank\s+you|thx|regards|makasih|terima\s+kasih|gracias|saludos|salamat(?:\s+po)?)[\s,.!-]+\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def read(text: str, *, catalogue: Catalogue, places: Places, region: str) -> Reading:
    """Reads a message of any kind. Spans count in `text`; what lies beyond 8,192 characters is `unused` as a whole.

    The address has the country `region` once any part of it was found.
    """
    return _Reader(text, Remembered(catalogue), places, region).reading()


class _Reader:
    """One message while it is read: what is left of it shrinks as facts are found."""

    def __init__(self, text: str, catalogue: Catalogue, places: Places, region: str) -> None:
        self._text = text
        chat = level(text[:MOST_CHARACTERS])
        shops = list(said_by_shop(chat))
        self._plain = without_prefixes(chat)
        for start, end in shops:
            self._plain = self._plain[:start] + re.sub(r"[^\n]", " ", self._plain[start:end]) + self._plain[end:]
        self._plain = with_open_brackets(self._plain)
        self._left = self._plain
        self._has_capitals = any(map(str.isupper, self._plain))
        self._catalogue = catalogue
        self._places = places
        self._region = region.upper()
        self._where: list[tuple[str, Span]] = []
        self._unused = shops
        self._second_phones: list[str] = []
        self._others_phones: list[int] = []  # where those stand that aren't the customer's
        self._fields = tuple(
            field for field in fields(self._plain) if field.key != "address" or field.start < field.end
        )

        self._fields = tuple(
            replace(field, key="name") if field.key == "courier" and self._is_person(field) else field
            for field in self._fields
        )

    def _is_person(self, field: Field) -> bool:
        """Whether a label that may be the courier's or the customer's has a person behind it: "Delivery: …"."""
        if any(each.key == "name" for each in self._fields) or COURIER.search(self._plain, field.start, field.end):
            return False
        found = capitalised_name(self._plain, *self._first_piece(field))
        return found is not None and bool(found.last)

    def reading(self) -> Reading:
        phones = self._phones()
        total = self._total()
        extras = self._extras()
        name = self._labelled_name()
        item_fields = self._item_fields()
        address = completed(self._sent_to_a_city(self._address()), self._places, self._region)
        name = name or self._name_behind_trigger(address)
        address = self._sent_abroad(address) if name else address
        items, left = self._items(item_fields)
        address, items = self._with_what_stands_between(address, items)
        address, left = self._with_building(address, left)
        remarks = [(self._name_of(item), item.remark) for item in items if item.remark]
        extras = with_remarks(extras, [*(("☎", phone) for phone in self._second_phones), *remarks])
        if name is None:
            name, left = self._capitalised_name(left)
        self._unused += [(piece.start, piece.end) for piece in left]
        if len(self._text) > MOST_CHARACTERS:
            self._unused.append((MOST_CHARACTERS, len(self._text)))
        return Reading(
            items=tuple(items),
            phones=phones,
            name=name,
            address=address,
            extras=extras,
            stated_total=total,
            unused=tuple(self._text[start:end].strip(_NO_TEXT) for start, end in sorted(self._unused)),
            where=tuple(sorted(self._where, key=lambda each: (each[1].start, each[1].end))),
        )

    def _take(self, part: str, start: int, end: int) -> None:
        """Notes where a part stood, and takes it out of what is left."""
        if start < end:
            self._where.append((part, Span(start, end)))
            self._blank(start, end)

    def _blank(self, start: int, end: int) -> None:
        # Breaks stay breaks: the pieces on both sides must not grow together.
        self._left = self._left[:start] + "\0" * (end - start) + self._left[end:]

    def _field(self, *keys: str) -> tuple[Field, ...]:
        return tuple(field for field in self._fields if field.key in keys)

    def _phones(self) -> tuple[Phone, ...]:
        labelled, senders = self._field("phone"), self._field("sender")
        found = [
            FoundPhone(
                start,
                end,
                phone,
                any(each.start <= start < each.end for each in labelled),
                any(each.start <= start < each.end for each in senders),
            )
            for start, end, phone in find_phones(self._plain, self._region)
        ]
        for each in found:
            label = PHONE_LABEL.search(self._plain, max(0, each.start - _LOOK_BACK), each.start)
            self._take("phone", each.start, each.end)
            if label:
                self._blank(label.start(), each.start)
        for field in labelled:
            self._blank(field.begin, field.start)
            rest = self._left[field.start : field.end].strip("\0 ")
            phone_or_not = parse_phone(rest, self._region) if rest else None
            if isinstance(phone_or_not, Phone):
                self._take("phone", field.start, field.end)
                found.append(FoundPhone(field.start, field.end, phone_or_not, field=True))
            elif rest and rest == self._plain[field.start : field.end].strip() and any(map(str.isdigit, rest)):
                self._unused.append((field.start, field.end))
                self._blank(field.start, field.end)
        for start, end in find_wrong_phones(self._left, self._region):
            label = PHONE_LABEL.search(self._plain, max(0, start - _LOOK_BACK), start)
            self._unused.append((start, end))
            self._blank(label.start() if label else start, end)
        for field in senders:
            self._unused += [(field.start, field.end)] if field.start < field.end else []
            self._blank(field.begin, field.end)
        chosen, second = customers(self._plain, sorted(found, key=lambda each: each.start))
        self._second_phones = [self._plain[each.start : each.end].strip() for each in second]
        theirs = {each.phone for each in (*chosen, *second)}
        self._others_phones = [each.start for each in found if each.phone not in theirs]
        return tuple(dict.fromkeys(each.phone for each in chosen))

    def _total(self) -> Decimal | None:
        found = find_total(self._left)
        if found is None:
            return None
        total, start, end = found
        self._take("total", start, end)
        return total

    def _extras(self) -> Extras:
        extras, where = find_extras(self._left, self._fields)
        for part, start, end in where:
            self._take(part, start, end)
        return extras

    def _labelled_name(self) -> Name | None:
        name: Name | None = None
        for field in self._field("name"):
            self._blank(field.begin, field.start)
            found = first_name(self._left, field.start, field.end)
            if name is None and found and not self._is_place(found[0]):
                name, end = found
                self._take("name", field.start, end)
        for field in self._field("surname"):
            self._blank(field.begin, field.start)
            found = first_name(self._left, field.start, field.end)
            if name is not None and found:
                name = Name(f"{name.first} {name.last}".strip(), found[0].full)
                self._take("name", field.start, found[1])
        return name or self._name_before_street()

    def _name_before_street(self) -> Name | None:
        """The name that an address begins with, by a title or particle: "Alamat saya: Nurfaizah bt Awang, No 88 …"."""
        for field in self._field("address"):
            pieces = segments(self._left[field.start : field.end])
            if not pieces or (len(pieces) < 2 and self._left[field.end : field.end + 1] != ","):
                continue
            start, end = field.start + pieces[0][0], field.start + pieces[0][1]
            said = {word.strip(".").casefold() for word in self._left[start:end].split()}
            # Where cities are listed, two words with capitals may be a village.
            numbered = len(pieces) > 1 and _NUMBERED.match(self._left, field.start + pieces[1][0])
            alone = self._region not in CITIES_LISTED and len(said) > 1 and numbered and not self._field("name")
            name = capitalised_name(self._left, start, end) if alone or said & (NAME_PARTICLES | HONORIFICS) else None
            if name is not None:
                self._take("name", start, end)
                return name
        return None

    def _item_fields(self) -> list[Piece]:
        """The pieces of the fields for items; a field for the quantity is joined to them."""
        pieces: list[Piece] = []
        for field, before in zip(self._fields, (None, *self._fields), strict=False):
            if field.key == "option":
                if pieces and before is not None and before.key in ("items", "option") and pieces[-1].field:
                    self._left_label(field)
                    pieces[-1] = replace(pieces[-1], end=field.end)
                continue
            if field.key not in ("items", "quantity", "heading"):
                continue
            self._left_label(field)
            pieces += [
                Piece(field.start + start, field.start + end, field=True)
                for start, end in segments(self._left[field.start : field.end])
                if field.key != "heading"
            ]
        return pieces

    def _left_label(self, field: Field) -> None:
        self._blank(field.begin, field.start)

    def _address(self) -> Address:
        without_items = self._left
        for field in self._field("items", "quantity", "option"):
            without_items = _blanked(without_items, field.start, field.end)
        starts = frozenset(field.start for field in self._field("address"))
        for field in self._field("address"):
            without_items = _blanked(without_items, field.begin, field.start)
            self._left_label(field)
        if self._region not in CITIES_LISTED:
            # Only what the label says is known of these: it must not be taken for the city.
            for field in self._field("city", "province", "postcode"):
                without_items = _blanked(without_items, field.begin, field.start)
                if field.key == "city":
                    without_items = _blanked(without_items, *self._first_piece(field))
        taken = take_address(without_items, self._places, self._region, whole=False, starts=starts)
        for part, start, end in taken.where:
            self._take(part, start, end)
        for start, end in taken.unused:
            if self._says_something(start, end):
                self._unused.append((start, end))
            self._blank(start, end)
        return self._labelled_parts(taken)

    def _sent_to_a_city(self, address: Address) -> Address:
        """An address without a city has the one that the order is to be sent to: "kirim ke Palembang ya"."""
        if address.city or self._region not in CITIES_LISTED:
            return address
        cities = []
        for start, end in segments(self._left):
            for sent in _SENT_TO.finditer(self._left, start, end):
                marks, _ = find_places(self._left[sent.end() : end], self._places, self._region)
                cities += [(mark, sent.end()) for mark in marks if mark.start == 0]
        if len({mark.value for mark, _ in cities}) != 1 or len({place.city for place in cities[0][0].places}) > 1:
            return address
        mark, offset = cities[0]
        if address.province and address.province not in {place.province for place in mark.places}:
            return address
        self._take("city", offset, offset + mark.end)
        return replace(address, city=mark.value, country=self._region)

    def _sent_abroad(self, address: Address) -> Address:
        """The city before the colon where cities aren't listed, and the name stands elsewhere: "Envío a Cali: …"."""
        if address.city or not address.street or self._region in CITIES_LISTED:
            return address
        found = _SENT_ABROAD.search(self._left)
        if found is None:
            return address
        self._take("city", *found.span("city"))
        self._blank(found.start(), found.end())
        return replace(address, city=found["city"])

    def _first_piece(self, field: Field) -> tuple[int, int]:
        pieces = segments(self._left[field.start : field.end])
        return (field.start + pieces[0][0], field.start + pieces[0][1]) if pieces else (field.start, field.start)

    def _labelled_parts(self, taken: Taken) -> Address:
        """Adds the labelled parts that the table of places doesn't know."""
        parts = {part: getattr(taken.address, part) for part in ("city", "province", "postcode")}
        for field in self._field(*parts):
            start, end = self._first_piece(field) if field.key == "city" else (field.start, field.end)
            value = self._left[start:end].strip("\0 .,")
            self._blank(field.begin, field.start)
            if not value:
                continue
            if field.key == "postcode":
                code = check_postcode(value, self._region)
                known = code if isinstance(code, str) else ""
            else:
                known = "" if any(map(str.isdigit, value)) else value
            if known and (not parts[field.key] or (field.key == "city" and self._region not in CITIES_LISTED)):
                parts[field.key] = known
                self._take(field.key, start, end)
        address = taken.address
        filled = tuple(part for part in address.filled if parts.get(part) == getattr(address, part))
        if address == Address() and not any(parts.values()):
            return address
        return Address(
            street=address.street,
            area=address.area,
            country=self._region,
            filled=filled,
            **parts,
        )

    def _name_behind_trigger(self, address: Address) -> Name | None:
        around = [*pairwise((*segments(self._left), (0, 0)))]
        for (sure, capital), ((start, end), following) in product(_TRIGGERS, around):
            if self._left[end : end + 1] == "?":  # "do you ship to Scotland?"
                continue
            found = name_behind_trigger(self._left, start, end, sure=sure)
            if sure and found is None and ends_with_trigger(self._left, start, end):
                name_below = capitalised_name(self._left, *following)
                found = (name_below, start, following[1]) if name_below else None
            if found and capital and not found[0].first[:1].isupper():
                continue
            # The bank before an account's holder may have been taken already, as the payment.
            sentence = max(self._plain.rfind(mark, 0, start) for mark in (",", ";", "\n", ". ")) + 1
            if found and found[0].full.casefold() in (address.city.casefold(), address.province.casefold()):
                continue  # "para enviar a Medellín"
            if found and self._is_before_anothers_phone(found[2]):  # "I'm Edgar, 0918…", who isn't the one who gets it
                continue
            if found and not self._is_place(found[0]) and not ACCOUNT.search(self._plain, sentence, found[1]):
                name, name_start, name_end = found
                self._take("name", name_start, name_end)
                return name
        return None

    def _is_before_anothers_phone(self, position: int) -> bool:
        return any(
            position <= start and not PHONE_LABEL.sub("", self._plain[position:start]).strip(_NO_TEXT + "()")
            for start in self._others_phones
        )

    def _items(self, in_fields: list[Piece]) -> tuple[list[ReadItem], list[Piece]]:
        pieces = [
            Piece(start, end)
            for start, end in segments(self._left)
            if not any(start < piece.end and piece.start < end for piece in in_fields)
        ]
        items, left = find_items(
            self._left,
            sorted([*in_fields, *pieces], key=lambda each: each.start),
            self._catalogue,
            whole={"phone", "street"} <= {part for part, _ in self._where},
        )
        # Before the items are blanked: a price that disagrees may stand inside one.
        left = [piece for piece in left if self._says_something(piece.start, piece.end)]
        for item in items:
            self._take("items", item.span.start, item.span.end)
        return items, left

    def _with_what_stands_between(self, address: Address, items: list[ReadItem]) -> tuple[Address, list[ReadItem]]:
        """What nobody sells, between parts of the address, belongs to it: "Jl. X No 9, 30 Ilir, Palembang"."""
        parts = [span for part, span in self._where if part in ("street", "area", "city", "province", "postcode")]
        kept: list[ReadItem] = []
        for item in items:
            line = self._plain.rfind("\n", 0, item.span.start) + 1
            ends = self._plain.find("\n", item.span.end)
            before = any(line <= span.start and span.end <= item.span.start for span in parts)
            behind = any(item.span.end <= span.start and (ends < 0 or span.start < ends) for span in parts)
            doubtful = not item.certain and len(item.text) < _SHORTEST_ITEM  # "pta 5" resembles something short
            if (item.candidates and not doubtful) or not before or not behind:
                kept.append(item)
                continue
            self._where = [each for each in self._where if each != ("items", item.span)]
            self._where.append(("area", item.span))
            written = " ".join(self._text[item.span.start : item.span.end].split())
            address = replace(address, area=", ".join(filter(None, (written, address.area))))
        return address, kept

    def _with_building(self, address: Address, left: list[Piece]) -> tuple[Address, list[Piece]]:
        """A school's or a company's name right before the street belongs to it: "Ponpes Darul Hikmah, Jl. …"."""
        street = min((span.start for part, span in self._where if part == "street"), default=None)
        for piece in left if street is not None else ():
            between = self._left[piece.end : street]
            to = _TO.match(self._left, piece.start, piece.end)
            start = to.end() if to else piece.start
            if begins_with_building(self._left[start : piece.end]) and not between.strip(_NO_TEXT + "\0"):
                written = " ".join(self._text[start : piece.end].split())
                self._take("street", start, piece.end)
                return replace(address, street=f"{written}, {address.street}"), [each for each in left if each != piece]
        return address, left

    def _name_of(self, item: ReadItem) -> str:
        variant = self._catalogue.variants(item.candidates[:1])[0] if item.certain else None
        return variant.product_name if variant else item.text

    def _capitalised_name(self, left: list[Piece]) -> tuple[Name | None, list[Piece]]:
        """A capitalised piece directly beside the phone or the address; nothing when there are two such pieces."""
        marks = [span for part, span in self._where if part in ("phone", "street", "city", "area", "postcode")]
        able = [
            (name, piece)
            for piece in left
            if any(self._adjacent(piece, span) for span in marks)
            and (name := self._name_in(piece))
            and not self._is_place(name)
            and (
                self._titled(piece)
                or not any(hit.score > _MOST_OF_A_NAME for hit in self._catalogue.search(name.full, 1))
            )
        ]
        first_place = min((span.start for part, span in self._where if part in ("street", "area", "city")), default=0)
        if len(able) > 1:  # what stands behind the street may be a place that nobody listed
            phone = min((span.start for part, span in self._where if part == "phone"), default=0)
            able = [each for each in able if each[1].end <= (first_place or phone)]
        if len(able) > 1:
            able = [each for each in able if self._shows_name(each[1])]
        if not able:
            able = [
                (name, piece)
                for piece in left
                if _SIGNED.search(self._plain, 0, piece.start)
                and (name := capitalised_name(self._left, piece.start, piece.end))
            ]
        if len(able) != 1:
            return None, left
        name, piece = able[0]
        self._take("name", piece.start, piece.end)
        return name, [each for each in left if each is not piece]

    def _name_in(self, piece: Piece) -> Name | None:
        """The name that a piece is, or that stands behind a colon at its end: "please ship it to: …"."""
        if name := capitalised_name(self._left, piece.start, piece.end):
            return name
        colon = self._left.rfind(":", piece.start, piece.end)
        if colon >= 0 and (name := capitalised_name(self._left, colon + 1, piece.end)):
            return name
        return None if self._has_capitals else small_name(self._left, piece.start, piece.end)

    def _shows_name(self, piece: Piece) -> bool:
        said = self._left[piece.start : piece.end].split()
        return self._titled(piece) or bool({*said[1:-1]} & (NAME_PARTICLES - {"de", "la", "el", "al", "y"}))

    def _titled(self, piece: Piece) -> bool:
        words = self._left[piece.start : piece.end].split()
        return len(words) > 1 and any(word.strip(".").casefold() in HONORIFICS for word in words[:2])

    def _is_place(self, name: Name) -> bool:
        full, country = name.full, self._region
        return bool(self._places.city(full, country)) or self._places.province(full, country) is not None

    def _adjacent(self, piece: Piece, span: Span) -> bool:
        between = self._left[piece.end : span.start] if piece.end <= span.start else self._left[span.end : piece.start]
        return trim(between, 0, len(between), " \t\r\n\0,;:./|()~*-") is None

    def _says_something(self, start: int, end: int) -> bool:
        return not says_nothing(word.casefold() for word in _WORD.findall(self._left[start:end]))


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]
