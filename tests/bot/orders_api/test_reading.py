"""Customers and products, from the sandbox's shop."""

from bot.demo.sandbox import Sandbox
from bot.demo.shop import load_customers, load_shop
from bot.orders_api.client import LookUpFailed, OrdersApi, ProductPage
from bot.orders_api.transport import Failure


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
