import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.janitor import COMPACTED_EVERY_SECONDS, Janitor
from conversations.texts.render import Rendered
from storage import outbox, retention
from storage.database import Database
from storage.migrations import migrations
from storage.outbox import Message
from storage.retention import Keep

KEEP = Keep(messages=timedelta(days=7), drafts=timedelta(days=30))
DAY = 86_400.0
CANARY = "Ratnasari Wibisana"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "desk.db", migrations)
    yield database
    database.close()


def delivered(db: Database, count: int, at: float) -> None:
    for number in range(count):
        message = Message(Rendered(f"Order for {CANARY} {number}"))
        db.call(lambda tables, message=message: outbox.add(tables, 7, message, at))
    db.call(lambda tables: tables.conn.execute("UPDATE outbox SET state = 'done'"))


def on_disk(db: Database) -> int:
    return sum(file.read_bytes().count(CANARY.encode()) for file in db.path.parent.iterdir())


async def test_all_that_is_too_old_goes_in_batches_and_leaves_no_byte(db: Database) -> None:
    delivered(db, retention.MOST_AT_ONCE + 10, at=0.0)
    assert on_disk(db) > 0
    await Janitor(db, KEEP, clock=lambda: 8 * DAY).sweep()
    assert db.call(lambda tables: tables["outbox"].count) == 0
    assert on_disk(db) == 0


async def test_the_file_is_written_anew_once_a_day(db: Database) -> None:
    now = 8 * DAY
    janitor = Janitor(db, KEEP, clock=lambda: now)
    delivered(db, 1, at=0.0)
    await janitor.sweep()
    delivered(db, 1, at=0.0)
    await janitor.sweep()
    assert db.call(lambda tables: tables["outbox"].count) == 0
    assert on_disk(db) > 0  # in the log
    now += COMPACTED_EVERY_SECONDS
    await janitor.sweep()
    assert on_disk(db) == 0


async def test_what_a_person_wants_gone_leaves_the_disk_at_once(db: Database) -> None:
    janitor = Janitor(db, KEEP, clock=lambda: 0.0)
    task = asyncio.ensure_future(janitor.run())
    for _ in range(2):
        delivered(db, 1, at=0.0)
        db.call(lambda tables: tables.conn.execute("DELETE FROM outbox"))
        assert on_disk(db) > 0
        janitor.wake()
        async with asyncio.timeout(10):
            while on_disk(db):  # noqa: ASYNC110  # the condition is the test's own
                await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.wait({task})
