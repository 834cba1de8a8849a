"""One SQLite file behind one connection that one thread owns.

A transaction is a plain function of the connection, run to its end in that thread: it cannot await, so nobody
else's work can slip into it.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import sqlite_utils
from sqlite_utils.migrations import Migrations

T = TypeVar("T")
Work = Callable[[sqlite_utils.Database], T]

FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StorageError(Exception):
    """The database can't be used now; the message is one clear line for the operator."""


class StorageFullError(StorageError):
    """Nothing can be written (disk full, or read-only). What was committed before is safe."""


class StorageBrokenError(StorageError):
    """The file isn't a sound database. It's left as it is."""


class StorageBusyError(StorageError):
    """Another process holds the file."""


class Database:
    """A database file. Open it with `Database.open`; every use goes through `run` (async) or `call` (blocking)."""

    def __init__(self, path: Path, thread: ThreadPoolExecutor, connection: sqlite_utils.Database) -> None:
        self.path = path
        self._thread = thread
        self._db = connection

    @classmethod
    def open(cls, path: Path, migrations: Migrations) -> "Database":
        """Opens or makes the file and brings it up to date.

        Raises StorageBrokenError (the file is left untouched), StorageBusyError or StorageFullError.
        """
        thread = ThreadPoolExecutor(1, thread_name_prefix=f"sqlite-{path.stem}")
        try:
            connection = thread.submit(_connect, path, migrations).result()
        except BaseException:
            thread.shutdown()
            raise
        return cls(path, thread, connection)

    async def run(self, work: Work[T]) -> T:
        """Runs `work` as one immediate transaction; what it raises rolls everything back and is raised here.

        Once begun, the transaction runs to its end even when the caller is cancelled.
        """
        return await asyncio.wrap_future(self._submit(work))

    def call(self, work: Work[T]) -> T:
        """Does as `run` does, blocking; for other threads and for commands. Never from an event loop."""
        return self._submit(work).result()

    def compact(self) -> None:
        """Writes the file anew and empties its log, so that nothing is left of what was deleted. Blocks.

        `secure_delete` wipes what it deletes, but not the copies that SQLite leaves behind when it moves rows
        between pages; and the log holds whole pages until they are written over. Raises StorageError.
        """
        self._thread.submit(_compact, self._db, self.path).result()

    def close(self) -> None:
        self._thread.submit(self._db.close).result()
        self._thread.shutdown()

    def _submit(self, work: Work[T]) -> Future[T]:
        return self._thread.submit(_transaction, self._db, self.path, work)


def _connect(path: Path, migrations: Migrations) -> sqlite_utils.Database:
    connection: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check(path)
        # SQLite gives its log the same permissions; a folder that was there before may be open to others.
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, isolation_level=None, timeout=5)
        for setting in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
        db = sqlite_utils.Database(connection)
        migrations.apply(db)
    except (sqlite3.DatabaseError, OSError) as error:
        if connection is not None:
            connection.close()
        raise _explained(error, path) from error
    return db


def _check(path: Path) -> None:
    """Raises StorageBrokenError, or sqlite3.DatabaseError, where there is a file that isn't sound.

    Reads only: whoever may write carries the log's pages into the file when it closes, even into a broken one.
    """
    if not path.exists() or not path.stat().st_size:
        _check_alone(path)
        return
    try:
        verdict = _verdict(path, "ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        # Killed before the file had a log: what was half done is undone by its journal, and only a writer may do that.
        verdict = _verdict(path, "rw")
    if verdict != "ok":
        *_, what = verdict.splitlines()
        raise StorageBrokenError(f"{path} is damaged ({what}). Nothing was changed; restore a backup of it.")


def _check_alone(path: Path) -> None:
    """Raises StorageBrokenError where a file that is gone or empty has left a log: SQLite would throw it away.

    A log begins only after the file's first page is written, so that they are no beginner's.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StorageBrokenError(f"{path} is gone, but its log is there. Nothing was changed; restore a backup of it.")


def _verdict(path: Path, mode: str) -> str:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=5)) as connection:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return str(verdict)


def _transaction(db: sqlite_utils.Database, path: Path, work: Work[T]) -> T:
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            result = work(db)
        except BaseException:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise
        db.conn.execute("COMMIT")
    except sqlite3.OperationalError as error:
        # A failed COMMIT (disk full) leaves the transaction open.
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise _explained(error, path) from error
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _explained(error, path) from error
    return result


def _compact(db: sqlite_utils.Database, path: Path) -> None:
    try:
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.DatabaseError as error:
        raise _explained(error, path) from error


def _explained(error: Exception, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in BROKEN:
        return StorageBrokenError(f"{path} is not a sound database. Nothing was changed; restore a backup of it.")
    if code in FULL or isinstance(error, OSError):
        return StorageFullError(f"{path} can't be written ({error}). Make room, or check the folder's permissions.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageBusyError(f"{path} is in use by another program. Stop it and try again.")
    return error
