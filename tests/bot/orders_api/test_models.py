from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.demo.sandbox.bodies import NewOrder
from bot.orders_api.customers import customer_of
from bot.orders_api.models import (
    CustomerAnswer,
    Meta,
    OrderAnswer,
    VariantAnswer,
    body_of,
    error_of,
    meta_of,
    read_json,
)
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


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"data": ' * 100_000, b"<html>", b"", b"{", b"\xff", b"nan"])
def test_what_is_no_json_or_no_answer_of_anybodys_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the parser's own words
        read_json(body)


def test_half_characters_are_replaced_wherever_they_are() -> None:
    body = rb'{"\ud800": ["a\udfffb", {"c": "\ud83d\ude00 \ude00\ud83d"}, "plain \u00e9"], "d": 1}'
    read = read_json(body)
    assert read == {"\ufffd": ["a\ufffdb", {"c": "\U0001f600 \ufffd\ufffd"}, "plain \u00e9"], "d": 1}
    str(read).encode()


def test_text_that_is_not_utf_8_is_read_but_for_its_bad_bytes() -> None:
    assert read_json(b'\xef\xbb\xbf{"orderNumber": "1001", "name": "Andr\xe9"}') == {
        "orderNumber": "1001",
        "name": "Andr\ufffd",
    }


@pytest.mark.parametrize(
    "written",
    ["NaN", "Infinity", "-Infinity", "1e99999999999999999999", "-1e-99999999999999999999", "9" * 5_000],
    ids=lambda written: written[:30],
)
def test_a_number_that_is_none_is_null_and_the_rest_is_read(written: str) -> None:
    assert read_json(f'{{"id": "a", "total": [{written}, 1.5]}}'.encode()) == {
        "id": "a",
        "total": [None, Decimal("1.5")],
    }


@pytest.mark.parametrize(
    "total",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "1e99999999999999999999",
        "1000000000000001",
        "9" * 5_000,
        "-1",
        "-0.01",
        "true",
        "false",
        "null",
        '"free"',
        '"NaN"',
        '"sNaN"',
        '"-Infinity"',
        '"1e400"',
        '"\\ud800"',
        "[150000]",
        '{"amount": 150000}',
    ],
    ids=lambda total: total[:30],
)
def test_a_total_that_no_order_has_is_not_known(total: str) -> None:
    order = OrderAnswer.model_validate(read_json(f'{{"id": "a", "total": {total}}}'.encode()))
    assert (order.id, order.total) == ("a", None)
    variant = VariantAnswer.model_validate(read_json(f'{{"id": "a", "price": {total}}}'.encode()))
    assert (variant.id, variant.price) == ("a", None)


@pytest.mark.parametrize(
    ("total", "read"),
    [
        ("0", "0"),
        ("-0.0", "0"),
        ("1e15", "1000000000000000"),
        ('"150000.10"', "150000.10"),
        ("0.30000000000000004", "0.3"),
        ("1e-400", "0"),
        ("999999999999999.99999999999999999999999999", "1000000000000000"),
    ],
)
def test_a_total_is_an_amount_of_money(total: str, read: str) -> None:
    order = OrderAnswer.model_validate(read_json(f'{{"total": {total}}}'.encode()))
    assert order.total == Decimal(read)
    assert len(str(order.total)) <= 22
    assert not str(order.total).startswith("-")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("1001", "1001"),
        ('" 1001\\n"', "1001"),
        ('"10\\u0000\\n\\t\\u009b01"', "10 01"),
        ('"\\u202e1001\\u2028x"', "1001 x"),
        ('"\\ud8001001"', "\ufffd1001"),
        ('"\\n\\u0000 "', "ORD-1"),
        ('""', "ORD-1"),
        ("true", "ORD-1"),
        ("NaN", "ORD-1"),
        ("1e99999999999999999999", "ORD-1"),
        ("[]", "ORD-1"),
        (f'"{"A" * 19}{"x" * 100_000}{"Z" * 20}"', f"{'A' * 19}…{'Z' * 20}"),
        ("7" * 4_000, f"{'7' * 19}…{'7' * 20}"),
    ],
    ids=lambda text: text[:20],
)
def test_a_number_is_one_short_line(number: str, shown: str) -> None:
    body = f'{{"orderNumber": {number}, "orderId": "ORD-1"}}'.encode()
    assert OrderAnswer.model_validate(read_json(body)).number == shown


@pytest.mark.parametrize(
    "id_", ['"a\\nb"', '"\\u0000"', '"\\ud800"', f'"{"x" * 201}"', "true", "[]"], ids=lambda id_: id_[:20]
)
def test_an_id_that_nobody_can_ask_for_is_none(id_: str) -> None:
    order = OrderAnswer.model_validate(read_json(f'{{"id": {id_}, "orderNumber": "1001"}}'.encode()))
    assert (order.id, order.number) == (None, "1001")


def test_a_currency_is_as_short_as_they_are() -> None:
    assert OrderAnswer.model_validate({"currency": "IDR"}).currency == "IDR"
    assert OrderAnswer.model_validate({"currency": "Rp\n"}).currency == "Rp"
    assert OrderAnswer.model_validate({"currency": "x" * 1_000}).currency is None


def test_what_the_shop_says_of_an_error_is_one_line_of_bounded_length() -> None:
    body = f'{{"error": {{"code": "{"C" * 10_000}", "message": "No\\n\\u0000 stock\\ud800 {"x" * 100_000}"}}}}'
    error = error_of(body.encode())
    assert error.message is not None
    assert error.code is not None
    assert error.message.startswith("No stock\ufffd x")
    assert (len(error.message), len(error.code)) == (1_000, 100)


@pytest.mark.parametrize("total", ["-5", "1e400", "9" * 30, "[]"])
def test_a_count_that_no_shop_has_is_not_known(total: str) -> None:
    assert meta_of(read_json(f'{{"meta": {{"total": {total}, "hasNextPage": true}}}}'.encode())) == Meta(
        has_next_page=True
    )


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


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"error": "no"}', b'{"error": {"code": [1]}}', b"\xff", b"[" * 100_000]
)
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
