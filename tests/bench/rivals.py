"""What the search is measured beside: SQLite's full-text search as it comes, and fuzzy matching of whole labels."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Protocol

from rapidfuzz import fuzz, process, utils

from conversations.context import Catalogue
from conversations.order import Variant

_WORD = re.compile(r"[^\W_]+")


class Searcher(Protocol):
    name: str

    def ids(self, text: str, limit: int) -> list[str]:
        """Variant ids, best first."""


class Orderdesk:
    name = "orderdesk"

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def ids(self, text: str, limit: int) -> list[str]:
        return [hit.variant.id for hit in self._catalogue.search(text, limit)]


class PlainFts5:
    """Any of the words, the best by bm25."""

    name = "FTS5 bm25"

    def __init__(self, variants: Sequence[Variant]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE variants USING fts5 (id UNINDEXED, words)")
        self._db.executemany("INSERT INTO variants VALUES (?, ?)", ((each.id, _text(each)) for each in variants))

    def ids(self, text: str, limit: int) -> list[str]:
        wanted = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        rows = self._db.execute("SELECT id FROM variants WHERE variants MATCH ? ORDER BY rank LIMIT ?", (wanted, limit))
        return [found for (found,) in rows]


class FuzzyOnly:
    """Every label and every SKU compared with the question, its words in any order.

    Of rapidfuzz's ratios this one did best here; the default, `WRatio`, calls all that share one word equal.
    """

    name = "rapidfuzz"

    def __init__(self, variants: Sequence[Variant]) -> None:
        texts = [(each.id, text) for each in variants for text in (each.label, each.sku)]
        self._ids = [found for found, _ in texts]
        self._texts = [utils.default_process(text) for _, text in texts]

    def ids(self, text: str, limit: int) -> list[str]:
        asked = utils.default_process(text)
        near = process.extract(asked, self._texts, scorer=fuzz.token_sort_ratio, limit=2 * limit)
        return list(dict.fromkeys(self._ids[at] for _, _, at in near))[:limit]


def _text(variant: Variant) -> str:
    return f"{variant.label} {variant.sku}"
