import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from bot.demo.sandbox import Sandbox
from tests.bot.demo.waiting import hangs_up, until

Json = dict[str, Any]


async def orders_in_the_shop(control: httpx.AsyncClient) -> int:
    return len((await control.get("/orders")).json())


@pytest.fixture
def misbehave(control: httpx.AsyncClient) -> Callable[..., Any]:
    async def switch(**fields: Any) -> None:
        answer = await control.post("/misbehave", json=fields)
        assert answer.status_code == 204, answer.text

    return switch


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("what", "error"), [("reset", httpx.ReadError), ("close", httpx.RemoteProtocolError)])
async def test_a_connection_that_breaks_gives_no_answer(
    api: httpx.AsyncClient, sandbox: Sandbox, what: str, error: type[Exception], when: str
) -> None:
    sandbox.misbehave(what=what, method="GET", path="/products", when=when)

    with pytest.raises(error):
        await api.get("/products")

    assert [request.status for request in sandbox.requests] == [None]
    assert (await api.get("/products")).status_code == 200


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", ["reset", "close"])
async def test_an_order_without_an_answer_was_created_or_not_as_was_said(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, what: str, when: str
) -> None:
    sandbox.misbehave(what=what, method="POST", path="/orders", when=when)

    with pytest.raises(httpx.TransportError):
        await api.post("/orders", json=order_body)

    assert len(sandbox.store.orders) == (1 if when == "after" else 0)
    assert (await api.post("/orders", json=order_body)).status_code == 201


@pytest.mark.parametrize(("when", "orders"), [("before", 0), ("after", 1)])
async def test_a_request_hangs_until_its_client_goes_away(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, when: str, orders: int
) -> None:
    sandbox.misbehave(what="hang", method="POST", path="/orders", when=when)

    posting = asyncio.create_task(api.post("/orders", json=order_body))
    await until(lambda: sandbox.requests and len(sandbox.store.orders) == orders)
    await hangs_up(posting)

    assert (await api.post("/orders", json=order_body)).status_code == 201
    assert len(sandbox.store.orders) == orders + 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_held_order_has_the_right_answer_when_it_is_released(
    api: httpx.AsyncClient, control: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, when: str
) -> None:
    orders = 1 if when == "after" else 0
    sandbox.misbehave(what="hold", method="POST", path="/orders", when=when, times=2)

    posting = asyncio.create_task(api.post("/orders", json=order_body))
    await until(lambda: sandbox.requests and len(sandbox.store.orders) == orders)
    assert (await api.get("/orders")).json()["meta"]["total"] == orders, "others aren't held"
    assert not posting.done()
    assert (await control.post("/release")).status_code == 204

    answer = await posting
    assert (answer.status_code, answer.json()["data"]["total"]) == (201, 61000)
    assert (await api.post("/orders", json=order_body)).status_code == 201, "what is left of a hold ends with it"
    assert len(sandbox.store.orders) == 2


async def test_taking_back_every_switch_lets_go_what_is_held(
    api: httpx.AsyncClient, control: httpx.AsyncClient, sandbox: Sandbox, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="hold")
    reading = asyncio.create_task(api.get("/orders"))
    await until(lambda: sandbox.requests)

    await control.delete("/misbehave")

    assert (await reading).status_code == 200


async def test_a_request_can_hang_for_a_while_and_then_lose_its_connection(
    api: httpx.AsyncClient, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="hang", seconds=0.2)
    began = time.monotonic()

    with pytest.raises(httpx.RemoteProtocolError):
        await api.get("/orders")

    assert time.monotonic() - began >= 0.2


async def test_a_body_is_cut_half_way_after_the_order_was_created(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="cut_body", method="POST", path="/orders")
    received = bytearray()

    async def read(answer: httpx.Response) -> None:
        async for part in answer.aiter_raw():
            received.extend(part)

    async with api.stream("POST", "/orders", json=order_body) as answer:
        assert answer.status_code == 201
        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
            await read(answer)

    assert len(received) == int(answer.headers["Content-Length"]) // 2 > 100
    assert received.startswith(b'{"data":')
    assert await orders_in_the_shop(control) == 1
    assert (await control.get("/requests")).json()[0]["status"] == 201


async def test_a_body_that_is_cut_before_is_that_of_an_error(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="cut_body", when="before", status=502)

    async with api.stream("POST", "/orders", json=order_body) as answer:
        assert answer.status_code == 502
        with pytest.raises(httpx.RemoteProtocolError):
            await answer.aread()

    assert await orders_in_the_shop(control) == 0


