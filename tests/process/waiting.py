"""Waiting on a condition, never for a time, and what else a busy machine must not get in the way of."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

# Seconds. It's never waited for: it only bounds how long a failure takes, however busy the machine is.
DEADLINE = 60.0
_EVERY = 0.02


def eventually(look: Callable[[], T], what: Callable[[], str]) -> T:
    """The first true value that `look` gives. Fails with `what` when there is none by the deadline."""
    deadline = time.monotonic() + DEADLINE
    while not (found := look()):
        assert time.monotonic() < deadline, what()
        time.sleep(_EVERY)
    return found


@contextmanager
def refusing_port() -> Iterator[int]:
    """A port of this machine where nobody listens, unless a server of the test does; no other program gets it.

    One that was merely free a moment ago may be anybody's by now: connections going out take ports too.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # shared with a server that asks for it too
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]
