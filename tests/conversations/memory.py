"""The conversation's surroundings in memory: what a property test can go through a thousand times."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from conversations.context import Context, EarlierOrder, Guest, Lesson, Member
from conversations.order import Customer, Draft, Phone, State, Variant

from .catalogue import SmallCatalogue, cafe
from .places import SmallPlaces

BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COLOURS = ("Hitam", "Putih", "Biru Dongker", "Merah Marun")
SIZES = ("XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL")
PLACES = SmallPlaces()


def shirts() -> tuple[Variant, ...]:
    """One product with 36 variants of two options."""
    return tuple(
        Variant(
            f"k{at}",
            "kaos",
            "Kaos Polos",
            f"{colour} / {size}",
            f"KP-{at}",
            Decimal(55_000),
            (("Warna", colour), ("Ukuran", size)),
        )
        for at, (colour, size) in enumerate((colour, size) for colour in COLOURS for size in SIZES)
    )


def large_shop() -> SmallCatalogue:
    """The café, the shirts, twelve one-variant teas, something without a price and something with a very long name."""
    teas = tuple(Variant(f"t{at}", f"pt{at}", f"Teh Melati {at}", price=Decimal(9_000 + at)) for at in range(12))
    long = "Keranjang Hadiah " + "Sangat " * 40 + "Besar"
    odd = (Variant("n1", "pn", "Pesanan Khusus"), Variant("z1", "pz", long, price=Decimal("1234567.5")))
    return SmallCatalogue((*cafe().product("p1"), *cafe().product("p2"), *_rest(), *shirts(), *teas, *odd))


def _rest() -> tuple[Variant, ...]:
    return tuple(variant for at in range(3, 8) for variant in cafe().product(f"p{at}"))


@dataclass
class Ids:
    drafts: int = 0
    tags: int = 0

    def draft(self) -> str:
        self.drafts += 1
        return f"d{self.drafts:07}"

    def tag(self) -> str:
        self.tags += 1
        return f"tg-{self.tags:04}"

    def invitation(self) -> str:
        return f"invitation-{self.tags:011}"


@dataclass
class Memory:
    """Serves `conversations.context.History` from the drafts that were created."""

    created: list[tuple[Draft, datetime]] = field(default_factory=list)

    def record(self, draft: Draft, now: datetime) -> None:
        if draft.state is State.CREATED:
            self.created = [each for each in self.created if each[0].id != draft.id] + [(draft, now)]

    def customers(self, phone: Phone) -> tuple[Customer, ...]:
        found = [self._customer(draft) for draft, _ in reversed(self.created) if draft.phone == phone]
        return tuple({customer.name: customer for customer in found}.values())

    def customers_named(self, text: str, limit: int = 5) -> tuple[Customer, ...]:
        found = [self._customer(draft) for draft, _ in reversed(self.created) if self._named(draft, text)]
        return tuple({customer.name: customer for customer in found}.values())[:limit]

    def same_order(self, phone: Phone, items: tuple[tuple[str, int], ...], since: datetime) -> EarlierOrder | None:
        for draft, created in reversed(self.created):
            same = sorted((line.variant.id, line.quantity) for line in draft.lines) == sorted(items)
            if draft.phone == phone and same and created >= since:
                return self._earlier(draft, created)
        return None

    def frequent(self, limit: int) -> tuple[str, ...]:
        ids = dict.fromkeys(line.variant.id for draft, _ in reversed(self.created) for line in draft.lines)
        return tuple(ids)[:limit]

    def orders(self, limit: int, search: str = "") -> tuple[EarlierOrder, ...]:
        found = [self._earlier(draft, now) for draft, now in reversed(self.created) if self._named(draft, search)]
        return tuple(found[:limit])

    def others_drafts(self) -> tuple[Guest, ...]:
        return ()

    def team(self) -> tuple[Member, ...]:
        return ()

    def sold(self, variants: tuple[str, ...], since: datetime) -> dict[str, tuple[int, int]]:
        sold = Counter(line.variant.id for draft, now in self.created if now >= since for line in draft.lines)
        return {each: (sold[each], sold[each]) for each in variants if sold[each]}

    def meant_by(self, words: str, limit: int) -> tuple[Lesson, ...]:
        del words, limit
        return ()

    def lessons(self) -> tuple[Lesson, ...]:
        return ()

    def again(self, draft: str) -> Customer | None:
        return next((self._customer(created) for created, _ in self.created if created.id == draft), None)

    def _named(self, draft: Draft, text: str) -> bool:
        return bool(draft.name) and text.casefold() in draft.name.full.casefold()

    def _customer(self, draft: Draft) -> Customer:
        assert draft.name is not None
        items = tuple((line.variant.id, line.quantity) for line in draft.lines)
        return Customer("", draft.name, draft.phone, (draft.address,), 1, items)

    def _earlier(self, draft: Draft, created: datetime) -> EarlierOrder:
        assert draft.name is not None
        assert draft.phone is not None
        items = tuple((line.variant.id, line.quantity) for line in draft.lines)
        result = draft.result
        return EarlierOrder(
            result.number, draft.name.full, result.total, result.currency, created, draft.phone.e164, items, draft.id
        )


@dataclass
class World:
    """Everything around a conversation; the clock and the catalogue can be changed."""

    catalogue: SmallCatalogue = field(default_factory=large_shop)
    history: Memory = field(default_factory=Memory)
    ids: Ids = field(default_factory=Ids)
    now: datetime = BEGIN
    region: str = "ID"
    owner: bool = False

    def context(self) -> Context:
        return Context(
            self.now, self.ids, self.catalogue, PLACES, self.history, self.region, "IDR", "-", owner=self.owner
        )

    def wait(self, time: timedelta) -> None:
        self.now += time
