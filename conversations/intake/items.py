"""Items: the pieces of a message that name something of the catalogue, with how many of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from conversations.context import Catalogue, Hit
from conversations.intake.amounts import price
from conversations.intake.corrections import Change, read_change
from conversations.intake.pieces import (
    EDGE,
    Piece,
    Word,
    bare,
    item_words,
    marked,
    only_quantity,
    parts,
    prices,
    query,
    readings,
    rows,
    second_thoughts,
    without_brackets,
)
from conversations.intake.reading import ReadItem, Span
from conversations.intake.words import MEASURES, says_nothing
from conversations.order import Variant

MOST_CANDIDATES = 50
# From here on every word was found, at worst misspelt; one word of a short name that wasn't found falls below it.
_CLEAR = 0.85
# A greater number alone between two breaks is rather a postcode with a digit too few than a quantity.
_MOST_BARE = 999
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A piece read as an item: its words and quantity, what the catalogue says, and what the words around it say."""

    text: str
    start: int
    end: int
    quantity: int | None
    candidates: tuple[Variant, ...] = ()
    certain: bool = False
    score: float = 0.0
    named: bool = False
    ordered: bool = False
    ask_quantity: bool = False
    remark: str = ""
    prices: tuple[tuple[int, int], ...] = ()


def find_items(plain: str, pieces: Sequence[Piece], catalogue: Catalogue) -> tuple[list[ReadItem], list[Piece]]:
    """The items of the pieces in their order, and the pieces that are none, prices that disagree among them."""
    found: list[_Parsed] = []
    left: list[Piece] = []
    for piece in second_thoughts(plain, pieces):
        change = read_change(
            plain[piece.start : piece.end], [_all_words(each) for each in found], partial(_meant, found, catalogue)
        )
        if change == "unclear":  # one of these quantities is wrong, and nobody can say which: ask
            found = [replace(each, quantity=None, ask_quantity=True) for each in found]
        if change == "unclear" or change == "chatter":  # noqa: PLR1714  # mypy narrows literals by comparison only
            left.append(piece)
            continue
        if change is not None:
            _apply(change, found)
            continue
        for part in _cut(plain, piece, catalogue):
            if (quantity := only_quantity(plain, part)) is not None:
                if (
                    found
                    and found[-1].quantity is None
                    and (part.field or quantity <= _MOST_BARE or _has_letter(plain, part))
                ):
                    found[-1] = replace(found[-1], quantity=quantity)
                else:
                    left.append(part)
                continue
            several, no_items = _read_row(plain, part, catalogue, found[-1] if found else None)
            found += several
            left += no_items
    left += [Piece(*span) for each in found for span in each.prices if not _agrees(plain[slice(*span)], each)]
    return [_item(each, alone=len(found) == 1) for each in found], left


def _has_letter(plain: str, part: Piece) -> bool:
    return any(map(str.isalpha, plain[part.start : part.end]))


def _apply(change: Change, found: list[_Parsed]) -> None:
    if change[0] == "cancel":
        del found[change[1]]
    else:
        found[change[1]] = replace(found[change[1]], quantity=change[2])


def _meant(found: Sequence[_Parsed], catalogue: Catalogue, words: str) -> list[int]:
    """The places of the items that the catalogue gives for other words than theirs."""
    hits = {hit.variant.id for hit in catalogue.search(words, MOST_CANDIDATES) if hit.score >= _CLEAR}
    return [index for index, each in enumerate(found) if each.certain and each.candidates[0].id in hits]


def _all_words(parsed: _Parsed) -> str:
    return " ".join((parsed.text, *(variant.label for variant in parsed.candidates if parsed.certain)))


def _item(parsed: _Parsed, *, alone: bool) -> ReadItem:
    return ReadItem(
        text=parsed.text,
        quantity=parsed.quantity if parsed.quantity is not None or alone or parsed.ask_quantity else 1,
        candidates=tuple(variant.id for variant in parsed.candidates)[:MOST_CANDIDATES],
        certain=parsed.certain,
        span=Span(parsed.start, parsed.end),
        remark=parsed.remark,
    )


