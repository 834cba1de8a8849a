"""What Telegram shows of the bot: the menu of commands, in every language."""

import asyncio

import structlog
from telegram import Bot, BotCommand
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.telegram.connection import seconds_of
from conversations.commands import COMMANDS
from conversations.screens import text
from conversations.texts import LANGUAGES
from conversations.texts.render import in_words

TRIES = 5

log = structlog.get_logger()


async def introduce(bot: Bot, default: str) -> None:
    """Sets the menu. A Bot API that doesn't take it leaves the bot without a menu, and as useful as before."""
    for attempt in range(TRIES):
        try:
            for language in LANGUAGES:
                await bot.set_my_commands(_menu(language), language_code=language)
            await bot.set_my_commands(_menu(default))
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except (BadRequest, InvalidToken):
            log.warning("the commands menu isn't taken")
            return
        except (NetworkError, TelegramError) as error:
            log.info("the commands menu waits", why=type(error).__name__)
            await asyncio.sleep(2.0**attempt)
        else:
            return


def _menu(language: str) -> list[BotCommand]:
    return [BotCommand(name, in_words(text(f"command.{name}"), language, "ID")) for name in COMMANDS]
