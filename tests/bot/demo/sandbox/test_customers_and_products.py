from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
SITI = {"firstName": "Siti", "lastName": "Aminah", "phoneNumber": "+6285700000001"}


async def added(api: httpx.AsyncClient, path: str, body: Json) -> Json:
    answer = await api.post(path, json=body)
    assert answer.status_code == 201, answer.text
    resource: Json = answer.json()["data"]
    return resource


async def assert_refused(api: httpx.AsyncClient, method: str, path: str, body: Json) -> None:
    answer = await api.request(method, path, json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"


async def first_names(api: httpx.AsyncClient, **query: str) -> list[str]:
    answer = await api.get("/customers", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.json()["meta"]["total"] == len(answer.json()["data"])
    return [customer["firstName"] for customer in answer.json()["data"]]


async def test_a_customer_is_kept_with_every_documented_field(api: httpx.AsyncClient) -> None:
    home = {
        "firstName": "Siti",
        "lastName": "Aminah",
        "phone": "+6285700000001",
        "address1": "Jl. Dago 5",
        "address2": "Kantor",
        "city": "Bandung",
        "province": "Jawa Barat",
        "country": "Indonesia",
        "zip": "40135",
    }
    body = {**SITI, "email": "siti@example.com", "imageUrl": "https://example.com/s.jpg", "tags": ["vip"]}

    customer = await added(api, "/customers", {**body, "addresses": [home]})

    assert (await api.get(f"/customers/{customer['id']}")).json() == {"data": customer}
    assert customer.pop("id")
    (address,) = customer.pop("addresses")
    assert address.pop("id")
    assert address == home
    times = {"createdAt": "2026-05-01T09:30:00.000Z", "updatedAt": "2026-05-01T09:30:00.000Z"}
    assert customer == {**body, **times}


async def test_the_main_address_comes_first(api: httpx.AsyncClient) -> None:
    addresses = [{"address1": "Jl. A 1"}, {"address1": "Jl. B 2", "mainAddress": True}]

    customer = await added(api, "/customers", {**SITI, "addresses": addresses})

    assert [address["address1"] for address in customer["addresses"]] == ["Jl. B 2", "Jl. A 1"]


async def test_a_phone_or_an_email_is_enough_for_a_customer(api: httpx.AsyncClient) -> None:
    by_phone = await added(api, "/customers", {"phoneNumber": "+6285700000001"})
    by_email = await added(api, "/customers", {"email": "siti@example.com"})

    assert (by_phone["firstName"], by_phone["email"]) == (None, None)
    assert by_email["phoneNumber"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"firstName": "Siti", "lastName": "-"},
        {"phoneNumber": "085700000001"},
        {"phone": "+6285700000001"},
        {**SITI, "email": "siti"},
        {**SITI, "email": None},
        {**SITI, "source": "bot"},
        {**SITI, "addresses": [{"phoneNumber": "+6285700000001"}]},
        {**SITI, "addresses": {"address1": "Jl. A 1"}},
        {**SITI, "addresses": [{"address1": "Jl. A 1", "mainAddress": "yes"}]},
        {**SITI, "tags": "vip"},
        {**SITI, "phoneNumber": "+6281234567890"},
        {**SITI, "email": "BUDI.santoso@example.com"},
    ],
)
async def test_a_customer_the_documentation_does_not_allow_or_who_exists_is_refused(
    api: httpx.AsyncClient, body: Json
) -> None:
    await assert_refused(api, "POST", "/customers", body)

    assert len(await first_names(api)) == 3


async def test_a_customer_changes_only_in_what_is_named(api: httpx.AsyncClient, wait: Callable[[float], None]) -> None:
    customer = await added(api, "/customers", {**SITI, "tags": ["vip"], "addresses": [{"city": "Bandung"}]})
    wait(60)

    change = {"firstName": "Siti Nur", "phoneNumber": SITI["phoneNumber"]}
    answer = await api.put(f"/customers/{customer['id']}", json=change)

    assert answer.status_code == 200
    assert answer.json()["data"] == {
        **customer,
        "firstName": "Siti Nur",
        "updatedAt": "2026-05-01T09:31:00.000Z",
    }
    assert (await api.get(f"/customers/{customer['id']}")).json() == answer.json()


async def test_a_customers_tags_and_addresses_are_replaced_as_a_whole(api: httpx.AsyncClient) -> None:
    customer = await added(api, "/customers", {**SITI, "tags": ["vip"], "addresses": [{"city": "Bandung"}]})

    change = {"tags": ["a", "b"], "addresses": [{"city": "Bogor"}, {"city": "Depok"}]}
    changed = (await api.put(f"/customers/{customer['id']}", json=change)).json()["data"]

    assert changed["tags"] == ["a", "b"]
    assert [address["city"] for address in changed["addresses"]] == ["Bogor", "Depok"]


