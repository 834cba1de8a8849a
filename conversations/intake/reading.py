"""What was read from a message: every find with where it stood, and what was left over."""

from dataclasses import dataclass, field
from decimal import Decimal

from conversations.order import Address, Extras, Name, Phone


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the message: characters `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadItem:
    """Words read as an item. `candidates` are variant ids, best first.

    One candidate with `certain` goes into the draft; anything else is a question: several candidates, or none
    (not in the catalogue). `quantity` is None where the message gave none. `remark` is what was said about the item
    beside its name, in brackets ("less sugar").
    """

    text: str
    quantity: int | None
    candidates: tuple[str, ...]
    certain: bool
    span: Span
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message taken apart. Absent parts are empty.

    `phones` has more than one entry when the message doesn't say which is the customer's. `names` are the people it may
    be for, where the message doesn't say which; then there is no `name`.
    `stated_total` is in major units. `unused` are the pieces of text that nothing was read from, as written.
    """

    items: tuple[ReadItem, ...] = ()
    phones: tuple[Phone, ...] = ()
    name: Name | None = None
    names: tuple[Name, ...] = ()
    address: Address = field(default_factory=Address)
    extras: Extras = field(default_factory=Extras)
    stated_total: Decimal | None = None
    unused: tuple[str, ...] = ()
    where: tuple[tuple[str, Span], ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts that were found, among items, phone, name, address, extras."""
        found = {
            "items": bool(self.items),
            "phone": bool(self.phones),
            "name": self.name is not None or bool(self.names),
            "address": self.address != Address(country=self.address.country),
            "extras": self.extras != Extras(),
        }
        return tuple(part for part, there in found.items() if there)
