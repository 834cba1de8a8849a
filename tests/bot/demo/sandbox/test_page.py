from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Page, expect

from bot.demo.sandbox import ApiKey, Sandbox, create_app
from bot.demo.serving import serving
from bot.demo.shop import load_shop
from tests.browser import browser, page  # noqa: F401  # fixtures
from tests.process.waiting import DEADLINE

Json = dict[str, Any]
pytestmark = pytest.mark.browser


def running() -> AbstractAsyncContextManager[str]:
    return serving(create_app(Sandbox(load_shop(), api_keys=[ApiKey("bbb_test")])))


@pytest.fixture
def shop_url() -> Iterator[str]:
    """A sandbox in a thread of its own: the browser keeps this one busy."""
    with start_blocking_portal("asyncio") as portal, portal.wrap_async_context_manager(running()) as address:
        yield address


@pytest.fixture
def shop(shop_url: str) -> Iterator[httpx.Client]:
    headers = {"x-api-key": "bbb_test"}
    with httpx.Client(
        base_url=f"{shop_url}/customer/open/v1", headers=headers, trust_env=False, timeout=DEADLINE
    ) as client:
        yield client


@pytest.fixture
def orders(page: Page, shop_url: str) -> Page:  # noqa: F811  # the fixture imported above
    """The page of a shop without an order yet."""
    page.goto(shop_url)
    expect(page.get_by_text("No orders yet.")).to_be_visible()
    return page


def add(shop: httpx.Client, body: Json) -> Json:
    answer = shop.post("/orders", json=body)
    assert answer.status_code == 201, answer.text
    order: Json = answer.json()["data"]
    return order


def buyer(first_name: str, last_name: str) -> Json:
    return {"firstName": first_name, "lastName": last_name, "phone": "+6285700000001"}


def test_a_new_order_appears_by_itself_with_all_that_is_known(
    orders: Page, shop: httpx.Client, order_body: Json
) -> None:
    order_body |= {"customer": buyer("Siti", "Aminah"), "notes": "JNE REG\nsore ya kak", "tags": ["tg-01"]}

    add(shop, order_body)

    order = orders.get_by_role("article")
    for text in (
        "Order 1001",
        "2 ×",
        "Kopi Susu Gula Aren",
        "250 ml",
        "Rp18.000",
        "Rp36.000",
        "Croissant Butter",
        "Rp61.000",
        "Siti Aminah",
        "Budi Santoso",
        "Jl. Merdeka 10",
        "Bandung, Jawa Barat 40111",
        "JNE REG",
        "tg-01",
        "active",
        "pending",
        "unfulfilled",
    ):
        expect(order).to_contain_text(text)
    expect(orders.get_by_text("No orders yet.")).to_be_hidden()
    expect(orders.get_by_role("status")).to_have_text("1 order · Rp61.000")
    assert orders.locator("time").get_attribute("datetime")


def test_the_newest_order_is_first_and_a_change_shows_by_itself(
    orders: Page, shop: httpx.Client, order_body: Json
) -> None:
    first = add(shop, order_body)
    expect(orders.get_by_role("heading", level=2)).to_have_text(["Order 1001"])
    add(shop, order_body)
    add(shop, order_body)
    expect(orders.get_by_role("heading", level=2)).to_have_text(["Order 1003", "Order 1002", "Order 1001"])

    shop.put(f"/orders/{first['id']}", json={"financialStatus": "paid"})

    expect(orders.get_by_role("article").last).to_contain_text("paid")
    expect(orders.get_by_role("heading", level=2)).to_have_text(["Order 1003", "Order 1002", "Order 1001"])


def test_after_a_reset_the_page_is_empty_again(
    orders: Page, shop: httpx.Client, shop_url: str, order_body: Json
) -> None:
    add(shop, order_body)
    expect(orders.get_by_role("article")).to_have_count(1)

    shop.delete(f"{shop_url}/control")

    expect(orders.get_by_role("article")).to_have_count(0)
    expect(orders.get_by_text("No orders yet.")).to_be_visible()


def test_what_people_wrote_is_text_and_never_markup(orders: Page, shop: httpx.Client, order_body: Json) -> None:
    attack = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    order_body |= {"customer": buyer(attack, attack), "notes": attack, "tags": [attack]}
    order_body["shippingAddress"] |= {"firstName": attack, "address1": attack, "city": attack}

    add(shop, order_body)

    expect(orders.locator(".name")).to_have_text(f"{attack} {attack}")
    expect(orders.locator(".notes")).to_have_text(attack)
    assert orders.locator("article img, article script").count() == 0
    assert orders.title() == "Orders"


def test_a_name_written_right_to_left_leaves_the_rest_in_place(
    orders: Page, shop: httpx.Client, order_body: Json
) -> None:
    add(shop, {**order_body, "customer": buyer("محمد", "-")})

    name = orders.locator(".name")
    expect(name).to_have_text("محمد")
    assert name.evaluate("element => getComputedStyle(element).unicodeBidi") == "isolate"
    assert name.evaluate("element => getComputedStyle(element).direction") == "rtl"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_reaches_over_the_edge(orders: Page, shop: httpx.Client, order_body: Json, width: int) -> None:
    order_body |= {"notes": "x" * 300, "tags": ["tg-01jv5k8f3x9mz2q7w4r6t8y0ab" * 3]}
    order_body["lineItems"][0]["quantity"] = 123456
    orders.set_viewport_size({"width": width, "height": 800})

    add(shop, order_body)

    expect(orders.get_by_role("article")).to_have_count(1)
    assert orders.evaluate("document.documentElement.scrollWidth") <= width
    cells = orders.locator("article td:not(:empty)").evaluate_all(
        "cells => cells.every(cell => cell.scrollWidth <= cell.clientWidth + 1)"
    )
    assert cells


def test_the_page_is_dark_where_that_is_wanted(orders: Page) -> None:
    def brightness() -> int:
        colour: str = orders.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    orders.emulate_media(color_scheme="light")
    assert brightness() > 600
    orders.emulate_media(color_scheme="dark")
    assert brightness() < 150


def test_the_page_loads_nothing_from_elsewhere(
    page: Page,  # noqa: F811  # the fixture imported above
    shop: httpx.Client,
    shop_url: str,
    order_body: Json,
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    add(shop, order_body)

    page.goto(shop_url)

    expect(page.get_by_role("article")).to_have_count(1)
    assert all(address.startswith((shop_url, "data:")) for address in asked)
    assert "default-src 'none'" in shop.get(shop_url).headers["Content-Security-Policy"]


def test_the_page_says_when_the_sandbox_is_gone(
    page: Page,  # noqa: F811  # the fixture imported above
) -> None:
    with start_blocking_portal("asyncio") as portal, portal.wrap_async_context_manager(running()) as address:
        page.goto(address)
        expect(page.get_by_text("No orders yet.")).to_be_visible()

    expect(page.get_by_role("status")).to_have_text("The sandbox doesn’t answer. Trying again…")
