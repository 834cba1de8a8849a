"""So many of something that isn't named, or that nobody sells: it is wanted, and becomes a question."""

import re

from conversations.intake.capitals import is_everyday
from conversations.intake.matching import Parsed
from conversations.intake.pieces import Piece, asks, bare, item_words, query
from conversations.intake.words import ASKING, NOT_WANTED
from conversations.quantities import parse_quantity

_WORD = re.compile(r"[^\W_]+")
_ORDERS = re.compile(
    r"(?<![^\W_])(?:pes[ae]n|order|ambil|beli|mau|minta|nak|kirimin|i['’]?ll\s+(?:take|have)|(?:please\s+)?send(?:\s+me)?|give\s+me"
    r"|quiero|m[aá]ndame|dame|pa-?order(?:\s+po)?|kukuha)(?:\s+(?:lagi|lg|aja|ya|dong|yang|yg|another|ako|po|ng))*\s+",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    r"(?P<many>\d{1,2}|satu|dua|tiga|empat|lima|two|three|four|five|dos|tres|dalawa(?:ng)?)"
    r"(?:\s+(?!hari|minggu|bulan|tahun|jam|menit|orang|kali|days?|weeks?|months?|people|d[ií]as?|veces)[^\W\d_]{2,})?"
    r"(?:\s+(?:ya|aja|dong|kak|dulu|please|pls|po|la|yang\s+sama\b.*))*\s*\Z",
    re.IGNORECASE,
)
_MOST_COUNTED = 100
_MOST_WORDS = 12
_MOST_ASKED = 6  # words


def orders_so_many(plain: str, piece: Piece) -> Parsed | None:
    """A question about a piece that orders so many and says no more of what: "sekarang aku pesen lagi 5 toples"."""
    said = [word.casefold() for word in _WORD.findall(plain, piece.start, piece.end)]
    ordering = _ORDERS.search(plain, piece.start, piece.end)
    many = _SO_MANY.match(plain, ordering.end(), piece.end) if ordering else None
    heads = plain[piece.end : piece.end + 1] == ":"  # "aku pesen 2 ya: 1 flat shoes nude, 1 …"
    if many is None or heads or len(said) > _MOST_WORDS or NOT_WANTED.search(plain, piece.start, piece.end):
        return None
    count = parse_quantity(many["many"])
    if not isinstance(count, int) or not 0 < count < _MOST_COUNTED:
        return None
    return Parsed(" ".join(plain[piece.start : piece.end].split()), piece.start, piece.end, count)


def asks_for_so_many(plain: str, piece: Piece) -> Parsed | None:
    """A question about a line that asks for so many of what nobody sells: "kecap bango 1 lusin ada ga?"."""
    begins = plain[: piece.start].rstrip(" ")[-1:] in ("", "\n", "•")
    words = [word for word in item_words(plain, piece)[0] if bare(word) not in ASKING]
    if not begins or not asks(plain, piece) or not 1 < len(words) <= _MOST_ASKED:
        return None
    for at, word in enumerate(words):
        count = parse_quantity(" ".join(each.group() for each in words[at : at + 2]))
        count = count if isinstance(count, int) else parse_quantity(word.group())
        named = any(not is_everyday(bare(each)) for each in words[:at])
        if named and isinstance(count, int) and 0 < count < _MOST_COUNTED and bare(words[at - 1]).isalpha():
            return Parsed(query(words[:at]), words[0].start(), words[-1].end(), count)
    return None
