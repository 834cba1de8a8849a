from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.demo.sandbox import ApiKey, Sandbox, create_app
from bot.demo.serving import serving
from bot.demo.shop import load_customers, load_shop
from tests.bot.demo.waiting import http_client

BEGIN = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


# One server for a module, so that a test costs no start; every test finds it as it began.
@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def running_clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def running_sandbox(running_clock: Clock) -> Sandbox:
    return Sandbox(
        load_shop(),
        customers=load_customers(),
        api_keys=[
            ApiKey("bbb_test_full"),
            ApiKey("bbb_test_write_only", scopes=frozenset({"orders:WRITE"})),
            ApiKey("bbb_test_elsewhere", allowed_ips=frozenset({"192.0.2.1"})),
            ApiKey("bbb_test_no_company", has_company=False),
        ],
        clock=running_clock,
    )


@pytest.fixture(scope="module")
async def running_url(running_sandbox: Sandbox) -> AsyncIterator[str]:
    async with serving(create_app(running_sandbox)) as address:
        yield address


@pytest.fixture
def clock(running_clock: Clock) -> Clock:
    running_clock.now = BEGIN
    return running_clock


@pytest.fixture
def sandbox(running_sandbox: Sandbox, clock: Clock) -> Sandbox:
    assert clock.now == BEGIN
    running_sandbox.reset()
    return running_sandbox


@pytest.fixture
def url(running_url: str, sandbox: Sandbox) -> str:
    assert not sandbox.requests
    return running_url


@pytest.fixture
def wait(clock: Clock) -> Callable[[float], None]:
    def move(seconds: float) -> None:
        clock.now += timedelta(seconds=seconds)

    return move


@pytest.fixture
async def api(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The API as a client with every right sees it."""
    base = f"{url}/customer/open/v1"
    headers = {"x-api-key": "bbb_test_full"}
    async with http_client(base, headers=headers) as client:
        yield client


@pytest.fixture
async def control(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with http_client(f"{url}/control") as client:
        yield client


@pytest.fixture
def variant_id() -> Callable[[str, str], str]:
    variants = {(product.name, variant.key): variant.id for product in load_shop() for variant in product.variants}
    return lambda product, key: variants[product, key]


@pytest.fixture
def order_body(variant_id: Callable[[str, str], str]) -> dict[str, Any]:
    """Two of the first, one of the second: 61,000 rupiah; nothing that may be left out."""
    return {
        "lineItems": [
            {"productVariantId": variant_id("Kopi Susu Gula Aren", "250 ml"), "quantity": 2},
            {"productVariantId": variant_id("Croissant Butter", "Default"), "quantity": 1},
        ],
        "shippingAddress": {
            "firstName": "Budi",
            "lastName": "Santoso",
            "phone": "+6281234567890",
            "address1": "Jl. Merdeka 10",
            "city": "Bandung",
            "province": "Jawa Barat",
            "zip": "40111",
        },
    }
