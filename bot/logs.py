"""Structured logs on standard error, with ids only. Libraries that log addresses or bodies are kept quiet."""

import logging
import sys
from contextlib import suppress

import structlog

QUIET = ("httpx", "httpcore", "telegram", "asyncio", "uvicorn", "sqlite_utils", "filelock")


class Lines:
    """Standard error, as far as it takes lines: a full disk or a reader that went away is never worth an order."""

    def msg(self, line: str) -> None:
        with suppress(OSError):
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()

    debug = info = warning = error = critical = msg


def set_up() -> None:
    """Called once by a command. httpx logs URLs at INFO, and Telegram's hold the token."""
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        logger_factory=lambda *_: Lines(),  # some loggers are asked for by name
    )


def only_warnings() -> None:
    """For commands that say themselves what is the matter."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
