"""What surrounds the process: for each trial a Telegram and a shop of its own, behind servers that stay; a person."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.demo.bot_api.app import create_app as create_telegram
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.bot_api.person_side import PersonSide
from bot.demo.sandbox import ApiKey, Sandbox
from bot.demo.sandbox import create_app as create_shop
from bot.demo.serving import serving
from bot.demo.shop import load_customers, load_shop
from tests.process.desk import BASE, OWNER

Json = dict[str, Any]

DEADLINE = 45.0  # seconds: far more than anything here takes on a busy machine
EVERY = 0.004
REPLIES = ("sendMessage", "editMessageText")

# Each behaviour of the shop as the switches that are set before the order is sent. Waits are shorter than the quiet
# period that the trials run with, because a POST that arrives after it isn't the bot's to promise anything about.
POST: Json = {"method": "POST", "path": "/orders"}
BEHAVIOURS: dict[str, tuple[Json, ...]] = {
    "none": (),
    "delay-before": ({"what": "delay", "when": "before", "seconds": 0.2, **POST},),
    "delay-after": ({"what": "delay", "when": "after", "seconds": 0.2, **POST},),
    "429": ({"what": "status", "status": 429, "reset_seconds": 1, **POST},),
    "500-before": ({"what": "status", "status": 500, "when": "before", **POST},),
    "500-after": ({"what": "status", "status": 500, "when": "after", **POST},),
    "503-before": ({"what": "status", "status": 503, "when": "before", **POST},),
    "503-after": ({"what": "status", "status": 503, "when": "after", **POST},),
    "reset-before": ({"what": "reset", "when": "before", **POST},),
    "reset-after": ({"what": "reset", "when": "after", **POST},),
    "cut-body": ({"what": "cut_body", **POST},),
    "list-lag": ({"what": "list_lag", "seconds": 0.4}, {"what": "reset", "when": "after", **POST}),
}


class LostError(AssertionError):
    """Something that must come up in the chat doesn't."""


async def until(look: Callable[[], Any], what: Callable[[], str], *, within: float = DEADLINE) -> Any:
    """The first true value that `look` gives. Raises LostError with `what` when there is none in so many seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while not (found := look()):
        if loop.time() > deadline:
            raise LostError(what())
        await asyncio.sleep(EVERY)
    return found


class Switched:
    """An application that another one can be put in the place of while it is served."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@dataclass(frozen=True)
class Place:
    """Two servers. Whoever is new in them finds nothing of those before: token, key and state are its own."""

    telegram_url: str
    shop_url: str
    telegram: Switched
    shop: Switched

    def world(self, behaviour: str, number: int) -> "World":
        token = f"{8380000000 + number}:AAcanary-Zx81-telegram-token-canary"
        key = f"bbb_test_canary_Qp44_key{number}"
        telegram = LocalTelegram(tokens=(token,))
        shop = Sandbox(PRODUCTS, api_keys=(ApiKey(key),), customers=CUSTOMERS)
        for switch in BEHAVIOURS[behaviour]:
            shop.misbehave(**switch)
        self.telegram.app = create_telegram(telegram)
        self.shop.app = create_shop(shop)
        settings = {
            "ORDERDESK_TELEGRAM_TOKEN": token,
            "ORDERDESK_TELEGRAM_API_URL": self.telegram_url,
            "ORDERDESK_ORDERS_API_URL": f"{self.shop_url}{BASE}",
            "ORDERDESK_ORDERS_API_KEY": key,
            "ORDERDESK_OWNERS": str(OWNER),
            "ORDERDESK_QUIET_SECONDS": "1",
        }
        return World(telegram, shop, settings)


PRODUCTS = load_shop()
CUSTOMERS = load_customers()


@asynccontextmanager
async def servers() -> AsyncIterator[Place]:
    telegram, shop = Switched(), Switched()
    async with AsyncExitStack() as stack:
        telegram_url = await stack.enter_async_context(serving(telegram))
        shop_url = await stack.enter_async_context(serving(shop))
        yield Place(telegram_url, shop_url, telegram, shop)


@dataclass(frozen=True)
class Shown:
    """A message of the bot as it looks now."""

    number: int
    text: str
    buttons: tuple[tuple[str, str], ...]

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.buttons]


class World:
    def __init__(self, telegram: LocalTelegram, shop: Sandbox, settings: dict[str, str]) -> None:
        self.telegram = telegram
        self.shop = shop
        self.settings = settings
        person = telegram.add_person("Sari", id=OWNER)
        self._person = PersonSide(telegram, person)
        assert telegram.current is not None
        self.bot = telegram.current
        self._chat = self.bot.chat_with(person)
        self.sent_again: list[int] = []  # the messages that asked

    async def aclose(self) -> None:
        await self.telegram.aclose()

    # --- the person

    def says(self, text: str) -> None:
        self._person.say(text)

    async def taps(self, label: str) -> None:
        """Taps that button of the newest message that has it, as soon as it's there."""
        shown = await self.sees(lambda: [shown for shown in self.messages if label in shown.labels], f"{label!r}")
        self.presses(shown[-1], label)

    def presses(self, shown: Shown, label: str) -> None:
        self._person.press(shown.number, dict(shown.buttons)[label])

    async def sees(self, look: Callable[[], Any], what: str) -> Any:
        return await until(look, lambda: f"not seen: {what}; the chat is:\n{self.screen()}")

    async def sees_newest(self, words: str) -> None:
        await self.sees(lambda: self.messages and words in self.messages[-1].text, words)

    @property
    def messages(self) -> list[Shown]:
        return [
            _shown(message.id, message.for_person())
            for message in self._chat.messages.values()
            if not message.from_person
        ]

    def screen(self) -> str:
        return "\n---\n".join(f"{shown.text}\n{shown.labels}" for shown in self.messages[-5:])

    # --- what passed

    def first_reply_since(self, moment: float) -> float | None:
        """Seconds from then (unix time) to the first message that was sent or edited; None where none was."""
        replies = [call for call in self.telegram.calls if call["method"] in REPLIES and call["ok"]]
        times = [call["at"] for call in replies if call["at"] >= moment]
        return times[0] - moment if times else None

    @property
    def updates(self) -> list[int]:
        """The numbers of all updates that there were."""
        return list(self.bot.updates._all)

    @property
    def confirmed(self) -> list[int]:
        """The numbers of those that Telegram won't deliver again, because the bot has asked for what comes after."""
        waiting = {queued.body.get("update_id") for queued in self.bot.updates.pending}
        return [number for number in self.updates if number not in waiting]

    @property
    def posts(self) -> list[Any]:
        return [request for request in self.shop.requests if request.method == "POST"]


def _shown(number: int, message: Json) -> Shown:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return Shown(
        number,
        message.get("text", ""),
        tuple((button["text"], button["callback_data"]) for button in itertools.chain.from_iterable(rows)),
    )


Flow = Callable[[World], Coroutine[Any, Any, None]]
