"""Reads a piece of a message as an item, or as a row of them ("croissant 2 teh tarik 3")."""

import re
from collections.abc import Sequence
from dataclasses import replace

from conversations.context import Catalogue
from conversations.intake.matching import (
    CLEAR,
    MOST_CANDIDATES,
    Parsed,
    as_option,
    best,
    key_words,
    names_product,
    names_whole,
)
from conversations.intake.names import begins_with_building, capitalised_name
from conversations.intake.pieces import (
    Piece,
    Word,
    bare,
    item_words,
    only_quantity,
    parts,
    prices,
    query,
    readings,
    rows,
    without_brackets,
)
from conversations.intake.words import ASKING, MEASURES, POLITE, says_nothing
from conversations.quantities import UNITS, parse_quantity

_REMARK = re.compile(r"\s(?:with|without|w/|tanpa|ga\s+pake|gak\s+pake|sin|con)\s", re.IGNORECASE)
# What begins like this asks, or says where and when: "nanya ongkir ke Sorong", "after 6pm".
_ABOUT = re.compile(
    r"(?:tanya|nanya|bertanya|tny|ask|asking|know|check|cek|preguntar|saber|consultar|itanong|ke|to|after|before|sebelum|setelah"
    r"|ongkir|ongkos|shipping)(?![^\W_])",
    re.IGNORECASE,
)
_SHIPPING = re.compile(r"(?:ongkir|ongkos|shipping|postage|env[ií]o|delivery\s+fee)(?![^\W_])", re.IGNORECASE)
_FOR = re.compile(r"\s*(?:untuk|utk|buat|bwt|u/|para|for)\s", re.IGNORECASE)  # what it is for: "utk oleh2"
_WHICH = re.compile(r"\s*(?:yg|yang)\s", re.IGNORECASE)
_COUNT_IN_BRACKETS = re.compile(r"(\d{1,4})\s?[^\W\d_]+")
_MOST_CHATTER = 8
_NUMBERED_LINE = re.compile(r"[ \t]*\d{1,2}[.)]\s")
_MOST_COMMAS = 5
_COUNT_BEFORE_DASH = re.compile(r"[ \t•*-]*\d{1,3}[ ]?(?:x|[^\W\d_]{2,8}\.?)?[ ]*[–—-][ ]*")
_SHORTEST_NAME = 4  # letters
_SHORTEST_CODE = 4  # figures; fewer are how many
_LONGEST_JOINED = 12
_WORD = re.compile(r"[^\W_]+")


def has_letter(plain: str, part: Piece) -> bool:
    return any(map(str.isalpha, plain[part.start : part.end]))


def _is_item(plain: str, parsed: Parsed, part: Piece) -> bool:
    written = plain[part.start : part.end].strip()
    counted = any(map(str.isdigit, written)) or isinstance(parse_quantity(written.split()[0]), int)
    if not parsed.candidates and (part.joined or not part.field) and _FOR.match(plain, part.start, part.end):
        return False
    if not parsed.candidates and (parsed.quantity == 0 or _SHIPPING.match(parsed.text)):
        return False
    if not parsed.candidates and begins_with_building(written if counted else parsed.text.title()):
        return part.field  # "Pesanan Toko Maju Jaya"
    if not parsed.candidates and not counted and capitalised_name(plain, part.start, part.end):
        return part.field  # "Rohana Mat Isa" is no "one Rohana Mat"
    if parsed.text.isdecimal() and len(parsed.text) < _SHORTEST_CODE and not parsed.elliptic and not parsed.certain:
        return False
    if parsed.candidates and parsed.named and parsed.score >= CLEAR:
        return True
    if not any(map(str.isalpha, parsed.text)):
        return False
    if (
        not parsed.candidates
        and parsed.quantity is None
        and not part.field
        and (_ABOUT.match(parsed.text) or plain[part.end : part.end + 1] == "?")
    ):
        return False
    return (
        parsed.quantity is not None
        or parsed.partly
        or (parsed.named and names_product(parsed))
        or ((part.field or parsed.ordered) and not part.heading)
    )


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
        if hits and hits[0].score >= 1 and len({hit.variant.product_id for hit in hits}) == 1:
            return [piece]
    return several


