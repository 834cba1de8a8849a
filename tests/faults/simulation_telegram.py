"""Telegram and the network before it: chats, and updates that stay until they are confirmed, sometimes longer."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from tests.faults.simulation_lives import Life

Button = tuple[int, str]
"""The message that a button is on, and its data."""


@dataclass(slots=True)
class Message:
    id: int
    text: str
    data: tuple[str, ...] = ()


@dataclass(slots=True)
class TelegramChat:
    """A private chat as its person sees it.

    answered_at  when the bot last wrote or edited something here
    old          buttons that were there once
    shown        every text that was ever here
    cards        what a message with a button said while the button was on it
    """

    id: int
    messages: dict[int, Message] = field(default_factory=dict)
    blocked: bool = False
    answered_at: float = -1.0
    asked_at: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    old: list[Button] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    cards: dict[str, set[str]] = field(default_factory=dict)
    creates: set[str] = field(default_factory=set)
    last: int = 0

    @property
    def buttons(self) -> list[Button]:
        newest = list(self.messages.values())[-4:]
        return [(message.id, data) for message in newest for data in message.data]

    def says(self, message: Message, now: float) -> None:
        before = self.messages.get(message.id)
        if before is not None:
            self.old = (self.old + [(before.id, data) for data in before.data])[-60:]
        self.messages[message.id] = message
        self.shown.add(message.text)
        for data in message.data:
            self.cards.setdefault(data, set()).add(message.text)
        self.answers(now)

    def answers(self, now: float) -> None:
        self.answered_at = now
        self.waits += [now - asked for asked in self.asked_at]
        self.asked_at.clear()


@dataclass
class Telegram:
    """`trouble` is the share of the calls that go wrong."""

    random: Random
    trouble: float = 0.0
    chats: dict[int, TelegramChat] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    pending: list[dict[str, Any]] = field(default_factory=list)
    again: list[dict[str, Any]] = field(default_factory=list)
    coming: list[str] = field(default_factory=list)
    number: int = 500
    note: Callable[..., None] = lambda *_: None
    came: asyncio.Event = field(default_factory=asyncio.Event)

    # --- what a person does

    def says(self, chat: int, text: str) -> None:
        self.chats[chat].last += 1
        self._comes(chat, {"message": self._message(chat, self.chats[chat].last, text)})

    def edits(self, chat: int, message: int, text: str) -> None:
        self._comes(chat, {"edited_message": {**self._message(chat, message, text), "edit_date": 2}})

    def taps(self, chat: int, button: Button) -> None:
        message, data = button
        if ":create:" in data or ":create_anyway:" in data:
            self.chats[chat].creates.add(data)
        query = {
            "id": str(len(self.updates)),
            "from": _person(chat),
            "chat_instance": "1",
            "data": data,
            "message": self._message(chat, message, "card"),
        }
        self._comes(chat, {"callback_query": query})

    def blocks(self, chat: int, *, blocked: bool) -> None:
        self.chats[chat].blocked = blocked
        status = ("kicked", "member") if blocked else ("member", "kicked")
        new, old = ({"user": {**_person(1), "is_bot": True}, "status": each, "until_date": 0} for each in status)
        member = {
            "chat": {"id": chat, "type": "private"},
            "from": _person(chat),
            "date": 1,
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._comes(chat, {"my_chat_member": member}, answered=False)

    def redelivers(self, most: int) -> None:
        """Telegram sends old updates once more."""
        self.again = self.updates[-most:]
        self.came.set()

    def _message(self, chat: int, number: int, text: str) -> dict[str, Any]:
        return {
            "message_id": number,
            "date": 1,
            "chat": {"id": chat, "type": "private"},
            "from": _person(chat),
            "text": text,
        }

    def _comes(self, chat: int, content: dict[str, Any], *, answered: bool = True) -> None:
        # Their numbers rise, but not always by one.
        self.number += 1 if self.random.random() < 0.98 else 50
        update = {"update_id": self.number, **content}
        self.updates.append(update)
        self.pending.append(update)
        if answered:
            self.chats[chat].asked_at.append(_now())
        self.note("update", self.number, chat)
        self.came.set()

    # --- what the bot asks for

    async def poll(self, offset: int | None, timeout_seconds: float) -> list[dict[str, Any]]:
        if offset is not None:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
        if not (self.pending or self.again):
            self.came.clear()
            try:
                async with asyncio.timeout(timeout_seconds):
                    await self.came.wait()
            except TimeoutError:
                return []
        batch, self.again = [*self.again, *self.pending][:100], []
        return batch

    def call(self, method: str, asked: dict[str, str]) -> tuple[int, Any]:
        """The status and the result, or the description of the error."""
        if method == "answerCallbackQuery":
            return 200, True
        chat = self.chats[int(asked["chat_id"])]
        if chat.blocked:
            return 403, "Forbidden: bot was blocked by the user"
        data = _data(asked.get("reply_markup"))
        self.note(method, chat.id, asked.get("text", ""))
        match method:
            case "sendMessage":
                chat.last += 1
                chat.says(Message(chat.last, asked["text"], data), _now())
                return 200, {"message_id": chat.last}
            case "editMessageText":
                message = chat.messages.get(int(asked["message_id"]))
                if message is None:
                    return 400, "Bad Request: message to edit not found"
                if (message.text, message.data) == (asked["text"], data):
                    chat.answers(_now())
                    return 400, "Bad Request: message is not modified"
                chat.says(Message(message.id, asked["text"], data), _now())
                return 200, True
            case "editMessageReplyMarkup":
                message = chat.messages.get(int(asked["message_id"]))
                if message is not None:
                    chat.old = (chat.old + [(message.id, each) for each in message.data])[-60:]
                    message.data = ()
                return 200, True
            case _:
                raise AssertionError(method)


class TelegramEdge:
    """The way from one life of the bot to Telegram, in the place of PTB's HTTP client.

    It takes what PTB would put into a form as it is: that form is half of a simulation's time.
    """

    is_closed = False
    timeout = httpx.Timeout(20)

    def __init__(self, telegram: Telegram, life: Life) -> None:
        self._telegram = telegram
        self._life = life

    async def request(self, *, url: str, data: dict[str, str], **_: object) -> httpx.Response:
        self._life.breathe()
        telegram, method = self._telegram, url.rpartition("/")[2]
        trouble = self._trouble(method)
        await asyncio.sleep(telegram.random.uniform(0.01, 0.2))
        self._life.breathe()
        if trouble in BEFORE:
            return await _fails(trouble)
        if method == "getUpdates":
            offset = int(data["offset"]) if "offset" in data else None
            result: Any = await telegram.poll(offset, float(data["timeout"]))
            response = httpx.Response(200, content=json.dumps({"ok": True, "result": result}).encode())
        else:
            response = self._answer(*telegram.call(method, data))
        self._life.breathe()
        if trouble:
            return await _fails(trouble)
        return response

    def _trouble(self, method: str) -> str:
        telegram = self._telegram
        if telegram.coming and method != "getUpdates":
            return telegram.coming.pop(0)
        if telegram.random.random() >= telegram.trouble:
            return ""
        kinds = [kind for kind in TROUBLES if kind in TROUBLES_OF.get(method, TROUBLES)]
        return telegram.random.choice(kinds)

    def _answer(self, status: int, result: Any) -> httpx.Response:
        if status == httpx.codes.OK:
            return httpx.Response(200, content=json.dumps({"ok": True, "result": result}).encode())
        return httpx.Response(status, json={"ok": False, "error_code": status, "description": result})


BEFORE = ("500 before", "refused", "timeout before", "flood", "entities", "no such message", "too old")
AFTER = ("502 after", "timeout after", "reset after", "odd")
TROUBLES = (*BEFORE, *AFTER)
ANY = {"500 before", "refused", "timeout before", "flood", *AFTER}
TROUBLES_OF = {
    "getUpdates": ANY,
    "sendMessage": ANY,
    "editMessageText": ANY | {"entities", "no such message"},
    "editMessageReplyMarkup": ANY | {"no such message"},
    "answerCallbackQuery": ANY | {"too old"},
}


async def _fails(trouble: str) -> httpx.Response:
    words = {
        "entities": "Bad Request: can't parse entities",
        "no such message": "Bad Request: message to edit not found",
        "too old": "Bad Request: query is too old and response timeout expired or query ID is invalid",
    }
    match trouble:
        case "500 before" | "502 after":
            return httpx.Response(int(trouble[:3]), content=b"<html>Bad gateway</html>")
        case "refused":
            raise httpx.ConnectError("refused")
        case "timeout before" | "timeout after":
            await asyncio.sleep(20)
            raise httpx.ReadTimeout("silence")
        case "reset after":
            raise httpx.ReadError("reset")
        case "flood":
            body = {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 3}}
            return httpx.Response(429, json=body)
        case "odd":
            return httpx.Response(200, content=b'{"ok": true}')
        case _:
            return httpx.Response(400, json={"ok": False, "error_code": 400, "description": words[trouble]})


def _now() -> float:
    return asyncio.get_running_loop().time()


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Sari", "language_code": "en"}


def _data(markup: str | None) -> tuple[str, ...]:
    rows = json.loads(markup)["inline_keyboard"] if markup else []
    return tuple(button["callback_data"] for row in rows for button in row)
