"""The database can't be written while the bot runs: it takes nothing, says so, and goes on when it can."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.process.chat import HELP, Chat
from tests.process.desk import PASTE, Desk
from tests.process.running import Running


@contextmanager
def no_room(process: Running) -> Iterator[None]:
    """Every write of the process to a file fails; what it prints goes through a pipe, and doesn't."""
    soft, hard = resource.prlimit(process.number, resource.RLIMIT_FSIZE)
    resource.prlimit(process.number, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        if process.runs:
            resource.prlimit(process.number, resource.RLIMIT_FSIZE, (soft, hard))


def test_updates_wait_at_telegram_until_there_is_room(desk: Desk, chat: Chat) -> None:
    process = desk.starts()
    chat.says("/help")
    chat.sees(HELP)
    with no_room(process):
        chat.says(PASTE)
        process.logs("taking none until there is")
        assert process.runs
    chat.sees("Is everything right?")
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    assert chat.has_seen("Order for") == 1
    assert len(desk.posts) == 1


def test_a_message_that_was_sent_when_there_was_no_room_to_say_so(desk: Desk, chat: Chat) -> None:
    process = desk.starts()
    desk.telegram_holds("sendMessage", when="after")
    chat.says("/help")
    chat.sees(HELP)
    with no_room(process):
        desk.telegram_releases_it()
        process.logs("no room")
        assert process.runs
    chat.says("/drafts")
    chat.sees("There are no open orders.")
    assert chat.has_seen(HELP) == 1


def test_an_order_that_was_created_when_there_was_no_room_to_say_so(desk: Desk, chat: Chat) -> None:
    desk.shop_holds_the_post("after")
    process = desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    desk.has_orders(1)
    with no_room(process):
        desk.shop_releases_it()
        process.logs("submissions_not_stored")
        assert process.runs
        process.killed()
    desk.starts()
    chat.sees("Order 1001 was created after all. Total Rp50.000")
    assert len(desk.posts) == len(desk.orders) == 1


def test_another_program_that_holds_the_database_is_waited_out(desk: Desk, chat: Chat) -> None:
    process = desk.starts()
    chat.says("/help")
    chat.sees(HELP)
    with closing(sqlite3.connect(desk.data / "orderdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        chat.says("/drafts")
        process.logs("is in use by another program")
        assert process.runs
    chat.sees("There are no open orders.")


def test_a_menu_isnt_worth_the_bot(desk: Desk, chat: Chat) -> None:
    desk.telegram_holds("setMyCommands")
    process = desk.starts()
    desk.has_calls("setMyCommands")
    with closing(sqlite3.connect(desk.data / "orderdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.telegram_releases_it()
        chat.says("/help")
        process.logs("no room to work")
        assert process.runs
    chat.sees(HELP)
