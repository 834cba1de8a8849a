"""What changes the order in words that nobody followed: what it may be about is asked, and never kept in silence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from conversations.context import Catalogue
from conversations.intake.matching import Parsed, changed_variant, name_words, uncounted
from conversations.intake.mentions import clause_around
from conversations.intake.one_of_them import some_of_them
from conversations.intake.passed_over import names_a_product
from conversations.intake.pieces import Piece
from conversations.intake.remarks import mention
from conversations.intake.words import POLITE

_WORD = re.compile(r"[^\W_]+")
# Words of change that talk beside an order seldom has.
_CHANGES = re.compile(
    r"(?<![^\W_])(?:"
    r"(?:di)?(?:naik|turun|ganti|tukar|tuker|ubah|rubah|gandakan|kurang|tambah)(?:in|kan|i)"
    r"|(?:setengah|separuh|separo|stengah)\s?nya|\d\s?nya(?=\s+[^\W\d_])"
    r"|kebanyakan|kedikitan|typo|salah\s+(?:ketik|tulis|sebut|pilih)|(?:m?ksu?d|maksud)(?:nya|ku)?"
    r"|harusnya|seharusnya|mestinya|yg\s+jadi|yang\s+jadi|tersilap|silap|tolak"
    r"|double|triple|halve|bump|swap|switch|split|except|upgrade|downgrade|balik\s+(?:ke|lagi)|back\s+to|i\s+mean(?:t)?|on\s+second\s+thoughts?"
    r"|(?:make|change)\s+(?:it|that|them|those|one)|only\s+(?:need|want)|one\s+of\s+the|both|(?:one\s+)?(?:of\s+)?each\s+(?:flavou?r|colou?r|size|kind)"
    r"|que\s+(?:una?|uno|dos|tres)\s+sean?|doble|duplica|mitad|equivoqu[eé]|confund[ií]|cambi(?:a|e|o|ar)|mejor|en\s+vez"
    r"|gawin\w*|palit\w*|bawas\w*|dagdag\w*|doblehin|imbes"
    r")(?![^\W_])",
    re.IGNORECASE,
)
_LEADS_UP = re.compile(
    r"on\s+second|typo|salah|m?ksu?d|maksud|i\s+mean|tersilap|silap|equivoqu|confund|mejor|back\s|kebanyakan|kedikitan"
    r"|harusnya|seharusnya|mestinya",
    re.IGNORECASE,
)
# These are as often about something else: they count where they stand beside words of an item.
_PERHAPS = re.compile(r"(?<![^\W_])(?:(?:sisa|satu|semua|dua)nya|ternyata|rupanya|wants?)(?![^\W_])", re.IGNORECASE)
# What was cancelled just before may be wanted after all.
_KEPT = re.compile(
    r"(?<![^\W_])(?:keep\s+it|no\s+wait|(?:ga|gak|nggak|ngga|tidak)\s+jadi\s+(?:batal|dibatal\w*|cancel)|(?:jangan|jgn)\s+(?:jadi\s+)?(?:di)?(?:batal|cancel)\w*"
    r"|tetap\s+jadi|jadi\s+(?:deh|aja)|d[eé]jal[oa]|wag\s+na\s+pala\s+i?tanggal\w*)(?![^\W_])",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:nya|s)\Z")
_SHORTEST_TELLING = 3  # letters
_MOST_WORDS = 16


def unfollowed(
    plain: str, found: Sequence[Parsed], left: Sequence[Piece], catalogue: Catalogue, gone: Sequence[Parsed]
) -> tuple[set[int], list[Parsed]]:
    """The places of the items that a change which nobody followed may be about, and questions about what it wants.

    About which: those that it names, or all before it. `gone` were cancelled: "no wait, keep it" asks about the last.
    """
    about, wanted = set[int](), list[Parsed]()
    questions = (Piece(each.start, each.end) for each in found if not each.certain and not each.candidates)
    unknown = [Piece(each.start, clause_around(plain, each)[1]) for each in questions]
    for piece in (*left, *unknown):
        cancelled = [each for each in gone if each.certain and each.end <= piece.start]
        kept = uncounted(cancelled[-1]) if cancelled and _KEPT.search(plain, piece.start, piece.end) else None
        wanted += [kept] if kept is not None and kept not in wanted else []
        sure = _says_a_change(plain, piece)
        if not sure and not _PERHAPS.search(plain, piece.start, piece.end):
            continue
        before = [at for at, each in enumerate(found) if each.certain and each.end <= piece.start]
        if not before:
            continue
        words = [_SUFFIX.sub("", word.casefold()) for word in _WORD.findall(plain, piece.start, piece.end)]
        named = [at for at in before if _is_named(words[:_MOST_WORDS], found[at], catalogue)]
        about |= {*(named or (before if sure else ()))}
        if piece not in unknown and (sure or named):
            others = _other_variants(plain, piece, words, [found[at] for at in named or before], catalogue)
            wanted += [*others][:1] or _of_some(plain, piece)
    return about, wanted


def _says_a_change(plain: str, piece: Piece) -> bool:
    """Whether it says so in words of its own: "on second thought" alone leads up to what was followed."""
    change = _CHANGES.search(plain, piece.start, piece.end)
    if change is None or not _LEADS_UP.match(change.group()):
        return change is not None
    rest = plain[piece.start : change.start()] + " " + plain[change.end() : piece.end]
    return any(word not in POLITE for word in map(str.casefold, _WORD.findall(rest)))


def _other_variants(
    plain: str, piece: Piece, words: Sequence[str], items: Sequence[Parsed], catalogue: Catalogue
) -> Iterator[Parsed]:
    """Questions about another variant of one of the items, or another product: "setengahnya ganti yg extra pedas"."""
    for item in items:
        for word in words[:_MOST_WORDS]:
            if len(word) >= _SHORTEST_TELLING and (other := changed_variant(word, item, catalogue)) is not None:
                yield replace(_as_written(plain, piece), candidates=(other,), ask_quantity=True)
    other_product = names_a_product(plain, piece, items, catalogue) or mention(plain, piece, catalogue)
    if other_product is not None:
        yield other_product


def _of_some(plain: str, piece: Piece) -> list[Parsed]:
    """The question about what some of them are to become, where nobody knows it: "1 nya warna hijau"."""
    some = some_of_them(plain[piece.start : piece.end])
    if some is None or not some[2]:
        return []
    return [replace(_as_written(plain, piece), quantity=some[0] or None)]


def _as_written(plain: str, piece: Piece) -> Parsed:
    return Parsed(" ".join(plain[piece.start : piece.end].split()), piece.start, piece.end, None)


def _is_named(words: Sequence[str], item: Parsed, catalogue: Catalogue) -> bool:
    telling = [word for word in words if len(word) >= _SHORTEST_TELLING]
    return not name_words(item.candidates[0]).isdisjoint(telling) or any(
        changed_variant(word, item, catalogue) for word in telling
    )
