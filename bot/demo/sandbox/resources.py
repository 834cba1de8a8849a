"""What the API answers with, field by field as its documentation prints them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

OrderStatus = Literal["active", "archived", "cancelled", "refunded"]
FulfillmentStatus = Literal["unfulfilled", "fulfilled"]
FinancialStatus = Literal["pending", "paid", "refunded"]


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# Money travels as a JSON number of whole currency units: 150000 is 150,000 rupiah.
Amount = Annotated[Decimal, PlainSerializer(_number, return_type=int | float, when_used="json")]
Moment = Annotated[datetime, PlainSerializer(_iso, return_type=str, when_used="json")]


class Resource(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True)

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True)


class Variant(Resource):
    """One sellable form of a product; `key` is all it has for a name ("Hitam / L")."""

    id: str
    key: str
    price: Amount
    compare_at_price: Amount | None = None
    inventory_sku: str | None = None
    media: str | None = None


class Option(Resource):
    id: str
    name: str
    values: tuple[str, ...]


class Product(Resource):
    id: str
    product_id: str
    name: str
    description: str | None = None
    media: str | None = None
    medias: tuple[str, ...] = ()
    status: str | None = None
    variants: tuple[Variant, ...]
    options: tuple[Option, ...] = ()
    tags: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    created_at: Moment
    updated_at: Moment


class Address(Resource):
    id: str
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None
    zip: str | None = None


class Customer(Resource):
    """A customer; `addresses` has the main one first. `source` can be filtered by, but is not shown."""

    id: str
    email: str | None = None
    phone_number: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    image_url: str | None = None
    tags: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    created_at: Moment
    updated_at: Moment
    source: str = Field(default="open_api", exclude=True)


class Buyer(Resource):
    """The customer as an order shows them."""

    id: str
    first_name: str | None
    last_name: str | None
    email: str | None
    phone_number: str | None


class LineItem(Resource):
    id: str
    quantity: int
    price: Amount
    title: str
    product_variant: Variant


class Order(Resource):
    """An order; `total` is the sum of price times quantity, `currency` is null as in the documentation's example."""

    id: str
    order_id: str
    order_number: str
    status: OrderStatus = "active"
    fulfillment_status: FulfillmentStatus = "unfulfilled"
    financial_status: FinancialStatus = "pending"
    total: Amount
    currency: None = None
    notes: str | None
    customer: Buyer | None
    line_items: tuple[LineItem, ...]
    shipping_address: Address
    tags: tuple[str, ...]
    created_at: Moment
    updated_at: Moment


def total_of(lines: Sequence[LineItem]) -> Decimal:
    return sum((line.price * line.quantity for line in lines), Decimal(0))
