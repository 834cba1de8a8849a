"""One life of the bot: all of its real parts, put together as `bot.app` does, between simulated edges."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import sqlite_utils
from telegram import Bot

from bot.app import GRACE_SECONDS
from bot.lanes import Lanes
from bot.lookups import Lookups
from bot.orders_api.client import OrdersApi
from bot.orders_api.limiter import Limiter
from bot.orders_api.worker import SubmissionWorker
from bot.rates import Rates
from bot.telegram.connection import Connection, Requests
from bot.telegram.delivery import Delivery
from bot.telegram.documents import Documents
from bot.telegram.polling import Poller
from bot.telegram.taps import TapAnswers
from bot.turning import Bells, Surroundings
from conversations.transitions import Patience
from tests.faults.simulation_database import SimulatedDatabase
from tests.faults.simulation_lives import Life
from tests.faults.simulation_telegram import TelegramEdge


@dataclass(frozen=True)
class Parts:
    """What the bot is made of. A mutation puts something else in the place of one."""

    database: type[SimulatedDatabase] = SimulatedDatabase
    poller: type[Poller] = Poller
    lanes: type[Lanes] = Lanes
    worker: type[SubmissionWorker] = SubmissionWorker
    delivery: type[Delivery] = Delivery
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Edges:
    """What the bot stands on, and what it sees of the world."""

    tables: sqlite_utils.Database
    jitter: Callable[[], float]
    full: Callable[[], bool]
    stored: Callable[[], None]
    telegram: TelegramEdge
    shop: httpx.AsyncBaseTransport
    clock: Callable[[], datetime]
    surroundings: Surroundings
    updates_per_minute: int = 120


class Desk:
    def __init__(self, edges: Edges, life: Life, parts: Parts) -> None:
        self.life = life
        self._stored = edges.stored
        loop = asyncio.get_running_loop()
        clock = edges.clock
        wall = lambda: clock().timestamp()  # noqa: E731  # as short as time.time
        self.db = parts.database(edges.tables, edges.jitter, edges.full, self._committed)
        connection = _connection(edges.telegram)
        with _wired(edges.shop):
            limiter = Limiter(clock=loop.time, sleep=asyncio.sleep)
            api = OrdersApi("https://shop.invalid/open/v1", "key", limiter=limiter, clock=clock)
        delivery = parts.delivery(connection.bot, self.db, clock=wall)
        taps = TapAnswers(connection.bot)
        bells = Bells(delivery.wake)
        rates = Rates(edges.updates_per_minute, clock=loop.time)
        documents = Documents(connection.bot, connection.files)
        lanes = parts.lanes(self.db, None, edges.surroundings, bells, clock=clock, rates=rates, documents=documents)  # type: ignore[arg-type]  # the loop needs no thread
        self.worker = parts.worker(
            self.db, api, clock=clock, steady=loop.time, patience=parts.patience, notify=lanes.wake
        )
        lookups = Lookups(self.db, api, Path("nowhere"), clock=clock, took=lanes.wake)
        bells.submissions, bells.lookups = self.worker.wake, lookups.wake

        def took(chat: int, tap: str) -> None:
            taps.answer(tap)
            lanes.wake(chat)

        poller = parts.poller(connection, self.db, clock=wall, took=took)
        self._parts = (delivery.run, taps.run, lanes.run, lookups.run, poller.run)
        self._running: list[asyncio.Task[None]] = []
        self._working: asyncio.Task[None] | None = None

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            self._running = [tasks.create_task(part()) for part in self._parts]
            self._working = tasks.create_task(self.worker.run())

    def stop(self) -> None:
        """As on SIGTERM."""
        for task in self._running:
            task.cancel()
        self.worker.stop()
        if self._working is not None:
            asyncio.get_running_loop().call_later(GRACE_SECONDS, self._working.cancel)

    def _committed(self) -> None:
        self._stored()
        try:
            self.life.breathe()
        except asyncio.CancelledError:
            """Committed, and nobody learned of it."""


def _connection(edge: TelegramEdge) -> Connection:
    with _wired(None):
        calls, polling = Requests(), Requests()
    calls._client = polling._client = edge  # type: ignore[assignment]
    bot = Bot("1:token", base_url="https://telegram.invalid/bot", request=calls, get_updates_request=polling)
    return Connection(bot, polling, calls, "https://telegram.invalid")


def _nobody(request: httpx.Request) -> httpx.Response:
    raise AssertionError(request.url)


@contextmanager
def _wired(edge: httpx.AsyncBaseTransport | None) -> Iterator[None]:
    """Clients that are made meanwhile have `edge` for their network, or none."""
    client = httpx.AsyncClient

    def wired(**settings: Any) -> httpx.AsyncClient:
        return client(**{**settings, "trust_env": False, "transport": edge or httpx.MockTransport(_nobody)})

    httpx.AsyncClient = wired  # type: ignore[assignment, misc]
    try:
        yield
    finally:
        httpx.AsyncClient = client  # type: ignore[misc]
