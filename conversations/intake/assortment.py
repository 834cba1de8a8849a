"""One product and several of its variants in a text, each with its count: how the words between them can be read.

It is read so only where every word between the product and the last count is a variant, a count, or parts the two.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from conversations import characters
from conversations.context import Catalogue
from conversations.intake.matching import Parsed, is_sold, key_words, of_the_same, uncounted
from conversations.intake.pieces import Piece, Word, undoubled
from conversations.intake.shares import SHARING, find_share
from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.wholes import OF_THE_WHOLE, told_apart
from conversations.intake.words import ARTICLES, FILLER, POLITE
from conversations.order import Variant
from conversations.quantities import COLLECTIVES, HALVES, UNITS, parse_quantity

MOST = 200  # of one variant; a greater number is a price or a part of a name
_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|[^\s\w]|\n")
_FIGURES = re.compile(r"\d+")
_OPTION_AND_COUNT = re.compile(r"(.*[^\W\d_])-(\d+)")  # "M-2"
_FARTHEST = 260  # characters
_SOME_OF = re.compile(
    r"(?<![^\W_])(?:\d{1,2}|one|two|three|four|five|six)\s+of\s+(?:them|those)(?![^\W_])", re.IGNORECASE
)
_MOST_TOKENS = 40
_MOST_LOOSE = 8
_MOST_OF_AN_OPTION = 4  # words
_MOST_OF_A_COUNT = 3
_PARTING = frozenset({",", ";", "&", "+", "\n", "/", "•", "dan", "sama", "and", "y", "at", "n", "sm", "sma", "dgn"})
_LINKING = frozenset({"=", ":", "-", "–", "—"})
_AROUND = frozenset({"(", ")", "[", "]", "*", "."})
_SAYS_LITTLE = FILLER | POLITE | characters.words("campur yaitu yakni terdiri them")
_SAYS_LITTLE -= characters.words("sama dan and y at l m s")
_UNITS = UNITS - {"item"}  # black, in slang


@dataclass(frozen=True, slots=True)
class _Entry:
    variant: Variant
    count: int
    start: int
    end: int
    of_the_whole: bool = False


_Reading = tuple[_Entry, ...]
_ReadEntry = Callable[[Sequence[Word], int, Variant | None], Iterator[tuple[_Entry, int]]]


@dataclass(frozen=True)
class Assortment:
    """A product in a text; `begin` is where its variants begin, `together` a count that stands beside its name.

    `start`: where the words of its first item begin; with its name, unless the count stands behind that.
    """

    plain: str
    catalogue: Catalogue
    product: Parsed
    start: int
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
    def _reach(self) -> int:
        """Where the first word stands that can be neither a variant's nor a count: nothing is read beyond it."""
        before, alone = "", -1  # the word before, and where one stands that may only be a part of two
        for token in self._tokens(self.begin, min(len(self.plain), self.begin + _FARTHEST)):
            word = undoubled(_said(token))
            known = self._may_count(word) or is_sold(word, self.catalogue)
            joined = (alone >= 0 or not known) and is_sold(f"{before} {word}", self.catalogue)
            if alone >= 0 and not joined:
                return alone
            before, alone = word, -1 if known or joined else token.start()
        return alone if alone >= 0 else len(self.plain)

    def _may_count(self, word: str) -> bool:
        return (
            not word.isalpha()
            or self._is_between(word)
            or word in self._options_words
            or word in _UNITS
            or word in COLLECTIVES
            or word in SHARING
            or parse_quantity(word) is not None
            or word in HALVES
            or word in OF_THE_WHOLE
        )

    def _is_between(self, word: str) -> bool:
        return word in _PARTING or word in _LINKING or (word in _SAYS_LITTLE and word not in self._options_words)

    @cached_property
    def _selected(self) -> dict[tuple[str, Variant | None], Variant | None]:
        return {}

    def read(self, end: int) -> tuple[Parsed, ...]:
        """The items up to `end`; () where it is no assortment, or one that can be read in several ways."""
        if end > self._reach or self._begins_late or _SOME_OF.search(self.plain, self.begin, end):
            return ()
        tokens = list(islice(self._tokens(self.begin, end), _MOST_TOKENS + 2))  # enough to see that they are too many
        if self.together is not None and tokens and _said(tokens[0]) in _UNITS - self._options_words:
            tokens = tokens[1:]  # "10 KF94 boxes: 6 white"
        if not tokens or len(tokens) > _MOST_TOKENS:
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
        counted = (whole for way in ways if (whole := self._with_the_rest(way)))
        return self._items([*counted, *self._counted_from_the_front(tokens)])

    def _with_the_rest(self, way: _Reading) -> _Reading:
        """The entries with all their counts, which make up the whole; () where they can't."""
        counts = told_apart([entry.count for entry in way], self.together)
        of_the_whole = any(entry.count < 0 for entry in way)
        return tuple(
            replace(entry, count=count, of_the_whole=of_the_whole) for entry, count in zip(way, counts, strict=False)
        )

    def _items(self, ways: Sequence[_Reading]) -> tuple[Parsed, ...]:
        distinct = {tuple((entry.variant, entry.count) for entry in way): way for way in ways if len(way) > 1}
        if len(distinct) != 1:
            return ()
        (way,) = distinct.values()
        return tuple(self._item(entry, first=entry is way[0]) for entry in way)

    def asked(self, end: int) -> tuple[Parsed, ...]:
        """The variants where a count stands between two of them, and one has none: "hitam 4 coklat"."""
        if end > self._reach or self._begins_late or self.together is not None:
            return ()
        tokens = list(islice(self._tokens(self.begin, end), _MOST_LOOSE + 1))
        loose = [*self._ways(tokens, self._count_or_none)] if len(tokens) <= _MOST_LOOSE else []
        if not loose:
            return ()
        variants = [entry for entry in loose[0] if entry.count]
        kinds = "".join("v" if entry.count else "n" for entry in loose[0])
        parted = any(_said(token) in _PARTING for token in tokens)
        if parted or "vnv" not in kinds or kinds.count("n") >= len(variants):
            return ()
        items = (self._item(entry, first=entry is variants[0]) for entry in variants)
        return tuple(uncounted(item) for item in items)

    def _count_or_none(self, tokens: Sequence[Word], at: int, last: Variant | None) -> Iterator[tuple[_Entry, int]]:
        """A variant, or how many (an entry whose count is 0)."""
        for variant, stop in self._options(tokens, at, last):
            yield _Entry(variant, 1, tokens[at].start(), tokens[stop - 1].end()), stop
        for _, end in self._counts(tokens, at):
            yield _Entry(last or self.product.candidates[0], 0, tokens[at].start(), tokens[end - 1].end()), end

    def _item(self, entry: _Entry, *, first: bool) -> Parsed:
        start = self.start if first else entry.start
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
            changed=entry.of_the_whole,
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
            for rest in self._ways(tokens[stop:], self._count_before, variant, frozenset({variant})):
                yield entry, *rest

    def _ways(
        self,
        tokens: Sequence[Word],
        read: _ReadEntry,
        last: Variant | None = None,
        used: frozenset[Variant] = frozenset(),
    ) -> Iterator[_Reading]:
        """The ways to read all tokens as entries of one kind, none of them twice."""
        at = 0
        while at < len(tokens) and self._is_between(_said(tokens[at])):
            at += 1
        if at == len(tokens):
            if last is not None:
                yield ()
            return
        for entry, stop in read(tokens, at, last):
            if not entry.count or entry.variant not in used:
                again = used | {entry.variant} if entry.count else used
                for rest in self._ways(tokens[stop:], read, entry.variant, again):
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
        if _said(tokens[at]) in OF_THE_WHOLE:  # "biru 4 sisanya pink"
            yield from self._count_before(tokens, at, last)

    def _count_before(self, tokens: Sequence[Word], at: int, last: Variant | None) -> Iterator[tuple[_Entry, int]]:
        for count, behind in self._counts(tokens, at):
            linked = behind + (behind < len(tokens) and _said(tokens[behind]) in _LINKING)
            for variant, stop in self._options(tokens, linked, last):
                yield _Entry(variant, count, tokens[at].start(), tokens[stop - 1].end()), stop

    def _counts(self, tokens: Sequence[Word], at: int) -> Iterator[tuple[int, int]]:
        """The count that begins at a token, with its unit, and where it ends."""
        if self.together is not None and at < len(tokens) and (share := OF_THE_WHOLE.get(_said(tokens[at]))):
            yield share, at + 1
        for stop in range(min(len(tokens), at + _MOST_OF_A_COUNT), at, -1):
            words = [_said(token) for token in tokens[at:stop]]
            if (
                words[0] in ARTICLES
                or words[-1] == "item"
                or words[0].startswith("0")
                or not all(map(str.isalnum, words))
            ):
                continue
            count = parse_quantity(" ".join(words))
            a_size = isinstance(count, int) and count >= LEAST_OF_A_SIZE and str(count) in self._options_words
            if isinstance(count, int) and 0 < count <= MOST and not a_size:
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
