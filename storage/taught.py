"""Words that people taught the shop: which product was chosen when the catalogue had nothing for them.

They can't be rebuilt as the catalogue can, so they are in the main database, by variant and product ids.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from conversations.context import Lesson
from storage import folding

MOST_WORDS = 6
LONGEST = 60  # characters
MOST_DIGITS = 7  # more may be a phone
MOST_LESSONS = 2_000
_SELECT = """SELECT taught.id, words, variant, product, times, last, coalesce(people.name, '')
    FROM taught LEFT JOIN people ON people.id = taught.person"""


def alias(text: str) -> str:
    """How words are kept and found again: folded, in their order. Empty for what is no short name of a product."""
    if len(text) > 2 * LONGEST or "@" in text or "://" in text:
        return ""
    words = [word for word, _, _ in folding.words(text)]
    joined = " ".join(words)
    if len(words) > MOST_WORDS or len(joined) > LONGEST or sum(map(str.isdigit, joined)) > MOST_DIGITS:
        return ""
    return joined if any(map(str.isalpha, joined)) else ""


def learn(
    db: Database, words: str, variant: str, product: str, *, person: int, now: float, most: int = MOST_LESSONS
) -> None:
    """Remembers what was chosen for `words`, or that it was chosen again; beyond `most` the least recent give way."""
    if not (known_as := alias(words)):
        return
    db.conn.execute(
        """INSERT INTO taught (words, variant, product, person, times, last) VALUES (?, ?, ?, ?, 1, ?)
           ON CONFLICT (words, variant) DO UPDATE SET
               product = excluded.product, person = excluded.person, times = times + 1, last = excluded.last""",
        (known_as, variant, product, person, now),
    )
    db.conn.execute(
        "DELETE FROM taught WHERE id IN (SELECT id FROM taught ORDER BY last DESC, id DESC LIMIT -1 OFFSET ?)",
        (most,),
    )


def meant_by(db: Database, words: str, limit: int) -> tuple[Lesson, ...]:
    """What these words were said to mean, the most frequent first, then the latest."""
    rows = db.conn.execute(f"{_SELECT} WHERE words = ? ORDER BY times DESC, last DESC LIMIT ?", (alias(words), limit))
    return tuple(_lesson(row) for row in rows.fetchall())


def lessons(db: Database) -> tuple[Lesson, ...]:
    """All, the latest first."""
    return tuple(_lesson(row) for row in db.conn.execute(f"{_SELECT} ORDER BY last DESC, taught.id DESC").fetchall())


def unlearn(db: Database, lesson: int) -> None:
    db.conn.execute("DELETE FROM taught WHERE id = ?", (lesson,))


def without(db: Database, names: Iterable[str]) -> None:
    """Deletes lessons with any word of `names`: a suggestion is lost sooner than a name is kept."""
    unwanted = {word for name in names for word, _, _ in folding.words(name)}
    rows = db.conn.execute("SELECT id, words FROM taught").fetchall()
    for lesson in [found for found, words in rows if unwanted & set(words.split())]:
        unlearn(db, lesson)


def _lesson(row: tuple[Any, ...]) -> Lesson:
    number, words, variant, product, times, last, by = row
    return Lesson(number, words, variant, product, times, datetime.fromtimestamp(last, UTC), by)
