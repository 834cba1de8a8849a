"""The bodies of the Open API that are used here: strict in what is sent, tolerant in what is read.

In an answer any field may be missing, null, or of a type nobody documented: it is read as None then, and the
rest still counts. Fields that aren't known are ignored.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WrapValidator
from pydantic.alias_generators import to_camel

from conversations.characters import HALVES
from conversations.order import OrderRequest
from conversations.screens import shortened

# Major units; more than any order is worth, and few enough digits for every arithmetic.
MOST_MONEY = 10**15
DECIMALS = 4  # the most of any currency
# What breaks a line, can't be seen, or turns the direction of what follows.
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

T = TypeVar("T")


def _or_none(value: Any, read: Any) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _readable_items(value: Any, read: Any) -> Any:
    """The items that can be read, of whatever came where a list should be."""
    items: list[Any] = []
    for item in value if isinstance(value, list | tuple) else ():
        items += _or_none([item], read) or ()
    return tuple(items)


Maybe = Annotated[T | None, WrapValidator(_or_none)]
Items = Annotated[tuple[T, ...], WrapValidator(_readable_items)]


def _line(text: str, most: int) -> str:
    return shortened(_UNSEEN.sub(" ", text).strip(), most)


def _money(amount: Decimal) -> Decimal:
    # Without the noise of a float's last digits, an exponent, or a minus before nothing.
    return Decimal(f"{abs(round(amount, DECIMALS)).normalize():f}")


# People see these: one line, however much came.
Label = Annotated[str, AfterValidator(partial(_line, most=40))]
Message = Annotated[str, AfterValidator(partial(_line, most=1_000))]
Code = Annotated[str, AfterValidator(partial(_line, most=100))]
Currency = Annotated[str, AfterValidator(partial(_line, most=40)), Field(max_length=8)]
Id = Annotated[str, Field(max_length=200, pattern=r"^[^\p{C}\x{FFFD}]+$")]
Amount = Annotated[Decimal, Field(ge=0, le=MOST_MONEY), AfterValidator(_money)]
Count = Annotated[int, Field(ge=0, le=10**9)]


class Answer(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        validate_by_name=True,
        coerce_numbers_to_str=True,
    )


class ErrorDetail(Answer):
    code: Maybe[Code] = None
    message: Maybe[Message] = None


class Meta(Answer):
    page: Maybe[Count] = None
    limit: Maybe[Count] = None
    total: Maybe[Count] = None
    has_next_page: Maybe[bool] = None


class AddressAnswer(Answer):
    first_name: Maybe[str] = None
    last_name: Maybe[str] = None
    phone: Maybe[str] = None
    address1: Maybe[str] = None
    address2: Maybe[str] = None
    city: Maybe[str] = None
    province: Maybe[str] = None
    country: Maybe[str] = None
    zip: Maybe[str] = None


class OrderAnswer(Answer):
    """`total` is in major units; `order_id` reads "ORD-001", `order_number` "1001"."""

    id: Maybe[Id] = None
    order_id: Maybe[Label] = None
    order_number: Maybe[Label] = None
    total: Maybe[Amount] = None
    currency: Maybe[Currency] = None
    notes: Maybe[str] = None
    tags: Items[str] = ()
    created_at: Maybe[datetime] = None
    updated_at: Maybe[datetime] = None

    @property
    def number(self) -> str:
        """What people call the order."""
        return self.order_number or self.order_id or ""

    def has_tag(self, tag: str) -> bool:
        """Whether the submission's own tag is among the tags, or the last line of the notes."""
        lines = (self.notes or "").strip().splitlines()
        marks = [*self.tags, *lines[-1:]]
        return any(mark.strip().casefold() == tag.casefold() for mark in marks)


class CustomerAnswer(Answer):
    id: str
    first_name: Maybe[str] = None
    last_name: Maybe[str] = None
    phone_number: Maybe[str] = None
    addresses: Items[AddressAnswer] = ()


class VariantAnswer(Answer):
    id: str
    key: Maybe[str] = None
    price: Maybe[Amount] = None
    inventory_sku: Maybe[str] = None


class OptionAnswer(Answer):
    name: Maybe[str] = None
    values: Items[str] = ()


