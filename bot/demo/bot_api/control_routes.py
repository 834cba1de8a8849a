"""For tests: what was called, which rules were broken, and faults on demand."""

import json
from typing import Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.bot_api.bots import Bot
from bot.demo.bot_api.errors import PersonError
from bot.demo.bot_api.faults import Fault, How, When
from bot.demo.bot_api.flood import FloodLimits
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.bot_api.people_routes import Body, read_body
from bot.demo.bot_api.responses import AsciiJSONResponse

Json = dict[str, Any]


class Failing(Body):
    method: str
    times: int = Field(1, gt=0)
    status: Literal[400, 401, 403, 404, 409, 429, 500, 502, 504] = 500
    description: str | None = None
    retry_after: int | None = Field(None, gt=0)
    when: When = "before"
    how: How = "answer"


class Redelivered(Body):
    update_ids: list[int]


class Flood(Body):
    per_chat_per_second: float = Field(FloodLimits.per_chat_per_second, gt=0)
    burst: int = Field(FloodLimits.burst, gt=0)
    per_second: float = Field(FloodLimits.per_second, gt=0)


def control_routes(telegram: LocalTelegram) -> list[Route]:
    async def calls(_: Request) -> Response:
        return AsciiJSONResponse(list(telegram.calls))

    async def violations(_: Request) -> Response:
        return AsciiJSONResponse(list(telegram.violations))

    async def fail(request: Request) -> Response:
        telegram.faults.add(Fault(**(await read_body(request, Failing)).model_dump()))
        return AsciiJSONResponse({})

    async def release(_: Request) -> Response:
        telegram.faults.release()
        return AsciiJSONResponse({})

    async def redeliver(request: Request) -> Response:
        wanted = await read_body(request, Redelivered)
        unknown = _current(telegram).updates.redeliver(wanted.update_ids)
        if unknown:
            raise PersonError(404, f"There never were updates with these ids: {unknown}.")
        return AsciiJSONResponse({})

    async def update(request: Request) -> Response:
        try:
            body = json.loads(await request.body())
        except ValueError as error:
            raise PersonError(400, "The body is not JSON.") from error
        if not isinstance(body, dict):
            raise PersonError(400, "An update is a JSON object.")
        telegram.queue_by_hand(_current(telegram), body)
        return AsciiJSONResponse({})

    async def flood(request: Request) -> Response:
        wanted = await read_body(request, Flood)
        telegram.flood.change(FloodLimits(**wanted.model_dump()))
        return AsciiJSONResponse({})

    async def forget(_: Request) -> Response:
        await telegram.forget_everything()
        return AsciiJSONResponse({})

    return [
        Route("/control/calls", calls, methods=["GET"]),
        Route("/control/violations", violations, methods=["GET"]),
        Route("/control/fail", fail, methods=["POST"]),
        Route("/control/release", release, methods=["POST"]),
        Route("/control/redeliver", redeliver, methods=["POST"]),
        Route("/control/update", update, methods=["POST"]),
        Route("/control/flood", flood, methods=["POST"]),
        Route("/control", forget, methods=["DELETE"]),
    ]


def _current(telegram: LocalTelegram) -> Bot:
    if telegram.current is None:
        raise PersonError(409, "There is no bot yet: none has called getMe or getUpdates.")
    return telegram.current
