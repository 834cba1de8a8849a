"""The sandbox's orders, customers and products, and what the API does with them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from .bodies import CustomerChange, NewAddress, NewBuyer, NewCustomer, NewOrder, NewProduct, OrderChange
from .errors import ApiError
from .resources import Address, Buyer, Customer, LineItem, Order, Product, Resource, Variant, total_of

FIRST_ORDER_NUMBER = 1001

T = TypeVar("T")


class Store:
    """Everything the shop has, in memory.

    Every change is told to `emit` with the vendor's event name. Ids come from `new_id`, times from `clock`.
    """

    def __init__(
        self,
        *,
        products: Iterable[Product],
        customers: Iterable[Customer],
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        emit: Callable[[str, Resource], None],
    ) -> None:
        self.products = {product.id: product for product in products}
        self.customers = {customer.id: customer for customer in customers}
        self.orders: dict[str, Order] = {}
        self._clock = clock
        self._new_id = new_id
        self._emit = emit

    def create_order(self, body: NewOrder) -> Order:
        """Raises ApiError 400 for a variant or a customer that doesn't exist; then nothing was changed."""
        lines = tuple(self._line(item.product_variant_id, item.quantity) for item in body.line_items)
        customer = self._customer_of(body)
        now = self._clock()
        count = len(self.orders)
        order = Order(
            id=self._new_id(),
            order_id=f"ORD-{count + 1:03}",
            order_number=str(FIRST_ORDER_NUMBER + count),
            total=total_of(lines),
            notes=body.notes,
            customer=_as_buyer(customer) if customer else None,
            line_items=lines,
            shipping_address=Address(id=self._new_id(), **body.shipping_address.given()),
            tags=body.tags or (),
            created_at=now,
            updated_at=now,
        )
        self.orders[order.id] = order
        self._emit("order.created", order)
        return order

    def change_order(self, order_id: str, change: OrderChange) -> Order:
        order = self.order(order_id).model_copy(update={**change.given(), "updated_at": self._clock()})
        self.orders[order.id] = order
        self._emit("order.updated", order)
        return order

    def create_customer(self, body: NewCustomer) -> Customer:
        """Raises ApiError 400 when the phone or the email is another customer's."""
        now = self._clock()
        fields = {**body.given(), "addresses": self._addresses(body.addresses or ())}
        self._refuse_taken(body, except_for=None)
        return self._add_customer(Customer(id=self._new_id(), created_at=now, updated_at=now, **fields))

    def change_customer(self, customer_id: str, change: CustomerChange) -> Customer:
        """Raises ApiError 400 when the phone or the email is another customer's."""
        customer = self.customer(customer_id)
        fields = change.given()
        if change.addresses is not None:
            fields["addresses"] = self._addresses(change.addresses)
        self._refuse_taken(change, except_for=customer)
        changed = customer.model_copy(update={**fields, "updated_at": self._clock()})
        self.customers[changed.id] = changed
        self._emit("customer.updated", changed)
        return changed

    def create_product(self, body: NewProduct) -> Product:
        now = self._clock()
        product = Product(
            id=self._new_id(),
            product_id=f"PRD-{len(self.products) + 1:03}",
            name=body.name,
            description=body.description,
            variants=tuple(
                Variant(id=self._new_id(), key=new.title, price=new.price, inventory_sku=new.sku)
                for new in body.variants
            ),
            tags=body.tags or (),
            created_at=now,
            updated_at=now,
        )
        self.products[product.id] = product
        self._emit("product.created", product)
        return product

    def order(self, order_id: str) -> Order:
        return _found(self.orders.get(order_id))

    def customer(self, customer_id: str) -> Customer:
        return _found(self.customers.get(customer_id))

    def product(self, product_id: str) -> Product:
        return _found(self.products.get(product_id))

    def _line(self, variant_id: str, quantity: int) -> LineItem:
        for product in self.products.values():
            for variant in product.variants:
                if variant.id == variant_id:
                    return LineItem(
                        id=self._new_id(),
                        quantity=quantity,
                        price=variant.price,
                        title=product.name,
                        product_variant=variant,
                    )
        raise ApiError(400, why=f"there is no product variant {variant_id}")

    def _customer_of(self, body: NewOrder) -> Customer | None:
        if body.customer_id is not None:
            if body.customer_id not in self.customers:
                raise ApiError(400, why=f"there is no customer {body.customer_id}")
            return self.customers[body.customer_id]
        if body.customer is None:
            return None
        return self._find(body.customer.phone, body.customer.email) or self._new_customer(body.customer)

    def _new_customer(self, buyer: NewBuyer) -> Customer:
        now = self._clock()
        return self._add_customer(
            Customer(
                id=self._new_id(),
                first_name=buyer.first_name,
                last_name=buyer.last_name,
                phone_number=buyer.phone,
                email=buyer.email,
                created_at=now,
                updated_at=now,
            )
        )

    def _add_customer(self, customer: Customer) -> Customer:
        self.customers[customer.id] = customer
        self._emit("customer.created", customer)
        return customer

    def _find(self, phone: str | None, email: str | None) -> Customer | None:
        """By phone, and only then by email: a phone is one person's, a shop's email may be several people's."""
        everyone = self.customers.values()
        by_phone = (known for known in everyone if phone is not None and known.phone_number == phone)
        by_email = (known for known in everyone if email is not None and _same_email(known.email, email))
        return next(by_phone, None) or next(by_email, None)

    def _refuse_taken(self, body: CustomerChange, *, except_for: Customer | None) -> None:
        for phone, email in ((body.phone_number, None), (None, body.email)):
            owner = self._find(phone, email)
            if owner is not None and owner != except_for:
                raise ApiError(400, why=f"customer {owner.id} has this phone or email")

    def _addresses(self, new: Sequence[NewAddress]) -> tuple[Address, ...]:
        main_first = sorted(new, key=lambda address: not address.main_address)
        return tuple(
            Address(id=self._new_id(), **address.model_dump(exclude={"main_address"})) for address in main_first
        )


def _found(resource: T | None) -> T:
    if resource is None:
        raise ApiError(404)
    return resource


def _as_buyer(customer: Customer) -> Buyer:
    return Buyer(**customer.model_dump(include=set(Buyer.model_fields)))


def _same_email(known: str | None, email: str) -> bool:
    return known is not None and known.casefold() == email.casefold()
