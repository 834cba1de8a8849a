"""Deleting a person's data at their wish. What is left tells what was ordered, and of nobody who it was.

What came in and what was sent is needed for nothing once it's handled, so all of it goes, whomever it speaks of: a name
or an address in it can't be told for certain. SQLite keeps traces until the file is written anew: `Database.compact`.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter
from sqlite_utils import Database

from conversations.order import Address, Phone
from conversations.phones import local_digits
from storage import folding, retention, taught
from storage.drafts import ENDED, OPEN
from storage.retention import ALIVE

NOBODY = 0
"""Stands for a chat that was forgotten: no person has this number."""

ALL = -1  # as SQLite's LIMIT
EVER = 1e18  # unix seconds, later than anything
UNDER_WAY = "(next IS NOT NULL OR state NOT IN ('created', 'rejected', 'withdrawn', 'closed'))"
_NO_ADDRESS: Final = TypeAdapter(Address).dump_python(Address(), mode="json")
_DIGIT = re.compile(r"\d")  # those of every script


class StillNeededError(Exception):
    """An order of theirs isn't finished: nothing was deleted. `what`: drafts, orders or messages, `count` of them."""

    def __init__(self, what: str, count: int) -> None:
        super().__init__(f"{count} {what}")
        self.what = what
        self.count = count


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of what was deleted; of `orders` only whose they were."""

    orders: int
    drafts: int
    submissions: int
    messages: int


# --- somebody of the desk


def person(db: Database, who: int) -> Forgotten:
    """Deletes somebody of the desk, whose private chat has their number. Their orders stay, as nobody's.

    Drafts whose order's number is still looked for stay until `retention` takes them. Raises StillNeededError, changing
    nothing, while an order of theirs is on its way.
    """
    on_its_way = _count(
        db, "submissions WHERE chat = ? AND state IN ('queued', 'sending', 'paused', 'uncertain', 'ask')", who
    )
    if on_its_way:
        raise StillNeededError("orders", on_its_way)
    drafts = _changed(db, f"DELETE FROM drafts WHERE chat = ? AND NOT {ALIVE}", who)  # noqa: S608  # a constant
    submissions = _changed(db, f"DELETE FROM submissions WHERE chat = ? AND NOT {UNDER_WAY}", who)  # noqa: S608  # as above
    orders = _changed(db, "UPDATE orders SET chat = ? WHERE chat = ?", NOBODY, who)
    _changed(db, "UPDATE order_items SET chat = ? WHERE chat = ?", NOBODY, who)
    _changed(db, "DELETE FROM lookups WHERE chat = ?", who)
    messages = _changed(db, "DELETE FROM outbox WHERE chat = ?", who)
    messages += _changed(db, "UPDATE inbox SET body = '', chat = NULL WHERE chat = ? AND state <> 'new'", who)
    _changed(db, "DELETE FROM invitations WHERE by = ? OR used_by = ?", who, who)
    _changed(db, "UPDATE audit SET person = ? WHERE person = ?", NOBODY, who)
    _changed(db, "UPDATE audit SET about = 'somebody' WHERE about LIKE ? || ':%'", str(who))
    taught.without(db, (name for (name,) in db.conn.execute("SELECT name FROM people WHERE id = ?", (who,)).fetchall()))
    _changed(db, "UPDATE taught SET person = ? WHERE person = ?", NOBODY, who)
    _changed(db, "DELETE FROM people WHERE id = ?", who)
    return Forgotten(orders, drafts, submissions, messages)


# --- a customer


def customer(db: Database, phone: str) -> Forgotten:
    """Deletes what is known of the customer with this phone (E.164): their orders keep number, total, day and items.

    Raises StillNeededError, changing nothing, while an order for them is on its way or being written, or while a
    message about them waits.
    """
    of_phone = "json_extract(body, '$.request.phone.e164') = ?"
    _none_left("orders", _rows(db, "submissions", f"{of_phone} AND {UNDER_WAY}", phone))
    names, streets = _known(db, phone)
    about = _About(phone, names, streets)
    _none_left("drafts", [row for row in _rows(db, "drafts", OPEN) if about.has_phone(row.body)])
    waiting = (*_rows(db, "inbox", "state = 'new'"), *_rows(db, "outbox", "state = 'new'"))
    _none_left("messages", [row for row in waiting if about.has_phone(row.body)])

    _none_left("orders", [row for row in _rows(db, "drafts", f"{ENDED} AND {ALIVE}") if about.has_any(row.body)])

    gone = [row.rowid for row in _rows(db, "drafts", ENDED) if about.has_any(row.body)]
    drafts = _delete(db, "drafts", gone)
    submissions = _changed(db, f"DELETE FROM submissions WHERE {of_phone}", phone)  # noqa: S608  # as above
    unreachable = [row.rowid for row in _rows(db, "outbox", "state = 'unreachable'") if about.has_any(row.body)]
    messages = _delete(db, "outbox", unreachable)
    messages += retention.empty_handled(db, EVER, ALL) + retention.remove_sent(db, EVER, ALL)
    _changed(db, "DELETE FROM lookups WHERE body = ?", phone)
    taught.without(db, names)
    gone = [row.rowid for row in _rows(db, "taught", "true", of="words") if about.has_any(row.body)]
    _delete(db, "taught", gone)
    return Forgotten(_make_nameless(db, phone), drafts, submissions, messages)


def _known(db: Database, phone: str) -> tuple[set[str], set[str]]:
    """The names and streets that go with this phone."""
    names: set[str] = set()
    streets: set[str] = set()
    for body in _bodies(db, "orders WHERE phone = ?", phone):
        names.add(f"{body['first']} {body['last']}")
        streets.add(body["address"]["street"])
    for body in _bodies(db, "submissions WHERE json_extract(body, '$.request.phone.e164') = ?", phone):
        names.add(f"{body['request']['name']['first']} {body['request']['name']['last']}")
        streets.add(body["request"]["address"]["street"])
    for body in _bodies(db, "drafts WHERE json_extract(body, '$.phone.e164') = ?", phone):
        if name := body["name"]:
            names.add(f"{name['first']} {name['last']}")
        streets.add(body["address"]["street"])
    return names, streets


class _About:
    """Tells whether words speak of a customer: their phone in any spelling, their whole name, their street."""

    def __init__(self, phone: str, names: Iterable[str], streets: Iterable[str]) -> None:
        self._digits = local_digits(Phone(phone))
        # A single name is many people's.
        self._words = [known for known in ({*_words(part)} for part in (*names, *streets)) if len(known) > 1]

    def has_phone(self, body: str) -> bool:
        return self._digits in "".join(str(unicodedata.digit(letter)) for letter in _DIGIT.findall(body))

    def has_any(self, body: str) -> bool:
        if self.has_phone(body):
            return True
        there = {*_words(body.replace("\\n", " "))}
        return any(known <= there for known in self._words)


def _words(text: str) -> Iterator[str]:
    return (word for word, _, _ in folding.words(text))


def _make_nameless(db: Database, phone: str) -> int:
    rows = db.conn.execute("SELECT draft, body FROM orders WHERE phone = ?", (phone,)).fetchall()
    for draft, stored in rows:
        kept = {"first": "", "last": "", "address": _NO_ADDRESS, "items": json.loads(stored)["items"], "customer": ""}
        db.conn.execute("UPDATE orders SET phone = '', name = '', body = ? WHERE draft = ?", (json.dumps(kept), draft))
    return len(rows)


# --- the tables


@dataclass(frozen=True, slots=True)
class _Row:
    rowid: int
    body: str


def _rows(db: Database, table: str, where: str, *args: object, of: str = "body") -> Iterator[_Row]:
    for row in db.conn.execute(f"SELECT rowid, {of} FROM {table} WHERE {where}", args).fetchall():  # noqa: S608  # this file's own
        yield _Row(*row)


def _bodies(db: Database, what: str, *args: object) -> list[dict[str, Any]]:
    return [json.loads(body) for (body,) in db.conn.execute(f"SELECT body FROM {what}", args)]  # noqa: S608  # as above


def _none_left(what: str, rows: Iterable[_Row]) -> None:
    if count := len([*rows]):
        raise StillNeededError(what, count)


def _delete(db: Database, table: str, rowids: list[int]) -> int:
    return _changed(db, f"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(?))", json.dumps(rowids))  # noqa: S608  # as above


def _changed(db: Database, statement: str, *args: object) -> int:
    return int(db.conn.execute(statement, args).rowcount)


def _count(db: Database, what: str, *args: object) -> int:
    ((number,),) = db.conn.execute(f"SELECT count(*) FROM {what}", args).fetchall()  # noqa: S608  # as above
    return int(number)
