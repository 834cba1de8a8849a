"""What came in: from the person, from the shop, from the clock. An event is all that `advance` learns of the world."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from conversations.order import Customer


@dataclass(frozen=True, slots=True)
class Said:
    """A text message, or the caption of a photo. `message` is its id in the chat."""

    text: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A person changed an own message."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """A tap on a button of `message`. Nothing in `data` is trusted: `buttons.decode` reads it."""

    data: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class SharedContact:
    phone: str
    first_name: str = ""
    last_name: str = ""
    message: int | None = None


@dataclass(frozen=True, slots=True)
class SharedLocation:
    latitude: float
    longitude: float
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that holds no words: a sticker, a voice message, a photo without a caption."""

    kind: str


@dataclass(frozen=True, slots=True)
class CustomersFound:
    """The answer to `LookUpCustomer`: the shop's customers with this phone (E.164)."""

    draft: str
    phone: str
    customers: tuple[Customer, ...]


@dataclass(frozen=True, slots=True)
class OrderSending:
    draft: str


@dataclass(frozen=True, slots=True)
class OrderCreated:
    """The order exists. `number` is empty where the answer was cut and the order isn't found yet.

    `found`: it was found by a scan after an uncertain answer. `total` is in major units of `currency`.
    """

    draft: str
    order_id: str = ""
    number: str = ""
    total: Decimal | None = None
    currency: str | None = None
    found: bool = False


@dataclass(frozen=True, slots=True)
class OrderRejected:
    """The API refused the order for good, with its own `message`."""

    draft: str
    message: str


@dataclass(frozen=True, slots=True)
class OrderPaused:
    """Nothing was sent. `reason`: the shop can't be reached, or the installation isn't allowed to."""

    draft: str
    reason: Literal["unreachable", "not_allowed"]


@dataclass(frozen=True, slots=True)
class OrderUncertain:
    """The POST may or may not have gone through; the reconciler is looking."""

    draft: str


@dataclass(frozen=True, slots=True)
class OrderNotFound:
    """The quiet period is over and a person must decide. `can_check`: the shop can be searched at all."""

    draft: str
    can_check: bool


@dataclass(frozen=True, slots=True)
class CatalogueSynced:
    products: int
    variants: int


@dataclass(frozen=True, slots=True)
class CatalogueSyncFailed:
    reason: Literal["unreachable", "not_allowed", "absent"]


OrderEvent = OrderSending | OrderCreated | OrderRejected | OrderPaused | OrderUncertain | OrderNotFound
Event = (
    Said
    | Edited
    | Pressed
    | SharedContact
    | SharedLocation
    | Unreadable
    | CustomersFound
    | OrderEvent
    | CatalogueSynced
    | CatalogueSyncFailed
)
