"""Choosing a variant: among few by a button each; among many by product first, then option by option."""

from conversations.buttons import Tap
from conversations.context import Context
from conversations.order import Money, Variant
from conversations.questions import ChooseVariant
from conversations.screens import MOST_CHOICES, Button, Row, Text, page_of, rows, shortened, text, verbatim

LONGEST_LABEL = 36
LONGEST_VALUE = 24
SHORT_VALUE = 8  # three of them fit beside each other

Narrowed = ChooseVariant | Variant | None
"""Fewer variants to choose from, the one that is meant, or nothing new."""


def keyboard(question: ChooseVariant, context: Context, last: Row) -> tuple[Row, ...]:
    """The choices that are left, a page of them, with `last` at the foot."""
    left = _left(question, context)
    if products := _products(left):
        buttons = [
            Button(verbatim(shortened(name, LONGEST_LABEL)), "product", str(at))
            for at, (_, name) in enumerate(products)
        ]
        across = 1
    elif values := _values(question, left):
        buttons = [
            Button(verbatim(shortened(value, LONGEST_VALUE)), "option", str(at)) for at, value in enumerate(values)
        ]
        across = 3 if all(len(value) <= SHORT_VALUE for value in values) else 2
    else:
        buttons = [
            Button(label, "variant", str(question.candidates.index(variant.id)))
            for label, variant in zip(_labels(left, context.currency), left, strict=True)
        ]
        across = 1
    shown, more = page_of(buttons, question.page)
    return (*rows(shown, across), (*more, *last))


def tapped(question: ChooseVariant, tap: Tap, context: Context) -> Narrowed:
    """What is left after a tap on a product, an option's value or a variant."""
    left = _left(question, context)
    match tap.action:
        case "product" if 0 <= tap.index < len(products := _products(left)):
            wanted = products[tap.index][0]
            return _narrowed([variant for variant in left if variant.product_id == wanted])
        case "option" if 0 <= tap.index < len(values := _values(question, left)):
            so_far = (*question.chosen, values[tap.index])
            fitting = ChooseVariant(question.candidates, so_far)
            left = _left(fitting, context)
            return left[0] if len(left) == 1 else fitting
        case "variant" if 0 <= tap.index < len(question.candidates):
            wanted = question.candidates[tap.index]
            return next((variant for variant in left if variant.id == wanted), None)
        case _:
            return None


def said(question: ChooseVariant, words: str, context: Context) -> Narrowed:
    """What is left after words of the label ("1 liter", "hitam L"); a number alone is never one of them."""
    wanted = words.casefold().split()
    # First among those on the buttons; words of another option than the one tapped before begin anew.
    for offered in (_left(question, context), _left(ChooseVariant(question.candidates), context)):
        fitting = [v for v in offered if all(word in v.label.casefold().split() for word in wanted)]
        if len(fitting) == 1 or 0 < len(fitting) < len(offered):
            return _narrowed(fitting)
    return None


def _narrowed(fitting: list[Variant]) -> Narrowed:
    if len(fitting) == 1:
        return fitting[0]
    return ChooseVariant(tuple(variant.id for variant in fitting)) if fitting else None


def _left(question: ChooseVariant, context: Context) -> list[Variant]:
    """The candidates that are still sold and have the option values picked so far."""
    candidates = [variant for variant in context.catalogue.variants(question.candidates) if variant]
    so_far = question.chosen
    return [v for v in candidates if tuple(value for _, value in v.options[: len(so_far)]) == so_far]


def _products(left: list[Variant]) -> list[tuple[str, str]]:
    """Ids and names of the products, where the variants are several products' and too many for a card."""
    products = dict.fromkeys((variant.product_id, variant.product_name) for variant in left)
    return list(products) if len(left) > MOST_CHOICES and 1 < len(products) < len(left) else []


def _values(question: ChooseVariant, left: list[Variant]) -> tuple[str, ...]:
    """The values of the next option, where one product's variants are too many for a card."""
    at = len(question.chosen)
    one_product = len({variant.product_id for variant in left}) == 1
    if len(left) <= MOST_CHOICES or not one_product or any(len(variant.options) <= at for variant in left):
        return ()
    return tuple(dict.fromkeys(variant.options[at][1] for variant in left))


def _labels(left: list[Variant], currency: str) -> list[Text]:
    """Labels that tell variants apart: without the product's name where all share it."""
    one_product = len(left) > 1 and len({variant.product_id for variant in left}) == 1
    named = [variant.key if one_product and variant.key else variant.label for variant in left]
    return [
        verbatim(shortened(name, LONGEST_LABEL))
        if variant.price is None
        else text("choice.price", label=shortened(name, LONGEST_LABEL), price=Money(variant.price, currency))
        for name, variant in zip(named, left, strict=True)
    ]
