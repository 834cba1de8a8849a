from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from bot.demo.sandbox import ApiKey, Sandbox, create_app
from bot.demo.serving import serving
from bot.demo.shop import load_customers, load_shop
from bot.orders_api.client import OrdersApi
from bot.orders_api.transport import Timeouts
from conversations.order import Address, Name, OrderRequest, Phone

BASE = "/customer/open/v1"
QUICK = Timeouts(connect=2, write=2, read=0.5, total=1, look=2)
KEY, WRITE_ONLY = "bbb_test_full", "bbb_test_write_only"


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


# One server for a module, so that a test costs no start; every test finds it as it began.
@pytest.fixture(scope="module")
def running_sandbox() -> Sandbox:
    return Sandbox(
        load_shop(),
        customers=load_customers(),
        api_keys=[ApiKey(KEY), ApiKey(WRITE_ONLY, scopes=frozenset({"orders:WRITE"}))],
    )


@pytest.fixture(scope="module")
async def running_url(running_sandbox: Sandbox) -> AsyncIterator[str]:
    async with serving(create_app(running_sandbox)) as address:
        yield address


@pytest.fixture
def sandbox(running_sandbox: Sandbox) -> Sandbox:
    running_sandbox.reset()
    return running_sandbox


@pytest.fixture
def base(running_url: str, sandbox: Sandbox) -> str:
    assert not sandbox.requests
    return running_url + BASE


@pytest.fixture
async def api(base: str) -> AsyncIterator[OrdersApi]:
    client = OrdersApi(base, KEY, timeouts=QUICK)
    yield client
    await client.aclose()


@pytest.fixture
async def write_only_api(base: str) -> AsyncIterator[OrdersApi]:
    client = OrdersApi(base, WRITE_ONLY, timeouts=QUICK)
    yield client
    await client.aclose()


@pytest.fixture
def request_of() -> Callable[..., OrderRequest]:
    variant = load_shop()[0].variants[0].id

    def make(tag: str = "tg-01JTEST", **changes: object) -> OrderRequest:
        fields: dict[str, object] = {
            "tag": tag,
            "items": ((variant, 2),),
            "phone": Phone("+6281299990000"),
            "name": Name("Sari", "Dewi"),
            "last_name": "Dewi",
            "address": Address("Jl. Merdeka 10", "", "Bandung", "Jawa Barat", "40111", "ID"),
            "notes": "Kurir: JNE",
            "tags": ("telegram",),
            **changes,
        }
        return OrderRequest(**fields)  # type: ignore[arg-type]  # a test's own keywords

    return make


@pytest.fixture
def long_ago() -> datetime:
    return datetime(2020, 1, 1, tzinfo=UTC)
