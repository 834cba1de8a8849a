from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import forgetting, taught
from storage.database import Database
from storage.migrations import migrations

PHONE = "+6281276543219"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "desk.db", migrations)
    yield database
    database.close()


def learn(db: Database, words: str, variant: str = "v1", *, at: float = 1.0, most: int = taught.MOST_LESSONS) -> None:
    db.call(lambda tables: taught.learn(tables, words, variant, "p1", person=7, now=at, most=most))


def known(db: Database) -> list[tuple[str, str, int]]:
    return [(each.words, each.variant, each.times) for each in db.call(taught.lessons)]


def test_the_same_words_in_another_spelling_are_the_same_lesson(db: Database) -> None:
    learn(db, "Jus  Ijo!", at=1)
    learn(db, "jus-íjo", at=2)
    assert known(db) == [("jus ijo", "v1", 2)]
    (found,) = db.call(lambda tables: taught.meant_by(tables, "JUS IJO", 3))
    assert (found.variant, found.product, found.last.timestamp()) == ("v1", "p1", 2)


def test_the_most_frequent_is_meant_first_then_the_latest(db: Database) -> None:
    for variant, at in (("often", 1), ("often", 2), ("early", 3), ("late", 4)):
        learn(db, "jus ijo", variant, at=at)
    meant = db.call(lambda tables: taught.meant_by(tables, "jus ijo", 2))
    assert [each.variant for each in meant] == ["often", "late"]


@pytest.mark.parametrize(
    "words",
    [
        "", "!?", "🙂", "123", "tolong kirim ke rumah bu rina ya kak", "jus 081276543219", "jus 0812-7654-3219",
        "budi@example.com", "https://t.me/x", "x" * 61, "a " * 200,
    ],
)  # fmt: skip
def test_what_is_no_short_name_of_a_product_is_not_kept(db: Database, words: str) -> None:
    learn(db, words)
    assert known(db) == []
    assert db.call(lambda tables: taught.meant_by(tables, words, 3)) == ()


def test_the_least_recent_lessons_give_way(db: Database) -> None:
    for words, at in (("first", 1), ("second", 2), ("first", 3), ("third", 4)):
        learn(db, words, at=at, most=2)
    assert [words for words, _, _ in known(db)] == ["third", "first"]


def test_a_forgotten_customers_name_is_not_left_in_them(db: Database) -> None:
    for words in ("jus ratnasari", "kopi wibisana", "kenanga jalan 17 jl", "jus ijo", "paket melati"):
        learn(db, words)
    body = '{"first": "Ratnasari", "last": "Wibisana", "address": {"street": "Jl. Kenanga 17"}, "items": []}'
    db.call(
        lambda tables: tables.conn.execute(
            """INSERT INTO orders (draft, chat, order_id, number, name, phone, body, created)
               VALUES ('d1', 7, '', '1', 'Ratnasari Wibisana', ?, ?, 1)""",
            (PHONE, body),
        )
    )
    db.call(lambda tables: forgetting.customer(tables, PHONE))
    assert {words for words, _, _ in known(db)} == {"jus ijo", "paket melati"}
