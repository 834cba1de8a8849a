"""Invitations: each lets one person in, once, for a while. Only their hashes are stored."""

import hashlib

from sqlite_utils import Database

from conversations.context import Role
from conversations.effects import INVITATION_HOURS


def add(db: Database, token: str, role: Role, *, by: int | None, now: float) -> None:
    """`by` is the owner who invites; None for the operator at the command line."""
    expires = now + INVITATION_HOURS * 3600
    db.conn.execute(
        "INSERT INTO invitations (hash, role, by, expires) VALUES (?, ?, ?, ?)", (_hash(token), role, by, expires)
    )


def take(db: Database, token: str, person: int, now: float) -> tuple[Role, int | None] | None:
    """Uses an invitation up: the role it gives and who invited. None where it's unknown, used or too old.

    One whose inviter is no owner any more is worth nothing.
    """
    rows = db.conn.execute(
        """UPDATE invitations SET used_by = ?, used = ?
           WHERE hash = ? AND used IS NULL AND expires > ?
             AND (by IS NULL OR by IN (SELECT id FROM people WHERE role = 'owner'))
           RETURNING role, by""",
        (person, now, _hash(token), now),
    ).fetchall()
    return rows[0] if rows else None


def _hash(token: str) -> str:
    # Unsalted and fast is enough: a token has 128 random bits, so no table of guesses is long enough.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
