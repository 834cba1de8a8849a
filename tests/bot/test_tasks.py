import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.tasks import PerChat


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  # the condition is the test's own
            await asyncio.sleep(0)


async def running(lanes: PerChat, then: Callable[[], Awaitable[None]]) -> None:
    task = asyncio.create_task(lanes.run())
    try:
        await then()
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_chat_is_worked_on_in_order_and_others_beside_it() -> None:
    gate = asyncio.Event()
    todo = {1: ["a", "b"], 2: ["c"]}
    done: list[str] = []

    async def work(chat: int) -> bool:
        if not todo[chat]:
            return False
        item = todo[chat].pop(0)
        if item == "a":
            await gate.wait()
        done.append(item)
        return True

    lanes = PerChat("test", work)

    async def then() -> None:
        lanes.wake(1)
        lanes.wake(2)
        await until(lambda: done == ["c"])
        gate.set()
        await until(lambda: done == ["c", "a", "b"])

    await running(lanes, then)


async def test_a_wake_during_the_last_look_is_not_lost() -> None:
    looks = 0
    lanes: PerChat

    async def work(chat: int) -> bool:
        nonlocal looks
        looks += 1
        if looks == 1:
            lanes.wake(chat)
            await asyncio.sleep(0)  # the waking is seen while this look is still under way
            await asyncio.sleep(0)
        return False

    lanes = PerChat("test", work)

    async def then() -> None:
        lanes.wake(1)
        await until(lambda: looks == 2)

    await running(lanes, then)


async def test_what_nobody_expected_ends_everything_loudly() -> None:
    async def work(chat: int) -> bool:
        raise ValueError(chat)

    lanes = PerChat("test", work)
    lanes.wake(1)
    with pytest.raises(ExceptionGroup) as raised:
        await lanes.run()
    assert raised.group_contains(ValueError)
