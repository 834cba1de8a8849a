"""What items of one message say about each other: which head others, and what an accessory is for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from conversations.intake.matching import CLEAR, Parsed, key_words, name_words, uncounted
from conversations.quantities import parse_quantity

_AND = re.compile(r"\s*(?:&|\+|dan|sama|and|y|at)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def without_headings(found: Sequence[Parsed]) -> list[Parsed]:
    """The items without those that only head the ones behind: "Celana chino: hitam 30, khaki 32".

    A heading may say how many they are together: "two shirts, one black and one white".
    """
    found = [each for index, each in enumerate(found) if not _only_speaks_of(each, found[index + 1 :])]
    left = []
    inherited: int | None = None
    refined = -1
    for index, one in enumerate(found):
        if index == refined:
            continue
        each = replace(one, quantity=inherited) if inherited and one.quantity is None else one
        inherited = None
        if index + 1 < len(found) and (_refined(each, found[index + 1]) or _heads(each, found[index + 1])):
            continue
        products = {variant.product_id for variant in each.candidates}
        behind = []
        for other in found[index + 1 :]:
            if not _names_only_the_variant(other) or {variant.product_id for variant in other.candidates} != products:
                break
            behind.append(other)
        together = sum(other.quantity or 1 for other in behind)
        bare = not each.certain and not each.elliptic and each.score >= CLEAR  # it says no variant
        alone = len(behind) == 1 and (behind[0].quantity is None or behind[0].changed)
        fits = bool(behind) and {*behind[0].candidates} <= {*each.candidates}
        if alone and fits and not each.certain and not each.elliptic and not bare:  # "3 na tuumbler, puti lahat"
            left.append(replace(each, candidates=behind[0].candidates))
            refined = index + 1
            continue
        if behind and bare and (alone or each.quantity is None or (len(behind) > 1 and each.quantity == together)):
            inherited = each.quantity if alone else None
        else:
            left.append(each)
    return left


def _only_speaks_of(each: Parsed, behind: Sequence[Parsed]) -> bool:
    """Whether something without a count names a kind of what is ordered behind it: "mau order frozen: bakso urat 1"."""
    if each.certain or each.quantity is not None or each.ask_quantity or len(each.text.split()) > 1:
        return False
    return any(other.certain and {*other.candidates} <= {*each.candidates} for other in behind)


def with_shared_counts(plain: str, found: Sequence[Parsed]) -> list[Parsed]:
    """The items, where a count in front of one is for the variants behind it too: "2 kaos hitam M & L" is one of each.

    Where they can't be one of each, nobody knows how many of which: they are asked about.
    """
    counted = _with_counts_behind(plain, found)
    for at, first in enumerate(found):
        behind = list(takewhile(lambda each: each.elliptic and each.certain and each.quantity is None, found[at + 1 :]))
        if not behind or not first.certain or first.quantity in (None, 1) or first.changed:
            continue
        in_front = parse_quantity(plain[first.start : first.end].split(maxsplit=1)[0]) == first.quantity
        one_each = in_front and first.quantity == 1 + len(behind)
        for index in range(at if in_front else at + 1, at + 1 + len(behind)):
            if one_each:
                counted[index] = replace(counted[index], quantity=1, changed=True)
            else:
                counted[index] = uncounted(counted[index])
    return counted


def _with_counts_behind(plain: str, found: Sequence[Parsed]) -> list[Parsed]:
    """The items, where a count behind two variants of one product may be for both: "hitam & beige, 3 helai"."""
    counted = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        both = one.certain and other.certain and other.elliptic and one.quantity is None and not other.changed
        if both and (other.quantity or 0) > 1 and _AND.fullmatch(plain, one.end, other.start):
            counted[at] = uncounted(one)
            counted[at + 1] = uncounted(other)
    return counted


def _names_only_the_variant(parsed: Parsed) -> bool:
    return parsed.elliptic or (
        parsed.certain and not name_words(parsed.candidates[0]) & {*_WORD.findall(parsed.text.casefold())}
    )


def beside_what_they_are_for(found: Sequence[Parsed]) -> list[Parsed]:
    """Of things in question, those for something that is ordered too: the iPhone 15's case beside an iPhone 15."""
    ordered = [
        (variant.product_id, name_words(variant)) for each in found if each.certain for variant in each.candidates
    ]
    return [each if each.certain else _for_one_of(each, ordered) for each in found]


def _for_one_of(each: Parsed, ordered: Sequence[tuple[str, frozenset[str]]]) -> Parsed:
    fitting = [
        variant
        for variant in each.candidates
        if any(words < name_words(variant) for id_, words in ordered if id_ != variant.product_id)
    ]
    products = {variant.product_id for variant in fitting}
    if each.score < CLEAR or len(products) != 1 or products == {variant.product_id for variant in each.candidates}:
        return each
    return replace(each, candidates=tuple(fitting), certain=len(fitting) == 1 and not each.ask_quantity)


def _heads(each: Parsed, behind: Parsed) -> bool:
    """Whether an option stands above others that are counted: "Putih: M 3, L 2"."""
    if not (each.elliptic and each.quantity is None and behind.elliptic and behind.certain and behind.quantity):
        return False
    said = {*_WORD.findall(each.text.casefold())}
    return said < key_words(behind.candidates[0])


def _refined(each: Parsed, behind: Parsed) -> bool:
    """Whether the next piece says more of the same: "Baju Kurung - Biru - L"."""
    return each.elliptic and each.quantity is None and behind.elliptic and {*behind.candidates} < {*each.candidates}
