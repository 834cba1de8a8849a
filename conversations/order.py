"""Value objects of an order. Everything is frozen: a change is a new draft."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from conversations.questions import Question

MOST_OF_ONE_ITEM = 9_999


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in major units (rupiah, not sen) of an ISO 4217 currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Variant:
    """What can be ordered: one variant of a product, as the catalogue had it when it was read.

    `key` is the vendor's label of the variant among its product's ("Hitam / L"), empty where the product has
    only one. `options` are the product's option names with this variant's values, in order, where they are known.
    `price` is in major units of the shop's currency; None where the catalogue gives none.
    """

    id: str
    product_id: str
    product_name: str
    key: str = ""
    sku: str = ""
    price: Decimal | None = None
    options: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        return f"{self.product_name} · {self.key}" if self.key else self.product_name


@dataclass(frozen=True, slots=True)
class Line:
    """A line item. `id` tells it from the draft's other lines; `source` is the message it was read from, if it was."""

    id: int
    variant: Variant
    quantity: int
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number in E.164 ("+6281234567890")."""

    e164: str


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; `last` is empty for people who have one name."""

    first: str
    last: str = ""

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True, slots=True)
class Address:
    """Where the parcel goes, as far as it is known; an empty part is a missing one.

    `country` is ISO 3166-1 alpha-2. `filled` names the parts that nobody typed: they follow from another part.
    """

    street: str = ""
    area: str = ""
    city: str = ""
    province: str = ""
    postcode: str = ""
    country: str = ""
    filled: tuple[str, ...] = ()

    @property
    def one_line(self) -> str:
        place = ", ".join(part for part in (self.street, self.area, self.city, self.province) if part)
        return f"{place} {self.postcode}".strip()


@dataclass(frozen=True, slots=True)
class Extras:
    """What the API has no field for: it goes into the order's notes. Never asked for."""

    courier: str = ""
    payment: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer whom the shop, or this desk's earlier orders, already know.

    `id` is the vendor's customer id, empty for people known only from earlier orders.
    `last_items` are the variant ids and quantities of the newest order, for *Same as last time*.
    """

    id: str
    name: Name
    phone: Phone | None
    addresses: tuple[Address, ...] = ()
    orders: int = 0
    last_items: tuple[tuple[str, int], ...] = ()


class State(StrEnum):
    """Where a draft is on its way. From QUEUED to ASK it is frozen."""

    OPEN = "open"
    QUEUED = "queued"
    SENDING = "sending"
    PAUSED = "paused"
    UNCERTAIN = "uncertain"
    ASK = "ask"
    CREATED = "created"
    CLOSED = "closed"
    DISCARDED = "discarded"

    @property
    def frozen(self) -> bool:
        return self not in (State.OPEN, State.CREATED, State.CLOSED, State.DISCARDED)

    @property
    def ended(self) -> bool:
        return self in (State.CREATED, State.CLOSED, State.DISCARDED)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a submitted order. `total` is the API's own, in major units; None where it gave none."""

    order_id: str = ""
    number: str = ""
    total: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An order as far as it is known, and the question that was asked last.

    `revision` rises with every change of what a person would see; *Create order* and choices count only at their own.
    `sources` maps the messages this draft was read from to the parts they gave, so that editing one changes only these.
    `misses` counts the failed answers to `question`. `removed` is the line taken out last, for *Undo*.
    `rejection` is the API's message when it refused the order. `can_check`: the shop can be searched for the order.
    `unused` are the words that nothing was read from, until a person has dealt with them.
    `names` are people of whom a message doesn't say which one it is for, while there is no `name`.
    `stated_total` is the total the customer named, in major units. `set_aside` are messages that seem to be another
    customer's: they wait, whatever else happens to the draft, until a person has said whose they are.
    """

    id: str
    revision: int = 0
    state: State = State.OPEN
    lines: tuple[Line, ...] = ()
    removed: Line | None = None
    phone: Phone | None = None
    name: Name | None = None
    customer: Customer | None = None
    known: tuple[Customer, ...] = ()
    address: Address = field(default_factory=Address)
    extras: Extras = field(default_factory=Extras)
    question: Question | None = None
    open_items: tuple["OpenItem", ...] = ()
    unused: tuple[str, ...] = ()
    sources: tuple["Source", ...] = ()
    misses: int = 0
    warned: tuple[str, ...] = ()
    result: Result = field(default_factory=Result)
    rejection: str = ""
    can_check: bool = True
    stated_total: Decimal | None = None
    set_aside: tuple["SetAside", ...] = ()
    names: tuple[Name, ...] = ()

    def with_(self, **changes: object) -> "Draft":
        return replace(self, **changes)  # type: ignore[arg-type]  # replace() checks the names, the callers the types

    @property
    def empty(self) -> bool:
        known = (self.lines, self.open_items, self.phone, self.name, self.extras != Extras(), self.set_aside)
        return not any(known) and self.address == Address(country=self.address.country)

    def line(self, line_id: int) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)

    def items_total(self) -> Decimal | None:
        """The items by the catalogue's prices, without shipping; None where a price isn't known."""
        prices = [line.variant.price for line in self.lines]
        if not prices or None in prices:
            return None
        return sum(
            (line.quantity * line.variant.price for line in self.lines if line.variant.price is not None),
            Decimal(0),
        )


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Words that were seen as an item but need a person's choice among `candidates` (variant ids; none = not found)."""

    text: str
    quantity: int | None
    candidates: tuple[str, ...] = ()
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One message that a draft was read from, with the names of the parts it gave ("items", "phone", "name", …).

    `unused` are its words that nothing was read from: they go when the message is corrected.
    """

    message: int
    parts: tuple[str, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A message that isn't part of the draft it contradicts; `message` is its id in the chat, where it has one."""

    text: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """What `POST /orders` is sent, frozen at the tap on *Create order*. `tag` is unique to the submission."""

    tag: str
    items: tuple[tuple[str, int], ...]
    phone: Phone
    name: Name
    last_name: str
    address: Address
    customer_id: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
