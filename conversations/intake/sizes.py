"""Sizes: which numbers may be one, and the small and the big one of a product: "madu yang kecil 2, yang besar 1"."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from conversations.characters import words
from conversations.order import Variant

LEAST_OF_A_SIZE = 20
"""So many, and the size left open, is less likely than one of that size."""
_SMALL = words("kecil kecik kcl small smaller smallest mini pequeño pequeña pequeno chico chica maliit munti")
_BIG = words("besar gede gedhe bsr big bigger biggest large larger jumbo grande malaki")
_WORD = re.compile(r"[^\W_]+")
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(kg|gr?|gram|ml|l|ltr|liter|cm|mah|gb|sachet|x)(?![^\W\d_])", re.IGNORECASE)
_THOUSAND = frozenset({"kg", "l", "ltr", "liter"})


def by_size(said: str, able: Callable[[], Sequence[Variant]]) -> Variant | None:
    """The smallest or the biggest of the variants that may be meant, which are asked for only where it's needed.

    None unless `said` is only such a word and every variant has a measure.
    """
    asked = set(_WORD.findall(said.casefold()))
    pick = min if asked and asked <= _SMALL else max if asked and asked <= _BIG else None
    if pick is None:
        return None
    variants = able()
    measured = [(size, variant) for variant in variants if (size := _size(variant)) is not None]
    if len(measured) < len(variants):
        return None
    sizes = [size for size, _ in measured]
    if len(variants) < 2 or len({*sizes}) < len(sizes):
        return None
    return pick(measured, key=lambda each: each[0])[1]


def _size(variant: Variant) -> Decimal | None:
    """The measure in the words that the variant has beside its product: grams, millilitres, or how many."""
    own = variant.label.removeprefix(variant.product_name)
    match = _MEASURE.search(own)
    if match is None:
        return None
    return Decimal(match[1].replace(",", ".")) * (1000 if match[2].casefold() in _THOUSAND else 1)
