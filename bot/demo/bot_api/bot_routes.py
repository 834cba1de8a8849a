"""The Bot API over HTTP: one entry for every method, with its log of calls and its faults."""

import asyncio
import re
from collections.abc import Coroutine
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.bot_api.bots import Bot
from bot.demo.bot_api.errors import ApiError
from bot.demo.bot_api.faults import Fault
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.bot_api.methods import JSON_SERIALISED, METHODS, Call
from bot.demo.bot_api.parameters import Upload, as_json, read_parameters
from bot.demo.bot_api.responses import AsciiJSONResponse
from bot.demo.serving import hold, reset

Json = dict[str, Any]

HTTP_CLIENT_GONE = 499  # nobody receives it; the log of calls shows it
_TOKEN = re.compile(r"\d{1,18}:[A-Za-z0-9_-]{20,}")


def bot_routes(telegram: LocalTelegram) -> list[Route]:
    async def call(request: Request) -> Response:
        try:
            bot = _authorised(telegram, request.path_params["token"])
        except ApiError as error:
            return _refusal(error)
        return await _answer(telegram, bot, request)

    async def download(request: Request) -> Response:
        try:
            _authorised(telegram, request.path_params["token"])
        except ApiError as error:
            return _refusal(error)
        path = request.path_params["path"]
        for file in telegram.files.values():
            if file.path == path and file.content is not None:
                return Response(file.content, media_type="application/octet-stream")
        return _refusal(ApiError(404, "Not Found"))

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
    ]


def _authorised(telegram: LocalTelegram, token: str) -> Bot:
    """Telegram answers 404 to what is no token at all and 401 to one it does not know."""
    if not _TOKEN.fullmatch(token):
        raise ApiError(404, "Not Found")
    if telegram.tokens and token not in telegram.tokens:
        raise ApiError(401, "Unauthorized")
    return telegram.bot(int(token.partition(":")[0]))


async def _answer(telegram: LocalTelegram, bot: Bot, request: Request) -> Response:
    method = METHODS.get(request.path_params["method"].lower())
    name = method.name if method else request.path_params["method"]
    record: Json = {"method": name, "params": {}, "ok": None, "at": telegram.clock()}
    telegram.calls.append(record)
    fault = telegram.faults.next_for(name)
    try:
        parameters = await read_parameters(request)
        parameters |= {n: as_json(parameters[n]) for n in JSON_SERIALISED & parameters.keys()}
        record["params"] = {n: v.as_json() if isinstance(v, Upload) else v for n, v in parameters.items()}
        if method is None:
            raise ApiError(404, "Not Found", rule="unknown-method")  # noqa: TRY301  # the one place that records refusals
        for unknown in sorted(parameters.keys() - method.parameters):
            _violation(telegram, record, "unknown-parameter", f"{name} has no parameter {unknown}")
        if fault and fault.when == "before":
            if fault.how != "hold":
                raise fault.error()
            await hold(request.state.transport, fault.released)
        answering = method.handler(Call(telegram, bot, parameters))
        result = await (_while_connected(request, answering) if method.waits else answering)
        if fault and fault.how == "answer":
            raise fault.error()
    except ApiError as error:
        record |= {"ok": False, "error_code": error.code, "description": error.description}
        if error.rule:
            _violation(telegram, record, error.rule, error.description)
        response: Response = _refusal(error)
    else:
        record["ok"] = True
        response = AsciiJSONResponse({"ok": True, "result": result})
    return await _broken(telegram, request, fault, response) if fault else response


async def _while_connected(request: Request, answering: Coroutine[Any, Any, Any]) -> Any:
    """Whoever hangs up while waiting for updates gets none handed out: they would be lost to the next poller."""
    task = asyncio.create_task(answering)
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ApiError(HTTP_CLIENT_GONE, "The client hung up")
        return task.result()
    finally:
        task.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _violation(telegram: LocalTelegram, record: Json, rule: str, detail: str) -> None:
    telegram.violations.append({"method": record["method"], "rule": rule, "detail": detail, "params": record["params"]})


def _refusal(error: ApiError) -> Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return AsciiJSONResponse(body, status_code=error.code)


async def _broken(telegram: LocalTelegram, request: Request, fault: Fault, response: Response) -> Response:
    """The answer as the fault wants it to arrive, if at all."""
    match fault.how:
        case "answer":
            pass
        case "hold":
            await hold(request.state.transport, fault.released)
        case "hang":
            await telegram.closing.wait()
        case "reset":
            reset(request.state.transport)
        case "cut":
            return _CutResponse(response, request)
    return response


class _CutResponse(Response):
    """Announces the whole body, sends half of it and closes the connection."""

    def __init__(self, whole: Response, request: Request) -> None:
        super().__init__(status_code=whole.status_code)
        self.raw_headers = whole.raw_headers
        self._half = whole.body[: len(whole.body) // 2]
        self._transport = request.state.transport

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        del scope
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers},
        )
        await send({"type": "http.response.body", "body": bytes(self._half), "more_body": True})
        self._transport.close()
        while (await receive())["type"] != "http.disconnect":
            pass
