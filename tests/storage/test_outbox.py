import sqlite3
from collections.abc import Iterator

import pytest
from sqlite_utils import Database as Tables

from conversations.texts.render import Rendered
from storage import inbox, outbox
from storage.migrations import migrations
from storage.outbox import Message

CHAT = 7


@pytest.fixture
def db() -> Iterator[Tables]:
    tables = Tables(sqlite3.connect(":memory:", isolation_level=None))
    migrations.apply(tables)
    yield tables
    tables.close()


def card(text: str, draft: str, place: str) -> Message:
    return Message(Rendered(text), draft, "new" if place == "new" else "edit")


def waiting(db: Tables) -> list[tuple[str, str]]:
    found = []
    while row := outbox.first(db, CHAT):
        found.append((row.message.shown.text, row.message.place))
        outbox.delivered(db, row.seq)
    return found


def test_messages_go_out_in_their_order(db: Tables) -> None:
    for text in ("a", "b", "c"):
        outbox.add(db, CHAT, Message(Rendered(text)), 1.0)
    assert [text for text, _ in waiting(db)] == ["a", "b", "c"]


def test_ten_edits_of_a_card_are_one(db: Tables) -> None:
    for at in range(10):
        outbox.add(db, CHAT, card(str(at), "d1", "edit"), 1.0)
    assert waiting(db) == [("9", "edit")]


def test_a_new_card_that_was_not_delivered_stays_a_new_one(db: Tables) -> None:
    outbox.add(db, CHAT, card("a", "d1", "new"), 1.0)
    outbox.add(db, CHAT, card("b", "d1", "edit"), 1.0)
    assert waiting(db) == [("b", "new")]


def test_cards_of_other_drafts_and_messages_are_left_alone(db: Tables) -> None:
    outbox.add(db, CHAT, card("a", "d1", "edit"), 1.0)
    outbox.add(db, CHAT, Message(Rendered("said")), 1.0)
    outbox.add(db, CHAT, card("b", "d2", "edit"), 1.0)
    outbox.add(db, CHAT + 1, card("other", "d1", "edit"), 1.0)
    assert [text for text, _ in waiting(db)] == ["a", "said", "b"]


def test_what_was_kept_for_somebody_who_blocked_the_bot_goes_out_when_they_are_back(db: Tables) -> None:
    outbox.add(db, CHAT, Message(Rendered("a")), 1.0)
    row = outbox.first(db, CHAT)
    assert row is not None
    outbox.given_up(db, row.seq, "unreachable", "blocked")
    assert outbox.first(db, CHAT) is None
    outbox.try_again(db, CHAT, 2.0)
    assert waiting(db) == [("a", "new")]


def test_a_card_that_was_kept_does_not_go_out_after_a_newer_one(db: Tables) -> None:
    outbox.add(db, CHAT, card("checking", "d1", "new"), 1.0)
    outbox.add(db, CHAT, card("ready", "d2", "new"), 1.0)
    outbox.add(db, CHAT, Message(Rendered("said")), 1.0)
    while row := outbox.first(db, CHAT):
        outbox.given_up(db, row.seq, "unreachable", "blocked")
    outbox.add(db, CHAT, card("created", "d1", "edit"), 2.0)
    assert waiting(db) == [("created", "edit")]
    outbox.try_again(db, CHAT, 3.0)
    assert waiting(db) == [("ready", "new"), ("said", "new")]


def add(db: Tables, number: str, chat: int | None = CHAT) -> bool:
    return inbox.add(db, source="telegram", id=number, chat=chat, body="{}", now=1.0)


def test_an_update_that_comes_twice_is_taken_once(db: Tables) -> None:
    assert add(db, "1")
    assert not add(db, "1")


def test_events_of_a_chat_are_handled_in_the_order_they_came(db: Tables) -> None:
    for number in ("9", "3", "5"):
        add(db, number)
    seen = []
    while entry := inbox.next_of(db, CHAT):
        seen.append(entry.id)
        inbox.done(db, entry.seq)
    assert seen == ["9", "3", "5"]


def test_an_event_that_fails_three_times_is_put_aside_visibly_and_blocks_nothing(db: Tables) -> None:
    add(db, "1")
    add(db, "2")
    entry = inbox.next_of(db, CHAT)
    assert entry is not None
    assert [inbox.failed(db, entry.seq, "ValueError") for _ in range(3)] == [False, False, True]
    following = inbox.next_of(db, CHAT)
    assert following is not None
    assert following.id == "2"
    assert [dead.id for dead in inbox.dead_entries(db)] == ["1"]


def test_chats_wait_in_the_order_of_their_oldest_event(db: Tables) -> None:
    add(db, "1", 8)
    add(db, "2", 7)
    add(db, "3", 8)
    assert inbox.waiting_chats(db) == (8, 7)
