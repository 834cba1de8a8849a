"""The outbox: what is still to be sent to a chat, in order. Rows live until they are delivered or given up."""

from dataclasses import dataclass
from typing import Final, Literal

from pydantic import TypeAdapter
from sqlite_utils import Database

from conversations.effects import Place
from conversations.texts.render import Rendered


@dataclass(frozen=True, slots=True)
class Message:
    """A message to send. With a `draft` it is that draft's live card; without, a message of its own.

    Of a `secret` one nothing is kept once it is delivered.
    """

    shown: Rendered
    draft: str = ""
    place: Place = "new"
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`due` is the unix time before which it isn't tried (again)."""

    seq: int
    chat: int
    message: Message
    due: float
    attempts: int


_MESSAGE: Final = TypeAdapter(Message)


def add(db: Database, chat: int, message: Message, now: float) -> None:
    """Queues a message.

    A newer state of a card takes the place of an undelivered older one, as a new message if either was to be one.
    """
    if message.draft:
        older = db.conn.execute(
            "SELECT seq, body FROM outbox WHERE chat = ? AND slot = ? AND state = 'new'", (chat, message.draft)
        ).fetchall()
        for seq, body in older:
            if _MESSAGE.validate_json(body).place == "new":
                message = Message(message.shown, message.draft, "new")
            db.conn.execute("DELETE FROM outbox WHERE seq = ?", (seq,))
    db.conn.execute(
        "INSERT INTO outbox (chat, slot, body, due, created) VALUES (?, ?, ?, ?, ?)",
        (chat, message.draft, _MESSAGE.dump_json(message).decode(), now, now),
    )


def first(db: Database, chat: int) -> Row | None:
    """The message that the chat is sent next, due or not: later ones wait for it."""
    rows = db.conn.execute(
        "SELECT seq, chat, body, due, attempts FROM outbox WHERE chat = ? AND state = 'new' ORDER BY seq LIMIT 1",
        (chat,),
    ).fetchall()
    return Row(rows[0][0], rows[0][1], _MESSAGE.validate_json(rows[0][2]), rows[0][3], rows[0][4]) if rows else None


def waiting_chats(db: Database) -> tuple[int, ...]:
    rows = db.conn.execute("SELECT chat FROM outbox WHERE state = 'new' GROUP BY chat ORDER BY min(seq)").fetchall()
    return tuple(chat for (chat,) in rows)


def delivered(db: Database, seq: int) -> None:
    rows = db.conn.execute("UPDATE outbox SET state = 'done' WHERE seq = ? RETURNING body", (seq,)).fetchall()
    if rows and _MESSAGE.validate_json(rows[0][0]).secret:
        db.conn.execute("DELETE FROM outbox WHERE seq = ?", (seq,))


def later(db: Database, seq: int, due: float, error: str) -> None:
    db.conn.execute("UPDATE outbox SET attempts = attempts + 1, due = ?, error = ? WHERE seq = ?", (due, error, seq))


def given_up(db: Database, seq: int, state: Literal["refused", "unreachable"], error: str) -> None:
    """Keeps the row, visibly undelivered: Telegram refuses it, or the person has blocked the bot."""
    db.conn.execute("UPDATE outbox SET state = ?, error = ? WHERE seq = ?", (state, error, seq))


def try_again(db: Database, chat: int, now: float) -> None:
    """Queues what couldn't be delivered while the person had blocked the bot, but no card that has a newer state."""
    db.conn.execute(
        """DELETE FROM outbox WHERE chat = ? AND state = 'unreachable' AND slot != '' AND EXISTS
           (SELECT 1 FROM outbox AS newer
            WHERE newer.chat = outbox.chat AND newer.slot = outbox.slot AND newer.seq > outbox.seq)""",
        (chat,),
    )
    db.conn.execute(
        "UPDATE outbox SET state = 'new', due = ? WHERE chat = ? AND state = 'unreachable'",
        (now, chat),
    )
