"""What a turn wants done. Effects are stored with the draft in one transaction, and carried out afterwards."""

from dataclasses import dataclass
from typing import Literal

from conversations.context import Role
from conversations.order import OrderRequest, Phone
from conversations.screens import Screen

INVITATION_HOURS = 24

Place = Literal["edit", "new"]
Verdict = Literal["retry", "withdraw", "keep_checking", "seen", "send_again", "give_up"]


@dataclass(frozen=True, slots=True)
class Show:
    """Shows a draft's card: in place, or as a new message below, whereupon the old card loses its buttons."""

    draft: str
    revision: int
    place: Place
    screen: Screen


@dataclass(frozen=True, slots=True)
class Say:
    """Sends a message of its own. A `secret` one is kept no longer than until it is delivered."""

    screen: Screen
    secret: bool = False


@dataclass(frozen=True, slots=True)
class TellOwners:
    """Tells every owner once; a second notice about the same thing is dropped until it is `over`."""

    about: str
    screen: Screen


@dataclass(frozen=True, slots=True)
class TellPerson:
    """Sends a message to somebody else's chat, in their language."""

    person: int
    screen: Screen


@dataclass(frozen=True, slots=True)
class Settled:
    """What owners were told about is over: the next time is news again."""

    about: str


@dataclass(frozen=True, slots=True)
class LookUpCustomer:
    """Asks the shop who has this phone; `CustomersFound` answers."""

    draft: str
    phone: Phone


@dataclass(frozen=True, slots=True)
class Submit:
    draft: str
    request: OrderRequest


@dataclass(frozen=True, slots=True)
class Decide:
    """A person's verdict on a submission that can't go on by itself. `number` goes with "seen"."""

    draft: str
    verdict: Verdict
    number: str = ""


@dataclass(frozen=True, slots=True)
class SyncCatalogue:
    """Fetches the shop's products; `CatalogueSynced` or `CatalogueSyncFailed` answers."""


@dataclass(frozen=True, slots=True)
class Invite:
    """Lets whoever brings `token` within INVITATION_HOURS in, once, as `role`."""

    token: str
    role: Role


@dataclass(frozen=True, slots=True)
class ChangeRole:
    """Gives a person another role, or none: then their open drafts are this person's."""

    person: int
    role: Role | None


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Moves somebody's draft, at this revision, to this person's chat, with what is on its way of it."""

    draft: str
    revision: int


@dataclass(frozen=True, slots=True)
class Teach:
    """Remembers for the shop what was chosen for words that weren't understood."""

    words: str
    variant: str
    product: str


@dataclass(frozen=True, slots=True)
class Unteach:
    """Forgets a lesson."""

    lesson: int


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Deletes what is kept of the person, and their access. Whatever else the turn says comes after it."""


Effect = (
    Show
    | Say
    | TellOwners
    | TellPerson
    | Settled
    | LookUpCustomer
    | Submit
    | Decide
    | SyncCatalogue
    | Invite
    | ChangeRole
    | TakeOver
    | Teach
    | Unteach
    | ForgetMe
)