@pytest.mark.parametrize("change", [{"phone": "+62857"}, {"phoneNumber": "+6281234567890"}, {"tags": None}])
async def test_a_change_of_a_customer_is_read_as_strictly(api: httpx.AsyncClient, change: Json) -> None:
    customer = await added(api, "/customers", SITI)

    await assert_refused(api, "PUT", f"/customers/{customer['id']}", change)

    assert (await api.get(f"/customers/{customer['id']}")).json()["data"] == customer


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/customers/none"), ("PUT", "/customers/none"), ("GET", "/products/none")]
)
async def test_what_nobody_has_is_not_found(api: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await api.request(method, path, json={} if method == "PUT" else None)

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("budi s", ["Budi"]),
        ("SULASTRI", ["Sulastri"]),
        ("wijaya@", ["Maria Christina"]),
        ("+62857", ["Sulastri"]),
        ("+6281234567890", ["Budi"]),
        ("081234567890", []),
        ("Merdeka", []),
    ],
)
async def test_customers_are_searched_by_name_email_and_phone(
    api: httpx.AsyncClient, search: str, found: list[str]
) -> None:
    assert await first_names(api, search=search) == found


async def test_customers_are_listed_by_their_latest_change(
    api: httpx.AsyncClient, wait: Callable[[float], None]
) -> None:
    assert await first_names(api) == ["Maria Christina", "Sulastri", "Budi"]
    budi = (await api.get("/customers", params={"search": "Budi"})).json()["data"][0]
    wait(1)
    await api.put(f"/customers/{budi['id']}", json={"tags": ["vip"]})

    assert await first_names(api) == ["Budi", "Maria Christina", "Sulastri"]
    assert await first_names(api, sort="updatedAt:asc") == ["Sulastri", "Maria Christina", "Budi"]
    assert await first_names(api, sort="createdAt:asc") == ["Budi", "Sulastri", "Maria Christina"]


async def test_customers_are_filtered_by_tags_and_source(api: httpx.AsyncClient) -> None:
    assert await first_names(api, tags="langganan") == ["Maria Christina", "Budi"]
    assert await first_names(api, tags="langganan,hampers") == ["Maria Christina"]
    assert await first_names(api, tags="none") == []
    assert await first_names(api, source="instagram") == []


@pytest.mark.parametrize("query", ["sort=name:asc", "limit=101", "phone=1"])
async def test_a_customer_query_the_documentation_does_not_know_is_refused(api: httpx.AsyncClient, query: str) -> None:
    assert (await api.get(f"/customers?{query}")).status_code == 400


async def test_a_new_products_titles_become_keys_and_can_be_ordered(api: httpx.AsyncClient, order_body: Json) -> None:
    body = {
        "name": "Kopi Botol",
        "description": "Botol kaca",
        "tags": ["baru"],
        "variants": [{"title": "500 ml", "price": 40000, "sku": "KB-500"}, {"title": "Gratis", "price": 0}],
    }

    product = await added(api, "/products", body)

    assert (await api.get(f"/products/{product['id']}")).json() == {"data": product}
    assert (product["name"], product["description"], product["tags"]) == ("Kopi Botol", "Botol kaca", ["baru"])
    assert [(v["key"], v["price"], v["inventorySku"]) for v in product["variants"]] == [
        ("500 ml", 40000, "KB-500"),
        ("Gratis", 0, None),
    ]
    order_body["lineItems"] = [{"productVariantId": product["variants"][0]["id"], "quantity": 3}]
    assert (await added(api, "/orders", order_body))["total"] == 120000


async def test_a_price_with_cents_stays_exact(api: httpx.AsyncClient, order_body: Json) -> None:
    body = {"name": "Permen", "variants": [{"title": "1", "price": 0.1}]}
    product = await added(api, "/products", body)

    order_body["lineItems"] = [{"productVariantId": product["variants"][0]["id"], "quantity": 3}]

    assert (await added(api, "/orders", order_body))["total"] == 0.3


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Kopi", "variants": []},
        {"name": "Kopi"},
        {"variants": [{"title": "1 L", "price": 1}]},
        {"name": " ", "variants": [{"title": "1 L", "price": 1}]},
        {"name": "Kopi", "variants": [{"price": 1}]},
        {"name": "Kopi", "variants": [{"title": "1 L"}]},
        {"name": "Kopi", "variants": [{"title": "1 L", "price": -1}]},
        {"name": "Kopi", "variants": [{"title": "1 L", "price": "1"}]},
        {"name": "Kopi", "variants": [{"title": "1 L", "price": True}]},
        {"name": "Kopi", "variants": [{"key": "1 L", "price": 1}]},
        {"name": "Kopi", "variants": [{"title": "1 L", "price": 1, "stock": 4}]},
    ],
)
async def test_a_product_the_documentation_does_not_allow_is_refused(api: httpx.AsyncClient, body: Json) -> None:
    await assert_refused(api, "POST", "/products", body)
