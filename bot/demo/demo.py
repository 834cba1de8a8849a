"""`orderdesk demo`: the real bot, between a local Telegram with a chat page and a local shop."""

import os
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from bot import app, catalogue_sync
from bot.demo.bot_api.app import create_app as create_telegram
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.sandbox.app import create_app as create_shop
from bot.demo.sandbox.keys import ApiKey
from bot.demo.sandbox.state import Sandbox
from bot.demo.serving import serving
from bot.demo.shop import load_customers, load_shop
from bot.settings import Settings

TOKEN = "8380000001:AAdemo-token-of-the-local-telegram"  # noqa: S105  # good for the local Telegram only
KEY = "bbb_test_demo"
PAGE = Path(__file__).parent / "chat_page"


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the local servers are: the chat page is at `telegram`, the orders page at `shop`."""

    telegram: str
    shop: str
    people: tuple[int, ...]


class DemoSettings(Settings):
    """Settings that no environment and no .env file reaches: a real token must not get into a demo."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


@asynccontextmanager
async def servers(port: int) -> AsyncIterator[Servers]:
    """Runs the local Telegram with two people, and the local shop. Raises OSError when the port is taken."""
    telegram = LocalTelegram(tokens=(TOKEN,))
    sandbox = Sandbox(load_shop(), api_keys=(ApiKey(KEY),), customers=load_customers())
    sari = telegram.add_person("Sari", language_code="en", phone="+6281200000001")
    dewi = telegram.add_person("Dewi", language_code="id", phone="+6281200000002")
    async with serving(create_shop(sandbox)) as shop:

        async def page_config(_: Request) -> JSONResponse:
            return JSONResponse({"shop_url": f"{shop}/"})

        site = Starlette(routes=[Route("/page-config", page_config), Mount("", create_telegram(telegram, PAGE))])
        async with serving(site, port=port) as url:
            try:
                yield Servers(url, shop, (sari.id, dewi.id))
            finally:
                await telegram.aclose()


async def run(port: int, *, open_browser: bool) -> int:
    """Runs the demo until it's stopped. A taken port gives way to a free one."""
    with tempfile.TemporaryDirectory(prefix="orderdesk-demo-") as folder:
        try:
            await _run(port, Path(folder), open_browser=open_browser)
        except OSError:
            if port == 0:
                raise
            await _run(0, Path(folder), open_browser=open_browser)
    return 0


async def _run(port: int, folder: Path, *, open_browser: bool) -> None:
    async with servers(port) as local:
        settings = DemoSettings(
            telegram_token=SecretStr(TOKEN),
            telegram_api_url=local.telegram,
            orders_api_url=f"{local.shop}/customer/open/v1",
            orders_api_key=SecretStr(KEY),
            orders_api_key_header="x-api-key",
            data_dir=folder,
            region="ID",
            currency="IDR",
            language="en",
            owners=local.people,
        )
        api = app.open_api(settings)
        await catalogue_sync.sync(api.products_page, folder)
        await api.aclose()

        def ready() -> None:
            _print(
                f"\n  Chat:   {local.telegram}/\n  Orders: {local.shop}/\n  Data:   {folder}\n\n"
                "  Ctrl-C ends the demo.\n"
            )
            if open_browser and _has_screen():
                webbrowser.open(f"{local.telegram}/")

        await app.run(settings, ready=ready)


def _has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _print(words: str) -> None:
    print(words, flush=True)  # noqa: T201  # a command's output
