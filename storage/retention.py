"""What is kept for how long. Orders stay; what led to them goes, because it's full of phones, names and addresses.

Each function takes a few rows away and says how many, so that no transaction is long: it's called until it says 0.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

MOST_AT_ONCE = 200
REDELIVERED = timedelta(days=30)
"""How long an update's number is kept after its body. Telegram delivers an update again for a day at most."""

ALIVE = """EXISTS (SELECT 1 FROM submissions WHERE submissions.draft = drafts.id
           AND (next IS NOT NULL OR state NOT IN ('created', 'rejected', 'withdrawn', 'closed')))"""
"""A draft whose order is on its way, or whose order's number is still looked for."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How long what is over is kept: messages after they were handled or sent, drafts after they ended."""

    messages: timedelta
    drafts: timedelta


def sweep(db: Database, now: float, keep: Keep) -> int:
    """Takes away some of what is too old; how much it was, 0 when nothing is left. `now` is in unix seconds."""
    messages = now - keep.messages.total_seconds()
    drafts = now - keep.drafts.total_seconds()
    numbers = messages - REDELIVERED.total_seconds()
    return (
        empty_handled(db, messages)
        + _forget_numbers(db, numbers)
        + remove_sent(db, messages)
        + _remove_undeliverable(db, drafts)
        + _remove_drafts(db, drafts)
        + _remove_submissions(db, drafts)
    )


def empty_handled(db: Database, before: float, most: int = MOST_AT_ONCE) -> int:
    """Empties what came in before then and is handled, or was put aside. Its number stays, for whatever comes twice.

    It's counted from when it came in: what has waited long to be handled isn't needed longer for that.
    """
    return _changed(
        db,
        """UPDATE inbox SET body = '' WHERE seq IN (
               SELECT seq FROM inbox WHERE state <> 'new' AND body <> '' AND received < ? LIMIT ?)""",
        (before, most),
    )


def remove_sent(db: Database, before: float, most: int = MOST_AT_ONCE) -> int:
    """Removes messages from before then that were delivered, or that Telegram refused."""
    return _remove_over(db, ("done", "refused"), before, most)


def _remove_undeliverable(db: Database, before: float) -> int:
    """Somebody who has blocked the bot for so long finds the drafts that are left, but no old messages."""
    return _remove_over(db, ("unreachable",), before, MOST_AT_ONCE)


def _remove_over(db: Database, states: tuple[str, ...], before: float, most: int) -> int:
    return sum(
        _changed(
            db,
            """DELETE FROM outbox WHERE seq IN (
                   SELECT seq FROM outbox WHERE state = ? AND state <> 'new' AND created < ? LIMIT ?)""",
            (state, before, most),
        )
        for state in states
    )


def _forget_numbers(db: Database, before: float) -> int:
    return _changed(
        db,
        """DELETE FROM inbox WHERE seq IN (
               SELECT seq FROM inbox WHERE state <> 'new' AND body = '' AND received < ? LIMIT ?)""",
        (before, MOST_AT_ONCE),
    )


def _remove_drafts(db: Database, before: float) -> int:
    """Removes ended drafts with their cards. One that is open is never too old."""
    return _changed(
        db,
        f"""DELETE FROM drafts WHERE id IN (
                SELECT id FROM drafts WHERE state IN ('created', 'closed', 'discarded') AND updated < ?
                AND NOT {ALIVE} LIMIT ?)""",  # noqa: S608  # a constant
        (before, MOST_AT_ONCE),
    )


def _remove_submissions(db: Database, before: float) -> int:
    """Removes finished submissions. One that created an order stays as long as its draft: no second one may begin."""
    return _changed(
        db,
        """DELETE FROM submissions WHERE id IN (
               SELECT id FROM submissions
               WHERE next IS NULL AND state IN ('created', 'rejected', 'withdrawn', 'closed') AND updated < ?
               AND (state <> 'created' OR NOT EXISTS (SELECT 1 FROM drafts WHERE drafts.id = submissions.draft))
               LIMIT ?)""",
        (before, MOST_AT_ONCE),
    )


def _changed(db: Database, statement: str, parameters: tuple[object, ...]) -> int:
    return int(db.conn.execute(statement, parameters).rowcount)
