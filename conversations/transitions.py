"""What becomes of a submission by what the worker does, and what the shop answers.

The API knows no idempotency key, so an order is created once because nothing here begins a second POST while a first
one may still create it, unless a person said *Send again*.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypedDict

from conversations.events import OrderCreated, OrderNotFound, OrderPaused, OrderRejected, OrderSending, OrderUncertain
from conversations.order import Result
from conversations.outcomes import (
    Ambiguous,
    CannotLook,
    CouldNotLook,
    Created,
    CreatedUnread,
    Found,
    NotAllowed,
    NotFound,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    Scan,
)
from conversations.submission import State, Step, Submission, moved

_FIRST_WHILE_ASKING = 60.0  # seconds
_SELDOM = 900.0  # seconds


class _Look(TypedDict):
    next: datetime | None
    scans: int


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what.

    quiet_seconds      how long after an uncertain POST "not found" proves nothing yet
    pause_minutes      an order that couldn't be sent for so long is paused: its seller is told
    post_seconds       a POST that has no outcome by then has lost whoever was waiting for it
    look_minutes       a shop that couldn't be searched for so long leaves the question to a person
    number_hours       for how long the number of an order whose answer was cut is looked for, and an order that a
                       person was asked about
    retry_seconds, scan_seconds   the first wait before sending, or looking, again; it doubles each time, to a minute
    unreachable_every_seconds, not_allowed_every_seconds   how often a paused order is tried again by itself
    """

    quiet_seconds: float = 120
    pause_minutes: float = 15
    post_seconds: float = 90
    look_minutes: float = 30
    number_hours: float = 6
    retry_seconds: float = 1
    scan_seconds: float = 5
    unreachable_every_seconds: float = 60
    not_allowed_every_seconds: float = 300


def begin(submission: Submission, now: datetime, patience: Patience) -> Step | None:
    """A POST is about to be sent. Not for a submission in doubt: `after_scan` begins that one's."""
    match submission.state:
        case State.QUEUED | State.PAUSED if not submission.in_doubt:
            return _sending(submission, now, patience)
        case _:
            return None


def after_post(submission: Submission, outcome: Outcome, now: datetime, patience: Patience) -> Step | None:
    """The POST of this attempt ended."""
    if submission.state is not State.SENDING:
        return None
    match outcome:
        case Created():
            return _created(submission, outcome, now, patience, found=False)
        case CreatedUnread():
            return _created(submission, Created("", ""), now, patience, found=False)
        case Rejected() if submission.in_doubt:
            # The shop may refuse it because an earlier attempt did create it: a person must look.
            return _ask(submission, now, can_check=True)
        case Rejected(message):
            rejected = moved(submission, State.REJECTED, shown="other", rejection=message)
            return rejected, OrderRejected(submission.draft, message)
        case NotSent():
            return _not_sent(submission, now, patience, wait=_growing(submission.failures, patience.retry_seconds))
        case RateLimited(seconds):
            return _not_sent(submission, now, patience, wait=seconds)
        case NotAllowed():
            return _paused(submission, "not_allowed", now, wait=patience.not_allowed_every_seconds)
        case Ambiguous():
            return _uncertain(submission, now)


def found_sending_at_start(submission: Submission, now: datetime) -> Step | None:
    """Whoever sent the POST is gone. What it had sent by then isn't unsent, and nobody knows what it was."""
    return _uncertain(submission, now) if submission.state is State.SENDING else None


def after_scan(submission: Submission, scan: Scan, began: datetime, now: datetime, patience: Patience) -> Step | None:
    """The shop was searched for the tag, from `began` on. What it holds came in before `began`.

    `began` counts from `unsure_since` on as time really passed, however the clock was set meanwhile; `now` is the
    clock's.
    """
    match submission.state, scan:
        case State.UNCERTAIN | State.QUEUED | State.ASK, Found() if submission.in_doubt:
            return _created(submission, scan, now, patience, found=True)
        case State.UNCERTAIN, NotFound() if began >= _quiet_until(submission, patience):
            return _ask(submission, now, can_check=True)
        case State.UNCERTAIN, CannotLook():
            return _ask(submission, now, can_check=False)
        case State.UNCERTAIN, _:
            return _look_again(submission, scan, began, now, patience)
        case State.ASK, _:
            return _look_while_asking(submission, scan, now, patience)
        case State.QUEUED, NotFound() | CannotLook() if submission.in_doubt:
            return _sending(submission, now, patience)
        case State.QUEUED, CouldNotLook(retry_after) if submission.in_doubt:
            return _not_sent(
                submission,
                now,
                patience,
                wait=max(_growing(submission.failures, patience.retry_seconds), retry_after or 0),
            )
        case State.CREATED, Found(number=number) if number and _numberless(submission):
            return _created(submission, scan, now, patience, found=True)
        case State.CREATED, _ if _numberless(submission):
            return _look_for_number_again(submission, scan, now, patience)
        case _:
            return None


