"""What the API accepts: request bodies and queries, strictly, so that a client's mistake shows here first.

Rules the documentation leaves open are taken strictly too: a field that may be left out may not be
null, a required text may not be blank, a phone is E.164 as in every example, an unknown field is an error.
"""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from .resources import FinancialStatus, FulfillmentStatus, OrderStatus

_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_E164 = r"^\+[1-9][0-9]{6,14}$"


def _not_null(value: Any) -> Any:
    if value is None:
        raise ValueError("may be left out, but not null")
    return value


def _json_number(value: Any) -> Any:
    if isinstance(value, str | bool):
        raise ValueError("must be a number")  # noqa: TRY004  # pydantic turns ValueError into its own error
    return value


def _digits(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,9}", value):
        raise ValueError("must be a whole number")
    return int(value)


_Given = BeforeValidator(_not_null)
Text = Annotated[str, StringConstraints(pattern=r"\S")]
Phone = Annotated[str, StringConstraints(pattern=_E164)]
Email = Annotated[str, StringConstraints(pattern=_EMAIL)]
Price = Annotated[Decimal, Strict(strict=False), BeforeValidator(_json_number), Field(ge=0)]
MaybeText = Annotated[str | None, _Given]
MaybePhone = Annotated[Phone | None, _Given]
MaybeEmail = Annotated[Email | None, _Given]
# _Given turns a JSON array into a list, which a strict tuple would refuse; what is in it stays strict.
MaybeTags = Annotated[Annotated[tuple[str, ...], Strict(strict=False)] | None, _Given]


class Body(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", alias_generator=to_camel)

    def given(self) -> dict[str, Any]:
        """The fields the request named, for a change that leaves the others alone."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class NewLineItem(Body):
    product_variant_id: Text
    quantity: Annotated[int, Field(ge=1)]


class NewShippingAddress(Body):
    first_name: Text
    last_name: Text
    phone: Phone
    address1: Text
    city: Text
    province: Text
    zip: Text
    address2: MaybeText = None
    country: MaybeText = None


class NewBuyer(Body):
    first_name: Text
    last_name: Text
    phone: MaybePhone = None
    email: MaybeEmail = None


class NewOrder(Body):
    line_items: Annotated[tuple[NewLineItem, ...], Field(min_length=1)]
    shipping_address: NewShippingAddress
    customer_id: Annotated[Text | None, _Given] = None
    customer: Annotated[NewBuyer | None, _Given] = None
    notes: MaybeText = None
    tags: MaybeTags = None

    @model_validator(mode="after")
    def _one_customer_at_most(self) -> Self:
        if self.customer_id is not None and self.customer is not None:
            raise ValueError("customerId and customer exclude each other")
        return self


class OrderChange(Body):
    """Items and address can't be edited."""

    status: Annotated[OrderStatus | None, _Given] = None
    fulfillment_status: Annotated[FulfillmentStatus | None, _Given] = None
    financial_status: Annotated[FinancialStatus | None, _Given] = None
    notes: MaybeText = None


class NewAddress(Body):
    first_name: MaybeText = None
    last_name: MaybeText = None
    phone: MaybePhone = None
    address1: MaybeText = None
    address2: MaybeText = None
    city: MaybeText = None
    province: MaybeText = None
    country: MaybeText = None
    zip: MaybeText = None
    main_address: bool = False


class CustomerChange(Body):
    email: MaybeEmail = None
    phone_number: MaybePhone = None
    first_name: MaybeText = None
    last_name: MaybeText = None
    image_url: MaybeText = None
    tags: MaybeTags = None
    addresses: Annotated[Annotated[tuple[NewAddress, ...], Strict(strict=False)] | None, _Given] = None


class NewCustomer(CustomerChange):
    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.email is None and self.phone_number is None:
            raise ValueError("email or phoneNumber is needed")
        return self


class NewVariant(Body):
    title: Text
    price: Price
    sku: MaybeText = None


class NewProduct(Body):
    name: Text
    variants: Annotated[tuple[NewVariant, ...], Field(min_length=1)]
    description: MaybeText = None
    tags: MaybeTags = None


class Query(BaseModel):
    """A query string; numbers arrive as text and must be plain digits."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)

    page: Annotated[int, BeforeValidator(_digits), Field(ge=1)] = 1
    limit: Annotated[int, BeforeValidator(_digits), Field(ge=1, le=100)] = 20
    search: str = ""


class OrdersQuery(Query):
    status: OrderStatus | None = None
    fulfillment_status: FulfillmentStatus | None = None


class CustomersQuery(Query):
    source: str | None = None
    tags: str | None = None
    sort: Literal["updatedAt:desc", "updatedAt:asc", "createdAt:desc", "createdAt:asc"] = "updatedAt:desc"
