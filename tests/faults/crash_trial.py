"""One trial: the process is killed at one system call, started again, left to finish, and everything is looked at."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from storage.catalogue import build
from tests.chat import sample_variants
from tests.faults import crash_points
from tests.faults.crash_checks import Stored, failures_of, unfinished
from tests.faults.crash_flows import Script, pastes, steps
from tests.faults.crash_points import ANY, CALLS, THREADS, Point
from tests.faults.crash_processes import Bot, Strace, Zygote
from tests.faults.crash_world import BEHAVIOURS, LostError, Place, World, servers, until

# SIGKILL loses nothing that was written, so no disk need be waited for.
IN_MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # noqa: S108  # mkdtemp makes a folder in it

SCRIPTS: dict[str, Script] = {
    "paste": Script(pastes, tuple(BEHAVIOURS)),
    "steps": Script(steps, ("none",)),
    "cold": Script(pastes, ("none",), cold=True),
    "again": Script(pastes, ("delay-before", "delay-after"), killed_posting=True),
}


@dataclass(frozen=True)
class Trial:
    script: str
    behaviour: str
    point: Point
    command: bool = False  # restarted by its command, interpreter, imports and all, not from the zygote

    @property
    def id(self) -> str:
        return f"{self.script}/{self.behaviour}/{self.point}"

    @classmethod
    def of(cls, id_: str) -> "Trial":
        script, behaviour, thread, call, nth = id_.split("/")
        return cls(script, behaviour, Point(thread, call, int(nth)))

    async def run(self, bench: "Bench") -> "Result":
        result = Result(self.id, self.behaviour, command=self.command)
        began = time.monotonic()
        async with bench.stage(self.script, self.behaviour) as stage:
            try:
                await _run(stage, self, result)
            except LostError as error:
                result.failures |= unfinished(stage.world, error)
        result.seconds = time.monotonic() - began
        return result


@dataclass
class Result:
    """`reached`: it died of the injection. `first_reply`: seconds from the restart to the first message after it."""

    trial: str
    behaviour: str
    reached: bool = False
    died_at: str = ""
    failures: dict[str, str] = field(default_factory=dict)  # by kind
    first_reply: float | None = None
    command: bool = False
    posts: int = 0
    sent_again: int = 0
    seconds: float = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Bench:
    """Servers and a zygote, used by one trial after the other."""

    def __init__(self, place: Place, zygote: Zygote, folder: Path) -> None:
        self.place = place
        self.zygote = zygote
        self.folder = folder
        self._count = 0

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator["Bench"]:
        folder = Path(mkdtemp(prefix="orderdesk-faults-", dir=IN_MEMORY))
        async with AsyncExitStack() as stack:
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            build(folder / "catalogue", sample_variants())
            place = await stack.enter_async_context(servers())
            zygote = await Zygote.start()
            stack.push_async_callback(zygote.aclose)
            yield cls(place, zygote, folder)

    @asynccontextmanager
    async def stage(self, script: str, behaviour: str, *, mutation: str = "") -> AsyncIterator["Stage"]:
        self._count += 1
        folder = self.folder / f"trial{self._count}"
        shutil.copytree(self.folder / "catalogue", folder / "data")
        world = self.place.world(behaviour, self._count)
        stage = Stage(self, SCRIPTS[script], world, folder, mutation)
        try:
            yield stage
        finally:
            await stage.ends()
            await world.aclose()
            shutil.rmtree(folder)


class Stage:
    """A data folder, what surrounds it, and the processes that run on it."""

    def __init__(self, bench: Bench, script: Script, world: World, folder: Path, mutation: str) -> None:
        self.bench = bench
        self.script = script
        self.world = world
        self.folder = folder
        self.data = folder / "data"
        self.settings = {**world.settings, "ORDERDESK_DATA_DIR": str(self.data)}
        self.mutation = mutation
        self.bot: Bot | None = None
        self.person: asyncio.Task[None] | None = None

    async def forks(self, *, waits: bool = False) -> Bot:
        zygote = self.bench.zygote
        self.bot = await Bot.fork(zygote, self.folder, self.settings, mutation=self.mutation, waits=waits)
        if waits:
            await self.bot.has_stopped()
        return self.bot

    async def begins(self) -> tuple[Bot, list[int]]:
        """Up to where strace is to come in; the bot, and its threads by what they do, or none for any."""
        if self.script.cold:
            self.person_acts()
            return await self.forks(waits=True), []
        bot = await self.forks()
        await bot.has_started()
        self.world.says("/help")  # so that every thread and connection is there
        await self.world.sees_newest("How it works")
        await until(lambda: bot.idle, lambda: "it doesn't come to rest")
        if not self.script.killed_posting:
            assert len(bot.threads) == len(THREADS), bot.threads
            return bot, bot.threads
        self.person_acts()
        await until(lambda: self.world.posts, lambda: "nothing reaches the shop")
        await bot.killed()
        return await self.forks(waits=True), []

    def person_acts(self) -> None:
        if self.person is None:
            self.person = asyncio.create_task(self.script.flow(self.world))

    async def finished(self) -> None:
        """The person has the order, and nothing is left to be done."""
        assert self.person is not None
        bot = self.bot
        assert bot is not None
        await asyncio.shield(self.person)

        def settled() -> bool:
            return bot.idle and Stored.read(self.data).settled

        await until(settled, lambda: f"it doesn't come to an end: {Stored.read(self.data)}")

    async def ends(self) -> None:
        if self.person is not None and not self.person.done():
            self.person.cancel()
            with suppress(asyncio.CancelledError):
                await self.person
        if self.bot is not None and self.bot.alive:
            await self.bot.killed()


async def points_of(bench: Bench, script: str, behaviour: str) -> list[Point]:
    """The kill points of a run that nobody kills."""
    async with bench.stage(script, behaviour) as stage:
        bot, threads = await stage.begins()
        log = stage.folder / "strace.txt"
        arguments = ("-f", "-yy", "-e", f"trace={CALLS}", "-e", "signal=none", "-p", str(bot.number))
        strace = await Strace.attach(log, *arguments)
        if not threads:
            bot.goes_on()
        stage.person_acts()
        await stage.finished()
        strace.detach()
        await strace.ended()
        failures = failures_of(stage.world, stage.data, bot.output)
        assert not failures, failures
        return crash_points.points(log, stage.data, threads or None)


async def finishes(stage: Stage, strace: Strace) -> bool:
    """Waits until the bot is killed (False), or has done everything without coming to that call (True)."""
    dead = asyncio.create_task(strace.ended())
    done = asyncio.create_task(stage.finished())
    await asyncio.wait((dead, done), return_when=asyncio.FIRST_COMPLETED)
    if dead.done():
        done.cancel()
        await asyncio.gather(done, return_exceptions=True)
        return False
    strace.detach()
    await dead
    await done  # raises what went wrong
    return True


async def _run(stage: Stage, trial: Trial, result: Result) -> None:
    bot, threads = await stage.begins()
    point = trial.point
    traced = threads[THREADS.index(point.thread)] if point.thread != ANY else None
    log = stage.folder / "strace.txt"
    kill = ("-e", f"trace={point.call}", "-e", f"inject={point.call}:signal=KILL:when={point.nth}", "-yy")
    which = ("-p", str(traced)) if traced else ("-f", "-p", str(bot.number))
    strace = await Strace.attach(log, *kill, *which)
    if not threads:
        bot.goes_on()
    stage.person_acts()
    if await finishes(stage, strace):
        return
    code = await bot.code()
    result.died_at = crash_points.died_of(log, point)
    assert code == -9, f"ended with {code}: {bot.output}"
    assert result.died_at, f"killed, but not by the injection at {point}: {log.read_text()[-400:]}"
    result.reached = True
    if damage := Stored.damage(stage.data):
        result.failures["integrity"] = f"after the kill: {damage}"
    await recovers(stage, result, command=trial.command)


async def recovers(stage: Stage, result: Result, *, command: bool) -> None:
    """Starts the bot again, lets it finish, and looks at everything."""
    began = time.time()
    if command:
        stage.bot = await Bot.command(stage.bench.zygote, stage.folder, stage.settings)
    else:
        await stage.forks()
    try:
        await stage.finished()
    finally:
        result.first_reply = stage.world.first_reply_since(began)
        result.posts = len(stage.world.posts)
        result.sent_again = len(stage.world.sent_again)
    assert stage.bot is not None
    result.failures |= failures_of(stage.world, stage.data, stage.bot.output)
