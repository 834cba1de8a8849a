from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.demo.sandbox.bodies import NewOrder
from bot.orders_api.customers import customer_of
from bot.orders_api.models import CustomerAnswer, OrderAnswer, body_of, error_of, read_json
from conversations.order import Address, Name, OrderRequest

MakeRequest = Callable[..., OrderRequest]


def test_an_order_is_sent_with_the_documented_fields_and_no_other(request_of: MakeRequest) -> None:
    body = body_of(request_of())
    NewOrder.model_validate(body, strict=False)
    assert body["shippingAddress"] == {
        "firstName": "Sari",
        "lastName": "Dewi",
        "phone": "+6281299990000",
        "address1": "Jl. Merdeka 10",
        "city": "Bandung",
        "province": "Jawa Barat",
        "country": "ID",
        "zip": "40111",
    }
    assert body["customer"] == {"firstName": "Sari", "lastName": "Dewi", "phone": "+6281299990000"}
    assert body["notes"] == "Kurir: JNE\ntg-01JTEST"
    assert body["tags"] == ["telegram", "tg-01JTEST"]


def test_a_known_customer_is_named_by_id_alone(request_of: MakeRequest) -> None:
    body = body_of(request_of(customer_id="c1", notes="", name=Name("Suharto"), last_name="-"))
    assert body["customerId"] == "c1"
    assert "customer" not in body
    assert body["notes"] == "tg-01JTEST"
    assert body["shippingAddress"]["lastName"] == "-"


def test_an_answer_full_of_nulls_and_surprises_is_read_as_far_as_it_goes() -> None:
    order = OrderAnswer.model_validate(
        read_json(
            b'{"id": 7, "orderNumber": 1001, "total": 150000.10, "currency": null, "notes": ["?"], "tags": [null, "a"],'
            b' "createdAt": "yesterday", "status": "done", "lineItems": null, "new": {}}'
        )
    )
    assert (order.id, order.number, order.total, order.currency) == ("7", "1001", Decimal("150000.10"), None)
    assert (order.notes, order.tags, order.created_at) == (None, ("a",), None)


@pytest.mark.parametrize(
    ("tags", "notes", "has"),
    [
        (["x", "TG-1"], None, True),
        (None, "Kurir: JNE\ntg-1\n", True),
        (["tg-11"], "tg-11", False),
        ([], "tg-1 was a duplicate", False),
    ],
)
def test_the_tag_counts_alone_among_the_tags_or_at_the_end_of_the_notes(
    tags: list[str] | None, notes: str | None, *, has: bool
) -> None:
    assert OrderAnswer.model_validate({"tags": tags, "notes": notes}).has_tag("tg-1") is has


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"error": "no"}', b'{"error": {"code": [1]}}', b"\xff"])
def test_an_error_without_the_envelope_has_no_code(body: bytes) -> None:
    assert error_of(body).code is None


@pytest.mark.parametrize("written", ["+62 812-9999-0000", "6281299990000", "081299990000"])
def test_a_customer_is_known_by_the_phone_however_it_is_written(written: str) -> None:
    answer = CustomerAnswer.model_validate(
        {
            "id": "c1",
            "firstName": "Suharto",
            "lastName": "-",
            "phoneNumber": None,
            "addresses": [{"phone": written, "address1": "Jl. A", "country": "Indonesia"}, None],
        }
    )
    customer = customer_of(answer, "+6281299990000", single_name_last="-")
    assert customer is not None
    assert customer.name == Name("Suharto")
    assert customer.addresses == (Address(street="Jl. A", country="ID"),)
    assert customer_of(answer, "+6281299990001", single_name_last="-") is None
