import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.demo.sandbox import Sandbox

Json = dict[str, Any]


def changed(body: Json, path: str, value: Any) -> Json:
    """A copy of `body` with the value at `path` ("shippingAddress.phone", "lineItems.0.quantity") replaced."""
    copy = json.loads(json.dumps(body))
    *parents, last = path.split(".")
    place = copy
    for name in parents:
        place = place[int(name) if name.isdigit() else name]
    place[int(last) if last.isdigit() else last] = value
    return copy


async def created(api: httpx.AsyncClient, body: Json) -> Json:
    answer = await api.post("/orders", json=body)
    assert answer.status_code == 201, answer.text
    order: Json = answer.json()["data"]
    return order


async def assert_refused(api: httpx.AsyncClient, sandbox: Sandbox, body: Any) -> None:
    answer = await api.post("/orders", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "message"}
    assert not sandbox.store.orders


async def test_an_order_comes_back_with_every_documented_field(
    api: httpx.AsyncClient, order_body: Json, variant_id: Callable[[str, str], str]
) -> None:
    address = {**order_body["shippingAddress"], "address2": "Pagar hijau", "country": "Indonesia"}
    body = {**order_body, "shippingAddress": address, "notes": "JNE, transfer", "tags": ["tg-01", "bot"]}
    body["customer"] = {"firstName": "Siti", "lastName": "-", "phone": "+6285700000001"}

    order = await created(api, body)

    line = order["lineItems"][0]
    assert line["productVariant"] == {
        "id": variant_id("Kopi Susu Gula Aren", "250 ml"),
        "key": "250 ml",
        "price": 18000,
        "compareAtPrice": None,
        "inventorySku": "KSGA-250ML",
        "media": None,
    }
    assert (line["quantity"], line["price"], line["title"]) == (2, 18000, "Kopi Susu Gula Aren")
    assert set(line) == {"id", "quantity", "price", "title", "productVariant"}
    assert order["customer"].pop("id")
    assert order["customer"] == {
        "firstName": "Siti",
        "lastName": "-",
        "email": None,
        "phoneNumber": "+6285700000001",
    }
    assert order["shippingAddress"].pop("id")
    assert order["shippingAddress"] == address
    assert len(order.pop("lineItems")) == 2
    del order["customer"], order["shippingAddress"]
    assert order.pop("id") not in ("", "1001", "ORD-001")
    assert order == {
        "orderId": "ORD-001",
        "orderNumber": "1001",
        "status": "active",
        "fulfillmentStatus": "unfulfilled",
        "financialStatus": "pending",
        "total": 61000,
        "currency": None,
        "notes": "JNE, transfer",
        "tags": ["tg-01", "bot"],
        "createdAt": "2026-05-01T09:30:00.000Z",
        "updatedAt": "2026-05-01T09:30:00.000Z",
    }


async def test_an_order_needs_nothing_but_items_and_an_address(api: httpx.AsyncClient, order_body: Json) -> None:
    order = await created(api, order_body)

    assert order["customer"] is None
    assert order["notes"] is None
    assert order["tags"] == []
    assert order["shippingAddress"]["address2"] is None
    assert order["shippingAddress"]["country"] is None


async def test_orders_are_numbered_one_after_the_other(api: httpx.AsyncClient, order_body: Json) -> None:
    orders = [await created(api, order_body) for _ in range(3)]

    assert [order["orderNumber"] for order in orders] == ["1001", "1002", "1003"]
    assert [order["orderId"] for order in orders] == ["ORD-001", "ORD-002", "ORD-003"]
    assert len({order["id"] for order in orders}) == 3


async def test_the_same_order_sent_twice_is_two_orders(api: httpx.AsyncClient, order_body: Json) -> None:
    headers = {"Idempotency-Key": "same"}
    first = await api.post("/orders", json=order_body, headers=headers)
    second = await api.post("/orders", json=order_body, headers=headers)

    assert first.json()["data"]["id"] != second.json()["data"]["id"]


@pytest.mark.parametrize(
    "path", ["shippingAddress.firstName", "shippingAddress.lastName", "shippingAddress.phone",
             "shippingAddress.address1", "shippingAddress.city", "shippingAddress.province",
             "shippingAddress.zip", "lineItems.0.productVariantId"],
)  # fmt: skip
@pytest.mark.parametrize("value", ["", "  ", None, 5])
async def test_a_required_text_must_be_a_text_that_says_something(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, path: str, value: Any
) -> None:
    await assert_refused(api, sandbox, changed(order_body, path, value))


