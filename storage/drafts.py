"""Drafts with their revisions, the messages they were read from, and the message of each draft's live card.

A chat's drafts of years lie here, so nothing that a message waits for reads those that have ended.
"""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from conversations.order import Draft
from storage.codec import dump_draft, load_draft

# As in the condition of the indexes: with other words for it SQLite wouldn't use them.
OPEN = "state NOT IN ('created', 'closed', 'discarded')"
ENDED = "state IN ('created', 'closed', 'discarded')"


class RevisionConflictError(Exception):
    """The stored draft isn't the one that was changed. Nothing was written."""


def of_chat(db: Database, chat: int, *, also: str = "") -> tuple[Draft, ...]:
    """The chat's drafts that haven't ended, the oldest first, and the draft `also` whatever its state."""
    rows = db.conn.execute(
        f"""SELECT body FROM (
                SELECT body, created, id FROM drafts WHERE chat = :chat AND {OPEN}
                UNION ALL
                SELECT body, created, id FROM drafts WHERE id = :also AND chat = :chat AND {ENDED})
            ORDER BY created, id""",  # noqa: S608  # constants of this file
        {"chat": chat, "also": also},
    ).fetchall()
    return tuple(load_draft(body) for (body,) in rows)


def get(db: Database, draft: str) -> tuple[int, Draft] | None:
    """Any chat's draft, with its chat."""
    rows = db.conn.execute("SELECT chat, body FROM drafts WHERE id = ?", (draft,)).fetchall()
    return (rows[0][0], load_draft(rows[0][1])) if rows else None


def of_others(db: Database, chat: int) -> tuple[tuple[int, Draft], ...]:
    """Every draft of other chats that hasn't ended, with its chat, the oldest first."""
    rows = db.conn.execute(
        f"SELECT chat, body FROM drafts WHERE chat <> ? AND {OPEN} ORDER BY created, id",  # noqa: S608  # a constant
        (chat,),
    ).fetchall()
    return tuple((owner, load_draft(body)) for owner, body in rows)


def move(db: Database, draft: str, chat: int, *, revision: int) -> None:
    """Gives a draft and its submissions to another chat. Raises RevisionConflictError where it has changed.

    Its messages and its card stay in the old chat, where nothing may change it any more.
    """
    cursor = db.conn.execute(
        "UPDATE drafts SET chat = ?, body = json_set(body, '$.sources', json('[]')) WHERE id = ? AND revision = ?",
        (chat, draft, revision),
    )
    if cursor.rowcount != 1:
        raise RevisionConflictError(draft)
    db.conn.execute("DELETE FROM sources WHERE draft = ?", (draft,))
    db.conn.execute("DELETE FROM cards WHERE draft = ?", (draft,))
    db.conn.execute("DELETE FROM outbox WHERE slot = ? AND chat <> ? AND state <> 'done'", (draft, chat))
    db.conn.execute(
        "UPDATE submissions SET chat = ?, body = json_set(body, '$.chat', ?) WHERE draft = ?", (chat, chat, draft)
    )


def of_message(db: Database, chat: int, message: int) -> str:
    """The id of the newest draft that was read from a message of the chat; "" when there is none."""
    rows = db.conn.execute(
        """SELECT drafts.id FROM sources JOIN drafts ON drafts.id = sources.draft
           WHERE sources.chat = ? AND sources.message = ? ORDER BY drafts.created DESC LIMIT 1""",
        (chat, message),
    ).fetchall()
    return rows[0][0] if rows else ""


def save(db: Database, chat: int, draft: Draft, *, expected: int | None, now: float) -> None:
    """Stores a draft over its revision `expected` (None: it's new). Raises RevisionConflictError otherwise."""
    body = dump_draft(draft)
    if expected is None:
        cursor = db.conn.execute(
            """INSERT INTO drafts (id, chat, revision, state, body, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT DO NOTHING""",
            (draft.id, chat, draft.revision, draft.state, body, now, now),
        )
    else:
        cursor = db.conn.execute(
            """UPDATE drafts SET revision = ?, state = ?, body = ?, updated = ?
               WHERE id = ? AND chat = ? AND revision = ?""",
            (draft.revision, draft.state, body, now, draft.id, chat, expected),
        )
    if cursor.rowcount != 1:
        raise RevisionConflictError(draft.id)
    _save_sources(db, chat, draft)


def _save_sources(db: Database, chat: int, draft: Draft) -> None:
    messages = json.dumps([source.message for source in draft.sources])
    db.conn.execute(
        "DELETE FROM sources WHERE draft = ? AND message NOT IN (SELECT value FROM json_each(?))", (draft.id, messages)
    )
    db.conn.execute(
        "INSERT INTO sources (draft, chat, message) SELECT ?, ?, value FROM json_each(?) WHERE true"
        " ON CONFLICT DO NOTHING",
        (draft.id, chat, messages),
    )


def cards(db: Database, drafts: Iterable[str]) -> dict[str, int]:
    """The messages of these drafts' live cards, where they have one."""
    rows = db.conn.execute(
        "SELECT draft, message FROM cards WHERE draft IN (SELECT value FROM json_each(?))", (json.dumps([*drafts]),)
    )
    return dict(rows.fetchall())


def set_card(db: Database, chat: int, draft: str, message: int) -> None:
    """Remembers a draft's live card, unless the draft was forgotten or moved to another chat meanwhile."""
    db.conn.execute(
        """INSERT INTO cards (draft, chat, message) SELECT id, chat, ? FROM drafts WHERE id = ? AND chat = ?
           ON CONFLICT (draft) DO UPDATE SET message = excluded.message""",
        (message, draft, chat),
    )


def card(db: Database, draft: str) -> int | None:
    rows = db.conn.execute("SELECT message FROM cards WHERE draft = ?", (draft,)).fetchall()
    return rows[0][0] if rows else None
