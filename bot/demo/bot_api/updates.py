"""The updates waiting for one bot: handed out until confirmed, to one poller at a time."""

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.demo.bot_api.errors import ApiError

Json = dict[str, Any]

# Without allowed_updates these do not come (setWebhook and getUpdates document them as opt-in).
_OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_REMEMBERED = 100_000  # updates kept for redelivery

_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


def conflict(problem: str) -> ApiError:
    return ApiError(409, f"Conflict: {problem}")


@dataclass(frozen=True)
class Queued:
    """`confirmed_by` is the lowest offset that confirms the update; None: being handed out does."""

    body: Json
    confirmed_by: int | None


class UpdateQueue:
    """update_ids rise by one from `first_id`; hand-made updates keep whatever id they bring."""

    def __init__(self, first_id: int) -> None:
        self.next_id = first_id
        self.allowed: frozenset[str] = frozenset()  # empty: all but the opt-in ones
        self.pending: list[Queued] = []
        self._all: dict[int, Json] = {}
        self._poller: asyncio.Future[None] | None = None
        self._arrival = asyncio.Event()

    def add(self, kind: str, content: Json) -> None:
        """Queues a new update of this kind, unless the bot does not want such."""
        if (self.allowed and kind not in self.allowed) or (not self.allowed and kind in _OPT_IN):
            return
        self.add_by_hand({"update_id": self.next_id, kind: content})

    def add_by_hand(self, update: Json) -> None:
        """Queues it as it is. One without a usable update_id is confirmed together with the one before it."""
        update_id = update.get("update_id")
        if isinstance(update_id, int):
            self.next_id = max(self.next_id, update_id + 1)
            self._all[update_id] = update
            if len(self._all) > _REMEMBERED:
                self._all.pop(next(iter(self._all)))
        else:
            update_id = self.next_id - 1
        self.pending.append(Queued(update, update_id + 1))
        self.wake()

    def redeliver(self, update_ids: Iterable[int]) -> list[int]:
        """Hands these out once more, whatever the offset says; returns the ids it does not know."""
        unknown = []
        again = []
        for update_id in update_ids:
            if update_id in self._all:
                again.append(Queued(self._all[update_id], None))
            else:
                unknown.append(update_id)
        self.pending[:0] = again
        self.wake()
        return unknown

    async def poll(self, offset: int, limit: int, wait: float) -> list[Json]:
        """At most `limit` updates, at once or as soon as one comes within `wait` seconds.

        Raises ApiError 409 when a newer poller, or a webhook, takes over while this one waits.
        """
        self.end_poller(conflict(_OTHER_POLLER))
        self.confirm(offset)
        if not self.pending and wait > 0:
            poller = asyncio.get_running_loop().create_future()
            self._poller = poller
            try:
                with contextlib.suppress(TimeoutError):  # nothing came: an empty answer
                    await asyncio.wait_for(poller, wait)
            finally:
                if self._poller is poller:
                    self._poller = None
        return self._hand_out(limit)

    def confirm(self, offset: int) -> None:
        """A positive offset confirms everything before it; a negative one all but the last -offset."""
        if offset > 0:
            self.pending = [q for q in self.pending if q.confirmed_by is None or q.confirmed_by > offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def take(self, queued: Queued) -> None:
        """Confirms a single update: what a webhook does by answering 2xx."""
        self.pending = [waiting for waiting in self.pending if waiting is not queued]

    def drop_pending(self) -> None:
        self.pending.clear()

    def end_poller(self, error: ApiError | None = None) -> None:
        """Ends a waiting poller, with this error or an empty answer."""
        poller, self._poller = self._poller, None
        if poller is None or poller.done():
            return
        if error is None:
            poller.set_result(None)
        else:
            poller.set_exception(error)

    def wake(self) -> None:
        self._arrival.set()
        self.end_poller()

    async def arrival(self) -> None:
        """Waits for the next update to be queued."""
        self._arrival.clear()
        await self._arrival.wait()

    def _hand_out(self, limit: int) -> list[Json]:
        batch = self.pending[:limit]
        self.pending = [q for q in batch if q.confirmed_by is not None] + self.pending[limit:]
        return [queued.body for queued in batch]
