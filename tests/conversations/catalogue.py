"""A catalogue in memory, with the interface that the conversation knows and the plainest possible search."""

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

from conversations.context import EVERY_WORD, Hit
from conversations.order import Variant

SHARED = Path(__file__).parents[3] / "shared" / "data"

_WORD = re.compile(r"[^\W_]+")
_SAME = {"brown": "coklat", "azul": "biru", "rice": "beras", "black": "hitam", "white": "putih"}


def _words(text: str) -> list[str]:
    joined = re.sub(r"(\d) +(ml|l|gr|kg)\b", r"\1\2", re.sub(r"\bliter\b", "l", text.casefold()))
    return [_SAME.get(word, word) for word in _WORD.findall(joined)]


class SmallCatalogue:
    """Scores a variant by the share of the asked words that are among its words."""

    def __init__(self, variants: Iterable[Variant]) -> None:
        self._variants = tuple(variants)
        self._words = {each.id: set(_words(f"{each.label} {each.sku}")) for each in self._variants}

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        asked = _words(text)
        if not asked:
            return ()
        hits = [Hit(each, sum(word in self._words[each.id] for word in asked) / len(asked)) for each in self._variants]
        return tuple(sorted((hit for hit in hits if hit.score >= 0.5), key=lambda hit: -hit.score)[:limit])

    def clear(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.search(text, limit) if hit.score >= EVERY_WORD)

    def fit(self, text: str) -> float:
        return next((hit.score for hit in self.search(text, 1)), 0.0)

    def nearest(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        first = {each.product_id: each for each in reversed(self._variants)}.values()
        hits = [
            Hit(each, SequenceMatcher(None, text.casefold(), each.product_name.casefold()).ratio()) for each in first
        ]
        return tuple(sorted(hits, key=lambda hit: -hit.score)[:limit])

    def variants(self, ids: tuple[str, ...]) -> tuple[Variant | None, ...]:
        known = {each.id: each for each in self._variants}
        return tuple(known.get(each) for each in ids)

    def product(self, product_id: str) -> tuple[Variant, ...]:
        return tuple(each for each in self._variants if each.product_id == product_id)

    def size(self) -> int:
        return len(self._variants)


def cafe() -> SmallCatalogue:
    """The shop of the design's dialogues."""
    rows = (
        ("v1", "p1", "Kopi Susu Gula Aren", "250 ml", 18_000),
        ("v2", "p1", "Kopi Susu Gula Aren", "1 L", 65_000),
        ("v3", "p2", "Kopi Susu Vanila", "250 ml", 20_000),
        ("v4", "p3", "Croissant Butter", "", 25_000),
        ("v5", "p4", "Teh Tarik", "", 15_000),
        ("v6", "p5", "Kopi Susu 3 in 1", "Isi 10", 30_000),
        ("v7", "p5", "Kopi Susu 3 in 1", "Isi 30", 80_000),
        ("v8", "p6", "Lip Cream Matte", "01 Nude", 50_000),
        ("v9", "p6", "Lip Cream Matte", "12 Brick", 50_000),
        ("v10", "p7", "Sabun dan Sampo Bayi", "", 35_000),
    )
    return SmallCatalogue(Variant(*row[:4], price=Decimal(row[4])) for row in rows)


def shop() -> SmallCatalogue:
    """The shop of the shared order messages, where this checkout has them beside it."""
    rows = json.loads((SHARED / "catalogue.json").read_text(encoding="utf-8"))["variants"]
    return SmallCatalogue(
        Variant(
            row["id"],
            row["product_id"],
            row["product_name"],
            "" if row["variant_title"] == "Default Title" else row["variant_title"],
            row["sku"],
            Decimal(row["price"]),
        )
        for row in rows
    )
