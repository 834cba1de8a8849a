"""A Bot API whose answers have shapes that nobody documented: only the library's own errors come out of a call."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import BotCommand
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.telegram.answers import LONGEST_FLOOD
from bot.telegram.connection import Connection, seconds_of
from tests.bot.telegram.conftest import OddTelegram

Answer = tuple[int, bytes]

CALLS: dict[str, Callable[[Connection], Awaitable[Any]]] = {
    "getUpdates": lambda to: to.updates(None, ("message",)),
    "sendMessage": lambda to: to.bot.send_message(7, "Halo"),
    "editMessageText": lambda to: to.bot.edit_message_text("Halo", 7, 5),
    "editMessageReplyMarkup": lambda to: to.bot.edit_message_reply_markup(7, 5),
    "answerCallbackQuery": lambda to: to.bot.answer_callback_query("99"),
    "setMyCommands": lambda to: to.bot.set_my_commands([BotCommand("new", "New order")]),
}
EDITS = ("editMessageText", "editMessageReplyMarkup")
DEEP = b"[" * 100_000
NESTED = b"[" * 900 + b"]" * 900

# No answer in these, whatever was asked.
NO_ANSWER: list[Answer] = [
    (200, b""),
    (200, b"<html>"),
    (200, b"\xff\xfe\x00"),
    (200, b"null"),
    (200, b"7"),
    (200, b'"ok"'),
    (200, b"[]"),
    (200, b'[{"ok": true, "result": true}]'),
    (200, b"{}"),
    (200, b'{"ok": true}'),
    (200, b'{"ok": true, "Result": true}'),
    (200, b'{"ok": false, "error_code": 400, "description": "Bad Request"}'),
    (200, b'{"ok": false, "result": true}'),
    (200, b'{"ok": true, "result": ' + b"1" * 5000 + b"}"),
    (200, b'{"ok": true, "result": true'),
    (200, DEEP),
    (204, b""),
    (302, b"[]"),
    (400, b"<html>400 Bad Request</html>"),
    (400, b'{"message": "too long"}'),
    (400, b"[]"),
    (403, b"<html>blocked</html>"),
    (403, b"null"),
    (409, b'["webhook"]'),
    (429, b"slow down"),
    (429, b'{"ok": false, "parameters": []}'),
    (429, b'{"ok": false, "parameters": ["retry_after"]}'),
    (429, b'{"ok": false, "parameters": "retry_after"}'),
    (429, b'{"ok": false, "parameters": 7, "description": "Too Many Requests"}'),
    (429, b'{"ok": false, "parameters": {"retry_after": "soon"}}'),
    (429, b'{"ok": false, "parameters": {"retry_after": [5]}}'),
    (429, b'{"ok": false, "parameters": {"retry_after": true}}'),
    (429, b'{"ok": false, "parameters": {"retry_after": -5}}'),
    (429, b'{"ok": false, "parameters": {"retry_after": NaN}}'),
    (500, b'{"ok": false, "error_code": [500], "description": {"a": 1}}'),
    (500, b'{"ok": false, "description": ["Internal", "Server", "Error"]}'),
    (502, b"[]"),
    (502, b'"Bad Gateway"'),
    (502, b"null"),
    (502, b"\xff"),
    (502, DEEP),
    (599, b"7"),
]

# Refusals in Telegram's shape, or whose status says it all, with odd parts.
REFUSED: list[tuple[Answer, type[TelegramError]]] = [
    ((400, b'{"ok": false, "description": 7}'), BadRequest),
    ((400, b'{"ok": false, "description": null, "parameters": {"migrate_to_chat_id": "x"}}'), BadRequest),
    ((400, b'{"ok": false, "description": "", "parameters": {"migrate_to_chat_id": [1]}}'), BadRequest),
    ((400, b'{"description": "Bad Request: no", "parameters": {"migrate_to_chat_id": true}}'), BadRequest),
    ((400, b'{"ok": false, "parameters": {"new": {"a": []}}}'), BadRequest),
    ((403, b'{"ok": false, "description": ["blocked"]}'), Forbidden),
    ((409, b'{"ok": false, "error_code": "409", "description": false}'), Conflict),
    ((401, b"[]"), InvalidToken),
    ((404, DEEP), InvalidToken),
    ((404, b'{"ok": false, "description": 404}'), InvalidToken),
]

NO_MESSAGE = [
    b"null",
    b"false",
    b"{}",
    b"[]",
    b"[5]",
    b'"5"',
    b"5",
    b'{"message_id": "5"}',
    b'{"message_id": null}',
    b'{"message_id": true}',
    b'{"message_id": 5.0}',
    b'{"message_id": -5}',
    b'{"message_id": 0}',
    b'{"message_id": 9223372036854775808}',
    b'{"message_id": {"message_id": 5}}',
    NESTED,
]


async def raised(telegram: OddTelegram, connection: Connection, method: str, answer: Answer) -> type | None:
    telegram.says(method, *answer)
    try:
        await CALLS[method](connection)
    except TelegramError as error:
        return type(error)
    finally:
        assert not telegram.said[method]  # that answer is the one that was read
    return None


def named(answer: Any) -> str:
    if isinstance(answer, tuple):
        return f"{answer[0]} {named(answer[1])}"
    return str(answer[:60].decode(errors="replace") if isinstance(answer, bytes) else answer)


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize("answer", NO_ANSWER, ids=named)
async def test_what_is_no_answer_leaves_it_unknown_whether_it_happened(
    telegram: OddTelegram, connection: Connection, method: str, answer: Answer
) -> None:
    assert await raised(telegram, connection, method, answer) is NetworkError


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize(("answer", "error"), REFUSED, ids=named)
async def test_a_refusal_with_odd_parts_is_that_refusal(
    telegram: OddTelegram, connection: Connection, method: str, answer: Answer, error: type[TelegramError]
) -> None:
    assert await raised(telegram, connection, method, answer) is error


@pytest.mark.parametrize("method", ["sendMessage", *EDITS])
@pytest.mark.parametrize("result", NO_MESSAGE, ids=named)
async def test_what_is_no_message_leaves_it_unknown_whether_it_was_sent(
    telegram: OddTelegram, connection: Connection, method: str, result: bytes
) -> None:
    body = b'{"ok": true, "result": ' + result + b"}"
    assert await raised(telegram, connection, method, (200, body)) is NetworkError


async def test_true_is_an_answer_to_an_edit_but_no_message(telegram: OddTelegram, connection: Connection) -> None:
    body = b'{"ok": true, "result": true}'
    assert await raised(telegram, connection, "sendMessage", (200, body)) is NetworkError
    for method in EDITS:
        assert await raised(telegram, connection, method, (200, body)) is None


@pytest.mark.parametrize("result", ["null", "true", "{}", '"x"', "7", '{"updates": []}'])
async def test_updates_come_in_a_list_or_not_at_all(telegram: OddTelegram, connection: Connection, result: str) -> None:
    body = f'{{"ok": true, "result": {result}}}'.encode()
    assert await raised(telegram, connection, "getUpdates", (200, body)) is NetworkError


ODD_BUT_SENT = [
    b'{"message_id": 6}',
    b'{"message_id": 6, "date": "soon", "chat": [], "from": 7, "entities": {"a": 1}, "reply_markup": true}',
    b'{"message_id": 6, "date": 99999999999999, "chat": null, "text": "\\ud800 \xff", "link_preview_options": []}',
]


@pytest.mark.parametrize("result", ODD_BUT_SENT, ids=named)
async def test_a_message_with_a_number_was_sent_whatever_else_it_says(
    telegram: OddTelegram, connection: Connection, result: bytes
) -> None:
    telegram.says("sendMessage", 200, b'{"ok": true, "result": ' + result + b"}")
    assert (await connection.bot.send_message(7, "Halo")).message_id == 6
    for method in EDITS:
        assert await raised(telegram, connection, method, (200, b'{"ok": true, "result": ' + result + b"}")) is None


async def test_updates_come_as_they_are(telegram: OddTelegram, connection: Connection) -> None:
    updates = [{"update_id": 1, "message": {"text": "2 kopi ☕", "n": 1.5}}, None, "x", [], {"update_id": "2"}]
    telegram.says("getUpdates", 200, json.dumps({"ok": True, "result": updates}).encode())
    assert await connection.updates(None, ("message",)) == updates


@pytest.mark.parametrize(
    ("retry_after", "seconds"), [("3", 3.0), ("0.5", 0.5), ("1e400", LONGEST_FLOOD), ("9" * 400, LONGEST_FLOOD)]
)
async def test_a_wait_that_telegram_asks_for_is_waited_within_reason(
    telegram: OddTelegram, connection: Connection, retry_after: str, seconds: float
) -> None:
    telegram.says("sendMessage", 429, f'{{"ok": false, "parameters": {{"retry_after": {retry_after}}}}}'.encode())
    with pytest.raises(RetryAfter) as raised:
        await connection.bot.send_message(7, "Halo")
    assert seconds_of(raised.value) == seconds


async def test_no_depth_of_nesting_gets_out(telegram: OddTelegram, connection: Connection) -> None:
    """Around the depth that Python can just read, whatever else it then does to the value."""
    async with asyncio.timeout(60):
        for depth in range(850, 1_000):
            body = b'{"ok": true, "result": ' + b"[" * depth + b"]" * depth + b"}"
            assert await raised(telegram, connection, "getUpdates", (200, body)) in (None, NetworkError)
            assert await raised(telegram, connection, "setMyCommands", (200, body)) in (None, NetworkError)