@pytest.mark.parametrize("name", ["firstName", "lastName", "phone", "address1", "city", "province", "zip"])
async def test_a_required_part_of_the_address_may_not_be_missing(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, name: str
) -> None:
    del order_body["shippingAddress"][name]
    await assert_refused(api, sandbox, order_body)


@pytest.mark.parametrize("name", ["lineItems", "shippingAddress"])
async def test_a_required_part_of_the_order_may_not_be_missing(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, name: str
) -> None:
    del order_body[name]
    await assert_refused(api, sandbox, order_body)


async def test_an_order_without_a_line_is_refused(api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json) -> None:
    await assert_refused(api, sandbox, {**order_body, "lineItems": []})


@pytest.mark.parametrize("quantity", [0, -1, True, "2", 1.5, 2.0, None])
async def test_a_quantity_is_a_whole_number_from_one_up(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, quantity: Any
) -> None:
    await assert_refused(api, sandbox, changed(order_body, "lineItems.0.quantity", quantity))


async def test_a_line_needs_its_quantity(api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json) -> None:
    del order_body["lineItems"][1]["quantity"]
    await assert_refused(api, sandbox, order_body)


@pytest.mark.parametrize(
    "phone", ["081234567890", "6281234567890", "+62 812-3456-7890", "+0812345678", "+62", "+6281234567890123"]
)
async def test_a_phone_that_is_not_e164_is_refused(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, phone: str
) -> None:
    await assert_refused(api, sandbox, changed(order_body, "shippingAddress.phone", phone))
    buyer = {"firstName": "Budi", "lastName": "Santoso", "phone": phone}
    await assert_refused(api, sandbox, {**order_body, "customer": buyer})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("currency", "IDR"),
        ("total", 61000),
        ("shippingFee", 10000),
        ("lineItems.0.price", 18000),
        ("lineItems.0.title", "Kopi"),
        ("shippingAddress.phoneNumber", "+6281234567890"),
        ("shippingAddress.district", "Sumur Bandung"),
    ],
)
async def test_a_field_the_documentation_does_not_know_is_refused(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, path: str, value: Any
) -> None:
    await assert_refused(api, sandbox, changed(order_body, path, value))


async def test_a_buyer_has_a_phone_and_not_a_phone_number(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json
) -> None:
    buyer = {"firstName": "Budi", "lastName": "Santoso", "phoneNumber": "+6281234567890"}
    await assert_refused(api, sandbox, {**order_body, "customer": buyer})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("notes", None),
        ("notes", 5),
        ("tags", None),
        ("tags", "tg-01"),
        ("tags", [1]),
        ("customer", None),
        ("customerId", None),
        ("customerId", ""),
        ("shippingAddress.address2", None),
        ("shippingAddress.country", None),
    ],
)
async def test_what_may_be_left_out_may_not_be_null_or_of_another_type(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, path: str, value: Any
) -> None:
    await assert_refused(api, sandbox, changed(order_body, path, value))


async def test_a_variant_that_does_not_exist_is_refused(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json
) -> None:
    await assert_refused(api, sandbox, changed(order_body, "lineItems.1.productVariantId", "var_none"))


async def test_a_refused_order_leaves_no_customer_behind(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json
) -> None:
    before = dict(sandbox.store.customers)
    body = changed(order_body, "lineItems.1.productVariantId", "var_none")
    body["customer"] = {"firstName": "Siti", "lastName": "-", "phone": "+6285700000001"}

    await assert_refused(api, sandbox, body)

    assert sandbox.store.customers == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"order"', b"\xff\xfe"])
