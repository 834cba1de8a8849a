"""The message on the desk: what was found in it and where, and what is left."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from conversations.address_parts import MOST_CHARACTERS
from conversations.characters import level
from conversations.context import Catalogue, Places
from conversations.intake.capitals import with_capitals
from conversations.intake.exports import said_by_shop, without_prefixes
from conversations.intake.labels import Field, fields
from conversations.intake.names import capitalised_name
from conversations.intake.pieces import with_open_brackets
from conversations.intake.reading import Span
from conversations.intake.words import COURIER, says_nothing
from conversations.quantities import UNITS
from conversations.segments import segments

NO_TEXT = " \t\r\n,;:.·•|-"  # around a piece; what it says stays as written
_KEYCAP = re.compile(r"(?<![^\n])([0-9])(\ufe0f?\u20e3)")
_LISTED = re.compile(r"(?:^|(?<=\n)|(?P<before>[^\W\d_]{0,9}\.?)[ ]|(?<=:))(?P<number>\d{1,2})[).][ ]?(?=[^\W\d_])")
# "Jl. Melati no 3. …"
_NUMBERED = frozenset({"no", "nomor", "rt", "rw", "blok", "lt", "gg", "km", "unit", "lot", "jl"})
_LEAST_LISTED = 2
_LINE_NUMBER = re.compile(r"\s*\d{1,2}[.)]")
# Signs of messengers around words: "_Nama_ : *Rina*".
_BOLD = re.compile(r"(?<![^\s:(])\*(?=[^\s*])|(?<=[^\s*])\*(?![^\s:,.;)])")
_ITALIC = re.compile(r"(?<![^\s*~(])_(?=[^\W_])|(?<=[^\W_#.])_(?![^\s*~:;,.)])")
_FIELD_SIGN = re.compile(r"(?<=\S)[#_~^](?=\S)")
# A slash without spaces parts what has at least four characters: no "RT 02/05", no "a/n", no "S/M/L".
_TIGHT = re.compile(
    rf"(?<=[^/]{{4}})/(?=[^\s/][^/]{{3}})(?:(?<!\d/)|(?!\d)|(?=\d{{1,3}}[ ]?(?:{'|'.join(sorted(UNITS))})\b))"
)
# With how many of them a line has at least.
_PART_SIGNS = (
    (re.compile(r" / "), 3),
    (re.compile(r" (?:\||//|~) |;[ ]"), 2),
    (_TIGHT, 3),
)
_SLASH_BEFORE_NUMBER = re.compile(r"(?<= )/(?= \d{1,2}[.)] )")  # "0812… / 3. Alamat: …"
# A form may have labels on lines above their values; those of areas belong to the address as they are.
_AREA = r"(?:kelurahan|kecamatan|kel|kec|desa|distrik|barangay|brgy|taman|colonia|barrio)"
_AREA_ABOVE = re.compile(
    rf"(?<![^\n])(?P<label>[ \t]*{_AREA}(?:[ ]?[/&][ ]?{_AREA})?[ \t]*:?[ \t]*)\n(?=[^\n]*\w)", re.IGNORECASE
)
_LEAST_FIELDS = 4
_LEAST_LETTERS = 20
_MOSTLY = 0.9
_CAPITALISED = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_A-Z]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


class Page:
    """One message while it is read: what is left of it shrinks as facts are found.

    `plain` and `left` are as long as `text`, so that places in one are places in all of them.
    """

    def __init__(self, text: str, catalogue: Catalogue, places: Places, region: str) -> None:
        self.text = text
        chat = _with_breaks(_without_signs(level(_with_list_numbers(text[:MOST_CHARACTERS]))))
        shops = list(said_by_shop(chat))
        self.shouted = _is_shouted(chat)
        if self.shouted:
            chat = "".join(mark.lower() if len(mark.lower()) == 1 else mark for mark in chat)
        self.plain = _AREA_ABOVE.sub(r"\g<label> ", without_prefixes(chat))
        for start, end in shops:
            self.plain = self.plain[:start] + re.sub(r"[^\n]", " ", self.plain[start:end]) + self.plain[end:]
        self.plain = with_open_brackets(self.plain)
        self.left = self.plain
        self.has_capitals = _CAPITALISED.search(self.plain) is not None  # "M" and "XL" are sizes
        self._cased = self.plain if self.has_capitals else with_capitals(self.plain)
        self._named = "", ""
        self.catalogue = catalogue
        self.places = places
        self.region = region.upper()
        self.where: list[tuple[str, Span]] = []
        self.unused = shops
        self.second_phones: list[str] = []
        self.others_phones: list[int] = []  # where those stand that aren't the customer's
        self.fields = tuple(field for field in fields(self.plain) if field.key != "address" or field.start < field.end)
        self.fields = tuple(
            replace(field, key="name") if field.key == "courier" and self._is_person(field) else field
            for field in self.fields
        )

    def _is_person(self, field: Field) -> bool:
        """Whether a label that may be the courier's or the customer's has a person behind it: "Delivery: …"."""
        if any(each.key == "name" for each in self.fields) or COURIER.search(self.plain, field.start, field.end):
            return False
        found = capitalised_name(self._cased, *self.first_piece(field))
        return found is not None and bool(found.last)

    @contextmanager
    def small_names(self) -> Iterator[None]:
        """Meanwhile the message's capitals say nothing about names."""
        before = self.has_capitals, self._cased
        self.has_capitals, self._cased = False, with_capitals(self.plain)
        yield
        self.has_capitals, self._cased = before

    @property
    def left_in_names(self) -> str:
        """What is left, with capitals on what may be a name where the message has none."""
        if self.has_capitals:
            return self.left
        if self._named[0] != self.left:  # it is asked for at every piece
            marks = zip(self.left, self._cased, strict=True)
            self._named = self.left, "".join("\0" if mark == "\0" else cased for mark, cased in marks)
        return self._named[1]

    def take(self, part: str, start: int, end: int) -> None:
        """Notes where a part stood, and takes it out of what is left."""
        if start < end:
            self.where.append((part, Span(start, end)))
            self.blank(start, end)

    def blank(self, start: int, end: int) -> None:
        # Breaks stay breaks: the pieces on both sides must not grow together.
        self.left = self.left[:start] + "\0" * (end - start) + self.left[end:]

    def field(self, *keys: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.key in keys)

    def blank_label(self, field: Field) -> None:
        self.blank(field.begin, field.start)

    def first_piece(self, field: Field) -> tuple[int, int]:
        pieces = segments(self.left[field.start : field.end])
        return (field.start + pieces[0][0], field.start + pieces[0][1]) if pieces else (field.start, field.start)

    def says_something(self, start: int, end: int) -> bool:
        line = self.plain.rfind("\n", 0, start) + 1
        number = _LINE_NUMBER.match(self.plain, line)
        if number and line <= start and end <= number.end():
            return False
        return not says_nothing(word.casefold() for word in _WORD.findall(self.left[start:end]))


