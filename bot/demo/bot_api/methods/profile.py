"""Who the bot is and what its menu and descriptions say."""

import re
from typing import Any

from bot.demo.bot_api.bots import Scope
from bot.demo.bot_api.errors import bad_request
from bot.demo.bot_api.methods.call import Call
from bot.demo.bot_api.parameters import as_integer

Json = dict[str, Any]

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_COMMAND_DESCRIPTION = 256
_DESCRIPTION = 512
_SHORT_DESCRIPTION = 120
_LANGUAGE = re.compile(r"([a-z]{2})?")
_WIDE_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"},
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


async def get_me(call: Call) -> Json:
    call.telegram.use(call.bot)
    abilities = (
        "can_join_groups can_read_all_group_messages supports_inline_queries can_connect_to_business has_main_web_app"
    )
    return call.bot.as_user() | dict.fromkeys(abilities.split(), False)


async def get_chat(call: Call) -> Json:
    """ChatFullInfo, with what its page calls always there."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return call.chat().as_json | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def set_my_commands(call: Call) -> bool:
    commands = call.get("commands") or []  # Telegram takes none for an empty list
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object", "commands")
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH", "commands")
    checked = [_checked_command(command) for command in commands]
    call.bot.commands[_scope(call), _language(call)] = checked
    call.telegram.tell_commands(call.bot)
    return True


async def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get((_scope(call), _language(call)), [])


async def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop((_scope(call), _language(call)), None)
    call.telegram.tell_commands(call.bot)
    return True


async def set_my_description(call: Call) -> bool:
    return _describe(call, "description", _DESCRIPTION)


async def set_my_short_description(call: Call) -> bool:
    return _describe(call, "short_description", _SHORT_DESCRIPTION)


async def log_out(call: Call) -> bool:
    call.bot.updates.end_poller()
    return True


def _describe(call: Call, which: str, limit: int) -> bool:
    text = call.text(which)
    if len(text) > limit:
        raise bad_request(f"{which.upper()}_TOO_LONG", "description")
    call.bot.descriptions[which, _language(call)] = text
    return True


def _checked_command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object", "commands")
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID", "commands")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= _COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID", "commands")
    return {"command": name, "description": description}


def _scope(call: Call) -> Scope:
    scope = call.get("scope") or {"type": "default"}
    kind = str(scope.get("type")) if isinstance(scope, dict) else ""
    if kind in _WIDE_SCOPES:
        return (kind, None)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified", "commands")
    chat_id = as_integer(scope.get("chat_id"))
    if chat_id is None or (chat_id not in call.telegram.people and chat_id not in call.bot.chats):
        raise bad_request("chat not found")
    return (kind, chat_id)


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified", "language-code")
    return language