class ProductAnswer(Answer):
    id: str
    name: Maybe[str] = None
    status: Maybe[str] = None
    variants: Items[VariantAnswer] = ()
    options: Items[OptionAnswer] = ()


class Body(BaseModel):
    # Its errors end up in the log, where nobody's name or phone belongs.
    model_config = ConfigDict(frozen=True, alias_generator=to_camel, validate_by_name=True, hide_input_in_errors=True)


class LineItemBody(Body):
    product_variant_id: Annotated[str, Field(min_length=1)]
    quantity: Annotated[int, Field(ge=1)]


class ShippingAddressBody(Body):
    first_name: str
    last_name: str
    phone: str
    address1: str
    address2: str | None = None
    city: str
    province: str
    country: str | None = None
    zip: str


class BuyerBody(Body):
    first_name: str
    last_name: str
    phone: str


class OrderBody(Body):
    """`POST /orders`: the documented fields and no other. What is None is left out."""

    line_items: Annotated[tuple[LineItemBody, ...], Field(min_length=1)]
    shipping_address: ShippingAddressBody
    customer_id: str | None = None
    customer: BuyerBody | None = None
    notes: str
    tags: tuple[str, ...]


def body_of(request: OrderRequest) -> dict[str, Any]:
    """The JSON body of an order. Its tag stands among the tags, and alone in the last line of the notes."""
    first, last, phone = request.name.first, request.last_name, request.phone.e164
    address = request.address
    body = OrderBody(
        line_items=tuple(
            LineItemBody(product_variant_id=variant, quantity=quantity) for variant, quantity in request.items
        ),
        shipping_address=ShippingAddressBody(
            first_name=first,
            last_name=last,
            phone=phone,
            address1=address.street,
            address2=address.area or None,
            city=address.city,
            province=address.province,
            country=address.country or None,
            zip=address.postcode,
        ),
        customer_id=request.customer_id or None,
        customer=None if request.customer_id else BuyerBody(first_name=first, last_name=last, phone=phone),
        notes=notes_of(request),
        tags=(*request.tags, request.tag),
    )
    return body.model_dump(mode="json", by_alias=True, exclude_none=True)


def notes_of(request: OrderRequest) -> str:
    return f"{request.notes.rstrip()}\n{request.tag}".lstrip()


def read_json(body: bytes) -> Any:
    """Parses an answer so that it can be stored. Raises ValueError when it isn't JSON, or none that anybody could mean.

    Numbers with a fraction become Decimal, those that no computer can hold become None (NaN and Infinity too), and
    broken characters U+FFFD.
    """
    try:
        parsed = json.loads(
            body.decode("utf-8-sig", "replace"),
            parse_float=partial(_number, Decimal),
            parse_int=partial(_number, int),
            parse_constant=lambda _: None,
        )
        return _mended(parsed)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _number(read: Callable[[str], T], written: str) -> T | None:
    try:
        return read(written)
    except (ValueError, InvalidOperation):
        return None


def _mended(parsed: Any) -> Any:
    match parsed:
        case str():
            return HALVES.sub("\ufffd", parsed)
        case list():
            return [_mended(item) for item in parsed]
        case dict():
            return {_mended(name): _mended(value) for name, value in parsed.items()}
        case _:
            return parsed


def data_of(parsed: Any) -> Any:
    """What is inside the envelope, or the body itself where there is none."""
    return parsed["data"] if isinstance(parsed, Mapping) and "data" in parsed else parsed


def rows_of(parsed: Any) -> list[Any] | None:
    """The rows of a list answer; None when it isn't one."""
    data = data_of(parsed)
    return data if isinstance(data, list) else None


def meta_of(parsed: Any) -> Meta:
    meta = parsed.get("meta") if isinstance(parsed, Mapping) else None
    return Meta.model_validate(meta) if isinstance(meta, Mapping) else Meta()


def error_of(body: bytes) -> ErrorDetail:
    """The error's code and message, as far as the body has them."""
    try:
        parsed = read_json(body)
    except ValueError:
        return ErrorDetail()
    error = parsed.get("error") if isinstance(parsed, Mapping) else None
    return ErrorDetail.model_validate(error) if isinstance(error, Mapping) else ErrorDetail()
