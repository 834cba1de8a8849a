"""Finds rows of variants by words: every word first, then all but some, best first.

Ranking that knows more than spelling (what people taught, what this agent orders most) belongs in `_rank`; words that
mean others belong in `spelling.Spelling.meanings`.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations

from rapidfuzz import fuzz, process

from conversations.context import EVERY_WORD
from storage.catalogue.spelling import Meanings, Spelling, trigrams
from storage.catalogue.synonyms import LINKS
from storage.catalogue.words import cut, spaced, squeezed
from storage.folding import fold

# Rows that are looked at closely; the index gives short labels first.
MOST_ROWS = 300
MOST_WORDS = 10
MOST_REMEMBERED = 2_000  # expressions
MOST_RANKED = 500  # questions
# How many ways of leaving words out are tried: keeps long questions quick.
MOST_TRIES = 40
LEAST_SCORE = 0.5
_OWNERS = re.compile(r"(?<=\w)['’]s\b")  # "men's wallet"
SAID_TWICE = 0.01
MOST_WITHOUT_A_WORD = EVERY_WORD - 0.01
# `fuzz.ratio` and kin run from 0 to 100.
LEAST_NEARNESS = 40


@dataclass(frozen=True, slots=True)
class Found:
    row: int
    score: float


# Rows and their scores, best first.
_Ranked = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Row:
    row: int
    position: int
    first: str  # word of the name
    name: frozenset[str]
    terms: frozenset[str]


class Search:
    """Finds things in the tables of one catalogue, which nobody changes while it is open."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._spelling = Spelling(db)
        # A message asks for the same few products again and again, and so do a shop's customers.
        self._matching = lru_cache(MOST_REMEMBERED)(self._read)
        self._asked = lru_cache(MOST_RANKED)(partial(_asked, self._spelling))
        self._every = lru_cache(MOST_RANKED)(self._with_every_word)
        self._ranked = lru_cache(MOST_RANKED)(self._best_first)

    def search(self, text: str, limit: int) -> list[Found]:
        """Rows for `text`, best first. At score 1 every word of it is a word of the variant."""
        return [Found(row, score) for row, score in self._ranked(text)[:limit]]

    def clear(self, text: str, limit: int) -> list[Found]:
        """Rows that have every word of `text`, at a score that says so; best first."""
        return [Found(row, score) for row, score in self._every(text)[:limit] if score >= EVERY_WORD]

    def fit(self, text: str) -> float:
        """The score of the best row with every word of `text`, to a hundredth; 0 where there is none."""
        asked = self._asked(text)
        if len(asked) == 1:  # one word's rows need not be looked at
            best = 1.0 if self._spelling.known(asked[0]) else max(self._spelling.meanings(asked[0]).values(), default=0)
            if best < LEAST_SCORE:
                return 0
            if not any(least <= best < least + SAID_TWICE for least in (LEAST_SCORE, EVERY_WORD)):
                return best
        return next((score for _, score in self._every(text)), 0)

    def _with_every_word(self, text: str) -> _Ranked:
        asked = self._asked(text)
        if not asked:
            return []
        if all(map(self._spelling.known, asked)) and (rows := self._having([{word: 1.0} for word in asked])):
            return _of_every_word(rows, asked)
        # Phrases first: where the catalogue has "Pink", "merah muda" is that, and no light kind of red.
        for words in dict.fromkeys((self._spelling.phrases(asked), asked)):
            meanings = [self._spelling.meanings(word) for word in words]
            if all(meanings) and (found := self._having(meanings)):
                return _rank(found, words, meanings)
        return []

    def _best_first(self, text: str) -> _Ranked:
        best: _Ranked = self._every(text)
        asked = self._asked(text)
        if best or not asked:
            return best
        for words in dict.fromkeys((asked, self._spelling.phrases(asked))):
            meanings = [self._spelling.meanings(word) for word in words]
            ranked = _rank(self._having_most(meanings), words, meanings)
            if not best or (ranked and ranked[0][1] > best[0][1]):
                best = ranked
        return best

    def nearest(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Product ids whose names are spelt most like `text`, with how much (0 to 1)."""
        asked = spaced(text)
        if not asked:
            return []
        rows = self._db.execute(
            """SELECT product_id, products.name FROM name_trigrams JOIN products ON product = name_trigrams.rowid
                WHERE name_trigrams MATCH ? ORDER BY rank LIMIT ?""",
            (trigrams(asked), MOST_ROWS),
        ).fetchall()
        names = [name for _, name in rows]
        near = process.extract(asked, names, scorer=fuzz.WRatio, score_cutoff=LEAST_NEARNESS, limit=None)
        # Names that are as near stay in the index's order: most letters in common first.
        best = sorted(near, key=lambda found: (-found[1], found[2]))[:limit]
        return [(rows[index][0], score / 100) for _, score, index in best]

    def _having(self, wanted: Iterable[Meanings]) -> tuple[_Row, ...]:
        """Rows that have a meaning of every wanted word."""
        return self._matching(
            " AND ".join("(" + " OR ".join(f'"{word}"' for word in meanings) + ")" for meanings in wanted)
        )

    def _read(self, expression: str) -> tuple[_Row, ...]:
        rows = self._db.execute(
            """SELECT row, position, name_words, terms FROM variants WHERE row IN (
                SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid LIMIT ?)""",
            (expression, MOST_ROWS),
        )
        return tuple(_row(*row) for row in rows)

    def _having_most(self, meanings: list[Meanings]) -> tuple[_Row, ...]:
        """Rows that have as many of the words as any row has, but at least half of them."""
        usable = sorted((found for found in meanings if found), key=self._spelling.common)
        least = -(-len(meanings) // 2)
        tries = 0
        for count in range(min(len(usable), len(meanings)), least - 1, -1):
            rows: dict[int, _Row] = {}
            for chosen in combinations(usable, count):
                tries += 1
                rows.update((row.row, row) for row in self._having(chosen))
                if tries == MOST_TRIES:
                    break
            if rows or tries == MOST_TRIES:
                return tuple(rows.values())
        return ()


def _asked(spelling: Spelling, text: str) -> tuple[str, ...]:
    """The words of a question, each once. An SKU in it is one word; what nobody sells may be two ("40 L", "SPF50")."""
    parts = _parts(spelling, _OWNERS.sub("", text))
    asked = dict.fromkeys(piece for part in parts for word in cut(part) for piece in spelling.pieces(word))
    telling = [word for word in asked if word not in LINKS or spelling.known(word)]
    return tuple(telling or asked)[:MOST_WORDS]


def _parts(spelling: Spelling, text: str) -> Iterable[str]:
    plain: list[str] = []
    for part in text.split():
        if part.isascii() and part.isalnum():  # asked first: most words are plain
            plain.append(part)
            continue
        sku = squeezed(part)
        if sku != fold(part) and spelling.known(sku):
            yield sku
        else:
            plain.append(part)
    yield " ".join(plain)


@lru_cache(maxsize=16_384)  # a message asks for the same few products again and again
def _row(row: int, position: int, name_words: int, terms: str) -> _Row:
    found = terms.split(" ")
    return _Row(row, position, found[0], frozenset(found[:name_words]), frozenset(found))


def _of_every_word(rows: Sequence[_Row], asked: tuple[str, ...]) -> _Ranked:
    said = frozenset(asked)
    ranked = sorted((_fit(row, asked[0], said), row.position, row.row) for row in rows)
    return [(row, 1.0) for _, _, row in ranked]


def _rank(rows: Sequence[_Row], asked: tuple[str, ...], meanings: list[Meanings]) -> _Ranked:
    scored: list[tuple[float, int, int, int]] = []
    words = [
        (word, {term: _worth(term, worth, asked) for term, worth in meant.items()})
        for word, meant in zip(asked, meanings, strict=True)
    ]
    said = frozenset(asked)
    telling = said.union(*meanings)
    scores: dict[tuple[frozenset[str], frozenset[str]], float] = {}  # most rows agree in what is asked for
    for row in rows:
        alike = row.terms & telling, row.name & telling
        if alike not in scores:
            scores[alike] = _score(words, row)
        if scores[alike] >= LEAST_SCORE:
            scored.append((-scores[alike], _fit(row, asked[0], said), row.position, row.row))
    return [(row, -score) for score, _, _, row in sorted(scored)]


def _score(words: Sequence[tuple[str, Meanings]], row: _Row) -> float:
    agreements = [
        1.0 if word in row.terms else 0.0 if row.terms.isdisjoint(meant) else _agreement(meant, row)
        for word, meant in words
    ]
    score = sum(agreements) / len(agreements)
    return score if all(agreements) else min(score, MOST_WITHOUT_A_WORD)


def _agreement(meant: Meanings, row: _Row) -> float:
    """How well the best of a word's meanings agrees: a little less where the name says it, as all its variants' do.

    "transparent" is rather the "Bening" than the "Hitam" of a "Case Clear".
    """
    found = meant.keys() & row.terms
    best = max(map(meant.__getitem__, found))
    option = any(meant[term] == best and term not in row.name for term in found)
    return best if option else best - SAID_TWICE


def _worth(term: str, worth: float, asked: tuple[str, ...]) -> float:
    """What a meaning counts: a little less where it is asked for in its own word too ("clear transparente")."""
    return worth - SAID_TWICE if term in asked else worth


def _fit(row: _Row, first: str, said: frozenset[str]) -> int:
    """Orders equal scores: the question names the product in full, begins as its name does, or merely matches.

    `said` are the words of the question, `first` among them.
    """
    if row.name <= said:
        return 0
    return 1 if row.first == first else 2
