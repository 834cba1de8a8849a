"""Signed webhooks, sent as the vendor documents them."""

import asyncio
import hashlib
import hmac
import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import httpx

from .state import now

# Documented: tried again after 30 s, 5 min, 30 min and 2 h; an answer is waited for 30 s.
RETRY_AFTER_SECONDS = (30, 300, 1800, 7200)
_ANSWER_WITHIN_SECONDS = 30


def signature(secret: str, *, sent_at: int, body: bytes) -> str:
    """The value of the signature header: `t=<unix>,v1=<HMAC-SHA256 of "{t}.{body}", hex>`."""
    digest = hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={sent_at},v1={digest}"


class WebhookSender:
    """Sends each event until it is answered 2xx or the retries are used up. Made by `webhooks`."""

    def __init__(
        self,
        *,
        url: str,
        secret: str,
        client: httpx.AsyncClient,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._url = url
        self._secret = secret
        self._client = client
        self._clock = clock
        self._sleep = sleep
        self._under_way: set[asyncio.Task[None]] = set()

    def send(self, event: str, body: Mapping[str, Any]) -> None:
        """Begins to deliver an event; returns at once. The same id goes with every attempt."""
        raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        task = asyncio.create_task(self._deliver(event, str(uuid.uuid4()), raw))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self) -> None:
        """Gives up what is still undelivered."""
        under_way = set(self._under_way)
        for task in under_way:
            task.cancel()
        if under_way:
            await asyncio.wait(under_way)

    async def _deliver(self, event: str, webhook_id: str, body: bytes) -> None:
        for wait in (*RETRY_AFTER_SECONDS, None):
            if await self._accepted(event, webhook_id, body) or wait is None:
                return
            await self._sleep(wait)

    async def _accepted(self, event: str, webhook_id: str, body: bytes) -> bool:
        # Signed anew for each attempt: whoever receives it refuses a signature older than 300 s.
        sent_at = int(self._clock().timestamp())
        headers = {
            "Content-Type": "application/json",
            "X-BitByBit-Webhook-Id": webhook_id,
            "X-BitByBit-Webhook-Event": event,
            "X-BitByBit-Webhook-Timestamp": str(sent_at),
            "X-BitByBit-Webhook-Signature": signature(self._secret, sent_at=sent_at, body=body),
        }
        try:
            answer = await self._client.post(self._url, content=body, headers=headers)
        except httpx.TransportError:
            return False  # not reached is answered as a refusal is: by the next attempt
        return answer.is_success


@asynccontextmanager
async def webhooks(
    url: str,
    secret: str,
    *,
    clock: Callable[[], datetime] = now,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[WebhookSender]:
    """Yields what `Sandbox(webhooks=…)` takes; what is still undelivered when the block ends is given up.

    The vendor sends to HTTPS only; the sandbox sends to loopback too.
    """
    async with httpx.AsyncClient(timeout=_ANSWER_WITHIN_SECONDS, trust_env=False) as client:
        sender = WebhookSender(url=url, secret=secret, client=client, clock=clock, sleep=sleep)
        try:
            yield sender
        finally:
            await sender.stop()
