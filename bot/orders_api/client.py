"""The calls of the Open API that the desk makes. What can go wrong is a value; only what nobody foresaw is raised."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import phonenumbers
from pydantic import BaseModel, ValidationError

from bot.orders_api import reconciler
from bot.orders_api.customers import customer_of
from bot.orders_api.limiter import Limiter, Use, seconds_to_wait
from bot.orders_api.models import (
    CustomerAnswer,
    OrderAnswer,
    ProductAnswer,
    body_of,
    data_of,
    error_of,
    meta_of,
    read_json,
    rows_of,
)
from bot.orders_api.reconciler import OrderPage
from bot.orders_api.transport import Failure, Timeouts, Transport, utc_now
from conversations.order import Customer, OrderRequest
from conversations.outcomes import (
    Ambiguous,
    Created,
    CreatedUnread,
    NotAllowed,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    Scan,
)

# The most that lists give at once, by the documentation.
PAGE_SIZE = 100
# Times of the shop are trusted no closer than this, whatever its answers say of its clock.
CLOCK_MARGIN = timedelta(hours=1)

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class LookUpFailed:
    """Whether the shop knows the customer couldn't be found out."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A page of the shop's products; `total` counts those of all pages. `skipped` had no id to be ordered by."""

    products: tuple[ProductAnswer, ...]
    has_next: bool
    total: int | None
    skipped: int = 0


class OrdersApi:
    """The shop behind one key.

    Raises ValueError when `base_url`, `key` or `key_header` can't be used. `single_name_last` is what is sent as
    the last name of people who have one name.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        key_header: str = "x-api-key",
        *,
        limiter: Limiter | None = None,
        timeouts: Timeouts | None = None,
        clock: Callable[[], datetime] = utc_now,
        single_name_last: str = "-",
    ) -> None:
        self._transport = Transport(
            base_url, key, key_header, limiter or Limiter(), timeouts=timeouts or Timeouts(), clock=clock
        )
        self._single_name_last = single_name_last

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def turn_to_create(self) -> None:
        """Waits until the rate limit has room for `create_order`, so that the wait isn't part of sending."""
        await self._transport.limiter.turn(Use.ORDER)

    def give_turn_back(self) -> None:
        """Nothing is to be created after all."""
        self._transport.limiter.give_back(Use.ORDER)

    async def create_order(self, request: OrderRequest) -> Outcome:
        """Sends `POST /orders` once. Its turn must have been waited for."""
        body = json.dumps(body_of(request), ensure_ascii=False).encode()
        sent = False

        async def trace(event: str, _: Mapping[str, Any]) -> None:
            nonlocal sent
            sent = sent or event == "http11.send_request_headers.started"

        post = self._transport.posting.build_request(
            "POST", self._transport.url("/orders"), content=body, extensions={"trace": trace}
        )
        response: httpx.Response | None = None
        try:
            async with asyncio.timeout(self._transport.timeouts.total):
                response = await self._transport.posting.send(post, stream=True)
                try:
                    content = await response.aread()
                finally:
                    await response.aclose()
        except (httpx.HTTPError, OSError) as error:
            reason = type(error).__name__
            if not sent:
                self.give_turn_back()
                return NotSent(reason)
            if response is None:
                return Ambiguous(reason)
            content = b""
        self._transport.learn(response)
        return _outcome(response, content)

    async def find_order(self, request: OrderRequest, since: datetime) -> Scan:
        """Looks for the order by its tag, among those created since its submission began."""
        return await reconciler.scan(self, request, since)

    def by_shop_clock(self, moment: datetime) -> datetime:
        return moment - CLOCK_MARGIN - self._transport.behind

    async def orders_page(self, page: int, search: str = "") -> OrderPage | Failure:
        params: dict[str, str | int] = {"page": page, "limit": PAGE_SIZE}
        parsed = await self._transport.get("/orders", Use.SCAN, params | ({"search": search} if search else {}))
        if isinstance(parsed, Failure):
            return parsed
        rows = rows_of(parsed)
        orders = _readable(rows or (), OrderAnswer)
        if rows is None or len(orders) != len(rows):
            return Failure("unreachable", 200)
        return OrderPage(orders, meta_of(parsed).total, _has_next(parsed, len(rows)))

    async def order(self, order_id: str) -> OrderAnswer | Failure:
        parsed = await self._transport.get(f"/orders/{quote(order_id, safe='')}", Use.SCAN)
        if isinstance(parsed, Failure):
            return parsed
        return next(iter(_readable([data_of(parsed)], OrderAnswer)), Failure("unreachable", 200))

    async def customers_by_phone(self, e164: str) -> tuple[Customer, ...] | LookUpFailed:
        """The shop's customers who have this phone number, or an address with it; () when nobody has."""
        national = str(phonenumbers.parse(e164).national_number)
        # A shop that stores another spelling is found by the digits that all spellings have.
        for search in (e164, national):
            params: dict[str, str | int] = {"page": 1, "limit": PAGE_SIZE, "search": search}
            parsed = await self._transport.get("/customers", Use.LOOK_UP, params)
            if isinstance(parsed, Failure):
                return LookUpFailed(parsed)
            rows = rows_of(parsed)
            if rows is None:
                return LookUpFailed(Failure("unreachable", 200))
            answers = _readable(rows, CustomerAnswer)
            known = [customer_of(answer, e164, single_name_last=self._single_name_last) for answer in answers]
            if customers := tuple(customer for customer in known if customer is not None):
                return customers
        return ()

    async def products_page(self, page: int) -> ProductPage | Failure:
        """Page `page`, from 1 on, of the shop's products."""
        parsed = await self._transport.get("/products", Use.SYNC, {"page": page, "limit": PAGE_SIZE})
        if isinstance(parsed, Failure):
            return parsed
        rows = rows_of(parsed)
        if rows is None:
            return Failure("unreachable", 200)
        products = _readable(rows, ProductAnswer)
        return ProductPage(products, _has_next(parsed, len(rows)), meta_of(parsed).total, len(rows) - len(products))


def _outcome(response: httpx.Response, content: bytes) -> Outcome:
    """What a status means, by the table in the design; a status that isn't in it may mean anything."""
    error = error_of(content)
    match response.status_code:
        case status if 200 <= status < 300:
            return _created(content)
        case 400 if error.code == "MISSING_COMPANY_ID":
            return NotAllowed(400, error.code)  # the key's fault: no order would be accepted
        case 400 | 422 as status:
            return Rejected(error.message or error.code or f"HTTP {status}")
        case 401 | 403 | 404 as status:
            return NotAllowed(status, error.code or "")
        case 429:
            return RateLimited(seconds_to_wait(response.headers))
        case status:
            return Ambiguous(f"HTTP {status}")


def _created(content: bytes) -> Outcome:
    try:
        answers = _readable([data_of(read_json(content))], OrderAnswer)
    except ValueError:
        return CreatedUnread()
    order = next(iter(answers), OrderAnswer())
    if not (order.id or order.number):
        return CreatedUnread()
    return Created(order.id or "", order.number, order.total, order.currency)


def _readable(rows: Any, model: type[Model]) -> tuple[Model, ...]:
    answers = []
    for row in rows:
        try:
            answers.append(model.model_validate(row))
        except ValidationError:
            continue
    return tuple(answers)


def _has_next(parsed: Any, rows: int) -> bool:
    """As the shop says; where it doesn't, a full page has a next one."""
    said = meta_of(parsed).has_next_page
    return rows >= PAGE_SIZE if said is None else said
