from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]


@pytest.fixture
async def orders(api: httpx.AsyncClient, order_body: Json, wait: Callable[[float], None]) -> list[Json]:
    """Five orders, a minute apart: Siti, nobody, Budi, Siti, Budi; tagged and numbered in that order."""
    siti = {"firstName": "Siti", "lastName": "Aminah", "phone": "+6285700000001"}
    budi = {"firstName": "Budi", "lastName": "Santoso", "phone": "+6281234567890"}
    made = []
    for number, buyer in enumerate((siti, None, budi, siti, budi), 1):
        body = {**order_body, "tags": [f"tg-{number}"], "notes": f"note {number}"}
        if buyer:
            body["customer"] = buyer
        made.append((await api.post("/orders", json=body)).json()["data"])
        wait(60)
    return made


def numbers(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [order["orderNumber"] for order in answer.json()["data"]]


async def test_a_list_holds_whole_orders_newest_first(api: httpx.AsyncClient, orders: list[Json]) -> None:
    answer = await api.get("/orders")

    assert answer.json()["data"] == orders[::-1]
    assert answer.json()["meta"] == {"page": 1, "limit": 20, "total": 5, "hasNextPage": False}


async def test_pages_follow_each_other_without_gap_or_overlap(api: httpx.AsyncClient, orders: list[Json]) -> None:
    pages = [await api.get("/orders", params={"page": page, "limit": 2}) for page in (1, 2, 3, 4)]

    assert [numbers(page) for page in pages] == [["1005", "1004"], ["1003", "1002"], ["1001"], []]
    assert [page.json()["meta"] for page in pages] == [
        {"page": page, "limit": 2, "total": len(orders), "hasNextPage": page < 3} for page in (1, 2, 3, 4)
    ]


async def test_a_full_last_page_says_that_nothing_follows(api: httpx.AsyncClient, orders: list[Json]) -> None:
    answer = await api.get("/orders", params={"limit": len(orders)})

    assert len(answer.json()["data"]) == len(orders)
    assert answer.json()["meta"]["hasNextPage"] is False


@pytest.mark.parametrize(
    "query",
    [
        "limit=101",
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=",
        "page=0",
        "page=1.5",
        "page=1&page=2",
        "status=done",
        "fulfillmentStatus=none",
        "per_page=5",
        "sort=createdAt:desc",
    ],
)
async def test_a_query_the_documentation_does_not_know_is_refused(api: httpx.AsyncClient, query: str) -> None:
    answer = await api.get(f"/orders?{query}")

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"


async def test_a_hundred_at_once_is_allowed(api: httpx.AsyncClient) -> None:
    assert (await api.get("/products", params={"limit": 100})).json()["meta"]["limit"] == 100


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("siti", ["1004", "1001"]),
        ("Budi Santoso", ["1005", "1003"]),
        ("sant", ["1005", "1003"]),
        ("ORD-002", ["1002"]),
        ("ord-00", ["1005", "1004", "1003", "1002", "1001"]),
        ("1002", []),
        ("tg-1", []),
        ("note 1", []),
        ("+6285700000001", []),
        ("Merdeka", []),
        ("nobody", []),
    ],
)
async def test_orders_are_searched_by_order_id_and_customer_name_only(
    api: httpx.AsyncClient, orders: list[Json], search: str, found: list[str]
) -> None:
    assert len(orders) == 5

    answer = await api.get("/orders", params={"search": search})

    assert numbers(answer) == found
    assert answer.json()["meta"]["total"] == len(found)


async def test_orders_are_found_by_the_id_they_are_opened_with(api: httpx.AsyncClient, orders: list[Json]) -> None:
    assert numbers(await api.get("/orders", params={"search": orders[2]["id"]})) == ["1003"]


async def test_orders_are_filtered_by_status_and_fulfilment(api: httpx.AsyncClient, orders: list[Json]) -> None:
    await api.put(f"/orders/{orders[0]['id']}", json={"status": "archived", "fulfillmentStatus": "fulfilled"})
    await api.put(f"/orders/{orders[1]['id']}", json={"fulfillmentStatus": "fulfilled"})

    assert numbers(await api.get("/orders", params={"status": "archived"})) == ["1001"]
    assert numbers(await api.get("/orders", params={"fulfillmentStatus": "fulfilled"})) == ["1002", "1001"]
    both = {"status": "active", "fulfillmentStatus": "fulfilled", "search": "ORD"}
    assert numbers(await api.get("/orders", params=both)) == ["1002"]


async def test_the_whole_catalogue_can_be_read_page_by_page(api: httpx.AsyncClient) -> None:
    names: list[str] = []
    page, more = 1, True
    while more:
        answer = (await api.get("/products", params={"page": page, "limit": 40})).json()
        names += [product["name"] for product in answer["data"]]
        page, more = page + 1, answer["meta"]["hasNextPage"]

    assert page - 1 == 3
    assert len(names) == len(set(names)) == answer["meta"]["total"]


async def test_products_are_searched_by_name(api: httpx.AsyncClient) -> None:
    answer = await api.get("/products", params={"search": "kopi susu g"})

    assert [product["name"] for product in answer.json()["data"]] == ["Kopi Susu Gula Aren"]
