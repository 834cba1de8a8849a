"""Telegram's flood control: how many messages a bot may send to one chat, and in all."""

from dataclasses import dataclass, field

from bot.demo.bot_api.errors import too_many_requests


@dataclass(frozen=True)
class FloodLimits:
    """Telegram's FAQ names 1 message a second in a chat, short bursts over it, and 30 a second in all."""

    per_chat_per_second: float = 1.0
    burst: int = 20
    per_second: float = 30.0


@dataclass
class _Bucket:
    tokens: float
    at: float

    def refill(self, now: float, rate: float, size: float) -> None:
        self.tokens = min(size, self.tokens + max(0.0, now - self.at) * rate)
        self.at = now


@dataclass
class FloodControl:
    """A token bucket per chat and one per bot. A refused message costs nothing."""

    limits: FloodLimits = field(default_factory=FloodLimits)
    _buckets: dict[tuple[int, int | None], _Bucket] = field(default_factory=dict)

    def change(self, limits: FloodLimits) -> None:
        """The new limits hold at once, and every chat starts with its whole burst again."""
        self.limits = limits
        self._buckets.clear()

    def take(self, bot_id: int, chat_id: int, now: float) -> None:
        """Counts one message at `now` (seconds). Raises ApiError 429 when it is too many."""
        limits = self.limits
        chat = self._bucket((bot_id, chat_id), now, limits.per_chat_per_second, limits.burst)
        whole = self._bucket((bot_id, None), now, limits.per_second, max(1.0, limits.per_second))
        wait = max(_seconds_to_one(chat, limits.per_chat_per_second), _seconds_to_one(whole, limits.per_second))
        if wait > 0:
            raise too_many_requests(wait)
        chat.tokens -= 1
        whole.tokens -= 1

    def _bucket(self, key: tuple[int, int | None], now: float, rate: float, size: float) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(size, now))
        bucket.refill(now, rate, size)
        return bucket


def _seconds_to_one(bucket: _Bucket, rate: float) -> float:
    # Rounding of many small refills must not turn a whole second into "almost one".
    missing = 1 - bucket.tokens
    return missing / rate if missing > 1e-6 else 0.0  # a millionth of a message
