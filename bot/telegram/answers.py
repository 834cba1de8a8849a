"""The Bot API's answers in the shape that it documents, whatever came.

PTB reads answers as if nothing but Telegram ever gave them: a list where an object belongs, a flood of "soon"
seconds, `true` in place of a message would each be an error that nobody catches. Here all of them become what they
are: answers that don't tell whether what was asked has happened.
"""

import json
from http import HTTPStatus
from typing import Any, TypeGuard

from telegram.error import NetworkError

# Seconds. Whoever asks us to wait for longer is asked again after these.
LONGEST_FLOOD = 3600.0
# What a column of SQLite holds, and an id of Telegram's never comes near to.
LARGEST_ID = 2**63 - 1

# With these the status alone tells the operator what is wrong: the token, or the address.
_PLAIN_BY_STATUS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)

Json = dict[str, Any]


def answer_to(method: str, status: int, payload: bytes) -> Json:
    """What `payload` says in answer to a call of `method`. Raises NetworkError where it's of no documented shape."""
    try:
        body = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        body = None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _refusal(status, body)
    if not isinstance(body, dict) or body.get("ok") is False or "result" not in body:
        raise NetworkError(f"{method} was answered with something else than a result")
    return {"ok": True, "result": _result(method, body["result"])}


def is_id(value: object) -> TypeGuard[int]:
    """Whether `value` can be the number of a message or of an update."""
    return type(value) is int and 0 < value <= LARGEST_ID  # True is an int as well


def _result(method: str, result: Any) -> Any:
    match method:
        case "getUpdates" if not isinstance(result, list):
            raise NetworkError("getUpdates gave no list")
        case "editMessageText" | "editMessageReplyMarkup" if result is True:
            return True
        case "sendMessage" | "editMessageText" | "editMessageReplyMarkup":
            return _message(method, result)
        case _:
            return result


def _message(method: str, result: Any) -> Json:
    """The message with its number alone: whatever else is odd about it, it's there, and isn't sent again for that."""
    if not isinstance(result, dict) or not is_id(result.get("message_id")):
        raise NetworkError(f"{method} gave no message")
    return {"message_id": result["message_id"], "date": 0, "chat": {"id": 0, "type": "private"}}


def _refusal(status: int, body: Any) -> Json:
    """Telegram's own words and parameters, as far as they are of their types."""
    if not isinstance(body, dict) or not (body.get("ok") is False or isinstance(body.get("description"), str)):
        if status in _PLAIN_BY_STATUS:
            return {}
        # It may come from whatever stands between: no message is given up, and nobody has blocked us, for that.
        raise NetworkError(f"HTTP {status} that isn't Telegram's")
    words, given = body.get("description"), body.get("parameters")
    parameters: Json = {}
    if isinstance(given, dict):
        seconds, chat = given.get("retry_after"), given.get("migrate_to_chat_id")
        if isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0:
            parameters["retry_after"] = min(seconds, LONGEST_FLOOD)
        if isinstance(chat, int) and not isinstance(chat, bool):
            parameters["migrate_to_chat_id"] = chat
    return {"ok": False, "description": words if isinstance(words, str) else "", "parameters": parameters}
