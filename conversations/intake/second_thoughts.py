"""Where second thoughts begin inside a piece, so that they can be read by themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from conversations.intake.pieces import Piece
from conversations.intake.words import CANCELLATION
from conversations.quantities import UNITS

_SECOND_THOUGHT = re.compile(
    r"(?:(?<=\d lg)|(?<=\d lagi))\s(?=(?:jadi|jd)\s\d)"
    r"|\s(?=(?:eh|ralat|koreksi|revisi|wait|ay|oops)\s)|\s(?:(?:trs|terus|trus|lalu|dan|sama|y|and|then)\s)?"
    r"(?=tambah(?:in|an|kan)?\s)",
    re.IGNORECASE,
)
# "… keju 2 cireng kurangi jadi 3": what is changed stands before the words that say so.
_CHANGING = re.compile(
    r"(?<![^\W_])(?:(?:kurangi|kurangin|dikurangi|tambah(?:in)?|ditambah|ganti|diganti|ubah|diubah)\s+)?(?:jadi|jd|menjadi)\s+\S*\d"
    rf"|(?<![^\W_])(?:ganti|diganti|tukar|tuker|(?:ukuran|warna|rasa|size)nya)(?![^\W_])|{CANCELLATION.pattern}",
    re.IGNORECASE,
)
# Who gets it may stand right behind: "jadi 5 Sigit Purnomo".
_PERSON_BEHIND = re.compile(r"(?<=[\da-z] )(?:[A-Z][a-z.']+ ){1,3}[A-Z][a-z']+\Z")
_WORD = re.compile(r"\S+")
_POINTING = frozenset({"tu", "itu", "yang", "yg"})
_MOST_OF_A_NAME = 4  # words


def second_thoughts(plain: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, cut before words of correction inside them, and before what these words are about."""
    for piece in pieces:
        cuts = {match.start() for match in _SECOND_THOUGHT.finditer(plain, piece.start, piece.end)}
        cuts |= {*_named_again(plain, piece)}
        for start, end in zip([piece.start, *sorted(cuts)], [*sorted(cuts), piece.end], strict=True):
            yield replace(piece, start=start, end=end)


def _named_again(plain: str, piece: Piece) -> Iterator[int]:
    """Where something that stands there already is named once more, because something about it changes.

    And where somebody's name begins behind it.
    """
    for change in _CHANGING.finditer(plain, piece.start, piece.end):
        words = [*_WORD.finditer(plain, piece.start, change.start())]
        first = len(words)
        while first and len(words) - first < _MOST_OF_A_NAME and _is_known(plain, words[first - 1]):
            first -= 1
        if first and any(word.group().casefold() not in _POINTING for word in words[first:]):
            yield words[first].start()
        if behind := _PERSON_BEHIND.search(plain, change.end(), piece.end):
            yield behind.start()


def _is_known(plain: str, word: re.Match[str]) -> bool:
    """Whether a word stood there before; "nya" says by itself that it did."""
    said = word.group().casefold()
    if said in _POINTING:
        return True
    bare = said.removesuffix("nya")
    if not bare.isalpha() or said in UNITS:
        return False
    return bare != said or re.search(rf"(?<![^\W_]){bare}", plain[: word.start()], re.IGNORECASE) is not None
