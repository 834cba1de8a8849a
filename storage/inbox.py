"""The durable inbox: whatever came in is committed here before it is acknowledged, and handled in order per chat."""

from dataclasses import dataclass

from sqlite_utils import Database

MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One event that came in. `chat` is None where it couldn't be told; `body` is JSON."""

    seq: int
    source: str
    id: str
    chat: int | None
    body: str
    attempts: int


def add(db: Database, *, source: str, id: str, chat: int | None, body: str, now: float) -> bool:  # noqa: A002  # the column's name
    """Takes an event in. False when it is here already: it was delivered twice."""
    cursor = db.conn.execute(
        "INSERT INTO inbox (source, id, chat, body, received) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (source, id, chat, body, now),
    )
    return cursor.rowcount == 1


def next_of(db: Database, chat: int) -> Entry | None:
    """The chat's oldest event that isn't handled."""
    rows = _entries(db, "chat = ? AND state = 'new' ORDER BY seq LIMIT 1", (chat,))
    return rows[0] if rows else None


def waiting_chats(db: Database) -> tuple[int, ...]:
    """Chats with events that aren't handled, the longest waiting first."""
    rows = db.conn.execute(
        "SELECT chat FROM inbox WHERE state = 'new' AND chat IS NOT NULL GROUP BY chat ORDER BY min(seq)"
    ).fetchall()
    return tuple(chat for (chat,) in rows)


def done(db: Database, seq: int) -> None:
    db.conn.execute("UPDATE inbox SET state = 'done' WHERE seq = ?", (seq,))


def move(db: Database, seq: int, chat: int) -> None:
    """Gives an event to another chat, where what it speaks of is now."""
    db.conn.execute("UPDATE inbox SET chat = ? WHERE seq = ?", (chat, seq))


def failed(db: Database, seq: int, error: str) -> bool:
    """Counts a failure; True when it was the last one, and the event is put aside as dead."""
    db.conn.execute(
        """UPDATE inbox SET attempts = attempts + 1, error = ?, state = iif(attempts + 1 >= ?, 'dead', 'new')
           WHERE seq = ?""",
        (error, MOST_ATTEMPTS, seq),
    )
    ((state,),) = db.conn.execute("SELECT state FROM inbox WHERE seq = ?", (seq,)).fetchall()
    return bool(state == "dead")


def dead(db: Database, *, source: str, id: str, body: str, error: str, now: float) -> bool:  # noqa: A002  # the column's name
    """Puts aside what can't be parsed, so that it is seen and blocks nothing. False when it is here already."""
    cursor = db.conn.execute(
        """INSERT INTO inbox (source, id, body, state, error, received) VALUES (?, ?, ?, 'dead', ?, ?)
           ON CONFLICT DO NOTHING""",
        (source, id, body, error, now),
    )
    return cursor.rowcount == 1


def dead_entries(db: Database) -> tuple[Entry, ...]:
    return _entries(db, "state = 'dead' ORDER BY seq", ())


def _entries(db: Database, where: str, args: tuple[object, ...]) -> tuple[Entry, ...]:
    rows = db.conn.execute(f"SELECT seq, source, id, chat, body, attempts FROM inbox WHERE {where}", args).fetchall()  # noqa: S608  # `where` is one of this module's own
    return tuple(Entry(*row) for row in rows)
