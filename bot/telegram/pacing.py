"""How fast a chat may be written to. Telegram lets replies burst, then wants about one message a second in a chat."""

from collections.abc import Callable

BURST = 20.0
PER_SECOND = 1.0


class Pace:
    """A bucket of BURST messages for each chat, filled by PER_SECOND."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left: dict[int, tuple[float, float]] = {}

    def wait(self, chat: int) -> float:
        """Seconds until the chat may be written to; 0 when it may be now."""
        return max(0.0, (1.0 - self._filled(chat)) / PER_SECOND)

    def spend(self, chat: int) -> None:
        self._left[chat] = (self._filled(chat) - 1.0, self._clock())
        if len(self._left) > 10_000:
            self._left = {other: left for other, left in self._left.items() if self._filled(other) < BURST}

    def _filled(self, chat: int) -> float:
        now = self._clock()
        left, at = self._left.get(chat, (BURST, now))
        if at > now:
            # The clock was set back: the bucket fills from there on, instead of when the clock has caught up.
            self._left[chat] = (left, at := now)
        return min(BURST, left + (now - at) * PER_SECOND)
