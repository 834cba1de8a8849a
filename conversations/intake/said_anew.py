"""Second thoughts that say all of a product once more, in several variants: "eh tumblernya jadi hitam 2 putih 1"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from conversations import characters
from conversations.context import Catalogue
from conversations.intake.assortment import Assortment
from conversations.intake.corrections import says_wrong
from conversations.intake.matching import Parsed, fits_all_of
from conversations.intake.pieces import Piece
from conversations.intake.sentences import begin_of_sentence
from conversations.intake.words import CANCELLATION, CORRECTION, CORRECTION_ANYWHERE

_WORD = re.compile(r"[^\W_]+")
_ADDING = characters.words("tambah tambahin tambahan nambah plus add juga jg also too también tambien din")
_POINTED = re.compile(r"\W*(?:[^\W\d_]+\s+){0,2}[^\W\d_]{3,}nya(?![^\W_])", re.IGNORECASE)
_SHORTEST_NAME = 3  # letters
_MOST_STARTS = 12
_LOOK_BACK = 200  # characters


def said_anew(
    plain: str, piece: Piece, items: Sequence[Parsed], found: Sequence[Parsed], catalogue: Catalogue
) -> list[Parsed] | None:
    """What is `found` so far, with a product as a piece says it anew; None where it doesn't, or only in part.

    `items` are the assortment that the piece was read as, if it was one.
    """
    corrects, pointed = _corrects(plain, piece), _POINTED.match(plain, piece.start, piece.end) is not None
    if not corrects and not pointed:
        return None
    for product in dict.fromkeys(each.candidates[0].product_id for each in found if each.certain):
        old = [each for each in found if any(variant.product_id == product for variant in each.candidates)]
        new = list(items) or _of_a_product(plain, piece, product, catalogue, last=old[-1] is found[-1])
        if not new or new[0].candidates[0].product_id != product:
            continue
        variants = {each.candidates for each in new}
        together = sum(each.quantity or 0 for each in new)
        if not corrects and [together] != [each.quantity for each in old]:
            continue  # "handuknya 1 biru 1 pink aja", of two
        if len(old) == 1 or all(each.candidates in variants for each in old):
            others = [each for each in found if each not in old]
            return [*others, *(replace(each, changed=True) for each in new)]
    return None


def _corrects(plain: str, piece: Piece) -> bool:
    """Whether its sentence puts something right, and adds nothing: "eh jap, tudung tu buat 2 beige 1 hitam la"."""
    begin = begin_of_sentence(plain, piece.start, max(0, piece.start - _LOOK_BACK))
    sentence = plain[begin : piece.end]
    said = {word.casefold() for word in _WORD.findall(sentence)}
    if said & _ADDING or CANCELLATION.search(sentence):
        return False
    return bool(said & (CORRECTION | CORRECTION_ANYWHERE)) or says_wrong(sentence)


def _of_a_product(plain: str, piece: Piece, product: str, catalogue: Catalogue, *, last: bool) -> list[Parsed]:
    """The variants of a product that a piece counts behind the words that name it, or that of the `last` item."""
    words = [*_WORD.finditer(plain, piece.start, piece.end)]
    named = [
        at
        for at, word in enumerate(words)
        if len(stem := word.group().casefold().removesuffix("nya")) >= _SHORTEST_NAME
        and stem.isalpha()
        and fits_all_of(stem, product, catalogue)
    ]
    if not named and not last:
        return []
    variants = catalogue.product(product)
    for word in words[(named[-1] + 1 if named else 0) :][:_MOST_STARTS]:
        start = word.start()
        empty = Parsed("", start, start, None, variants)
        if several := Assortment(plain, catalogue, empty, start, start, None).read(piece.end):
            return [*several]
    return []
