"""The composition root: everything that the running bot is made of is made here, and nowhere else."""

import asyncio
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from sqlite_utils import Database as Tables

from bot.control import Control
from bot.folder import DATABASE, only_one
from bot.ids import RandomIds
from bot.janitor import Janitor
from bot.lanes import Lanes
from bot.lookups import Lookups
from bot.orders_api.client import OrdersApi
from bot.orders_api.worker import SubmissionWorker
from bot.rates import Rates
from bot.room import when_there_is_room
from bot.settings import Settings, ShopSettings
from bot.telegram.connection import Connection
from bot.telegram.delivery import Delivery
from bot.telegram.documents import Documents
from bot.telegram.polling import Poller
from bot.telegram.profile import Profile
from bot.telegram.taps import TapAnswers
from bot.turning import Bells, Surroundings
from conversations.transitions import Patience
from storage import people
from storage.catalogue import CatalogueReader
from storage.database import Database
from storage.migrations import migrations
from storage.places import Regions
from storage.retention import Keep

GRACE_SECONDS = 10.0

log = structlog.get_logger()


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_api(settings: ShopSettings, *, single_name_last: str = "-") -> OrdersApi:
    """Raises ValueError when address, key or header can't be used."""
    return OrdersApi(
        settings.orders_api_url,
        settings.orders_api_key.get_secret_value(),
        settings.orders_api_key_header,
        single_name_last=single_name_last,
    )


async def run(settings: Settings, *, ready: Callable[[], None] = lambda: None) -> None:
    """Runs the bot until SIGINT or SIGTERM. Raises FatalError or StorageError with one clear line."""
    with only_one(settings.data_dir):
        db = Database.open(settings.data_dir / DATABASE, migrations)
        core = ThreadPoolExecutor(1, thread_name_prefix="core")
        try:
            await _run(settings, db, core, ready)
        finally:
            core.shutdown()
            db.close()


async def _run(settings: Settings, db: Database, core: ThreadPoolExecutor, ready: Callable[[], None]) -> None:
    await db.run(lambda tables: _enrol_owners(tables, settings.owners))
    if not await db.run(people.owners):
        log.warning("nobody may use this desk yet: set ORDERDESK_OWNERS, or run: orderdesk invite --role owner")
    connection = Connection.to(settings.telegram_api_url, settings.telegram_token)
    api = open_api(settings, single_name_last=settings.single_name_last)
    patience = Patience(quiet_seconds=settings.quiet_seconds, pause_minutes=settings.pause_minutes)
    surroundings = Surroundings(
        CatalogueReader(settings.data_dir),
        Regions.load(settings.data_dir),
        RandomIds(),
        settings.region,
        settings.currency,
        settings.language,
        settings.single_name_last,
    )
    delivery = Delivery(connection.bot, db, clock=time.time)
    taps = TapAnswers(connection.bot)
    # Lanes wake the workers and are woken by them, so one side is told of the other afterwards.
    bells = Bells(delivery.wake)
    rates = Rates(settings.updates_per_minute, clock=time.monotonic)
    documents = Documents(connection.bot, connection.files)
    lanes = Lanes(db, core, surroundings, bells, clock=utc_now, rates=rates, documents=documents)
    worker = SubmissionWorker(db, api, clock=utc_now, steady=time.monotonic, patience=patience, notify=lanes.wake)
    lookups = Lookups(db, api, settings.data_dir, clock=utc_now, took=lanes.wake)
    profile = Profile(connection.bot, settings.language, owners=lambda: when_there_is_room(db, _owners))
    bells.menu, bells.bot_name = profile.wake, lambda: profile.name
    keep = Keep(timedelta(days=settings.keep_messages_days), timedelta(days=settings.keep_drafts_days))
    janitor = Janitor(db, keep, clock=time.time)
    bells.submissions, bells.lookups, bells.janitor = worker.wake, lookups.wake, janitor.wake

    def took(chat: int, tap: str) -> None:
        taps.answer(tap)
        lanes.wake(chat)

    control = Control(db, settings.data_dir, erased=janitor.wake, bot_name=lambda: profile.name)
    poller = Poller(connection, db, clock=time.time, took=took)
    await connection.open()
    try:
        async with asyncio.TaskGroup() as tasks:
            parts = (
                *(delivery.run(), taps.run(), lanes.run(), lookups.run(), poller.run()),
                *(profile.run(), janitor.run(), control.run()),
            )
            running = [tasks.create_task(part) for part in parts]
            _stop_on_signals(running, worker, tasks.create_task(worker.run()))
            log.info("orderdesk runs", data_dir=str(settings.data_dir))
            ready()
        log.info("orderdesk stops")
    finally:
        await connection.close()
        await api.aclose()


def _owners(db: Tables) -> tuple[int, ...]:
    return tuple(owner.id for owner in people.owners(db))


def _enrol_owners(db: Tables, owners: tuple[int, ...]) -> None:
    """Lets the settings' owners in who were never here; whom the team has removed only where no owner is left."""
    nobody = not people.owners(db)
    for owner in owners:
        if nobody or people.get(db, owner) is None:
            people.enrol(db, owner, "owner", time.time())


def _stop_on_signals(running: list[asyncio.Task[None]], worker: SubmissionWorker, working: asyncio.Task[None]) -> None:
    """Ends everything at once, but lets a POST under way have its outcome: cut off, it would be uncertain."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for task in running:
            task.cancel()
        worker.stop()
        loop.call_later(GRACE_SECONDS, working.cancel)

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # platforms without signal handlers on the loop
            loop.add_signal_handler(number, stop)
