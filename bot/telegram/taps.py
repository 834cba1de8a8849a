"""Answers to taps: at once, so that the button's spinner goes, whatever the work behind it takes."""

import asyncio

import structlog
from telegram import Bot
from telegram.error import TelegramError

log = structlog.get_logger()


class TapAnswers:
    """Answers each tap once. An answer that fails is let go: the tap itself is in the inbox and counts."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._waiting: asyncio.Queue[str] = asyncio.Queue()

    def answer(self, tap: str) -> None:
        """Queues an answer; "" is no tap."""
        if tap:
            self._waiting.put_nowait(tap)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            while True:
                tasks.create_task(self._answer(await self._waiting.get()))

    async def _answer(self, tap: str) -> None:
        try:
            await self._bot.answer_callback_query(tap)
        except TelegramError as error:
            log.info("a tap's spinner is left to time out", why=type(error).__name__)
