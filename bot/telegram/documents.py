"""Text files and address-book entries that people send: fetched from Telegram, and read like any message.

The update that names the file is in the inbox until its event is handled, so that a file is fetched again after a
crash. Only the chat's own lane waits for it.
"""

import asyncio
import codecs
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.telegram.connection import seconds_of
from conversations.events import Edited, Said, Unreadable
from conversations.vcards import as_message, is_vcard

# More than any order; whatever is longer is no message from a customer.
MOST_BYTES = 32_768
# Seconds between the tries; Telegram's links hold for an hour, and each try asks for a new one.
PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0)
_TYPES = ("text/plain", "text/vcard", "text/x-vcard", "text/directory")
_ENDINGS = (".txt", ".vcf")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that may hold words, and its message's number. `size` is in bytes, 0 where Telegram doesn't tell it."""

    file: str
    message: int
    size: int = 0


def may_hold_words(name: str | None, kind: str | None) -> bool:
    """Whether a file of this name and MIME type is worth fetching."""
    return (kind or "").partition(";")[0].strip().casefold() in _TYPES or (name or "").casefold().endswith(_ENDINGS)


class Documents:
    """Fetches files. `files` asks for them as they are: the bot's own requests expect the Bot API's answers."""

    def __init__(
        self, bot: Bot, files: BaseRequest, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._files = files
        self._pause = pause

    async def with_words(self, event: Said | Edited | Unreadable, document: Document) -> Said | Edited | Unreadable:
        """`event` with the file's words behind its own; or why there are none."""
        words = await self._words(document)
        if isinstance(words, Unreadable):
            return words
        if isinstance(event, Unreadable):
            return Said(words, document.message)
        return replace(event, text=f"{event.text}\n{words}".strip())

    async def _words(self, document: Document) -> str | Unreadable:
        if document.size > MOST_BYTES:
            return Unreadable("long_file")
        for pause in (*PAUSES, None):
            try:
                content = await self._fetch(document)
            except (BadRequest, Forbidden, InvalidToken) as error:
                log.info("a file can't be had", why=type(error).__name__)
                return Unreadable("lost_file")
            except TelegramError as error:
                log.info("a file couldn't be fetched", why=type(error).__name__, again=pause is not None)
                if pause is not None:
                    await self._pause(seconds_of(error) if isinstance(error, RetryAfter) else pause)
            else:
                return _read(content)
        return Unreadable("lost_file")

    async def _fetch(self, document: Document) -> bytes | None:
        """The file's bytes; None where there are too many."""
        file = await self._bot.get_file(document.file)
        if (file.file_size or 0) > MOST_BYTES:
            return None
        return await self._files.retrieve(file.file_path) if file.file_path else b""


def _read(content: bytes | None) -> str | Unreadable:
    if content is None or len(content) > MOST_BYTES:
        return Unreadable("long_file")
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what old programs of Windows write
    text = as_message(text) if is_vcard(text) else text
    if "\0" in text:
        return Unreadable("file")
    return text.strip() or Unreadable("empty_file")
