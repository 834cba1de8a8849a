"""Structured logs on standard error, with ids only. Libraries that log addresses or bodies are kept quiet."""

import logging
import sys

import structlog

QUIET = ("httpx", "httpcore", "telegram", "asyncio", "uvicorn", "sqlite_utils", "filelock")


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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
