"""Runs a Starlette application on loopback as a real HTTP server.

Handlers reach the connection itself as `request.state.transport`, so that a server that
misbehaves on purpose can reset it or close it half-way through a body.
"""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

_SIGN_OF_LIFE_SECONDS = 5.0  # a quarter of the shortest patience known of a client here


class _Connection(H11Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
        # Head and body of an answer are two small writes; the second must not wait 40 ms for the first one's ACK.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def reset(transport: Any) -> None:
    """Ends the connection with a TCP reset: unsent bytes are dropped and the peer sees ECONNRESET."""
    raw: socket.socket = transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def hold(transport: Any, released: asyncio.Event, *, every: float = _SIGN_OF_LIFE_SECONDS) -> None:
    """Returns when `released` is set; until then whoever waits for the answer is told every so often that it will come.

    Clients give up after some seconds without a byte. An answer that is held on purpose must not end by that: how
    long it's held would be a matter of how fast the machine is.
    """
    while not released.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(released.wait(), every)
            return
        if not transport.is_closing():
            transport.write(b"HTTP/1.1 102 Processing\r\n\r\n")


@asynccontextmanager
async def serving(app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serves `app` until the block ends; yields its base URL without a trailing slash.

    Port 0 takes a free one. Raises OSError when the port is taken.
    """
    listener = socket.create_server((host, port), reuse_port=False)
    config = uvicorn.Config(
        app,
        http=_Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=30,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve([listener]))  # noqa: SLF001  # serve() would take over the signals
    try:
        # The socket listens already: whoever connects now is served as soon as the server has started.
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listener.close()
