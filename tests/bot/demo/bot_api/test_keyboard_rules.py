from typing import Any

import pytest

from tests.bot.demo.bot_api.desk import Desk

BUTTON = "can't parse inline keyboard button"


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "OK", "callback_data": "ok"} | fields


def inline(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    "markup",
    [
        inline([button(callback_data="d" * 64)]),
        inline([button(callback_data="😀" * 16)]),
        inline(*[[button()] * 8] * 12, [button()] * 4),
        inline([{"text": "Shop", "url": "https://example.com/"}]),
        inline([{"text": "Copy", "copy_text": {"text": "a" * 256}}]),
        inline([{"text": "Find", "switch_inline_query_current_chat": ""}]),
        inline([]),
        {"keyboard": [[{"text": "My number", "request_contact": True}], ["Skip"]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True},
    ],
)
async def test_a_keyboard_within_the_limits_is_accepted(desk: Desk, markup: Any) -> None:
    await desk.send(reply_markup=markup)
    assert await desk.broken_rules() == []


@pytest.mark.parametrize(
    ("markup", "refusal", "rule"),
    [
        (inline([button(callback_data="d" * 65)]), "BUTTON_DATA_INVALID", "callback-data"),
        (inline([button(callback_data="😀" * 17)]), "BUTTON_DATA_INVALID", "callback-data"),
        (inline([button(callback_data="")]), "BUTTON_DATA_INVALID", "callback-data"),
        (inline(*[[button()] * 8] * 12, [button()] * 5), "reply markup is too long", "reply-markup-too-long"),
        (inline([button()] * 9), "reply markup is too long", "reply-markup-too-long"),
        (inline(*[[button(text="t" * 80)]] * 100), "reply markup is too long", "reply-markup-too-long"),
        ({"keyboard": [["x"] * 13]}, "reply markup is too long", "reply-markup-too-long"),
        ({"keyboard": [["x"]] * 301}, "reply markup is too long", "reply-markup-too-long"),
        (inline([button(text="")]), "BUTTON_TEXT_INVALID", "button-text"),
        (inline([button(text=" ")]), "BUTTON_TEXT_INVALID", "button-text"),
        (
            inline([{"callback_data": "x"}]),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
            "button-action",
        ),
        (
            inline([{"text": "x"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            "button-action",
        ),
        (
            inline([button(url="https://example.com")]),
            f"{BUTTON}: exactly one of the optional fields must be used, not callback_data, url",
            "button-action",
        ),
        (
            inline([{"text": "x", "url": "example"}]),
            "inline keyboard button URL 'example' is invalid: Wrong HTTP URL",
            "button-action",
        ),
        (inline([{"text": "x", "copy_text": {"text": ""}}]), "BUTTON_COPY_TEXT_INVALID", "button-action"),
        (inline(["x"]), "can't parse inline keyboard button: expected an Object", "button-action"),
        ({"inline_keyboard": [button()]}, "can't parse inline keyboard: expected an Array of Arrays", "reply-markup"),
        ({"keyboard": [[{"text": ""}]]}, "can't parse keyboard button: Text must be non-empty", "button-text"),
        (
            {"keyboard": [[{"text": "x", "request_contact": True, "request_location": True}]]},
            "can't parse keyboard button: too many actions",
            "button-action",
        ),
        ({"keys": []}, "object expected as reply markup", "reply-markup"),
        ("[[", "can't parse reply keyboard markup JSON object", "reply-markup"),
    ],
)
async def test_a_keyboard_beyond_the_limits_is_refused(desk: Desk, markup: Any, refusal: str, rule: str) -> None:
    answer = await desk.refusal("sendMessage", chat_id=desk.person, text="x", reply_markup=markup)
    assert answer == f"Bad Request: {refusal}"
    assert await desk.broken_rules() == [rule]


async def test_only_people_see_keyboards_that_are_not_inline(desk: Desk) -> None:
    keyboard = {"keyboard": [[{"text": "My number", "request_contact": True}]]}
    assert "reply_markup" not in await desk.send(reply_markup=keyboard)
    assert (await desk.chat())["messages"][-1]["reply_markup"] == keyboard


async def test_an_edit_takes_inline_keyboards_only(desk: Desk) -> None:
    sent = await desk.send()
    refusal = await desk.refusal(
        "editMessageReplyMarkup",
        chat_id=desk.person,
        message_id=sent["message_id"],
        reply_markup={"remove_keyboard": True},
    )
    assert refusal == "Bad Request: inline keyboard expected"
