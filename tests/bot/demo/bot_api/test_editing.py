from typing import Any

import pytest

from tests.bot.demo.bot_api.desk import Desk

KEYBOARD = {"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@pytest.fixture
async def card(desk: Desk) -> dict[str, Any]:
    """Where the bot's message is: chat_id and message_id."""
    sent = await desk.send("<b>Card</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    return {"chat_id": desk.person, "message_id": sent["message_id"]}


async def test_an_edit_replaces_text_and_keyboard(desk: Desk, card: dict[str, Any]) -> None:
    desk.clock.now += 60
    edited = await desk.result("editMessageText", **card, text="New card")
    assert edited["text"] == "New card"
    assert "entities" not in edited
    assert "reply_markup" not in edited
    assert edited["edit_date"] == edited["date"] + 60
    assert (await desk.chat())["messages"][-1]["text"] == "New card"


async def test_an_edit_that_changes_nothing_is_refused_but_no_violation(desk: Desk, card: dict[str, Any]) -> None:
    same = {"text": "<b>Card</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD}
    assert await desk.refusal("editMessageText", **card, **same) == NOT_MODIFIED
    assert await desk.refusal("editMessageReplyMarkup", **card, reply_markup=KEYBOARD) == NOT_MODIFIED
    assert await desk.broken_rules() == []


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Card", "reply_markup": KEYBOARD},
        {"text": "<b>Card</b>", "parse_mode": "HTML"},
        {"text": "<b>Card!</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD},
    ],
)
async def test_any_change_is_a_change(desk: Desk, card: dict[str, Any], change: dict[str, Any]) -> None:
    await desk.result("editMessageText", **card, **change)


async def test_a_keyboard_can_be_taken_away_alone(desk: Desk, card: dict[str, Any]) -> None:
    edited = await desk.result("editMessageReplyMarkup", **card)
    assert "reply_markup" not in edited
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_what_is_not_there_cannot_be_edited_or_deleted(desk: Desk, card: dict[str, Any]) -> None:
    assert await desk.result("deleteMessage", **card) is True
    assert [m["text"] for m in (await desk.chat())["messages"]] == ["/start"]
    assert await desk.refusal("editMessageText", **card, text="x") == "Bad Request: message to edit not found"
    assert await desk.refusal("editMessageReplyMarkup", **card) == "Bad Request: message to edit not found"
    assert await desk.refusal("deleteMessage", **card) == "Bad Request: message to delete not found"
    assert await desk.broken_rules() == []


async def test_a_person_s_message_cannot_be_edited(desk: Desk) -> None:
    said = await desk.does("send", text="kopi")
    refusal = await desk.refusal("editMessageText", chat_id=desk.person, message_id=said["message_id"], text="teh")
    assert refusal == "Bad Request: message can't be edited"
    assert await desk.broken_rules() == ["not-own-message"]


async def test_an_old_message_cannot_be_deleted(desk: Desk, card: dict[str, Any]) -> None:
    desk.clock.now += 48 * 3600 + 1
    assert await desk.refusal("deleteMessage", **card) == "Bad Request: message can't be deleted for everyone"


async def test_an_edit_needs_a_message_id(desk: Desk) -> None:
    refusal = await desk.refusal("editMessageText", chat_id=desk.person, text="x")
    assert refusal == "Bad Request: message identifier is not specified"


async def test_the_text_rules_hold_for_edits(desk: Desk, card: dict[str, Any]) -> None:
    assert await desk.refusal("editMessageText", **card, text=" ") == "Bad Request: message text is empty"
    assert await desk.refusal("editMessageText", **card, text="a" * 4097) == "Bad Request: message is too long"


async def test_a_message_without_text_has_none_to_edit(desk: Desk) -> None:
    said = await desk.does("document", file_name="a.csv", mime_type="text/csv", content="x")
    sent = await desk.result("sendDocument", chat_id=desk.person, document=said["document"]["file_id"])
    refusal = await desk.refusal("editMessageText", chat_id=desk.person, message_id=sent["message_id"], text="x")
    assert refusal == "Bad Request: there is no text in the message to edit"


async def test_a_reply_shows_what_it_answers(desk: Desk, card: dict[str, Any]) -> None:
    sent = await desk.send(reply_parameters={"message_id": card["message_id"]})
    assert sent["reply_to_message"]["text"] == "Card"

    missing: dict[str, Any] = {"message_id": 999}
    refusal = await desk.refusal("sendMessage", chat_id=desk.person, text="x", reply_parameters=missing)
    assert refusal == "Bad Request: message to be replied not found"
    await desk.send(reply_parameters=missing | {"allow_sending_without_reply": True})