async def test_a_broken_body_has_the_right_status_and_no_json(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="broken_body", method="POST", path="/orders")

    answer = await api.post("/orders", json=order_body)

    assert answer.status_code == 201
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    assert await orders_in_the_shop(control) == 1


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "VALIDATION_ERROR"),
        (401, "INVALID_API_KEY"),
        (403, "INSUFFICIENT_SCOPE"),
        (404, "NOT_FOUND"),
        (429, "RATE_LIMIT_EXCEEDED"),
        (503, "SERVICE_UNAVAILABLE"),
    ],
)
async def test_a_documented_status_comes_with_its_code(
    api: httpx.AsyncClient, misbehave: Callable[..., Any], status: int, code: str
) -> None:
    await misbehave(what="status", status=status)

    answer = await api.get("/orders")

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert "RateLimit-Remaining" in answer.headers


@pytest.mark.parametrize("status", [408, 500, 502, 504])
async def test_any_other_status_comes_with_what_is_not_json(
    api: httpx.AsyncClient, misbehave: Callable[..., Any], status: int
) -> None:
    await misbehave(what="status", status=status)

    answer = await api.get("/orders")

    assert answer.status_code == status
    assert "json" not in answer.headers["content-type"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("status", [301, 400, 408, 429, 503])
async def test_an_order_answered_with_another_status_was_created_or_not_as_was_said(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, status: int, when: str
) -> None:
    sandbox.misbehave(what="status", status=status, method="POST", path="/orders", when=when)

    answer = await api.post("/orders", json=order_body)

    assert answer.status_code == status
    assert len(sandbox.store.orders) == (1 if when == "after" else 0)


async def test_a_status_can_have_another_of_its_codes(api: httpx.AsyncClient, misbehave: Callable[..., Any]) -> None:
    await misbehave(what="status", status=403, code="IP_NOT_ALLOWED")

    assert (await api.get("/orders")).json()["error"]["code"] == "IP_NOT_ALLOWED"


async def test_a_redirect_leads_to_the_same_place(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="status", status=301, method="POST")

    answer = await api.post("/orders", json=order_body)

    assert answer.status_code == 301
    assert answer.headers["Location"] == str(answer.url)
    assert await orders_in_the_shop(control) == 0


async def test_a_429_says_how_long_to_wait(api: httpx.AsyncClient, misbehave: Callable[..., Any]) -> None:
    await misbehave(what="status", status=429, reset_seconds=7, retry_after=9)

    answer = await api.get("/orders")

    assert answer.headers["RateLimit-Reset"] == "7"
    assert answer.headers["RateLimit-Remaining"] == "0"
    assert answer.headers["Retry-After"] == "9"


@pytest.mark.parametrize("trouble", [{"what": "hold"}, {"what": "delay", "seconds": 0.1}], ids=["hold", "delay"])
async def test_an_order_that_was_kept_waiting_is_created_even_when_nobody_waits_for_it_any_more(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, misbehave: Callable[..., Any], trouble: Json
) -> None:
    await misbehave(**trouble, method="POST", path="/orders")

    posting = asyncio.create_task(api.post("/orders", json=order_body))
    await until(lambda: sandbox.requests)
    posting.cancel()
    await asyncio.wait({posting})
    sandbox.release()

    await until(lambda: len(sandbox.store.orders) == 1)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_delayed_answer_is_the_right_one(
    api: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any], when: str
) -> None:
    await misbehave(what="delay", seconds=0.2, when=when)
    began = time.monotonic()

    answer = await api.post("/orders", json=order_body)

    assert time.monotonic() - began >= 0.2
    assert answer.status_code == 201
    assert answer.json()["data"]["total"] == 61000


async def test_an_order_delayed_after_it_was_created_is_there_at_once(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="delay", seconds=0.2, when="after")
    posting = asyncio.create_task(api.post("/orders", json=order_body))

    await until(lambda: sandbox.store.orders)
    (exchange,) = sandbox.requests
    assert exchange.status is None, "not answered yet"

    assert (await posting).status_code == 201


async def test_trouble_comes_as_often_as_was_said_and_then_stops(
    api: httpx.AsyncClient, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="status", status=503, method="GET", path="/orders", times=2)

    statuses = [(await api.get("/orders")).status_code for _ in range(3)]

    assert statuses == [503, 503, 200]


