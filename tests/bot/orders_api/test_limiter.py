import asyncio

from bot.orders_api.limiter import Limiter, Use, seconds_to_wait


class Time:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        # Whoever can go on without waiting goes first.
        await asyncio.sleep(0)
        self.now = max(self.now, until)


def limiter(time: Time) -> Limiter:
    return Limiter(clock=time.clock, sleep=time.sleep)


def told(limit: int, left: int, reset: int) -> dict[str, str]:
    return {"RateLimit-Limit": str(limit), "RateLimit-Remaining": str(left), "RateLimit-Reset": str(reset)}


async def spend(limiter: Limiter, use: Use, times: int) -> None:
    for _ in range(times):
        await limiter.turn(use)


async def test_a_sync_leaves_three_fifths_of_the_window_to_others() -> None:
    time = Time()
    limit = limiter(time)
    await spend(limit, Use.SYNC, 40)
    assert time.now == 0
    await spend(limit, Use.SYNC, 1)
    assert time.now == 60


async def test_orders_leave_a_fifth_to_scans() -> None:
    time = Time()
    limit = limiter(time)
    await spend(limit, Use.ORDER, 80)
    await spend(limit, Use.SCAN, 20)
    assert time.now == 0
    await spend(limit, Use.ORDER, 1)
    assert time.now == 60


async def test_scans_leave_a_fifth_to_orders() -> None:
    time = Time()
    limit = limiter(time)
    await spend(limit, Use.SCAN, 80)
    await spend(limit, Use.ORDER, 20)
    assert time.now == 0
    await spend(limit, Use.SCAN, 1)
    assert time.now == 60


async def test_of_those_who_wait_the_order_goes_first() -> None:
    time = Time()
    limit = limiter(time)
    limit.learn(told(limit=1, left=0, reset=30))
    went: list[Use] = []

    async def go(use: Use) -> None:
        await limit.turn(use)
        went.append(use)

    async with asyncio.TaskGroup() as tasks:
        for use in (Use.SYNC, Use.LOOK_UP, Use.SCAN, Use.ORDER):
            tasks.create_task(go(use))
    assert went == [Use.ORDER, Use.SCAN, Use.LOOK_UP, Use.SYNC]
    assert time.now > 100


async def test_the_window_is_as_the_shop_tells_it() -> None:
    time = Time()
    limit = limiter(time)
    limit.learn(told(limit=10, left=3, reset=20))
    await spend(limit, Use.ORDER, 1)
    assert time.now == 0
    await spend(limit, Use.ORDER, 1)
    assert time.now == 20
    await spend(limit, Use.ORDER, 7)
    assert time.now == 20


async def test_a_limit_far_above_the_documented_one_holds_nobody_up() -> None:
    time = Time()
    limit = limiter(time)
    await spend(limit, Use.LOOK_UP, 1)
    limit.learn(told(limit=2_000, left=1_999, reset=60))
    await spend(limit, Use.ORDER, 500)
    assert time.now == 0


async def test_a_window_of_one_request_starves_nobody() -> None:
    time = Time()
    limit = limiter(time)
    limit.learn(told(limit=1, left=1, reset=10))
    await spend(limit, Use.SYNC, 1)
    await spend(limit, Use.SYNC, 1)
    assert time.now == 10


async def test_a_remainder_without_a_reset_is_waited_out() -> None:
    time = Time()
    limit = limiter(time)
    limit.learn({"RateLimit-Remaining": "0"})
    await spend(limit, Use.ORDER, 1)
    assert time.now == 60


async def test_a_turn_given_back_is_another_ones() -> None:
    time = Time()
    limit = limiter(time)
    await spend(limit, Use.ORDER, 80)
    limit.give_back(Use.ORDER)
    await spend(limit, Use.ORDER, 1)
    assert time.now == 0


async def test_a_waiter_who_leaves_takes_nothing_along() -> None:
    limit = Limiter()
    limit.learn(told(limit=1, left=0, reset=3600))
    waiting = asyncio.create_task(limit.turn(Use.ORDER))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    limit.give_back(Use.ORDER)
    async with asyncio.timeout(1):
        await limit.turn(Use.ORDER)


async def test_a_sleep_that_ends_a_little_early_is_not_slept_again_and_again() -> None:
    class Early(Time):
        """As an event loop's timers, which take what is due within the clock's resolution for due."""

        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds - 1e-10 if seconds > 1e-9 else 0)

    time = Early()
    limit = limiter(time)
    async with asyncio.timeout(30):
        await spend(limit, Use.SYNC, 41)
    assert 60 <= time.now < 61


def test_what_is_no_number_is_not_told() -> None:
    assert seconds_to_wait({"RateLimit-Reset": "soon"}) == 60
    assert seconds_to_wait({"RateLimit-Reset": "12", "Retry-After": "5"}) == 12
    assert seconds_to_wait({"Retry-After": "5"}) == 5
    assert seconds_to_wait({"RateLimit-Reset": "0"}) == 1
    assert seconds_to_wait({"RateLimit-Reset": "999999"}) == 3600
