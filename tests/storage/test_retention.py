"""What is kept for how long, on a real database; and that what is asked for often isn't slower for what is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from conversations.order import Address, Draft, Name, OrderRequest, Phone, Source, State
from conversations.submission import State as Submitted
from conversations.submission import submit
from conversations.texts.render import Rendered
from storage import drafts, inbox, outbox, retention, submissions
from storage.database import Database
from storage.migrations import migrations
from storage.outbox import Message
from storage.retention import Keep

CHAT = 7
DAY = 86_400.0
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
NOW = NOON.timestamp()
KEEP = Keep(messages=timedelta(days=7), drafts=timedelta(days=30))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "desk.db", migrations)
    yield database
    database.close()


def swept(db: Database, *, days: float) -> int:
    """What a janitor takes away so many days after NOON."""
    total = 0
    while some := db.call(lambda tables: retention.sweep(tables, NOW + days * DAY, KEEP)):
        total += some
    return total


def came_in(db: Database, number: str, *, handled: bool = True) -> None:
    def take(tables: Tables) -> None:
        inbox.add(tables, source="telegram", id=number, chat=CHAT, body='{"text": "Budi"}', now=NOW)
        entry = inbox.next_of(tables, CHAT)
        if handled and entry is not None:
            inbox.done(tables, entry.seq)

    db.call(take)


def bodies(db: Database, table: str) -> list[str]:
    return db.call(lambda tables: [row["body"] for row in tables[table].rows])


def count(db: Database, table: str) -> int:
    return db.call(lambda tables: int(tables[table].count))


def drafted(db: Database, name: str, state: State = State.CREATED, **known: object) -> None:
    def store(tables: Tables) -> None:
        drafts.save(tables, CHAT, Draft(name, state=state).with_(**known), expected=None, now=NOW)
        drafts.set_card(tables, CHAT, name, 100)

    db.call(store)


def submitted(db: Database, draft: str, state: Submitted, *, looking: bool = False) -> None:
    request = OrderRequest(f"tg-{draft}", (("v1", 2),), Phone("+6281234567890"), Name("Budi"), "-", Address())
    begun = submit(f"s-{draft}", draft, CHAT, request, NOON)
    left = replace(begun, state=state, next=NOON if looking else None)
    db.call(lambda tables: submissions.add(tables, left, NOON))


def test_a_handled_message_is_emptied_after_a_week_and_known_for_a_month_more(db: Database) -> None:
    came_in(db, "1")
    assert swept(db, days=6.9) == 0
    assert swept(db, days=7.1) == 1
    assert bodies(db, "inbox") == [""]
    again = lambda tables: inbox.add(tables, source="telegram", id="1", chat=CHAT, body="{}", now=NOW)  # noqa: E731  # a transaction
    assert not db.call(again)
    assert swept(db, days=36.9) == 0
    assert swept(db, days=37.1) == 1
    assert count(db, "inbox") == 0


def test_a_message_that_waits_is_kept_however_old_it_is(db: Database) -> None:
    came_in(db, "1", handled=False)
    assert swept(db, days=1_000) == 0
    assert bodies(db, "inbox") == ['{"text": "Budi"}']


def test_what_was_put_aside_goes_too(db: Database) -> None:
    db.call(lambda tables: inbox.dead(tables, source="telegram", id="1", body="{", error="ValueError", now=NOW))
    assert swept(db, days=8) == 1
    assert bodies(db, "inbox") == [""]
    assert [entry.id for entry in db.call(inbox.dead_entries)] == ["1"]


@pytest.mark.parametrize(
    ("state", "kept_days"), [("new", 1_000), ("done", 7), ("refused", 7), ("unreachable", 30)], ids=str
)
def test_messages_go_once_they_are_sent_or_refused(db: Database, state: str, kept_days: int) -> None:
    def add(tables: Tables) -> None:
        outbox.add(tables, CHAT, Message(Rendered("Order for Budi")), NOW)
        tables.conn.execute("UPDATE outbox SET state = ?", (state,))

    db.call(add)
    assert swept(db, days=kept_days - 0.1) == 0
    assert swept(db, days=kept_days + 0.1) == (0 if state == "new" else 1)


@pytest.mark.parametrize("state", State)
def test_a_draft_goes_a_month_after_its_end_and_an_open_one_never(db: Database, state: State) -> None:
    drafted(db, "d1", state, sources=(Source(5, ("items",)),))
    assert swept(db, days=29.9) == 0
    assert swept(db, days=30.1) == (1 if state.ended else 0)
    left = 0 if state.ended else 1
    assert [count(db, table) for table in ("drafts", "cards", "sources")] == [left] * 3


@pytest.mark.parametrize("state", Submitted)
def test_a_draft_stays_while_its_order_is_on_its_way(db: Database, state: Submitted) -> None:
    drafted(db, "d1", State.DISCARDED)
    submitted(db, "d1", state)
    over = state in (Submitted.CREATED, Submitted.REJECTED, Submitted.WITHDRAWN, Submitted.CLOSED)
    assert swept(db, days=31) == (2 if over else 0)
    assert count(db, "submissions") == (0 if over else 1)


def test_a_draft_stays_while_its_orders_number_is_looked_for(db: Database) -> None:
    drafted(db, "d1", State.CREATED)
    submitted(db, "d1", Submitted.CREATED, looking=True)
    assert swept(db, days=1_000) == 0


def test_a_submission_that_created_an_order_guards_its_draft_as_long_as_that_is_there(db: Database) -> None:
    drafted(db, "d1", State.SENDING)  # what became of it couldn't be told: its event is dead
    submitted(db, "d1", Submitted.CREATED)
    assert swept(db, days=1_000) == 0


def test_the_first_rejected_submission_of_an_open_draft_goes(db: Database) -> None:
    drafted(db, "d1", State.OPEN)
    submitted(db, "d1", Submitted.REJECTED)
    assert swept(db, days=31) == 1
    assert db.call(lambda tables: submissions.of_draft(tables, "d1")) is None
    assert count(db, "drafts") == 1


def test_no_transaction_takes_many_rows(db: Database) -> None:
    for number in range(retention.MOST_AT_ONCE + 50):
        came_in(db, str(number))
    first, second = (db.call(lambda tables: retention.sweep(tables, NOW + 8 * DAY, KEEP)) for _ in range(2))
    assert (first, second) == (retention.MOST_AT_ONCE, 50)


def test_a_card_that_is_delivered_after_its_draft_went_belongs_to_nothing(db: Database) -> None:
    db.call(lambda tables: drafts.set_card(tables, CHAT, "gone", 100))
    assert count(db, "cards") == 0


# --- what is asked for often


def test_of_a_chats_drafts_only_the_open_ones_are_read_and_the_one_that_is_asked_for(db: Database) -> None:
    for name, state in (("d1", State.CREATED), ("d2", State.OPEN), ("d3", State.DISCARDED), ("d4", State.SENDING)):
        drafted(db, name, state)
    read = lambda also: [draft.id for draft in db.call(lambda tables: drafts.of_chat(tables, CHAT, also=also))]  # noqa: E731  # short
    assert read("") == ["d2", "d4"]
    assert read("d1") == ["d1", "d2", "d4"]
    assert read("d2") == ["d2", "d4"]
    assert db.call(lambda tables: drafts.of_chat(tables, CHAT + 1, also="d1")) == ()
    assert db.call(lambda tables: drafts.cards(tables, ("d1", "d9"))) == {"d1": 100}


def test_the_newest_draft_that_still_has_the_message_is_found(db: Database) -> None:
    drafted(db, "d1", sources=(Source(5, ("items",)), Source(6, ("phone",))))
    found = lambda message: db.call(lambda tables: drafts.of_message(tables, CHAT, message))  # noqa: E731  # short
    assert (found(5), found(6), found(7)) == ("d1", "d1", "")
    newer = Draft("d2", sources=(Source(5, ("items",)),))
    db.call(lambda tables: drafts.save(tables, CHAT, newer, expected=None, now=NOW + 1))
    assert (found(5), found(6)) == ("d2", "d1")
    blank = Draft("d2", revision=1)
    db.call(lambda tables: drafts.save(tables, CHAT, blank, expected=0, now=NOW + 2))
    assert found(5) == "d1"
    assert db.call(lambda tables: drafts.of_message(tables, CHAT + 1, 5)) == ""


class Plans:
    """The connection of a database, which notes how SQLite means to carry out each statement."""

    def __init__(self, tables: Tables) -> None:
        self.steps: list[str] = []
        self._tables = tables
        self.conn = self

    def execute(self, statement: str, parameters: object = ()) -> object:
        rows = self._tables.conn.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        self.steps += [row[3] for row in rows.fetchall()]
        return self._tables.conn.execute(statement, parameters)


ASKED_OFTEN = {
    "drafts of a chat": lambda db: drafts.of_chat(db, CHAT, also="d1"),
    "draft of a message": lambda db: drafts.of_message(db, CHAT, 5),
    "cards": lambda db: drafts.cards(db, ("d1",)),
    "next event": lambda db: inbox.next_of(db, CHAT),
    "next message": lambda db: outbox.first(db, CHAT),
    "submission of a draft": lambda db: submissions.of_draft(db, "d1"),
    "sweep": lambda db: retention.sweep(db, NOW, KEEP),
}


@pytest.mark.parametrize("what", ASKED_OFTEN)
def test_nothing_that_is_asked_often_reads_a_whole_table(db: Database, what: str) -> None:
    def plan(tables: Tables) -> list[str]:
        plans = Plans(tables)
        ASKED_OFTEN[what](plans)
        return plans.steps

    steps = db.call(plan)
    read = [step for step in steps if step.startswith(("SCAN", "SEARCH"))]
    assert any(step.startswith("SEARCH") for step in read)
    whole = [step for step in read if step.startswith("SCAN") and not step.startswith(("SCAN json_each", "SCAN ("))]
    assert whole == []
    if what.startswith(("drafts", "draft")):
        used = " ".join(steps)
        assert "drafts_open" in used or "sources_of_message" in used
