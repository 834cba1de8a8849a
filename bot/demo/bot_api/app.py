"""The application: the Bot API, people's side, control and the chat page on one server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.bot_api.bot_routes import bot_routes
from bot.demo.bot_api.control_routes import control_routes
from bot.demo.bot_api.errors import PersonError
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.bot_api.people_routes import people_routes, sentence
from bot.demo.serving import serving


def create_app(telegram: LocalTelegram, page: Path | None = None) -> Starlette:
    """`page` is the folder of the chat page: index.html at "/", everything in it under /static."""
    routes: list[BaseRoute] = [*bot_routes(telegram), *people_routes(telegram), *control_routes(telegram)]
    if page is not None:
        index = page / "index.html"

        async def chat_page(_: object) -> FileResponse:
            return FileResponse(index)

        routes += [Route("/", chat_page), Mount("/static", StaticFiles(directory=page))]
    return Starlette(routes=routes, exception_handlers={PersonError: sentence})


@asynccontextmanager
async def serving_telegram(
    telegram: LocalTelegram, page: Path | None = None, *, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[str]:
    """Serves it until the block ends, then ends what still waits; yields the base URL."""
    async with serving(create_app(telegram, page), host=host, port=port) as url:
        try:
            yield url
        finally:
            await telegram.aclose()
