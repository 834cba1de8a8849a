import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from bot.telegram.connection import Connection
from bot.telegram.delivery import LONGEST_WAIT, Delivery
from conversations.order import Draft
from conversations.texts.render import Rendered
from storage import drafts, outbox
from storage.database import Database
from storage.migrations import migrations
from storage.outbox import Message
from tests.bot.telegram.conftest import OddTelegram, running

CHAT = 7
NO_RESULT = b'{"ok": true}'
NO_MESSAGE = b'{"ok": true, "result": true}'

Row = tuple[str, int, str]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = Database.open(tmp_path / "desk.sqlite", migrations)
    yield db
    db.close()


async def queue(db: Database, *messages: Message) -> None:
    def add(tables: Tables) -> None:
        for message in messages:
            outbox.add(tables, CHAT, message, 1.0)

    await db.run(add)


async def delivered(
    db: Database, connection: Connection, holds: Callable[[list[Row]], bool], clock: Callable[[], float] = time.time
) -> None:
    """Delivers until the outbox's rows (state, attempts, error) are so, and is still delivering then."""
    read = "SELECT state, attempts, error FROM outbox ORDER BY seq"
    async with running(Delivery(connection.bot, db, clock=clock).run()) as delivery, asyncio.timeout(10):
        rows: list[Row] = []
        while not (delivery.done() or holds(rows)):
            rows = await db.run(lambda tables: tables.conn.execute(read).fetchall())
            await asyncio.sleep(0.02)


def all_done(rows: list[Row]) -> bool:
    return {state for state, _, _ in rows} == {"done"}


@pytest.mark.parametrize(("status", "body"), [(200, NO_RESULT), (200, NO_MESSAGE), (502, b"[]")])
async def test_a_message_that_is_answered_oddly_comes_again_before_the_next(
    db: Database, connection: Connection, telegram: OddTelegram, status: int, body: bytes
) -> None:
    telegram.says("sendMessage", status, body)
    await queue(db, Message(Rendered("one")), Message(Rendered("two")))
    await delivered(db, connection, all_done)
    assert [parameters["text"] for _, parameters in telegram.calls] == ["one", "one", "two"]


async def test_a_message_that_is_always_answered_oddly_comes_once_a_minute_in_the_end(
    db: Database, connection: Connection, telegram: OddTelegram
) -> None:
    now = 1_000.0
    await queue(db, Message(Rendered("one")))
    for attempt, wait in enumerate([0.5, 1, 2, 4, 8, 16, 32, LONGEST_WAIT, LONGEST_WAIT], start=1):
        telegram.says("sendMessage", 200, NO_RESULT)

        def waits(rows: list[Row], attempt: int = attempt) -> bool:
            return rows == [("new", attempt, "NetworkError")]

        await delivered(db, connection, waits, lambda at=now: at)
        row = await db.run(lambda tables: outbox.first(tables, CHAT))
        assert row is not None
        assert row.due == now + wait
        assert telegram.asked("sendMessage") == attempt
        now = row.due


async def test_a_new_message_does_not_wait_for_a_clock_that_was_set_back(
    db: Database, connection: Connection, telegram: OddTelegram
) -> None:
    await queue(db, Message(Rendered("one")))
    await delivered(db, connection, all_done, lambda: -3_600.0)
    assert telegram.asked("sendMessage") == 1


async def test_an_edit_that_is_answered_oddly_is_made_again(
    db: Database, connection: Connection, telegram: OddTelegram
) -> None:
    await queue(db, Message(Rendered("as it was"), "d1"))
    await db.run(lambda tables: drafts.save(tables, CHAT, Draft("d1"), expected=None, now=1.0))
    await delivered(db, connection, all_done)
    await queue(db, Message(Rendered("as it is"), "d1", "edit"))
    telegram.says("editMessageText", 200, b'{"ok": true, "result": []}')
    telegram.says("editMessageText", 400, b'{"ok": false, "description": "Bad Request: message is not modified"}')
    await delivered(db, connection, all_done)
    assert [method for method, _ in telegram.calls] == ["sendMessage", "editMessageText", "editMessageText"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, NO_RESULT),
        (409, b'{"ok": false, "description": "Conflict"}'),
        (400, b'{"ok": false, "description": "x", "parameters": {"migrate_to_chat_id": -5}}'),
    ],
)
async def test_an_old_card_that_keeps_its_buttons_changes_nothing_for_the_new_one(
    db: Database, connection: Connection, telegram: OddTelegram, status: int, body: bytes
) -> None:
    await db.run(lambda tables: drafts.save(tables, CHAT, Draft("d1"), expected=None, now=1.0))
    await db.run(lambda tables: drafts.set_card(tables, CHAT, "d1", 4))
    await queue(db, Message(Rendered("card"), "d1"), Message(Rendered("after it")))
    telegram.says("editMessageReplyMarkup", status, body)
    await delivered(db, connection, lambda rows: len(rows) == 2 and rows[1][0] == "done")
    assert [method for method, _ in telegram.calls] == ["sendMessage", "editMessageReplyMarkup", "sendMessage"]
    states = await db.run(lambda tables: tables.conn.execute("SELECT state, attempts FROM outbox").fetchall())
    assert states == [("done", 0), ("done", 0)]
    assert await db.run(lambda tables: drafts.card(tables, "d1")) == 5
