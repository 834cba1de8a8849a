"""Where second thoughts begin inside a piece, so that they can be read by themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from conversations.intake.corrections import LISTED
from conversations.intake.matching import Parsed
from conversations.intake.pieces import Piece
from conversations.intake.words import ARTICLES, CANCELLATION, MEASURES, POLITE
from conversations.quantities import UNITS, parse_quantity

_SECOND_THOUGHT = re.compile(
    r"(?:(?<=\d lg)|(?<=\d lagi))\s(?=(?:jadi|jd)\s\d)"
    r"|\s(?=(?:and|y|dan|terus|trus|trs|then|tapi|but|pero|tapos)\s(?:make|change|swap|switch|bump|ganti|ubah|jadikan|cambia|gawin|cancel|drop|batal)\s)"
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
# "yang ocean tambah satu lagi": there is more of what was named.
_MORE_OF_IT = re.compile(
    r"\W*(?:(?:eh|oh|oiya|terus|trus|trs|tolong)\s+)*(?:(?:yg|yang)\s+\S+(?:\s+[^\W\d]\S*)?|\S+nya)(?:\s+(?:tolong|minta))?(?:\s+tambah\S*\s+\S+\s+(?:lagi|lg))?\s*\Z",
    re.IGNORECASE,
)
_NAMED_AND_SO_MANY_MORE = re.compile(
    r"\W*(?:[^\W\d_]+\s+){1,3}tambah\S*\s+[^\W_]+\s+(?:lagi|lg)(?:\s+(?:ya|ye|kak|deh|dong))?\W*", re.IGNORECASE
)
_REPLACING = re.compile(r"(?:di)?(?:ganti|tuk[ae]r)", re.IGNORECASE)
# Who gets it may stand right behind: "jadi 5 Sigit Purnomo".
_PERSON_BEHIND = re.compile(r"(?<=[\da-z] )(?:[A-Z][a-z.']+ ){1,3}[A-Z][a-z']+\Z")
_WORD = re.compile(r"\S+")
_LETTERS_OR_FIGURES = re.compile(r"[^\W_]+")
_POINTING = frozenset({"tu", "itu", "yang", "yg"})
_AND_THEN = frozenset({"y", "and", "dan", "sama", "terus", "trus", "trs", "then", "tapi", "tp", "but", "pero", "tsaka"})
_UNITS = UNITS - {"item"}  # black, in slang
_LOOK_BACK = 120  # characters
_MOST_OF_A_NAME = 6  # words


def second_thoughts(plain: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, cut before words of correction inside them, and before what these words are about."""
    for piece in pieces:
        begun = (
            match.start()
            for match in _SECOND_THOUGHT.finditer(plain, piece.start, piece.end)
            if not _MORE_OF_IT.match(plain[piece.start : match.end()])
            and not _NAMED_AND_SO_MANY_MORE.fullmatch(plain, piece.start, piece.end)
        )
        cuts = sorted({*begun, *_named_again(plain, piece)})
        for start, end in pairwise([piece.start, *cuts, piece.end]):
            yield replace(piece, start=start, end=end)


def counts_something_else(plain: str, part: Piece, cancelled: Parsed, name: str) -> bool:
    """Whether a part of a cancellation says how many, and not of what is `cancelled`, all of whose words are `name`."""
    words = [word.casefold() for word in _LETTERS_OR_FIGURES.findall(plain, part.start, part.end)]
    counts = {count for word in words if word not in ARTICLES and isinstance(count := parse_quantity(word), int)}
    named = {int(word) for word in _LETTERS_OR_FIGURES.findall(name) if word.isdecimal()}
    listed = {int(match[1]) for match in LISTED.finditer(plain, part.start, part.end)}
    return bool(counts - named - listed - {cancelled.quantity})


def _named_again(plain: str, piece: Piece) -> Iterator[int]:
    """Where something that stands there already is named once more, because something about it changes.

    And where somebody's name begins behind it.
    """
    changes = [*_CHANGING.finditer(plain, piece.start, piece.end)]
    for change in changes:
        words = [*_WORD.finditer(plain, max(piece.start, change.start() - _LOOK_BACK), change.start())]
        if words and words[-1].group().casefold() in _AND_THEN:
            yield words[-1].start()  # "3 de vainilla y quita el de rosa"
            continue
        first = len(words)
        while first and len(words) - first < _MOST_OF_A_NAME and (known := _known(plain, words[:first])):
            first -= known
        named = any(word.group().casefold() not in _POINTING for word in words[first:])
        if named and first and _ends_something(words[first - 1]):
            yield words[first].start()
        elif not named and change is not changes[0] and _REPLACING.match(plain, change.start()):
            yield change.start()  # "… ga jadi kak ganti yg rose aja"
        if behind := _PERSON_BEHIND.search(plain, change.end(), piece.end):
            yield behind.start()


def _ends_something(word: re.Match[str]) -> bool:
    """Whether an item or a request may end with the word: a count, its unit, politeness."""
    said = word.group().casefold()
    return said in _UNITS or said in POLITE or isinstance(parse_quantity(said), int)


def _known(plain: str, words: Sequence[re.Match[str]]) -> int:
    """How many words at the end stood there before: numbers do so with their measure, or the word before them.

    "nya" says by itself that a word did.
    """
    word = words[-1]
    said = word.group().casefold()
    if said in _POINTING:
        return 1
    bare = said.removesuffix("nya")
    if bare != said and bare:
        return 1
    together = 1
    if any(map(str.isdigit, said)) or (said in MEASURES and words[-2:-1] and words[-2].group().isdecimal()):
        if len(words) < 2:
            return 0
        said, together = plain[words[-2].start() : word.end()].casefold(), 1 + (said in MEASURES)
    elif not said.isalpha() or said in _UNITS or said in POLITE:
        return 0
    before = plain[: words[-together].start()].casefold()
    return together if re.search(rf"(?<![^\W_]){re.escape(said)}(?![^\W_])", before) else 0
