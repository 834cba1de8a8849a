"""A product and several of its variants, each with its count: "kulot 4 cream 3 hitam", "madu (500ml 2, 250ml 1)".

It is read so only where every word between the product and the last count is a variant, a count, or parts the two.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from conversations.context import Catalogue
from conversations.intake.matching import LEAST_OF_A_SIZE, Parsed, as_option, key_words, of_the_same
from conversations.intake.pieces import Piece, Word, bare, counts, item_words, parts, undoubled
from conversations.intake.shares import find_share
from conversations.intake.words import CORRECTION, FILLER, POLITE
from conversations.order import Variant
from conversations.quantities import UNITS, parse_quantity

_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|[^\s\w]|\n")
_FIGURES = re.compile(r"\d+")
_COUNT_BEHIND = re.compile(r"[-=:]\d{1,3}\W*\Z")
_OPTION_AND_COUNT = re.compile(r"(.*[^\W\d_])-(\d+)")  # "M-2"
_LONGEST = 240  # characters
_LIKELY = 0.6  # what follows must be variants of it, and nothing else
_MOST_PIECES = 8
_MOST_TOKENS = 40
_MOST_LOOSE = 8
_MOST_OF_A_PRODUCT = 6  # words
_MOST_IN_A_NAME = 8  # with its first variant
_MOST_OF_AN_OPTION = 4
_MOST_OF_A_COUNT = 3
_MOST = 200  # of one variant; a greater number is a price or a part of a name
_PARTING = frozenset({",", ";", "&", "+", "\n", "/", "•", "dan", "sama", "and", "y", "at", "n", "sm", "sma", "dgn"})
_LINKING = frozenset({"=", ":", "-", "–", "—"})
_AROUND = frozenset({"(", ")", "[", "]", "*", "."})
_SAYS_LITTLE = (FILLER | POLITE) - {"sama", "dan", "and", "y", "at", "l", "m", "s"}
_UNITS = UNITS - {"item"}  # black, in slang
_NO_COUNTS = frozenset({"a", "an", "un", "una", "se"})


@dataclass(frozen=True, slots=True)
class _Entry:
    variant: Variant
    count: int
    start: int
    end: int


_Reading = tuple[_Entry, ...]
_ReadEntry = Callable[[Sequence[Word], int, Variant | None], Iterator[tuple[_Entry, int]]]


def with_assortments(
    plain: str, pieces: Sequence[Piece], catalogue: Catalogue
) -> Iterator[tuple[Piece, tuple[Parsed, ...]]]:
    """The pieces, those that are an assortment together as one; with its items, () for all others."""
    at = 0
    while at < len(pieces):
        found = next(_assortments_from(plain, pieces, at, catalogue), None)
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


def _assortments_from(
    plain: str, pieces: Sequence[Piece], at: int, catalogue: Catalogue
) -> Iterator[tuple[int, int, Piece, tuple[Parsed, ...]]]:
    """The assortments that begin in a piece: its number, the last one's, where it stands, and its items."""
    for part in _starts(plain, pieces[at]):
        ends = list(_ends(plain, pieces, at, part.start))
        products = list(_products(plain, part, catalogue)) if ends else []
        for read in (_Assortment.read, _Assortment.asked):
            for (last, end), product in itertools.product(ends, products):
                if items := read(product, end):
                    yield at, last, replace(pieces[at], start=part.start, end=end), items


def _starts(plain: str, piece: Piece) -> Iterator[Piece]:
    """Where it may begin: with a part of the piece, or behind how many of something else."""
    for part in parts(plain, piece):
        yield part
        for start, end in counts(plain, part):
            # Number words may belong to a name: "segi empat".
            if plain[end : part.end].strip() and any(map(str.isdigit, plain[start:end])):
                yield replace(part, start=end)


def _ends(plain: str, pieces: Sequence[Piece], at: int, start: int) -> Iterator[tuple[int, int]]:
    """Where it may end, the farthest first: with a piece, or with a part of one."""
    for last in range(min(len(pieces), at + _MOST_PIECES) - 1, at - 1, -1):
        piece = pieces[last]
        if piece.end - start > _LONGEST or piece.field != pieces[at].field or piece.count:
            continue
        edges = {piece.end, *(part.end for part in parts(plain, piece)), *(end for _, end in counts(plain, piece))}
        for end in sorted(edges, reverse=True):
            if end > start:
                yield last, end


def _products(plain: str, part: Piece, catalogue: Catalogue) -> Iterator["_Assortment"]:
    """The one product that a piece begins with, by each way to tell its name from its variants; the longest first."""
    written = plain[part.start : part.end].split(maxsplit=1)
    if not written or written[0].casefold() in CORRECTION:
        return
    words, _ = item_words(plain, part)
    together, name = _count_in_front(words)
    numbers = [at for at, word in enumerate(name) if at and _counts(word.group())]
    stop = numbers[0] if numbers else len(name)
    if not 0 < stop <= _MOST_IN_A_NAME:
        return
    for length in (stop, stop + 1):  # "power bank" is two products, "power bank 10000" one
        product = _one_product(name[:length], catalogue) if length <= len(name) else None
        if product is not None:
            break
    else:
        return
    for last in range(min(_MOST_OF_A_PRODUCT, len(name)), 0, -1):
        yield _Assortment(plain, catalogue, replace(product, text=_text(name[:last])), name[last - 1].end(), together)


