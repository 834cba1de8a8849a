"""A catalogue that is asked everything once: a reading asks for the same words again and again."""

from conversations.context import Catalogue, Hit
from conversations.intake.matching import MOST_CANDIDATES
from conversations.order import Variant


class Remembered:
    """`Catalogue` for the time of one reading, in which the shop's products don't change."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._hits: dict[str, tuple[Hit, ...]] = {}
        self._clear: dict[str, tuple[Hit, ...]] = {}
        self._fits: dict[str, float] = {}
        self._products: dict[str, tuple[Variant, ...]] = {}

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """As the catalogue's; at most `MOST_CANDIDATES`."""
        if text not in self._hits:
            self._hits[text] = self._catalogue.search(text, MOST_CANDIDATES)
        return self._hits[text][:limit]

    def clear(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        if text not in self._clear:
            self._clear[text] = self._catalogue.clear(text, MOST_CANDIDATES)
        return self._clear[text][:limit]

    def fit(self, text: str) -> float:
        if text not in self._fits:
            self._fits[text] = self._catalogue.fit(text)
        return self._fits[text]

    def nearest(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        return self._catalogue.nearest(text, limit)

    def variants(self, ids: tuple[str, ...]) -> tuple[Variant | None, ...]:
        return self._catalogue.variants(ids)

    def product(self, product_id: str) -> tuple[Variant, ...]:
        if product_id not in self._products:
            self._products[product_id] = self._catalogue.product(product_id)
        return self._products[product_id]

    def size(self) -> int:
        return self._catalogue.size()
