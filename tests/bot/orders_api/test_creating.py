"""Each row of the design's table: what became of the POST."""

import asyncio
import json
import socket
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.demo.sandbox import Sandbox
from bot.demo.serving import serving
from bot.orders_api.client import OrdersApi
from bot.orders_api.limiter import Limiter, Use
from bot.orders_api.transport import Timeouts
from conversations.order import OrderRequest
from conversations.outcomes import (
    Ambiguous,
    Created,
    CreatedUnread,
    NotAllowed,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
)
from tests.bot.orders_api.conftest import KEY, QUICK

MakeRequest = Callable[..., OrderRequest]


async def created_by(url: str, request: OrderRequest, *, timeouts: Timeouts = QUICK) -> Outcome:
    api = OrdersApi(url, KEY, timeouts=timeouts)
    try:
        return await api.create_order(request)
    finally:
        await api.aclose()


def answering(answer: Callable[[Request], Any]) -> Starlette:
    async def endpoint(request: Request) -> Response:
        response: Response = answer(request)
        return response

    return Starlette(routes=[Route("/orders", endpoint, methods=["POST"])])


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


async def test_an_order_is_created(api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest) -> None:
    outcome = await api.create_order(request_of())
    (order,) = sandbox.store.orders.values()
    assert outcome == Created(order.id, "1001", order.total, None)
    assert (order.notes, order.tags) == ("Kurir: JNE\ntg-01JTEST", ("telegram", "tg-01JTEST"))
    assert sandbox.requests[0].headers["connection"] == "close"


async def test_200_is_created_too_and_money_has_no_float_error(request_of: MakeRequest) -> None:
    body = '{"data": {"id": "a", "orderId": "ORD-1", "total": 0.1, "currency": "IDR"}}'
    async with serving(answering(lambda _: Response(body))) as url:
        assert await created_by(url, request_of()) == Created("a", "ORD-1", Decimal("0.1"), "IDR")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>",
        "[]",
        "{}",
        '{"data": null}',
        '{"data": {"id": null}}',
        "7",
        "[" * 100_000,
        '{"data": [{"id": "a"}]}',
        '{"data": {"id": "a\\u0000", "orderNumber": "\\n"}}',
        '{"data": {"id": true, "orderNumber": 1e99999999999999999999}}',
    ],
    ids=lambda body: body[:40],
)
async def test_2xx_without_a_readable_order_is_created_unread(body: str, request_of: MakeRequest) -> None:
    async with serving(answering(lambda _: Response(body, 201))) as url:
        assert await created_by(url, request_of()) == CreatedUnread()


async def test_an_order_with_odd_parts_is_created_and_can_be_stored(request_of: MakeRequest) -> None:
    body = rb"""{"data": {"id": "a\u00e9", "orderNumber": "10\n\ud80001", "total": 1e400, "currency": "\u202eRp",
        "tags": {"a": 1}, "createdAt": 1e400, "notes": 99999999999999999999999999999999999999999999, "x": NaN}}"""
    async with serving(answering(lambda _: Response(body))) as url:
        assert await created_by(url, request_of()) == Created("aé", "10 \ufffd01", None, "Rp")


async def test_an_odd_refusal_is_told_in_one_line(request_of: MakeRequest) -> None:
    body = rb'{"error": {"code": ["x"], "message": "Stok\u0000\n\n habis \ud83d"}}'
    async with serving(answering(lambda _: Response(body, 422))) as url:
        assert await created_by(url, request_of()) == Rejected("Stok habis \ufffd")
    async with serving(answering(lambda _: Response("[" * 100_000, 400))) as url:
        assert await created_by(url, request_of()) == Rejected("HTTP 400")


@pytest.mark.parametrize(
    "header",
    [
        "Date: 99999999999999999999 Jan 2024 00:00:00 GMT",
        "Date: Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Date: Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
        "Date: yesterday",
        "RateLimit-Limit: -1",
        "RateLimit-Remaining: 1e9",
        f"RateLimit-Reset: {'9' * 40}",
        "Content-Type: \u00ff/\u00ff; charset=none",
        "Set-Cookie: \u00ff; expires=never; max-age=x",
    ],
)
async def test_odd_headers_take_nothing_from_the_answer(request_of: MakeRequest, header: str) -> None:
    def answer(request: Request) -> Response:
        head = f"HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: 41\r\n\r\n"
        request.state.transport.write(head.encode("latin-1") + b'{"data": {"id": "a", "orderNumber": "1"}}')
        request.state.transport.close()
        return Response()

    async with serving(answering(answer)) as url:
        assert await created_by(url, request_of()) == Created("a", "1")


async def test_a_cut_body_is_created_unread(api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest) -> None:
    sandbox.misbehave(what="cut_body", method="POST")
    assert await api.create_order(request_of()) == CreatedUnread()
    assert len(sandbox.store.orders) == 1


async def test_a_body_that_never_ends_is_created_unread(request_of: MakeRequest) -> None:
    async def trickle() -> Any:
        while True:
            yield b" "
            await asyncio.sleep(0.05)

    async with serving(answering(lambda _: StreamingResponse(trickle(), 201))) as url:
        assert await created_by(url, request_of()) == CreatedUnread()


async def test_400_and_422_are_rejected_in_the_shops_words(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest
) -> None:
    assert await api.create_order(request_of(items=(("gone", 1),))) == Rejected("The request is not valid")
    assert not sandbox.store.orders
    async with serving(answering(lambda _: Response("nope", 422))) as url:
        assert await created_by(url, request_of()) == Rejected("HTTP 422")


async def test_429_waits_for_the_windows_reset(api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest) -> None:
    sandbox.misbehave(what="status", status=429, reset_seconds=17, retry_after=99)
    assert await api.create_order(request_of()) == RateLimited(17)


