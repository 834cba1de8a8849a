import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlite_utils import Database as Tables

from bot.telegram.polling import _take_one
from storage import inbox
from storage.migrations import migrations


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
