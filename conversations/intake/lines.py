"""Lines of a list, where commas and dashes part nothing: "1) Linen shirt, khaki, XL - 1", "2 pcs - Sandal"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from conversations.context import Catalogue
from conversations.intake.matching import (
    best,
)
from conversations.intake.pieces import (
    Piece,
    item_words,
)
from conversations.intake.remarks import is_counted

_NUMBERED_LINE = re.compile(r"[ \t]*\d{1,2}[.)]\s")
_MOST_COMMAS = 5
_COUNT_BEFORE_DASH = re.compile(r"[ \t•*-]*\d{1,3}[ ]?(?:x|[^\W\d_]{2,8}\.?)?[ ]*[–—-][ ]*")
_BEGINNINGS = frozenset({"", "\n", ",", "/", ";", ":", "|"})
_LONGEST_JOINED = 12


def with_commas(plain: str, pieces: Sequence[Piece], catalogue: Catalogue) -> list[Piece]:
    """The pieces, where those of a numbered line are one item as one: "1) Linen shirt, khaki, XL - 1"."""
    found: list[Piece] = []
    for piece in pieces:
        line = plain.rfind("\n", 0, piece.start) + 1
        numbered = _NUMBERED_LINE.match(plain, line)
        same = [each for each in found if each.start >= line] if numbered and piece.start > line else []
        if same and len(same) < _MOST_COMMAS and not any(_has_count(plain, each, line) for each in same):
            whole = replace(piece, start=same[0].start)
            words, ordered = item_words(plain.replace(",", " "), whole)
            read = best(words, catalogue, None, ordered=ordered) if words and len(words) < _LONGEST_JOINED else None
            if read is not None and read.certain and is_counted(read):
                found[-len(same) :] = [whole]
                continue
        found.append(piece)
    return found


def with_counts_in_front(plain: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, where a count that begins a line is joined to what stands behind its dash: "2 pcs - Sandal"."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        begins = last is not None and plain[: last.start].rstrip(" ")[-1:] in _BEGINNINGS
        start = last.start if last is not None and begins else _line(plain, last.start) if last else 0
        if last is not None and _COUNT_BEFORE_DASH.fullmatch(plain, start, piece.start):
            found[-1] = replace(piece, start=last.start)
        else:
            found.append(piece)
    return found


def _line(plain: str, position: int) -> int:
    return plain.rfind("\n", 0, position) + 1


def _has_count(plain: str, piece: Piece, line: int) -> bool:
    text = (
        _NUMBERED_LINE.sub("", plain[piece.start : piece.end])
        if piece.start == line
        else plain[piece.start : piece.end]
    )
    return any(map(str.isdigit, text))