def _counts(word: str) -> bool:
    """Whether a word says how many, or ends with it: "hitam-4", "39=4"."""
    return isinstance(parse_quantity(word), int) or _COUNT_BEHIND.search(word) is not None


def _one_product(words: Sequence[Word], catalogue: Catalogue) -> Parsed | None:
    """The product of which words name something, with all its variants as candidates."""
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
        text = " ".join(word.group() for word in words[:length])
        count = parse_quantity(text) if len(words) > length and bare(words[0]) not in _NO_COUNTS else None
        if isinstance(count, int) and 0 < count <= _MOST:
            return count, words[length:]
    return None, words


@dataclass(frozen=True)
class _Assortment:
    """A product in a text; `begin` is where its variants begin, `together` a count that stands before its name."""

    plain: str
    catalogue: Catalogue
    product: Parsed
    begin: int
    together: int | None

    @cached_property
    def _label(self) -> str:
        return self.product.candidates[0].product_name.casefold()

    @cached_property
    def _name(self) -> set[str]:
        return {*_TOKEN.findall(self._label)}

    @cached_property
    def _options_words(self) -> set[str]:
        return {word for variant in self.product.candidates for word in key_words(variant)}

    @cached_property
    def _begins_late(self) -> bool:
        """Whether a variant's word, or a count, stands in front of where the variants begin."""
        said = {word for word in _TOKEN.findall(self.product.text) if word.isalnum()}
        numbers = {word for word in said if any(map(str.isdigit, word)) or isinstance(parse_quantity(word), int)}
        return bool(said & (self._options_words - self._name)) or not numbers <= self._name | {
            *_FIGURES.findall(self._label)
        }

    @cached_property
    def _between(self) -> frozenset[str]:
        return _PARTING | _LINKING | (_SAYS_LITTLE - self._options_words)

    @cached_property
    def _selected(self) -> dict[tuple[str, Variant | None], Variant | None]:
        return {}

    def read(self, end: int) -> tuple[Parsed, ...]:
        """The items up to `end`; () where it is no assortment, or one that can be read in several ways."""
        tokens = list(self._tokens(self.begin, end))
        if not tokens or len(tokens) > _MOST_TOKENS or self._begins_late:
            return ()
        share = find_share(self.plain, Piece(self.begin, end))
        if share is not None:
            start, stop, each = share
            if tokens[0].end() <= start and stop <= tokens[-1].start():
                return ()  # more follows behind it
            tokens = [token for token in tokens if token.end() <= start or token.start() >= stop]
            shared = [tuple(replace(entry, count=each) for entry in way) for way in self._ways(tokens, self._no_count)]
            return self._items([way for way in shared if self.together in (None, each, each * len(way))])
        ways = [*self._ways(tokens, self._count_behind), *self._ways(tokens, self._count_before)]
        ways = [way for way in ways if self.together in (None, sum(entry.count for entry in way))]
        return self._items([*ways, *self._counted_from_the_front(tokens)])

    def _items(self, ways: Sequence[_Reading]) -> tuple[Parsed, ...]:
        several = [way for way in ways if len(way) > 1 and len({entry.variant for entry in way}) == len(way)]
        distinct = {tuple((entry.variant, entry.count) for entry in way): way for way in several}
        if len(distinct) != 1:
            return ()
        (way,) = distinct.values()
        return tuple(self._item(entry, first=entry is way[0]) for entry in way)

    def asked(self, end: int) -> tuple[Parsed, ...]:
        """The variants where a count stands between two of them, and one has none: "hitam 4 coklat"."""
        tokens = list(self._tokens(self.begin, end))
        loose = (
            [*self._ways(tokens, self._count_or_none)] if len(tokens) <= _MOST_LOOSE and not self._begins_late else []
        )
        if not loose or self.together is not None:
            return ()
        variants = [entry for entry in loose[0] if entry.count]
        kinds = "".join("v" if entry.count else "n" for entry in loose[0])
        parted = any(_said(token) in _PARTING for token in tokens)
        twice = len({entry.variant for entry in variants}) < len(variants)
        if parted or twice or "vnv" not in kinds or kinds.count("n") >= len(variants):
            return ()
        items = (self._item(entry, first=entry is variants[0]) for entry in variants)
        return tuple(replace(item, quantity=None, ask_quantity=True) for item in items)

    def _count_or_none(self, tokens: Sequence[Word], at: int, last: Variant | None) -> Iterator[tuple[_Entry, int]]:
        """A variant, or how many (an entry whose count is 0)."""
        for variant, stop in self._options(tokens, at, last):
            yield _Entry(variant, 1, tokens[at].start(), tokens[stop - 1].end()), stop
        for _, end in self._counts(tokens, at):
            yield _Entry(last or self.product.candidates[0], 0, tokens[at].start(), tokens[end - 1].end()), end

    def _item(self, entry: _Entry, *, first: bool) -> Parsed:
        start = self.product.start if first else entry.start
        return Parsed(
            " ".join(self.plain[start : entry.end].split()),
            start,
            entry.end,
            entry.count,
            (entry.variant,),
            certain=True,
            score=1.0,
            named=True,
            elliptic=not first,
        )

    def _tokens(self, start: int, end: int) -> Iterator[Word]:
        for token in _TOKEN.finditer(self.plain, start, end):
            if token.group() in _AROUND:
                continue
            if apart := _OPTION_AND_COUNT.fullmatch(token.group()):
                middle = token.start() + len(apart[1])
                yield from _TOKEN.finditer(self.plain, token.start(), middle)
                yield from _TOKEN.finditer(self.plain, middle + 1, token.end())
            else:
                yield token

    def _counted_from_the_front(self, tokens: Sequence[Word]) -> Iterator[_Reading]:
        """The ways where the count before the product is the first variant's: "2 chino khaki 32, 1 yang khaki 34"."""
        if self.together is None:
            return
        for variant, stop in self._options(tokens, 0, None):
            entry = _Entry(variant, self.together, tokens[0].start(), tokens[stop - 1].end())
            for rest in self._ways(tokens[stop:], self._count_before, variant):
                yield entry, *rest

    def _ways(self, tokens: Sequence[Word], read: _ReadEntry, last: Variant | None = None) -> Iterator[_Reading]:
        """The ways to read all tokens as entries of one kind."""
        at = 0
        while at < len(tokens) and _said(tokens[at]) in self._between:
            at += 1
        if at == len(tokens):
            if last is not None:
                yield ()
            return
        for entry, stop in read(tokens, at, last):
            for rest in self._ways(tokens[stop:], read, entry.variant):
                yield entry, *rest

    def _no_count(self, tokens: Sequence[Word], at: int, last: Variant | None) -> Iterator[tuple[_Entry, int]]:
        for variant, stop in self._options(tokens, at, last):
            if stop == len(tokens) or _said(tokens[stop]) in _PARTING:
                yield _Entry(variant, 1, tokens[at].start(), tokens[stop - 1].end()), stop

    def _count_behind(self, tokens: Sequence[Word], at: int, last: Variant | None) -> Iterator[tuple[_Entry, int]]:
        for variant, stop in self._options(tokens, at, last):
            linked = stop + (stop < len(tokens) and _said(tokens[stop]) in _LINKING)
            for count, end in self._counts(tokens, linked):
                yield _Entry(variant, count, tokens[at].start(), tokens[end - 1].end()), end

    def _count_before(self, tokens: Sequence[Word], at: int, last: Variant | None) -> Iterator[tuple[_Entry, int]]:
        for count, behind in self._counts(tokens, at):
            linked = behind + (behind < len(tokens) and _said(tokens[behind]) in _LINKING)
            for variant, stop in self._options(tokens, linked, last):
                yield _Entry(variant, count, tokens[at].start(), tokens[stop - 1].end()), stop

    def _counts(self, tokens: Sequence[Word], at: int) -> Iterator[tuple[int, int]]:
        """The count that begins at a token, with its unit, and where it ends."""
        for stop in range(min(len(tokens), at + _MOST_OF_A_COUNT), at, -1):
            words = [_said(token) for token in tokens[at:stop]]
            if (
                words[0] in _NO_COUNTS
                or words[-1] == "item"
                or words[0].startswith("0")
                or not all(map(str.isalnum, words))
            ):
                continue
            count = parse_quantity(" ".join(words))
            a_size = isinstance(count, int) and count >= LEAST_OF_A_SIZE and str(count) in self._options_words
            if isinstance(count, int) and 0 < count <= _MOST and not a_size:
                yield count, stop
                if words[-1] not in self._options_words:  # "3 biji" are three, or begin "3 biji 500gr"
                    return

    def _options(self, tokens: Sequence[Word], at: int, last: Variant | None) -> Iterator[tuple[Variant, int]]:
        """The variants that the words from a token on may name, and where the words end."""
        words: list[str] = []
        for stop in range(at, len(tokens)):
            word = _said(tokens[stop])
            if word in _PARTING or not word[0].isalnum() or (word in _UNITS and word not in self._options_words):
                return
            words += [] if word in _SAYS_LITTLE else [undoubled(word)]
            if len(words) > _MOST_OF_AN_OPTION or word in self._name - self._options_words:
                return  # the product again is an item of its own
            if words and (variant := self._select(" ".join(words), last)) is not None:
                yield variant, stop + 1

    def _select(self, text: str, last: Variant | None) -> Variant | None:
        """The one variant that words name; where several have them, the one most like the variant before."""
        key = (text, last)
        if key not in self._selected:
            able = of_the_same(text, self.product, self.catalogue)
            if len(able) > 1 and last is not None:
                before = replace(self.product, candidates=(last,), certain=True)
                able = tuple(each for each in of_the_same(text, before, self.catalogue) if each in able)
            self._selected[key] = able[0] if len(able) == 1 else None
        return self._selected[key]


def _said(token: Word) -> str:
    return token.group().casefold()
