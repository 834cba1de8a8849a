"""The command `orderdesk invite`: how the first people get in, before there is an owner in the chat to invite them."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from telegram.error import TelegramError

from bot.control import ask
from bot.ids import RandomIds
from bot.settings import InviteSettings
from bot.telegram.connection import Connection
from conversations.context import Role
from conversations.effects import INVITATION_HOURS
from conversations.team import invitation_link

NO_LINK = "A link needs the bot's name: run the bot, or set ORDERDESK_TELEGRAM_TOKEN."


async def bot_name(settings: InviteSettings) -> str:
    """The bot's user name; "" without a token, or where this Bot API doesn't tell it."""
    if settings.telegram_token is None:
        return ""
    connection = Connection.to(settings.telegram_api_url, settings.telegram_token)
    await connection.open()
    try:
        return (await connection.bot.get_me()).username or ""
    except TelegramError:
        return ""
    finally:
        await connection.close()


def run_invite(
    data_dir: Path,
    role: Role,
    bot_name: Callable[[], str],
    *,
    clock: Callable[[], float] = time.time,
    out: TextIO | None = None,
    errors: TextIO | None = None,
) -> int:
    """Prints what lets one person in as `role`, and keeps its hash.

    The running bot knows its name; where none runs, or it doesn't know it yet, `bot_name` tells it.
    """
    token = RandomIds().invitation()
    bot = ask(data_dir, "invite", token=token, role=role, now=clock()).bot or bot_name()
    if not bot:
        print(NO_LINK, file=errors or sys.stderr)
    how = "Open this link in Telegram" if bot else "Send this to the bot"
    words = f"{how}. It lets one person in as {role}, once, within {INVITATION_HOURS} hours:"
    print(f"{words}\n{invitation_link(bot, token)}", file=out or sys.stdout)
    return 0
