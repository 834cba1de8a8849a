import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.sandbox import ApiKey, Sandbox, create_app, webhooks
from bot.demo.serving import serving
from bot.demo.shop import load_shop
from tests.bot.demo.waiting import http_client
from tests.process.waiting import DEADLINE, refusing_port

Json = dict[str, Any]
SECRET = "whsec_test"  # noqa: S105  # signs nothing but these tests


class Receiver:
    """A server that takes webhooks: the first answers as told, 200 from then on."""

    def __init__(self, *statuses: int) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self._statuses = list(statuses)
        self._came = asyncio.Condition()
        self.app = Starlette(routes=[Route("/hook", self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        async with self._came:
            self.received.append((dict(request.headers), await request.body()))
            self._came.notify_all()
        return Response(status_code=self._statuses.pop(0) if self._statuses else 200)

    async def has(self, count: int) -> None:
        async with asyncio.timeout(DEADLINE), self._came:
            await self._came.wait_for(lambda: len(self.received) >= count)

    def events(self) -> list[str]:
        return [headers["x-bitbybit-webhook-event"] for headers, _ in self.received]


class Clock:
    """Sleeping moves the time, and notes for how long."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


async def run(receiver: Receiver, clock: Clock, act: Callable[[httpx.AsyncClient], Any]) -> Any:
    async with (
        serving(receiver.app) as address,
        webhooks(f"{address}/hook", SECRET, clock=clock, sleep=clock.sleep) as sender,
    ):
        sandbox = Sandbox(load_shop(), api_keys=[ApiKey("k")], clock=clock, webhooks=sender)
        async with (
            serving(create_app(sandbox)) as url,
            http_client(f"{url}/customer/open/v1", headers={"x-api-key": "k"}) as api,
        ):
            return await act(api)


async def test_a_webhook_is_signed_and_carries_the_bare_order(order_body: Json) -> None:
    receiver, clock = Receiver(), Clock()

    async def act(api: httpx.AsyncClient) -> Json:
        order: Json = (await api.post("/orders", json={**order_body, "notes": "kopi ☕"})).json()["data"]
        await receiver.has(1)
        return order

    order = await run(receiver, clock, act)

    ((headers, body),) = receiver.received
    sent_at = int(clock.now.timestamp())
    digest = hmac.new(SECRET.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["x-bitbybit-webhook-signature"] == f"t={sent_at},v1={digest}"
    assert headers["x-bitbybit-webhook-timestamp"] == str(sent_at)
    assert headers["x-bitbybit-webhook-event"] == "order.created"
    assert headers["x-bitbybit-webhook-id"]
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == order


async def test_every_change_is_told(order_body: Json) -> None:
    receiver = Receiver()

    async def act(api: httpx.AsyncClient) -> None:
        buyer = {"firstName": "Siti", "lastName": "-", "phone": "+6285700000001"}
        order = (await api.post("/orders", json={**order_body, "customer": buyer})).json()["data"]
        await receiver.has(2)
        await api.put(f"/orders/{order['id']}", json={"status": "archived"})
        await receiver.has(3)
        await api.put(f"/customers/{order['customer']['id']}", json={"lastName": "Aminah"})
        await receiver.has(4)
        await api.post("/products", json={"name": "Kopi", "variants": [{"title": "1 L", "price": 1}]})
        await receiver.has(5)

    await run(receiver, Clock(), act)

    assert sorted(receiver.events()[:2]) == ["customer.created", "order.created"]
    assert receiver.events()[2:] == ["order.updated", "customer.updated", "product.created"]
    assert len({headers["x-bitbybit-webhook-id"] for headers, _ in receiver.received}) == 5


async def test_what_is_refused_is_not_told(order_body: Json) -> None:
    receiver = Receiver()

    async def act(api: httpx.AsyncClient) -> None:
        await api.post("/orders", json={**order_body, "currency": "IDR"})
        await api.get("/orders")
        await api.post("/orders", json=order_body)
        await receiver.has(1)

    await run(receiver, Clock(), act)

    assert receiver.events() == ["order.created"]


async def test_a_webhook_is_tried_again_on_the_documented_schedule_under_the_same_id(order_body: Json) -> None:
    receiver, clock = Receiver(500, 404, 302, 503, 500), Clock()
    began = int(clock.now.timestamp())

    async def act(api: httpx.AsyncClient) -> None:
        await api.post("/orders", json=order_body)
        await receiver.has(5)

    await run(receiver, clock, act)

    assert clock.slept == [30, 300, 1800, 7200]
    assert len({headers["x-bitbybit-webhook-id"] for headers, _ in receiver.received}) == 1
    assert len({body for _, body in receiver.received}) == 1
    times = [int(headers["x-bitbybit-webhook-timestamp"]) for headers, _ in receiver.received]
    assert [at - began for at in times] == [0, 30, 330, 2130, 9330]
    assert len({headers["x-bitbybit-webhook-signature"] for headers, _ in receiver.received}) == 5


async def test_a_webhook_that_was_taken_is_not_sent_again(order_body: Json) -> None:
    receiver, clock = Receiver(500), Clock()

    async def act(api: httpx.AsyncClient) -> None:
        await api.post("/orders", json=order_body)
        await receiver.has(2)
        await api.post("/orders", json=order_body)
        await receiver.has(3)

    await run(receiver, clock, act)

    assert clock.slept == [30]
    assert len({headers["x-bitbybit-webhook-id"] for headers, _ in receiver.received}) == 2


async def test_a_receiver_that_is_not_there_is_tried_again_too(order_body: Json) -> None:
    clock = Clock()
    given_up = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await clock.sleep(seconds)
        if seconds == 7200:
            given_up.set()

    with refusing_port() as port:
        async with (
            webhooks(f"http://127.0.0.1:{port}/hook", SECRET, clock=clock, sleep=sleep) as sender,
            asyncio.timeout(DEADLINE),
        ):
            sender.send("order.created", order_body)
            await given_up.wait()

    assert clock.slept == [30, 300, 1800, 7200]


async def test_what_is_still_undelivered_at_the_end_holds_nothing_up(order_body: Json) -> None:
    receiver = Receiver(500)

    async def sleep(seconds: float) -> None:
        del seconds
        await asyncio.Event().wait()  # for ever

    async with (
        asyncio.timeout(DEADLINE),
        serving(receiver.app) as address,
        webhooks(f"{address}/hook", SECRET, sleep=sleep) as sender,
    ):
        sender.send("order.created", order_body)
        await receiver.has(1)
