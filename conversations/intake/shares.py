"""How many of each: "hitam, putih masing-masing 2", "two of each", "tig-dalawa"."""

import re

from conversations.characters import words
from conversations.intake.pieces import Piece
from conversations.quantities import COLLECTIVES, HALVES, NUMBER_WORDS, UNITS, parse_quantity

_EACH = (
    r"""(?:masing\s?-?\s?masing|masing2|masing["”“'²]|msg2|mgg2"""
    r"|each|apiece|cada\s+un[oa]|c/u|(?:se)?tiap\s+satu(?!\s?(?:pcs|helai|buah|kotak|botol))|setiap|tiap(?:-tiap)?|isa-isa)"
)
_NUMBER = r"(?:\d{1,4}|[^\W\d_]{1,12})"
_UNIT = "(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")"
_MANY = "(?:" + "|".join(sorted(COLLECTIVES, key=len, reverse=True)) + ")"
_MARK = re.compile(
    rf"(?<![^\W_])(?:{_EACH}|tig-?\s?(?=isa|dalawa|tatlo|apat|lima|anim|\d))(?:\s+(?:item|warna|ukuran|size|nya)\b)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s*(?P<number>(?:\d{{1,4}}|[^\W\d_]{{1,12}})\s?{_MANY}|\d{{1,4}}(?=\s?{_UNIT}(?![^\W_]))|{_NUMBER})"
    rf"(?:\s?{_UNIT})?(?![^\W_])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![^\W_])(?P<number>{_NUMBER})(?:\s+{_UNIT})?\s+(?:of\s+|para\s+|de\s+|tiap\s+)?\Z", re.IGNORECASE
)
# "@2"; a price has more figures.
_ONE_EACH = re.compile(
    rf"(?<!\S)(?:@\s?(?P<number>[1-9]\d?)(?:\s?{_UNIT})?|satu2|satu-satu|isa-isa)(?![\w.,])", re.IGNORECASE
)
_LOOK_BACK = 40
# The words of all these.
SHARING = words(
    "masing msg mgg each apiece cada un una uno c u se setiap tiap satu isa tig of para de item warna ukuran size nya"
)

COUNTING = NUMBER_WORDS | {*COLLECTIVES} | HALVES | SHARING
"""The words that say how many, or how many of each."""


def find_share(plain: str, part: Piece) -> tuple[int, int, int] | None:
    """Where a piece says how many of each, and how many."""
    if (one := _ONE_EACH.search(plain, part.start, part.end)) is not None:
        return one.start(), one.end(), int(one["number"] or 1)
    for mark in _MARK.finditer(plain, part.start, part.end):
        before = max(part.start, mark.start() - _LOOK_BACK)
        for match, base in (
            (_BEHIND.match(plain, mark.end(), part.end), 0),
            (_BEFORE.search(plain[before : mark.start()]), before),
        ):
            quantity = parse_quantity(match["number"]) if match else None
            if match and isinstance(quantity, int) and quantity:
                return min(mark.start(), base + match.start()), max(mark.end(), base + match.end()), quantity
    return None
