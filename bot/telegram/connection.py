"""PTB's bot and request layer, pointed at whichever Bot API the settings name."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr
from telegram import Bot
from telegram.error import RetryAfter
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import (
    RequestParameter,
)  # RequestData takes nothing else, and PTB exports no other way

from bot.telegram.answers import answer_to

POLL_SECONDS = 50
MOST_UPDATES = 100


class Requests(HTTPXRequest):
    """PTB's requests, whose answers all have the shape that PTB expects. Nothing but TelegramError comes out."""

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, method, *args, **kwargs)
        # PTB turns whatever is raised here into NetworkError.
        return status, json.dumps(answer_to(url.rpartition("/")[2], status, payload)).encode()


@dataclass(frozen=True, slots=True)
class Connection:
    """A bot for calls, and a raw line for polling.

    `Bot.get_updates` parses the whole batch, so that one bad update would poison it.
    """

    bot: Bot
    """Of the messages that it gives back only the number is true."""
    polling: HTTPXRequest
    files: HTTPXRequest
    """For files, whose answers are no JSON."""
    server: str
    """The Bot API's address, without the token: fit for logs."""

    @classmethod
    def to(cls, url: str, token: SecretStr) -> "Connection":
        requests = Requests(connection_pool_size=64, read_timeout=20, pool_timeout=20)
        polling = Requests(connection_pool_size=1, read_timeout=POLL_SECONDS + 10, pool_timeout=10)
        bot = Bot(
            token.get_secret_value(),
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=requests,
            get_updates_request=polling,
        )
        return cls(bot, polling, HTTPXRequest(connection_pool_size=8, read_timeout=20, pool_timeout=20), url)

    async def open(self) -> None:
        await self.bot.request.initialize()
        await self.polling.initialize()
        await self.files.initialize()

    async def close(self) -> None:
        await self.bot.request.shutdown()
        await self.polling.shutdown()
        await self.files.shutdown()

    async def updates(self, offset: int | None, allowed: tuple[str, ...]) -> list[Any]:
        """The raw updates from `offset` on, waiting up to POLL_SECONDS for one. Raises TelegramError."""
        parameters = {
            "offset": offset,
            "limit": MOST_UPDATES,
            "timeout": POLL_SECONDS,
            "allowed_updates": list(allowed),
        }
        data = RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])
        updates: list[Any] = await self.polling.post(  # type: ignore[assignment]  # as `answers` sees to
            f"{self.bot.base_url}/getUpdates", data, read_timeout=POLL_SECONDS + 10
        )
        return updates


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait, in seconds."""
    return error._retry_after.total_seconds()  # noqa: SLF001  # the public name warns, and depends on the environment
