"""Whole flows: a submission in the database, the worker, and the shop over HTTP."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.sandbox import ApiKey, Sandbox, create_app
from bot.demo.serving import serving
from bot.demo.shop import load_shop
from bot.orders_api.client import OrdersApi
from bot.orders_api.transport import utc_now
from bot.orders_api.worker import SubmissionWorker
from conversations import verdicts
from conversations.events import (
    Event,
    OrderCreated,
    OrderNotFound,
    OrderPaused,
    OrderRejected,
    OrderSending,
    OrderUncertain,
)
from conversations.order import OrderRequest
from conversations.outcomes import Created, Found, Outcome, Rejected, Scan
from conversations.submission import State, Submission, Transition, submit
from conversations.transitions import Patience
from storage import submissions
from storage.codec import load_event
from storage.database import Database
from storage.migrations import migrations
from tests.bot.orders_api.conftest import BASE, KEY, QUICK
from tests.bot.telegram.conftest import running

MakeRequest = Callable[..., OrderRequest]
SOON = Patience(quiet_seconds=0.5, retry_seconds=0.05, scan_seconds=0.1, unreachable_every_seconds=0.1)


class Desk:
    """The database of a desk, and its worker while it is `working`."""

    def __init__(self, path: Path, request_of: MakeRequest) -> None:
        self.path = path
        self.db = Database.open(path, migrations)
        self.request_of = request_of
        self.notified: list[int] = []
        self.worker: SubmissionWorker | None = None

    @asynccontextmanager
    async def working(self, api: OrdersApi, patience: Patience = SOON) -> AsyncIterator[None]:
        """Works until the end of the block, and is killed there."""
        self.worker = SubmissionWorker(
            self.db, api, clock=utc_now, steady=time.monotonic, patience=patience, notify=self.notified.append
        )
        task = asyncio.create_task(self.worker.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})
            assert task.cancelled()
            self.worker = None

    async def submit(self, number: int = 1, **changes: object) -> str:
        request = self.request_of(f"tg-{number}", **changes)
        submission = submit(f"s{number}", f"d{number}", 7, request, utc_now())
        await self.db.run(lambda db: submissions.add(db, submission, utc_now()))
        self.wake()
        return submission.id

    async def person(self, id_: str, transition: Transition) -> None:
        assert await self.db.run(lambda db: submissions.change(db, id_, transition, utc_now()))
        self.wake()

    def wake(self) -> None:
        if self.worker is not None:
            self.worker.wake()

    async def now(self, id_: str) -> Submission:
        submission = await self.db.run(lambda db: submissions.get(db, id_))
        assert submission is not None
        return submission

    async def until(self, id_: str, holds: State | Callable[[Submission], bool], seconds: float = 60) -> Submission:
        async with asyncio.timeout(seconds):
            while True:
                submission = await self.now(id_)
                if submission.state is holds if isinstance(holds, State) else holds(submission):
                    return submission
                await asyncio.sleep(0.02)

    async def told(self) -> list[Event]:
        rows = await self.db.run(lambda db: db.conn.execute("SELECT body FROM inbox ORDER BY seq").fetchall())
        return [load_event(body) for (body,) in rows]


@pytest.fixture
def desk(tmp_path: Path, request_of: MakeRequest) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path / "desk.sqlite", request_of)
    yield desk  # type: ignore[misc]  # pytest's own kind of generator
    desk.db.close()


def posts(sandbox: Sandbox) -> int:
    return sum(exchange.method == "POST" for exchange in sandbox.requests)


def created(sandbox: Sandbox, number: int = 1, *, found: bool = False) -> OrderCreated:
    order = next(order for order in sandbox.store.orders.values() if f"tg-{number}" in order.tags)
    return OrderCreated(f"d{number}", order.id, order.order_number, order.total, None, found=found)


async def test_an_order_is_created_and_told(desk: Desk, api: OrdersApi, sandbox: Sandbox) -> None:
    async with desk.working(api):
        await desk.until(await desk.submit(), State.CREATED)
    assert await desk.told() == [OrderSending("d1"), created(sandbox)]
    assert desk.notified == [7, 7]


async def test_a_rejected_order_is_told_in_the_shops_words(desk: Desk, api: OrdersApi) -> None:
    async with desk.working(api):
        await desk.until(await desk.submit(items=(("gone", 1),)), State.REJECTED)
    assert await desk.told() == [OrderSending("d1"), OrderRejected("d1", "The request is not valid")]


async def test_after_a_full_window_the_order_is_created(desk: Desk, api: OrdersApi, sandbox: Sandbox) -> None:
    sandbox.misbehave(what="status", method="POST", status=429, reset_seconds=1)
    async with desk.working(api):
        await desk.until(await desk.submit(), State.CREATED)
    assert await desk.told() == [OrderSending("d1"), created(sandbox)]
    assert posts(sandbox) == 2


async def test_orders_of_an_outage_go_out_once_when_the_shop_is_back(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    sandbox = Sandbox(load_shop(), api_keys=[ApiKey(KEY)])
    api = OrdersApi(f"http://127.0.0.1:{port}{BASE}", KEY, timeouts=QUICK)
    async with desk.working(api, replace(SOON, pause_minutes=0.3 / 60)):
        ids = [await desk.submit(number) for number in range(5)]
        for id_ in ids:
            await desk.until(id_, lambda submission: submission.attempt > 5 and submission.shown == "unreachable")
        async with serving(create_app(sandbox), port=port):
            for id_ in ids:
                await desk.until(id_, State.CREATED)
    await api.aclose()
    assert len(sandbox.store.orders) == posts(sandbox) == 5
    for number in range(5):
        told = [event for event in await desk.told() if event.draft == f"d{number}"]  # type: ignore[union-attr]  # all are of orders
        assert told == [
            OrderSending(f"d{number}"),
            OrderPaused(f"d{number}", "unreachable"),
            created(sandbox, number),
        ]


async def test_a_key_that_is_not_allowed_pauses_until_it_is(desk: Desk, api: OrdersApi, sandbox: Sandbox) -> None:
    sandbox.misbehave(what="status", method="POST", status=401)
    async with desk.working(api):
        id_ = await desk.submit()
        await desk.until(id_, State.PAUSED)
        await desk.person(id_, lambda submission: verdicts.retry(submission, utc_now()))
        await desk.until(id_, State.CREATED)
    told = [OrderSending("d1"), OrderPaused("d1", "not_allowed"), OrderSending("d1"), created(sandbox)]
    assert await desk.told() == told


@pytest.mark.parametrize("trouble", [{"what": "status", "status": 500}, {"what": "reset"}, {"what": "hang"}])
async def test_an_order_that_was_created_without_an_answer_is_found(
    desk: Desk, api: OrdersApi, sandbox: Sandbox, trouble: dict[str, object]
) -> None:
    sandbox.misbehave(method="POST", when="after", **trouble)
    async with desk.working(api):
        await desk.until(await desk.submit(), State.CREATED)
    assert await desk.told() == [OrderSending("d1"), OrderUncertain("d1"), created(sandbox, found=True)]
    assert posts(sandbox) == 1


async def test_an_order_the_list_shows_late_is_found(desk: Desk, api: OrdersApi, sandbox: Sandbox) -> None:
    sandbox.misbehave(method="POST", when="after", what="close")
    sandbox.misbehave(what="list_lag", seconds=0.7)
    async with desk.working(api, replace(SOON, quiet_seconds=3)):
        await desk.until(await desk.submit(), State.CREATED)
    assert await desk.told() == [OrderSending("d1"), OrderUncertain("d1"), created(sandbox, found=True)]
    assert posts(sandbox) == 1


async def test_an_order_whose_answer_was_cut_gets_its_number_later(
    desk: Desk, api: OrdersApi, sandbox: Sandbox
) -> None:
    sandbox.misbehave(what="cut_body", method="POST")
    async with desk.working(api):
        await desk.until(await desk.submit(), lambda submission: submission.result.number == "1001")
    assert await desk.told() == [OrderSending("d1"), OrderCreated("d1"), created(sandbox, found=True)]
    assert posts(sandbox) == 1


@pytest.mark.parametrize("what", ["reset", "close", "hang"])
async def test_an_order_that_was_not_created_is_asked_about_and_sent_again_once(
    desk: Desk, api: OrdersApi, sandbox: Sandbox, what: str
) -> None:
    sandbox.misbehave(what=what, method="POST", when="before")
    async with desk.working(api):
        id_ = await desk.submit()
        await desk.until(id_, State.ASK)
        assert posts(sandbox) == 1
        await desk.person(id_, lambda submission: verdicts.send_again(submission, utc_now()))
        await desk.until(id_, State.CREATED)
    told = [OrderSending("d1"), OrderUncertain("d1"), OrderNotFound("d1", can_check=True), OrderSending("d1")]
    assert await desk.told() == [*told, created(sandbox)]
    assert posts(sandbox) == 2


async def test_send_again_of_an_order_that_shows_by_then_sends_nothing(
    desk: Desk, api: OrdersApi, sandbox: Sandbox
) -> None:
    sandbox.misbehave(method="POST", when="after", what="close")
    sandbox.misbehave(what="list_lag", seconds=3600)
    async with desk.working(api):
        id_ = await desk.submit()
        await desk.until(id_, State.ASK)
        sandbox.behave()
        await desk.person(id_, lambda submission: verdicts.send_again(submission, utc_now()))
        await desk.until(id_, State.CREATED)
    assert posts(sandbox) == 1


async def test_send_again_waits_while_the_shop_can_not_be_searched(
    desk: Desk, api: OrdersApi, sandbox: Sandbox
) -> None:
    sandbox.misbehave(what="close", method="POST")
    async with desk.working(api):
        id_ = await desk.submit()
        await desk.until(id_, State.ASK)
        sandbox.misbehave(what="status", method="GET", status=503, times=3)
        await desk.person(id_, lambda submission: verdicts.send_again(submission, utc_now()))
        waiting = await desk.until(id_, lambda submission: submission.failures >= 2)
        assert (waiting.state, posts(sandbox)) == (State.QUEUED, 1)
        await desk.until(id_, State.CREATED)
    assert posts(sandbox) == 2


async def test_where_nothing_can_be_read_the_person_is_asked_at_once(
    desk: Desk, write_only_api: OrdersApi, sandbox: Sandbox
) -> None:
    sandbox.misbehave(what="close", method="POST")
    async with desk.working(write_only_api, Patience()):
        id_ = await desk.submit()
        await desk.until(id_, State.ASK)
        assert await desk.told() == [OrderSending("d1"), OrderUncertain("d1"), OrderNotFound("d1", can_check=False)]
        await desk.person(id_, lambda submission: verdicts.send_again(submission, utc_now()))
        await desk.until(id_, State.CREATED)
    assert posts(sandbox) == 2


@pytest.mark.parametrize(("when", "ends"), [("after", State.CREATED), ("before", State.ASK)])
async def test_a_worker_killed_while_sending_goes_on_with_a_scan(
    desk: Desk, api: OrdersApi, sandbox: Sandbox, when: str, ends: State
) -> None:
    sandbox.misbehave(what="hang", method="POST", when=when)
    async with desk.working(api):
        id_ = await desk.submit()
        await desk.until(id_, lambda _: bool(posts(sandbox)))
    assert (await desk.now(id_)).state is State.SENDING

    async with desk.working(api):
        await desk.until(id_, ends)
    assert (await desk.told())[:2] == [OrderSending("d1"), OrderUncertain("d1")]
    assert posts(sandbox) == 1


async def test_one_slow_order_holds_up_no_other(desk: Desk, base: str, sandbox: Sandbox) -> None:
    api = OrdersApi(base, KEY)
    sandbox.misbehave(what="hang", method="POST")
    async with desk.working(api):
        slow = await desk.submit(1)
        await desk.until(slow, State.SENDING)
        for number in range(2, 6):
            await desk.until(await desk.submit(number), State.CREATED)
        assert (await desk.now(slow)).state is State.SENDING
    await api.aclose()


async def test_an_order_past_its_deadline_is_left_to_whoever_still_waits_for_its_answer(
    desk: Desk, api: OrdersApi, sandbox: Sandbox
) -> None:
    sandbox.misbehave(what="delay", method="POST", seconds=0.3)
    async with desk.working(api, replace(SOON, post_seconds=0.05)):
        id_ = await desk.submit()
        await desk.until(id_, lambda submission: submission.deadline is not None and submission.deadline < utc_now())
        desk.wake()
        await desk.until(id_, State.CREATED)
    assert await desk.told() == [OrderSending("d1"), created(sandbox)]


async def test_nothing_waits_for_a_clock_that_was_set_back_to_catch_up(
    desk: Desk, api: OrdersApi, sandbox: Sandbox
) -> None:
    ahead = timedelta(hours=1)
    sandbox.misbehave(method="POST", when="after", what="close")
    sandbox.misbehave(method="GET", what="status", status=503)
    worker = SubmissionWorker(
        desk.db,
        api,
        clock=lambda: utc_now() + ahead,
        steady=time.monotonic,
        patience=replace(SOON, scan_seconds=1),
        notify=desk.notified.append,
    )
    id_ = await desk.submit()
    async with running(worker.run()):
        await desk.until(id_, lambda submission: submission.scans >= 1)
        ahead = timedelta(0)
        worker.wake()  # else it may have gone to sleep for its minute a moment before
        await desk.until(id_, State.CREATED)
    assert posts(sandbox) == 1


async def test_a_clock_that_is_set_forward_does_not_end_the_quiet_period(
    desk: Desk, api: OrdersApi, sandbox: Sandbox
) -> None:
    ahead = timedelta(0)
    sandbox.misbehave(method="POST", when="before", what="close")
    worker = SubmissionWorker(
        desk.db,
        api,
        clock=lambda: utc_now() + ahead,
        steady=time.monotonic,
        patience=replace(SOON, quiet_seconds=3600),
        notify=desk.notified.append,
    )
    id_ = await desk.submit()
    async with running(worker.run()):
        before = await desk.until(id_, lambda submission: submission.scans >= 1)
        ahead = timedelta(hours=2)
        worker.wake()
        after = await desk.until(id_, lambda submission: submission.scans > before.scans)
    assert after.state is State.UNCERTAIN


async def test_stopping_waits_for_the_outcome_of_what_is_being_sent(desk: Desk, base: str, sandbox: Sandbox) -> None:
    api = OrdersApi(base, KEY)
    sandbox.misbehave(what="delay", method="POST", seconds=0.5)
    id_ = await desk.submit()
    worker = SubmissionWorker(
        desk.db, api, clock=utc_now, steady=time.monotonic, patience=SOON, notify=desk.notified.append
    )
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        tasks.create_task(worker.run())
        await desk.until(id_, State.SENDING)
        worker.stop()
    assert (await desk.now(id_)).state is State.CREATED
    await api.aclose()


async def test_what_nobody_foresaw_leaves_the_order_safe_and_the_others_going(
    desk: Desk, base: str, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(OrdersApi):
        async def create_order(self, request: OrderRequest) -> Outcome:
            if request.tag == "tg-1":
                raise ZeroDivisionError("Sari Dewi")
            return await super().create_order(request)

    api = Broken(base, KEY)
    async with desk.working(api):
        broken = await desk.submit(1)
        await desk.until(await desk.submit(2), State.CREATED)
        assert (await desk.now(broken)).state is State.SENDING
    async with desk.working(api):
        await desk.until(broken, State.ASK)
    assert posts(sandbox) == 1
    shown = capsys.readouterr().out
    assert "submission_failed" in shown
    assert "Sari" not in shown
    await api.aclose()


UNSTORABLE = "half \ud83d"


@pytest.mark.parametrize(
    "odd", [Created("a", UNSTORABLE), Created(UNSTORABLE, "1001"), Created("a", "1001", None, UNSTORABLE)]
)
async def test_a_created_order_whose_answer_can_not_be_stored_is_told_and_its_number_found(
    desk: Desk, base: str, sandbox: Sandbox, odd: Created
) -> None:
    class Odd(OrdersApi):
        async def create_order(self, request: OrderRequest) -> Outcome:
            await super().create_order(request)
            return odd

    api = Odd(base, KEY)
    async with desk.working(api):
        await desk.until(await desk.submit(), lambda submission: submission.result.number == "1001")
    assert await desk.told() == [OrderSending("d1"), OrderCreated("d1"), created(sandbox, found=True)]
    assert posts(sandbox) == 1
    await api.aclose()


async def test_a_rejection_that_can_not_be_stored_is_one_without_words(desk: Desk, base: str) -> None:
    class Odd(OrdersApi):
        async def create_order(self, request: OrderRequest) -> Outcome:
            return Rejected(f"no {request.tag} {UNSTORABLE}")

    api = Odd(base, KEY)
    async with desk.working(api):
        await desk.until(await desk.submit(), State.REJECTED)
    assert await desk.told() == [OrderSending("d1"), OrderRejected("d1", "-")]
    await api.aclose()


async def test_a_found_order_that_can_not_be_stored_is_told_without_its_number(
    desk: Desk, base: str, sandbox: Sandbox
) -> None:
    class Odd(OrdersApi):
        async def find_order(self, request: OrderRequest, since: datetime) -> Scan:
            found = await super().find_order(request, since)
            return replace(found, number=UNSTORABLE) if isinstance(found, Found) else found

    sandbox.misbehave(method="POST", when="after", what="close")
    api = Odd(base, KEY)
    async with desk.working(api):
        await desk.until(await desk.submit(), State.CREATED)
    assert await desk.told() == [OrderSending("d1"), OrderUncertain("d1"), OrderCreated("d1", found=True)]
    assert posts(sandbox) == 1
    await api.aclose()
