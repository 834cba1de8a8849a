"""The whole desk: the real bot as a process, between a local Telegram and a local shop that are real servers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
from tests.process.waiting import eventually

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

    def shop_misbehaves(self, what: str, **switch: Any) -> None:
        """Trouble for the next POST, unless `switch` names another method."""
        body = {"what": what, "method": "POST", "path": "/orders", **switch}
        self.client.post(f"{self.shop}/control/misbehave", json=body).raise_for_status()

    def shop_behaves(self) -> None:
        self.client.delete(f"{self.shop}/control/misbehave").raise_for_status()

    # --- Telegram

    def telegram_fails(self, method: str, **fault: Any) -> None:
        self.controls("fail", method=method, **fault)

    def controls(self, name: str, **body: Any) -> None:
        self.client.post(f"{self.telegram}/control/{name}", json=body).raise_for_status()

    @property
    def calls(self) -> list[Any]:
        return list(self.client.get(f"{self.telegram}/control/calls").raise_for_status().json())

    def has_calls(self, method: str, count: int = 1) -> None:
        def made() -> int:
            return sum(call["method"] == method for call in self.calls)

        eventually(lambda: made() >= count, lambda: f"{method} was called {made()} times")

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


@contextmanager
def opened_desk(folder: Path, *, catalogue: bool = True) -> Iterator[Desk]:
    """The servers and the folder; the bot isn't started yet."""
    telegram = LocalTelegram(tokens=(TOKEN,))
    sandbox = Sandbox(load_shop(), api_keys=(ApiKey(KEY),), customers=load_customers())
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal())
        telegram_url = stack.enter_context(portal.wrap_async_context_manager(serving_telegram(telegram)))
        shop_url = stack.enter_context(portal.wrap_async_context_manager(serving(create_app(sandbox))))
        client = stack.enter_context(httpx.Client(trust_env=False, timeout=30))
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
