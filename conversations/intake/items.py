"""Items: the pieces of a message that name something of the catalogue, with how many of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from conversations.context import Catalogue
from conversations.intake.apart import each_apart
from conversations.intake.assortments import with_assortments
from conversations.intake.doubts import in_doubt
from conversations.intake.every_kind import with_every_kind
from conversations.intake.finder import Finder
from conversations.intake.lines import with_commas, with_counts_in_front
from conversations.intake.matching import MOST_CANDIDATES, Parsed
from conversations.intake.passed_over import names_a_product, with_unread_fields
from conversations.intake.pieces import Piece
from conversations.intake.prices import disagreeing, with_variants_of_price
from conversations.intake.reading import ReadItem, Span
from conversations.intake.related import beside_what_they_are_for, with_shared_counts, without_headings
from conversations.intake.said_anew import said_anew
from conversations.intake.second_thoughts import second_thoughts
from conversations.intake.told import told

_COUNT_SIGN = re.compile(r"(?<=[^\W\d_])[=:](?=\d{1,3}(?!\d|[.,:]\d))")  # "hitam M=2"


def find_items(
    plain: str, pieces: Sequence[Piece], catalogue: Catalogue, *, whole: bool, taken: Sequence[tuple[str, int]] = ()
) -> tuple[list[ReadItem], list[Piece]]:
    """The items of the pieces in their order, and the pieces that are none, prices that disagree among them.

    `whole`: the message says more than the items, so that one thing without a number is one, and not to be asked about.
    `taken`: texts that were taken as something else, and where they begin; what they name is asked about.
    """
    plain = _COUNT_SIGN.sub(" ", plain)
    if stories := [*told(plain, pieces)]:
        now = [piece for piece in pieces if piece not in stories]
        items, left = _found(plain, now, catalogue, whole=whole, taken=taken)
        sure = any(item.certain for item in items)
        # Otherwise what is told may be all that is ordered.
        if sure or (items and not any(names_a_product(plain, piece, (), catalogue) for piece in stories)):
            return items, sorted([*left, *stories], key=lambda each: each.start)
    return _found(plain, pieces, catalogue, whole=whole, taken=taken)


def _found(
    plain: str, pieces: Sequence[Piece], catalogue: Catalogue, *, whole: bool, taken: Sequence[tuple[str, int]]
) -> tuple[list[ReadItem], list[Piece]]:
    finder = Finder(plain, catalogue)
    cut = [*second_thoughts(plain, with_commas(plain, with_counts_in_front(plain, pieces), catalogue))]
    for piece, assortment in with_assortments(plain, cut, catalogue):
        if finder.found and (anew := said_anew(plain, piece, assortment, finder.found, catalogue)) is not None:
            finder.found = anew
        elif assortment:
            finder.found += assortment
        else:
            finder.read(piece)
    finder.count_the_only_one()
    found = with_shared_counts(plain, each_apart(plain, finder.found, catalogue))
    found = with_variants_of_price(plain, without_headings(beside_what_they_are_for(found)))
    found = with_every_kind(plain, found, catalogue)
    found, left = in_doubt(plain, found, finder.left, catalogue, finder.gone)
    found, left = with_unread_fields(plain, found, left, catalogue)
    found = sorted([*found, *_hidden(taken, found, catalogue)], key=lambda each: each.start)
    left += disagreeing(plain, found)
    return [_item(each, alone=len(found) == 1 and not whole) for each in found], left


def _hidden(taken: Sequence[tuple[str, int]], found: Sequence[Parsed], catalogue: Catalogue) -> Iterator[Parsed]:
    """The questions about products in what was taken as something else: "Camino y necesito una Tas Ransel, C/ …"."""
    for text, start in taken:
        if (hidden := names_a_product(text, Piece(0, len(text)), found, catalogue)) is not None:
            yield replace(hidden, start=start + hidden.start, end=start + hidden.end)


def _item(parsed: Parsed, *, alone: bool) -> ReadItem:
    return ReadItem(
        text=parsed.text,
        quantity=parsed.quantity if parsed.quantity is not None or alone or parsed.ask_quantity else 1,
        candidates=tuple(variant.id for variant in parsed.candidates)[:MOST_CANDIDATES],
        certain=parsed.certain,
        span=Span(parsed.start, parsed.end),
        remark=parsed.remark,
    )
