"""The same text in plainer characters, each at its old place, so that what is found keeps its position."""

import re
import unicodedata

# JSON can name half a character ("\ud83d"), which no file or database can hold.
HALVES = re.compile(r"[\ud800-\udfff]")

# Dashes and minus signs, whatever keyboard or word processor they come from.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣"), "-")
# Full-width forms of ASCII, as East Asian keyboards type them.
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# What keycap emoji add to a digit.
_KEYCAP = {0xFE0F: " ", 0x20E3: " "}
_PLAIN = _DASHES | _FULL_WIDTH | _KEYCAP | {ord("’"): "'", ord("‘"): "'"}


def level(text: str) -> str:
    """`text` with digits of any script as 0–9, dashes as "-", and spaces and invisible marks as " ".

    The result has the length of `text`: a span in one is the same span in the other. Line breaks stay.
    """
    if text.isascii():
        return text
    return "".join(character if character.isascii() else _plain(character) for character in text)


def _plain(character: str) -> str:
    if (plain := _PLAIN.get(ord(character))) is not None:
        return plain
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    return " " if unicodedata.category(character) in ("Zs", "Cf") else character


def without_accents(text: str) -> str:
    """`text` without the marks on its letters, and in compatible forms; it may have another length."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def words(listed: str) -> frozenset[str]:
    """A set of words from a text that lists them between spaces."""
    return frozenset(listed.split())
