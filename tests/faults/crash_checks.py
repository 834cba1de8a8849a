"""What must hold when everything has come to its end, by the shop, the chat and the database."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import DATABASE
from tests.faults.crash_world import LostError, World
from tests.process.desk import E164, SECRETS

QUANTITY = 2
# What the bot prints when something happened that nobody foresaw.
UNFORESEEN = ("Traceback", "an event failed", "submission_failed", "put aside", "refuses a message", "is no sound")


@dataclass(frozen=True)
class Stored:
    """What the database holds, read from a copy of its files, so that nothing about them is changed."""

    updates: dict[str, str]  # state by update_id
    waiting: tuple[str, ...]  # what isn't done in the inbox, the outbox and the look-ups
    drafts: tuple[tuple[str, str], ...]  # id, state
    submissions: tuple[tuple[str, str, str], ...]  # draft, state, tag
    attempts: int  # POSTs that were announced
    cards: dict[str, int]  # message by draft

    @property
    def settled(self) -> bool:
        return not self.waiting

    @classmethod
    def read(cls, data: Path) -> "Stored":
        with TemporaryDirectory(dir=data.parent) as folder, closing(_copy(data, Path(folder))) as db:
            waiting = db.execute(
                """SELECT 'inbox ' || source || ' ' || id || ' ' || state FROM inbox WHERE state != 'done'
                   UNION ALL SELECT 'outbox ' || seq || ' ' || state FROM outbox WHERE state != 'done'
                   UNION ALL SELECT 'look-up ' || id FROM lookups"""
            ).fetchall()
            return cls(
                dict(db.execute("SELECT id, state FROM inbox WHERE source = 'telegram'").fetchall()),
                tuple(what for (what,) in waiting),
                tuple(db.execute("SELECT id, state FROM drafts").fetchall()),
                tuple(db.execute("SELECT draft, state, tag FROM submissions").fetchall()),
                db.execute("SELECT coalesce(sum(json_extract(body, '$.attempt')), 0) FROM submissions").fetchone()[0],
                dict(db.execute("SELECT draft, message FROM cards").fetchall()),
            )

    @staticmethod
    def damage(data: Path) -> str:
        """What SQLite finds wrong with the database as it lies there; "" for nothing, or no database yet."""
        if not (data / DATABASE).exists():
            return ""
        with TemporaryDirectory(dir=data.parent) as folder, closing(_copy(data, Path(folder))) as db:
            try:
                found = db.execute("PRAGMA integrity_check").fetchall()
                found += db.execute("PRAGMA foreign_key_check").fetchall()
            except sqlite3.DatabaseError as error:
                return str(error)
        return "" if found == [("ok",)] else str(found)


def _copy(data: Path, folder: Path) -> sqlite3.Connection:
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-journal"):
        if (data / name).exists():
            shutil.copyfile(data / name, folder / name)
    return sqlite3.connect(folder / DATABASE)


def failures_of(world: World, data: Path, output: str) -> dict[str, str]:
    """What doesn't hold, by kind."""
    checks = {
        "duplicates": _duplicates(world),
        "lost": _lost(world, data),
        "unanswered": _unanswered(world, data),
        "integrity": Stored.damage(data),
        "secrets": ", ".join(secret for secret in SECRETS if secret in output),
        "unforeseen": next((line for line in output.splitlines() if any(words in line for words in UNFORESEEN)), ""),
        "violations": str(list(world.telegram.violations)) if world.telegram.violations else "",
    }
    return {kind: found for kind, found in checks.items() if found}


def forgotten(world: World, data: Path) -> str:
    """What somebody was told, and the database, as it lies there after a crash, doesn't know: "" for nothing."""
    try:
        stored = Stored.read(data)
    except sqlite3.OperationalError:  # killed before it had tables
        stored = Stored({}, (), (), (), 0, {})
    states = {state for _, state, _ in stored.submissions}
    told = "\n".join(shown.text for shown in world.messages)
    found = [
        f"update {number}, confirmed to Telegram" for number in world.confirmed if str(number) not in stored.updates
    ]
    if "Order for" in told and not stored.drafts:
        found.append("a draft whose card was shown")
    if "Order for" in told and "Creating the order" in told and not states:
        found.append("an order that was said to be on its way")
    if len(world.posts) > stored.attempts:
        found.append("a POST that reached the shop")
    if "1001" in told and "created" not in states:
        found.append("an order whose number was shown")
    return ", ".join(found)


def unfinished(world: World, error: LostError) -> dict[str, str]:
    """What went wrong where the person waits in vain: for an order that went lost, or for one that came twice."""
    duplicates = _duplicates(world)
    return {"duplicates": duplicates} if duplicates else {"lost": str(error)}


def _duplicates(world: World) -> str:
    count = len(world.shop.store.orders)
    return f"{count} orders" if count > 1 else ""


def _lost(world: World, data: Path) -> str:
    """The order, the draft and its card are there and right; every POST was the same order under the same tag."""
    stored = Stored.read(data)
    orders = list(world.shop.store.orders.values())
    if not orders:
        return "no order"
    order = orders[0].to_json()
    if [item["quantity"] for item in order["lineItems"]] != [QUANTITY] or order["shippingAddress"]["phone"] != E164:
        return f"another order than was wanted: {order}"
    if len({str(post.json) for post in world.posts}) != 1:
        return f"POSTs that differ: {[post.json for post in world.posts]}"
    tags = tuple(order["tags"])
    if [(state, (tag,)) for _, state, tag in stored.submissions] != [("created", tags)]:
        return f"submissions: {stored.submissions}, the order's tags: {tags}"
    if [state for _, state in stored.drafts] != ["created"]:
        return f"drafts: {stored.drafts}"
    card = stored.cards.get(stored.drafts[0][0])
    shown = next((shown for shown in world.messages if shown.number == card), None)
    if shown is None or "1001" not in shown.text or "Create order" in shown.labels:
        return f"the card: {shown}"
    return ""


def _unanswered(world: World, data: Path) -> str:
    """Every update came into the inbox and was handled, and every message that was to go out went out."""
    stored = Stored.read(data)
    missing = [number for number in world.updates if stored.updates.get(str(number)) != "done"]
    return ", ".join([*(f"update {number}" for number in missing), *stored.waiting])
