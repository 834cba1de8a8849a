"""The sandbox's own switches and records, beside the API, under /control."""

from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .state import Sandbox


class _Limit(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    limit: int = Field(ge=0)


def routes(sandbox: Sandbox) -> list[Route]:
    return [
        Route("/control", partial(_reset, sandbox), methods=["DELETE"]),
        Route("/control/misbehave", partial(_misbehave, sandbox), methods=["POST"]),
        Route("/control/misbehave", partial(_behave, sandbox), methods=["DELETE"]),
        Route("/control/release", partial(_release, sandbox), methods=["POST"]),
        Route("/control/rate_limit", partial(_limit, sandbox), methods=["POST"]),
        Route("/control/orders", partial(_orders, sandbox), methods=["GET"]),
        Route("/control/requests", partial(_requests, sandbox), methods=["GET"]),
    ]


async def _reset(sandbox: Sandbox, request: Request) -> Response:  # noqa: ARG001  # an endpoint's arguments
    sandbox.reset()
    return Response(status_code=204)


async def _misbehave(sandbox: Sandbox, request: Request) -> Response:
    try:
        sandbox.misbehaviours.set(await _json(request))
    except ValueError as error:
        return _refused(error)
    return Response(status_code=204)


async def _behave(sandbox: Sandbox, request: Request) -> Response:  # noqa: ARG001  # an endpoint's arguments
    sandbox.behave()
    return Response(status_code=204)


async def _release(sandbox: Sandbox, request: Request) -> Response:  # noqa: ARG001  # an endpoint's arguments
    sandbox.release()
    return Response(status_code=204)


async def _limit(sandbox: Sandbox, request: Request) -> Response:
    try:
        sandbox.rate_limit.limit = _Limit.model_validate(await _json(request)).limit
    except ValueError as error:
        return _refused(error)
    return Response(status_code=204)


async def _orders(sandbox: Sandbox, request: Request) -> Response:  # noqa: ARG001  # an endpoint's arguments
    return JSONResponse([order.to_json() for order in sandbox.store.orders.values()])


async def _requests(sandbox: Sandbox, request: Request) -> Response:  # noqa: ARG001  # an endpoint's arguments
    return JSONResponse([exchange.to_json() for exchange in sandbox.requests])


async def _json(request: Request) -> Any:
    # A page from elsewhere can post a form here, but not JSON: the browser asks first and is not answered.
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise ValueError("The body must be application/json.")
    return await request.json()


def _refused(error: ValueError) -> Response:
    problems = error.errors(include_url=False) if isinstance(error, ValidationError) else None
    message = "; ".join(f"{problem['loc']}: {problem['msg']}" for problem in problems or ())
    return JSONResponse({"error": message or str(error)}, status_code=400)