def _agrees(written: str, parsed: _Parsed) -> bool:
    """Whether a price is the catalogue's, for one of the item or for all of them."""
    one = parsed.candidates[0].price if parsed.certain else None
    return one is not None and price(written) in (one, one * (parsed.quantity or 1))


def _is_item(parsed: _Parsed, part: Piece) -> bool:
    if parsed.candidates and parsed.named and parsed.score >= _CLEAR:
        return True
    if not any(map(str.isalpha, parsed.text)):
        return False
    return parsed.quantity is not None or ((part.field or parsed.ordered) and not part.heading)


def _cut(plain: str, piece: Piece, catalogue: Catalogue) -> list[Piece]:
    """The piece cut at words like "dan", unless the whole is one product's name ("Sabun dan Sampo")."""
    cut = parts(plain, piece)
    if len(cut) < 2:
        return cut
    words, _ = item_words(plain, piece)
    for _, first, last in readings(words):
        hits = catalogue.search(query(words[first:last]), 5)
        if hits and hits[0].score >= 1 and len({hit.variant.product_id for hit in hits}) == 1:
            return [piece]
    return cut


def _read_row(
    plain: str, part: Piece, catalogue: Catalogue, before: _Parsed | None
) -> tuple[list[_Parsed], list[Piece]]:
    """The item of a piece, or the row of them ("croissant 2 teh tarik 3"), and what of the piece is none."""
    parsed = _read(plain, part, catalogue, before)
    if parsed is None or parsed.score >= _CLEAR:
        return ([parsed], []) if parsed and _is_item(parsed, part) else ([], [part])
    ways = list(rows(plain, part))
    for row in ways:
        several = [each for piece in row if (each := _read(plain, piece, catalogue, None)) and _is_counted(each)]
        if len(several) == len(row):
            return several, []
    for head, *_, rest in ([way[0], replace(part, start=way[1].start)] for way in ways):
        if (found := _read_head(plain, head, rest, catalogue, before)) is not None:
            return found
    return ([parsed], []) if _is_item(parsed, part) else ([], [part])


def _read_head(
    plain: str, head: Piece, rest: Piece, catalogue: Catalogue, before: _Parsed | None
) -> tuple[list[_Parsed], list[Piece]] | None:
    """An item with its quantity, and what stands behind: its variant, the next item, or words about it."""
    first = _read(plain, head, catalogue, before)
    words, ordered = item_words(plain, rest)
    if first is None or not _is_counted(first) or (words and bare(words[0]) in MEASURES):
        return None
    if words:
        whole = _best(item_words(plain, head)[0], catalogue, before, ordered=ordered, more=query(words))
        if _is_counted(whole):
            return [replace(whole, end=words[-1].end(), prices=first.prices)], []
    behind, left = _read_row(plain, rest, catalogue, first)
    return [first, *behind], left


def _is_counted(parsed: _Parsed) -> bool:
    return parsed.quantity is not None and parsed.named and parsed.score >= _CLEAR


def _read(plain: str, part: Piece, catalogue: Catalogue, before: _Parsed | None) -> _Parsed | None:
    """The best reading of a piece; None when only politeness is in it."""
    words, ordered = item_words(plain, part)
    if not words or says_nothing(each.casefold() for each in _WORD.findall(plain, part.start, part.end)):
        return None
    if not _has_letter(plain, part):  # a phone with a digit too few, a wrong postcode
        return _Parsed(plain[part.start : part.end], part.start, part.end, None)
    best = _best(words, catalogue, before, ordered=ordered)
    if best.score < _CLEAR:
        best = _beside_remark(plain, part, catalogue, before) or best
    return replace(best, prices=tuple(prices(plain, part)))


def _beside_remark(plain: str, part: Piece, catalogue: Catalogue, before: _Parsed | None) -> _Parsed | None:
    """The item outside the brackets of a piece; what is in them names its variant ("(cold)") or is a remark."""
    outside, remark = without_brackets(plain, part)
    words, ordered = item_words(outside, part)
    if not remark or not words:
        return None
    named = _best(words, catalogue, before, ordered=ordered, more=remark)
    if named.score >= _CLEAR:
        return named
    return replace(_best(words, catalogue, before, ordered=ordered), remark=remark)


