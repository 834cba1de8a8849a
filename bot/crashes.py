"""The last resort. An error that nobody expected is told by its kind and its place, never in its own words.

Its text, and the lines of a traceback, may hold the token (in an address), a phone or a name.
"""

import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType

import structlog

MOST_FRAMES = 6

log = structlog.get_logger()


def set_up() -> None:
    """What no caller catches, in any thread, is told here too. Called once by a command."""
    sys.excepthook = _hook
    threading.excepthook = lambda failed: tell(failed.exc_value or RuntimeError())
    sys.unraisablehook = lambda failed: tell(failed.exc_value or RuntimeError())


def tell(error: BaseException, came: tuple[str, ...] = ()) -> None:
    """Logs the error, or each one of a group, with what it came from."""
    where = (*came, *_where(error))
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            tell(part, where)
        return
    shown = list(where[-MOST_FRAMES:])
    log.critical("something nobody expected", error=type(error).__name__, where=shown, after=_causes(error))


def _hook(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    del kind, place
    tell(error)


def _where(error: BaseException) -> Iterator[str]:
    """The functions that it went through, and in which line of which file, the innermost last."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}"


def _causes(error: BaseException) -> list[str]:
    cause = error.__cause__ or error.__context__
    return [type(cause).__name__, *_causes(cause)] if cause is not None else []
