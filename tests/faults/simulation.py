"""The long run: `make simulate ARGS="--submissions 100000 --seed 1 -j 2"`.

A failure names its world; `--world SEED` plays that one again, event by event, and `--trail` prints what happened.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults.simulation_checks import Findings
from tests.faults.simulation_world import LETHAL, simulated

A_WORLD = 60  # submissions

say = partial(print, flush=True)


class Played(NamedTuple):
    world: str
    broken: list[str]
    counts: Counter[str]
    digest: str


def played(world: str) -> Played:
    findings, it = simulated(world, A_WORLD)
    return Played(world, findings.broken, findings.counts, it.digest)


def worlds(seed: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{seed}:{number}"


def table(counts: Counter[str], seconds: float, broken: int) -> str:
    doubt, found = counts["in doubt"], counts["found"]
    in_time, found_in_time = doubt - counts["in doubt, late"], found - counts["found, late"]
    rows = [
        ("worlds", counts["worlds"]),
        ("submissions", counts["submissions"]),
        ("updates", counts["updates"]),
        ("POSTs", counts["posts"]),
        ("orders in the shop", counts["orders"]),
        ("kills", counts["kills"]),
        ("stops", counts["stops"]),
        *((key, counts[key]) for key in sorted(counts) if key.startswith("ended ")),
        ("lost, unanswered, untrue or unsettled (checks that failed)", broken),
        ("duplicates without a person, POST within the quiet period", counts["duplicates, automatic"]),
        ("duplicates after a later arrival, nobody sent again", counts["duplicates, late"]),
        ("duplicates after *Send again*", counts["duplicates, sent again"]),
        ("POSTs that arrived after the quiet period", counts["late posts"]),
        ("uncertain", counts["uncertain"]),
        ("uncertain, and the order exists", doubt),
        ("… found without a person", f"{found} ({_percent(found, doubt)})"),
        ("uncertain, and the order came and was listed within the quiet period", in_time),
        ("… found without a person", f"{found_in_time} ({_percent(found_in_time, in_time)})"),
        *((key, counts[key]) for key in sorted(counts) if key.startswith("taps on ")),
        ("simulated hours", counts["minutes"] // 60),
        ("seconds", f"{seconds:.0f}"),
    ]
    fates = (f"{key[5:]} {counts[key]}" for key in sorted(counts) if key.startswith("fate "))
    lines = ["| figure | measured |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join([*lines, "", f"What became of the POSTs that were sent: {', '.join(fates)}."])


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.3f} %"


def run(seed: str, submissions: int, jobs: int) -> int:
    began, total, told = time.monotonic(), Findings(), 0.0
    with get_context("spawn").Pool(jobs, maxtasksperchild=100) as pool:
        for each in pool.imap_unordered(played, worlds_of(seed, submissions)):
            total.counts += each.counts
            for what in each.broken:
                total.broken.append(what)
                say(f"world {each.world}: {what}")
            if time.monotonic() - told > 30:
                told = time.monotonic()
                say(f"{total.counts['submissions']} submissions, {told - began:.0f} s")
    say(table(total.counts, time.monotonic() - began, len(total.broken)))
    return 1 if total.broken else 0


def worlds_of(seed: str, submissions: int) -> Iterator[str]:
    for world, _ in zip(worlds(seed), range(-(-submissions // A_WORLD)), strict=False):
        yield world


def main() -> int:
    parser = argparse.ArgumentParser(prog="make simulate ARGS=…", description=__doc__)
    parser.add_argument("--submissions", type=int, default=2_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("-j", "--jobs", type=int, default=1)
    parser.add_argument("--world", help="plays one world again")
    parser.add_argument("--a-world", type=int, default=A_WORLD, help="with --world: its submissions")
    parser.add_argument("--lethal", type=float, default=LETHAL, help="with --world: how likely each step is the last")
    parser.add_argument("--trail", action="store_true", help="with --world: prints all that happened")
    asked = parser.parse_args()
    if asked.world is None:
        return run(asked.seed, asked.submissions, asked.jobs)
    began = time.monotonic()
    findings, world = simulated(asked.world, asked.a_world, lethal=asked.lethal)
    if asked.trail:
        say("\n".join(world.trail))
    say(table(findings.counts, time.monotonic() - began, len(findings.broken)))
    say(f"digest {world.digest}")
    say("\n".join(findings.broken))
    return 1 if findings.broken else 0


if __name__ == "__main__":
    sys.exit(main())
