"""Who there is: people, their chats with a bot, and the messages in them."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    id: int
    first_name: str
    last_name: str | None
    username: str | None
    language_code: str
    phone: str  # as Telegram writes it: digits with the country's code, no plus

    @property
    def names(self) -> Json:
        named = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in named.items() if value is not None}

    def as_user(self) -> Json:
        """Telegram's User."""
        return {"id": self.id, "is_bot": False, **self.names, "language_code": self.language_code}

    def as_chat(self) -> Json:
        """Telegram's Chat: a private one has its person's id."""
        return {"id": self.id, **self.names, "type": "private"}

    def as_json(self) -> Json:
        return {"id": self.id, **self.names, "language_code": self.language_code, "phone": self.phone}


@dataclass(frozen=True)
class ChatMessage:
    """`body` is Telegram's Message without its keyboard; bots are shown only inline keyboards, people every kind."""

    body: Json
    from_person: bool
    markup: Json | None = None

    @property
    def id(self) -> int:
        number: int = self.body["message_id"]
        return number

    def for_bot(self) -> Json:
        if self.markup and "inline_keyboard" in self.markup:
            return self.body | {"reply_markup": self.markup}
        return self.body

    def for_person(self) -> Json:
        keyboard = {"reply_markup": self.markup} if self.markup else {}
        return self.body | keyboard | {"outgoing": self.from_person}


@dataclass
class Chat:
    """A bot's chat. `as_json` is Telegram's Chat; a group has no person."""

    as_json: Json
    person: Person | None
    started: bool = False  # a bot can't write first
    blocked: bool = False
    messages: dict[int, ChatMessage] = field(default_factory=dict)
    typing_until: float = 0.0
    last_message_id: int = 0

    @property
    def id(self) -> int:
        number: int = self.as_json["id"]
        return number

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id


@dataclass
class CallbackQuery:
    """One tap: answered once, within 15 seconds of `at` (unix seconds)."""

    id: str
    chat_id: int
    message_id: int
    at: float
    answered: bool = False


@dataclass(frozen=True)
class StoredFile:
    """`content` is None for files that only seem to be there."""

    id: str
    path: str
    content: bytes | None
    mime_type: str = "application/octet-stream"

    @property
    def unique_id(self) -> str:
        return f"u{self.id}"

    def as_json(self) -> Json:
        """Telegram's File."""
        size = {} if self.content is None else {"file_size": len(self.content)}
        return {"file_id": self.id, "file_unique_id": self.unique_id, **size, "file_path": self.path}
