"""What was sold before comes first among the products that words fit equally well."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from conversations.context import Catalogue, History, Hit
from conversations.order import Variant

LATELY = timedelta(days=180)
"""For how long a sale counts as a habit."""


class HabitualCatalogue:
    """Another catalogue, with equal hits in the order of what this person, then the whole shop, sold most lately.

    It finds the same variants with the same scores, so that nothing becomes certain by habit. Made for one turn: what
    was sold is asked for once a variant.
    """

    def __init__(self, catalogue: Catalogue, history: History, now: datetime) -> None:
        self._catalogue = catalogue
        self._history = history
        self._since = now - LATELY
        self._sold: dict[str, tuple[int, int]] = {}

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        return self._by_habit(self._catalogue.search(text, limit))

    def clear(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        return self._by_habit(self._catalogue.clear(text, limit))

    def fit(self, text: str) -> float:
        return self._catalogue.fit(text)

    def nearest(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        return self._catalogue.nearest(text, limit)

    def variants(self, ids: tuple[str, ...]) -> tuple[Variant | None, ...]:
        return self._catalogue.variants(ids)

    def product(self, product_id: str) -> tuple[Variant, ...]:
        return self._catalogue.product(product_id)

    def size(self) -> int:
        return self._catalogue.size()

    def _by_habit(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        ranked: list[Hit] = []
        for _, equals in groupby(hits, key=lambda hit: round(hit.score, 9)):
            ranked += self._ranked(list(equals))
        return tuple(ranked)

    def _ranked(self, equals: list[Hit]) -> list[Hit]:
        if len(equals) == 1:
            return equals
        self._learn(hit.variant.id for hit in equals)
        return sorted(equals, key=lambda hit: self._sold[hit.variant.id], reverse=True)

    def _learn(self, variants: Iterable[str]) -> None:
        if unknown := tuple(each for each in variants if each not in self._sold):
            sold = self._history.sold(unknown, self._since)
            self._sold |= {each: sold.get(each, (0, 0)) for each in unknown}
