"""Refusals, in Telegram's own numbers and words."""

import math


class ApiError(Exception):
    """A call the Bot API refuses.

    `rule` is set when a correct bot never makes such a call; it names the broken rule, and the call is
    listed among the violations. Refusals any bot meets (a blocked chat, an old tap) have none.
    """

    def __init__(self, code: int, description: str, *, rule: str | None = None, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.rule = rule
        self.retry_after = retry_after


def bad_request(description: str, rule: str | None = None) -> ApiError:
    return ApiError(400, f"Bad Request: {description}", rule=rule)


def too_many_requests(seconds: float) -> ApiError:
    """The wait is told in whole seconds, at least one."""
    wait = max(1, math.ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


class PersonError(Exception):
    """A person did what no Telegram client lets people do; the message says what, in one sentence."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
