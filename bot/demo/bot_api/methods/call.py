"""One call of a bot, and what every method needs of it."""

from dataclasses import dataclass
from typing import Any

from bot.demo.bot_api.bots import Bot
from bot.demo.bot_api.errors import ApiError, bad_request
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.bot_api.parameters import as_boolean, as_integer
from bot.demo.bot_api.people import Chat, ChatMessage

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """`parameters` are as read from the request, JSON-serialised ones already parsed."""

    telegram: LocalTelegram
    bot: Bot
    parameters: Json

    def get(self, name: str) -> Any:
        return self.parameters.get(name)

    def text(self, name: str) -> str:
        value = self.parameters.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        return as_boolean(self.parameters.get(name))

    def integer(self, name: str, default: int) -> int:
        number = as_integer(self.parameters.get(name))
        return default if number is None else number

    def chat(self) -> Chat:
        """The chat named by chat_id, whether or not the bot may write there."""
        if not self.text("chat_id"):
            raise bad_request("chat_id is empty", "chat-id")
        chat_id = as_integer(self.get("chat_id"))
        if chat_id in self.bot.chats:
            return self.bot.chats[chat_id]
        if chat_id not in self.telegram.people:
            raise bad_request("chat not found")
        return self.bot.chat_with(self.telegram.people[chat_id])

    def writable_chat(self) -> Chat:
        chat = self.chat()
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def count_message(self, chat: Chat) -> None:
        """Flood control. Last of the checks: a refused message is not counted."""
        self.telegram.flood.take(self.bot.id, chat.id, self.telegram.clock())

    def message(self, chat: Chat, missing: str) -> ChatMessage:
        """The message named by message_id. Raises ApiError with the words for a missing one."""
        number = as_integer(self.get("message_id"))
        if number is None:
            raise bad_request("message identifier is not specified", "message-id")
        if number not in chat.messages:
            raise bad_request(missing)
        return chat.messages[number]
