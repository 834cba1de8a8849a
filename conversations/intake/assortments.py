"""Where a text names a product and then several of its variants: "kulot 4 cream 3 hitam", "madu (500ml 2, 250ml 1)"."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from conversations.context import Catalogue
from conversations.intake.assortment import MOST, Assortment
from conversations.intake.capitals import is_everyday
from conversations.intake.matching import CLEAR, Parsed, as_option, is_sold
from conversations.intake.pieces import Piece, Word, bare, counts, item_words, parts, query
from conversations.intake.shares import COUNTING
from conversations.intake.words import ARTICLES, CORRECTION
from conversations.quantities import COLLECTIVES, UNITS, parse_quantity

_COUNT_BEHIND = re.compile(r"[-=:]\d{1,3}\W*\Z")
_WORD = re.compile(r"[^\W_]+")
# How many they are together: "daster 1 kodi, biru 12 merah 8", or "masker 10 box (6 putih, sisanya hitam)".
_TOGETHER_BEHIND = re.compile(r"[ ]*(?P<count>(?:\d{1,3}|[^\W\d_]+)(?:[ ]?[^\W\d_]+)?)[ ]*[:;,(][ ]*")
_LONGEST = 240  # characters
_FARTHEST = 2 * _LONGEST  # from where a piece begins that an assortment begins in
_LIKELY = 0.6  # what follows must be variants of it, and nothing else
_MOST_PIECES = 8
_MOST_OF_A_PRODUCT = 6  # words
_MOST_IN_A_NAME = 8  # with its first variant


def with_assortments(
    plain: str, pieces: Sequence[Piece], catalogue: Catalogue
) -> Iterator[tuple[Piece, tuple[Parsed, ...]]]:
    """The pieces, those that are an assortment together as one; with its items, () for all others."""
    at = 0
    edges = cache(partial(_edges, plain))
    counting = [word.start() for word in _WORD.finditer(plain) if _may_count(word.group().casefold())]
    while at < len(pieces):
        able = _counts_behind(counting, pieces[at].start)
        found = next(_assortments_from(plain, pieces, edges, at, catalogue), None) if able else None
        if found is None:
            yield pieces[at], ()
            at += 1
            continue
        first, last, whole, items = found
        if whole.start > pieces[first].start and plain[pieces[first].start : whole.start].strip():
            yield replace(pieces[first], end=whole.start), ()
        yield whole, items
        rest = replace(pieces[last], start=whole.end)
        at = last + 1
        if plain[rest.start : rest.end].strip():
            pieces = [*pieces[:at], rest, *pieces[at:]]


def _may_count(word: str) -> bool:
    return any(map(str.isdigit, word)) or word in COUNTING


def _counts_behind(counting: Sequence[int], start: int) -> bool:
    """Whether one of the places of counting words is near behind a start: without one nothing is an assortment."""
    behind = bisect_right(counting, start)
    return behind < len(counting) and counting[behind] - start <= _FARTHEST


def _assortments_from(
    plain: str, pieces: Sequence[Piece], edges: Callable[[Piece], Sequence[int]], at: int, catalogue: Catalogue
) -> Iterator[tuple[int, int, Piece, tuple[Parsed, ...]]]:
    """The assortments that begin in a piece: its number, the last one's, where it stands, and its items."""
    for part in _starts(plain, pieces[at]):
        ends = list(_ends(pieces, edges, at, part.start))
        products = list(_products(plain, part, catalogue)) if ends else []
        for read in (Assortment.read, Assortment.asked):
            for (last, end), product in itertools.product(ends, products):
                if items := read(product, end):
                    yield at, last, replace(pieces[at], start=part.start, end=end), items


def _starts(plain: str, piece: Piece) -> Iterator[Piece]:
    """Where it may begin: with a part of the piece, or behind how many of something else."""
    for part in parts(plain, piece):
        yield part
        for start, end in counts(plain, part):
            # Number words may belong to a name: "segi empat".
            if any(map(str.isdigit, plain[end : part.end])) and any(map(str.isdigit, plain[start:end])):
                yield replace(part, start=end)


