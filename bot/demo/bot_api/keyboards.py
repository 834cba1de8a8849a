"""reply_markup: what Telegram accepts as a keyboard."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.demo.bot_api.errors import ApiError, bad_request

Json = dict[str, Any]

CALLBACK_DATA_BYTES = 64
_COPY_TEXT = 256  # characters


@dataclass(frozen=True)
class _Limits:
    """On no page of Telegram's; as bots have met them. `size` is that of the whole as JSON, in bytes."""

    buttons: int
    in_row: int
    size: int = 10 * 1024


_INLINE = _Limits(buttons=100, in_row=8)
_REPLY = _Limits(buttons=300, in_row=12)

_INLINE_ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_REPLY_ACTIONS = frozenset(
    [
        "request_contact",
        "request_location",
        "request_poll",
        "request_users",
        "request_chat",
        "request_managed_bot",
        "web_app",
    ]
)


def checked_markup(markup: object) -> Json | None:
    """A valid ReplyMarkup, or None for none. Raises ApiError for one Telegram refuses."""
    if markup is None or markup in ("", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("can't parse reply keyboard markup JSON object", "reply-markup")
    match markup:
        case {"inline_keyboard": rows}:
            return _inline(rows)
        case {"keyboard": rows}:
            _check_reply_keyboard(rows)
        case {"remove_keyboard": True} | {"force_reply": True}:
            pass
        case _:
            raise bad_request("object expected as reply markup", "reply-markup")
    return markup


def checked_inline_markup(markup: object) -> Json | None:
    """As checked_markup, for an edit: only an inline keyboard will do."""
    checked = checked_markup(markup)
    if checked is not None and "inline_keyboard" not in checked:
        raise bad_request("inline keyboard expected", "reply-markup")
    return checked


def is_inline(markup: Json | None) -> bool:
    return markup is not None and "inline_keyboard" in markup


def _inline(rows: object) -> Json | None:
    checked = _rows(rows, "inline keyboard", _INLINE)
    for row in checked:
        for button in row:
            _check_inline_button(button)
    filled = [row for row in checked if row]
    return {"inline_keyboard": filled} if filled else None


def _rows(rows: object, what: str, limits: _Limits) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {what}: expected an Array of Arrays", "reply-markup")
    is_too_long = (
        sum(map(len, rows)) > limits.buttons
        or any(len(row) > limits.in_row for row in rows)
        or len(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()) > limits.size
    )
    if is_too_long:
        raise bad_request("reply markup is too long", "reply-markup-too-long")
    return rows


def _check_inline_button(button: object) -> None:
    if not isinstance(button, dict):
        raise _button_error("expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _button_error('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID", "button-text")
    actions = _INLINE_ACTIONS & button.keys()
    if not actions:
        raise _button_error("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _button_error(f"exactly one of the optional fields must be used, not {', '.join(sorted(actions))}")
    match button:
        case {"callback_data": data}:
            if not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID", "callback-data")
        case {"url": url}:
            _check_url(url)
        case {"copy_text": copied}:
            if not isinstance(copied, dict) or not 1 <= len(str(copied.get("text", ""))) <= _COPY_TEXT:
                raise bad_request("BUTTON_COPY_TEXT_INVALID", "button-action")
        case _:
            pass


def _check_url(url: object) -> None:
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or parts.scheme not in ("http", "https", "tg") or not parts.netloc:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL", "button-action")


def _check_reply_keyboard(rows: object) -> None:
    for row in _rows(rows, "reply keyboard", _REPLY):
        for button in row:
            text = button.get("text") if isinstance(button, dict) else button
            if not isinstance(text, str) or not text.strip():
                raise bad_request("can't parse keyboard button: Text must be non-empty", "button-text")
            if isinstance(button, dict) and len(_REPLY_ACTIONS & button.keys()) > 1:
                raise bad_request("can't parse keyboard button: too many actions", "button-action")


def _button_error(problem: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {problem}", "button-action")
