import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlite_utils import Database as Tables

from storage.database import Database, StorageBrokenError, StorageBusyError, StorageFullError
from storage.migrations import migrations


def test_the_settings_that_the_promises_rest_on_are_in_force(tmp_path: Path) -> None:
    db = Database.open(tmp_path / "desk.db", migrations)
    pragma = {
        name: db.call(lambda tables, name=name: tables.conn.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    db.close()
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_nobody_else_may_read_a_new_file(tmp_path: Path) -> None:
    db = Database.open(tmp_path / "desk.db", migrations)
    assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}
    db.close()


async def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    db = Database.open(tmp_path / "desk.db", migrations)

    def half(tables: Tables) -> None:
        tables.execute("INSERT INTO notices VALUES ('a', 1)")
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        await db.run(half)
    assert await db.run(lambda tables: tables["notices"].count) == 0
    db.close()


def test_opening_again_finds_what_was_there(tmp_path: Path) -> None:
    for _ in range(2):
        db = Database.open(tmp_path / "desk.db", migrations)
        db.call(lambda tables: tables.execute("INSERT OR IGNORE INTO notices VALUES ('a', 1)"))
        assert db.call(lambda tables: tables["notices"].count) == 1
        db.close()


@pytest.mark.parametrize("cut", [None, 100, 5_000])
def test_a_broken_file_is_refused_and_left_as_it_is(tmp_path: Path, cut: int | None) -> None:
    file = tmp_path / "desk.db"
    if cut is None:
        file.write_bytes(b"this is no database, however long it may be" * 100)
    else:
        Database.open(file, migrations).close()
        file.write_bytes(file.read_bytes()[:cut])
    before = file.read_bytes()
    with pytest.raises(StorageBrokenError, match="Nothing was changed"):
        Database.open(file, migrations)
    assert file.read_bytes() == before


def test_a_file_whose_making_was_killed_is_made_anew(tmp_path: Path) -> None:
    """Before the file has a write-ahead log, what was half done stands in a journal, which only a writer can undo."""
    making, left = tmp_path / "making", tmp_path / "left"
    making.mkdir()
    with closing(sqlite3.connect(making / "desk.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE inbox (half)")
        connection.executemany("INSERT INTO inbox VALUES (?)", [("x" * 4_000,) for _ in range(20)])
        shutil.copytree(making, left)
    assert (left / "desk.db-journal").stat().st_size
    db = Database.open(left / "desk.db", migrations)
    assert db.call(lambda tables: tables["inbox"].count) == 0
    db.close()


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_the_log_of_a_file_that_is_gone_isnt_thrown_away(tmp_path: Path, how: str) -> None:
    running, left = tmp_path / "running", tmp_path / "left"
    db = Database.open(running / "desk.db", migrations)
    shutil.copytree(running, left)
    db.close()
    (left / "desk.db").unlink()
    if how == "empty":
        (left / "desk.db").touch()
    before = (left / "desk.db-wal").read_bytes()
    with pytest.raises(StorageBrokenError, match="Nothing was changed"):
        Database.open(left / "desk.db", migrations)
    assert (left / "desk.db-wal").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageFullError, match="can't be written"):
        Database.open(tmp_path / "file" / "desk.db", migrations)


def test_a_file_that_somebody_else_holds_is_explained(tmp_path: Path) -> None:
    db = Database.open(tmp_path / "desk.db", migrations)
    db.call(lambda tables: tables.conn.execute("SELECT 1"))
    other = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    db._thread.submit(db._db.conn.execute, "PRAGMA busy_timeout=10").result()
    with pytest.raises(StorageBusyError, match="in use by another program"):
        db.call(lambda tables: tables.execute("INSERT INTO notices VALUES ('a', 1)"))
    other.close()
    db.close()


def test_nothing_is_left_of_what_was_deleted_once_the_file_is_written_anew(tmp_path: Path) -> None:
    db = Database.open(tmp_path / "desk.db", migrations)
    random = Random(0)  # noqa: S311  # sizes only

    def many_that_were_moved_about(tables: Tables) -> None:
        for number in range(1_500):
            key = f"{random.getrandbits(32):08x}"
            about = f"canary{key}" if number % 10 == 0 else "-" * random.randrange(5, 60)
            for _ in range(random.randrange(1, 5)):
                tables.execute("INSERT OR REPLACE INTO notices VALUES (?, 1)", [f"{about}{number}"])
                body = "y" * random.randrange(20, 3_000) + about
                tables.execute(
                    "INSERT INTO inbox (source, id, body, received) VALUES ('', ?, ?, 1)"
                    " ON CONFLICT (source, id) DO UPDATE SET body = excluded.body",
                    [key, body],
                )

    db.call(many_that_were_moved_about)
    db.call(lambda tables: tables.execute("DELETE FROM notices WHERE about LIKE 'canary%'"))
    db.call(lambda tables: tables.execute("DELETE FROM inbox WHERE body LIKE '%canary%'"))

    def left() -> int:
        return sum(file.read_bytes().count(b"canary") for file in tmp_path.iterdir())

    db._thread.submit(lambda: db._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result()
    assert left() > 0  # though `secure_delete` is on
    db.compact()
    assert left() == 0
    db.close()
