"""What can be asked of the desk's data from outside the chat, by name.

An operation is a plain function of the tables and of what it's given, run as one transaction. It returns what is to be
told, as JSON can hold it, or raises RefusedError.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlite_utils import Database as Tables

from conversations.context import Role
from storage import audit, counts, forgetting, invitations

Given = Mapping[str, Any]


class RefusedError(Exception):
    """It can't be done as it was asked; the message is one clear line for whoever asked."""


@dataclass(frozen=True, slots=True)
class Operation:
    """`erases`: afterwards nothing may be left on the disk of what it deleted. `first`: it may make the database."""

    work: Callable[[Tables, Given], dict[str, Any]]
    erases: bool = False
    first: bool = False


def _status(db: Tables, given: Given) -> dict[str, Any]:
    del given
    return counts.everything(db)


def _forget(db: Tables, given: Given) -> dict[str, Any]:
    """Forgets the customer with the phone `phone` (E.164)."""
    try:
        gone = forgetting.customer(db, str(given["phone"]))
    except forgetting.StillNeededError as needed:
        raise RefusedError(f"{WHY_NOT[needed.what]} Nothing was deleted.") from None
    return asdict(gone)


def _invite(db: Tables, given: Given) -> dict[str, Any]:
    """Takes the invitation `token` in, for `role`, made at `now` (unix seconds)."""
    role: Role = "owner" if given["role"] == "owner" else "agent"
    invitations.add(db, str(given["token"]), role, by=None, now=float(given["now"]))
    audit.record(db, forgetting.NOBODY, "invite", role, float(given["now"]))
    return {}


WHY_NOT = {
    "orders": "An order for this number is on its way: wait until it's finished.",
    "drafts": "An order for this number is still open in a chat: it must be created or discarded first.",
    "messages": "A message with this number is just being handled: try again in a minute.",
}

OPERATIONS: Final[Mapping[str, Operation]] = {
    "status": Operation(_status),
    "people.forget": Operation(_forget, erases=True),
    "invite": Operation(_invite, first=True),
}
