"""A bot as the Bot API knows it: its user, its chats, its updates and its menu."""

from dataclasses import dataclass, field
from typing import Any

from bot.demo.bot_api.people import CallbackQuery, Chat, Person
from bot.demo.bot_api.updates import UpdateQueue
from bot.demo.bot_api.webhook import WebhookDelivery

Json = dict[str, Any]
Scope = tuple[str, int | None]  # BotCommandScope's type and its chat_id


@dataclass
class Bot:
    id: int
    updates: UpdateQueue
    webhook: WebhookDelivery | None = None
    chats: dict[int, Chat] = field(default_factory=dict)
    callback_queries: dict[str, CallbackQuery] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)  # (which, language code)

    def as_user(self) -> Json:
        """Telegram's User, as in messages."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": "Orderdesk",
            "username": f"orderdesk_{self.id}_bot",
        }

    def chat_with(self, person: Person) -> Chat:
        return self.chats.setdefault(person.id, Chat(person.as_chat(), person))

    def commands_for(self, person: Person) -> list[Json]:
        """The menu a person sees: the narrowest scope that has one, their language before any."""
        scopes: list[Scope] = [("chat", person.id), ("all_private_chats", None), ("default", None)]
        for scope in scopes:
            for language in (person.language_code.partition("-")[0], ""):
                if (scope, language) in self.commands:
                    return self.commands[scope, language]
        return []
