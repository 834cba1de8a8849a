"""The whole desk: the real bot as a process, between a local Telegram and a local shop that are real servers."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from bot.demo.bot_api import LocalTelegram, serving_telegram
from bot.demo.sandbox import Sandbox, create_app
from bot.demo.sandbox.keys import ApiKey
from bot.demo.serving import serving
from bot.demo.shop import load_customers, load_shop
from storage.catalogue import build
from tests.chat import sample_variants
from tests.process.chat import Chat
from tests.process.running import Running
from tests.process.waiting import DEADLINE, eventually

TOKEN = "8380000777:AAcanary-Zx81-telegram-token-canary"  # noqa: S105  # good for the local Telegram only
KEY = "bbb_test_canary_Qp44_key"
BASE = "/customer/open/v1"
OWNER = 7001

NAME, STREET, PHONE = "Ratnasari Wibisana", "Jl. Kenanga 17", "0812-7654-3219"
E164 = "+6281276543219"
PASTE = f"2 croissant, kirim ke {NAME} {PHONE}, {STREET} Bandung 40111"
# Whatever of these shows up in what the process prints has leaked; a phone in any spelling has these digits.
SECRETS = (TOKEN.partition(":")[2], KEY, "Ratnasari", "Wibisana", "Kenanga", "76543219", "7654-3219")


@dataclass
class Desk:
    """One data folder, its servers, and the processes that ran on it one after the other."""

    folder: Path
    telegram: str
    shop: str
    sandbox: Sandbox
    client: httpx.Client
    portal: BlockingPortal
    settings: dict[str, str] = field(default_factory=dict)
    ran: list[Running] = field(default_factory=list)

    # --- the process

    def starts(self, **settings: str) -> Running:
        """Runs the bot until it says that it does; `settings` are named without their prefix."""
        process = self.tries_to_start(**settings)
        process.has_started()
        return process

    def tries_to_start(self, **settings: str | None) -> Running:
        """Runs the bot, which may refuse; a setting that is None is left out."""
        wanted = {**self.settings, **{name.upper(): value for name, value in settings.items()}}
        named = {f"ORDERDESK_{name}": value for name, value in wanted.items() if value is not None}
        process = Running("run", settings=named, folder=self.folder)
        self.ran.append(process)
        return process

    @property
    def process(self) -> Running:
        return self.ran[-1]

    def restarts_after_kill(self, **settings: str) -> None:
        self.process.killed()
        self.starts(**settings)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    # --- people

    def person(self, first_name: str = "Sari", *, number: int | None = OWNER, language: str = "en") -> Chat:
        body = {"first_name": first_name, "id": number, "language_code": language}
        answer = self.client.post(f"{self.telegram}/people", json=body).raise_for_status()
        return Chat(self.client, self.telegram, answer.json()["id"])

    # --- the shop

    @property
    def orders(self) -> list[Any]:
        return list(self.client.get(f"{self.shop}/control/orders").raise_for_status().json())

    @property
    def posts(self) -> list[Any]:
        """The requests to create an order that have reached the shop."""
        requests = self.client.get(f"{self.shop}/control/requests").raise_for_status().json()
        return [request for request in requests if request["method"] == "POST"]

    def has_posts(self, count: int) -> None:
        eventually(lambda: len(self.posts) >= count, lambda: f"the shop has seen {len(self.posts)} POSTs")

    def has_orders(self, count: int) -> None:
        eventually(lambda: len(self.orders) >= count, lambda: f"the shop has {len(self.orders)} orders")

    def shop_misbehaves(self, what: str, **switch: Any) -> None:
        """Trouble for the next POST, unless `switch` names another method."""
        body = {"what": what, "method": "POST", "path": "/orders", **switch}
        self.client.post(f"{self.shop}/control/misbehave", json=body).raise_for_status()

    def shop_holds_the_post(self, when: str) -> None:
        """The next POST waits for `shop_releases_it`: before it creates anything, or after."""
        self.shop_misbehaves("hold", when=when)

    def shop_releases_it(self) -> None:
        self.client.post(f"{self.shop}/control/release").raise_for_status()

    def shop_behaves(self) -> None:
        self.client.delete(f"{self.shop}/control/misbehave").raise_for_status()

    # --- Telegram

    def telegram_fails(self, method: str, **fault: Any) -> None:
        self.controls("fail", method=method, **fault)

    def telegram_holds(self, method: str, when: str = "before") -> None:
        """The next call of `method` waits for `telegram_releases_it`: before it does anything, or after."""
        self.telegram_fails(method, how="hold", when=when)

    def telegram_releases_it(self) -> None:
        self.controls("release")

    def controls(self, name: str, **body: Any) -> None:
        self.client.post(f"{self.telegram}/control/{name}", json=body).raise_for_status()

    @property
    def calls(self) -> list[Any]:
        return list(self.client.get(f"{self.telegram}/control/calls").raise_for_status().json())

    def calls_of(self, method: str, chat: Chat | None = None) -> list[Any]:
        return [
            call
            for call in self.calls
            if call["method"] == method and (chat is None or str(call["params"].get("chat_id")) == str(chat.person))
        ]

    def has_calls(self, method: str, count: int = 1, *, chat: Chat | None = None) -> None:
        eventually(
            lambda: len(self.calls_of(method, chat)) >= count,
            lambda: f"{method} was called {len(self.calls_of(method, chat))} times",
        )

    def has_stored(self) -> None:
        """What the bot is storing is stored: it stores one thing after the other, and has answered a stranger since."""
        stranger = self.person("Tono", number=None)
        stranger.says("hello")
        stranger.sees("This order desk is private.")

    # --- what holds for every test

    def ends(self) -> None:
        """Ends what still runs, and checks what must hold whatever happened."""
        for process in self.ran:
            if process.runs:
                process.killed()
        violations = self.client.get(f"{self.telegram}/control/violations").raise_for_status().json()
        assert violations == []
        printed = "".join(process.output for process in self.ran)
        assert [secret for secret in SECRETS if secret in printed] == [], "secrets were printed"
        assert "Traceback" not in printed, printed


@asynccontextmanager
async def side_by_side(*servers: AbstractAsyncContextManager[str]) -> AsyncIterator[list[str]]:
    """Servers that end together: each takes a fifth of a second for it, a hundred times in all these tests."""
    over = asyncio.Event()
    addresses = [asyncio.get_running_loop().create_future() for _ in servers]

    async def serve(server: AbstractAsyncContextManager[str], address: asyncio.Future[str]) -> None:
        async with server as url:
            address.set_result(url)
            await over.wait()

    async with asyncio.TaskGroup() as tasks:
        for server, address in zip(servers, addresses, strict=True):
            tasks.create_task(serve(server, address))
        try:
            yield [await address for address in addresses]
        finally:
            over.set()


@contextmanager
def opened_desk(folder: Path, *, catalogue: bool = True) -> Iterator[Desk]:
    """The servers and the folder; the bot isn't started yet."""
    telegram = LocalTelegram(tokens=(TOKEN,))
    sandbox = Sandbox(load_shop(), api_keys=(ApiKey(KEY),), customers=load_customers())
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal())
        servers = side_by_side(serving_telegram(telegram), serving(create_app(sandbox)))
        telegram_url, shop_url = stack.enter_context(portal.wrap_async_context_manager(servers))
        client = stack.enter_context(httpx.Client(trust_env=False, timeout=DEADLINE))
        desk = Desk(folder, telegram_url, shop_url, sandbox, client, portal)
        desk.settings.update(
            TELEGRAM_TOKEN=TOKEN,
            TELEGRAM_API_URL=telegram_url,
            ORDERS_API_URL=f"{shop_url}{BASE}",
            ORDERS_API_KEY=KEY,
            DATA_DIR=str(desk.data),
            OWNERS=str(OWNER),
        )
        if catalogue:
            build(desk.data, sample_variants())
        try:
            yield desk
            desk.ends()
        finally:
            for process in desk.ran:
                if process.runs:
                    process.killed()
            desk.shop_behaves()  # a server waits for the answers that it holds before it ends
