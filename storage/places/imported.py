"""Districts, villages and postcodes, read from `regions.db`; a newly renamed file is picked up by itself."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import structlog

from conversations.context import Area, Place
from storage.database import BROKEN
from storage.places.build import FILE, FORMAT
from storage.places.spelling import sequences

T = TypeVar("T")
# What stands for the identity of a file that isn't there.
_ABSENT = (0,)
_MOST_KEYS = 10_000  # asked for at once; a longer text is cut there
_AREAS = """
    SELECT names.key, areas.name, district.name, areas.postcodes, cities.name, cities.province
    FROM names JOIN areas USING (area) JOIN cities ON cities.code = areas.city
    LEFT JOIN areas AS district ON district.area = areas.district
    WHERE names.key IN (SELECT value FROM json_each(?)) ORDER BY areas.area
"""
_CITIES = """
    SELECT DISTINCT cities.name, cities.province FROM postcodes JOIN cities ON cities.code = postcodes.city
    WHERE postcodes.code >= ? AND postcodes.code < ? ORDER BY cities.code
"""
log = structlog.get_logger()


class ImportedRegions:
    """Reads `folder`/regions.db. `spelled` gives the place of a city and a province as the file names them.

    A missing or damaged file holds nothing. Use it from one thread: the connection belongs to the thread of the first
    call.
    """

    def __init__(self, folder: Path, spelled: Callable[[str, str], Place]) -> None:
        self._path = folder / FILE
        self._spelled = spelled
        self._places: dict[tuple[str, str], Place] = {}
        self._opened: tuple[int, ...] = ()
        self._db: sqlite3.Connection | None = None

    def areas(self, text: str) -> tuple[tuple[int, int, Area], ...]:
        """As `Places.areas` does."""
        found = [span for _, span in zip(range(_MOST_KEYS), sequences(text), strict=False)]
        none: dict[str, list[Area]] = {}
        by_key = self._read(lambda db: self._named(db, {key for _, _, key in found}), none)
        spans = sorted((span for span in found if span[2] in by_key), key=lambda span: (span[0] - span[1], span[0]))
        taken: list[tuple[int, int, str]] = []
        for span in spans:
            if all(span[1] <= other[0] or other[1] <= span[0] for other in taken):
                taken.append(span)
        return tuple((start, end, area) for start, end, key in sorted(taken) for area in by_key[key])

    def postcode(self, code: str) -> tuple[Place, ...]:
        """As `Places.postcode` does."""
        return self._read(lambda db: self._using(db, code), ())

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None
        self._opened = ()

    def _named(self, db: sqlite3.Connection, keys: set[str]) -> dict[str, list[Area]]:
        found: dict[str, list[Area]] = {}
        for key, name, district, postcodes, city, province in db.execute(_AREAS, (json.dumps(sorted(keys)),)):
            place, village = self._place(city, province), name if district else ""
            found.setdefault(key, []).append(Area(district or name, place, tuple(postcodes.split()), village))
        return found

    def _using(self, db: sqlite3.Connection, code: str) -> tuple[Place, ...]:
        cities = db.execute(_CITIES, (code, f"{code}\0")).fetchall()
        if cities:
            return tuple(self._place(city, province) for city, province in cities)
        # The first two digits are those of a part of the country; the third narrows it down where it's known.
        for length in (3, 2):
            begin = code[:length]
            if near := db.execute(_CITIES, (begin, f"{begin}:")).fetchall():
                provinces = {self._place(city, province).province for city, province in near}
                return tuple(Place("", province) for province in sorted(provinces))
        return ()

    def _place(self, city: str, province: str) -> Place:
        if (city, province) not in self._places:
            self._places[city, province] = self._spelled(city, province)
        return self._places[city, province]

    def _read(self, work: Callable[[sqlite3.Connection], T], empty: T) -> T:
        try:
            self._refresh()
            return empty if self._db is None else work(self._db)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in BROKEN:
                raise
            log.warning("regions_unreadable", file=str(self._path), problem=str(error), until="the next import")
            self._forget()
            return empty

    def _refresh(self) -> None:
        try:
            status = self._path.stat()
            there: tuple[int, ...] = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
        except FileNotFoundError:
            there = _ABSENT
        if there == self._opened:
            return
        self.close()
        self._opened = there
        if there == _ABSENT:
            return
        # Nobody writes into the file once it has its name, so SQLite need not look for changes or locks.
        self._db = sqlite3.connect(f"{self._path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        (found,) = self._db.execute("PRAGMA user_version").fetchone()
        if found != FORMAT:
            log.warning("regions_of_another_format", file=str(self._path), until="the next import")
            self._forget()

    def _forget(self) -> None:
        """Goes on without until another file stands in this one's place."""
        opened = self._opened
        self.close()
        self._opened = opened
