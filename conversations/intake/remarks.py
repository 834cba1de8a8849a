"""Reads a piece as one item, also among words that aren't of it: chatter, remarks, politeness, unknown units."""

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
    called_with,
    is_sold,
)
from conversations.intake.pieces import (
    Piece,
    Word,
    bare,
    item_words,
    only_quantity,
    prices,
    query,
    without_brackets,
)
from conversations.intake.words import ASKING, MEASURES, POLITE, says_nothing
from conversations.order import Variant
from conversations.quantities import COLLECTIVES, UNITS, parse_quantity

_REMARK = re.compile(r"\s(?:with|without|w/|tanpa|ga\s+pake|gak\s+pake|sin|con)\s", re.IGNORECASE)
_ARTICLE = re.compile(r"\A(?:la|el|los|las|the|yang|yg|yung)\s", re.IGNORECASE)
_ARTICLES = re.compile(r"(?<!\S)(?:la|el|los|las|the|yang|yg|yung)(?!\S)", re.IGNORECASE)
_NOT = re.compile(r"(?<!\S)(?:not|bukan|bkn|no|hindi)(?!\S)", re.IGNORECASE)
_COUNT_IN_BRACKETS = re.compile(r"(\d{1,4})\s?[^\W\d_]+")
_TIMES = re.compile(r"[x×]\d{1,3}", re.IGNORECASE)
_MOST_CHATTER = 8
_SHORTEST_NAME = 4  # letters
_WORD = re.compile(r"[^\W_]+")


def has_letter(plain: str, part: Piece) -> bool:
    return any(map(str.isalpha, plain[part.start : part.end]))


def read_one(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The best reading of a piece; None when only politeness is in it."""
    words, ordered = item_words(plain, part)
    said = [each.casefold() for each in _WORD.findall(plain, part.start, part.end)]
    if not words or says_nothing(said) or all(bare(word) in UNITS for word in words):
        return None
    if (
        not has_letter(plain, part) or only_quantity(plain, part) is not None
    ):  # a phone with a digit too few, a wrong postcode; or "41 2" behind "size 40 1"
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
    only_measures = all(bare(word) in MEASURES or parse_quantity(word.group()) is not None for word in words)
    if only_measures and not found.elliptic and not part.field:
        return None  # "payment in 14 days"
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
        counts = isinstance(parse_quantity(word.group()), int) and bare(word) not in COLLECTIVES  # "seetengah lusin"
        counts = counts and not _TIMES.fullmatch(word.group())  # "lilin x1 nastar 6": of what stands before
        if at and (article or counts):
            found = best(words[at:], catalogue, before, ordered=True)
            if is_counted(found) and not found.elliptic:
                return found
        if is_sold(bare(word), catalogue):
            break
    return None


def _may_begin_an_item(word: Word) -> bool:
    said = bare(word)
    return said in ("a", "an") or said in ASKING or isinstance(parse_quantity(word.group()), int)


def _before_unit(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item whose quantity has a unit that no list knows; it goes into the note: "sambal 2 ember"."""
    if len(words) < 3 or not isinstance(parse_quantity(words[-2].group()), int):
        return None
    if not bare(words[-1]).isalpha() or bare(words[-1]) in MEASURES or is_sold(bare(words[-1]), catalogue):
        return None
    found = best(words[:-1], catalogue, before, ordered=True)
    unit = f"{words[-2].group()} {words[-1].group()}"
    return replace(found, end=words[-1].end(), remark=unit) if is_counted(found) else None


def _without_unit(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item that ends with the unit of the quantity in front: "4 AA battery packs"."""
    quantity = parse_quantity(words[0].group())
    if len(words) < 3 or bare(words[-1]) not in UNITS or not isinstance(quantity, int):
        return None
    found = replace(as_option(words[1:-1], catalogue, before), quantity=quantity, ordered=True)
    return replace(found, start=words[0].start(), end=words[-1].end()) if is_counted(found) else None


def _before_politeness(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item before "please" and a remark behind it: "2 bakso halus pls deliver on sat"."""
    for at, word in enumerate(words[:_MOST_CHATTER]):
        if at and bare(word) in POLITE:
            behind = words[at + 1 :]
            found = best(words[:at], catalogue, before, ordered=True)
            alien = all(bare(each).isalpha() and not is_sold(bare(each), catalogue) for each in behind)
            if is_counted(found) and found.certain and alien:
                return replace(found, end=words[-1].end(), remark=" ".join(each.group() for each in behind))
    return None


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


def _beside_remark(plain: str, part: Piece, catalogue: Catalogue, before: Parsed | None) -> Parsed | None:
    """The item outside the brackets of a piece; what is in them names its variant ("(cold)") or is a remark."""
    outside, remark = without_brackets(plain, part)
    words, ordered = item_words(outside, part)
    if not remark or not words:
        return None
    # An article before it says nothing: (la verde militar).
    option = best(words, catalogue, before, ordered=ordered, more=_ARTICLE.sub("", remark))
    if option.certain and option.score >= CLEAR:
        alone = as_option(words, catalogue, before) if remark.isdecimal() and option.quantity is None else option
        # "mango (10)", which comes in tens: nobody can say which is meant.
        return replace(option, ask_quantity=alone is not option and alone.candidates == option.candidates)
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
        if found.quantity is None or found.quantity == counted:  # "10 (sepuluh) pcs"
            return replace(found, quantity=counted)
        return replace(found, remark=remark)
    if option.score >= CLEAR:
        return option
    return _with_option(replace(best(words, catalogue, before, ordered=ordered), remark=remark), catalogue)


def _with_option(found: Parsed, catalogue: Catalogue) -> Parsed:
    """The item, as the one variant that its remark names among other words: "(transparent, not the black)"."""
    if found.certain or not found.named or found.score < CLEAR:
        return found
    said = [word for word in _NOT.split(found.remark)[0].split() if word.casefold() not in UNITS]
    if any(word.isalpha() and parse_quantity(word) is not None for word in said):
        return found  # "(two of the 50ml)"
    options = filter(None, map(str.strip, _ARTICLES.split(" ".join(said))))
    named = {one[0] for option in options if len(one := _named_among(found, option, catalogue)) == 1}
    return replace(found, candidates=(*named,), certain=True) if len(named) == 1 else found


def _named_among(found: Parsed, option: str, catalogue: Catalogue) -> list[Variant]:
    """Those of the candidates that words fit best, behind their product's name."""
    hits = called_with(found.candidates[0], option, catalogue)
    able = [hit for hit in hits if hit.variant in found.candidates]
    return [hit.variant for hit in able if hit.score >= able[0].score]


def mention(plain: str, part: Piece, catalogue: Catalogue) -> Parsed | None:
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
            said_so = [quantity for each in words if isinstance(quantity := parse_quantity(each.group()), int)]
            many = said_so[0] if len(said_so) == 1 and said_so[0] else None
            start, end = words[0].start(), words[-1].end()
            return Parsed(query(words), start, end, many, variants, named=True, partly=True, ask_quantity=not many)
    return None


def is_counted(parsed: Parsed) -> bool:
    return parsed.quantity is not None and parsed.named and parsed.score >= CLEAR
