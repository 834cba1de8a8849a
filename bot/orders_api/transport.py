"""How the Open API is reached: its base, its key, its connections. Nothing of a request is ever logged here."""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Literal

import httpx

from bot.orders_api.limiter import Limiter, Use, seconds_to_wait
from bot.orders_api.models import error_of, read_json


@dataclass(frozen=True, slots=True)
class Timeouts:
    """In seconds. `total` bounds a whole POST, `look` a whole GET; the others one wait within a POST."""

    connect: float = 10
    write: float = 15
    read: float = 45
    total: float = 75
    look: float = 20


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a GET gave nothing. `status` and `code` as the API gave them; `retry_after` in seconds.

    unreachable   no answer, or none that says anything lasting (429 and 5xx too)
    not_allowed   401, 403
    absent        the server knows no such call or thing
    """

    reason: Literal["unreachable", "not_allowed", "absent"]
    status: int | None = None
    code: str = ""
    retry_after: float | None = None


class Transport:
    """Two clients for one key: one that reads, and one that posts and never uses a connection twice.

    Raises ValueError when base, key or header can't be used; the message doesn't contain the key.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        key_header: str,
        limiter: Limiter,
        *,
        timeouts: Timeouts,
        clock: Callable[[], datetime],
    ) -> None:
        headers = {_header(key_header): _key(key), "Accept": "application/json"}
        self._base = _base(base_url)
        self._clock = clock
        self.limiter = limiter
        self.timeouts = timeouts
        self.behind = timedelta(0)
        self._reading = httpx.AsyncClient(
            headers=headers, timeout=timeouts.look, follow_redirects=False, trust_env=False
        )
        self.posting = httpx.AsyncClient(
            headers={**headers, "Content-Type": "application/json", "Connection": "close"},
            timeout=httpx.Timeout(
                connect=timeouts.connect, write=timeouts.write, read=timeouts.read, pool=timeouts.connect
            ),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=0),
            follow_redirects=False,
            trust_env=False,
        )

    async def aclose(self) -> None:
        await self._reading.aclose()
        await self.posting.aclose()

    def url(self, path: str) -> str:
        return f"{self._base}{path}"

    async def get(self, path: str, use: Use, params: Mapping[str, str | int] | None = None) -> Any | Failure:
        """The parsed JSON of a 200, when it's this request's turn."""
        await self.limiter.turn(use)
        try:
            async with asyncio.timeout(self.timeouts.look):
                response = await self._reading.get(self.url(path), params=params)
        except (httpx.HTTPError, OSError):
            return Failure("unreachable")
        self.learn(response)
        match response.status_code:
            case 200:
                try:
                    return read_json(response.content)
                except ValueError:
                    return Failure("unreachable", 200)
            case 401 | 403 as status:
                return Failure("not_allowed", status, error_of(response.content).code or "")
            case 404 | 405 | 501 as status:
                return Failure("absent", status, error_of(response.content).code or "")
            case 429:
                return Failure("unreachable", 429, retry_after=seconds_to_wait(response.headers))
            case status:
                return Failure("unreachable", status)

    def learn(self, response: httpx.Response) -> None:
        """Takes from any answer what its headers say about the rate and about the shop's clock."""
        self.limiter.learn(response.headers)
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            self.limiter.exhausted(seconds_to_wait(response.headers))
        try:
            shop = parsedate_to_datetime(response.headers.get("Date", ""))
        except (ValueError, OverflowError):
            return
        if shop.tzinfo is not None:
            self.behind = max(timedelta(0), self._clock() - shop)


def utc_now() -> datetime:
    return datetime.now(UTC)


def _base(base_url: str) -> str:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL as error:
        raise ValueError("The base of the Open API is not a URL.") from error
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment or url.userinfo:
        raise ValueError("The base of the Open API must be like https://host/path, without a query or a password.")
    return base_url.rstrip("/")


def _key(key: str) -> str:
    # What doesn't fit into a header line would break it in two, or be shown in an error.
    if not re.fullmatch(r"[!-~]+", key):
        raise ValueError("The API key has a space, a line break or an unusual character in it, or is empty.")
    return key


def _header(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]+", name):
        raise ValueError("The name of the API key's header is not a header name.")
    return name
