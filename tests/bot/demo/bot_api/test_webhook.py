import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.serving import serving
from tests.bot.demo.bot_api.desk import Desk
from tests.bot.demo.waiting import until
from tests.process.waiting import refusing_port


@dataclass
class Hook:
    """A bot's webhook: answers `statuses` one after the other, then 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    received: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    slow_chat: int | None = None

    async def receive(self, request: Request) -> Response:
        update = await request.json()
        self.received.append((request.headers.get("x-telegram-bot-api-secret-token"), update))
        if update.get("message", {}).get("chat", {}).get("id") == self.slow_chat:
            await self.gate.wait()
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.received]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    async with serving(Starlette(routes=[Route("/hook", hook.receive, methods=["POST"])])) as url:
        hook.url = f"{url}/hook"
        yield hook
        hook.gate.set()


async def test_updates_are_delivered_in_order_with_the_secret(desk: Desk, hook: Hook) -> None:
    await desk.does("send", text="before")
    assert await desk.result("setWebhook", url=hook.url, secret_token="s3cret_-") is True  # noqa: S106  # a test's
    for text in ("a", "b"):
        await desk.does("send", text=text)
    await until(lambda: len(hook.received) == 3)
    assert hook.texts() == ["before", "a", "b"]
    assert {secret for secret, _ in hook.received} == {"s3cret_-"}


async def test_an_update_is_delivered_until_it_is_taken(desk: Desk, hook: Hook) -> None:
    hook.statuses = [500, 404]
    await desk.result("setWebhook", url=hook.url)
    await desk.does("send", text="a")
    await desk.does("send", text="b")
    await until(lambda: len(hook.received) == 4)
    assert hook.texts() == ["a", "a", "a", "b"]
    info = await desk.result("getWebhookInfo")
    assert info["url"] == hook.url
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"

    async def all_taken() -> bool:
        return (await desk.result("getWebhookInfo"))["pending_update_count"] == 0

    await until(all_taken)


async def test_a_slow_chat_does_not_hold_up_another(desk: Desk, hook: Hook) -> None:
    other = (await desk.http.post("/people", json={"first_name": "Ani"})).json()["id"]
    hook.slow_chat = desk.person
    await desk.result("setWebhook", url=hook.url)
    await desk.does("send", text="slow")
    await desk.does("send", text="behind it")
    await desk.http.post(f"/people/{other}/send", json={"text": "quick"})
    await until(lambda: "quick" in hook.texts())
    assert "behind it" not in hook.texts()
    hook.gate.set()
    await until(lambda: "behind it" in hook.texts())


async def test_a_hook_that_is_not_there_yet_gets_its_updates_later(desk: Desk, hook: Hook) -> None:
    async def failed() -> bool:
        return "last_error_message" in await desk.result("getWebhookInfo")

    with refusing_port() as port:
        await desk.result("setWebhook", url=f"http://127.0.0.1:{port}/hook")
        await desk.does("send", text="a")
        await until(failed)
    await desk.result("setWebhook", url=hook.url)
    await until(lambda: hook.texts() == ["a"])


async def test_polling_and_a_webhook_exclude_each_other(desk: Desk, hook: Hook) -> None:
    poll = asyncio.create_task(desk.call("getUpdates", timeout=20))
    await desk.polling()
    await desk.result("setWebhook", url=hook.url)
    ended = await poll
    assert (ended["error_code"], ended["description"]) == (409, "Conflict: terminated by setWebhook request")
    refused = await desk.call("getUpdates")
    assert refused["error_code"] == 409
    assert refused["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await desk.result("deleteWebhook")
    assert await desk.result("getUpdates") == []
    assert (await desk.result("getWebhookInfo"))["url"] == ""


async def test_pending_updates_can_be_dropped(desk: Desk, hook: Hook) -> None:
    await desk.does("send", text="old")
    await desk.result("deleteWebhook", drop_pending_updates=True)
    await desk.does("send", text="older")
    await desk.result("setWebhook", url=hook.url, drop_pending_updates=True)
    await desk.does("send", text="new")
    await until(lambda: hook.received)
    assert hook.texts() == ["new"]


async def test_the_wish_for_some_kinds_of_updates_holds_for_webhooks(desk: Desk, hook: Hook) -> None:
    await desk.result("setWebhook", url=hook.url, allowed_updates=["callback_query"], max_connections=1)
    await desk.does("send", text="unwanted")
    await desk.does("press", message_id=1, data="wanted")
    await until(lambda: hook.received)
    assert [list(update)[1] for _, update in hook.received] == ["callback_query"]
    info = await desk.result("getWebhookInfo")
    assert (info["allowed_updates"], info["max_connections"]) == (["callback_query"], 1)


@pytest.mark.parametrize("url", ["http://example.com/hook", "ftp://127.0.0.1/", "hook"])
async def test_plain_http_is_for_this_machine_only(desk: Desk, url: str) -> None:
    refusal = await desk.refusal("setWebhook", url=url)
    assert refusal == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    assert await desk.broken_rules() == ["webhook"]


@pytest.mark.parametrize("secret", ["with space", "ü", "a" * 257])
async def test_a_secret_has_1_to_256_plain_characters(desk: Desk, hook: Hook, secret: str) -> None:
    refusal = await desk.refusal("setWebhook", url=hook.url, secret_token=secret)
    assert refusal == "Bad Request: secret token contains unallowed characters"
