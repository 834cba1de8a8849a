"""Pieces that were read as nothing, and may be something that is ordered: each becomes a question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from conversations.context import Catalogue
from conversations.intake.matching import MOST_CANDIDATES, Parsed, changed_variant, is_sold, key_words
from conversations.intake.pieces import Piece, Word, asks, bare, item_words, query
from conversations.intake.rows import unknown
from conversations.intake.so_many import asks_for_so_many, orders_so_many
from conversations.intake.words import ARTICLES, BEFORE_NAME_NUMBER, CANCELLATION, NOT_WANTED, says_nothing
from conversations.order import Variant
from conversations.quantities import UNITS, parse_quantity

_WORD = re.compile(r"[^\W_]+")
_BETWEEN_ITEMS = re.compile(
    r"\s*(?:[,;/+&][ ]*(?:(?:sama|sm|sma|samo|dan|and|n|y|at|tsaka|pati|deng|plus|terus|trus|trs)[ ]*)?"
    r"|(?:sama|sm|dan|and|y|at|plus)[ ]*"
    r"|\n[ ]*(?:\d{1,2}[.)]|[-•*])[ ]*)",
    re.IGNORECASE,
)
_LIST_SIGN = re.compile(r"[ \t]*([->*•·–+])[ \t]*")
_REPLACING = frozenset(
    {"ganti", "gantinya", "tukar", "tuker", "change", "cambio", "cambia", "cambiar", "palit", "instead"}
)
_TOKEN = re.compile(r"\S+")
_SHORTEST_NAME = 3  # letters
_SHORTEST_WORD = 3
_SHORTEST_ASKED = 5
_SHORTEST_SOLD = 4
_LONGEST_SHORT = 5  # letters; "tanya" is none with "nya" behind it
_MOST_WORDS = 12
_MOST_COUNTED = 100
_LEAST_SOLD = 2


def passed_over(plain: str, piece: Piece, items: Sequence[Parsed], catalogue: Catalogue) -> Parsed | None:
    """The question that a piece becomes beside the items that were read; None where it is about something else."""
    return (
        _speaks_of(plain, piece, items, catalogue)
        or names_a_product(plain, piece, items, catalogue)
        or _counts_something(plain, piece, catalogue)
        or _stands_in_a_row(plain, piece, items)
        or _stands_in_a_list(plain, piece, items, catalogue)
        or (asks_for_so_many(plain, piece) if items else None)
        or (orders_so_many(plain, piece) if items else None)
    )


def wanted_instead(plain: str, piece: Piece, gone: Sequence[Parsed], catalogue: Catalogue) -> Parsed | None:
    """A question about a piece that names another variant of what was cancelled before: "mejor que sea Ocean"."""
    words, _ = item_words(plain, piece)
    for item in gone:
        for word in words[:_MOST_WORDS] if item.end <= piece.start else ():
            if (other := changed_variant(bare(word), item, catalogue)) is not None:
                return Parsed(
                    query(words), words[0].start(), words[-1].end(), item.quantity, (other,), ask_quantity=True
                )
    said = {bare(word) for word in _TOKEN.finditer(plain, piece.start, piece.end)}
    if words and said & _REPLACING and gone and gone[-1].certain and gone[-1].end <= piece.start:
        others = [
            each for each in catalogue.product(gone[-1].candidates[0].product_id) if each not in gone[-1].candidates
        ]
        span = words[0].start(), words[-1].end()  # "ganti yg rosse aja"
        return Parsed(query(words), *span, gone[-1].quantity, (*others[:MOST_CANDIDATES],), ask_quantity=True)
    return None


def with_unread_fields(
    plain: str, found: Sequence[Parsed], left: Sequence[Piece], catalogue: Catalogue
) -> tuple[list[Parsed], list[Piece]]:
    """What stands in a field for items, and was read as nothing, is a question: alone, or where a word is sold."""
    asked: list[Parsed] = []
    still: list[Piece] = []
    for piece in left:
        beside = any(each.start <= piece.end and piece.start <= each.end for each in found)
        question = unknown(plain, piece) if piece.field and not piece.count and not beside else None
        words = [word for word in _WORD.findall(question.text.casefold()) if word.isalpha()] if question else []
        telling = not found or any(len(word) >= _SHORTEST_SOLD and is_sold(word, catalogue) for word in words)
        if question is not None and words and telling:
            asked.append(question)
        else:
            still.append(piece)
    return sorted([*found, *asked], key=lambda each: each.start), still


def _speaks_of(plain: str, piece: Piece, found: Sequence[Parsed], catalogue: Catalogue) -> Parsed | None:
    """A question about a piece that has a number and words of something that is ordered: "navy jangan lupa 1"."""
    words, _ = item_words(plain, piece)
    said = {word.casefold() for word in _WORD.findall(plain, piece.start, piece.end)}
    numbers = [quantity for word in said - UNITS - ARTICLES if (quantity := parse_quantity(word))]
    if not words or not numbers or CANCELLATION.search(plain, piece.start, piece.end):
        return None
    for item in found:
        if not item.candidates:
            continue
        variants = catalogue.product(item.candidates[0].product_id)
        telling = {word for each in variants for word in (*key_words(each), *_long_words(each)) if word.isalpha()}
        if shared := said & telling:
            able = [each for each in variants if shared <= {*key_words(each), *_long_words(each)}] or variants
            candidates = tuple(able)[:MOST_CANDIDATES]
            return Parsed(query(words), words[0].start(), words[-1].end(), None, candidates, ask_quantity=True)
    return None


def names_a_product(plain: str, piece: Piece, items: Sequence[Parsed], catalogue: Catalogue) -> Parsed | None:
    """A question about a piece in which two words in a row, but for unknown ones, name something that no item is."""
    if CANCELLATION.search(plain, piece.start, piece.end):
        return None
    not_wanted = NOT_WANTED.search(plain, piece.start, piece.end)
    piece = replace(piece, end=not_wanted.start()) if not_wanted else piece  # "masker putih (5) * jangan letak resit"
    words, _ = item_words(plain, piece)
    products = {item.candidates[0].product_id for item in items if _is_of_one_product(item)}
    asked = _asked_for(words, catalogue) if asks(plain, piece) else None
    if asked is not None and asked.candidates[0].product_id not in products:
        return asked
    telling = [stem for word in words[:_MOST_WORDS] if _may_name(stem := _stem(bare(word)))]
    for pair in pairwise([word for word in telling if is_sold(word, catalogue)]):
        hits = [hit.variant for hit in catalogue.clear(" ".join(pair), MOST_CANDIDATES)]
        one = len({each.product_id for each in hits}) == 1
        named = [each for each in hits if one or {*pair} & {*_WORD.findall(each.product_name.casefold())}]
        if named and (named[0].product_id not in products or _heads(piece, words, named[0], items, catalogue)):
            return Parsed(query(words), words[0].start(), words[-1].end(), None, tuple(named), ask_quantity=True)
    return None


def _stands_in_a_list(plain: str, piece: Piece, found: Sequence[Parsed], catalogue: Catalogue) -> Parsed | None:
    """A question about a line with the sign that items have: between two of them, or where a word of it is sold."""
    sign = _list_sign(plain, piece.start)
    signed = [each.start for each in found if sign and _list_sign(plain, each.start) == sign]
    words, _ = item_words(plain, piece)
    if (
        not signed
        or not words
        or any(each.search(plain, piece.start, piece.end) for each in (NOT_WANTED, CANCELLATION))
    ):
        return None
    between = min(signed) < piece.start < max(signed)
    if not between and not any(len(bare(word)) >= _SHORTEST_SOLD and is_sold(bare(word), catalogue) for word in words):
        return None
    return Parsed(query(words), words[0].start(), words[-1].end(), None, ask_quantity=True)


def _list_sign(plain: str, start: int) -> str:
    """The sign in front of a line whose words begin there, "" for none."""
    line = plain.rfind("\n", 0, start) + 1
    sign = _LIST_SIGN.match(plain, line)
    return sign[1] if sign and line <= start <= sign.end() else ""


def _is_of_one_product(item: Parsed) -> bool:
    return len({variant.product_id for variant in item.candidates}) == 1


def _may_name(word: str) -> bool:
    return word.isalpha() and len(word) >= _SHORTEST_WORD and not says_nothing([word])


def _heads(piece: Piece, words: Sequence[Word], one: Variant, items: Sequence[Parsed], catalogue: Catalogue) -> bool:
    """Whether it names a variant before all others of its product: "daster batik biru", and "batik merah" behind it."""
    starts = [item.start for item in items for first in item.candidates[:1] if first.product_id == one.product_id]
    if not starts or piece.end > min(starts):
        return False
    options = {word for variant in catalogue.product(one.product_id) for word in key_words(variant)}
    return not options.isdisjoint(bare(word) for word in words)


def _asked_for(words: Sequence[Word], catalogue: Catalogue) -> Parsed | None:
    """A question about what is asked for by a word of a product's name: "pashmina maroon ada ga?"."""
    for word in words[:_MOST_WORDS]:
        said = _stem(bare(word))
        if not said.isalpha() or len(said) < _SHORTEST_ASKED:
            continue
        hits = [hit.variant for hit in catalogue.search(said, MOST_CANDIDATES) if hit.score >= 1]
        named = [each for each in hits if said in each.product_name.casefold().split()]
        if named and len({each.product_id for each in named}) == 1:
            return Parsed(query(words), words[0].start(), words[-1].end(), None, tuple(named), ask_quantity=True)
    return None


