"""Cuts a piece that is several items at the numbers that make the most of it: "pb hitam 1 kabel c 1m 2 topi navy 1"."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.context import Catalogue
from conversations.intake.matching import CLEAR, Parsed
from conversations.intake.pieces import Piece, counts, item_words
from conversations.intake.remarks import has_letter, is_counted, read_one
from conversations.intake.words import BEFORE_NAME_NUMBER

_MOST_COUNTS = 6  # the ways grow with their square
_Way = tuple[int, int, tuple[Parsed, ...]]  # how many counts are in question, how many items, and these


def parted(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> list[Parsed]:
    """The items of a piece, each with its count, with as few questions as can be; [] where it can't be cut so.

    What isn't known becomes a question for every count, so that nothing hides in another's.
    """
    found = [count for count in counts(plain, part) if not _numbers_a_name(plain, part, count[0])]
    if not 1 < len(found) <= _MOST_COUNTS:
        return []
    cuts = sorted({part.start, part.end, *(edge for count in found for edge in count)})
    known: dict[tuple[int, str], _Way | None] = {}

    def best(at: int, last: Parsed | None) -> _Way | None:
        if at == len(cuts) - 1:
            return 0, 0, ()
        key = (at, last.candidates[0].product_id if last and last.candidates else "")
        if key not in known:
            known[key] = min(ways(at, last), default=None, key=lambda way: (way[0], -way[1]))
        return known[key]

    def ways(at: int, last: Parsed | None) -> Iterator[_Way]:
        for to in range(at + 1, len(cuts)):
            piece = replace(part, start=cuts[at], end=cuts[to])
            each = read_one(plain, piece, catalogue, last) if has_letter(plain, piece) else None
            if each is None and (rest := best(to, last)) is not None and _says_nothing(plain, piece):
                yield rest
            if each is not None and at == 0 and _is_heading(each) and (rest := best(to, each)) is not None:
                yield rest
            if each is None or each.quantity is None or (each.elliptic and not each.certain):
                continue
            rest = best(to, each if each.candidates else last)
            if rest is not None:
                sure = is_counted(each) and each.certain
                hidden = sum(piece.start <= start < piece.end for start, _ in found)
                yield rest[0] + (0 if sure else hidden), rest[1] + 1, (each, *rest[2])

    way = best(0, before)
    if way is None or way[1] < 2:
        return []
    read_so = [each.candidates for each in way[2] if is_counted(each)]
    if not read_so or len({*read_so}) < len(read_so):  # the same thing twice is one that was read wrong
        return []
    return list(way[2])


def _numbers_a_name(plain: str, part: Piece, count: int) -> bool:
    """Whether the word before a number says that it belongs to a name: "isi 10", "size 41"."""
    before = plain[part.start : count].split()
    return bool(before) and before[-1].casefold() in BEFORE_NAME_NUMBER


def _says_nothing(plain: str, piece: Piece) -> bool:
    words, _ = item_words(plain, piece)
    return not words


def _is_heading(each: Parsed) -> bool:
    """Whether it only names the product of those behind it: "lip cream 2 nude 1 cherry"."""
    products = {variant.product_id for variant in each.candidates}
    return each.quantity is None and not each.certain and each.score >= CLEAR and each.named and len(products) == 1
