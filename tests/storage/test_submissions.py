from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlite_utils

from conversations import transitions, verdicts
from conversations.events import OrderCreated, OrderSending
from conversations.order import Address, Name, OrderRequest, Phone
from conversations.outcomes import Created, NotSent
from conversations.submission import State, Step, Submission, submit
from conversations.transitions import Patience
from storage import inbox, submissions
from storage.codec import load_event
from storage.database import Database
from storage.migrations import migrations

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
PATIENCE = Patience()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "desk.sqlite", migrations)
    yield database
    database.close()


def submitted(number: int = 1, draft: str = "d1") -> Submission:
    request = OrderRequest(f"tg-{number}", (("v1", 2),), Phone("+6281234567890"), Name("Budi"), "-", Address())
    return submit(f"s{number}", draft, 7, request, NOON + timedelta(seconds=number))


def begin(submission: Submission) -> Step | None:
    return transitions.begin(submission, NOON, PATIENCE)


def added(db: Database, submission: Submission) -> Submission:
    db.call(lambda db: submissions.add(db, submission, NOON))
    return submission


def test_a_submission_comes_back_as_it_was_stored(db: Database) -> None:
    submission = added(db, submitted())
    assert db.call(lambda db: submissions.get(db, "s1")) == submission
    assert db.call(lambda db: submissions.of_draft(db, "d1")) == submission
    assert db.call(lambda db: submissions.get(db, "s2")) is None


def test_a_draft_has_one_submission_alive_and_may_have_another_after_a_rejection(db: Database) -> None:
    submission = added(db, submitted())
    with pytest.raises(submissions.SubmissionExistsError):
        added(db, submitted(2))
    rejected = replace(submission, state=State.REJECTED, step=1, next=None)
    assert db.call(lambda db: submissions.save(db, rejected, NOON, expected=State.QUEUED))
    assert db.call(lambda db: submissions.of_draft(db, "d1")) == rejected
    second = added(db, submitted(2))
    assert db.call(lambda db: submissions.of_draft(db, "d1")) == second


def test_the_latest_submission_of_a_draft_is_the_last_one_whatever_the_clock_showed(db: Database) -> None:
    added(db, submitted())
    rejected = replace(submitted(), state=State.REJECTED, step=1, next=None)
    assert db.call(lambda db: submissions.save(db, rejected, NOON, expected=State.QUEUED))
    second, earlier = submitted(2), NOON - timedelta(hours=1)
    db.call(lambda db: submissions.add(db, second, earlier))
    assert db.call(lambda db: submissions.of_draft(db, "d1")) == second
    with pytest.raises(submissions.SubmissionExistsError):
        added(db, submitted(3))


def test_of_two_steps_from_the_same_place_only_the_first_counts(db: Database) -> None:
    submission = added(db, submitted())
    first, second = begin(submission), verdicts.withdraw(submission)
    assert first is not None
    assert second is not None
    assert db.call(lambda db: submissions.save(db, first[0], NOON, expected=State.QUEUED))
    assert not db.call(lambda db: submissions.save(db, second[0], NOON, expected=State.QUEUED))
    assert db.call(lambda db: submissions.get(db, "s1")) == first[0]


def test_a_step_from_an_earlier_stay_in_the_same_state_does_not_count(db: Database) -> None:
    submission = added(db, submitted())
    for transition in (begin, lambda s: transitions.after_post(s, NotSent("refused"), NOON, PATIENCE)):
        assert db.call(lambda db, transition=transition: submissions.change(db, "s1", transition, NOON))
    stale = begin(submission)
    assert stale is not None
    assert not db.call(lambda db: submissions.save(db, stale[0], NOON, expected=State.QUEUED))


def test_a_change_and_what_is_told_of_it_are_one_transaction(db: Database) -> None:
    added(db, submitted())

    def begin_and_fail(db: sqlite_utils.Database) -> None:
        assert submissions.change(db, "s1", begin, NOON)
        assert inbox.waiting_chats(db) == (7,)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        db.call(begin_and_fail)
    assert db.call(inbox.waiting_chats) == ()
    unchanged = db.call(lambda db: submissions.get(db, "s1"))
    assert unchanged is not None
    assert unchanged.state is State.QUEUED


def test_what_is_told_reaches_the_inbox_in_order(db: Database) -> None:
    added(db, submitted())
    db.call(lambda db: submissions.change(db, "s1", begin, NOON))
    db.call(
        lambda db: submissions.change(
            db, "s1", lambda s: transitions.after_post(s, Created("i", "1001"), NOON, PATIENCE), NOON
        )
    )
    told = []
    while entry := db.call(lambda db: inbox.next_of(db, 7)):
        told.append((entry.source, entry.id, load_event(entry.body)))
        db.call(lambda db, seq=entry.seq: inbox.done(db, seq))
    assert told == [
        ("orders_api", "s1:1", OrderSending("d1")),
        ("orders_api", "s1:2", OrderCreated("d1", "i", "1001")),
    ]


def test_a_step_that_the_state_does_not_allow_changes_nothing(db: Database) -> None:
    added(db, submitted())
    assert db.call(lambda db: submissions.change(db, "s1", verdicts.give_up, NOON)) is None
    assert db.call(lambda db: submissions.change(db, "s9", verdicts.give_up, NOON)) is None
    assert db.call(inbox.waiting_chats) == ()


def test_what_is_due_comes_longest_waiting_first(db: Database) -> None:
    first, second, later = added(db, submitted(1)), added(db, submitted(2, "d2")), added(db, submitted(90, "d3"))
    minute = NOON + timedelta(minutes=1)
    assert db.call(lambda db: submissions.due(db, minute)) == [first, second]
    assert db.call(submissions.next_due) == first.next.timestamp()  # type: ignore[union-attr]  # it was just submitted
    assert db.call(lambda db: submissions.next_due(db, besides=["s1", "s2"])) == later.next.timestamp()  # type: ignore[union-attr]  # as above
    assert db.call(lambda db: submissions.next_due(db, besides=["s1", "s2", "s90"])) is None


def test_those_on_their_way_are_found(db: Database) -> None:
    added(db, submitted(1))
    added(db, submitted(2, "d2"))
    db.call(lambda db: submissions.change(db, "s2", begin, NOON))
    assert [submission.id for submission in db.call(submissions.sending)] == ["s2"]
