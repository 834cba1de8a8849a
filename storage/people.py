"""Who may use the desk, and what is remembered of them: role, language, the draft on their table."""

from dataclasses import dataclass

from sqlite_utils import Database

from conversations.context import Member, Role
from storage import drafts

_TOLD_AGAIN_SECONDS = 24 * 3_600


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`role` is empty for people without one, `language` for people who haven't chosen one."""

    id: int
    role: Role | None
    language: str
    table: str
    reachable: bool
    name: str = ""


def get(db: Database, person: int) -> PersonRow | None:
    rows = db.conn.execute(
        "SELECT id, role, language, draft, reachable, name FROM people WHERE id = ?", (person,)
    ).fetchall()
    if not rows:
        return None
    number, role, language, table, reachable, name = rows[0]
    return PersonRow(number, role if role in ("owner", "agent") else None, language, table, bool(reachable), name)


def enrol(db: Database, person: int, role: Role, now: float) -> None:
    """Gives a person that role."""
    db.conn.execute(
        "INSERT INTO people (id, role, since) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET role = excluded.role",
        (person, role, now),
    )


def dismiss(db: Database, person: int) -> None:
    """Takes a person's role away. They stay known, so that settings which name them don't let them in again."""
    db.conn.execute("UPDATE people SET role = '', draft = '' WHERE id = ?", (person,))


def set_name(db: Database, person: int, name: str) -> None:
    db.conn.execute("UPDATE people SET name = ? WHERE id = ? AND name <> ?", (name, person, name))


def remember(db: Database, person: int, *, language: str, table: str) -> None:
    db.conn.execute("UPDATE people SET language = ?, draft = ? WHERE id = ?", (language, table, person))


def set_reachable(db: Database, person: int, *, reachable: bool) -> None:
    db.conn.execute("UPDATE people SET reachable = ? WHERE id = ?", (reachable, person))


def owners(db: Database) -> tuple[PersonRow, ...]:
    rows = db.conn.execute("SELECT id FROM people WHERE role = 'owner' ORDER BY id").fetchall()
    return tuple(owner for (number,) in rows if (owner := get(db, number)))


def names(db: Database) -> dict[int, str]:
    return dict(db.conn.execute("SELECT id, name FROM people").fetchall())


def team(db: Database) -> tuple[Member, ...]:
    """Everybody with a role, owners first."""
    rows = db.conn.execute(
        "SELECT id, name, role FROM people WHERE role IN ('owner', 'agent') ORDER BY role DESC, since, id"
    ).fetchall()
    return tuple(Member(number, name, role, _begun(db, number)) for number, name, role in rows)


def _begun(db: Database, person: int) -> int:
    """How many drafts of a person's haven't ended and have something in them: only those are ever listed."""
    return sum(not draft.empty for draft in drafts.of_chat(db, person))


def is_only_owner(db: Database, person: int) -> bool:
    return [owner.id for owner in owners(db)] == [person]


def tell_once(db: Database, about: str, now: float) -> bool:
    """True the first time something is told, until it is `settled`, and again after a day.

    What ends without anybody learning of it, as when every paused order is withdrawn, mustn't hide the next trouble.
    """
    cursor = db.conn.execute(
        "INSERT INTO notices (about, told) VALUES (?, ?)"
        " ON CONFLICT (about) DO UPDATE SET told = excluded.told WHERE abs(excluded.told - told) >= ?",
        (about, now, _TOLD_AGAIN_SECONDS),
    )
    return cursor.rowcount == 1


def settled(db: Database, about: str) -> None:
    db.conn.execute("DELETE FROM notices WHERE about = ?", (about,))