@pytest.mark.parametrize(("status", "code"), [(401, "INVALID_API_KEY"), (403, "IP_NOT_ALLOWED"), (404, "NOT_FOUND")])
async def test_401_403_and_404_are_the_installations_fault(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest, status: int, code: str
) -> None:
    sandbox.misbehave(what="status", status=status, code=code)
    assert await api.create_order(request_of()) == NotAllowed(status, code)


async def test_a_key_without_a_company_is_the_installations_fault(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest
) -> None:
    sandbox.misbehave(what="status", status=400, code="MISSING_COMPANY_ID")
    assert await api.create_order(request_of()) == NotAllowed(400, "MISSING_COMPANY_ID")


@pytest.mark.parametrize("status", [302, 307, 408, 409, 500, 502, 503, 504])
async def test_any_other_status_is_ambiguous_and_never_followed(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest, status: int
) -> None:
    sandbox.misbehave(what="status", status=status)
    assert await api.create_order(request_of()) == Ambiguous(f"HTTP {status}")
    assert len(sandbox.requests) == 1


async def test_a_redirect_elsewhere_is_not_followed(request_of: MakeRequest) -> None:
    seen: list[str] = []

    def redirect(request: Request) -> Response:
        seen.append(request.url.path)
        return RedirectResponse("/orders", 308)

    async with serving(answering(redirect)) as url:
        assert await created_by(url, request_of()) == Ambiguous("HTTP 308")
    assert seen == ["/orders"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", ["reset", "close", "hang"])
async def test_a_connection_that_breaks_is_ambiguous(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest, what: str, when: str
) -> None:
    sandbox.misbehave(what=what, when=when, method="POST")
    assert isinstance(await api.create_order(request_of()), Ambiguous)
    assert len(sandbox.store.orders) == (when == "after")


async def test_what_does_not_speak_http_is_ambiguous(request_of: MakeRequest) -> None:
    def nonsense(request: Request) -> Response:
        request.state.transport.write(b"what?\r\n\r\n")
        request.state.transport.close()
        return Response()

    async with serving(answering(nonsense)) as url:
        assert isinstance(await created_by(url, request_of()), Ambiguous)


async def test_a_refused_connection_is_not_sent_and_costs_no_turn(request_of: MakeRequest) -> None:
    limiter = Limiter()
    limiter.learn({"RateLimit-Limit": "1", "RateLimit-Remaining": "1", "RateLimit-Reset": "3600"})
    api = OrdersApi(f"http://127.0.0.1:{closed_port()}", KEY, limiter=limiter)
    await api.turn_to_create()
    assert await api.create_order(request_of()) == NotSent("ConnectError")
    await limiter.turn(Use.ORDER)
    await api.aclose()


async def test_a_name_that_does_not_resolve_is_not_sent(request_of: MakeRequest) -> None:
    assert await created_by("http://shop.invalid", request_of()) == NotSent("ConnectError")


async def test_a_server_that_does_not_speak_tls_is_not_sent(request_of: MakeRequest) -> None:
    async with serving(answering(lambda _: Response())) as url:
        assert isinstance(await created_by(url.replace("http", "https"), request_of()), NotSent)


async def test_a_connection_that_is_never_accepted_is_not_sent(request_of: MakeRequest) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        # Fills the queue of connections that nobody accepts.
        waiting = [socket.socket() for _ in range(8)]
        for one in waiting:
            one.setblocking(False)  # noqa: FBT003  # socket's own argument
            one.connect_ex(address)
        quick = Timeouts(connect=0.3, total=2)
        outcome = await created_by(f"http://127.0.0.1:{address[1]}", request_of(), timeouts=quick)
        for one in waiting:
            one.close()
    assert outcome == NotSent("ConnectTimeout")


async def test_no_connection_is_used_twice(api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest) -> None:
    ports: list[int] = []

    def remember(request: Request) -> Response:
        assert request.client is not None
        ports.append(request.client.port)
        return JSONResponse({"data": {"id": "1"}}, 201)

    assert not sandbox.requests
    async with serving(answering(remember)) as url:
        api = OrdersApi(url, KEY)
        for _ in range(3):
            await api.create_order(request_of())
        await api.aclose()
    assert len(set(ports)) == 3


async def test_the_environments_proxy_is_not_used(
    monkeypatch: pytest.MonkeyPatch, base: str, request_of: MakeRequest
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{closed_port()}")
    assert isinstance(await created_by(base, request_of()), Created)


@pytest.mark.parametrize(
    ("base", "key", "header"),
    [
        ("https://shop.test", "bbb_live_secret\nX-Other: 1", "x-api-key"),
        ("https://shop.test", "bbb_live_secret ", "x-api-key"),
        ("https://shop.test", "", "x-api-key"),
        ("https://shop.test", "bbb_live_secret", "x-api-key: 1\r\nx"),
        ("ftp://shop.test", "bbb_live_secret", "x-api-key"),
        ("shop.test", "bbb_live_secret", "x-api-key"),
    ],
)
def test_what_can_not_be_a_header_or_a_base_is_refused_without_showing_the_key(
    base: str, key: str, header: str
) -> None:
    with pytest.raises(ValueError, match=r"API key|Open API") as refused:
        OrdersApi(base, key, header)
    assert "secret" not in str(refused.value)


async def test_nothing_of_a_request_is_logged(
    capfd: pytest.CaptureFixture[str], api: OrdersApi, request_of: MakeRequest
) -> None:
    await api.create_order(request_of())
    await api.customers_by_phone("+6281299990000")
    shown = json.dumps(capfd.readouterr())
    for secret in (KEY, "81299990000", "Sari", "Dewi"):
        assert secret not in shown
