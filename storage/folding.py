"""Spelling that doesn't matter, taken away: case, accents, width, compatibility forms."""

import re
from collections.abc import Iterator

from conversations.characters import without_accents

# Letters that Unicode doesn't decompose into a base letter and a mark.
_PLAIN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h"})
# Letters and digits, and the marks that belong to them (vowel signs of Thai or Devanagari, accents typed apart).
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])*")


def fold(text: str) -> str:
    """`text` in lower case without accents: "Café" and "CAFE" are the same."""
    if text.isascii():
        return text.lower()
    return without_accents(text.casefold()).casefold().translate(_PLAIN)


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of `text`, folded, with where it starts and ends in `text` itself."""
    for match in _WORD.finditer(text):
        yield fold(match.group()), match.start(), match.end()
