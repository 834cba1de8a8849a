"""The switches that make the sandbox misbehave, as they are set over HTTP or from Python."""

import asyncio
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Switch(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trouble(_Switch):
    """Trouble for the next `times` requests that match (None: for all of them).

    what    delay      the answer waits for `seconds`
            status     answered with `status`; the body is the API's envelope where it documents a code
            broken_body  the right status, then a body that isn't JSON
            cut_body   the whole Content-Length is announced, half of the body is sent, the connection closes
            reset      TCP reset without an answer
            close      the connection closes without an answer
            hang       no answer until the client goes away, or for `seconds`, then the connection closes
            hold       the answer waits until `release`, however long that takes, client or no client
    path    below the base, such as "/orders"; "*" is any, "/orders/*" is what lies below
    when    before: nothing was done; after: the call was carried out, then the trouble. A body is broken or
            cut after, everything else happens before, unless told otherwise
    seconds with any other trouble: how long it keeps one waiting first
    code, retry_after, reset_seconds   the error code, Retry-After, RateLimit-Reset to answer with
    """

    what: Literal["delay", "status", "broken_body", "cut_body", "reset", "close", "hang", "hold"]
    method: str = "*"
    path: str = "*"
    times: Annotated[int, Field(ge=1)] | None = 1
    when: Literal["before", "after"] | None = None
    status: Annotated[int, Field(ge=300, le=599)] = 503
    code: str | None = None
    seconds: Annotated[float, Field(ge=0)] = 0
    retry_after: int | None = None
    reset_seconds: int | None = None

    def matches(self, method: str, path: str) -> bool:
        return self.method in ("*", method) and (self.path == "*" or fnmatchcase(path, self.path))

    @property
    def comes_after(self) -> bool:
        if self.when is None:
            return self.what in ("broken_body", "cut_body")
        return self.when == "after"


class ListLag(_Switch):
    """Orders younger than `seconds` are missing from lists and searches."""

    what: Literal["list_lag"]
    seconds: Annotated[float, Field(ge=0)]


class ListsWithout(_Switch):
    """Orders in lists lack a field that they have when they are opened one by one."""

    what: Literal["lists_without_tags", "lists_without_notes"]


class ListOrder(_Switch):
    what: Literal["list_order"]
    order: Literal["oldest", "newest"]


class NoReads(_Switch):
    """Every GET is answered 404 without the API's JSON code, as where the base serves no reads."""

    what: Literal["no_reads"]


Switch = Trouble | ListLag | ListsWithout | ListOrder | NoReads
_SWITCHES: TypeAdapter[Switch] = TypeAdapter(Annotated[Switch, Field(discriminator="what")])


@dataclass(frozen=True)
class Reading:
    """How lists answer; holds until it is changed."""

    lag: float = 0
    without: frozenset[str] = frozenset()
    oldest_first: bool = False
    no_reads: bool = False


class Misbehaviours:
    def __init__(self) -> None:
        self.reading = Reading()
        self.released = asyncio.Event()
        self._troubles: list[tuple[Trouble, int | None]] = []

    def set(self, switch: dict[str, Any]) -> None:
        """Sets one switch. Raises pydantic.ValidationError when it isn't one."""
        match _SWITCHES.validate_python(switch):
            case Trouble() as trouble:
                self._troubles.append((trouble, trouble.times))
            case ListLag(seconds=seconds):
                self.reading = replace(self.reading, lag=seconds)
            case ListsWithout(what=what):
                field = what.removeprefix("lists_without_")
                self.reading = replace(self.reading, without=self.reading.without | {field})
            case ListOrder(order=order):
                self.reading = replace(self.reading, oldest_first=order == "oldest")
            case NoReads():
                self.reading = replace(self.reading, no_reads=True)

    def release(self) -> None:
        """Lets go what is held, and takes back every hold that nothing has met yet."""
        self._troubles = [(trouble, left) for trouble, left in self._troubles if trouble.what != "hold"]
        self.released.set()
        self.released = asyncio.Event()

    def take(self, method: str, path: str) -> Trouble | None:
        """The oldest trouble that matches the request, used up by one."""
        for index, (trouble, left) in enumerate(self._troubles):
            if trouble.matches(method, path):
                if left == 1:
                    del self._troubles[index]
                elif left is not None:
                    self._troubles[index] = trouble, left - 1
                return trouble
        return None
