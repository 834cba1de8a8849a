"""All that one run of the sandbox remembers."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from pydantic_core import from_json
from starlette.requests import Request

from .keys import ApiKey, RateLimit, authenticate
from .misbehaviour import Misbehaviours
from .resources import Customer, Product, Resource
from .store import Store


class Webhooks(Protocol):
    def send(self, event: str, body: Mapping[str, Any]) -> None: ...


@dataclass
class Exchange:
    """A request as it came in, and the status it was answered with (None: with none, or not yet).

    `why` says what the API's error leaves out.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    json: Any
    at: datetime
    status: int | None = None
    why: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "at": self.at.isoformat()}


def now() -> datetime:
    return datetime.now(UTC)


class Sandbox:
    """The shop behind the API, its keys, its switches and the record of its requests.

    `clock` gives aware datetimes; `rate_limit` is in requests a minute per key. Time that a client waits
    for an answer (a delay, a hang) is real time: it is the client's patience that is being tried.
    """

    def __init__(
        self,
        shop: Iterable[Product],
        *,
        api_keys: Iterable[ApiKey],
        customers: Iterable[Customer] = (),
        clock: Callable[[], datetime] = now,
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
        rate_limit: int = 100,
        webhooks: Webhooks | None = None,
    ) -> None:
        self.clock = clock
        self._products = tuple(shop)
        self._customers = tuple(customers)
        self._keys = {key.value: key for key in api_keys}
        self._new_id = new_id
        self._limit = rate_limit
        self._webhooks = webhooks
        self._begin()

    def _begin(self) -> None:
        self.requests: list[Exchange] = []
        self.misbehaviours = Misbehaviours()
        self.rate_limit = RateLimit(self._limit, self.clock)
        self.store = Store(
            products=self._products,
            customers=self._customers,
            clock=self.clock,
            new_id=self._new_id,
            emit=self._emit,
        )

    def reset(self) -> None:
        """Back to how the run began: no orders, no record, no trouble."""
        self.misbehaviours.release()
        self._begin()

    def misbehave(self, **switch: Any) -> None:
        """Sets one switch, in the words of `misbehaviour`: `misbehave(what="reset", method="POST")`.

        Raises pydantic.ValidationError when there is no such switch.
        """
        self.misbehaviours.set(switch)

    def behave(self) -> None:
        """Takes back every switch, lets go what is held, and leaves everything else alone."""
        self.misbehaviours.release()
        self.misbehaviours = Misbehaviours()

    def release(self) -> None:
        """Lets go what `hold` holds."""
        self.misbehaviours.release()

    def authenticate(self, request: Request) -> ApiKey:
        return authenticate(self._keys, request.headers, request.client.host if request.client else None)

    def record(self, request: Request, body: bytes) -> Exchange:
        exchange = Exchange(
            method=request.method,
            path=request.url.path,
            query=dict(request.query_params),
            headers=dict(request.headers),
            json=_json_or_none(body),
            at=self.clock(),
        )
        self.requests.append(exchange)
        return exchange

    def _emit(self, event: str, resource: Resource) -> None:
        if self._webhooks is not None:
            self._webhooks.send(event, resource.to_json())


def _json_or_none(body: bytes) -> Any:
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError:
        return None
