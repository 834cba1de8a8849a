"""Submissions, each one row. Every function works inside the transaction of whoever calls it."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlite_utils
from pydantic import TypeAdapter

from conversations.submission import State, Submission, Transition
from storage import inbox
from storage.codec import dump_event

SOURCE = "orders_api"
_BODY = TypeAdapter(Submission)


class SubmissionExistsError(Exception):
    """The draft has a submission that is alive or has succeeded: a second one would be a second order."""


def add(db: sqlite_utils.Database, submission: Submission, now: datetime) -> None:
    """Stores a new submission. Raises SubmissionExistsError."""
    other = of_draft(db, submission.draft)
    if other is not None and other.state not in (State.REJECTED, State.WITHDRAWN, State.CLOSED):
        raise SubmissionExistsError(f"Draft {submission.draft} has submission {other.id}, which is {other.state}.")
    db.conn.execute(
        "INSERT INTO submissions (id, draft, chat, state, step, tag, next, body, created, updated)"
        " VALUES (:id, :draft, :chat, :state, :step, :tag, :next, :body, :now, :now)",
        {
            **_columns(submission),
            "id": submission.id,
            "draft": submission.draft,
            "chat": submission.chat,
            "tag": submission.request.tag,
            "now": now.timestamp(),
        },
    )


def get(db: sqlite_utils.Database, submission_id: str) -> Submission | None:
    return next(iter(_read(db, "WHERE id = ?", submission_id)), None)


def of_draft(db: sqlite_utils.Database, draft: str) -> Submission | None:
    """The draft's latest submission, however the clock was set meanwhile."""
    return next(iter(_read(db, "WHERE draft = ? ORDER BY rowid DESC LIMIT 1", draft)), None)


def save(db: sqlite_utils.Database, submission: Submission, now: datetime, *, expected: State) -> bool:
    """Stores the step that `submission` is, from `expected`; False, changing nothing, where another step came first."""
    cursor = db.conn.execute(
        "UPDATE submissions SET state = :state, step = :step, next = :next, body = :body, updated = :now"
        " WHERE id = :id AND state = :expected AND step = :step - 1",
        {**_columns(submission), "id": submission.id, "expected": expected, "now": now.timestamp()},
    )
    return bool(cursor.rowcount == 1)


def change(
    db: sqlite_utils.Database, submission_id: str, transition: Transition, now: datetime
) -> tuple[Submission, bool] | None:
    """Takes the stored submission one step on, and puts what is to be told into the inbox.

    Returns the submission as it is now and whether there is something to tell; None, changing nothing, where there is
    no such submission or its state doesn't allow the step.
    """
    submission = get(db, submission_id)
    step = transition(submission) if submission is not None else None
    if submission is None or step is None:
        return None
    changed, event = step
    if not save(db, changed, now, expected=submission.state):
        return None
    if event is not None:
        inbox.add(
            db,
            source=SOURCE,
            id=f"{changed.id}:{changed.step}",
            chat=changed.chat,
            body=dump_event(event),
            now=now.timestamp(),
        )
    return changed, event is not None


def due(db: sqlite_utils.Database, now: datetime) -> list[Submission]:
    """What the worker has to look at by `now`, the longest waiting first."""
    return _read(db, "WHERE next <= ? ORDER BY next", now.timestamp())


def next_due(db: sqlite_utils.Database, *, besides: Collection[str] = ()) -> float | None:
    """When the next submission is due, in unix seconds, `besides` those ids; None where none ever is."""
    rows = db.conn.execute(
        "SELECT min(next) FROM submissions WHERE next IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))",
        [json.dumps(list(besides))],
    )
    earliest: float | None = rows.fetchone()[0]
    return earliest


def not_undone(db: sqlite_utils.Database, phone: str, since: float) -> list[Submission]:
    """What was submitted for this phone (E.164) since then and has created an order or still may, the latest first."""
    return _read(
        db,
        """WHERE json_extract(body, '$.request.phone.e164') = ? AND created >= ?
           AND state NOT IN ('rejected', 'withdrawn', 'closed') ORDER BY created DESC""",
        phone,
        since,
    )


def sending(db: sqlite_utils.Database) -> list[Submission]:
    """Those whose POST is on its way, or was when whoever sent it was killed."""
    return _read(db, "WHERE state = ?", State.SENDING)


def _read(db: sqlite_utils.Database, where: str, *parameters: Any) -> list[Submission]:
    rows = db.conn.execute(f"SELECT body FROM submissions {where}", parameters).fetchall()  # noqa: S608  # constants of this file
    return [_BODY.validate_json(body) for (body,) in rows]


def _columns(submission: Submission) -> dict[str, Any]:
    return {
        "state": submission.state,
        "step": submission.step,
        "next": submission.next.timestamp() if submission.next else None,
        "body": _BODY.dump_json(submission).decode(),
    }
