"""Looks for an order by its tag.

Nobody documented in which order the shop lists its orders, or whether lists carry tags and notes. So the order is
read off the list itself, and only a list that plainly runs from new to old (or from old to new, then read from its
end) is left at the first order that is older than the submission. Any other list is read to its end. Where rows
carry neither tags nor notes, those that could be the order are opened one by one.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from bot.orders_api.models import OrderAnswer, notes_of
from bot.orders_api.transport import Failure
from conversations.order import OrderRequest
from conversations.outcomes import CannotLook, CouldNotLook, Found, NotFound, Scan

# So many rows in order are no accident. Far fewer than a full page, in case the shop's pages are small.
ENOUGH_ROWS = 20


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One page of a list of orders. `total` counts the orders of all pages, where the shop says it."""

    rows: tuple[OrderAnswer, ...]
    total: int | None
    has_next: bool


class OrderReader(Protocol):
    async def orders_page(self, page: int, search: str = "") -> OrderPage | Failure: ...

    async def order(self, order_id: str) -> OrderAnswer | Failure: ...

    def by_shop_clock(self, moment: datetime) -> datetime:
        """What the shop's clock showed at `moment`, or earlier. It is known better once the shop has answered."""


class _IncompleteError(Exception):
    def __init__(self, scan: Scan) -> None:
        super().__init__()
        self.scan = scan


async def scan(reader: OrderReader, request: OrderRequest, since: datetime) -> Scan:
    """Looks for the order of `request` among those created at `since` or later."""
    try:
        return await _Scanner(reader, request, since).scan()
    except _IncompleteError as incomplete:
        return incomplete.scan


class _Scanner:
    def __init__(self, reader: OrderReader, request: OrderRequest, since: datetime) -> None:
        self._reader = reader
        self._request = request
        self._submitted = since
        self._unclear: dict[str, None] = {}

    async def scan(self) -> Scan:
        # The search is the short way; a shop may know the customer by another name, so the list has the last word.
        if found := self._tagged((await self._page(1, self._request.name.full)).rows):
            return await self._in_full(found)
        async for page in self._pages():
            if found := self._tagged(page.rows):
                return await self._in_full(found)
        for order_id in self._unclear:
            order = await self._reader.order(order_id)
            if isinstance(order, Failure):
                raise _IncompleteError(CouldNotLook(order.retry_after))
            if order.has_tag(self._request.tag):
                return _found(order)
        return NotFound()

    @property
    def _since(self) -> datetime:
        return self._reader.by_shop_clock(self._submitted)

    def _tagged(self, rows: Sequence[OrderAnswer]) -> OrderAnswer | None:
        for row in rows:
            if row.has_tag(self._request.tag):
                return row
            if self._may_be_it(row):
                if not row.id:
                    raise _IncompleteError(CouldNotLook())
                self._unclear[row.id] = None
        return None

    def _may_be_it(self, row: OrderAnswer) -> bool:
        """Whether the row is new enough and says too little: no tags, and no notes or the beginning of ours."""
        created = _aware(row.created_at)
        if row.tags or (created is not None and created < self._since):
            return False
        notes = (row.notes or "").strip().rstrip(".…").rstrip()
        return notes_of(self._request).startswith(notes)

    async def _pages(self) -> AsyncIterator[OrderPage]:
        first = await self._page(1)
        yield first
        if not first.has_next:
            return
        if first.total and first.rows and _rising(_times(first.rows, "created_at")):
            pages = self._from_the_end(first, last=-(-first.total // len(first.rows)))
        else:
            pages = self._onwards(first, 1, until_older=True)
        async for page in pages:
            yield page

    async def _onwards(self, page: OrderPage, number: int, *, until_older: bool) -> AsyncIterator[OrderPage]:
        rows, total = list(page.rows), page.total
        while page.has_next and not (until_older and self._passed(rows)):
            number += 1
            page = await self._page(number)
            known = {row.id for row in rows}
            shrunk = total is not None and page.total is not None and page.total < total
            # An order that is gone moves all later ones up, past the page that comes next; and a page that
            # brings nothing new isn't the next one.
            if shrunk or known.issuperset(row.id for row in page.rows):
                raise _IncompleteError(CouldNotLook())
            rows += page.rows
            yield page

    async def _from_the_end(self, first: OrderPage, last: int) -> AsyncIterator[OrderPage]:
        page = await self._page(last)
        yield page
        rows = list(page.rows)
        async for later in self._onwards(page, last, until_older=False):
            rows += later.rows
            yield later
        for number in range(last - 1, 1, -1):
            times = _times([*first.rows, *rows], "created_at")
            if rows and times is not None and _rising(times) and times[len(first.rows)] < self._since:
                return
            page = await self._page(number)
            rows = [*page.rows, *rows]
            yield page

    def _passed(self, rows: Sequence[OrderAnswer]) -> bool:
        """Whether the rows plainly run from new to old, and have come to those before the submission.

        By the last change would do as well: no order is changed before it is created.
        """
        for name in ("created_at", "updated_at"):
            times = _times(rows, name)
            if times is not None and _rising(times[::-1]) and times[-1] < self._since:
                return True
        return False

    async def _page(self, number: int, search: str = "") -> OrderPage:
        page = await self._reader.orders_page(number, search)
        if isinstance(page, OrderPage):
            return page
        lasting = page.reason == "absent" or page.code == "INSUFFICIENT_SCOPE"
        raise _IncompleteError(CannotLook() if lasting else CouldNotLook(page.retry_after))

    async def _in_full(self, row: OrderAnswer) -> Found:
        """The order with number and total, which a list may leave out."""
        if row.id and not (row.number and row.total is not None):
            order = await self._reader.order(row.id)
            if isinstance(order, OrderAnswer) and order.number:
                return _found(order)
        return _found(row)


def _found(order: OrderAnswer) -> Found:
    return Found(order.id or "", order.number, order.total, order.currency)


def _times(rows: Sequence[OrderAnswer], name: str) -> list[datetime] | None:
    times = [_aware(getattr(row, name)) for row in rows]
    known = [time for time in times if time is not None]
    return known if known and len(known) == len(times) else None


def _aware(time: datetime | None) -> datetime | None:
    """A time without its zone may be anybody's: it proves nothing."""
    return None if time is None or time.tzinfo is None else time


def _rising(times: Sequence[datetime] | None) -> bool:
    """Plainly rising: in order, not all the same, and too many to be so by chance."""
    if times is None or len(times) < ENOUGH_ROWS or times[0] == times[-1]:
        return False
    return all(one <= other for one, other in pairwise(times))
