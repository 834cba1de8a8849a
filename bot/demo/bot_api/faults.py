"""Faults a test asks for: errors, resets, answers that never come or stop half-way."""

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal

from bot.demo.bot_api.errors import ApiError, too_many_requests

When = Literal["before", "after"]
How = Literal["answer", "reset", "hang", "cut", "hold"]


@dataclass
class Fault:
    """`times` calls of `method` (or of any, "*") fail: before anything is done, or after all of it.

    One that is held doesn't fail: it waits for `Faults.release`, and is answered as it would have been.
    """

    method: str
    times: int
    status: int = 500
    description: str | None = None
    retry_after: int | None = None
    when: When = "before"
    how: How = "answer"
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def error(self) -> ApiError:
        if self.status == HTTPStatus.TOO_MANY_REQUESTS and self.description is None:
            return too_many_requests(self.retry_after or 1)
        words = self.description or HTTPStatus(self.status).phrase
        return ApiError(self.status, words, retry_after=self.retry_after)


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._released = asyncio.Event()

    def add(self, fault: Fault) -> None:
        fault.released = self._released
        self._waiting.append(fault)

    def release(self) -> None:
        """Lets go what is held, and takes back every hold that no call has met yet."""
        self._waiting = [fault for fault in self._waiting if fault.how != "hold"]
        self._released.set()
        self._released = asyncio.Event()

    def next_for(self, method: str) -> Fault | None:
        """The oldest fault meant for this method, counted down."""
        for fault in self._waiting:
            if fault.method in ("*", method):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
