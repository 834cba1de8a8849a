"""How fast a person may write and tap. Whoever is faster waits: nothing they sent is dropped, or overtakes the rest."""

from collections.abc import Callable
from dataclasses import dataclass

TOLD_EVERY_SECONDS = 60.0
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a person has left: `left` updates at the time `at`; `told` is when they were asked to slow down."""

    left: float
    at: float
    told: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wait`: seconds until the next update may be handled, 0 when it may be now. `tell`: it's time to say so."""

    wait: float = 0.0
    tell: bool = False


def judged(before: Allowance | None, now: float, per_minute: int) -> tuple[Allowance, Verdict]:
    """What becomes of an update at `now`, in seconds of a clock that never goes back.

    A minute's worth may come at once, and is filled up evenly.
    """
    full = float(per_minute)
    per_second = full / 60
    old = before or Allowance(full, now)
    left = min(full, old.left + (now - old.at) * per_second)
    if left >= 1:
        return Allowance(left - 1, now, old.told), Verdict()
    tell = old.told is None or now - old.told >= TOLD_EVERY_SECONDS
    waiting = Allowance(left, now, now if tell else old.told)
    return waiting, Verdict((1 - left) / per_second, tell)


class Rates:
    """Remembers each person's allowance; a restart forgives."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._people: dict[int, Allowance] = {}

    def take(self, person: int) -> Verdict:
        """Takes one update off the person's allowance, unless the verdict is to wait."""
        self._people[person], verdict = judged(self._people.get(person), self._clock(), self._per_minute)
        if len(self._people) > MOST_REMEMBERED:
            self._forget_the_slow()
        return verdict

    def _forget_the_slow(self) -> None:
        """Forgets whoever would have their whole allowance again."""
        now = self._clock()
        self._people = {
            person: allowance for person, allowance in self._people.items() if now - allowance.at < TOLD_EVERY_SECONDS
        }
