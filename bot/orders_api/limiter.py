"""One limiter for all that one key asks for.

The API allows a number of requests a window (100 a minute are documented) and tells with every answer what is left
of it in `RateLimit-*` headers. Of each window a fifth is kept for scans, so that an order in doubt can be looked
for however busy the desk is, and a fifth for orders; look-ups and the catalogue's sync take from the rest.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable, Mapping
from enum import IntEnum

DOCUMENTED_LIMIT = 100
WINDOW_SECONDS = 60.0
LONGEST_WINDOW_SECONDS = 3600.0
# Seconds. Timers may go off a little early, and what is then left is too short to be slept.
SHORTEST_SLEEP = 0.001


class Use(IntEnum):
    """What a request is for, the most urgent first."""

    ORDER = 0
    SCAN = 1
    LOOK_UP = 2
    SYNC = 3


class Limiter:
    """`clock` counts seconds from anywhere, as `time.monotonic` does; `sleep` waits for some of them."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._limit = DOCUMENTED_LIMIT
        self._left = DOCUMENTED_LIMIT
        self._scans = 0
        self._resets_at: float | None = None
        self._order = itertools.count()
        self._waiting: list[tuple[Use, int, asyncio.Future[None]]] = []

    async def turn(self, use: Use) -> None:
        """Returns when one request may be sent; that request is counted."""
        granted = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (use, next(self._order), granted))
        self._grant()
        try:
            while not granted.done():
                window = asyncio.ensure_future(self._sleep(self._seconds_left()))
                try:
                    await asyncio.wait({granted, window}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    window.cancel()
                self._grant()
        except asyncio.CancelledError:
            if granted.done():
                self.give_back(use)
            granted.cancel()
            raise

    def give_back(self, use: Use) -> None:
        """A turn that wasn't used: nothing was sent."""
        self._left += 1
        self._scans -= use is Use.SCAN and self._scans > 0
        self._grant()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Takes the window as an answer tells it; what isn't a number isn't told."""
        limit, left, reset = (_number(headers, f"RateLimit-{name}") for name in ("Limit", "Remaining", "Reset"))
        if limit:
            # What was taken so far was taken of another limit: the room that is kept grows with it, and so must this.
            self._left += limit - self._limit
            self._limit = limit
        if reset is not None:
            resets_at = self._clock() + min(reset, LONGEST_WINDOW_SECONDS)
            # Later than we thought by more than rounding: the API's window isn't the one we counted in.
            if self._resets_at is None or resets_at > self._resets_at + 2:
                self._left, self._scans = self._limit, 0
            self._resets_at = resets_at
        elif self._resets_at is None:
            self._resets_at = self._clock() + WINDOW_SECONDS
        if left is not None:
            # Requests still on their way aren't in what the answer counts, but they are in ours.
            self._left = min(self._left, left)
        self._grant()

    def exhausted(self, seconds: float) -> None:
        """The API refused a request for its rate; the next window begins in `seconds`."""
        self._left = 0
        self._resets_at = self._clock() + seconds

    def _grant(self) -> None:
        now = self._clock()
        if self._resets_at is not None and now >= self._resets_at:
            self._left, self._scans, self._resets_at = self._limit, 0, None
        refused: list[tuple[Use, int, asyncio.Future[None]]] = []
        while self._waiting and self._left > 0:
            use, order, granted = heapq.heappop(self._waiting)
            if granted.done():
                continue
            if not self._may_go(use):
                refused.append((use, order, granted))
                continue
            self._left -= 1
            self._scans += use is Use.SCAN
            if self._resets_at is None:
                self._resets_at = now + WINDOW_SECONDS
            granted.set_result(None)
        for waiting in refused:
            heapq.heappush(self._waiting, waiting)

    def _may_go(self, use: Use) -> bool:
        fifth = self._limit // 5
        scans_kept = max(0, fifth - self._scans)
        match use:
            case Use.ORDER:
                return self._left > scans_kept
            case Use.SCAN:
                return scans_kept > 0 or self._left > fifth
            case Use.LOOK_UP:
                return self._left > 2 * fifth
            case Use.SYNC:
                return self._left > 3 * fifth

    def _seconds_left(self) -> float:
        return WINDOW_SECONDS if self._resets_at is None else max(SHORTEST_SLEEP, self._resets_at - self._clock())


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """How long a 429 asks to wait: to the window's reset, else Retry-After, else one window."""
    for name in ("RateLimit-Reset", "Retry-After"):
        seconds = _number(headers, name)
        if seconds is not None:
            return min(max(seconds, 1), LONGEST_WINDOW_SECONDS)
    return WINDOW_SECONDS


def _number(headers: Mapping[str, str], name: str) -> int | None:
    value = headers.get(name, "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None  # no window is longer
