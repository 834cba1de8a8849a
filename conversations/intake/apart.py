"""Questions that hold several things, joined by a word that nobody knows: each is asked about by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from conversations.context import Catalogue
from conversations.intake.capitals import is_everyday
from conversations.intake.matching import CLEAR, Parsed, as_option, best, is_sold, key_words
from conversations.intake.pieces import Piece, Word, bare, counts, item_words, query
from conversations.intake.words import BEFORE_NAME_NUMBER, MEASURES
from conversations.quantities import UNITS, parse_quantity

_SHORTEST_WORD = 3  # letters
_SHORTEST_JOINING = 2
_MOST_TRIED = 2
_MOST_WORDS = 20


def each_apart(plain: str, found: Sequence[Parsed], catalogue: Catalogue) -> list[Parsed]:
    """The items, with those that aren't certain cut behind or before their counts, or at a word that joins two."""
    apart: list[Parsed] = []
    for each in found:
        apart += [each] if each.certain else _parts(plain, each, catalogue, apart[-1] if apart else None)
    return apart


def _parts(plain: str, item: Parsed, catalogue: Catalogue, before: Parsed | None) -> Sequence[Parsed]:
    piece = Piece(item.start, item.end)
    edges = [
        cut
        for cut in _cuts(plain, piece)
        if _tells(plain, item.start, cut, item, catalogue) and _tells(plain, cut, item.end, item, catalogue)
    ]
    if not edges:
        words = item_words(plain, piece)[0][:_MOST_WORDS]
        edges = [
            words[at].start()
            for at in [*_joining(words, catalogue)][:_MOST_TRIED]
            if _joins(words, at, catalogue, before)
        ][:1]
    if not edges:
        return (item,)
    pieces = [Piece(*span) for span in pairwise([item.start, *edges, item.end])]
    named = [(piece, *item_words(plain, piece)) for piece in pieces]
    if not all(words for _, words, _ in named):
        return (item,)
    return [_question(piece, words, item, catalogue, ordered=ordered) for piece, words, ordered in named]


def _cuts(plain: str, piece: Piece) -> Iterator[int]:
    """Where a count inside a piece may part two things: behind it, or before it where a count begins the piece."""
    found = list(counts(plain, piece))
    in_front = bool(found) and not plain[piece.start : found[0][0]].strip()
    for start, end in found[1:] if in_front else found:
        before = plain[piece.start : start].split()
        if not (before and before[-1].casefold() in BEFORE_NAME_NUMBER):
            yield start if in_front else end


def _tells(plain: str, start: int, end: int, item: Parsed, catalogue: Catalogue) -> bool:
    """Whether something is named there; one word that isn't sold may be a unit that nobody knows."""
    words = [bare(word) for word in item_words(plain, Piece(start, end))[0]]
    telling = [
        word
        for word in words
        if word.isalpha() and len(word) >= _SHORTEST_WORD and word not in UNITS | MEASURES and not is_everyday(word)
    ]
    options = {word for variant in item.candidates for word in key_words(variant)}
    return len(telling) > 1 or not options.isdisjoint(words) or any(is_sold(word, catalogue) for word in telling)


def _joining(words: Sequence[Word], catalogue: Catalogue) -> Iterator[int]:
    """The places of words that aren't known, between others that are sold."""
    said = [*map(bare, words)]
    strange = [word.isalpha() and len(word) >= _SHORTEST_JOINING and not is_everyday(word) for word in said]
    if not any(strange[1:-1]):
        return
    sold = [is_sold(word, catalogue) for word in said]
    for at, word in enumerate(said):
        if strange[at] and not sold[at] and any(sold[:at]) and any(sold[at + 1 :]) and parse_quantity(word) is None:
            yield at


def _joins(words: Sequence[Word], at: int, catalogue: Catalogue, before: Parsed | None) -> bool:
    """Whether a word stands between two different things that are sold."""
    first = best(words[:at], catalogue, before, ordered=False)
    second = best(words[at + 1 :], catalogue, first, ordered=False)
    named = all(each.named and each.score >= CLEAR for each in (first, second))
    return named and not {*first.candidates} & {*second.candidates}


def _question(piece: Piece, words: Sequence[Word], item: Parsed, catalogue: Catalogue, *, ordered: bool) -> Parsed:
    named = as_option(words, catalogue, None)
    return replace(
        item,
        text=query(words),
        start=piece.start,
        end=piece.end,
        quantity=None,
        ask_quantity=True,
        candidates=named.candidates,
        certain=False,
        numbered=(),
        ordered=ordered,
        prices=(),
    )
