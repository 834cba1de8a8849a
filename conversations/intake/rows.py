"""Reads a piece of a message as an item, or as a row of them ("croissant 2 teh tarik 3")."""

import re
from collections.abc import Iterator
from dataclasses import replace

from conversations import characters
from conversations.context import Catalogue
from conversations.intake.capitals import is_everyday
from conversations.intake.matching import (
    CLEAR,
    Parsed,
    as_option,
    best,
    key_words,
    names_product,
    names_whole,
)
from conversations.intake.names import begins_with_building, capitalised_name
from conversations.intake.parting import parted
from conversations.intake.pieces import (
    Piece,
    bare,
    counts,
    item_words,
    only_quantity,
    parts,
    query,
    readings,
    rows,
)
from conversations.intake.remarks import is_counted, mention, read_one
from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.words import ASKING, HEADING, HONORIFICS, MEASURES, PLACES_AND_TIMES, says_nothing
from conversations.quantities import parse_quantity

# What begins like this asks, or says where and when: "nanya ongkir ke Sorong", "after 6pm".
_ABOUT = re.compile(
    r"(?:tanya2?|nanya2?|tanya-tanya|bertanya|tny|ask|asking|know|check|cek|preguntar|saber|consultar|itanong|ke|to|after|before|sebelum|setelah"
    r"|ongkir|ongkos|shipping)(?![^\W_])",
    re.IGNORECASE,
)
_SHIPPING = re.compile(
    r"(?<![^\W_])(?:ongkir|ongkos|shipping|postage|env[ií]o|delivery\s+fee)(?![^\W_])", re.IGNORECASE
)
_FOR = re.compile(r"\s*(?:untuk|utk|buat|bwt|u/|para|for)\s", re.IGNORECASE)  # what it is for: "utk oleh2"
_WHICH = re.compile(r"\s*(?:yg|yang)\s", re.IGNORECASE)
_WHICH_AND_COUNT = re.compile(
    r"\s*(?:yg|yang)\s+\d+\s?(?:ml|gr|gram|kg|cm|meter|liter|ltr)\s+\d{1,3}(?=\s+[^\W\d_]{3})", re.IGNORECASE
)
_FROM = re.compile(r"(?<![^\W_])(?:from|dari|desde|mula\s+sa)\s+\Z", re.IGNORECASE)
_LONGEST_LABEL = 2  # letters
_SHORTEST_CODE = 4  # figures; fewer are how many
_LONGEST_JOINED = 12
_NO_GOODS = PLACES_AND_TIMES | characters.words(
    "regalo regalito kado hadiah gift present pasalubong tax invoice receipt faktur kwitansi factura recibo resibo"
)
_FIGURES = re.compile(r"(?<![^\W_])\d+(?![^\W\d_]*\d)")
_OF_NO_GOODS = re.compile(
    r"\s?(?:orang|org|people|persons?|guests?|tamu|personas?|katao|kali|times|veces|beses|hari|days?|d[ií]as?|araw|minggu|weeks?|semanas?|linggo"
    r"|bulan|bln|months?|mes(?:es)?|buwan|tahun|thn|years?|a[nñ]os?|taon|jam|hours?|horas?|oras|menit|minutes?|minutos?|derajat|degrees?|grados?"
    r"|bintang|stars?|estrellas?)(?![^\W_])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def _is_item(plain: str, parsed: Parsed, part: Piece) -> bool:
    written = plain[part.start : part.end].strip()
    counted = any(map(str.isdigit, written)) or isinstance(parse_quantity(written.split()[0]), int)
    unsold = not parsed.candidates or (part.joined and not counted)
    if unsold and (part.joined or not part.field) and _FOR.match(plain, part.start, part.end):
        return False
    if not parsed.candidates and (parsed.quantity == 0 or _SHIPPING.search(parsed.text)):
        return False
    said = parsed.text.casefold().split()
    if not parsed.candidates and said and said[-1].strip(".") in HONORIFICS and not counted:
        return part.field  # "A nombre de la Sra." before her name
    # "ORDER JUMAT", "es un regalo", "Rekap order kelas XII IPA 2"
    if not parsed.candidates and (_NO_GOODS.issuperset(said) or HEADING.issuperset(said[:1])):
        return part.field
    if not part.field and not parsed.certain and _counts_no_goods(plain, part):
        return False  # "temen sekantor saya 12 orang"
    if not parsed.candidates and begins_with_building(written if counted else parsed.text.title()):
        return part.field  # "Pesanan Toko Maju Jaya"
    if not parsed.candidates and not counted and capitalised_name(plain, part.start, part.end):
        return part.field  # "Rohana Mat Isa" is no "one Rohana Mat"
    if parsed.text.isdecimal() and len(parsed.text) < _SHORTEST_CODE and not parsed.elliptic and not parsed.certain:
        return False
    if (
        not parsed.candidates
        and not part.field
        and all(is_everyday(word) for word in _WORD.findall(parsed.text.casefold()))
    ):
        return False  # "he already has"
    if (
        not parsed.candidates
        and parsed.quantity is None
        and parsed.text.istitle()
        and _FROM.search(plain[: parsed.start])
    ):
        return False  # "ordering from Melbourne"
    figures = any(map(str.isdigit, written))
    if (
        len(parsed.text) <= _LONGEST_LABEL
        and (parsed.quantity is None or not figures)
        and not (part.field or parsed.elliptic)
    ):
        return False  # "HP" is no tripod for it
    if parsed.candidates and parsed.named and parsed.score >= CLEAR:
        return True
    if not any(map(str.isalpha, parsed.text)):
        return False
    if (
        not parsed.candidates
        and parsed.quantity is None
        and (_ABOUT.match(parsed.text) or (not part.field and plain[part.end : part.end + 1] == "?"))
    ):
        return False
    return (
        parsed.quantity is not None
        or parsed.partly
        or (parsed.named and names_product(parsed))
        or ((part.field or parsed.ordered) and not part.heading)
    )


def _counts_no_goods(plain: str, part: Piece) -> bool:
    """Whether every number of a piece says how many people, days or degrees."""
    numbers = [*_FIGURES.finditer(plain, part.start, part.end)]
    return bool(numbers) and all(_OF_NO_GOODS.match(plain, number.end()) for number in numbers)


def cut(plain: str, piece: Piece, catalogue: Catalogue) -> list[Piece]:
    """The piece cut at words like "dan", unless the whole is one product's name ("Sabun dan Sampo")."""
    several = _joined_by_which(plain, parts(plain, piece), catalogue)
    if len(several) < 2:
        return several
    words, _ = item_words(plain, piece)
    for _, first, last in readings(words) if words else ():
        named = replace(piece, start=words[first].start(), end=words[last - 1].end())
        if len(parts(plain, named)) < len(several):
            continue
        hits = catalogue.search(query(words[first:last]), 5)
        label = hits[0].variant.label if hits else ""
        joined = len(parts(label, Piece(0, len(label)))) > 1 or all(
            _WHICH.match(plain, part.start, part.end) for part in several[1:]
        )
        if hits and joined and hits[0].score >= 1 and len({hit.variant.product_id for hit in hits}) == 1:
            return [piece]
    return several


def _joined_by_which(plain: str, several: list[Piece], catalogue: Catalogue) -> list[Piece]:
    """The parts, where "yg" joins what it stands in as one: "iphone 15 yg 256 hitam 1 unit"."""
    joined: list[Piece] = []
    for part in _apart_behind_counts(plain, several):
        behind = _WHICH.match(plain, part.start, part.end) and not any(counts(plain, part))
        if joined and behind and only_quantity(plain, joined[-1]) is not None:
            joined[-1] = replace(joined[-1], end=part.end)  # "selusin yg hitam"
            continue
        both = replace(joined[-1], end=part.end) if joined else part
        if joined and _FOR.match(plain, part.start, part.end) and _is_surer(plain, both, joined[-1], catalogue):
            joined[-1] = both  # "2 case transparente para iPhone 15"
            continue
        words, ordered = (
            item_words(plain, both) if joined and _WHICH.match(plain, part.start, part.end) else ([], False)
        )
        if words and len(words) < _LONGEST_JOINED and not joined[-1].heading:
            whole = best(words, catalogue, None, ordered=ordered)
            if is_counted(whole) and (whole.score >= 1 or only_options(plain, part, whole)):
                joined[-1] = both
                continue
        joined.append(part)
    return joined


def _apart_behind_counts(plain: str, several: list[Piece]) -> Iterator[Piece]:
    """The parts, cut behind the count of one that says which: "yg 30 ml 2 sunscreen"."""
    for part in several:
        counted = _WHICH_AND_COUNT.match(plain, part.start, part.end)
        if counted is None:
            yield part
            continue
        yield replace(part, end=counted.end())
        yield replace(part, start=counted.end(), joined=False)


def _is_surer(plain: str, both: Piece, first: Piece, catalogue: Catalogue) -> bool:
    """Whether what it is for names the product: more than the words before it do."""
    words, ordered = item_words(plain, both)
    if not words or len(words) >= _LONGEST_JOINED:
        return False
    whole = best(words, catalogue, None, ordered=ordered)
    products = {variant.product_id for variant in whole.candidates}
    if len(products) != 1 or not is_counted(whole):
        return False
    words, ordered = item_words(plain, first)
    return bool(words) and len(best(words, catalogue, None, ordered=ordered).candidates) > len(whole.candidates)


def only_options(plain: str, part: Piece, whole: Parsed) -> bool:
    """Whether "yg XL 2" says nothing but the variant of the whole, and how many."""
    options = {word for variant in whole.candidates for word in key_words(variant)}
    said = [word.casefold() for word in _WORD.findall(plain, part.start, part.end)]
    return bool(options & {*said}) and whole.certain


def read_row(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> tuple[list[Parsed], list[Piece]]:
    """The item of a piece, or the row of them ("croissant 2 teh tarik 3"), and what of the piece is none."""
    parsed = read_one(plain, part, catalogue, before)
    if parsed is None or parsed.score >= CLEAR:
        return ([parsed], []) if parsed and _is_item(plain, parsed, part) else ([], [part])
    ways = list(rows(plain, part))
    for row in ways:
        several: list[Parsed] = []
        for piece in row:
            each = read_one(plain, piece, catalogue, several[-1] if several else None)
            if each is None and not several:  # politeness before the first one
                continue
            if each is None or not is_counted(each):
                several = []
                break
            several.append(each)
        # The same thing twice in a row is one that was read wrong.
        if len(several) > 1 and len(several) == len({each.candidates for each in several}):
            return several, []
    for row in ways:
        if several := _before_their_product(plain, row, catalogue):
            return several, []
    named = parsed.quantity is not None and names_whole(parsed)
    if named and not any(map(str.isdigit, parsed.text)):
        return [parsed], []  # its variant isn't sold: numbers in its name part nothing ("segi empat")
    for head, *_, rest in ([way[0], replace(part, start=way[1].start)] for way in (() if named else ways)):
        if (found := _read_head(plain, head, rest, catalogue, before)) is not None:
            return found
    if several := parted(plain, part, catalogue, before):
        return several, []
    spoken_of = None if parsed.candidates else mention(plain, part, catalogue)
    if _is_item(plain, parsed, part):
        return [replace(parsed, candidates=spoken_of.candidates, partly=True) if spoken_of else parsed], []
    return ([spoken_of], []) if spoken_of else ([], [part])


def _before_their_product(plain: str, row: list[Piece], catalogue: Catalogue) -> list[Parsed]:
    """Variants with their counts, where the product stands behind them: "hitam M 2 putih L 1 kaos 24s"."""
    words, _ = item_words(plain, row[-1])
    product = as_option(words, catalogue, None) if words else None
    if product is None or product.score < CLEAR or not names_product(product):
        return []
    several: list[Parsed] = []
    for piece in row[:-1]:
        each = read_one(plain, piece, catalogue, product)
        if each is None or not each.elliptic or not each.quantity:
            return []
        several.append(each)
    several[-1] = replace(several[-1], end=words[-1].end())
    return several


def read_options(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> list[Parsed]:
    """A row of variants whose numbers are no quantities, which is said elsewhere: "nude 37 hitam 38, each 1"."""
    for row in rows(plain, part):
        several: list[Parsed] = []
        for piece in row:
            words, _ = item_words(plain, piece)
            each = as_option(words, catalogue, several[-1] if several else before) if words else None
            if each is None or not each.certain:
                break
            several.append(each)
        if len(several) == len(row):
            return several
    return _options_in_a_row(plain, part, catalogue)


def _options_in_a_row(plain: str, part: Piece, catalogue: Catalogue) -> list[Parsed]:
    """An item and other variants of it, by one word each: "bergo jersey hitam abu"."""
    words, _ = item_words(plain, part)
    for first in range(len(words) - 1, 0, -1):
        several = [as_option(words[:first], catalogue, None)]
        for word in words[first:]:
            each = as_option([word], catalogue, several[-1])
            if not several[-1].certain or not each.elliptic:
                break
            several.append(each)
        products = {variant.product_id for each in several for variant in each.candidates}
        distinct = len({each.candidates for each in several}) == len(several) == 1 + len(words) - first
        if distinct and len(products) == 1 and all(each.certain for each in several):
            return several
    return []


def _read_head(
    plain: str, head: Piece, rest: Piece, catalogue: Catalogue, before: Parsed | None
) -> tuple[list[Parsed], list[Piece]] | None:
    """An item with its quantity, and what stands behind: its variant, the next item, or words about it."""
    first = read_one(plain, head, catalogue, before)
    words, ordered = item_words(plain, rest)
    if first is None or not is_counted(first) or (words and bare(words[0]) in MEASURES):
        return None
    many = only_quantity(plain, rest) if (first.quantity or 0) >= LEAST_OF_A_SIZE else None
    if many is not None:  # "nude 39 1 psg", which isn't sold: one of them
        named = as_option(item_words(plain, head)[0], catalogue, before)
        return [replace(named, end=words[-1].end(), quantity=many, prices=first.prices)], []
    if words:
        whole = best(item_words(plain, head)[0], catalogue, before, ordered=ordered, more=query(words))
        if is_counted(whole):
            return [replace(whole, end=words[-1].end(), prices=first.prices)], []
    behind, left = read_row(plain, rest, catalogue, first)
    return [first, *behind], left


def unknown(plain: str, part: Piece) -> Parsed | None:
    """A piece as an item that isn't in the catalogue."""
    words, _ = item_words(plain, part)
    if not words or says_nothing(bare(word) for word in words if bare(word) not in ASKING | PLACES_AND_TIMES):
        return None
    return Parsed(query(words), words[0].start(), words[-1].end(), None, ordered=True)
