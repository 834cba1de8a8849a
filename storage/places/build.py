"""Writes a table of regions aside and renames it into place, so that readers see the old one or the new one."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from storage.database import StorageFullError
from storage.places.files import CITY, DISTRICT, PROVINCE, VILLAGE, RegionRow
from storage.places.spelling import keys

FILE = "regions.db"
# A file of another format is read as none, and the next import replaces it. It covers the spelling of the keys too.
FORMAT = 1

_SCHEMA = f"""
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA user_version = {FORMAT};
    CREATE TABLE cities (code TEXT PRIMARY KEY, name TEXT NOT NULL, province TEXT NOT NULL) WITHOUT ROWID;
    -- Districts and villages; a village lies in the district whose code its own begins with.
    CREATE TABLE areas (area INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL, district INTEGER,
        postcodes TEXT NOT NULL);
    CREATE TABLE names (key TEXT NOT NULL, area INTEGER NOT NULL, PRIMARY KEY (key, area)) WITHOUT ROWID;
    CREATE TABLE postcodes (code TEXT NOT NULL, city TEXT NOT NULL, PRIMARY KEY (code, city)) WITHOUT ROWID;
"""


def build_regions(folder: Path, rows: Sequence[RegionRow]) -> None:
    """Makes `folder`/regions.db hold exactly `rows`, as `read_regions` gives them; durable once it returns.

    Takes about two seconds for the whole country. Raises StorageFullError where it can't be written; the table that
    was there stays.
    """
    new = folder / f"{FILE}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        with closing(sqlite3.connect(new, isolation_level=None)) as db:
            db.executescript(_SCHEMA)
            db.execute("BEGIN")
            _fill(db, rows)
            db.execute("COMMIT")
        _sync(new)
        new.replace(folder / FILE)
        _sync(folder)
    except (sqlite3.OperationalError, OSError) as error:
        with suppress(OSError):  # the next import removes it; why this one failed is the news
            new.unlink()
        raise StorageFullError(
            f"The regions can't be written to {folder} ({error}). Make room, or check the folder's permissions. "
            "The regions that were there are still in use."
        ) from error


def _fill(db: sqlite3.Connection, rows: Sequence[RegionRow]) -> None:
    provinces = {row.code: row.name for row in rows if row.level == PROVINCE}
    cities = [(row.code, row.name, provinces[row.parent]) for row in rows if row.level == CITY]
    db.executemany("INSERT INTO cities VALUES (?, ?, ?)", cities)
    numbers = {row.code: number for number, row in enumerate(rows, start=1)}
    used: dict[str, set[str]] = {}
    for row in rows:
        if row.postcode:
            for code in (row.code, row.parent) if row.level == VILLAGE else (row.code,):
                used.setdefault(code, set()).add(row.postcode)
    for row in rows:
        if row.level in (DISTRICT, VILLAGE):
            number, city = numbers[row.code], row.code[: len("32.73")]
            district = numbers[row.parent] if row.level == VILLAGE else None
            codes = sorted(used.get(row.code, ()))
            db.execute("INSERT INTO areas VALUES (?, ?, ?, ?, ?)", (number, row.name, city, district, " ".join(codes)))
            db.executemany("INSERT INTO names VALUES (?, ?)", ((key, number) for key in keys(row.name)))
            db.executemany("INSERT OR IGNORE INTO postcodes VALUES (?, ?)", ((code, city) for code in codes))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
