"""Who did what. Ids only: no name, phone or address is ever written here."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Entry:
    """`at` is unix time; `about` names a draft or a person by id, with what was decided ("d4f0: send_again")."""

    at: float
    person: int
    what: str
    about: str


def record(db: Database, person: int, what: str, about: str, now: float) -> None:
    db.conn.execute("INSERT INTO audit (at, person, what, about) VALUES (?, ?, ?, ?)", (now, person, what, about))


def latest(db: Database, limit: int = 100) -> tuple[Entry, ...]:
    """The newest first."""
    rows = db.conn.execute("SELECT at, person, what, about FROM audit ORDER BY seq DESC LIMIT ?", (limit,)).fetchall()
    return tuple(Entry(*row) for row in rows)
