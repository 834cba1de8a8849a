"""Customers and products, from the sandbox's shop; and from one whose answers nobody could foresee."""

from collections.abc import Callable
from datetime import datetime

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.sandbox import Sandbox
from bot.demo.serving import serving
from bot.demo.shop import load_customers, load_shop
from bot.orders_api.client import LookUpFailed, OrdersApi, ProductPage
from bot.orders_api.transport import Failure
from conversations.order import OrderRequest
from conversations.outcomes import CouldNotLook, Found, NotFound
from tests.bot.orders_api.conftest import KEY, QUICK


async def test_a_known_customer_comes_with_name_and_addresses(api: OrdersApi) -> None:
    known = next(customer for customer in load_customers() if customer.phone_number and len(customer.addresses) > 1)
    assert known.phone_number
    found = await api.customers_by_phone(known.phone_number)
    assert isinstance(found, tuple)
    (customer,) = found
    assert (customer.id, customer.name.first) == (known.id, known.first_name)
    assert [address.street for address in customer.addresses] == [address.address1 for address in known.addresses]
    assert {address.country for address in customer.addresses} <= {"ID", ""}


async def test_nobody_has_an_unknown_phone(api: OrdersApi) -> None:
    assert await api.customers_by_phone("+6281200000001") == ()


async def test_a_look_up_without_the_right_to_it_is_no_answer(write_only_api: OrdersApi) -> None:
    found = await write_only_api.customers_by_phone("+6281200000001")
    assert found == LookUpFailed(Failure("not_allowed", 403, "INSUFFICIENT_SCOPE"))


async def test_the_products_come_in_pages(api: OrdersApi) -> None:
    page = await api.products_page(1)
    assert isinstance(page, ProductPage)
    assert [product.id for product in page.products] == [product.id for product in load_shop()][:100]
    assert (page.total, page.has_next, page.skipped) == (len(load_shop()), len(load_shop()) > 100, 0)


async def test_products_that_can_not_be_had_are_a_failure(api: OrdersApi, sandbox: Sandbox) -> None:
    sandbox.misbehave(what="status", status=503)
    assert await api.products_page(1) == Failure("unreachable", 503)
    sandbox.misbehave(what="broken_body")
    assert await api.products_page(1) == Failure("unreachable", 200)
    sandbox.misbehave(what="no_reads")
    assert await api.products_page(1) == Failure("absent", 404)


def answering(body: bytes) -> Starlette:
    async def endpoint(_: Request) -> Response:
        return Response(body)

    return Starlette(routes=[Route("/{path:path}", endpoint)])


ODD = [
    b"[" * 100_000,
    b'{"data": ' * 100_000,
    b"\xff",
    b"null",
    b"{}",
    b'{"data": {"a": 1}}',
    b'{"data": null, "meta": []}',
]


@pytest.mark.parametrize("body", ODD, ids=lambda body: body[:30].decode(errors="replace"))
async def test_what_is_no_list_is_a_failure_and_not_an_empty_shop(
    body: bytes, request_of: Callable[..., OrderRequest], long_ago: datetime
) -> None:
    async with serving(answering(body)) as url:
        api = OrdersApi(url, KEY, timeouts=QUICK)
        assert await api.products_page(1) == Failure("unreachable", 200)
        assert await api.orders_page(1) == Failure("unreachable", 200)
        assert await api.find_order(request_of(), long_ago) == CouldNotLook()
        assert await api.customers_by_phone("+6281200000001") == LookUpFailed(Failure("unreachable", 200))
        await api.aclose()


async def test_rows_full_of_surprises_are_read_as_far_as_they_go(
    request_of: Callable[..., OrderRequest], long_ago: datetime
) -> None:
    body = rb"""{"meta": {"total": 1e400, "page": [], "hasNextPage": "?"}, "data": [{"id": "a", "name": "Kopi \ud800",
        "phoneNumber": "+6281200000001", "firstName": "Sari\udfff", "lastName": NaN, "addresses": [[[]], {"zip": 1}],
        "variants": [{"id": "v", "price": 1e99999999999999999999}, {"id": {}}, 7], "options": [{"values": [[], true]}],
        "tags": ["\ud83d", "TG-01JTEST"], "total": -1, "orderNumber": "1\u00002"}]}"""
    async with serving(answering(body)) as url:
        api = OrdersApi(url, KEY, timeouts=QUICK)
        page = await api.products_page(1)
        customers = await api.customers_by_phone("+6281200000001")
        scan = await api.find_order(request_of(), long_ago)
        other = await api.find_order(request_of("tg-other"), long_ago)
        await api.aclose()
    assert isinstance(page, ProductPage)
    (product,) = page.products
    assert (page.total, page.has_next) == (None, False)
    assert (product.name, [(variant.id, variant.price) for variant in product.variants]) == (
        "Kopi \ufffd",
        [("v", None)],
    )
    assert isinstance(customers, tuple)
    assert [(customer.name.first, customer.name.last) for customer in customers] == [("Sari\ufffd", "")]
    assert (scan, other) == (Found("a", "1 2"), NotFound())
