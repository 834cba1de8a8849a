"""A world: the bot with all its lives, Telegram, the shop, people, and whatever goes wrong, all from one seed."""

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import structlog

from bot.turning import Surroundings
from storage import people
from storage.database import StorageError
from tests.conversations.catalogue import cafe
from tests.conversations.places import SmallPlaces
from tests.faults.simulation_checks import Findings, Rest, checked, unsettled
from tests.faults.simulation_database import new_tables
from tests.faults.simulation_desk import Desk, Edges, Parts
from tests.faults.simulation_lives import Life
from tests.faults.simulation_loop import VirtualLoop
from tests.faults.simulation_people import Seller
from tests.faults.simulation_shop import FAIR, FLOOD, FOUL, LOCKED, OUTAGE, Shop, ShopEdge
from tests.faults.simulation_telegram import Telegram, TelegramChat, TelegramEdge

BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OWNER = 7001
QUIET_SECONDS = 120.0
LONGEST_REST = 12 * 3600.0
LETHAL = 0.0007
LONGEST_STORM = 24 * 3600.0
CATALOGUE = cafe()
PLACES = SmallPlaces()


@dataclass
class CountedIds:
    """Serves `conversations.context.Ids`. They outlive the process, as chance makes them unique in the real one."""

    drafts: int = 0
    tags: int = 0

    def draft(self) -> str:
        self.drafts += 1
        return f"d{self.drafts:07}"

    def tag(self) -> str:
        self.tags += 1
        return f"tg-{self.tags:05}"


