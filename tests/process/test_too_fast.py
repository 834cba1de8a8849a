"""Somebody sends more than anybody can type: everything is answered, in order, and nobody else waits for it."""

from tests.process.chat import Chat
from tests.process.desk import Desk
from tests.process.waiting import eventually


def test_what_is_too_much_at_once_is_handled_later_and_said_once(desk: Desk, chat: Chat) -> None:
    other = desk.person("Dewi", number=7002)
    desk.starts(owners="7001,7002", updates_per_minute="12")
    looked_for = [f"nobody{number}" for number in range(14)]
    for name in looked_for:
        chat.says(f"/find {name}")
    chat.sees_any("That's a lot at once.")
    other.says("/help")
    other.sees("How it works")
    eventually(lambda: chat.has_seen("I found no order") == len(looked_for), chat.screen)
    answers = [shown.text for shown in chat.messages if "I found no order" in shown.text]
    assert answers == [f"I found no order for “{name}”." for name in looked_for]
    assert chat.has_seen("That's a lot at once.") == 1
