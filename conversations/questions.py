"""What a draft can be waiting for. A question is stored with its draft: its buttons name choices by their place."""

from dataclasses import dataclass
from typing import Literal

AddressPart = Literal["street", "city", "province", "postcode"]
ExtraPart = Literal["courier", "payment", "note", "tags"]


@dataclass(frozen=True, slots=True)
class AskItems:
    """Asks for a product. `offers` are variant ids on buttons."""

    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooseVariant:
    """Asks which variant the first open item means, among its candidates (variant ids).

    `chosen` are the option values picked so far where a product has many variants; `page` counts *More*.
    """

    candidates: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskQuantity:
    """Asks how many of the first open item, which has one candidate left."""


@dataclass(frozen=True, slots=True)
class ItemsReady:
    """Shows the items; *Add another* or on to the customer. A typed number changes the line with id `selected`."""

    selected: int


@dataclass(frozen=True, slots=True)
class AskPhone:
    pass


@dataclass(frozen=True, slots=True)
class ChoosePhone:
    phones: tuple[str, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class ChooseCustomer:
    """Asks which of the draft's known customers a typed name means. `name` is what was typed."""

    name: str


@dataclass(frozen=True, slots=True)
class AskName:
    pass


@dataclass(frozen=True, slots=True)
class AskAddress:
    """Asks for the address as a whole; the known customer's saved addresses are choices."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class AskAddressPart:
    """Asks for a part of the address; `choices` are what the rest of it leaves possible."""

    part: AddressPart
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    pass


@dataclass(frozen=True, slots=True)
class Change:
    """Asks which part to change."""


@dataclass(frozen=True, slots=True)
class ChangeItems:
    """Shows every line with [−] n [+]; `selected` is the id of the line that a typed number changes."""

    selected: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskExtra:
    part: ExtraPart


@dataclass(frozen=True, slots=True)
class WhichOrder:
    """Asks whose the messages are that the draft has set aside: *New order*, *Change this one* or neither."""


@dataclass(frozen=True, slots=True)
class ConfirmDiscard:
    pass


@dataclass(frozen=True, slots=True)
class ConfirmSame:
    """The same phone and items were ordered within a day, `minutes` ago; `number` is empty while it's on its way."""

    number: str
    minutes: int


@dataclass(frozen=True, slots=True)
class AskOrderNumber:
    """*I see it in the shop*: asks for the number the shop shows, or none."""


Question = (
    AskItems
    | ChooseVariant
    | AskQuantity
    | ItemsReady
    | AskPhone
    | ChoosePhone
    | ChooseCustomer
    | AskName
    | AskAddress
    | AskAddressPart
    | Review
    | Change
    | ChangeItems
    | AskExtra
    | WhichOrder
    | ConfirmDiscard
    | ConfirmSame
    | AskOrderNumber
)
