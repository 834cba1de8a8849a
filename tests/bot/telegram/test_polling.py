import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Tables

from bot.telegram.connection import Connection
from bot.telegram.polling import Poller, _take_one
from storage import inbox
from storage.database import Database
from storage.migrations import migrations
from tests.bot.telegram.conftest import OddTelegram, running, until


@pytest.fixture
def db() -> Iterator[Tables]:
    tables = Tables(sqlite3.connect(":memory:", isolation_level=None))
    migrations.apply(tables)
    yield tables
    tables.close()


def update(number: int, text: str = "2 kopi", chat: Any = 7) -> dict[str, Any]:
    person = {"id": 7, "is_bot": False, "first_name": "Sari"}
    message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "from": person, "text": text}
    return {"update_id": number, "message": message}


@pytest.mark.parametrize(
    "bad", [update(1, "half \ud83d"), update(1, chat=2**70), update(1, chat={"a": 1}), {"update_id": 1, "message": 3}]
)
def test_an_update_that_cannot_be_kept_is_put_aside_and_the_next_comes_in(db: Tables, bad: dict[str, Any]) -> None:
    assert _take_one(db, bad, 1.0) is None
    assert _take_one(db, update(2), 1.0) == (7, "")
    assert [entry.id for entry in inbox.dead_entries(db)] == ["1"]


def test_an_update_is_taken_in_once(db: Tables) -> None:
    assert _take_one(db, update(1), 1.0) == (7, "")
    assert _take_one(db, update(1), 1.0) is None


ODD_NUMBERS = ["\ud800", "7", 7.0, True, None, [], {"a": 1}, -7, 0, 2**63, 10**400]


@pytest.mark.parametrize("number", ODD_NUMBERS, ids=lambda number: repr(number)[:20])
def test_an_update_with_an_odd_number_is_put_aside(db: Tables, number: Any) -> None:
    assert _take_one(db, {**update(1), "update_id": number}, 1.0) is None
    assert _take_one(db, update(2), 1.0) == (7, "")
    assert len(inbox.dead_entries(db)) == 1


def answered(*updates: Any) -> bytes:
    return json.dumps({"ok": True, "result": updates}).encode()


def nested(number: int, depth: int) -> dict[str, Any]:
    message = update(number)["message"]
    for _ in range(depth):
        message = {**update(number)["message"], "reply_to_message": message}
    return {"update_id": number, "message": message}


async def test_what_is_wrong_with_answers_and_updates_keeps_nothing_else_out(
    telegram: OddTelegram, connection: Connection, tmp_path: Path
) -> None:
    """The next poll never asks for a number that Telegram couldn't have given."""
    telegram.says("getUpdates", 200, b'{"ok": true}')
    odd = [{**update(1), "update_id": number} for number in ODD_NUMBERS if number != 10**400]
    telegram.says("getUpdates", 200, answered(None, [], "x", 7, *odd, nested(5, 300), update(3)))
    taken: list[int] = []
    db = Database.open(tmp_path / "desk.sqlite", migrations)
    poller = Poller(connection, db, clock=time.time, took=lambda chat, _: taken.append(chat))
    async with running(poller.run()):
        await until(lambda: telegram.asked("getUpdates") > 2)
    assert taken
    assert [parameters.get("offset") for _, parameters in telegram.calls[:3]] == [None, None, "6"]
    entries = await db.run(inbox.dead_entries)
    assert len(entries) >= len(odd)
    db.close()
