"""What the desk remembers of the orders it created: for known customers, frequent products and double orders."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from pydantic import TypeAdapter
from sqlite_utils import Database

from conversations.context import EarlierOrder
from conversations.order import Address, Customer, Draft, Name, Phone
from conversations.submission import Submission
from storage import submissions

_ADDRESS: Final = TypeAdapter(Address)
COLUMNS = "number, name, total, currency, created, phone, body, draft"


def record(db: Database, chat: int, draft: Draft, now: float) -> None:
    """Remembers a created order, or what has become known of it since."""
    result = draft.result
    body = {
        "first": draft.name.first if draft.name else "",
        "last": draft.name.last if draft.name else "",
        "address": _ADDRESS.dump_python(draft.address, mode="json"),
        "items": [[line.variant.id, line.quantity] for line in draft.lines],
        "customer": draft.customer.id if draft.customer else "",
    }
    db.conn.execute(
        """INSERT INTO orders (draft, chat, order_id, number, name, phone, total, currency, body, created)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (draft) DO UPDATE SET order_id = excluded.order_id, number = excluded.number,
               total = excluded.total, currency = excluded.currency""",
        (
            draft.id,
            chat,
            result.order_id,
            result.number,
            draft.name.full if draft.name else "",
            draft.phone.e164 if draft.phone else "",
            None if result.total is None else str(result.total),
            result.currency,
            json.dumps(body, ensure_ascii=False),
            now,
        ),
    )
    db.conn.execute("DELETE FROM order_items WHERE draft = ?", (draft.id,))
    db.conn.executemany(
        "INSERT INTO order_items (draft, chat, variant, quantity, created) VALUES (?, ?, ?, ?, ?)",
        [(draft.id, chat, line.variant.id, line.quantity, now) for line in draft.lines],
    )


def customers_with(db: Database, phone: str) -> tuple[Customer, ...]:
    rows = db.conn.execute(
        "SELECT phone, body FROM orders WHERE phone = ? ORDER BY created DESC LIMIT 100", (phone,)
    ).fetchall()
    return _customers(rows)


def customer_of(db: Database, chat: int | None, draft: str) -> Customer | None:
    """Who got the order of that draft, as it was then; None for another chat's, or when they were forgotten.

    A `chat` of None stands for any.
    """
    rows = db.conn.execute(
        "SELECT phone, body FROM orders WHERE draft = ? AND chat = coalesce(?, chat) AND phone <> ''", (draft, chat)
    ).fetchall()
    return next(iter(_customers(rows)), None)


def customers_named(db: Database, text: str, limit: int) -> tuple[Customer, ...]:
    """Customers of earlier orders with `text` in their name, the latest first."""
    rows = db.conn.execute(
        "SELECT phone, body FROM orders WHERE name LIKE ? ESCAPE '\\' AND phone <> '' ORDER BY created DESC LIMIT 200",
        (_containing(text),),
    ).fetchall()
    return _customers(rows)[:limit]


def frequent(db: Database, chat: int, limit: int) -> tuple[str, ...]:
    rows = db.conn.execute(
        """SELECT variant FROM order_items WHERE chat = ?
           GROUP BY variant ORDER BY count(*) DESC, max(created) DESC LIMIT ?""",
        (chat, limit),
    ).fetchall()
    return tuple(variant for (variant,) in rows)


def sold(db: Database, chat: int, variants: tuple[str, ...], since: float) -> dict[str, tuple[int, int]]:
    """How many orders of this chat, and of all chats, each of the variants is in since then; 0 isn't listed."""
    rows = db.conn.execute(
        """SELECT variant, sum(chat = ?), count(*) FROM order_items
           WHERE variant IN (SELECT value FROM json_each(?)) AND created >= ? GROUP BY variant""",
        (chat, json.dumps(variants), since),
    ).fetchall()
    return {variant: (own, everybodys) for variant, own, everybodys in rows}


def orders_of(db: Database, chat: int, limit: int, search: str = "") -> tuple[EarlierOrder, ...]:
    """The chat's orders, the latest first; with `search`, those whose number or name holds it."""
    rows = db.conn.execute(
        f"""SELECT {COLUMNS} FROM orders WHERE chat = ? AND (number LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')
            ORDER BY created DESC LIMIT ?""",  # noqa: S608  # COLUMNS is a constant
        (chat, _containing(search), _containing(search), limit),
    ).fetchall()
    return tuple(_earlier(row) for row in rows)


def orders_of_all(db: Database, chat: int, limit: int, search: str = "") -> tuple[EarlierOrder, ...]:
    """Everybody's orders as `orders_of` gives a chat's own; those of others say whose they are."""
    rows = db.conn.execute(
        f"""SELECT {COLUMNS}, iif(chat = ?, '', coalesce((SELECT people.name FROM people WHERE id = chat), ''))
            FROM orders WHERE number LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\'
            ORDER BY created DESC LIMIT ?""",  # noqa: S608  # COLUMNS is a constant
        (chat, _containing(search), _containing(search), limit),
    ).fetchall()
    return tuple(replace(_earlier(row[:-1]), by=row[-1]) for row in rows)


def same_order(db: Database, phone: str, items: tuple[tuple[str, int], ...], since: float) -> EarlierOrder | None:
    """The latest order of exactly these items for this phone since then; one that is on its way has no number yet."""
    wanted = sorted(items)
    rows = db.conn.execute(
        f"SELECT {COLUMNS} FROM orders WHERE phone = ? AND created >= ? ORDER BY created DESC",  # noqa: S608  # a constant
        (phone, since),
    ).fetchall()
    created = next((order for row in rows if sorted((order := _earlier(row)).items) == wanted), None)
    under_way = (each for each in submissions.not_undone(db, phone, since) if sorted(each.request.items) == wanted)
    return created or next((_not_known_yet(each) for each in under_way), None)


def _not_known_yet(submission: Submission) -> EarlierOrder:
    request = submission.request
    return EarlierOrder(
        number="",
        name=request.name.full,
        total=None,
        currency=None,
        created=submission.created,
        phone=request.phone.e164,
        items=request.items,
        draft=submission.draft,
    )


def _earlier(row: tuple[Any, ...]) -> EarlierOrder:
    number, name, total, currency, created, phone, body, draft = row
    return EarlierOrder(
        number=number,
        name=name,
        total=None if total is None else Decimal(total),
        currency=currency,
        created=datetime.fromtimestamp(created, UTC),
        phone=phone,
        items=tuple((variant, quantity) for variant, quantity in json.loads(body)["items"]),
        draft=draft,
    )


def _customers(rows: list[tuple[str, str]]) -> tuple[Customer, ...]:
    """One customer for each phone and name, with every address they were sent something to."""
    known: dict[tuple[str, str], Customer] = {}
    for phone, stored in rows:
        body = json.loads(stored)
        name = Name(body["first"], body["last"])
        address = _ADDRESS.validate_python(body["address"])
        key = (phone, name.full.casefold())
        old = known.get(key)
        if old is None:
            items = tuple((variant, quantity) for variant, quantity in body["items"])
            known[key] = Customer(body["customer"], name, Phone(phone), (address,), 1, items)
        else:
            seen = {other.one_line.casefold() for other in old.addresses}
            more = () if address.one_line.casefold() in seen else (address,)
            known[key] = Customer(
                old.id or body["customer"], name, old.phone, (*old.addresses, *more), old.orders + 1, old.last_items
            )
    return tuple(known.values())


def _containing(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
