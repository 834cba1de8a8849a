"""Waiting on a condition, never for a time."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

DEADLINE = 20.0  # seconds: far more than anything here takes on a busy machine
_EVERY = 0.02


def eventually(look: Callable[[], T], what: Callable[[], str], *, within: float = DEADLINE) -> T:
    """The first true value that `look` gives. Fails with `what` when there is none within so many seconds."""
    deadline = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < deadline, what()
        time.sleep(_EVERY)
    return found
