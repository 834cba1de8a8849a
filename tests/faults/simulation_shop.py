"""The shop and the network before it. What was sent arrives, or not, whatever has become of whoever sent it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import Any, Literal

import httpx

from tests.faults.simulation_lives import Life

Answer = Literal["whole", "cut", "garbled", "reset", "silence"]
ListKind = Literal["newest first", "oldest first", "bare"]
READ_TIMEOUT = 45.0  # as bot.orders_api.transport.Timeouts has it
PRICE = 25_000


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one POST.

    connects   False: refused; no byte is sent
    arrives    seconds until the shop has it; None: never
    creates    the shop creates the order then, whatever it answers
    status, answer, answers   what comes back, how, and after how many seconds
    """

    name: str
    connects: bool = True
    arrives: float | None = 0.1
    creates: bool = False
    status: int = 500
    answer: Answer = "whole"
    answers: float = 0.3


def _well(random: Random) -> Fate:
    arrives = random.uniform(0.02, 0.5)
    return Fate("well", arrives=arrives, creates=True, status=201, answers=arrives + random.uniform(0.02, 1))


FATES: Mapping[str, Callable[[Random], Fate]] = {
    "well": _well,
    "slow": lambda r: Fate("slow", arrives=r.uniform(0, 4), creates=True, status=201, answers=r.uniform(4, 44)),
    "refused": lambda r: Fate("refused", connects=False, arrives=None, answers=r.uniform(0, 10)),
    "too many": lambda _: Fate("too many", status=429),
    "invalid": lambda r: Fate("invalid", status=r.choice((400, 422))),
    "not allowed": lambda r: Fate("not allowed", status=r.choice((401, 403, 404))),
    "broken before": lambda r: Fate("broken before", status=r.choice((500, 502, 503, 504))),
    "broken after": lambda r: Fate("broken after", creates=True, status=r.choice((500, 502, 503, 504))),
    "odd": lambda r: Fate("odd", creates=r.random() < 0.5, status=r.choice((302, 307, 408, 409, 418))),
    "reset before": lambda r: Fate("reset before", arrives=None, answer="reset", answers=r.uniform(0, 5)),
    "reset after": lambda r: Fate("reset after", creates=True, answer="reset", answers=r.uniform(0.1, 5)),
    "late": lambda r: Fate("late", arrives=r.uniform(2, 115), creates=True, answer="reset", answers=r.uniform(0, 2)),
    "too late": lambda r: Fate("too late", arrives=r.uniform(125, 900), creates=True, answer="reset", answers=1),
    "silence": lambda r: Fate("silence", arrives=r.uniform(0, 150), creates=True, answer="silence"),
    "lost": lambda _: Fate("lost", arrives=None, answer="silence"),
    "cut": lambda _: Fate("cut", creates=True, status=201, answer="cut"),
    "garbled": lambda _: Fate("garbled", creates=True, status=201, answer="garbled"),
}

# How often each fate is a POST's, and how often a GET goes wrong.
Weather = tuple[str, Mapping[str, float], float]
FAIR: Weather = ("fair", {"well": 90, "slow": 5, "late": 1, "reset after": 1, "broken after": 1, "invalid": 2}, 0.02)
FOUL: Weather = (
    "foul",
    dict.fromkeys(FATES, 4.0)
    | {"well": 20, "late": 8, "silence": 8, "reset after": 8, "too late": 0.1, "not allowed": 1, "invalid": 2},
    0.25,
)
OUTAGE: Weather = ("outage", {"refused": 90, "reset before": 5, "late": 5}, 1.0)
FLOOD: Weather = ("flood", {"too many": 90, "well": 10}, 0.8)
LOCKED: Weather = ("locked", {"not allowed": 95, "well": 5}, 0.1)


@dataclass(slots=True)
class Post:
    """One POST. `ended` is when its sender knew that it was over, or was known to be gone."""

    tag: str
    fate: Fate
    sent: float
    life: Life
    arrived: float | None = None
    ended: float | None = None


@dataclass(slots=True)
class Order:
    id: str
    number: str
    tag: str
    created: float
    listed: float
    name: str
    body: dict[str, Any]
    post: Post
    row: str = ""
    bare_row: str = ""


@dataclass
class Shop:
    """`begin` is what its clock shows at 0; that clock is right."""

    random: Random
    begin: datetime
    kind: ListKind = "newest first"
    page_size: int = 100
    weather: Weather = FAIR
    coming: list[Fate] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    note: Callable[..., None] = lambda *_: None

    def next_fate(self) -> Fate:
        if self.coming:
            return self.coming.pop(0)
        names = list(self.weather[1])
        (name,) = self.random.choices(names, [self.weather[1][each] for each in names])
        return FATES[name](self.random)

    def arrive(self, post: Post, body: dict[str, Any], now: float) -> None:
        post.arrived = now
        if not post.fate.creates:
            return
        at = len(self.orders) + 1
        # Lists show a new order at once, mostly.
        lag = self.random.choices((0.0, self.random.uniform(0, 15), self.random.uniform(15, 60)), (80, 18, 2))[0]
        buyer = body.get("customer") or body["shippingAddress"]
        order = Order(
            f"id{at}", str(1000 + at), post.tag, now, now + lag, f"{buyer['firstName']} {buyer['lastName']}", body, post
        )
        full = self.json(order)
        order.row = json.dumps(full)
        order.bare_row = json.dumps({name: full[name] for name in full if name not in ("notes", "tags")})
        self.orders.append(order)
        self.note("created", post.tag, order.number)

    def json(self, order: Order) -> dict[str, Any]:
        at = (self.begin + timedelta(seconds=order.created)).isoformat()
        total = PRICE * sum(line["quantity"] for line in order.body["lineItems"])
        return {
            "id": order.id,
            "orderId": f"ORD-{order.number}",
            "orderNumber": order.number,
            "total": total,
            "currency": "IDR",
            "notes": order.body["notes"],
            "tags": order.body["tags"],
            "createdAt": at,
            "updatedAt": at,
        }

    def of_tag(self, tag: str) -> list[Order]:
        return [order for order in self.orders if order.tag == tag]

    def page(self, page: int, limit: int, search: str, now: float) -> bytes:
        found = [order for order in self.orders if order.listed <= now and search.casefold() in order.name.casefold()]
        if self.kind != "oldest first":
            found.reverse()
        size = min(limit, self.page_size)
        rows = found[(page - 1) * size : page * size]
        shown = ",".join(order.bare_row if self.kind == "bare" else order.row for order in rows)
        more = "true" if len(found) > page * size else "false"
        meta = f'{{"page":{page},"limit":{size},"total":{len(found)},"hasNextPage":{more}}}'
        return f'{{"data":[{shown}],"meta":{meta}}}'.encode()


