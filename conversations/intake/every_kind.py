"""A product in all its kinds: "sambal roa tiap level 2 botol", "parfum semua aroma @1", "one of each flavour"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from conversations.context import Catalogue
from conversations.intake.matching import CLEAR, Parsed, key_words, names_whole
from conversations.intake.sentences import SENTENCE_END
from conversations.order import Variant
from conversations.quantities import parse_quantity

_KIND = (
    r"(?:warna(?:nya)?|rasa(?:nya)?|varian|variant|aroma|level|ukuran|size|jenis|macam|flavou?rs?|scents?|colou?rs?|variants?|kinds?|sizes?|levels?"
    r"|sabor(?:es)?|color(?:es)?|aromas?|tallas?|kulay|lasa)"
)
_EACH = r"(?:tiap(?:-tiap)?|setiap|masing\s?-?\s?masing|masing2|msg2|each|every|cada|@)"
_NUMBER = r"(?P<n>\d{1,3}|[^\W\d_]{2,9})"
_EVERY = tuple(
    re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])", re.IGNORECASE)
    for pattern in (
        rf"(?:semua(?:nya)?|all(?:\s+the)?|todos?\s+los|todas\s+las|lahat\s+ng)\s+{_KIND}\s*(?:{_EACH}\s*)?{_NUMBER}",
        rf"{_EACH}\s+{_KIND}\s*(?:@|x)?\s?{_NUMBER}",
        rf"{_NUMBER}\s+(?:(?:of|de|ng|para)\s+)?(?:each|every|cada)(?:\s+{_KIND}|(?=\s*(?:\Z|[\n\0,.;])))",
    )
)
_KINDS = re.compile(rf"(?<![^\W_])(?P<n>\d{{1,2}})\s?{_KIND}(?![^\W_])", re.IGNORECASE)
_BUT = re.compile(
    r"(?<![^\W_])(?:kecuali|selain|except|but|tapi|tp|menos|minus|bukan|not|maliban|pwera|without|tanpa)(?![^\W_])",
    re.IGNORECASE,
)
_MOST_KINDS = 8


def with_every_kind(plain: str, found: Sequence[Parsed], catalogue: Catalogue) -> list[Parsed]:
    """The items, those of which there is so much of every kind in all their variants.

    Where some kind is left out ("except the large bag"), or a variant is named too, they stay a question.
    """
    left: list[Parsed] = []
    behind = 0
    for at, each in enumerate(found):
        if each.start < behind and not each.certain:
            continue  # the words that said how many of each
        several, end = _of_every_kind(plain, each, found[at + 1 :], catalogue)
        behind = max(behind, end)
        left += several
    return left


def _of_every_kind(
    plain: str, item: Parsed, behind: Sequence[Parsed], catalogue: Catalogue
) -> tuple[list[Parsed], int]:
    """The items that one becomes, and where the words end that say so."""
    products = {variant.product_id for variant in item.candidates}
    named = item.score >= CLEAR or names_whole(item)
    if item.certain or item.elliptic or not named or len(products) != 1:
        return [item], 0
    kinds = catalogue.product(products.pop())
    if not 1 < len(kinds) <= _MOST_KINDS or {*kinds} != {*item.candidates} or not _vary_in_one_way(kinds):
        return [item], 0
    stop = min([each.start for each in behind if each.candidates], default=len(plain))
    end = SENTENCE_END.search(plain, item.end)
    stop = min(stop, end.start() if end else len(plain))
    every = next((match for each in _EVERY if (match := each.search(plain, item.start, stop))), None)
    many = parse_quantity(every["n"]) if every else None
    said = _KINDS.search(plain, item.start, stop)
    complete = said is None or int(said["n"]) == len(kinds)
    if every is None or not isinstance(many, int) or not many or not complete or _BUT.search(plain, item.start, stop):
        return [item], 0
    first = replace(item, quantity=many, certain=True, ask_quantity=False, changed=True, end=max(item.end, every.end()))
    return [replace(first, candidates=(kind,)) for kind in kinds], every.end()


def _vary_in_one_way(kinds: Sequence[Variant]) -> bool:
    """Whether only one thing about them differs: of chips in two flavours and two sizes nobody knows what each is."""
    words = [frozenset(word for word in key_words(kind) if word.isalpha()) for kind in kinds]
    sizes = [key_words(kind) - said for kind, said in zip(kinds, words, strict=True)]
    slashes = any("/" in kind.key for kind in kinds)
    return not slashes and (len({*words}) == 1 or len({*sizes}) == 1)