async def test_trouble_without_an_end_lasts_until_it_is_taken_back(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await api.post("/orders", json=order_body)
    await misbehave(what="status", status=503, times=None)
    assert [(await api.get("/orders")).status_code for _ in range(3)] == [503, 503, 503]

    assert (await control.delete("/misbehave")).status_code == 204

    assert (await api.get("/orders")).status_code == 200
    assert await orders_in_the_shop(control) == 1


async def test_trouble_meets_only_the_requests_it_was_meant_for(
    api: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="status", status=503, method="POST", path="/orders")
    await misbehave(what="status", status=502, method="*", path="/orders/*")
    await misbehave(what="status", status=500, method="GET", path="*")

    assert (await api.post("/customers", json={})).status_code == 400
    assert (await api.get("/products")).status_code == 500
    assert (await api.get("/products")).status_code == 200
    assert (await api.get("/orders/none")).status_code == 502
    assert (await api.post("/orders", json=order_body)).status_code == 503
    assert (await api.post("/orders", json=order_body)).status_code == 201


async def test_troubles_for_the_same_request_come_in_the_order_they_were_set(
    api: httpx.AsyncClient, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="status", status=503)
    await misbehave(what="status", status=429)

    assert [(await api.get("/orders")).status_code for _ in range(3)] == [503, 429, 200]


async def test_a_new_order_shows_in_lists_and_searches_only_later(
    api: httpx.AsyncClient,
    control: httpx.AsyncClient,
    sandbox: Sandbox,
    order_body: Json,
    wait: Callable[[float], None],
) -> None:
    sandbox.misbehave(what="list_lag", seconds=30)
    order = (await api.post("/orders", json=order_body)).json()["data"]

    async def listed(**query: str) -> int:
        answer = (await api.get("/orders", params=query)).json()
        assert answer["meta"]["total"] == len(answer["data"])
        return len(answer["data"])

    wait(29.9)
    assert (await listed(), await listed(search="ORD-001")) == (0, 0)
    assert (await api.get(f"/orders/{order['id']}")).status_code == 200
    assert await orders_in_the_shop(control) == 1
    wait(0.1)
    assert (await listed(), await listed(search="ORD-001")) == (1, 1)


@pytest.mark.parametrize("field", ["tags", "notes"])
async def test_lists_can_lack_what_single_orders_have(
    api: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any], field: str
) -> None:
    body = {**order_body, "tags": ["tg-01"], "notes": "tg-01"}
    order = (await api.post("/orders", json=body)).json()["data"]

    await misbehave(what=f"lists_without_{field}")

    (listed,) = (await api.get("/orders")).json()["data"]
    assert listed == {name: value for name, value in order.items() if name != field}
    assert (await api.get(f"/orders/{order['id']}")).json()["data"] == order


async def test_lists_can_begin_with_the_oldest(
    api: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    for _ in range(2):
        await api.post("/orders", json=order_body)

    async def numbers() -> list[str]:
        return [order["orderNumber"] for order in (await api.get("/orders")).json()["data"]]

    assert await numbers() == ["1002", "1001"]
    await misbehave(what="list_order", order="oldest")
    assert await numbers() == ["1001", "1002"]
    await misbehave(what="list_order", order="newest")
    assert await numbers() == ["1002", "1001"]


async def test_a_server_can_know_no_reads_at_all(
    api: httpx.AsyncClient, order_body: Json, misbehave: Callable[..., Any]
) -> None:
    await misbehave(what="no_reads")

    order = await api.post("/orders", json=order_body)

    assert order.status_code == 201
    for path in ("/orders", f"/orders/{order.json()['data']['id']}", "/products", "/customers"):
        answer = await api.get(path)
        assert answer.status_code == 404
        assert "json" not in answer.headers["content-type"]


async def test_the_switches_can_be_set_from_python_as_well(api: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.misbehave(what="status", status=503, method="GET")
    assert (await api.get("/orders")).status_code == 503

    with pytest.raises(ValidationError):
        sandbox.misbehave(what="explode")


@pytest.mark.parametrize(
    "switch",
    [
        {},
        {"what": "explode"},
        {"what": "status", "status": 200},
        {"what": "status", "when": "during"},
        {"what": "status", "times": 0},
        {"what": "delay", "seconds": -1},
        {"what": "list_lag"},
        {"what": "no_reads", "path": "/orders"},
    ],
)
async def test_a_switch_that_does_not_exist_is_refused_with_the_reason(
    api: httpx.AsyncClient, control: httpx.AsyncClient, switch: Json
) -> None:
    answer = await control.post("/misbehave", json=switch)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert (await api.get("/orders")).status_code == 200
