"""Nobody without a role gets in, whatever they send; an invitation lets one person in, once."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from conversations.commands import COMMANDS, OF_OWNERS
from tests.process.chat import Chat
from tests.process.desk import PASTE, PHONE, Desk
from tests.process.running import Running
from tests.process.waiting import eventually

PRIVATE = "This order desk is private. Ask its owner to invite you."
STRANGER = 9009

ACTIONS = (
    *("create", "create_anyway", "change", "part", "save", "discard", "discard_yes", "back", "back_to_draft", "retry"),
    *("one_more", "fewer", "select", "undo", "add_item", "offer", "variant", "option", "quantity", "more", "phone"),
    *("saved", "new_address", "customer", "new_customer", "leave_out", "new_order", "change_this", "take_over", "open"),
    *("keep_checking", "seen", "number_unknown", "send_again", "give_up", "repeat", "same_customer"),
    *("customer_message", "new", "drafts", "language", "sync", "team", "team_member", "team_role", "team_remove"),
    *("team_removed", "team_invite", "nonsense"),
)


def test_a_stranger_is_refused_whatever_they_send(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    (draft, revision) = chat.sees_button("Create order").data("Create order").split(":")[:2]
    stranger = desk.person("Tono", number=STRANGER)
    answered = 0
    for command in (*COMMANDS, *OF_OWNERS, "start", "start wrong", "settings", "delete_me", "nosuch"):
        stranger.says(f"/{command}")
        answered += 1
    for words in (PASTE, "hello", "2", PHONE, "back", "😀" * 1_000, "/start AAAAAAAAAAAAAAAAAAAAAA"):
        message = stranger.says(words)
        answered += 1
    stranger.corrects(message, PASTE)  # a tap and a correction have no answer of their own
    for kind, body in ANYTHING.items():
        stranger.sends(kind, **body)
        answered += 1
    eventually(lambda: len(stranger.messages) >= 1, stranger.screen)
    card = stranger.messages[0].message
    for action in ACTIONS:
        stranger.forges(card, f"{draft}:{revision}:{action}:1")
        stranger.forges(card, f":0:{action}:{STRANGER}.owner")
    eventually(lambda: len(stranger.messages) >= answered, stranger.screen)
    chat.is_up_to_date()
    told = {shown.text for shown in stranger.messages}
    assert told == {PRIVATE, "This invitation has been used or is too old. Ask the owner for a new one."}
    assert len(stranger.messages) == answered
    assert all(not shown.buttons for shown in stranger.messages)
    assert desk.posts == []
    desk.process.killed()
    with closing(sqlite3.connect(desk.data / "orderdesk.db")) as db:
        assert db.execute("SELECT count(*) FROM people WHERE id = ?", (STRANGER,)).fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM drafts WHERE chat = ?", (STRANGER,)).fetchone() == (0,)
        assert db.execute("SELECT id, revision FROM drafts").fetchall() == [(draft, int(revision))]
        assert db.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone() == (0,)


ANYTHING: dict[str, dict[str, Any]] = {
    "sticker": {},
    "voice": {},
    "photo": {"caption": PASTE},
    "contact": {"phone_number": "+6281234567890", "first_name": "Budi"},
    "location": {"latitude": -6.9, "longitude": 107.6},
    "document": {"file_name": "order.txt", "mime_type": "text/plain", "content": "2 croissant"},
}


def test_an_invited_agent_takes_an_order_until_they_are_removed(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says("/team")
    chat.taps("Invite an agent")
    link = chat.sees("It works once").text.split()[-1]
    assert link.startswith("https://t.me/")
    token = link.partition("?start=")[2]
    agent, late = desk.person("Rini", number=7101), desk.person("Tono", number=7102)
    agent.says(f"/start {token}")
    agent.sees("What is the customer ordering?")
    chat.sees_any("Rini has taken your invitation")
    late.says(link)
    late.sees("This invitation has been used")
    desk.restarts_after_kill()
    agent.says(PASTE)
    agent.taps("Create order")
    agent.sees("Order 1001 created.")
    agent.says("/team")
    agent.sees("Only owners")
    chat.says("/team")
    chat.taps("Rini")
    chat.taps("Remove")
    chat.taps("Yes, remove")
    agent.sees("You can't use this order desk any more.")
    agent.says(PASTE)
    agent.sees(PRIVATE)
    assert len(desk.orders) == 1
    desk.restarts_after_kill(owners="7001,7101")
    agent.says("/drafts")
    eventually(lambda: agent.has_seen(PRIVATE) == 2, agent.screen)


def test_an_order_moves_to_the_owner_while_the_shop_holds_its_answer(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says("/team")
    chat.taps("Invite an agent")
    token = chat.sees("It works once").text.split()[-1].partition("?start=")[2]
    agent = desk.person("Rini", number=7101)
    agent.says(f"/start {token}")
    agent.sees("What is the customer ordering?")
    desk.shop_holds_the_post("before")
    agent.says(PASTE)
    agent.taps("Create order")
    desk.has_posts(1)
    chat.says("/team")
    chat.taps("Rini")
    chat.taps("Remove")
    chat.taps("Yes, remove")
    chat.sees("Their open order is yours now")
    desk.shop_releases_it()
    chat.sees_any("Order 1001 created.")
    assert len(desk.orders) == 1
    assert agent.has_seen("Order 1001") == 0


@pytest.mark.parametrize("running", [True, False])
def test_the_operator_invites_the_first_owner(desk: Desk, running: bool) -> None:  # noqa: FBT001  # a parameter of the test
    desk.settings["OWNERS"] = "1"  # nobody who writes here
    if running:
        desk.starts()
    settings = {f"ORDERDESK_{name}": value for name, value in desk.settings.items()}
    invite = Running("invite", "--role", "owner", settings=settings, folder=desk.folder)
    assert invite.ended() == 0
    link = invite.output.split()[-1]
    assert link.startswith("https://t.me/"), invite.output
    if not running:
        desk.starts()
    first = desk.person("Dewi", number=7200)
    first.says(f"/start {link.partition('?start=')[2]}")
    first.sees("What is the customer ordering?")
    first.says("/team")
    first.sees("Dewi · owner (you)")
