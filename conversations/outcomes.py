"""What became of a POST, and of a scan for its order, as far as the edge could see."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Created:
    order_id: str
    number: str
    total: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class CreatedUnread:
    """2xx, but the body was broken or cut."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Refused for good, in the API's own words."""

    message: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """It is proved that no byte of the request was sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Not created; the next window begins in `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Not created, by the installation's fault: key, scope, address or base."""

    status: int
    code: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The order may have been created, or may be yet."""

    reason: str


Outcome = Created | CreatedUnread | Rejected | NotSent | RateLimited | NotAllowed | Ambiguous


@dataclass(frozen=True, slots=True)
class Found:
    order_id: str
    number: str
    total: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class NotFound:
    """A complete scan, every part of it answered 200, didn't see the tag."""


@dataclass(frozen=True, slots=True)
class CouldNotLook:
    """The scan wasn't complete. `retry_after` in seconds, where the shop gave one."""

    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class CannotLook:
    """The key may not read orders, or the server knows no such call: no scan will ever be complete."""


Scan = Found | NotFound | CouldNotLook | CannotLook
