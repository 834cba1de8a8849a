"""What prices beside items tell: which variant is meant, and where they aren't the catalogue's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from conversations.intake.amounts import price
from conversations.intake.matching import Parsed
from conversations.intake.pieces import Piece
from conversations.order import Variant


def with_variants_of_price(plain: str, found: Sequence[Parsed]) -> list[Parsed]:
    """The items, where of several variants only one has the price that is named: "sprei katun yg 185rb"."""
    return [each if each.certain else _of_its_price(plain, each) for each in found]


def disagreeing(plain: str, found: Sequence[Parsed]) -> Iterator[Piece]:
    """The prices that are not the catalogue's, for one of their items or for all of it."""
    for each in found:
        for span in each.prices:
            if not each.certain or not _costs(plain[slice(*span)], each.candidates[0], each.quantity):
                yield Piece(*span)


def _of_its_price(plain: str, item: Parsed) -> Parsed:
    products = {variant.product_id for variant in item.candidates}
    if len(item.prices) != 1 or len(products) != 1:
        return item
    written = plain[slice(*item.prices[0])]
    able = tuple(variant for variant in item.candidates if _costs(written, variant, item.quantity))
    return replace(item, candidates=able, certain=True) if len(able) == 1 < len(item.candidates) else item


def _costs(written: str, variant: Variant, quantity: int | None) -> bool:
    """Whether a price is a variant's, for one of it or for so many."""
    one = variant.price
    return one is not None and price(written) in (one, one * (quantity or 1))
