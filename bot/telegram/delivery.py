"""The outbox to Telegram: in order per chat, at least once, each error in its own way."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlite_utils import Database as Tables
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.room import when_there_is_room
from bot.tasks import PerChat
from bot.telegram.connection import seconds_of
from bot.telegram.pacing import Pace
from conversations.texts.render import Rendered
from storage import drafts, outbox, people
from storage.database import Database, Work

STYLES = {"title": MessageEntity.BOLD, "quiet": MessageEntity.ITALIC}
LONGEST_WAIT = 60.0
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")

log = structlog.get_logger()


class Delivery:
    """Sends what is in the outbox. `wake(chat)` says that there may be something for that chat."""

    def __init__(self, bot: Bot, db: Database, *, clock: Callable[[], float]) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock
        self._pace = Pace(clock)
        self._chats = PerChat("delivery", self._next)

    async def run(self) -> None:
        """Delivers until cancelled, what was left undelivered first."""
        for chat in await self._stored(outbox.waiting_chats):
            self.wake(chat)
        await self._chats.run()

    def wake(self, chat: int) -> None:
        self._chats.wake(chat)

    async def _stored(self, work: Work[T]) -> T:
        # A message that was sent isn't sent again just because there is no room to say so.
        return await when_there_is_room(self._db, work)

    async def _next(self, chat: int) -> bool:
        """Delivers the chat's next message; False when there is none."""
        row = await self._stored(lambda db: outbox.first(db, chat))
        if row is None:
            return False
        # What was never tried waits for nothing, not even for a clock that was set back since.
        due = row.due - self._clock() if row.attempts else 0.0
        wait = max(due, self._pace.wait(chat))
        if wait > 0:
            # A newer state of the card may take this row's place meanwhile, so it's read again afterwards.
            await asyncio.sleep(min(wait, LONGEST_WAIT))
            return True
        try:
            await self._send(row)
        except RetryAfter as error:
            await self._later(row, seconds_of(error), "flood")
        except Forbidden:
            await self._unreachable(row)
        except (BadRequest, ChatMigrated) as refusal:
            why = type(refusal).__name__
            log.error("Telegram refuses a message", chat=chat, row=row.seq, error=why)  # noqa: TRY400  # expected
            await self._stored(lambda db: outbox.given_up(db, row.seq, "refused", why))
        except TelegramError as error:
            # Timed out, 5xx, refused: it may have been sent, and may come twice; it's never dropped.
            await self._later(row, min(LONGEST_WAIT, 0.5 * 2.0 ** min(row.attempts, 10)), type(error).__name__)
        return True

    async def _later(self, row: outbox.Row, seconds: float, why: str) -> None:
        log.warning("a message waits", chat=row.chat, row=row.seq, why=why, seconds=seconds)
        due = self._clock() + seconds
        await self._stored(lambda db: outbox.later(db, row.seq, due, why))

    async def _unreachable(self, row: outbox.Row) -> None:
        """The person has blocked the bot: kept until they write again."""
        log.warning("a chat is unreachable", chat=row.chat, row=row.seq)

        def keep(db: Tables) -> None:
            outbox.given_up(db, row.seq, "unreachable", "blocked")
            people.set_reachable(db, row.chat, reachable=False)

        await self._stored(keep)

    async def _send(self, row: outbox.Row) -> None:
        message = row.message
        card = await self._stored(lambda db: drafts.card(db, message.draft)) if message.draft else None
        self._pace.spend(row.chat)
        if message.place == "edit" and card is not None and await self._edit(row.chat, card, message.shown):
            await self._stored(lambda db: outbox.delivered(db, row.seq))
            return
        sent = await self._post(row.chat, message.shown)

        def delivered(db: Tables) -> None:
            outbox.delivered(db, row.seq)
            if message.draft:
                drafts.set_card(db, row.chat, message.draft, sent)

        await self._stored(delivered)
        if card is not None:
            await self._without_buttons(row.chat, card)

    async def _post(self, chat: int, shown: Rendered) -> int:
        try:
            sent = await self._bot.send_message(
                chat,
                shown.text,
                entities=entities(shown),
                reply_markup=keyboard(shown),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            if not _about_entities(error):
                raise
            sent = await self._bot.send_message(
                chat, shown.text, reply_markup=keyboard(shown), link_preview_options=NO_PREVIEW
            )
        return sent.message_id

    async def _edit(self, chat: int, card: int, shown: Rendered) -> bool:
        """True when the card shows this now; False when there is no such card to edit."""
        try:
            await self._bot.edit_message_text(
                shown.text,
                chat,
                card,
                entities=entities(shown),
                reply_markup=keyboard(shown),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            if _unchanged(error):
                return True
            if _about_entities(error) and shown.styled:
                return await self._edit(chat, card, Rendered(shown.text, (), shown.buttons))
            return False
        except InvalidToken:
            # 404: the token is good enough to poll with, so it's the method that this Bot API doesn't have.
            return False
        return True

    async def _without_buttons(self, chat: int, card: int) -> None:
        """Takes the buttons off an old card. One that keeps them does no harm: they are stale."""
        try:
            await self._bot.edit_message_reply_markup(chat, card)
        except TelegramError as error:
            if _unchanged(error):
                return
            log.info("an old card keeps its buttons", chat=chat, why=type(error).__name__)


def _unchanged(error: TelegramError) -> bool:
    return "not modified" in error.message.lower()


def _about_entities(error: BadRequest) -> bool:
    return "entit" in error.message.lower()


def entities(shown: Rendered) -> list[MessageEntity]:
    """The styled stretches as Telegram counts them, in UTF-16 code units."""
    plain = [MessageEntity(STYLES[part.style], part.start, part.end - part.start) for part in shown.styled]
    return list(MessageEntity.adjust_message_entities_to_utf_16(shown.text, plain))


def keyboard(shown: Rendered) -> InlineKeyboardMarkup | None:
    if not shown.buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in shown.buttons]
    )
