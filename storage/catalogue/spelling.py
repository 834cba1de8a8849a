"""What a word of a question may mean among the words of the catalogue, and how surely."""

import re
import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.catalogue import synonyms
from storage.catalogue.build import framed
from storage.catalogue.synonyms import SYNONYMS, one_word
from storage.catalogue.words import letters_and_number, parted

# A word's meanings: a word of the catalogue -> how well it agrees, 1 = the same word.
Meanings = dict[str, float]

MOST_MEANINGS = 40
MOST_REMEMBERED = 20_000  # words
# Below this a word is another word: "sussu" ~ "susu" is 0.8, "kopi" ~ "kaki" 0.5.
LEAST_ALIKE = 0.65
# Being the beginning of a word, or a misspelt word, never counts as much as being the word.
PREFIX_WORTH = 0.9
TYPO_WORTH = 0.95
# Another word for it counts more than a misspelt one, and less than the word itself.
SYNONYM_WORTH = 0.97
# The words of five languages are many, so a misspelt one has to be nearer: "brwn" ~ "brown" is 0.8.
LEAST_ALIKE_SYNONYM = 0.8
# "hpnya" is a phone, and seldom one that is sold.
SHORTEST_WITH_ARTICLE = 4
# Fewer letters begin too many words.
SHORTEST_PREFIX = 3
# People leave the vowels out: "smbl" is "sambal". Fewer consonants are too many words: "krm".
SHORTEST_SHORTENED = 4
SHORTENED_WORTH = 0.9
# Numbers, codes and sizes are never misspelt: another one is another thing.
# Shorter words ("XL") have too many neighbours.
SHORTEST_MISSPELT = 3
# Trigrams may miss a transposition in a word as short as this; then the whole vocabulary is compared.
SHORT = 6
_VOWELS = re.compile(r"[aeiou]")
_CLOTHES = re.compile(r"x*[sml]")
_NUMBER = re.compile(r"(\d+)(?!(?:am|pm|rb|jt|k)\Z)[^\W\d]{1,3}")  # an hour or a price is another number
# As they stand in the index: a phrase is one word there.
_MEANT = {one_word(phrase): tuple(map(one_word, others)) for phrase, others in SYNONYMS.items()}