@dataclass
class World:
    """`lethal` is the chance that the process dies at one of its steps."""

    seed: str
    parts: Parts = field(default_factory=Parts)
    sellers: int = 8
    lethal: float = 0.0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311  # a replay needs it
        self.loop = VirtualLoop(self._jitter)
        self.tables = new_tables()
        self.ids = CountedIds()
        self.offset = 0.0
        self.disk_full = False
        self.pace = self.random.choice((0.5, 1, 1, 4))
        self.jumped: list[float] = []
        self.started: list[float] = []
        self.came: dict[int, float] = {}
        self._steps_left = 0
        self._stopped: Life | None = None
        self.kills = self.stops = 0
        self.broken: list[str] = []
        self.trail: list[str] = []
        self._digest = hashlib.sha256()
        self.telegram = Telegram(self.random, note=self.note)
        kind, size = self.random.choices(("newest first", "oldest first", "bare"), (8, 1, 1))[0], 100
        if self.random.random() < 0.1:
            size = 20
        self.shop = Shop(self.random, BEGIN, kind, size, note=self.note)
        self.people = []
        for number in range(OWNER, OWNER + self.sellers):
            self.telegram.chats[number] = chat = TelegramChat(number)
            self.people.append(Seller(chat, self.telegram, self.random))
            people.enrol(self.tables, number, "owner" if number == OWNER else "agent", 0.0)
        self.desk: Desk | None = None
        self._main: asyncio.Task[None] | None = None
        self._background: list[asyncio.Task[None]] = []

    # --- time and chance

    def clock(self) -> datetime:
        return BEGIN + timedelta(seconds=self.loop.time() + self.offset)

    def _jitter(self) -> float:
        """How long a thread takes; now and then something holds it up."""
        chance = self.random.random()
        return chance * 0.004 if chance < 0.99 else self.random.uniform(0, 1.5)

    def note(self, *what: object) -> None:
        """What happened, for the replay and for whoever looks into a failure."""
        line = f"{self.loop.time():.6f} {what}"
        self._digest.update(line.encode())
        self.trail.append(line)

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    # --- what goes wrong

    def jumps(self, seconds: float) -> None:
        """The bot's clock is set to another time."""
        self.note("jump", seconds)
        self.offset += seconds
        self.jumped.append(self.loop.time())

    def kill(self) -> None:
        if self.desk is not None:
            self.desk.life.kill()

    def stop(self) -> None:
        """Ends the process as an operator does."""
        if self.desk is not None and not self.desk.life.dead:
            self.stops += 1
            self._stopped = self.desk.life
            self.note("stop")
            self.desk.stop()

    def dies_after(self, steps: int) -> None:
        """The process is killed at that one of its steps, counted from now."""
        self._steps_left = steps

    def _dies(self) -> bool:
        if self._steps_left:
            self._steps_left -= 1
            return not self._steps_left
        return self.lethal > 0 and self.random.random() < self.lethal

    def _killed(self) -> None:
        self.kills += 1
        self.note("kill")
        if self.desk is not None:
            self.desk.db.dead = True
        if self._main is not None:
            self.loop.call_soon(self._main.cancel)

    # --- the bot's lives, one after the other

    async def _lives(self) -> None:
        while True:
            life = Life(self._dies, self._killed)
            for post in self.shop.posts:
                if post.ended is None:
                    post.ended = self.loop.time()
            surroundings = Surroundings(CATALOGUE, PLACES, self.ids, "ID", "IDR", "en", "-")
            edges = Edges(
                self.tables,
                self._jitter,
                lambda: self.disk_full,
                self._stored,
                TelegramEdge(self.telegram, life),
                ShopEdge(self.shop, life),
                self.clock,
                surroundings,
            )
            self.note("start")
            self.started.append(self.loop.time())
            self.desk = Desk(edges, life, self.parts)
            self._main = asyncio.ensure_future(self.desk.run())
            await asyncio.wait({self._main})
            error = None if self._main.cancelled() or life.dead else self._main.exception()
            # Whoever is stopped while nothing can be stored says so.
            if error and not (self._stopped is life and all(isinstance(each, StorageError) for each in _leaves(error))):
                self.broken.append(f"alive: the bot ended by itself: {error!r} {_causes(error)}")
            life.dead = True
            self.desk.db.close()
            self.desk = None
            if self.tables.conn.in_transaction:
                self.tables.conn.execute("ROLLBACK")
            await asyncio.sleep(self.random.choice((0.1, 1, 5, self.random.uniform(5, 90))))

    def _stored(self) -> None:
        """A transaction was committed: when the events in it came is known by no clock that jumps."""
        for (last,) in self.tables.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'"):
            for seq in range(len(self.came) + 1, last + 1):
                self.came[seq] = self.loop.time()

    # --- running

    def begin(self) -> None:
        self._background.append(self.loop.create_task(self._lives()))

    def run(self, seconds: float) -> None:
        with _quiet_logs():
            self.loop.run_until_complete(asyncio.sleep(seconds))

    def soon(self, act: Callable[[], None]) -> None:
        """Somebody does that now."""
        self.loop.call_soon(act)
        self.run(0.0)

    def storms(self, submissions: int) -> None:
        """People and bad luck, until there are so many submissions."""
        with _quiet_logs():
            self.loop.run_until_complete(self._storms(submissions))

    async def _storms(self, submissions: int) -> None:
        tasks = [asyncio.ensure_future(self._lives_of(person)) for person in self.people]
        tasks += [asyncio.ensure_future(self._bad_luck()), asyncio.ensure_future(self._weather())]
        while self.ids.tags < submissions and self.loop.time() < LONGEST_STORM:  # noqa: ASYNC110  # waiting costs no time here
            await asyncio.sleep(5)  # of no time
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)

    async def _lives_of(self, person: Seller) -> None:
        while True:
            await asyncio.sleep(self.random.expovariate(1 / (12 * self.pace)))
            person.acts()

    async def _weather(self) -> None:
        while True:
            self.shop.weather = self.random.choices((FAIR, FOUL, OUTAGE, FLOOD, LOCKED), (50, 40, 4, 3, 3))[0]
            self.note("weather", self.shop.weather[0])
            await asyncio.sleep(
                self.random.expovariate(1 / ((300 if self.shop.weather is OUTAGE else 150) * self.pace))
            )

    async def _bad_luck(self) -> None:
        while True:
            await asyncio.sleep(self.random.expovariate(1 / (45 * self.pace)))
            match self.random.randrange(8):
                case 0:
                    hour = 3600 * self.random.choice((-1, 1, self.random.uniform(-1, 1), 0.01, -0.01))
                    if self.random.random() < 0.2 and abs(self.offset + hour) <= 3600:
                        self.jumps(hour)
                case 1:
                    self.disk_full = True
                    self.note("disk full")
                    await asyncio.sleep(self.random.expovariate(1 / 20))
                    self.disk_full = False
                    self.note("room again")
                case 2 | 3 | 4:
                    self.telegram.trouble = self.random.choices((0, 0.05, 0.4, 1), (50, 30, 18, 2))[0]
                case 5:
                    self.telegram.redelivers(self.random.choice((1, 5, 40)))
                case 6:
                    self.kill()
                case _:
                    if self.random.random() < 0.3:
                        self.stop()

    def rests(self) -> Findings:
        """Everything goes well from here on: what is under way comes to its end, and is looked at."""
        with _quiet_logs():
            self.loop.run_until_complete(self._rests())
        rest = Rest(
            self.tables, self.telegram, self.shop, CATALOGUE, QUIET_SECONDS, self.jumped, self.started, self.came
        )
        found = checked(rest)
        found.broken += self.broken
        found.counts["kills"] = self.kills
        found.counts["stops"] = self.stops
        found.counts["worlds"] = 1
        found.counts["minutes"] = int(self.loop.time() // 60)
        return found

    async def _rests(self) -> None:
        self.note("rest")
        self.lethal = self.telegram.trouble = 0.0
        self._steps_left = 0
        self.telegram.coming.clear()
        self.shop.coming.clear()
        self.shop.weather = ("well", {"well": 1}, 0.0)
        self.disk_full = False
        for person in self.people:
            if person.chat.blocked:
                self.telegram.blocks(person.chat.id, blocked=False)
        began = self.loop.time()
        moving = ["all"]
        while moving and self.loop.time() - began < LONGEST_REST:
            await asyncio.sleep(30)
            moving = unsettled(self.tables, self.telegram)
        # Whatever was delivered last must have been said to be.
        await asyncio.sleep(1000)
        self.broken += [f"rest: {what} after hours" for what in unsettled(self.tables, self.telegram)[:5]]

    def close(self) -> None:
        self.lethal = 0.0
        for task in self._background:
            task.cancel()
        if self._main is not None:
            self._main.cancel()
        self.kill()
        everything = asyncio.all_tasks(self.loop)
        for task in everything:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*everything, return_exceptions=True))
        self.loop.close()
        self.tables.close()


def simulated(
    seed: str, submissions: int, parts: Parts | None = None, *, lethal: float = LETHAL
) -> tuple[Findings, World]:
    """One world from its beginning to its end."""
    world = World(seed, parts or Parts(), lethal=lethal)
    try:
        world.begin()
        world.storms(submissions)
        return world.rests(), world
    finally:
        world.close()


@contextmanager
def _quiet_logs() -> Iterator[None]:
    """Nobody reads a thousand outages; and floods are told in the way that doesn't warn."""
    before, timedelta_before = structlog.get_config(), os.environ.get("PTB_TIMEDELTA")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    os.environ["PTB_TIMEDELTA"] = "1"
    try:
        yield
    finally:
        structlog.configure(**before)
        if timedelta_before is None:
            del os.environ["PTB_TIMEDELTA"]
        else:
            os.environ["PTB_TIMEDELTA"] = timedelta_before


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for each in error.exceptions for leaf in _leaves(each)]
    return [error]


def _causes(error: BaseException) -> list[str]:
    return [f"{leaf!r} at {_place(leaf)}" for leaf in _leaves(error)]


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
