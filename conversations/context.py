"""What the conversation may ask its surroundings while it decides: local, read-only and immediate."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol

from conversations.order import Customer, Draft, Phone, Variant

Role = Literal["owner", "agent"]
# Scores below it: a word wasn't found at all, in however long a question, or several are badly misspelt.
EVERY_WORD = 0.85


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search. `score` runs from 0 to 1; from `EVERY_WORD` on every word was found, at 1 exactly."""

    variant: Variant
    score: float


class Catalogue(Protocol):
    """The shop's products, as synced or imported."""

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """Variants whose product name, key, options or SKU match the words of `text`, best first; () when none does."""

    def clear(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """What `search` finds from `EVERY_WORD` on. Quicker: what hasn't got every word isn't looked for."""

    def fit(self, text: str) -> float:
        """The score of the best that has every word of `text`, to a hundredth; 0 for nothing. The quickest of all."""

    def nearest(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        """The variants (one a product) nearest to `text` in spelling, for when `search` finds nothing."""

    def variants(self, ids: tuple[str, ...]) -> tuple[Variant | None, ...]:
        """Each variant as it is now; None where it is gone."""

    def product(self, product_id: str) -> tuple[Variant, ...]:
        """All variants of a product in the catalogue's order."""

    def size(self) -> int:
        """How many variants there are."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city or regency with its province, in the spelling that addresses use."""

    city: str
    province: str


@dataclass(frozen=True, slots=True)
class Area:
    """A district (kecamatan), or one of its villages (kelurahan, desa) where `village` isn't empty.

    `postcodes` are all that are used in it, in order; () where they aren't known.
    """

    district: str
    place: Place
    postcodes: tuple[str, ...] = ()
    village: str = ""


class Places(Protocol):
    """Which cities lie in which provinces, for the countries that are known."""

    def city(self, text: str, country: str) -> tuple[Place, ...]:
        """Every city or regency that `text` names in full ("Bandung", "Kab. Bandung"); () when none."""

    def known_city(self, text: str, country: str) -> str:
        """The city that `text` names in full in a country of which only some are known, in its spelling; "" if none."""

    def province(self, text: str, country: str) -> str | None:
        """The province that `text` names, abbreviations and English names included ("Jabar", "West Java")."""

    def find(self, text: str, country: str) -> tuple[tuple[int, int, Place], ...]:
        """Every place named inside `text` as (start, end, place), longest names first."""

    def areas(self, text: str, country: str) -> tuple[tuple[int, int, Area], ...]:
        """Every district and village named inside `text` as (start, end, area), in its order; () without a table."""

    def postcode(self, code: str, country: str) -> tuple[Place, ...]:
        """Every city that uses the postcode; for an unlisted one the provinces it may be in, their `city` empty."""


@dataclass(frozen=True, slots=True)
class EarlierOrder:
    """An order this desk created before, or submitted: then it has no number yet. `total` is in major units.

    `by` is who took it, where that was somebody else.
    """

    number: str
    name: str
    total: Decimal | None
    currency: str | None
    created: datetime
    phone: str
    items: tuple[tuple[str, int], ...]
    draft: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role. `open_drafts` counts their orders that have something in them and haven't ended."""

    id: int
    name: str
    role: Role
    open_drafts: int = 0


@dataclass(frozen=True, slots=True)
class Guest:
    """A draft of somebody else's, as owners see it."""

    draft: Draft
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A variant that was chosen, `times` so far, for words that the catalogue had nothing for; `by` is who did last."""

    id: int
    words: str
    variant: str
    product: str
    times: int
    last: datetime
    by: str = ""


class History(Protocol):
    """What this desk's own database remembers. Owners see everybody's orders, agents their own."""

    def customers(self, phone: Phone) -> tuple[Customer, ...]: ...

    def customers_named(self, text: str, limit: int = 5) -> tuple[Customer, ...]: ...

    def same_order(self, phone: Phone, items: tuple[tuple[str, int], ...], since: datetime) -> EarlierOrder | None:
        """The latest order of just these variant ids and quantities for this phone, ones on their way included."""

    def frequent(self, limit: int) -> tuple[str, ...]:
        """Variant ids this person orders most, the latest first among equals."""

    def orders(self, limit: int, search: str = "") -> tuple[EarlierOrder, ...]: ...

    def others_drafts(self) -> tuple[Guest, ...]:
        """Everybody else's drafts that haven't ended, the oldest first; none for agents."""

    def team(self) -> tuple[Member, ...]:
        """Everybody with a role, owners first."""

    def sold(self, variants: tuple[str, ...], since: datetime) -> dict[str, tuple[int, int]]:
        """How many orders of this person, and of the whole shop, each variant is in since then; none isn't listed."""

    def meant_by(self, words: str, limit: int) -> tuple[Lesson, ...]:
        """What was chosen in this shop for these words before, the likeliest first."""

    def lessons(self) -> tuple[Lesson, ...]:
        """All that was taught, the latest first; none for agents."""

    def again(self, draft: str) -> Customer | None:
        """Who got the order that this draft became, if this person may see it; its items are their last ones."""


class Ids(Protocol):
    def draft(self) -> str:
        """A new draft id: 8 characters, unguessable enough to be unique."""

    def tag(self) -> str:
        """A new submission tag: "tg-" and a ULID."""

    def invitation(self) -> str:
        """A new invitation: 128 random bits in 22 characters that a Telegram link may hold."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything `advance` may look at besides the session and the event. `region` is ISO 3166-1 alpha-2.

    `owner`: the person may do what only owners may. `bot` is the bot's user name, empty where it isn't known.
    `language` is the person's, a language of `texts`.
    `single_name_last` is sent as the last name of people who have one.
    """

    now: datetime
    ids: Ids
    catalogue: Catalogue
    places: Places
    history: History
    region: str = "ID"
    currency: str = "IDR"
    single_name_last: str = "-"
    owner: bool = False
    bot: str = ""
    language: str = "en"
