"""Power loss: the bot is killed at a system call, and what it hadn't synced is taken off the disk before it restarts.

Nothing that was acknowledged may be missing then: an update to Telegram by an offset, an answer to the seller by a
message, an order to the shop by a POST.
"""

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.faults import crash_points, power_disk
from tests.faults.crash import even_sample, read, swept
from tests.faults.crash_checks import Stored, forgotten, unfinished
from tests.faults.crash_points import Point
from tests.faults.crash_pool import Pool
from tests.faults.crash_processes import STRACE_MISSING, Strace
from tests.faults.crash_table import table
from tests.faults.crash_trial import Bench, Result, Stage, Trial, finishes, recovers
from tests.faults.crash_world import LostError

# Between two of these neither the disk nor what anybody was told changes.
MOMENTS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "openat", "sendto")
COMBINATIONS = (
    ("cold", "none"),
    ("cold", "429"),
    ("cold", "500-before"),
    ("cold", "reset-after"),
    ("cold", "cut-body"),
    ("again", "delay-after"),
)
SURVIVORS = ("none", "some")
SYNCED, UNSYNCED = ("", "checkpoints"), ("normal",)


@dataclass(frozen=True)
class PowerLoss:
    """`survivors`: what is on the disk of the writes that weren't synced; `seed` says which some.

    `mutation`: a flag of the zygote. "": the product as it is; "checkpoints" carries the log into the database every
    few pages, as a long conversation would; "normal" is synchronous=NORMAL, and must be seen to lose something.
    """

    script: str
    behaviour: str
    point: Point
    survivors: str = "none"
    seed: int = 0
    mutation: str = ""

    @property
    def id(self) -> str:
        return f"{self.script}/{self.behaviour}/{self.point}/{self.survivors}/{self.seed}/{self.mutation}"

    @classmethod
    def of(cls, id_: str) -> "PowerLoss":
        script, behaviour, thread, call, nth, survivors, seed, mutation = id_.split("/")
        return cls(script, behaviour, Point(thread, call, int(nth)), survivors, int(seed), mutation)

    async def run(self, bench: Bench) -> Result:
        result = Result(self.id, self.behaviour)
        began = time.monotonic()
        async with bench.stage(self.script, self.behaviour, mutation=self.mutation) as stage:
            try:
                await self._run(stage, result)
            except LostError as error:
                result.failures |= unfinished(stage.world, error)
        result.seconds = time.monotonic() - began
        return result

    async def _run(self, stage: Stage, result: Result) -> None:
        bot, _ = await stage.begins()
        disk = power_disk.Disk.of(stage.data)
        log = stage.folder / "strace.txt"
        trace = ",".join({*power_disk.CALLS, self.point.call})
        kill = f"inject={self.point.call}:signal=KILL:when={self.point.nth}"
        arguments = ("-f", "-y", "-s", "1000000", "-e", f"trace={trace}", "-e", kill)
        strace = await Strace.attach(log, *arguments, "-p", str(bot.number))
        bot.goes_on()
        stage.person_acts()
        if await finishes(stage, strace):
            return
        assert await bot.code() == -9, bot.output
        result.died_at = crash_points.died_of(log, self.point)[:200]
        assert result.died_at, f"killed, but not by the injection at {self.point}"
        result.reached = True

        power_disk.replay(disk, log, stage.data)
        if wrong_about(disk, stage.data):
            # The other thread's call was under way, and got through.
            power_disk.replay_unfinished(disk, log, stage.data, besides=self.point.call)
        assert not wrong_about(disk, stage.data), (
            f"the model of the disk is wrong about {wrong_about(disk, stage.data)}"
        )
        chance = random.Random(f"{self.id}")  # noqa: S311  # which writes are lucky is no secret
        left = disk.certain() if self.survivors == "none" else disk.some(chance)
        put_back(left, stage.data)
        if damage := Stored.damage(stage.data):
            result.failures["integrity"] = f"after the power loss: {damage}"
        if lost := forgotten(stage.world, stage.data):
            result.failures["lost"] = f"after the power loss: {lost}"
            return

        await recovers(stage, result, command=False)


def wrong_about(disk: power_disk.Disk, folder: Path) -> list[str]:
    """Had every write been lucky, the files would be those that are there: so nothing was overlooked."""
    modelled = disk.everything()
    real = {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in power_disk.NOT_KEPT}
    return [name for name in modelled.keys() | real.keys() if modelled.get(name) != real.get(name)]


def put_back(files: dict[str, bytes], folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def losses(trials: Iterable[Trial], mutations: Sequence[str]) -> list[PowerLoss]:
    """One for each moment and what may be left of it, in turn with each of the mutations."""
    moments = [trial for trial in trials if trial.point.call in MOMENTS and trial.point.about != "self-pipe"]
    return [
        PowerLoss(
            trial.script, trial.behaviour, trial.point, survivors, number, mutations[number // 2 % len(mutations)]
        )
        for number, (trial, survivors) in enumerate(product(moments, SURVIVORS))
    ]


def parser() -> argparse.ArgumentParser:
    it = argparse.ArgumentParser(prog="make faults-power", description=__doc__)
    it.add_argument("--trial", action="append", help="run this trial, named as it is named when it fails")
    it.add_argument("--sample", type=int, help="run so many trials, evenly taken from all")
    it.add_argument("--seed", type=int, default=0, help="which ones those are (default: 0)")
    it.add_argument(
        "--normal", action="store_true", help="with synchronous=NORMAL, which must fail: then the exit code is 0"
    )
    it.add_argument("-j", type=int, default=2 * (os.cpu_count() or 1), help="trials at once (default: two a core)")
    it.add_argument(
        "--log", type=Path, help="a file that gets a JSON line for each trial; those in it aren't run again"
    )
    return it


def main() -> int:
    arguments = parser().parse_args()
    if shutil.which("strace") is None:
        print(STRACE_MISSING, file=sys.stderr)  # noqa: T201  # a command's output
        return 1
    began = time.monotonic()
    with Pool.of(arguments.j) as pool:
        if arguments.trial:
            trials = [PowerLoss.of(id_) for id_ in arguments.trial]
        else:
            trials = losses(pool.points(COMBINATIONS), UNSYNCED if arguments.normal else SYNCED)
        if arguments.sample:
            trials = even_sample(trials, arguments.sample, arguments.seed)
        random.Random(arguments.seed).shuffle(trials)  # noqa: S311  # which trials are run is no secret
        known = read(arguments.log)
        done = {result.trial for result in known}
        todo = [trial for trial in trials if trial.id not in done]
        results = known + list(swept(pool, todo, arguments.log))
    print(f"{table(results)}\n\n{len(todo)} trials in {time.monotonic() - began:.0f} s")  # noqa: T201
    failed = any(result.failures for result in results)
    return int(failed is not arguments.normal)


if __name__ == "__main__":
    sys.exit(main())
