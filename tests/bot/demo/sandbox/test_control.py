import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.demo.sandbox import Sandbox
from tests.bot.demo.waiting import http_client

Json = dict[str, Any]


async def test_every_request_is_recorded_in_order(
    api: httpx.AsyncClient,
    control: httpx.AsyncClient,
    url: str,
    order_body: Json,
    wait: Callable[[float], None],
) -> None:
    await api.get("/orders", params={"search": "Budi S", "page": 2}, headers={"X-Trace": "Abc"})
    wait(1)
    await api.post("/orders", json=order_body)
    await api.post("/orders", content=b"{", headers={"Content-Type": "application/json"})
    async with http_client() as client:
        await client.get(f"{url}/elsewhere")

    requests = (await control.get("/requests")).json()

    assert [(one["method"], one["path"], one["status"]) for one in requests] == [
        ("GET", "/customer/open/v1/orders", 200),
        ("POST", "/customer/open/v1/orders", 201),
        ("POST", "/customer/open/v1/orders", 400),
        ("GET", "/elsewhere", 404),
    ]
    assert requests[0]["query"] == {"search": "Budi S", "page": "2"}
    assert requests[0]["headers"]["x-trace"] == "Abc"
    assert requests[0]["headers"]["x-api-key"] == "bbb_test_full"
    assert [one["json"] for one in requests] == [None, order_body, None, None]
    assert [one["at"] for one in requests[:2]] == ["2026-05-01T09:30:00+00:00", "2026-05-01T09:30:01+00:00"]


async def test_the_record_says_what_the_api_does_not(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json
) -> None:
    order_body["lineItems"][0]["quantity"] = 0
    answer = await api.post("/orders", json=order_body)

    (request,) = (await control.get("/requests")).json()

    assert "quantity" not in answer.text
    assert "lineItems.0.quantity" in request["why"]


async def test_the_orders_of_the_shop_are_there_whole_even_when_lists_hide_them(
    api: httpx.AsyncClient, control: httpx.AsyncClient, sandbox: Sandbox, order_body: Json
) -> None:
    sandbox.misbehave(what="list_lag", seconds=60)
    sandbox.misbehave(what="lists_without_tags")
    orders = [(await api.post("/orders", json={**order_body, "tags": [tag]})).json()["data"] for tag in ("a", "b")]

    assert (await control.get("/orders")).json() == orders


async def test_a_reset_brings_back_the_beginning(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json
) -> None:
    buyer = {"firstName": "Siti", "lastName": "-", "phone": "+6285700000001"}
    await api.post("/orders", json={**order_body, "customer": buyer})
    await control.post("/misbehave", json={"what": "status", "times": None})
    await control.post("/misbehave", json={"what": "no_reads"})
    await control.post("/rate_limit", json={"limit": 1})

    assert (await control.delete(str(control.base_url).rstrip("/"))).status_code == 204

    assert (await control.get("/orders")).json() == []
    assert (await control.get("/requests")).json() == []
    answer = await api.get("/customers")
    assert answer.json()["meta"]["total"] == 3
    assert (answer.headers["RateLimit-Limit"], answer.headers["RateLimit-Remaining"]) == ("100", "99")
    assert (await api.post("/orders", json=order_body)).json()["data"]["orderNumber"] == "1001"


@pytest.mark.parametrize("body", [{}, {"limit": -1}, {"limit": "5"}, {"limit": True}, [], None])
async def test_a_rate_limit_is_a_number(api: httpx.AsyncClient, control: httpx.AsyncClient, body: Any) -> None:
    answer = await control.post("/rate_limit", json=body)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert (await api.get("/orders")).headers["RateLimit-Limit"] == "100"


@pytest.mark.parametrize("path", ["/misbehave", "/rate_limit"])
async def test_a_form_on_another_page_can_change_nothing(control: httpx.AsyncClient, path: str) -> None:
    answer = await control.post(
        path, content=b'{"what": "no_reads", "limit": 1}', headers={"Content-Type": "text/plain"}
    )

    assert answer.status_code == 400
    assert answer.json() == {"error": "The body must be application/json."}


async def test_half_a_request_asks_for_nothing(
    api: httpx.AsyncClient, sandbox: Sandbox, url: str, order_body: Json
) -> None:
    body = json.dumps(order_body).encode()
    head = (
        "POST /customer/open/v1/orders HTTP/1.1\r\nHost: sandbox\r\nX-Api-Key: bbb_test_full\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    address = httpx.URL(url)
    _, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(head.encode() + body[:-1])
    await writer.drain()
    writer.close()
    await writer.wait_closed()

    assert (await api.get("/products")).status_code == 200
    assert [request.method for request in sandbox.requests] == ["GET"]
    assert not sandbox.store.orders


@pytest.mark.parametrize("body", [b'{"notes": "\\ud800"}', b'{"notes": NaN}', b"[" * 100_000, b"\xff"])
async def test_a_body_that_is_hardly_json_is_refused_and_leaves_the_record_readable(
    api: httpx.AsyncClient, control: httpx.AsyncClient, body: bytes
) -> None:
    answer = await api.post("/orders", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    (request,) = (await control.get("/requests")).json()
    assert (request["json"], request["status"]) == (None, 400)


async def test_a_request_that_misses_the_api_costs_nothing_of_the_minute(api: httpx.AsyncClient, url: str) -> None:
    await api.get(f"{url}/open/v1/orders")

    assert (await api.get("/orders")).headers["RateLimit-Remaining"] == "99"
