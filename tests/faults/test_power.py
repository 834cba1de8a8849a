"""Power loss at 12 moments of a first order, evenly taken; and the same with a database that doesn't sync its commits.

`make faults-power` runs every moment.
"""

import random
from pathlib import Path

import pytest

from tests.faults.crash import even_sample
from tests.faults.crash_pool import Pool
from tests.faults.power import SYNCED, UNSYNCED, losses
from tests.faults.power_disk import Cut, Disk, File, UnknownCallError, Write, replay
from tests.faults.test_crash import strace

__all__ = ["strace"]

SEED = 20260726
SAMPLE, UNSYNCED_SAMPLE = 12, 6


@pytest.mark.usefixtures("strace")
def test_what_was_acknowledged_survives_a_power_loss_because_commits_are_synced() -> None:
    with Pool.of(4) as pool:
        moments = pool.points([("cold", "none")])
        synced = list(pool.results(even_sample(losses(moments, SYNCED), SAMPLE, SEED)))
        # The later half: what was acknowledged there had been told to the disk long before, and never synced.
        late = losses(moments, UNSYNCED)
        unsynced = list(pool.results(even_sample(late[len(late) // 2 :], UNSYNCED_SAMPLE, SEED)))
    assert [(result.trial, result.failures) for result in synced if result.failures] == []
    assert sum(result.reached for result in synced) >= SAMPLE - 1
    assert sum("lost" in result.failures for result in unsynced) >= UNSYNCED_SAMPLE // 2, "synchronous=NORMAL passes"


def disk(**files: bytes) -> Disk:
    names = {name: File(bytearray(content)) for name, content in files.items()}
    return Disk(names, dict(names))


def test_only_what_was_synced_is_certain() -> None:
    it = disk(db=b"old")
    it.names["db"].later.append(Write(0, b"new!"))
    assert it.certain() == {"db": b"old"}
    assert it.everything() == {"db": b"new!"}
    it.names["db"].sync()
    it.names["db"].later.append(Cut(1))
    assert it.certain() == {"db": b"new!"}
    assert it.everything() == {"db": b"n"}


def test_of_what_was_not_synced_anything_may_be_left() -> None:
    left = set()
    for seed in range(200):
        it = disk(db=b"0" * 1024)
        it.names["db"].later += [Write(0, b"1" * 1024), Write(512, b"2" * 512)]
        left.add(it.some(random.Random(seed))["db"])  # noqa: S311  # which writes are lucky is no secret
    zeros, ones, twos = (digit * 512 for digit in (b"0", b"1", b"2"))
    assert left == {a + b for a in (zeros, ones) for b in (zeros, ones, twos)}


def test_a_new_name_is_certain_when_its_folder_was_synced() -> None:
    it = disk()
    it.names["journal"] = File()
    it.names["journal"].later.append(Write(0, b"x"))
    it.names["journal"].sync()
    assert it.certain() == {}
    it.sync_names()
    assert it.certain() == {"journal": b"x"}
    del it.names["journal"]
    assert it.certain() == {"journal": b"x"}


LOG = r"""
10 openat(AT_FDCWD</>, "/data/db-wal", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 8</data/db-wal>
10 pwrite64(8</data/db-wal>, "a\"\\\0001\377", 6, 0) = 6
11 write(2</output.txt>, "log line\n", 9) = 9
10 fdatasync(8</data/db-wal> <unfinished ...>
11 sendto(9<socket:[1]>, "GET", 3, 0, NULL, 0) = 3
10 <... fdatasync resumed>) = 0
10 pwrite64(8</data/db-wal>, "b", 1, 6) = 1
10 fsync(12</data>) = 0
10 pwrite64(8</data/db-wal>, "c", 1, 7) = ?
10 +++ killed by SIGKILL +++
""".lstrip()


def test_the_calls_that_strace_saw_are_done_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(LOG)
    it = disk()
    replay(it, log, Path("/data"))
    assert it.certain() == {"db-wal": b'a"\\\x001\xff'}
    assert it.everything() == {"db-wal": b'a"\\\x001\xffb'}


def test_a_call_that_nobody_foresaw_is_not_passed_over(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text('10 rename("/data/a", "/data/b") = 0\n')
    with pytest.raises(UnknownCallError):
        replay(disk(a=b""), log, Path("/data"))
