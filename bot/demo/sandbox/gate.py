"""What every request passes on its way to the API: the record, the rate limit, and the troubles."""

import asyncio
from contextlib import suppress

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.demo.serving import hold, reset

from .errors import CODES, ApiError, not_the_api
from .keys import presented_key
from .misbehaviour import Trouble
from .state import Sandbox

BASES = ("/customer/open/v1", "/customer/api/open/v1")
_NOT_JSON = "<html><body>Something else answered here.</body></html>"


class Gate:
    """ASGI: records each request, counts it, and makes the trouble that is set for it.

    An answer is made in full before any of it is sent, so that trouble can come in between.
    """

    def __init__(self, sandbox: Sandbox, api: ASGIApp) -> None:
        self._sandbox = sandbox
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return  # half a request asks for nothing
        exchange = request.state.exchange = self._sandbox.record(request, body)
        base, path = _split(request.url.path)
        if base is not None:
            key = presented_key(request.headers) or ""
            request.state.allowance = self._sandbox.rate_limit.count(key)
        trouble = self._sandbox.misbehaviours.take(request.method, path)

        answer = await self._answer(request, body, trouble)
        if answer is None:
            await _gone(receive)
            return
        if base is not None:
            answer.headers.update(request.state.allowance.headers())
        if trouble is not None:
            _add_headers(trouble, answer)
        exchange.status = answer.status_code
        if trouble is not None and trouble.what == "cut_body":
            await _send_half(answer, request, receive, send)
        else:
            await answer(scope, receive, send)

    async def _answer(self, request: Request, body: bytes, trouble: Trouble | None) -> Response | None:
        """What the client gets; None when the connection was ended instead."""
        if trouble is None:
            return await self._carry_out(request, body)
        released = self._sandbox.misbehaviours.released  # of the switches as they are now
        answer = await self._carry_out(request, body) if trouble.comes_after else None
        match trouble.what:
            case "hang":
                with suppress(TimeoutError):
                    await asyncio.wait_for(_gone(request.receive), trouble.seconds or None)
            case "hold":
                await hold(request.state.transport, released)
            case _:
                await asyncio.sleep(trouble.seconds)
        match trouble.what:
            case "reset":
                reset(request.state.transport)
                return None
            case "close" | "hang":
                request.state.transport.close()
                return None
            case "status":
                return _told(trouble, request)
            case "delay" | "hold":
                return answer or await self._carry_out(request, body)
            case "cut_body":
                return answer or _told(trouble, request)
            case "broken_body":
                status = answer.status_code if answer else trouble.status
                return HTMLResponse(_NOT_JSON, status)

    async def _carry_out(self, request: Request, body: bytes) -> Response:
        if request.method == "GET" and self._sandbox.misbehaviours.reading.no_reads:
            return not_the_api()
        sent: list[Message] = []

        async def replay() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def keep(message: Message) -> None:
            sent.append(message)

        await self._api(request.scope, replay, keep)
        start, *parts = sent
        answer = Response(b"".join(part.get("body", b"") for part in parts), start["status"])
        answer.raw_headers = list(start["headers"])
        return answer


def _split(path: str) -> tuple[str | None, str]:
    for base in BASES:
        if path.startswith(base + "/"):
            return base, path.removeprefix(base)
    return None, path


def _told(trouble: Trouble, request: Request) -> Response:
    if trouble.status in CODES:
        return ApiError(trouble.status, trouble.code).response()
    if trouble.status < 400:  # a redirect
        return Response(status_code=trouble.status, headers={"Location": str(request.url)})
    return HTMLResponse(_NOT_JSON, trouble.status)


def _add_headers(trouble: Trouble, answer: Response) -> None:
    if answer.status_code == 429:
        answer.headers["RateLimit-Remaining"] = "0"
    if trouble.reset_seconds is not None:
        answer.headers["RateLimit-Reset"] = str(trouble.reset_seconds)
    if trouble.retry_after is not None:
        answer.headers["Retry-After"] = str(trouble.retry_after)


async def _send_half(answer: Response, request: Request, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status_code, "headers": answer.raw_headers})
    half = bytes(answer.body)[: len(answer.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    request.state.transport.close()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Returns once the connection is closed: an application that leaves earlier is answered for with a 500."""
    while (await receive())["type"] != "http.disconnect":
        pass
