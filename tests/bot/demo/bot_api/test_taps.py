from typing import Any

import pytest

from tests.bot.demo.bot_api.desk import Desk

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def tap(desk: Desk) -> str:
    """The id of a tap on the bot's message."""
    sent = await desk.send(reply_markup={"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]})
    pressed = await desk.does("press", message_id=sent["message_id"], data="ok")
    query_id: str = pressed["callback_query_id"]
    return query_id


async def test_a_tap_comes_with_the_message_it_was_made_on(desk: Desk, tap: str) -> None:
    (update,) = await desk.updates()
    query = update["callback_query"]
    assert query["id"] == tap
    assert query["data"] == "ok"
    assert query["from"]["id"] == desk.person
    assert query["message"]["text"] == "Hello"
    assert query["message"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "ok"
    assert query["chat_instance"]


async def test_a_tap_can_be_forged_and_come_from_a_message_long_gone(desk: Desk) -> None:
    await desk.does("press", message_id=77, data="order:1")
    (update,) = await desk.updates()
    assert update["callback_query"]["data"] == "order:1"
    assert update["callback_query"]["message"] == {
        "chat": {"id": desk.person, "first_name": "Budi", "type": "private"},
        "message_id": 77,
        "date": 0,
    }


async def test_a_tap_is_answered_once(desk: Desk, tap: str) -> None:
    assert await desk.result("answerCallbackQuery", callback_query_id=tap, text="Saved") is True
    assert await desk.refusal("answerCallbackQuery", callback_query_id=tap) == TOO_OLD
    assert await desk.broken_rules() == []


@pytest.mark.parametrize(("seconds", "ok"), [(15, True), (15.5, False)])
async def test_a_tap_is_answered_within_15_seconds(desk: Desk, tap: str, seconds: float, *, ok: bool) -> None:
    desk.clock.now += seconds
    assert (await desk.call("answerCallbackQuery", callback_query_id=tap))["ok"] is ok


async def test_a_tap_that_never_was_cannot_be_answered(desk: Desk) -> None:
    assert await desk.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD


async def test_an_answer_has_at_most_200_characters(desk: Desk, tap: str) -> None:
    parameters: dict[str, Any] = {"callback_query_id": tap}
    refusal = await desk.refusal("answerCallbackQuery", **parameters, text="a" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
    assert await desk.broken_rules() == ["answer-too-long"]
    await desk.result("answerCallbackQuery", **parameters, text="a" * 200)
