"""A running local Telegram as tests see it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.bot.demo.waiting import until

TOKEN = "123456789:local-bot-of-these-tests-only"  # noqa: S105  # well-formed, nobody's
Json = dict[str, Any]


class Clock:
    """Stands still until a test moves it."""

    now = 0.0

    def start(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Desk:
    """The bot's calls, one person's doings, and control, all over HTTP."""

    http: httpx.AsyncClient
    clock: Clock
    person: int

    @property
    def url(self) -> str:
        return str(self.http.base_url).rstrip("/")

    async def call(self, method: str, **parameters: Any) -> Json:
        """One Bot API call with a JSON body; the whole answer, refusals too."""
        answer = await self.http.post(f"/bot{TOKEN}/{method}", json=parameters)
        body: Json = answer.json()
        assert body["ok"] == (answer.status_code == 200)
        assert body.get("error_code", 200) == answer.status_code
        return body

    async def result(self, method: str, **parameters: Any) -> Any:
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        answer = await self.call(method, **parameters)
        assert not answer["ok"], answer
        description: str = answer["description"]
        return description

    async def send(self, text: str = "Hello", **parameters: Any) -> Json:
        """The bot writes to the person; the Message it gets back."""
        sent: Json = await self.result("sendMessage", chat_id=self.person, text=text, **parameters)
        return sent

    async def does(self, action: str, **body: Any) -> Any:
        """What the person does; the answer's JSON."""
        answer = await self.http.post(f"/people/{self.person}/{action}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def cannot(self, action: str, **body: Any) -> tuple[int, str]:
        """What the person is refused: status and sentence."""
        answer = await self.http.post(f"/people/{self.person}/{action}", json=body)
        assert answer.is_client_error, answer.text
        return answer.status_code, answer.json()["error"]

    async def chat(self) -> Any:
        return (await self.http.get(f"/people/{self.person}/chat")).json()

    async def updates(self, **parameters: Any) -> list[Json]:
        """What getUpdates gives, confirmed at once."""
        updates: list[Json] = await self.result("getUpdates", **parameters)
        if updates:
            await self.result("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return updates

    async def control(self, what: str, **body: Any) -> None:
        answer = await self.http.post(f"/control/{what}", json=body)
        assert answer.status_code == 200, answer.text

    async def calls(self, method: str) -> list[Json]:
        listed: list[Json] = (await self.http.get("/control/calls")).json()
        return [call for call in listed if call["method"] == method]

    async def broken_rules(self) -> list[str]:
        return [violation["rule"] for violation in (await self.http.get("/control/violations")).json()]

    async def polling(self, times: int = 1) -> None:
        """Returns when so many getUpdates calls wait for something."""

        async def wait_enough() -> bool:
            return sum(call["ok"] is None for call in await self.calls("getUpdates")) >= times

        await until(wait_enough)

    @asynccontextmanager
    async def events(self) -> AsyncIterator[list[Json]]:
        """The person's event stream, collected from here on."""
        collected: list[Json] = []
        async with self.http.stream("GET", f"/people/{self.person}/events") as stream:
            lines = stream.aiter_lines()
            assert await anext(lines) == ": listening"

            async def collect() -> None:
                async for line in lines:
                    kind, _, content = line.partition(": ")
                    if kind == "data":
                        event = json.loads(content)
                        collected.append(event)

            task = asyncio.create_task(collect())
            try:
                yield collected
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
