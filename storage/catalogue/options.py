"""A variant's options and key, from what a vendor or a file tells of them."""

from collections.abc import Sequence
from dataclasses import replace

from conversations.order import Variant

# What shops write where a product has nothing to choose.
PLACEHOLDERS = frozenset({"", "-", "default", "default title"})
SEPARATORS = (" / ", "/", ", ", ",", " - ", " | ")

# An option's name with the values it can have, in the product's order.
Option = tuple[str, Sequence[str]]


def complete(variants: Sequence[Variant], options: Sequence[Option] = ()) -> tuple[Variant, ...]:
    """The variants of ONE product with their keys tidied and their options filled in.

    A single variant's placeholder key ("Default Title") becomes "". Without the vendor's `options` the keys are split
    at " / " and the options have no names; nothing is split unless all variants have as many parts.
    """
    if len(variants) == 1 and variants[0].key.strip().casefold() in PLACEHOLDERS:
        return (replace(variants[0], key="", options=()),)
    named = [_named(variant.key, options) for variant in variants]
    if options and all(named):
        return tuple(replace(variant, options=pairs) for variant, pairs in zip(variants, named, strict=True))
    if len(variants) == 1:
        return tuple(variants)
    parts = [tuple(part.strip() for part in variant.key.split(" / ")) for variant in variants]
    if len({len(part) for part in parts}) > 1:
        parts = [(variant.key,) for variant in variants]
    return tuple(
        replace(variant, options=tuple(("", value) for value in values))
        for variant, values in zip(variants, parts, strict=True)
    )


def _named(key: str, options: Sequence[Option]) -> tuple[tuple[str, str], ...]:
    """The key's parts under the options' names; () unless each part is a value of its option."""
    if len(options) == 1:
        (name, values) = options[0]
        return ((name, key),) if key in values else ()
    for separator in SEPARATORS:
        parts = [part.strip() for part in key.split(separator)]
        if len(parts) == len(options) and all(part in values for part, (_, values) in zip(parts, options, strict=True)):
            return tuple((name, part) for part, (name, _) in zip(parts, options, strict=True))
    return ()
