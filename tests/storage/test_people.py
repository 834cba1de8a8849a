from collections.abc import Iterator

import pytest
from sqlite_utils import Database as Tables

from storage import people
from storage.migrations import migrations

ABOUT = "orders_api.unreachable"
DAY = 24 * 3600.0


@pytest.fixture
def db() -> Iterator[Tables]:
    tables = Tables(memory=True)
    migrations.apply(tables)
    yield tables
    tables.close()


def test_something_is_told_once_until_it_is_settled(db: Tables) -> None:
    assert people.tell_once(db, ABOUT, 1.0)
    assert not people.tell_once(db, ABOUT, 2.0)
    people.settled(db, ABOUT)
    assert people.tell_once(db, ABOUT, 3.0)


def test_what_nobody_settled_is_told_again_after_a_day(db: Tables) -> None:
    assert people.tell_once(db, ABOUT, 1.0)
    assert not people.tell_once(db, ABOUT, DAY)
    assert people.tell_once(db, ABOUT, DAY + 1.0)
    assert not people.tell_once(db, ABOUT, DAY + 2.0)


def test_a_clock_that_was_set_back_for_days_does_not_silence_it(db: Tables) -> None:
    assert people.tell_once(db, ABOUT, 9 * DAY)
    assert people.tell_once(db, ABOUT, 1.0)
