"""The catalogue as the conversation sees it, read from `catalogue.db`; a newly renamed file is picked up by itself."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import structlog

from conversations.context import Hit
from conversations.order import Variant
from storage.catalogue.build import FILE, FORMAT
from storage.catalogue.search import Found, Search
from storage.database import BROKEN

T = TypeVar("T")
_COLUMNS = "row, id, product_id, product_name, key, sku, price, options"
MOST_REMEMBERED = 5_000  # questions
MOST_KNOWN = 20_000  # variants
# What stands for the identity of a file that isn't there.
_ABSENT = (0,)
log = structlog.get_logger()


class CatalogueReader:
    """Serves `conversations.context.Catalogue` from `folder`/catalogue.db.

    A missing or damaged file is an empty catalogue: it is a cache, and the next sync makes it anew. Use it from one
    thread: the connection belongs to the thread of the first call.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._opened: tuple[int, ...] = ()
        self._db: sqlite3.Connection | None = None
        self._search: Search | None = None
        self._hits: Callable[[str, int], tuple[Hit, ...]] = lambda *_: ()
        self._clear: Callable[[str, int], tuple[Hit, ...]] = lambda *_: ()
        self._fits: Callable[[str], float] = lambda *_: 0.0

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        return self._read(lambda *_: self._hits(text, limit), ())

    def clear(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        return self._read(lambda *_: self._clear(text, limit), ())

    def fit(self, text: str) -> float:
        return self._read(lambda *_: self._fits(text), 0.0)

    def nearest(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        def work(db: sqlite3.Connection, search: Search) -> tuple[Hit, ...]:
            return tuple(
                Hit(_product(db, product_id, most=1)[0], score) for product_id, score in search.nearest(text, limit)
            )

        return self._read(work, ())

    def variants(self, ids: tuple[str, ...]) -> tuple[Variant | None, ...]:
        def work(db: sqlite3.Connection, _: Search) -> tuple[Variant | None, ...]:
            found = {variant.id: variant for _, variant in _rows(db, "id", ids)}
            return tuple(found.get(wanted) for wanted in ids)

        return self._read(work, (None,) * len(ids))

    def product(self, product_id: str) -> tuple[Variant, ...]:
        return self._read(lambda db, _: _product(db, product_id), ())

    def size(self) -> int:
        def work(db: sqlite3.Connection, _: Search) -> int:
            (count,) = db.execute("SELECT count(*) FROM variants").fetchone()
            return int(count)

        return self._read(work, 0)

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = self._search = None
        self._opened = ()

    def _read(self, work: Callable[[sqlite3.Connection, Search], T], empty: T) -> T:
        try:
            self._refresh()
            if self._db is None or self._search is None:
                return empty
            return work(self._db, self._search)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in BROKEN:
                raise
            log.warning("catalogue_unreadable", file=str(self._path), problem=str(error), until="the next sync")
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
            log.info("catalogue_missing", file=str(self._path), until="the next sync or import")
            return
        # Nobody writes into a catalogue once it has its name, so SQLite need not look for changes or locks.
        db = sqlite3.connect(f"{self._path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        self._db, self._search = db, Search(db)
        # Messages ask for the same few words again and again, and for the same few products.
        known: dict[int, Variant] = {}
        self._hits = lru_cache(MOST_REMEMBERED)(partial(_hits, db, self._search.search, known))
        self._clear = lru_cache(MOST_REMEMBERED)(partial(_hits, db, self._search.clear, known))
        self._fits = lru_cache(MOST_REMEMBERED)(self._search.fit)
        (found,) = db.execute("PRAGMA user_version").fetchone()
        if found != FORMAT:
            log.warning("catalogue_of_another_format", file=str(self._path), until="the next sync")
            self._forget()

    def _forget(self) -> None:
        """Goes on with an empty catalogue until another file stands in this one's place."""
        opened = self._opened
        self.close()
        self._opened = opened


def _hits(
    db: sqlite3.Connection,
    search: Callable[[str, int], list[Found]],
    known: dict[int, Variant],
    text: str,
    limit: int,
) -> tuple[Hit, ...]:
    """The variants found, which `known` keeps by their rows."""
    found = search(text, limit)
    if missing := [hit.row for hit in found if hit.row not in known]:
        if len(known) > MOST_KNOWN:
            known.clear()
            missing = [hit.row for hit in found]
        known.update(_rows(db, "row", missing))
    return tuple(Hit(known[hit.row], hit.score) for hit in found)


def _product(db: sqlite3.Connection, product_id: str, most: int = -1) -> tuple[Variant, ...]:
    query = f"SELECT {_COLUMNS} FROM variants WHERE product_id = ? ORDER BY position LIMIT ?"  # noqa: S608  # constant
    return tuple(_variant(row)[1] for row in db.execute(query, (product_id, most)))


def _rows(db: sqlite3.Connection, column: str, wanted: Iterable[int | str]) -> list[tuple[int, Variant]]:
    values = json.dumps(list(wanted))
    query = f"SELECT {_COLUMNS} FROM variants WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608  # own names
    return [_variant(row) for row in db.execute(query, (values,))]


@lru_cache(maxsize=8192)  # a message asks for the same few products again and again
def _variant(cells: tuple[Any, ...]) -> tuple[int, Variant]:
    """One row of `_COLUMNS`."""
    row, variant, product_id, product_name, key, sku, price, options = cells
    return row, Variant(
        id=variant,
        product_id=product_id,
        product_name=product_name,
        key=key,
        sku=sku,
        price=None if price is None else Decimal(price),
        options=tuple((name, value) for name, value in json.loads(options)),
    )
