"""Waiting in the tests of the demo's servers: on a condition, never for a time."""

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import Any

import httpx

from tests.process.waiting import DEADLINE


async def until(condition: Callable[[], object]) -> None:
    """Waits for a condition, or for an awaitable one."""
    deadline = time.monotonic() + DEADLINE
    while True:
        met = condition()
        if await met if inspect.isawaitable(met) else met:
            return
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.005)


def http_client(base_url: str = "", **more: Any) -> httpx.AsyncClient:
    """A client as patient as the tests, whatever proxy the machine's environment names."""
    return httpx.AsyncClient(base_url=base_url, trust_env=False, timeout=DEADLINE, **more)


async def hangs_up(request: asyncio.Task[Any]) -> None:
    """The client goes away without its answer, which must not have come."""
    assert not request.done()
    request.cancel()
    await asyncio.wait({request})