# --- the states, each entered in one place


def _sending(submission: Submission, now: datetime, patience: Patience) -> Step:
    deadline = now + timedelta(seconds=patience.post_seconds)
    sending = moved(submission, State.SENDING, next=deadline, deadline=deadline, attempt=submission.attempt + 1)
    if submission.shown != "queued":
        return sending, None
    return replace(sending, shown="sending"), OrderSending(submission.draft)


def _not_sent(submission: Submission, now: datetime, patience: Patience, *, wait: float) -> Step:
    if now - submission.queued_since >= timedelta(minutes=patience.pause_minutes):
        return _paused(submission, "unreachable", now, wait=max(wait, patience.unreachable_every_seconds))
    if submission.shown in ("unreachable", "not_allowed"):
        # Its buttons are still on the seller's screen, so it goes back to where they work.
        return moved(submission, State.PAUSED, next=_in(now, wait)), None
    queued = moved(submission, State.QUEUED, next=_in(now, wait), failures=submission.failures + 1)
    return queued, None


def _paused(
    submission: Submission, reason: Literal["unreachable", "not_allowed"], now: datetime, *, wait: float
) -> Step:
    if submission.in_doubt:
        # PAUSED offers the way back to the draft, where a second order would be begun beside the first.
        return _ask(submission, now, can_check=False)
    paused = moved(submission, State.PAUSED, next=_in(now, wait), shown=reason)
    return paused, None if submission.shown == reason else OrderPaused(submission.draft, reason)


def _uncertain(submission: Submission, now: datetime) -> Step:
    unsure = moved(submission, State.UNCERTAIN, next=now, unsure_since=now, looking_since=now, scans=0, shown="other")
    return unsure, OrderUncertain(submission.draft)


def _look_again(submission: Submission, scan: Scan, began: datetime, now: datetime, patience: Patience) -> Step:
    since = submission.looking_since or began
    if isinstance(scan, CouldNotLook) and began - since >= timedelta(minutes=patience.look_minutes):
        return _ask(submission, now, can_check=False)
    again = _in(now, _growing(submission.scans, patience.scan_seconds))
    if isinstance(scan, CouldNotLook):
        again = max(again, _in(now, scan.retry_after or 0))
    quiet_until = _quiet_until(submission, patience)
    if now < quiet_until:
        again = min(again, quiet_until)
    return moved(submission, State.UNCERTAIN, next=again, scans=submission.scans + 1), None


def _ask(submission: Submission, now: datetime, *, can_check: bool) -> Step:
    # It is looked for while the person thinks: their answer may come tomorrow, and the order in a minute.
    asking = moved(submission, State.ASK, next=_in(now, _FIRST_WHILE_ASKING), looking_since=now, scans=0, shown="other")
    return asking, OrderNotFound(submission.draft, can_check)


def _look_while_asking(submission: Submission, scan: Scan, now: datetime, patience: Patience) -> Step:
    return moved(submission, State.ASK, **_later(submission, scan, now, patience, first=_FIRST_WHILE_ASKING)), None


def _created(submission: Submission, order: Created | Found, now: datetime, patience: Patience, *, found: bool) -> Step:
    result = Result(order.order_id, order.number, order.total, order.currency)
    created = moved(submission, State.CREATED, result=result, shown="other")
    if not (order.number or found):
        # Told at once as it is; the number follows when a scan brings it.
        created = replace(created, next=_in(now, patience.scan_seconds), looking_since=now, scans=0)
    return created, OrderCreated(
        submission.draft, order.order_id, order.number, order.total, order.currency, found=found
    )


def _look_for_number_again(submission: Submission, scan: Scan, now: datetime, patience: Patience) -> Step:
    return moved(
        submission, State.CREATED, **_later(submission, scan, now, patience, first=patience.scan_seconds)
    ), None


def _later(submission: Submission, scan: Scan, now: datetime, patience: Patience, *, first: float) -> _Look:
    """When the shop is searched next for what nobody waits for: never where it can't be, or after `number_hours`."""
    since = submission.looking_since or now
    if isinstance(scan, CannotLook) or now - since >= timedelta(hours=patience.number_hours):
        return {"next": None, "scans": submission.scans}
    wait = _growing(submission.scans, first, most=_SELDOM)
    if isinstance(scan, CouldNotLook):
        wait = max(wait, scan.retry_after or 0)
    return {"next": _in(now, wait), "scans": submission.scans + 1}


def _numberless(submission: Submission) -> bool:
    return not submission.result.number and not submission.by_hand


def _quiet_until(submission: Submission, patience: Patience) -> datetime:
    return (submission.unsure_since or submission.created) + timedelta(seconds=patience.quiet_seconds)


def _growing(times: int, first: float, *, most: float = 60) -> float:
    """Seconds to wait after having waited `times` times."""
    return min(most, first * 2.0 ** min(times, 30))


def _in(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