class Spelling:
    """The words of one catalogue."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._by_length: dict[int, list[str]] = {}
        self._by_consonants: dict[str, list[str]] = {}
        # One message asks for the same words again and again, alone and beside others.
        self._remembered = lru_cache(MOST_REMEMBERED)(self._meanings)
        self._sold = lru_cache(MOST_REMEMBERED)(self._is_in_words)
        self._in_pieces = lru_cache(MOST_REMEMBERED)(self._as_sold)
        self._counted = lru_cache(MOST_REMEMBERED)(self._count)

    def meanings(self, word: str) -> Meanings:
        """What `word` may stand for, to be read and not changed."""
        return self._remembered(word)

    def _meanings(self, word: str) -> Meanings:
        """Itself and longer words; where the catalogue hasn't got it, its neighbours too."""
        found = self._longer(word)
        ways = [self._synonyms(word), self._number(word)]
        if word not in found:
            ways += [self._alike(word), self._shortened(word)]
            if not any(ways):
                ways.append(self._misspelt_synonyms(word))
        for others in ways:
            found |= {other: max(worth, found.get(other, 0)) for other, worth in others.items()}
        return found

    def phrases(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """`words` with phrases as one word where the catalogue has their meaning: "merah muda" where it has "Pink"."""
        for start, end in synonyms.phrases(words):
            phrase = " ".join(words[start:end])
            if any(self.known(one_word(other)) for other in (phrase, *SYNONYMS[phrase])):
                return (*self.phrases(words[:start]), one_word(phrase), *self.phrases(words[end:]))
        return words

    def known(self, word: str) -> bool:
        """Whether a word of the catalogue is spelt so."""
        return self._sold(word)

    def _is_in_words(self, word: str) -> bool:
        return self._db.execute("SELECT 1 FROM words WHERE word = ?", (word,)).fetchone() is not None

    def pieces(self, word: str) -> tuple[str, ...]:
        """What is looked for: the word without its article, or the two that are sold where the one isn't ("spf50")."""
        return self._in_pieces(word)

    def _as_sold(self, word: str) -> tuple[str, ...]:
        word = self.without_article(word)
        two = parted(word) or letters_and_number(word)
        return two if two and not self.known(word) and all(map(self.known, two)) else (word,)

    def without_article(self, word: str) -> str:
        """The word without Indonesian "-nya", where only that is sold: "casenya" is the case."""
        bare = word.removesuffix("nya")
        return (
            bare
            if bare != word and len(bare) >= SHORTEST_WITH_ARTICLE and not self.known(word) and self.known(bare)
            else word
        )

    def common(self, words: Meanings) -> int:
        """How many variants have one of `words`, at most: small means telling."""
        return self._counted(tuple(words))

    def _count(self, words: tuple[str, ...]) -> int:
        marks = ", ".join("?" * len(words))
        query = f"SELECT total(variants) FROM words WHERE word IN ({marks})"  # noqa: S608  # only question marks
        (count,) = self._db.execute(query, words).fetchone()
        return int(count)

    def _longer(self, word: str) -> Meanings:
        if len(word) < SHORTEST_PREFIX:
            return {word: 1.0} if self.known(word) else {}
        rows = self._db.execute(
            """SELECT word FROM words WHERE word >= ? AND word < ? AND (joined = 0 OR word = ?)
            ORDER BY length(word) LIMIT ?""",
            (word, word + "\U0010ffff", word, MOST_MEANINGS),
        )
        return {
            longer: 1.0 if longer == word else PREFIX_WORTH * (0.5 + 0.5 * len(word) / len(longer))
            for (longer,) in rows
        }

    def _number(self, word: str) -> Meanings:
        """The number a word begins with: "60s" may be the 60 of "Isi 60"."""
        digits = _NUMBER.match(word)
        return {digits.group(1): PREFIX_WORTH} if digits and self.known(digits.group(1)) else {}

    def _synonyms(self, word: str, worth: float = SYNONYM_WORTH) -> Meanings:
        others = _MEANT.get(word, ())
        for one in () if others else (word.removesuffix("s"), word.removesuffix("es")):
            if one in _MEANT and one != word:
                others = (one, *_MEANT[one])  # of one thing, or of several
                break
        return {other: worth for other in others if self.known(other)}

    def _misspelt_synonyms(self, word: str) -> Meanings:
        if len(word) < SHORTEST_MISSPELT or not word.isalpha():
            return {}
        near = process.extractOne(
            word,
            _about_as_long(len(word)),
            scorer=OSA.normalized_similarity,
            processor=None,
            score_cutoff=LEAST_ALIKE_SYNONYM,
        )
        return self._synonyms(near[0], SYNONYM_WORTH * TYPO_WORTH * near[1]) if near else {}

    def _shortened(self, word: str) -> Meanings:
        if len(word) < SHORTEST_SHORTENED or not word.isalpha() or _VOWELS.search(word):
            return {}
        if not self._by_consonants:
            for (found,) in self._db.execute("SELECT word FROM word_trigrams"):
                self._by_consonants.setdefault(_VOWELS.sub("", found[1:-1]), []).append(found[1:-1])
        return dict.fromkeys(self._by_consonants.get(word, ()), SHORTENED_WORTH)

    def _alike(self, word: str) -> Meanings:
        if len(word) < SHORTEST_MISSPELT or not word.isalpha() or _CLOTHES.fullmatch(word):
            return {}
        found = self._nearest(word, self._sharing_trigrams(word))
        if not found and len(word) <= SHORT:
            found = self._nearest(word, self._as_long_as(word))
        return found

    def _sharing_trigrams(self, word: str) -> tuple[str, ...]:
        rows = self._db.execute(
            "SELECT word FROM word_trigrams WHERE word_trigrams MATCH ? ORDER BY rank LIMIT 60", (trigrams(word),)
        )
        return tuple(found[1:-1] for (found,) in rows)

    def _as_long_as(self, word: str) -> list[str]:
        if not self._by_length:
            for (found,) in self._db.execute("SELECT word FROM word_trigrams"):
                self._by_length.setdefault(len(found) - 2, []).append(found[1:-1])
        return [near for length in range(len(word) - 1, len(word) + 2) for near in self._by_length.get(length, ())]

    @staticmethod
    def _nearest(word: str, among: Sequence[str]) -> Meanings:
        near = process.extract(
            word, among, scorer=OSA.normalized_similarity, processor=None, score_cutoff=LEAST_ALIKE, limit=8
        )
        return {found: TYPO_WORTH * score for found, score, _ in near if len(found) >= SHORTEST_MISSPELT}


@lru_cache
def _about_as_long(length: int) -> tuple[str, ...]:
    """What has synonyms and may be enough alike: the lengths of others alone differ too much."""
    return tuple(other for other in _MEANT if min(length, len(other)) >= LEAST_ALIKE_SYNONYM * max(length, len(other)))


def trigrams(text: str) -> str:
    """A full-text expression that finds whatever shares three letters in a row with `text`."""
    whole = framed(text)
    parts = dict.fromkeys(whole[start : start + 3] for start in range(len(whole) - 2))
    return " OR ".join('"' + part.replace('"', '""') + '"' for part in parts)
