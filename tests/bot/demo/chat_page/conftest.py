from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Locator, Page
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.demo.bot_api import LocalTelegram, create_app
from bot.demo.serving import serving
from tests.browser import browser, page  # noqa: F401  # fixtures
from tests.process.waiting import DEADLINE

PAGE = Path(__file__).parents[4] / "bot" / "demo" / "chat_page"
TOKEN = "4200:AAbbCCddEEffGGhhIIjjKKllMMnnOO"  # noqa: S105  # of a bot that exists only here
SHOP = "http://127.0.0.1:9/orders"
RINA, SAM = 1001, 1002

Json = dict[str, Any]


class ScriptedBot:
    """A bot that does what the test tells it to, over the real Bot API."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=f"{url}/bot{TOKEN}/", timeout=DEADLINE, trust_env=False)
        self._offset = 0
        self._updates: list[Json] = []
        self.call("getMe")

    def call(self, method: str, **parameters: Any) -> Any:
        answer = self._client.post(method, json=parameters).json()
        assert answer["ok"], answer
        return answer["result"]

    def next_update(self, kind: str) -> Any:
        """The next update, which must be of this kind."""
        if not self._updates:
            self._updates = self.call("getUpdates", offset=self._offset, timeout=50)
            assert self._updates, f"no {kind} came"
        update = self._updates.pop(0)
        self._offset = update["update_id"] + 1
        return update[kind]

    def says(self, text: str, person: int = RINA, **parameters: Any) -> Json:
        result: Json = self.call("sendMessage", chat_id=person, text=text, **parameters)
        return result

    def close(self) -> None:
        self._client.close()


@dataclass(frozen=True)
class ChatPage:
    """What a person does on the page, and finds there."""

    page: Page

    def find(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def bubbles(self, text: str) -> Locator:
        return self.find("bubble").filter(has=self.page.get_by_test_id("bubble-text").get_by_text(text))

    def button(self, label: str) -> Locator:
        return self.find("inline-button").filter(has_text=label)

    def person(self, name: str) -> Locator:
        return self.find("person").filter(has_text=name)

    def says(self, text: str) -> None:
        self.find("composer").fill(text)
        self.find("composer").press("Enter")

    def stops_its_clock(self) -> None:
        """What the page shows for some seconds it shows until it is looked at, however late that is."""
        self.page.clock.install()
        self.page.clock.pause_at(datetime.now(tz=UTC) + timedelta(minutes=1))


@asynccontextmanager
async def serving_chat(telegram: LocalTelegram, port: int = 0) -> AsyncIterator[str]:
    async def page_config(_: object) -> JSONResponse:
        return JSONResponse({"shop_url": SHOP})

    app = create_app(telegram, PAGE)
    app.router.routes.append(Route("/page-config", page_config))
    async with serving(app, port=port) as url:
        try:
            yield url
        finally:
            await telegram.aclose()


@asynccontextmanager
async def two_people() -> AsyncIterator[str]:
    telegram = LocalTelegram(tokens=[TOKEN])
    telegram.add_person("Rina", last_name="Wijaya", id=RINA, phone="6281200001001", language_code="id")
    telegram.add_person("Sam", id=SAM)
    async with serving_chat(telegram) as url:
        yield url


@pytest.fixture
def url() -> Iterator[str]:
    """A local Telegram with Rina and Sam, in a thread of its own: the browser keeps this one busy."""
    with start_blocking_portal("asyncio") as portal, portal.wrap_async_context_manager(two_people()) as address:
        yield address


@pytest.fixture
def bot(url: str) -> Iterator[ScriptedBot]:
    scripted = ScriptedBot(url)
    yield scripted
    scripted.close()


@pytest.fixture
def chat(url: str, page: Page) -> ChatPage:  # noqa: F811  # the fixture imported above
    """Rina's chat page, loaded."""
    page.goto(url)
    page.get_by_test_id("start").wait_for()
    return ChatPage(page)


@pytest.fixture
def started(chat: ChatPage, bot: ScriptedBot) -> ChatPage:
    """The same after START, which the bot has taken."""
    chat.find("start").click()
    bot.next_update("message")
    return chat