def _counts_something(plain: str, piece: Piece, catalogue: Catalogue) -> Parsed | None:
    """A question about a piece in which a count stands before words that are sold: "me anotás 2 remeras negras"."""
    if CANCELLATION.search(plain, piece.start, piece.end) or NOT_WANTED.search(plain, piece.start, piece.end):
        return None
    words, _ = item_words(plain, piece)
    for at, word in enumerate(words[:_MOST_WORDS]):
        numbered = at and bare(words[at - 1]) in BEFORE_NAME_NUMBER
        count = parse_quantity(word.group()) if bare(word) not in ARTICLES and not numbered else None
        if not isinstance(count, int) or not 0 < count < _MOST_COUNTED:
            continue
        rest = [each for each in words[at + 1 :] if bare(each).isalpha() and len(bare(each)) >= _SHORTEST_WORD]
        sold = [each for each in rest if is_sold(bare(each), catalogue)]
        beside = sold[:1] == rest[:1] and word.group().isdecimal()  # "2 navy casp"
        if len(sold) >= _LEAST_SOLD or (beside and len(rest) > 1):
            hits = catalogue.search(query(words[at + 1 :]), MOST_CANDIDATES)
            candidates = tuple(hit.variant for hit in hits)
            return Parsed(query(words[at:]), words[at].start(), words[-1].end(), count, candidates)
        return None
    return None


