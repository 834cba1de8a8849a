import asyncio

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.demo.serving import hold, serving
from tests.bot.demo.waiting import http_client, until


class Held:
    """A server that holds its one answer, and counts the signs of life that it sends meanwhile."""

    def __init__(self) -> None:
        self.released = asyncio.Event()
        self.signs = 0
        self.looks = 0
        self.let_go = False
        self.app = Starlette(routes=[Route("/", self._answer)])
        self._transport: asyncio.Transport

    async def _answer(self, request: Request) -> Response:
        self._transport = request.state.transport
        await hold(self, self.released, every=0.01)
        self.let_go = True
        return PlainTextResponse("at last")

    @property
    def is_alone(self) -> bool:
        return self._transport.is_closing()

    def is_closing(self) -> bool:
        self.looks += 1
        return self._transport.is_closing()

    def write(self, sign: bytes) -> None:
        self.signs += 1
        self._transport.write(sign)


async def test_who_waits_for_a_held_answer_hears_that_it_will_come() -> None:
    held = Held()
    async with serving(held.app) as url:
        address = httpx.URL(url)
        reader, writer = await asyncio.open_connection(address.host, address.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        for _ in range(3):
            assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 102 Processing\r\n\r\n"
        held.released.set()
        *_, head, body = (await reader.read()).split(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK")
        assert body == b"at last"
        writer.close()


async def test_a_client_takes_the_answer_that_comes_after_the_signs() -> None:
    held = Held()
    async with serving(held.app) as url, http_client(url) as client:
        asking = asyncio.create_task(client.get("/"))
        await until(lambda: held.signs == 3)
        held.released.set()
        answer = await asking
        assert (answer.status_code, answer.text) == (200, "at last")


async def test_a_hold_goes_on_without_its_client_and_says_nothing_more() -> None:
    held = Held()
    async with serving(held.app) as url, http_client(url) as client:
        asking = asyncio.create_task(client.get("/"))
        await until(lambda: held.signs)
        asking.cancel()
        await asyncio.wait({asking})
        await until(lambda: held.is_alone)
        signs, looks = held.signs, held.looks
        await until(lambda: held.looks == looks + 3)
        assert (held.signs, held.let_go) == (signs, False)
        held.released.set()
        await until(lambda: held.let_go)
