"""The sample shop of the demo and of the tests: an invented café in Bandung that also sells goods."""

from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from bot.demo.sandbox.resources import Customer, Product


class _Shop(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    products: tuple[Product, ...]
    customers: tuple[Customer, ...]


def load_shop() -> tuple[Product, ...]:
    """The products, in the API's shape; prices in whole rupiah."""
    return _read().products


def load_customers() -> tuple[Customer, ...]:
    """Three people who ordered before, one of them with a single name, one with two addresses."""
    return _read().customers


def _read() -> _Shop:
    text = files("bot.demo").joinpath("shop.json").read_text(encoding="utf-8")
    return _Shop.model_validate_json(text)
