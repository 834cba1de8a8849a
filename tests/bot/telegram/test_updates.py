from typing import Any

import pytest

from bot.telegram.documents import Document
from bot.telegram.updates import Incoming, read
from conversations.events import Edited, Event, Pressed, Said, SharedContact, SharedLocation, Unreadable

SARI = {"id": 7, "is_bot": False, "first_name": "Sari", "language_code": "id"}
CHAT = {"id": 7, "type": "private", "first_name": "Sari"}


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_700_000_000, "chat": CHAT, "from": SARI, **content}


def event_of(**content: Any) -> Event | None:
    incoming = read({"update_id": 1, "message": message(**content)})
    assert incoming is not None
    return incoming.event


def test_a_text_is_what_was_said_and_by_whom() -> None:
    assert read({"update_id": 1, "message": message(text="2 kopi")}) == Incoming(
        chat=7, person=7, language="id", private=True, event=Said("2 kopi", 5), name="Sari"
    )


PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]
FILE = {"file_id": "a", "file_unique_id": "b"}
STICKER = {**FILE, "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
CONTACT = {"phone_number": "0812", "first_name": "Budi", "last_name": "S"}


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"photo": PHOTO, "caption": "2 kopi"}, Said("2 kopi", 5)),
        ({"photo": PHOTO}, Unreadable("photo")),
        ({"sticker": STICKER}, Unreadable("sticker")),
        ({"voice": {**FILE, "duration": 3}}, Unreadable("voice")),
        ({"document": FILE}, Unreadable("file")),
        ({"contact": CONTACT}, SharedContact("0812", "Budi", "S", 5)),
        ({"location": {"latitude": -6.9, "longitude": 107.6}}, SharedLocation(-6.9, 107.6, 5)),
        ({"pinned_message": message(text="x")}, None),
        ({"something_new": {"a": 1}}, Unreadable("other")),
        (
            {"text": "2 kopi", "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Budi"}},
            Said("2 kopi", 5),
        ),
    ],
)  # fmt: skip
def test_everything_a_person_can_send_is_an_event(content: dict[str, Any], event: Event | None) -> None:
    assert event_of(**content) == event


@pytest.mark.parametrize(
    ("file", "fetched"),
    [
        ({"mime_type": "text/plain", "file_size": 20}, True),
        ({"mime_type": "application/octet-stream", "file_name": "Budi.VCF"}, True),
        ({"mime_type": "application/pdf", "file_name": "a.pdf"}, False),
        ({}, False),
    ],
)
def test_a_file_that_may_hold_words_is_named(file: dict[str, Any], *, fetched: bool) -> None:
    incoming = read({"update_id": 1, "message": message(document={**FILE, **file})})
    assert incoming is not None
    assert incoming.document == (Document("a", 5, file.get("file_size", 0)) if fetched else None)


def test_an_edited_message_tells_which() -> None:
    incoming = read({"update_id": 1, "edited_message": message(text="3 kopi", edit_date=1_700_000_001)})
    assert incoming is not None
    assert incoming.event == Edited("3 kopi", 5)


def tap(**rest: Any) -> dict[str, Any]:
    return {"update_id": 1, "callback_query": {"id": "99", "from": SARI, "chat_instance": "x", **rest}}


def test_a_tap_tells_its_message_and_is_to_be_answered() -> None:
    incoming = read(tap(data="d:1:create:", message=message(text="card")))
    assert incoming is not None
    assert incoming.event == Pressed("d:1:create:", 5)
    assert incoming.tap == "99"


def test_a_tap_on_a_message_that_telegram_no_longer_tells_still_counts() -> None:
    incoming = read(tap(data="d:1:create:"))
    assert incoming is not None
    assert (incoming.chat, incoming.event) == (7, Pressed("d:1:create:", None))


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("member", True)])
def test_blocking_and_coming_back_is_told(status: str, reachable: bool) -> None:  # noqa: FBT001  # a table's column
    bot = {"id": 1, "is_bot": True, "first_name": "Desk"}
    member = {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    old = {"user": bot, "status": "member"}
    update = {"chat": CHAT, "from": SARI, "date": 1, "old_chat_member": old, "new_chat_member": member}
    incoming = read({"update_id": 1, "my_chat_member": update})
    assert incoming is not None
    assert incoming.reachable is reachable
    assert incoming.event is None


def test_a_group_is_no_private_chat() -> None:
    group = {"id": -100, "type": "supergroup", "title": "Shop"}
    incoming = read({"update_id": 1, "message": {**message(text="/new"), "chat": group}})
    assert incoming is not None
    assert not incoming.private
    assert incoming.command


def test_what_nobody_asked_for_is_nothing() -> None:
    assert read({"update_id": 1}) is None
    assert read({"update_id": 1, "channel_post": message(text="x")}) is None