def _stands_in_a_row(plain: str, piece: Piece, found: Sequence[Parsed]) -> Parsed | None:
    """A question about a piece with a count right behind an item in its line: "popok L 1, sabun bayi 1 Ummu Hafizh"."""
    behind = any(each.end <= piece.start and _BETWEEN_ITEMS.fullmatch(plain, each.end, piece.start) for each in found)
    not_wanted = any(each.search(plain, piece.start, piece.end) for each in (NOT_WANTED, CANCELLATION))
    if not behind or not_wanted:
        return None
    words, _ = item_words(plain, piece)
    for at, word in enumerate(words[:_MOST_WORDS]):
        count = parse_quantity(word.group()) if bare(word) not in ARTICLES else None
        numbered = at == 0 or bare(words[at - 1]) in BEFORE_NAME_NUMBER
        if isinstance(count, int) and 0 < count < _MOST_COUNTED and not numbered and bare(words[at - 1]).isalpha():
            return Parsed(query(words[:at]), words[0].start(), word.end(), count)
    return None


def _stem(word: str) -> str:
    return word.removesuffix("nya") if len(word) > _LONGEST_SHORT else word


def _long_words(variant: Variant) -> list[str]:
    return [word for word in _WORD.findall(variant.product_name.casefold()) if len(word) >= _SHORTEST_NAME]
