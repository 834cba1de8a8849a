"""What a person decides about a submission that can't go on by itself.

The conversation knows which button it was; it is told only what follows from it.
"""

from dataclasses import replace
from datetime import datetime

from conversations.effects import Decide
from conversations.events import OrderCreated, OrderSending
from conversations.order import Result
from conversations.submission import State, Step, Submission, moved


def carried_out(decided: Decide, submission: Submission, now: datetime) -> Step | None:
    """The step that the verdict leads to; None where the submission doesn't wait for it any more."""
    match decided.verdict:
        case "retry":
            return retry(submission, now)
        case "withdraw":
            return withdraw(submission)
        case "keep_checking":
            return keep_checking(submission, now)
        case "seen":
            return seen_in_shop(submission, decided.number)
        case "send_again":
            return send_again(submission, now)
        case "give_up":
            return give_up(submission)


def retry(submission: Submission, now: datetime) -> Step | None:
    """*Retry*: sent at once. Where it is being sent already without a word, its seller is told so from now on."""
    match submission.state:
        case State.PAUSED:
            return moved(submission, State.QUEUED, next=now, shown="queued"), None
        case State.SENDING if submission.shown in ("unreachable", "not_allowed"):
            told = replace(submission, step=submission.step + 1, shown="sending")
            return told, OrderSending(submission.draft)
        case _:
            return None


def withdraw(submission: Submission) -> Step | None:
    """*Back to the draft*: it was never sent, and won't be."""
    match submission.state:
        case State.QUEUED | State.PAUSED if not submission.in_doubt:
            return moved(submission, State.WITHDRAWN), None
        case _:
            return None


def keep_checking(submission: Submission, now: datetime) -> Step | None:
    if submission.state is not State.ASK:
        return None
    return moved(submission, State.UNCERTAIN, next=now, looking_since=now, scans=0), None


def seen_in_shop(submission: Submission, number: str) -> Step | None:
    """*I see it in the shop*, under `number`, or "" where the person doesn't say."""
    if submission.state is not State.ASK:
        return None
    seen = moved(submission, State.CREATED, result=Result(number=number), by_hand=True)
    return seen, OrderCreated(submission.draft, number=number)


def send_again(submission: Submission, now: datetime) -> Step | None:
    """*Send again*: looked for once more, and sent with the same tag where it isn't found."""
    if submission.state is not State.ASK:
        return None
    return moved(submission, State.QUEUED, next=now, queued_since=now, failures=0, shown="queued"), None


def give_up(submission: Submission) -> Step | None:
    return (moved(submission, State.CLOSED), None) if submission.state is State.ASK else None
