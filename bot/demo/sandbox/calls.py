"""The documented calls, one function each: a request in, the API's envelope out."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .bodies import (
    CustomerChange,
    CustomersQuery,
    NewCustomer,
    NewOrder,
    NewProduct,
    OrderChange,
    OrdersQuery,
    Query,
)
from .errors import ApiError
from .resources import Customer, Order, Resource
from .state import Sandbox

Call = Callable[[Sandbox, Request], Awaitable[Response]]
Model = TypeVar("Model", bound=BaseModel)


async def create_order(sandbox: Sandbox, request: Request) -> Response:
    order = sandbox.store.create_order(await _body(request, NewOrder))
    return _one(order, status=201)


async def list_orders(sandbox: Sandbox, request: Request) -> Response:
    query = _query(request, OrdersQuery)
    reading = sandbox.misbehaviours.reading
    newest_shown = sandbox.clock() - timedelta(seconds=reading.lag)
    orders = [
        order
        for order in sandbox.store.orders.values()
        if (not reading.lag or order.created_at <= newest_shown)
        and query.status in (None, order.status)
        and query.fulfillment_status in (None, order.fulfillment_status)
        and _order_matches(order, query.search)
    ]
    if not reading.oldest_first:
        orders.reverse()
    return _page(orders, query, without=reading.without)


async def get_order(sandbox: Sandbox, request: Request) -> Response:
    return _one(sandbox.store.order(request.path_params["id"]))


async def change_order(sandbox: Sandbox, request: Request) -> Response:
    change = await _body(request, OrderChange)
    return _one(sandbox.store.change_order(request.path_params["id"], change))


async def list_customers(sandbox: Sandbox, request: Request) -> Response:
    query = _query(request, CustomersQuery)
    field, _, direction = query.sort.partition(":")
    tags = set(query.tags.split(",")) if query.tags else set()
    customers = [
        customer
        for customer in sandbox.store.customers.values()
        if _customer_matches(customer, query.search)
        and query.source in (None, customer.source)
        and tags <= set(customer.tags)
    ]
    customers.sort(
        key=lambda customer: customer.updated_at if field == "updatedAt" else customer.created_at,
        reverse=direction == "desc",
    )
    return _page(customers, query)


async def get_customer(sandbox: Sandbox, request: Request) -> Response:
    return _one(sandbox.store.customer(request.path_params["id"]))


async def create_customer(sandbox: Sandbox, request: Request) -> Response:
    customer = sandbox.store.create_customer(await _body(request, NewCustomer))
    return _one(customer, status=201)


async def change_customer(sandbox: Sandbox, request: Request) -> Response:
    change = await _body(request, CustomerChange)
    return _one(sandbox.store.change_customer(request.path_params["id"], change))


async def list_products(sandbox: Sandbox, request: Request) -> Response:
    query = _query(request, Query)
    products = (product for product in sandbox.store.products.values() if _contains(query.search, product.name))
    return _page(products, query)


async def get_product(sandbox: Sandbox, request: Request) -> Response:
    return _one(sandbox.store.product(request.path_params["id"]))


async def create_product(sandbox: Sandbox, request: Request) -> Response:
    product = sandbox.store.create_product(await _body(request, NewProduct))
    return _one(product, status=201)


_CALLS: tuple[tuple[str, str, Call, str], ...] = (
    ("POST", "/orders", create_order, "orders:WRITE"),
    ("GET", "/orders", list_orders, "orders:READ"),
    ("GET", "/orders/{id}", get_order, "orders:READ"),
    ("PUT", "/orders/{id}", change_order, "orders:WRITE"),
    ("GET", "/customers", list_customers, "customers:READ"),
    ("GET", "/customers/{id}", get_customer, "customers:READ"),
    ("POST", "/customers", create_customer, "customers:WRITE"),
    ("PUT", "/customers/{id}", change_customer, "customers:WRITE"),
    ("GET", "/products", list_products, "products:READ"),
    ("GET", "/products/{id}", get_product, "products:READ"),
    ("POST", "/products", create_product, "products:WRITE"),
)


def routes(sandbox: Sandbox) -> list[Route]:
    return [
        Route(path, partial(_authorized, sandbox, call, scope), methods=[method])
        for method, path, call, scope in _CALLS
    ]


async def _authorized(sandbox: Sandbox, call: Call, scope: str, request: Request) -> Response:
    key = sandbox.authenticate(request)
    if request.state.allowance.exceeded:
        raise ApiError(429)
    if scope not in key.scopes:
        raise ApiError(403, "INSUFFICIENT_SCOPE", f"The API key lacks the scope {scope}")
    return await call(sandbox, request)


async def _body(request: Request, model: type[Model]) -> Model:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ApiError(400, why="the body must be application/json")
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        raise ApiError(400, why=str(error)) from error


def _query(request: Request, model: type[Model]) -> Model:
    parameters = dict(request.query_params)
    if len(parameters) != len(request.query_params.multi_items()):
        raise ApiError(400, why="a query parameter was given twice")
    try:
        return model.model_validate(parameters)
    except ValidationError as error:
        raise ApiError(400, why=str(error)) from error


def _one(resource: Resource, *, status: int = 200) -> Response:
    return JSONResponse({"data": resource.to_json()}, status_code=status)


def _page(resources: Iterable[Resource], query: Query, *, without: frozenset[str] = frozenset()) -> Response:
    found = list(resources)
    end = query.page * query.limit
    shown: list[dict[str, Any]] = [resource.to_json() for resource in found[end - query.limit : end]]
    for fields in shown:
        for name in without:
            del fields[name]
    meta = {"page": query.page, "limit": query.limit, "total": len(found), "hasNextPage": end < len(found)}
    return JSONResponse({"data": shown, "meta": meta})


def _contains(search: str, *texts: str | None) -> bool:
    return any(search.casefold() in (text or "").casefold() for text in texts)


def _order_matches(order: Order, search: str) -> bool:
    """By order ID or by the customer's name; not by the number, the notes or the address."""
    name = f"{order.customer.first_name} {order.customer.last_name}" if order.customer else None
    return _contains(search, order.order_id, name) or search == order.id


def _customer_matches(customer: Customer, search: str) -> bool:
    name = f"{customer.first_name or ''} {customer.last_name or ''}".strip()
    return _contains(search, name, customer.email, customer.phone_number)
