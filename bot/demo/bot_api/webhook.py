"""Delivery of a bot's updates to its webhook, again and again until it answers 2xx."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import httpx

from bot.demo.bot_api.updates import Queued, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
_FIRST_RETRY = 0.1  # seconds, doubled up to the longest; Telegram's own are longer
_LONGEST_RETRY = 5.0
_ANSWER_WITHIN = 60.0


@dataclass(frozen=True)
class WebhookSettings:
    url: str
    secret_token: str = ""
    max_connections: int = 40  # setWebhook's default


class WebhookDelivery:
    """Chats side by side, the updates of one chat one after the other. Ends with `stop()`."""

    def __init__(self, settings: WebhookSettings, queue: UpdateQueue) -> None:
        self.settings = settings
        self.last_error: str | None = None
        self._queue = queue
        self._under_way: set[int] = set()  # by identity: equal hand-made updates are two
        self._busy_chats: set[Any] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._main = asyncio.create_task(self._run())

    async def stop(self) -> None:
        tasks = [self._main, *self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        limits = httpx.Limits(max_connections=self.settings.max_connections)
        async with httpx.AsyncClient(trust_env=False, limits=limits, timeout=_ANSWER_WITHIN) as client:
            while True:
                for queued in list(self._queue.pending):
                    self._start(client, queued)
                await self._queue.arrival()

    def _start(self, client: httpx.AsyncClient, queued: Queued) -> None:
        chat = chat_of(queued.body)
        is_full = len(self._tasks) >= self.settings.max_connections
        if id(queued) in self._under_way or chat in self._busy_chats or is_full:
            return
        self._under_way.add(id(queued))
        self._busy_chats.add(chat)
        task = asyncio.create_task(self._deliver(client, queued, chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, client: httpx.AsyncClient, queued: Queued, chat: object) -> None:
        pause = _FIRST_RETRY
        while any(queued is waiting for waiting in self._queue.pending) and not await self._post(client, queued):
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_RETRY)
        self._queue.take(queued)
        self._under_way.discard(id(queued))
        self._busy_chats.discard(chat)
        asyncio.get_running_loop().call_soon(self._queue.wake)  # after this task has left its place

    async def _post(self, client: httpx.AsyncClient, queued: Queued) -> bool:
        secret = self.settings.secret_token
        headers = {"content-type": "application/json"} | ({SECRET_HEADER: secret} if secret else {})
        try:
            answer = await client.post(self.settings.url, content=json.dumps(queued.body), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
            return False
        if not answer.is_success:
            self.last_error = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        return answer.is_success


def chat_of(update: dict[str, Any]) -> object:
    """What keeps updates in order: the chat's id, or a key of the update's own when it has none."""
    for content in update.values():
        match content:
            case {"chat": {"id": int(chat)}} | {"message": {"chat": {"id": int(chat)}}}:
                return chat
    return id(update)
