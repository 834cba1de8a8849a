"""Who is too fast, by a clock that is set by hand."""

from itertools import pairwise

from bot import rates
from bot.rates import Rates, Verdict

PER_MINUTE = 120


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_worth_may_come_at_once_and_more_comes_evenly() -> None:
    clock = Clock()
    limits = Rates(PER_MINUTE, clock=clock)
    assert {limits.take(7) for _ in range(PER_MINUTE)} == {Verdict()}
    assert limits.take(7) == Verdict(0.5, tell=True)
    clock.now += 0.25
    assert limits.take(7) == Verdict(0.25)
    clock.now += 0.25
    assert limits.take(7) == Verdict()
    assert limits.take(7).wait == 0.5


def test_it_is_said_once_a_minute() -> None:
    clock = Clock()
    limits = Rates(PER_MINUTE, clock=clock)
    told = []
    for _ in range(PER_MINUTE + 3 * 60 * 10):  # ten a second for three minutes
        verdict = limits.take(7)
        if verdict.tell:
            told.append(clock.now - 1_000)
        if told:
            clock.now += 0.1
    assert len(told) == 3
    assert all(60 <= later - earlier < 60.3 for earlier, later in pairwise(told))


def test_one_person_holds_up_nobody_else() -> None:
    limits = Rates(PER_MINUTE, clock=Clock())
    for _ in range(PER_MINUTE):
        limits.take(7)
    assert limits.take(7).wait > 0
    assert limits.take(8) == Verdict()


def test_no_thumb_is_ever_too_fast() -> None:
    clock = Clock()
    limits = Rates(PER_MINUTE, clock=clock)
    for _ in range(6 * 25):  # six taps a second, 25 seconds long
        assert limits.take(7) == Verdict()
        clock.now += 1 / 6


def test_a_clock_that_stands_still_or_runs_far_ahead_gives_no_more_than_a_minutes_worth() -> None:
    clock = Clock()
    limits = Rates(PER_MINUTE, clock=clock)
    clock.now += 1e9
    taken = 0
    while not limits.take(7).wait:
        taken += 1
    assert taken == PER_MINUTE


def test_strangers_by_the_thousand_are_forgotten_again() -> None:
    clock = Clock()
    limits = Rates(PER_MINUTE, clock=clock)
    for person in range(rates.MOST_REMEMBERED):
        limits.take(person)
    clock.now += rates.TOLD_EVERY_SECONDS
    limits.take(-1)
    assert len(limits._people) == 1
