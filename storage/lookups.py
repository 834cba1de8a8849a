"""Remote look-ups that were asked for and aren't answered: durable, so that a restart issues them again."""

from dataclasses import dataclass

from sqlite_utils import Database

CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Lookup:
    """`draft` is empty and `subject` is CATALOGUE for a sync; else `subject` is the phone (E.164) to look up."""

    id: int
    chat: int
    draft: str
    subject: str


def add(db: Database, chat: int, draft: str, subject: str, now: float) -> None:
    db.conn.execute(
        "INSERT INTO lookups (chat, draft, body, asked) VALUES (?, ?, ?, ?)",
        (chat, draft, subject, now),
    )


def waiting(db: Database) -> tuple[Lookup, ...]:
    rows = db.conn.execute("SELECT id, chat, draft, body FROM lookups ORDER BY id").fetchall()
    return tuple(Lookup(*row) for row in rows)


def done(db: Database, lookup: int) -> bool:
    """False when nobody waits for it any more."""
    return int(db.conn.execute("DELETE FROM lookups WHERE id = ?", (lookup,)).rowcount) == 1