async def test_a_body_that_is_not_a_json_object_is_refused(
    api: httpx.AsyncClient, sandbox: Sandbox, content: bytes
) -> None:
    answer = await api.post("/orders", content=content, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"
    assert not sandbox.store.orders


async def test_a_body_that_is_not_called_json_is_refused(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json
) -> None:
    answer = await api.post("/orders", content=json.dumps(order_body).encode(), headers={"Content-Type": "text/plain"})

    assert answer.status_code == 400
    assert not sandbox.store.orders


async def test_an_order_for_a_known_customer_shows_them(api: httpx.AsyncClient, order_body: Json) -> None:
    known = (await api.get("/customers", params={"search": "Sulastri"})).json()["data"][0]

    order = await created(api, {**order_body, "customerId": known["id"]})

    assert order["customer"] == {
        "id": known["id"],
        "firstName": "Sulastri",
        "lastName": "-",
        "email": None,
        "phoneNumber": "+6285712345678",
    }


async def test_a_customer_id_nobody_has_is_refused(api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json) -> None:
    await assert_refused(api, sandbox, {**order_body, "customerId": "cus_none"})


async def test_a_customer_id_and_a_customer_exclude_each_other(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json
) -> None:
    known = next(iter(sandbox.store.customers))
    buyer = {"firstName": "Budi", "lastName": "Santoso", "phone": "+6281234567890"}
    await assert_refused(api, sandbox, {**order_body, "customerId": known, "customer": buyer})


@pytest.mark.parametrize("contact", [{"phone": "+6281234567890"}, {"email": "Budi.Santoso@example.com"}])
async def test_a_customer_is_found_by_phone_or_by_email_and_stays_as_they_were(
    api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, contact: Json
) -> None:
    before = dict(sandbox.store.customers)

    order = await created(api, {**order_body, "customer": {"firstName": "B.", "lastName": "S.", **contact}})

    assert order["customer"]["firstName"] == "Budi"
    assert order["customer"]["id"] in before
    assert sandbox.store.customers == before


async def test_an_unknown_customer_is_created_once(api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json) -> None:
    before = len(sandbox.store.customers)
    buyer = {"firstName": "Siti", "lastName": "-", "phone": "+6285700000001", "email": "siti@example.com"}

    first = await created(api, {**order_body, "customer": buyer})
    second = await created(api, {**order_body, "customer": buyer})

    assert first["customer"]["id"] == second["customer"]["id"]
    assert len(sandbox.store.customers) == before + 1


@pytest.mark.parametrize("name", ["firstName", "lastName"])
async def test_a_buyer_needs_both_names(api: httpx.AsyncClient, sandbox: Sandbox, order_body: Json, name: str) -> None:
    buyer = {"firstName": "Siti", "lastName": "-", "phone": "+6285700000001"}
    del buyer[name]
    await assert_refused(api, sandbox, {**order_body, "customer": buyer})


async def test_an_order_can_be_opened_by_its_id(api: httpx.AsyncClient, order_body: Json) -> None:
    order = await created(api, {**order_body, "tags": ["tg-01"]})

    answer = await api.get(f"/orders/{order['id']}")

    assert answer.status_code == 200
    assert answer.json() == {"data": order}


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_an_order_nobody_has_is_not_found(api: httpx.AsyncClient, method: str) -> None:
    answer = await api.request(method, "/orders/none", json={} if method == "PUT" else None)

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "NOT_FOUND"


async def test_status_and_notes_of_an_order_can_be_changed(
    api: httpx.AsyncClient, order_body: Json, wait: Callable[[float], None]
) -> None:
    order = await created(api, order_body)
    wait(90)
    change = {
        "status": "archived",
        "fulfillmentStatus": "fulfilled",
        "financialStatus": "paid",
        "notes": "sent",
    }

    answer = await api.put(f"/orders/{order['id']}", json=change)

    assert answer.status_code == 200
    assert answer.json()["data"] == {**order, **change, "updatedAt": "2026-05-01T09:31:30.000Z"}
    assert (await api.get(f"/orders/{order['id']}")).json() == answer.json()


async def test_what_a_change_does_not_name_stays(api: httpx.AsyncClient, order_body: Json) -> None:
    order = await created(api, {**order_body, "notes": "JNE"})

    answer = await api.put(f"/orders/{order['id']}", json={"financialStatus": "paid"})

    assert answer.json()["data"] == {**order, "financialStatus": "paid"}


@pytest.mark.parametrize(
    "change",
    [
        {"status": "done"},
        {"fulfillmentStatus": "partially_fulfilled"},
        {"financialStatus": "unpaid"},
        {"notes": None},
        {"tags": ["x"]},
        {"lineItems": []},
        {"shippingAddress": {}},
    ],
)
async def test_nothing_else_of_an_order_can_be_changed(api: httpx.AsyncClient, order_body: Json, change: Json) -> None:
    order = await created(api, order_body)

    answer = await api.put(f"/orders/{order['id']}", json=change)

    assert answer.status_code == 400
    assert (await api.get(f"/orders/{order['id']}")).json()["data"] == order