class _CutStream(httpx.AsyncByteStream):
    """The beginning of an answer, and then a reset."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b'{"data":{"id":"id'
        raise httpx.ReadError("reset")


class ShopEdge(httpx.AsyncBaseTransport):
    """The way from one life of the bot to the shop."""

    def __init__(self, shop: Shop, life: Life) -> None:
        self._shop = shop
        self._life = life

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._life.breathe()
        if request.method == "POST":
            response = await self._post(request)
        else:
            response = await self._get(request)
        self._life.breathe()
        clock = self._shop.begin + timedelta(seconds=_now())
        response.headers["Date"] = format_datetime(clock, usegmt=True)
        return response

    async def _post(self, request: httpx.Request) -> httpx.Response:
        shop, fate, body = self._shop, self._shop.next_fate(), json.loads(request.content)
        if not fate.connects:
            await asyncio.sleep(fate.answers)
            raise httpx.ConnectError("refused")
        await request.extensions["trace"]("http11.send_request_headers.started", {})
        post = Post(body["tags"][-1], fate, _now(), self._life)
        shop.posts.append(post)
        shop.note("post", post.tag, fate.name)
        loop = asyncio.get_running_loop()
        if fate.arrives is not None:
            loop.call_later(fate.arrives, lambda: shop.arrive(post, body, loop.time()))
        try:
            self._life.breathe()
            return await self._answer(post, fate)
        finally:
            if not self._life.dead:
                post.ended = loop.time()

    async def _answer(self, post: Post, fate: Fate) -> httpx.Response:
        if fate.answer == "silence":
            await asyncio.sleep(READ_TIMEOUT)
            raise httpx.ReadTimeout("silence")
        await asyncio.sleep(fate.answers)
        if fate.answer == "reset":
            raise httpx.ReadError("reset")
        if fate.status == httpx.codes.TOO_MANY_REQUESTS:
            return httpx.Response(429, headers={"RateLimit-Reset": "7"})
        if fate.status != httpx.codes.CREATED:
            error = {"error": {"code": "ODD", "message": "Something is odd with this order"}}
            return httpx.Response(fate.status, json=error)
        if fate.answer == "cut":
            return httpx.Response(201, stream=_CutStream())
        if fate.answer == "garbled":
            return httpx.Response(201, content=b"<html>created</html>")
        order = next(order for order in self._shop.orders if order.post is post)
        return httpx.Response(201, content=f'{{"data":{order.row}}}'.encode())

    async def _get(self, request: httpx.Request) -> httpx.Response:
        shop = self._shop
        wrong = shop.random.random() < shop.weather[2]
        await asyncio.sleep(shop.random.uniform(0.02, 0.6))
        if wrong:
            return await self._wrong()
        path, asked = request.url.path, request.url.params
        if path.endswith("/customers"):
            return httpx.Response(200, content=_customers(asked.get("search", "")))
        if path.endswith("/orders"):
            page, limit, search = int(asked["page"]), int(asked["limit"]), asked.get("search", "")
            return httpx.Response(200, content=shop.page(page, limit, search, _now()))
        wanted = path.rpartition("/")[2]
        order = next((order for order in shop.orders if order.id == wanted), None)
        if order is None:
            return httpx.Response(404)
        return httpx.Response(200, content=f'{{"data":{order.row}}}'.encode())

    async def _wrong(self) -> httpx.Response:
        match self._shop.random.randrange(6):
            case 0:
                return httpx.Response(self._shop.random.choice((500, 502, 503)))
            case 1:
                return httpx.Response(429, headers={"Retry-After": "5"})
            case 2:
                raise httpx.ConnectError("refused")
            case 3:
                raise httpx.ReadError("reset")
            case 4:
                return httpx.Response(200, content=b'{"data":[{"id":"id1"')
            case _:
                await asyncio.sleep(25)
                raise httpx.ReadTimeout("silence")


def _now() -> float:
    return asyncio.get_running_loop().time()


def _customers(search: str) -> bytes:
    """Every seventh customer is known to the shop, by another name."""
    if not (search.startswith("+62") and search.endswith("7")):
        return b'{"data":[],"meta":{"total":0,"hasNextPage":false}}'
    known = {"id": f"c{search[1:]}", "firstName": "Wati", "lastName": "Lama", "phoneNumber": search, "addresses": []}
    return json.dumps({"data": [known], "meta": {"total": 1, "hasNextPage": False}}).encode()
