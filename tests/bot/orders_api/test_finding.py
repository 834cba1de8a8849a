"""Scans: an order is found by its tag in whatever order and shape lists come; only a complete scan says "not found"."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.sandbox import Sandbox
from bot.orders_api import reconciler
from bot.orders_api.client import OrdersApi
from bot.orders_api.models import OrderAnswer
from bot.orders_api.reconciler import OrderPage
from bot.orders_api.transport import Failure
from conversations.order import Address, Name, OrderRequest, Phone
from conversations.outcomes import CannotLook, CouldNotLook, Found, NotFound

MakeRequest = Callable[..., OrderRequest]
SINCE = datetime(2026, 7, 1, 12, tzinfo=UTC)
REQUEST = OrderRequest("tg-1", (("v", 1),), Phone("+6281299990000"), Name("Sari"), "-", Address(), notes="Kurir: JNE")


def now() -> datetime:
    return datetime.now(UTC)


async def test_an_order_is_found_with_its_number_and_total(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest
) -> None:
    await api.create_order(request_of("tg-0"))
    await api.create_order(request_of("tg-1"))
    await api.create_order(request_of("tg-2"))
    order = list(sandbox.store.orders.values())[1]
    assert await api.find_order(request_of("tg-1"), now()) == Found(order.id, "1002", order.total, None)
    assert await api.find_order(request_of("tg-3"), now()) == NotFound()


async def test_an_order_is_found_under_the_name_the_shop_knows_the_customer_by(
    api: OrdersApi, request_of: MakeRequest
) -> None:
    await api.create_order(request_of("tg-0"))
    other_name = request_of("tg-1", name=Name("Ibu", "Sari"))
    await api.create_order(other_name)
    assert isinstance(await api.find_order(other_name, now()), Found)


@pytest.mark.parametrize("hidden", [(), ("tags",), ("notes",), ("tags", "notes")])
async def test_an_order_is_found_whatever_lists_leave_out(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest, hidden: tuple[str, ...]
) -> None:
    for field in hidden:
        sandbox.misbehave(what=f"lists_without_{field}")
    await api.create_order(request_of("tg-0"))
    await api.create_order(request_of("tg-1"))
    assert isinstance(await api.find_order(request_of("tg-1"), now()), Found)
    assert await api.find_order(request_of("tg-2"), now()) == NotFound()


@pytest.mark.parametrize("hidden", ["tags", "notes"])
async def test_only_orders_that_could_be_it_are_opened(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest, hidden: str
) -> None:
    sandbox.misbehave(what=f"lists_without_{hidden}")
    await api.create_order(request_of("tg-0"))
    assert await api.find_order(request_of("tg-1"), now()) == NotFound()
    assert [exchange.path.rpartition("/")[2] for exchange in sandbox.requests] == ["orders"] * 3


async def test_without_the_right_to_read_nobody_can_look(write_only_api: OrdersApi, request_of: MakeRequest) -> None:
    assert await write_only_api.find_order(request_of(), now()) == CannotLook()


async def test_where_the_server_knows_no_get_nobody_can_look(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest
) -> None:
    sandbox.misbehave(what="no_reads")
    assert await api.find_order(request_of(), now()) == CannotLook()


@pytest.mark.parametrize("what", ["reset", "close", "hang", "broken_body", "cut_body"])
async def test_a_scan_that_breaks_is_not_a_not_found(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest, what: str
) -> None:
    sandbox.misbehave(what="delay")  # the search is answered, the list isn't
    sandbox.misbehave(what=what)
    assert await api.find_order(request_of(), now()) == CouldNotLook()


@pytest.mark.parametrize(("status", "code"), [(500, None), (503, None), (401, None), (403, "IP_NOT_ALLOWED")])
async def test_a_scan_answered_with_an_error_is_not_a_not_found(
    api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest, status: int, code: str | None
) -> None:
    sandbox.misbehave(what="status", status=status, code=code)
    assert await api.find_order(request_of(), now()) == CouldNotLook()


async def test_a_scan_is_told_when_to_come_back(api: OrdersApi, sandbox: Sandbox, request_of: MakeRequest) -> None:
    sandbox.misbehave(what="status", status=429, reset_seconds=13)
    assert await api.find_order(request_of(), now()) == CouldNotLook(13)


class Shop:
    """Lists `rows` in pages of `size`, as they are."""

    def __init__(self, rows: list[OrderAnswer], *, size: int, total: bool = True) -> None:
        self.rows = rows
        self.size = size
        self.total = total
        self.read: list[int] = []

    async def orders_page(self, page: int, search: str = "") -> OrderPage | Failure:
        if search:
            return OrderPage((), 0, has_next=False)
        self.read.append(page)
        end = page * self.size
        total = len(self.rows) if self.total else None
        return OrderPage(tuple(self.rows[end - self.size : end]), total, has_next=end < len(self.rows))

    async def order(self, order_id: str) -> OrderAnswer | Failure:
        return next(row for row in self.rows if row.id == order_id)

    def by_shop_clock(self, moment: datetime) -> datetime:
        return moment - timedelta(minutes=5)


def row(number: int, minutes: float, *, tag: str = "tg-other", changed: float | None = None) -> OrderAnswer:
    created = SINCE + timedelta(minutes=minutes)
    return OrderAnswer(
        id=str(number),
        order_number=str(number),
        tags=(tag,),
        total=None,
        created_at=created,
        updated_at=created if changed is None else SINCE + timedelta(minutes=changed),
    )


def old_orders(many: int) -> list[OrderAnswer]:
    return [row(number, minutes=number - many - 10) for number in range(many)]


async def test_a_list_from_new_to_old_is_left_at_the_first_order_before_the_submission() -> None:
    shop = Shop([row(99, 1), *reversed(old_orders(80))], size=20)
    assert await reconciler.scan(shop, REQUEST, SINCE) == NotFound()
    assert shop.read == [1]


async def test_a_list_from_old_to_new_is_read_from_its_end() -> None:
    shop = Shop([*old_orders(85), row(99, 1, tag="tg-1")], size=20)
    assert isinstance(await reconciler.scan(shop, REQUEST, SINCE), Found)
    assert shop.read == [1, 5]
    shop = Shop([*old_orders(85), row(99, 1)], size=20)
    assert await reconciler.scan(shop, REQUEST, SINCE) == NotFound()
    assert shop.read == [1, 5]


async def test_a_list_by_the_latest_change_is_left_where_changes_are_older_than_the_submission() -> None:
    changed = [row(number, minutes=-500 + number * 37 % 100, changed=30 - number) for number in range(100)]
    shop = Shop(changed, size=20)
    assert await reconciler.scan(shop, REQUEST, SINCE) == NotFound()
    assert shop.read == [1, 2]


async def test_orders_all_of_one_time_prove_no_order_of_the_list() -> None:
    imported = [row(number, minutes=-100) for number in range(40)]
    shop = Shop([*imported, row(99, 1, tag="tg-1")], size=20, total=False)
    assert isinstance(await reconciler.scan(shop, REQUEST, SINCE), Found)


async def test_times_without_a_zone_prove_nothing() -> None:
    naive = [
        order.model_copy(update={"created_at": order.created_at.replace(tzinfo=None), "updated_at": None})
        for order in reversed(old_orders(60))
        if order.created_at
    ]
    shop = Shop(naive, size=20)
    assert await reconciler.scan(shop, REQUEST, SINCE) == NotFound()
    assert shop.read == [1, 2, 3]


async def test_a_page_that_comes_twice_is_not_the_end_of_the_list() -> None:
    class Stuck(Shop):
        async def orders_page(self, page: int, search: str = "") -> OrderPage | Failure:
            assert page
            return OrderPage(() if search else (row(1, 1), row(2, 2)), None, has_next=not search)

    assert await reconciler.scan(Stuck([], size=2), REQUEST, SINCE) == CouldNotLook()


async def test_a_list_that_shrinks_while_it_is_read_was_not_read() -> None:
    class Shrinking(Shop):
        async def orders_page(self, page: int, search: str = "") -> OrderPage | Failure:
            answer = await super().orders_page(page, search)
            if not search:
                del self.rows[0]
            return answer

    shop = Shrinking([row(number, 100 - number) for number in range(30)], size=10)
    assert await reconciler.scan(shop, REQUEST, SINCE) == CouldNotLook()


async def test_notes_cut_short_in_a_list_are_opened() -> None:
    full = OrderAnswer(id="1", order_number="1001", notes="Kurir: JNE\ntg-1", created_at=SINCE)

    class Cutting(Shop):
        async def orders_page(self, page: int, search: str = "") -> OrderPage | Failure:
            answer = await super().orders_page(page, search)
            assert isinstance(answer, OrderPage)
            cut = tuple(order.model_copy(update={"notes": "Kurir: J…"}) for order in answer.rows)
            return OrderPage(cut, answer.total, answer.has_next)

    assert await reconciler.scan(Cutting([full], size=10), REQUEST, SINCE) == Found("1", "1001")


async def test_a_row_that_says_nothing_at_all_leaves_the_scan_incomplete() -> None:
    shop = Shop([OrderAnswer(created_at=SINCE)], size=10)
    assert await reconciler.scan(shop, REQUEST, SINCE) == CouldNotLook()


ORDERS = st.lists(st.integers(-5000, 200), min_size=1, max_size=90, unique=True)
SORTINGS = st.sampled_from(["newest", "oldest", "changed", "as they come"])


@given(minutes=ORDERS, ours=st.integers(0, 90), size=st.integers(5, 40), total=st.booleans(), sorting=SORTINGS)
async def test_an_order_is_found_in_any_list(
    *, minutes: list[int], ours: int, size: int, total: bool, sorting: str
) -> None:
    numbers = count()
    rows = [row(next(numbers), minute, changed=max(minute, minute % 97)) for minute in minutes]
    rows.insert(ours % len(rows), row(next(numbers), 1, tag="tg-1"))
    match sorting:
        case "newest":
            rows.sort(key=lambda order: order.created_at or SINCE, reverse=True)
        case "oldest":
            rows.sort(key=lambda order: order.created_at or SINCE)
        case "changed":
            rows.sort(key=lambda order: order.updated_at or SINCE, reverse=True)
    assert isinstance(await reconciler.scan(Shop(rows, size=size, total=total), REQUEST, SINCE), Found)
