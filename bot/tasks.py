"""Work that is done in order within a chat, and side by side between chats."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger()


class PerChat:
    """Runs `work(chat)` again and again until it returns False, one at a time in each chat, whenever it's woken.

    What `work` raises ends `run`: it handles what it expects itself.
    """

    def __init__(self, name: str, work: Callable[[int], Awaitable[bool]]) -> None:
        self._name = name
        self._work = work
        self._woken: asyncio.Queue[int] = asyncio.Queue()
        self._busy: set[int] = set()
        self._again: set[int] = set()

    def wake(self, chat: int) -> None:
        """There may be work in that chat. Safe to call too often; only from the event loop."""
        self._woken.put_nowait(chat)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            while True:
                chat = await self._woken.get()
                if chat in self._busy:
                    self._again.add(chat)
                else:
                    self._busy.add(chat)
                    tasks.create_task(self._until_done(chat), name=f"{self._name} {chat}")

    async def _until_done(self, chat: int) -> None:
        try:
            more = True
            while more:
                self._again.discard(chat)
                more = await self._work(chat) or chat in self._again
        finally:
            self._busy.discard(chat)
