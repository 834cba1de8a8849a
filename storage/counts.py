"""How much of everything there is: numbers only, so that whoever looks after the desk learns nothing about people."""

from sqlite_utils import Database

_COUNTS = {
    "drafts_open": "drafts WHERE state = 'open'",
    "orders_sending": "submissions WHERE state IN ('queued', 'sending')",
    "orders_paused": "submissions WHERE state = 'paused'",
    "orders_uncertain": "submissions WHERE state = 'uncertain'",
    "orders_asking": "submissions WHERE state = 'ask'",
    "orders_created": "orders",
    "events_waiting": "inbox WHERE state = 'new'",
    "events_dead": "inbox WHERE state = 'dead'",
    "messages_waiting": "outbox WHERE state = 'new'",
    "messages_refused": "outbox WHERE state = 'refused'",
    "messages_unreachable": "outbox WHERE state = 'unreachable'",
}


def everything(db: Database) -> dict[str, int]:
    return {name: _count(db, what) for name, what in _COUNTS.items()}


def _count(db: Database, what: str) -> int:
    ((number,),) = db.conn.execute(f"SELECT count(*) FROM {what}").fetchall()  # noqa: S608  # constants of this file
    return int(number)
