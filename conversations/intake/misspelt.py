"""Slips of the finger in the words that say how many, of each, or not at all: "1 luusin", "masng-masing", "cancle"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations.characters import words
from conversations.context import Catalogue
from conversations.intake.capitals import is_everyday
from conversations.intake.matching import Parsed, is_sold
from conversations.intake.mentions import clause_around
from conversations.intake.pieces import Piece, Word
from conversations.intake.shares import COUNTING, SHARING
from conversations.quantities import parse_quantity

_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{4,}(?![^\W_])")
_SHORTEST = 4  # letters; shorter words are a slip away from too many others
_COUNTING = frozenset(word for word in COUNTING if len(word) >= _SHORTEST)
_CANCELLING = words("batal batalin cancel cancelled canceled hapus cancela cancelar cancelado quita remove skip")

Slip = Literal["counting", "cancelling"]


def slip(word: str) -> Slip | None:
    """Which kind of word it is, but for one letter that is wrong, missing, too many, or changed places."""
    if word in _COUNTING or word in _CANCELLING:
        return None
    return "counting" if nearly(word, _COUNTING) else "cancelling" if nearly(word, _CANCELLING) else None


def misspelt(plain: str, found: Sequence[Parsed], catalogue: Catalogue) -> set[int]:
    """The places of the items that such a word may be about: those in its clause, or else those before it."""
    about: set[int] = set()
    for word, kind in _slips(plain, catalogue):
        if any(_asks_about_more(each, word) for each in found):
            continue  # "ikan masin 1kg"
        start, end = clause_around(plain, Piece(word.start(), word.end()))
        there = {at for at, each in enumerate(found) if each.certain and each.start < end and start < each.end}
        before = {at for at, each in enumerate(found) if each.end <= word.start()}
        about |= there or {at for at in before if kind == "cancelling" or found[at].quantity is None}
    return {at for at in about if found[at].certain and not found[at].changed}


def _asks_about_more(item: Parsed, word: Word) -> bool:
    """Whether a word is one of several of something that isn't sold, which is asked about as it is."""
    telling = [each for each in _WORD.findall(item.text.casefold()) if not is_everyday(each) and each not in SHARING]
    return not item.certain and not item.candidates and len(telling) > 1 and item.start <= word.start() < item.end


def nearly(word: str, others: Iterable[str]) -> bool:
    """Whether a word is one of others, but for one letter."""
    if len(word) < _SHORTEST:
        return False
    return process.extractOne(word, others, scorer=OSA.distance, processor=None, score_cutoff=1) is not None


def _slips(plain: str, catalogue: Catalogue) -> Iterator[tuple[Word, Slip]]:
    for word in _WORD.finditer(plain):
        said = word.group()
        known = not said.islower() or is_everyday(said) or parse_quantity(said) is not None
        kind = None if known else slip(said)
        if kind is not None and not is_sold(said, catalogue):
            yield word, kind