def _edges(plain: str, piece: Piece) -> list[int]:
    """Where an assortment may end in a piece, the farthest first: with it, with a part of it, or with how many."""
    parted, counted = (part.end for part in parts(plain, piece)), (end for _, end in counts(plain, piece))
    return sorted({piece.end, *parted, *counted}, reverse=True)


def _ends(
    pieces: Sequence[Piece], edges: Callable[[Piece], Sequence[int]], at: int, start: int
) -> Iterator[tuple[int, int]]:
    """Where it may end, the farthest first."""
    for last in range(min(len(pieces), at + _MOST_PIECES) - 1, at - 1, -1):
        piece = pieces[last]
        if piece.end - start <= _LONGEST and piece.field == pieces[at].field and not piece.count:
            yield from ((last, end) for end in edges(piece) if end > start)


def _products(plain: str, part: Piece, catalogue: Catalogue) -> Iterator[Assortment]:
    """The one product that a piece begins with, by each way to tell its name from its variants; the longest first."""
    written = plain[part.start : part.end].split(maxsplit=1)
    if not written or written[0].casefold() in CORRECTION:
        return
    words, _ = item_words(plain, part)
    together, name = _count_in_front(words)
    numbers = [at for at, word in enumerate(name) if at and _counts(word.group())]
    stop = numbers[0] if numbers else len(name)
    stop -= stop > 1 and name[stop - 1].group().endswith(":") and bare(name[stop - 1]) in UNITS  # "10 KF94 boxes: 6 …"
    if not 0 < stop <= _MOST_IN_A_NAME or (together is not None and _begins_with_a_unit(name[:stop], catalogue)):
        return
    for length in (stop, stop + 1):  # "power bank" is two products, "power bank 10000" one
        product = _one_product(name[:length], catalogue) if length <= len(name) else None
        if product is not None:
            break
    else:
        return
    for last in range(min(_MOST_OF_A_PRODUCT, len(name)), 0, -1):
        begin = name[last - 1].end()
        called = replace(product, text=_text(name[:last]))
        start = product.start if together is None else begin  # the whole is no count of the first
        yield Assortment(plain, catalogue, called, start, begin, together)
        behind = _TOGETHER_BEHIND.match(plain, begin) if together is None else None
        count = parse_quantity(behind["count"]) if behind else None
        if behind and isinstance(count, int) and 0 < count <= MOST:
            yield Assortment(plain, catalogue, called, behind.end(), behind.end(), count)


def _begins_with_a_unit(name: Sequence[Word], catalogue: Catalogue) -> bool:
    """Whether a count is of something that nobody knows: "2 xyz masker putih", which may be two dozen."""
    if len(name) < 2 or is_everyday(bare(name[0])) or catalogue.fit(bare(name[0])):
        return False
    if is_sold(_text(name[:2]), catalogue):
        return False  # "bath towels"
    return as_option(name[1:], catalogue, None).score >= CLEAR


def _counts(word: str) -> bool:
    """Whether a word says how many, or ends with it: "hitam-4", "39=4"."""
    return isinstance(parse_quantity(word), int) or _COUNT_BEHIND.search(word) is not None


def _one_product(words: Sequence[Word], catalogue: Catalogue) -> Parsed | None:
    """The product of which words name something, with all its variants as candidates."""
    said = query(words).split()
    if 2 * sum(catalogue.fit(word) > 0 for word in said) < len(said):
        return None  # asked first, as most words are asked for again and again; two may be a phrase
    named = as_option(words, catalogue, None)
    products = {variant.product_id for variant in named.candidates}
    if named.score < _LIKELY or not named.named or len(products) != 1:
        return None
    variants = catalogue.product(products.pop())
    return replace(named, candidates=variants, certain=False) if len(variants) > 1 else None


def _text(words: Sequence[Word]) -> str:
    return " ".join(map(bare, words))


def _count_in_front(words: Sequence[Word]) -> tuple[int | None, Sequence[Word]]:
    for length in (2, 1):
        if len(words) <= length:
            continue
        dozen = length > 1 and bare(words[1]) in COLLECTIVES  # "a dozen of"; "a" alone is as often a mere word
        count = parse_quantity(_text(words[:length])) if dozen or bare(words[0]) not in ARTICLES else None
        if isinstance(count, int) and 0 < count <= MOST:
            return count, words[length:]
    return None, words
