"""Commands and the running bot: one has the data open, the other asks; whoever may not ask doesn't learn anything."""

import asyncio
import json
import socket
import stat
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Tables

from bot import control
from bot.control import Control, ask
from bot.folder import DATABASE, SOCKET, only_one
from bot.operations import OPERATIONS, Given, Operation, RefusedError
from bot.telegram.polling import FatalError
from storage import outbox
from storage.database import Database, StorageError
from storage.migrations import migrations


def fails(db: Tables, given: Given) -> dict[str, Any]:
    db.execute("INSERT INTO notices VALUES ('half', 1)")
    raise ValueError(given["words"])


TABLE = {**OPERATIONS, "fails": Operation(fails)}


@pytest.fixture(params=["", "long/" + "x" * 150], ids=["short", "long"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / request.param
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def db(folder: Path) -> Iterator[Database]:
    database = Database.open(folder / DATABASE, migrations)
    yield database
    database.close()


@asynccontextmanager
async def running(db: Database, folder: Path, erased: Callable[[], None] = lambda: None) -> AsyncIterator[None]:
    task = asyncio.ensure_future(Control(db, folder, TABLE, erased=erased).run())
    async with asyncio.timeout(10):
        while not connects(folder):  # noqa: ASYNC110  # the condition is another's
            await asyncio.sleep(0.01)
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.wait({task})


def connects(folder: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line, control._address(folder) as address:
        return line.connect_ex(address) == 0


async def asked(folder: Path, name: str, **given: Any) -> control.Answer:
    return await asyncio.to_thread(lambda: ask(folder, name, **given))


async def test_the_running_bot_answers_and_nobody_else_may_ask(db: Database, folder: Path) -> None:
    with only_one(folder):
        async with running(db, folder):
            answer = await asked(folder, "status")
            assert answer.running
            assert answer.done["drafts_open"] == 0
            assert stat.S_IMODE((folder / SOCKET).stat().st_mode) == 0o600
    assert not (folder / SOCKET).exists()


def test_without_a_bot_the_command_opens_the_database_itself(folder: Path) -> None:
    Database.open(folder / DATABASE, migrations).close()
    assert not ask(folder, "status").running


def test_a_folder_without_a_desk_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FatalError, match="There is no desk in"):
        ask(tmp_path / "nowhere", "status")
    assert not (tmp_path / "nowhere").exists()


async def test_a_socket_that_a_killed_bot_left_behind_is_replaced(db: Database, folder: Path) -> None:
    left = control._bound(folder)
    left.close()
    assert not connects(folder)
    async with running(db, folder):
        assert (await asked(folder, "status")).running


class NoRoomToCompact(Database):
    def compact(self) -> None:
        raise StorageError("There is no room.")


async def test_where_traces_are_left_of_what_was_deleted_that_is_said_and_made_up_for(folder: Path) -> None:
    db = NoRoomToCompact.open(folder / DATABASE, migrations)
    wiped_later: list[str] = []
    try:
        async with running(db, folder, lambda: wiped_later.append("woken")):
            with pytest.raises(RefusedError, match=r"^It is deleted, but traces .* There is no room\.$"):
                await asked(folder, "people.forget", phone="+6281234567890")
    finally:
        db.close()
    assert wiped_later == ["woken"]


def test_a_bot_that_is_just_starting_is_waited_for(folder: Path) -> None:
    Database.open(folder / DATABASE, migrations).close()
    with only_one(folder), pytest.raises(FatalError, match="just starting or stopping"):
        ask(folder, "status")


async def test_what_is_refused_or_fails_is_said_in_one_line_and_changes_nothing(db: Database, folder: Path) -> None:
    async with running(db, folder):
        with pytest.raises(RefusedError, match="another version"):
            await asyncio.to_thread(lambda: say(folder, b'{"do": "nosuch", "with": {}}\n'))
        with pytest.raises(RefusedError) as refused:
            await asyncio.to_thread(lambda: say(folder, b'{"do": "fails", "with": {"words": "canary"}}\n'))
    assert str(refused.value) == "That failed; nothing was changed."
    assert db.call(lambda tables: tables["notices"].count) == 0


def say(folder: Path, line: bytes) -> dict[str, Any]:
    answer = control._told_by_bot(folder, line)
    assert answer is not None
    if "refused" in answer:
        raise RefusedError(answer["refused"])
    return answer


ODD = [b"\n", b"x\n", b"[]\n", b"null\n", b'{"do": 1, "with": {}}\n', b'{"do": "status", "with": []}\n', b"\xff\n",
       b'{"do": ["status"], "with": {}}\n', b"[" * 60_000 + b"\n"]  # fmt: skip


@pytest.mark.parametrize("line", ODD, ids=lambda line: repr(line[:20]))
async def test_an_odd_request_is_refused_and_the_next_is_answered(db: Database, folder: Path, line: bytes) -> None:
    async with running(db, folder):
        with pytest.raises(RefusedError):
            await asyncio.to_thread(lambda: say(folder, line))
        assert (await asked(folder, "status")).running


async def test_whoever_says_nothing_or_too_much_holds_up_nobody(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "WRITTEN_WITHIN", 0.05)
    async with running(db, folder):
        with socket.socket(socket.AF_UNIX) as silent, control._address(folder) as address:
            silent.connect(address)
            with pytest.raises(FatalError):
                await asyncio.to_thread(lambda: say(folder, b"x" * 200_000 + b"\n"))
            assert (await asked(folder, "status")).running
            assert await asyncio.to_thread(silent.recv, 1) == b""  # shown out


async def test_status_counts_what_failed_and_what_waits(db: Database, folder: Path) -> None:
    def troubles(tables: Tables) -> None:
        tables.execute("INSERT INTO inbox (source, id, body, state, received) VALUES ('telegram', '1', '{', 'dead', 1)")
        tables.execute("INSERT INTO inbox (source, id, body, received) VALUES ('telegram', '2', '{', 1)")
        for state in ("new", "refused", "unreachable"):
            tables.execute(
                "INSERT INTO outbox (chat, body, state, due, created) VALUES (7, ?, ?, 1, 1)", ["canary", state]
            )

    db.call(troubles)
    assert db.call(outbox.waiting_chats) == (7,)
    async with running(db, folder):
        done = (await asked(folder, "status")).done
    counted = {name: number for name, number in done.items() if number}
    assert counted == {
        "events_dead": 1, "events_waiting": 1, "messages_waiting": 1, "messages_refused": 1, "messages_unreachable": 1
    }  # fmt: skip
    assert "canary" not in json.dumps(done)
