import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.serving import serving
from bot.telegram.connection import Connection

TOKEN = "123:abc"  # noqa: S105  # nobody's
# What a Bot API answers where nothing is wrong.
WELL: dict[str, Any] = {
    "getUpdates": [],
    "sendMessage": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "Halo"},
    "editMessageText": True,
    "editMessageReplyMarkup": True,
    "answerCallbackQuery": True,
    "setMyCommands": True,
}


class OddTelegram:
    """A Bot API that answers each method with what was `said` for it, in that order, and else well."""

    def __init__(self) -> None:
        self.forget()
        self.app = Starlette(routes=[Route("/bot{token}/{method}", self._answer, methods=["POST"])])

    def forget(self) -> None:
        self.said: defaultdict[str, deque[tuple[int, bytes]]] = defaultdict(deque)
        self.calls: list[tuple[str, dict[str, str]]] = []

    def says(self, method: str, status: int, body: bytes) -> None:
        self.said[method].append((status, body))

    def asked(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    async def _answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        self.calls.append((method, dict(parse_qsl((await request.body()).decode()))))
        if self.said[method]:
            status, body = self.said[method].popleft()
            return Response(body, status)
        return Response(json.dumps({"ok": True, "result": WELL[method]}))


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def line() -> AsyncIterator[tuple[OddTelegram, Connection]]:
    """One server for a module, so that a test costs no start."""
    telegram = OddTelegram()
    async with serving(telegram.app) as url:
        connection = Connection.to(url, SecretStr(TOKEN))
        await connection.open()
        yield telegram, connection
        await connection.close()


@pytest.fixture
def telegram(line: tuple[OddTelegram, Connection], monkeypatch: pytest.MonkeyPatch) -> OddTelegram:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # RetryAfter warns without it
    line[0].forget()
    return line[0]


@pytest.fixture
def connection(line: tuple[OddTelegram, Connection], telegram: OddTelegram) -> Connection:
    assert not telegram.calls
    return line[1]


@asynccontextmanager
async def running(work: Any) -> AsyncIterator["asyncio.Task[None]"]:
    """`work` beside the block, as a part of the bot that must still be running at its end."""
    task = asyncio.ensure_future(work)
    try:
        yield task
        assert not task.done(), task
    finally:
        task.cancel()
        await asyncio.wait({task})


async def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # the condition is the test's own
            await asyncio.sleep(0.02)
