"""A reader with one shop's catalogue."""

from dataclasses import dataclass, field

from conversations.context import Places
from conversations.intake.read import read
from conversations.intake.reading import Reading
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.places import SmallPlaces

Bought = list[tuple[str, int | None]]


@dataclass(frozen=True)
class Reader:
    shop: SmallCatalogue
    places: Places = field(default_factory=SmallPlaces)

    def __call__(self, text: str, region: str = "ID") -> Reading:
        return read(text, catalogue=self.shop, places=self.places, region=region)

    def bought(self, text: str) -> Bought:
        """The items' variants, each with how many; every item must be certain."""
        items = self(text).items
        assert all(item.certain for item in items), items
        return [(item.candidates[0], item.quantity) for item in items]

    def sure(self, text: str) -> Bought:
        """The items that nobody is asked about."""
        return [(item.candidates[0], item.quantity) for item in self(text).items if item.certain and item.quantity]

    def questions(self, text: str) -> int:
        return sum(not item.certain for item in self(text).items)
