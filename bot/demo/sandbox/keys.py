"""API keys with their scopes, and the rate limit each of them has."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .errors import ApiError

FULL_SCOPES = frozenset(
    f"{resource}:{right}" for resource in ("customers", "orders", "products") for right in ("READ", "WRITE")
)
_WINDOW = timedelta(minutes=1)


@dataclass(frozen=True)
class ApiKey:
    """A key: scopes such as "orders:READ", the addresses it may be used from (None: any), its company."""

    value: str
    scopes: frozenset[str] = FULL_SCOPES
    allowed_ips: frozenset[str] | None = None
    has_company: bool = True


def presented_key(headers: Mapping[str, str]) -> str | None:
    """The key a request carries: under the documented header, or the one the vendor's frontend sends."""
    return headers.get("x-api-key") or headers.get("x-bitbybit-key")


def authenticate(keys: Mapping[str, ApiKey], headers: Mapping[str, str], ip: str | None) -> ApiKey:
    """Returns the request's key; raises ApiError 400, 401 or 403."""
    value = presented_key(headers)
    if value is None:
        raise ApiError(401, "MISSING_API_KEY", "No API key was given")
    key = keys.get(value)
    if key is None:
        raise ApiError(401, "INVALID_API_KEY")
    if key.allowed_ips is not None and ip not in key.allowed_ips:
        raise ApiError(403, "IP_NOT_ALLOWED", "This address may not use the API key")
    if not key.has_company:
        raise ApiError(400, "MISSING_COMPANY_ID", "The API key belongs to no company")
    return key


@dataclass(frozen=True)
class Allowance:
    limit: int
    used: int
    resets_in: int

    @property
    def exceeded(self) -> bool:
        return self.used > self.limit

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "RateLimit-Reset": str(self.resets_in),
        }


class RateLimit:
    """Counts requests per key in windows of a minute that begin with a key's first request."""

    def __init__(self, limit: int, clock: Callable[[], datetime]) -> None:
        self.limit = limit
        self._clock = clock
        self._windows: dict[str, tuple[datetime, int]] = {}

    def count(self, key: str) -> Allowance:
        """Counts one request; `resets_in` is in seconds, rounded up."""
        now = self._clock()
        began, used = self._windows.get(key, (now, 0))
        if now - began >= _WINDOW:
            began, used = now, 0
        self._windows[key] = began, used + 1
        return Allowance(self.limit, used + 1, math.ceil((began + _WINDOW - now).total_seconds()))