def _is_shouted(plain: str) -> bool:
    """Whether it is written in capitals, so that they say nothing about names."""
    letters = [mark for mark in plain if mark.isalpha()]
    return len(letters) >= _LEAST_LETTERS and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters)


def _with_list_numbers(text: str) -> str:
    """Keycaps ("1️⃣") as numbers of a list, and each number of a list that runs on in its line on a line of its own.

    As long as `text`: "1) kopi 2 2) teh 1".
    """
    text = _KEYCAP.sub(lambda match: match[1] + ")" + " " * (len(match[2]) - 1), text)
    found = [
        match for match in _LISTED.finditer(text) if (match["before"] or "").strip(".").casefold() not in _NUMBERED
    ]
    if len(found) < _LEAST_LISTED or [int(match["number"]) for match in found] != [*range(1, len(found) + 1)]:
        return text
    if found[0]["before"] and ")" not in found[0].group():
        return text  # "hitam 1. eh jadi 2. kirim ke …"
    breaks = {match.start("number") - 1 for match in found if match["before"] is not None}
    return "".join("\n" if at in breaks else mark for at, mark in enumerate(text))


def _without_signs(plain: str) -> str:
    """Lines of a form whose fields stand side by side: "Yulia#Jl. Melati 3#Pontianak#0852…"; as long as `plain`."""
    plain = _BOLD.sub(" ", _ITALIC.sub(" ", _SLASH_BEFORE_NUMBER.sub("•", plain)))
    return "\n".join(map(_parted, plain.split("\n")))


def _parted(line: str) -> str:
    """A line with the same sign between all its parts, as the lines that it would be otherwise."""
    if len(_FIELD_SIGN.findall(line)) >= _LEAST_FIELDS:
        return _FIELD_SIGN.sub("•", line)
    for sign, least in _PART_SIGNS:
        if len(sign.findall(line)) >= max(least, line.count(", ") // 2 if sign is _TIGHT else 0):
            return sign.sub(_line_break, line)
    return line


def _line_break(sign: re.Match[str]) -> str:
    return "\n".rjust(len(sign.group()))


def _with_breaks(plain: str) -> str:
    """Emoji and other symbols as bullets: they stand where one thing ends and another begins; as long as `plain`."""
    if plain.isascii():
        return plain
    return "".join("•" if _is_symbol(mark) else mark for mark in plain)


def _is_symbol(mark: str) -> bool:
    # Modifiers are the skin colours of emoji; "°" is a number's.
    return not mark.isascii() and mark not in "°№" and unicodedata.category(mark) in ("So", "Sk")


def blanked(text: str, start: int, end: int) -> str:
    """`text` with nothing between the two places; a break stays there."""
    return text[:start] + "\0" * (end - start) + text[end:]
