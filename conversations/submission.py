"""An order on its way to the shop: what is known of it, and the state it is in.

The ways from one state to another are in `transitions` (what the worker does) and `verdicts` (what a person decides).
Each takes a submission and returns a `Step` (the submission as it is from now on, and what the conversation is told, if
anything), or None where the submission's state doesn't allow it. A step is committed before the act it announces.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from conversations.events import OrderEvent
from conversations.order import OrderRequest, Result


class State(StrEnum):
    """Where a submission is. The last four are ends, except that CREATED may still look for its number."""

    QUEUED = "queued"
    SENDING = "sending"
    PAUSED = "paused"
    UNCERTAIN = "uncertain"
    ASK = "ask"
    CREATED = "created"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


Shown = Literal["queued", "sending", "unreachable", "not_allowed", "other"]


@dataclass(frozen=True, slots=True)
class Submission:
    """An order as it was at the tap on *Create order*, and how far it has come.

    step            counts the transitions
    attempt         counts the POSTs
    deadline        when the POST in flight must have had its outcome
    next            when the worker must look at it again; None: not before a person acts
    queued_since    since when it has been tried to be sent
    unsure_since    when the latest POST ended that may have created the order; None: there was none
    looking_since   since when the shop has been searched in this state, `scans` times so far
    failures        how often it couldn't be sent since `queued_since`
    shown           what its seller was told last: the same isn't told twice
    by_hand         a person saw the order in the shop
    """

    id: str
    draft: str
    chat: int
    request: OrderRequest
    created: datetime
    next: datetime | None
    queued_since: datetime
    state: State = State.QUEUED
    step: int = 0
    attempt: int = 0
    deadline: datetime | None = None
    unsure_since: datetime | None = None
    looking_since: datetime | None = None
    scans: int = 0
    failures: int = 0
    shown: Shown = "queued"
    result: Result = field(default_factory=Result)
    rejection: str = ""
    by_hand: bool = False

    @property
    def in_doubt(self) -> bool:
        """An earlier POST may have created the order: it is looked for before another one is begun."""
        return self.unsure_since is not None


Step = tuple[Submission, OrderEvent | None]
Transition = Callable[[Submission], Step | None]


def submit(id_: str, draft: str, chat: int, request: OrderRequest, now: datetime) -> Submission:
    """The submission of a draft at the tap on *Create order*."""
    return Submission(id_, draft, chat, request, created=now, next=now, queued_since=now)


def moved(submission: Submission, state: State, *, next: datetime | None = None, **changes: object) -> Submission:  # noqa: A002  # the field's name
    """The next step. Whatever state it leads to, the worker comes back only where `next` says so."""
    always = {"state": state, "step": submission.step + 1, "next": next, "deadline": None}
    return replace(submission, **{**always, **changes})  # type: ignore[arg-type]  # replace() checks the names