def _joined_by_which(plain: str, several: list[Piece], catalogue: Catalogue) -> list[Piece]:
    """The parts, where "yg" joins what it stands in as one: "iphone 15 yg 256 hitam 1 unit"."""
    joined: list[Piece] = []
    for part in several:
        if joined and only_quantity(plain, joined[-1]) is not None and _WHICH.match(plain, part.start, part.end):
            joined[-1] = replace(joined[-1], end=part.end)  # "selusin yg hitam"
            continue
        both = replace(joined[-1], end=part.end) if joined else part
        words, ordered = (
            item_words(plain, both) if joined and _WHICH.match(plain, part.start, part.end) else ([], False)
        )
        if words and len(words) < _LONGEST_JOINED and not joined[-1].heading:
            whole = best(words, catalogue, None, ordered=ordered)
            if _is_counted(whole) and (whole.score >= 1 or only_options(plain, part, whole)):
                joined[-1] = both
                continue
        joined.append(part)
    return joined


def only_options(plain: str, part: Piece, whole: Parsed) -> bool:
    """Whether "yg XL 2" says nothing but the variant of the whole, and how many."""
    options = {word for variant in whole.candidates for word in key_words(variant)}
    said = [word.casefold() for word in _WORD.findall(plain, part.start, part.end)]
    return bool(options & {*said}) and whole.certain


