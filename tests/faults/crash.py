"""The crash sweep: one trial for each system call that the bot can be killed at, in each trouble of the shop."""

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from tests.faults.crash_pool import Pool, Runs
from tests.faults.crash_processes import STRACE_MISSING
from tests.faults.crash_table import table
from tests.faults.crash_trial import SCRIPTS, Result, Trial

COMMANDS = 25  # one restart in so many is by the command itself, interpreter and imports included
SAID_EVERY = 30.0  # seconds

T = TypeVar("T")


def even_sample(things: Sequence[T], size: int, seed: int) -> list[T]:
    """`size` of them, one out of each of as many equal stretches."""
    chance = random.Random(seed)  # noqa: S311  # which trials are run is no secret
    stretch = len(things) / size
    return [things[min(len(things) - 1, int((number + chance.random()) * stretch))] for number in range(size)]


def combinations(scripts: Iterable[str], behaviours: Iterable[str]) -> list[tuple[str, str]]:
    wanted = tuple(behaviours)
    return [
        (script, behaviour)
        for script in scripts or SCRIPTS
        for behaviour in SCRIPTS[script].behaviours
        if not wanted or behaviour in wanted
    ]


def swept(pool: Pool, trials: Sequence[Runs], log: Path | None) -> Iterator[Result]:
    """The results as they come, each written to `log`, failures and how far it is said as well."""
    began = said = time.monotonic()
    stream = log.open("a") if log else None
    for count, result in enumerate(pool.results(trials), start=1):
        if stream:
            print(json.dumps(result.as_json()), file=stream, flush=True)
        if result.failures:
            print(f"FAILED {result.trial}: {result.failures}", flush=True)  # noqa: T201  # a command's output
        if time.monotonic() - said > SAID_EVERY:
            said = time.monotonic()
            print(f"{count} of {len(trials)} trials, {said - began:.0f} s", flush=True)  # noqa: T201
        yield result


def parser() -> argparse.ArgumentParser:
    it = argparse.ArgumentParser(prog="make faults", description=__doc__)
    it.add_argument("--trial", action="append", help="run this trial, named as it is named when it fails")
    it.add_argument("--sample", type=int, help="run so many trials, evenly taken from all")
    it.add_argument("--seed", type=int, default=0, help="which ones those are (default: 0)")
    it.add_argument("--script", action="append", choices=SCRIPTS, help="this one only")
    it.add_argument("--behaviour", action="append", help="this behaviour of the shop only")
    it.add_argument("-j", type=int, default=2 * (os.cpu_count() or 1), help="trials at once (default: two a core)")
    it.add_argument(
        "--log", type=Path, help="a file that gets a JSON line for each trial; those in it aren't run again"
    )
    it.add_argument("--table", type=Path, help="run nothing; print the table of such a file")
    it.add_argument("--list", action="store_true", help="run nothing but the runs without a kill; print every trial")
    return it


def read(log: Path | None) -> list[Result]:
    if log is None or not log.exists():
        return []
    return [Result(**json.loads(line)) for line in log.read_text().splitlines()]


def main() -> int:
    arguments = parser().parse_args()
    if arguments.table:
        print(table(read(arguments.table)))  # noqa: T201
        return 0
    if shutil.which("strace") is None:
        print(STRACE_MISSING, file=sys.stderr)  # noqa: T201
        return 1
    began = time.monotonic()
    with Pool.of(arguments.j) as pool:
        if arguments.trial:
            trials = [Trial.of(id_) for id_ in arguments.trial]
        else:
            trials = pool.points(combinations(arguments.script or (), arguments.behaviour or ()))
        if arguments.list:
            print("\n".join(f"{trial.id}  {trial.point.about}" for trial in trials))  # noqa: T201
            return 0
        if arguments.sample:
            trials = even_sample(trials, arguments.sample, arguments.seed)
        trials = [replace(trial, command=number % COMMANDS == 0) for number, trial in enumerate(trials)]
        # Not one script after the other, so that a sweep that is stopped has seen something of each.
        random.Random(arguments.seed).shuffle(trials)  # noqa: S311
        known = read(arguments.log)
        done = {result.trial for result in known}
        todo = [trial for trial in trials if trial.id not in done]
        print(f"{len(trials)} trials, {len(trials) - len(todo)} of them done before, {arguments.j} at once", flush=True)  # noqa: T201
        results = known + list(swept(pool, todo, arguments.log))
    print(f"{table(results)}\n\n{len(todo)} trials in {time.monotonic() - began:.0f} s")  # noqa: T201
    return 1 if any(result.failures for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
