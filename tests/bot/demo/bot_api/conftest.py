from collections.abc import AsyncIterator

import httpx
import pytest
import telegram

from bot.demo.bot_api import LocalTelegram, serving_telegram
from tests.bot.demo.bot_api.desk import TOKEN, Clock, Desk
from tests.bot.demo.waiting import http_client


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[tuple[httpx.AsyncClient, Clock]]:
    """One server for a module's tests, each of which has it forget everything: starting one takes 0.2 s."""
    clock = Clock()
    async with (
        serving_telegram(LocalTelegram(clock)) as url,
        http_client(url) as http,
    ):
        yield http, clock


@pytest.fixture
async def desk(server: tuple[httpx.AsyncClient, Clock]) -> Desk:
    """A local Telegram with one bot and one person who has said /start already."""
    http, clock = server
    clock.start()
    await http.delete("/control")
    person = (await http.post("/people", json={"first_name": "Budi", "phone": "6281234567890"})).json()
    desk = Desk(http, clock, person["id"])
    await desk.result("getMe")
    await desk.does("send", text="/start")
    await desk.updates()
    return desk


@pytest.fixture
async def bot(desk: Desk) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's own Bot, talking to the local Telegram."""
    async with telegram.Bot(TOKEN, base_url=f"{desk.url}/bot", base_file_url=f"{desk.url}/file/bot") as ptb:
        yield ptb