def read_row(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> tuple[list[Parsed], list[Piece]]:
    """The item of a piece, or the row of them ("croissant 2 teh tarik 3"), and what of the piece is none."""
    parsed = _read(plain, part, catalogue, before)
    if parsed is None or parsed.score >= CLEAR:
        return ([parsed], []) if parsed and _is_item(plain, parsed, part) else ([], [part])
    ways = list(rows(plain, part))
    for row in ways:
        several: list[Parsed] = []
        for piece in row:
            each = _read(plain, piece, catalogue, several[-1] if several else None)
            if each is None and not several:  # politeness before the first one
                continue
            if each is None or not _is_counted(each):
                several = []
                break
            several.append(each)
        # The same thing twice in a row is one that was read wrong.
        if len(several) > 1 and len(several) == len({each.candidates for each in several}):
            return several, []
    if parsed.quantity is not None and names_whole(parsed):
        return [parsed], []  # its variant isn't sold: numbers in its name part nothing ("segi empat")
    for head, *_, rest in ([way[0], replace(part, start=way[1].start)] for way in ways):
        if (found := _read_head(plain, head, rest, catalogue, before)) is not None:
            return found
    mention = None if parsed.candidates else _mention(plain, part, catalogue)
    if _is_item(plain, parsed, part):
        return [replace(parsed, candidates=mention.candidates, partly=True) if mention else parsed], []
    return ([mention], []) if mention else ([], [part])


def with_commas(plain: str, pieces: Sequence[Piece], catalogue: Catalogue) -> list[Piece]:
    """The pieces, where those of a numbered line are one item as one: "1) Linen shirt, khaki, XL - 1"."""
    found: list[Piece] = []
    for piece in pieces:
        line = plain.rfind("\n", 0, piece.start) + 1
        numbered = _NUMBERED_LINE.match(plain, line)
        same = [each for each in found if each.start >= line] if numbered and piece.start > line else []
        if same and len(same) < _MOST_COMMAS and not any(_has_count(plain, each, line) for each in same):
            whole = replace(piece, start=same[0].start)
            words, ordered = item_words(plain.replace(",", " "), whole)
            read = best(words, catalogue, None, ordered=ordered) if words and len(words) < _LONGEST_JOINED else None
            if read is not None and read.certain and _is_counted(read):
                found[-len(same) :] = [whole]
                continue
        found.append(piece)
    return found


def with_counts_in_front(plain: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, where a count that begins a line is joined to what stands behind its dash: "2 pcs - Sandal"."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and _COUNT_BEFORE_DASH.fullmatch(plain, _line(plain, last.start), piece.start):
            found[-1] = replace(piece, start=last.start)
        else:
            found.append(piece)
    return found


def _line(plain: str, position: int) -> int:
    return plain.rfind("\n", 0, position) + 1


def _has_count(plain: str, piece: Piece, line: int) -> bool:
    text = (
        _NUMBERED_LINE.sub("", plain[piece.start : piece.end])
        if piece.start == line
        else plain[piece.start : piece.end]
    )
    return any(map(str.isdigit, text))


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


def _mention(plain: str, part: Piece, catalogue: Catalogue) -> Parsed | None:
    """A doubt about a piece that has a number and a product's name among words that nobody knows."""
    words, _ = item_words(plain, part)
    others = sum(bare(word).isalpha() for word in words) > 1
    if not others or not any(map(str.isdigit, plain[part.start : part.end])):
        return None
    for word in words[:_MOST_CHATTER]:
        said = bare(word)
        if len(said) < _SHORTEST_NAME or not said.isalpha():
            continue
        hits = [hit for hit in catalogue.search(said, MOST_CANDIDATES) if hit.score >= 1]
        named = [hit for hit in hits if said in hit.variant.product_name.casefold().split()]
        if named and len({hit.variant.product_id for hit in named}) == 1:
            variants = tuple(hit.variant for hit in named)
            return Parsed(query(words), words[0].start(), words[-1].end(), None, variants, named=True, partly=True)
    return None


def _read_head(
    plain: str, head: Piece, rest: Piece, catalogue: Catalogue, before: Parsed | None
) -> tuple[list[Parsed], list[Piece]] | None:
    """An item with its quantity, and what stands behind: its variant, the next item, or words about it."""
    first = _read(plain, head, catalogue, before)
    words, ordered = item_words(plain, rest)
    if first is None or not _is_counted(first) or (words and bare(words[0]) in MEASURES):
        return None
    if words:
        whole = best(item_words(plain, head)[0], catalogue, before, ordered=ordered, more=query(words))
        if _is_counted(whole):
            return [replace(whole, end=words[-1].end(), prices=first.prices)], []
    behind, left = read_row(plain, rest, catalogue, first)
    return [first, *behind], left


def _is_counted(parsed: Parsed) -> bool:
    return parsed.quantity is not None and parsed.named and parsed.score >= CLEAR


def _read(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The best reading of a piece; None when only politeness is in it."""
    words, ordered = item_words(plain, part)
    if not words or says_nothing(each.casefold() for each in _WORD.findall(plain, part.start, part.end)):
        return None
    if not has_letter(plain, part):  # a phone with a digit too few, a wrong postcode; or "41 2" behind "size 40 1"
        sized = best(words, catalogue, before, ordered=ordered) if before and len(words) > 1 else None
        if sized is not None and sized.elliptic and sized.certain and sized.quantity:
            return sized
        return Parsed(plain[part.start : part.end], part.start, part.end, None)
    found = best(words, catalogue, before, ordered=ordered)
    if found.score < CLEAR:
        found = (
            _behind_chatter(words, catalogue, before)
            or _beside_remark(plain, part, catalogue, before)
            or _before_remark(plain, part, catalogue, before)
            or _before_unit(words, catalogue, before)
            or _without_unit(words, catalogue, before)
            or _before_politeness(words, catalogue, before)
            or found
        )
    return replace(found, prices=tuple(prices(plain, part)))


def _behind_chatter(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item that begins with its quantity, behind words that nobody sells: "delivery of 2 lattes"."""
    if not any(_may_begin_an_item(word) for word in words[1:_MOST_CHATTER]):
        return None
    for at, word in enumerate(words[:_MOST_CHATTER]):
        if at and bare(word) in ASKING:  # "me confirmas si hay Mochila Explorer negra"
            found = best(words[at + 1 :], catalogue, before, ordered=True) if words[at + 1 :] else None
            if found is not None and found.certain and found.score >= CLEAR:
                return found
        article = bare(word) in ("a", "an") and at + 1 < len(words)
        if at and (article or isinstance(parse_quantity(word.group()), int)):
            found = best(words[at:], catalogue, before, ordered=True)
            if _is_counted(found) and not found.elliptic:
                return found
        if _is_sold(word, catalogue):
            break
    return None


def _may_begin_an_item(word: Word) -> bool:
    said = bare(word)
    return said in ("a", "an") or said in ASKING or isinstance(parse_quantity(word.group()), int)


def _before_unit(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item whose quantity has a unit that no list knows; it goes into the note: "sambal 2 ember"."""
    if len(words) < 3 or not isinstance(parse_quantity(words[-2].group()), int):
        return None
    if not bare(words[-1]).isalpha() or bare(words[-1]) in MEASURES or _is_sold(words[-1], catalogue):
        return None
    found = best(words[:-1], catalogue, before, ordered=True)
    unit = f"{words[-2].group()} {words[-1].group()}"
    return replace(found, end=words[-1].end(), remark=unit) if _is_counted(found) else None


def _without_unit(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item that ends with the unit of the quantity in front: "4 AA battery packs"."""
    quantity = parse_quantity(words[0].group())
    if len(words) < 3 or bare(words[-1]) not in UNITS or not isinstance(quantity, int):
        return None
    found = replace(as_option(words[1:-1], catalogue, before), quantity=quantity, ordered=True)
    return replace(found, start=words[0].start(), end=words[-1].end()) if _is_counted(found) else None


def _before_politeness(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item before "please" and a remark behind it: "2 bakso halus pls deliver on sat"."""
    for at, word in enumerate(words[:_MOST_CHATTER]):
        if at and bare(word) in POLITE:
            behind = words[at + 1 :]
            found = best(words[:at], catalogue, before, ordered=True)
            alien = all(bare(each).isalpha() and not _is_sold(each, catalogue) for each in behind)
            if _is_counted(found) and found.certain and alien:
                return replace(found, end=words[-1].end(), remark=" ".join(each.group() for each in behind))
    return None


def _is_sold(word: Word, catalogue: Catalogue) -> bool:
    return any(hit.score >= CLEAR for hit in catalogue.search(bare(word), 1))


def _before_remark(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item before what it is to have or to be without: "2 latte with oat milk"."""
    remark = _REMARK.search(plain, part.start, part.end)
    if remark is None:
        return None
    words, ordered = item_words(plain, replace(part, end=remark.start()))
    if not words:
        return None
    found = best(words, catalogue, before, ordered=ordered)
    if found.score < CLEAR or not found.named:
        return None
    said = " ".join(plain[remark.start() : part.end].split())
    return replace(found, end=part.start + len(plain[part.start : part.end].rstrip()), remark=said)


def unknown(plain: str, part: Piece) -> Parsed | None:
    """A piece as an item that isn't in the catalogue."""
    words, _ = item_words(plain, part)
    if not words or says_nothing(bare(word) for word in words if bare(word) not in ASKING):
        return None
    return Parsed(query(words), words[0].start(), words[-1].end(), None, ordered=True)


def _beside_remark(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item outside the brackets of a piece; what is in them names its variant ("(cold)") or is a remark."""
    outside, remark = without_brackets(plain, part)
    words, ordered = item_words(outside, part)
    if not remark or not words:
        return None
    option = best(words, catalogue, before, ordered=ordered, more=remark)
    if option.certain and option.score >= CLEAR:
        return option
    number = _COUNT_IN_BRACKETS.fullmatch(remark)
    if number is not None:  # "(30 tablets)"
        option = best(words, catalogue, before, ordered=ordered, more=number[1])
        if option.certain and option.score >= CLEAR:
            return option
    counted = parse_quantity(remark)
    if isinstance(counted, int):  # "(2 pcs)"
        named = as_option(words, catalogue, before)
        if named.certain and named.score >= CLEAR:  # "hitam 42 (1)"
            return replace(named, quantity=counted)
        found = best(words, catalogue, before, ordered=ordered)
        return replace(found, quantity=counted) if found.quantity is None else replace(found, remark=remark)
    if option.score >= CLEAR:
        return option
    return replace(best(words, catalogue, before, ordered=ordered), remark=remark)
