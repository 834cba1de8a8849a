"""Puts the sandbox together: the API under both of its bases, the switches, and a page to watch."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles

from . import calls, control
from .errors import ApiError, not_the_api
from .gate import BASES, Gate
from .state import Sandbox

_PAGE = Path(__file__).parent / "page"
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"


def create_app(sandbox: Sandbox) -> Starlette:
    """The sandbox as an application for `bot.demo.serving.serving`.

    The API is under `/customer/open/v1` and `/customer/api/open/v1`; `/` shows the orders; any other path is
    404 without the API's JSON code, and recorded as well.
    """
    api = Starlette(
        routes=[Mount(base, Router(calls.routes(sandbox), redirect_slashes=False)) for base in BASES],
        exception_handlers={ApiError: _api_error, 404: _not_the_api},
    )
    api.router.redirect_slashes = False
    return Starlette(
        routes=[
            Route("/", _page, methods=["GET"]),
            Mount("/page", StaticFiles(directory=_PAGE)),
            *control.routes(sandbox),
            Mount("", Gate(sandbox, api)),
        ],
    )


async def _page(request: Request) -> Response:  # noqa: ARG001  # an endpoint's arguments
    return FileResponse(_PAGE / "orders.html", headers={"Content-Security-Policy": _POLICY})


async def _api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)  # noqa: S101  # Starlette calls it for nothing else
    request.state.exchange.why = error.why
    return error.response()


async def _not_the_api(request: Request, error: Exception) -> Response:  # noqa: ARG001  # a handler's arguments
    return not_the_api()
