from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.demo.sandbox import ApiKey, Sandbox, create_app
from bot.demo.serving import serving
from bot.demo.shop import load_shop
from tests.bot.demo.waiting import http_client

Json = dict[str, Any]
BASES = ("/customer/open/v1", "/customer/api/open/v1")


@pytest.fixture
async def client(url: str) -> Any:
    async with http_client(url) as plain:
        yield plain


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("header", ["x-api-key", "x-bitbybit-key", "X-API-Key"])
async def test_both_bases_and_both_headers_are_the_same_shop(
    client: httpx.AsyncClient, order_body: Json, base: str, header: str
) -> None:
    headers = {header: "bbb_test_full"}

    order = await client.post(f"{base}/orders", json=order_body, headers=headers)

    assert order.status_code == 201
    for other in BASES:
        orders = (await client.get(f"{other}/orders", headers=headers)).json()["data"]
        assert orders == [order.json()["data"]]


@pytest.mark.parametrize("path", ["/", "/customer/orders", "/open/v1/orders", "/customer/open/v2/orders"])
async def test_where_the_api_is_not_there_is_no_json_code(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, headers={"x-api-key": "bbb_test_full"}, json={})

    assert answer.status_code == 404
    assert "json" not in answer.headers["content-type"]


@pytest.mark.parametrize("path", ["/orders/", "/order", "/orders/1/lines"])
async def test_a_path_that_is_nearly_right_is_not_forgiven(api: httpx.AsyncClient, path: str) -> None:
    assert (await api.get(path)).status_code == 404


async def test_a_request_without_a_key_is_told_so(client: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": "Bearer bbb_test_full"}, {"x-api-key": ""}):
        answer = await client.get("/customer/open/v1/orders", headers=headers)
        assert refusal(answer) == (401, "MISSING_API_KEY")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("bbb_test_unknown", (401, "INVALID_API_KEY")),
        ("bbb_test_elsewhere", (403, "IP_NOT_ALLOWED")),
        ("bbb_test_no_company", (400, "MISSING_COMPANY_ID")),
    ],
)
async def test_a_key_that_does_not_open_is_told_why(
    client: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, key: str, expected: tuple[int, str]
) -> None:
    answer = await client.post("/customer/open/v1/orders", json=order_body, headers={"x-api-key": key})

    assert refusal(answer) == expected
    assert not sandbox.store.orders


async def test_a_key_without_read_creates_orders_and_reads_none(client: httpx.AsyncClient, order_body: Json) -> None:
    client.headers["x-api-key"] = "bbb_test_write_only"
    base = "/customer/open/v1"

    order = await client.post(f"{base}/orders", json=order_body)

    assert order.status_code == 201
    for path in ("/orders", f"/orders/{order.json()['data']['id']}", "/products", "/customers"):
        assert refusal(await client.get(base + path)) == (403, "INSUFFICIENT_SCOPE")


READS = ["/orders", "/orders/none", "/customers", "/customers/none", "/products", "/products/none"]
WRITES = [
    ("POST", "/orders"),
    ("PUT", "/orders/none"),
    ("POST", "/customers"),
    ("PUT", "/customers/none"),
    ("POST", "/products"),
]


@pytest.mark.parametrize(("method", "path"), [*(("GET", path) for path in READS), *WRITES])
async def test_every_call_needs_its_own_scope(method: str, path: str, order_body: Json) -> None:
    resource = path.split("/")[1]
    needed = f"{resource}:{'READ' if method == 'GET' else 'WRITE'}"
    everything_else = frozenset(
        f"{name}:{right}" for name in ("orders", "customers", "products") for right in ("READ", "WRITE")
    ) - {needed}
    sandbox = Sandbox(load_shop(), api_keys=[ApiKey("without", everything_else), ApiKey("with", frozenset({needed}))])
    body = order_body if method != "GET" else None
    async with serving(create_app(sandbox)) as url, http_client() as client:
        address = f"{url}/customer/open/v1{path}"
        refused = await client.request(method, address, json=body, headers={"x-api-key": "without"})
        allowed = await client.request(method, address, json=body, headers={"x-api-key": "with"})

    assert refusal(refused) == (403, "INSUFFICIENT_SCOPE")
    assert allowed.status_code in (200, 201, 400, 404)


def limits(answer: httpx.Response) -> tuple[int, int, int]:
    limit, remaining, reset = (int(answer.headers[f"RateLimit-{name}"]) for name in ("Limit", "Remaining", "Reset"))
    return limit, remaining, reset


async def test_every_answer_says_what_is_left_of_the_minute(
    api: httpx.AsyncClient, order_body: Json, wait: Callable[[float], None]
) -> None:
    assert limits(await api.get("/orders")) == (100, 99, 60)
    wait(12.5)
    assert limits(await api.post("/orders", json=order_body)) == (100, 98, 48)
    assert limits(await api.post("/orders", json={})) == (100, 97, 48)
    assert limits(await api.get("/orders/none")) == (100, 96, 48)
    assert limits(await api.get("/nothing")) == (100, 95, 48)


async def test_the_hundred_and_first_request_of_a_minute_is_refused_and_creates_nothing(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, wait: Callable[[float], None]
) -> None:
    for _ in range(99):
        assert (await api.get("/orders/none")).status_code == 404
    assert (await api.post("/orders", json=order_body)).status_code == 201

    refused = await api.post("/orders", json=order_body)
    assert refusal(refused) == (429, "RATE_LIMIT_EXCEEDED")
    assert limits(refused) == (100, 0, 60)
    assert len(sandbox.store.orders) == 1

    wait(59)
    assert (await api.post("/orders", json=order_body)).status_code == 429
    wait(1)
    assert (await api.post("/orders", json=order_body)).status_code == 201


async def test_each_key_has_a_minute_of_its_own(
    api: httpx.AsyncClient, control: httpx.AsyncClient, order_body: Json
) -> None:
    await control.post("/rate_limit", json={"limit": 1})
    assert (await api.get("/orders")).status_code == 200
    assert (await api.get("/orders")).status_code == 429

    other = await api.post("/orders", json=order_body, headers={"x-api-key": "bbb_test_write_only"})

    assert other.status_code == 201
    assert limits(other) == (1, 0, 60)
