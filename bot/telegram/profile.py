"""What Telegram shows of the bot: its user name, and the menus of commands in every language."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.tasks import PerChat
from bot.telegram.connection import seconds_of
from conversations.commands import COMMANDS, OF_OWNERS
from conversations.screens import text
from conversations.texts import LANGUAGES
from conversations.texts.render import in_words

TRIES = 5

T = TypeVar("T")

log = structlog.get_logger()


class Profile:
    """Learns the bot's user name and keeps the menus; the bot is as useful where a Bot API knows neither.

    `owners` gives the people whose menus have the owners' commands besides; `wake` says that somebody's role may have
    changed.
    """

    def __init__(self, bot: Bot, language: str, *, owners: Callable[[], Awaitable[tuple[int, ...]]]) -> None:
        self._bot = bot
        self._language = language
        self._owners = owners
        self._people = PerChat("menu", self._menu_of)
        self.name = ""
        """The bot's user name, empty until Telegram has told it."""

    def wake(self, person: int) -> None:
        self._people.wake(person)

    async def run(self) -> None:
        """Introduces the bot, then keeps people's own menus until cancelled."""
        me = await _tried(self._bot.get_me)
        self.name = me.username or "" if me else ""
        await self._set(COMMANDS, None)
        for owner in await self._owners():
            self.wake(owner)
        await self._people.run()

    async def _menu_of(self, person: int) -> bool:
        owner = person in await self._owners()
        await self._set((*COMMANDS, *OF_OWNERS) if owner else COMMANDS, BotCommandScopeChat(person))
        return False

    async def _set(self, names: tuple[str, ...], scope: BotCommandScopeChat | None) -> None:
        for language, code in (*((language, language) for language in LANGUAGES), (self._language, None)):
            menu = [BotCommand(name, in_words(text(f"command.{name}"), language, "ID")) for name in names]

            async def call(menu: list[BotCommand] = menu, code: str | None = code) -> bool:
                return await self._bot.set_my_commands(menu, scope=scope, language_code=code)

            if await _tried(call) is None:
                return


async def _tried(call: Callable[[], Awaitable[T]]) -> T | None:
    """What the call gives, tried a few times; None where this Bot API doesn't take it."""
    for attempt in range(TRIES):
        try:
            return await call()
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except (BadRequest, Forbidden, InvalidToken) as error:
            log.info("a part of the bot's profile isn't taken", why=type(error).__name__)
            return None
        except TelegramError as error:
            log.info("the bot's profile waits", why=type(error).__name__)
            await asyncio.sleep(2.0**attempt)
    return None