def _best(
    words: Sequence[Word], catalogue: Catalogue, before: _Parsed | None, *, ordered: bool, more: str = ""
) -> _Parsed:
    """The best of the ways to part the words into a quantity and a name, to which `more` is added."""
    found = []
    for quantity, first, last in readings(words):
        rest = words[first:last]
        text = " ".join(word.group() for word in rest).strip(EDGE)
        asked = _Parsed(text, words[0].start(), words[-1].end(), quantity, ordered=ordered)
        found.append(_match(asked, f"{query(rest)} {more}".strip(), catalogue, before))
    # Where no reading is clear, words that may count do count: that 2 is in some product's name says nothing then.
    best = max(
        found, key=lambda each: (each.score if each.score >= _CLEAR else 0, each.quantity is not None, each.score)
    )
    if best.quantity is None or marked(words):
        return best
    return _with_doubt(best, found[-1])


def _with_doubt(counted: _Parsed, whole: _Parsed) -> _Parsed:
    """A number behind the words counts, unless it may as well be part of the name: "lip cream matte 12" (shade 12)."""
    number = re.compile(rf"0*{counted.quantity}[^\W\d_]*")
    said = counted.text.casefold()

    def has_number(variant: Variant) -> bool:
        names = _WORD.findall(variant.label.casefold())
        return any(number.fullmatch(word) and word not in said for word in names)

    if not any(map(has_number, counted.candidates)):
        return counted
    candidates = tuple(sorted(counted.candidates, key=lambda each: not has_number(each)))
    return replace(
        counted,
        text=whole.text,
        quantity=None,
        ask_quantity=True,
        candidates=candidates,
        certain=counted.certain and len(candidates) == 1,
    )


def _match(asked: _Parsed, query: str, catalogue: Catalogue, before: _Parsed | None) -> _Parsed:
    """What the catalogue has for the words; a piece that names no product may be about the one before it."""
    hits = catalogue.search(query, MOST_CANDIDATES)
    best = [hit for hit in hits if hit.score >= hits[0].score - 1e-9]
    named = any(_names(hit, query) for hit in best)
    if before is not None and before.certain and not named:
        same = _other_variant(query, before.candidates[0], catalogue)
        if same is not None:
            return replace(asked, candidates=(same,), certain=True, score=1.0, named=True)
    if not best:
        return asked
    certain = len(best) == 1 and best[0].score >= _CLEAR
    products = {hit.variant.product_id for hit in best}
    candidates = tuple(hit.variant for hit in best)
    if not certain and best[0].score < 1 and len(products) == 1:
        others = catalogue.product(best[0].variant.product_id)
        candidates = (*candidates, *(each for each in others if each not in candidates))
    return replace(asked, candidates=candidates, certain=certain, score=best[0].score, named=named)


def _names(hit: Hit, query: str) -> bool:
    """Whether the words name the product, and not merely a colour or a size that it comes in."""
    name = set(_WORD.findall(hit.variant.product_name.casefold()))
    asked = set(_WORD.findall(query.casefold()))
    sku = hit.variant.sku.casefold()
    return bool(name & asked) or (bool(sku) and sku in query.casefold()) or not _key_words(hit.variant) & asked


def _key_words(variant: Variant) -> set[str]:
    return set(_WORD.findall(variant.key.casefold()))


def _other_variant(query: str, before: Variant, catalogue: Catalogue) -> Variant | None:
    """The one variant that has every word of `query` among its options, and otherwise most of those of `before`."""
    asked = set(_WORD.findall(query.casefold()))
    able = [variant for variant in catalogue.product(before.product_id) if asked <= _key_words(variant)]
    shared = [len(_key_words(variant) & _key_words(before)) for variant in able]
    if not asked or not able or shared.count(max(shared)) > 1:
        return None
    return able[shared.index(max(shared))]
