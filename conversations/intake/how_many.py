"""Second thoughts about how many: "eh jadi 3 ya", "dimsumnya kurangin 1", "satu aja dulu"."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.which_one import (
    SMALL,
    WORD,
    Change,
    many_of,
    named_by,
    numbers_in,
    target_of,
    the_one,
)
from conversations.intake.words import (
    BEFORE_NAME_NUMBER,
    CORRECTION,
    CORRECTION_ANYWHERE,
    MEASURES,
)
from conversations.quantities import UNITS

_FEWER = frozenset({"kurangi", "kurangin", "dikurangi", "dikurangin", "bawasan", "bawas"})
_MORE = frozenset(
    {"tambah", "tambahin", "tambahi", "tambahkan", "ditambah", "ditambahin", "nambah", "more", "dagdagan", "dagdag"}
)
_AGAIN = frozenset({"lagi", "lg", "more", "pa"})
_FEWER_ONLY = frozenset({"aja", "aj", "saja", "je", "only", "cukup"})
MEASURED = re.compile(rf"\d\s?(?:{'|'.join(sorted(MEASURES, key=len, reverse=True))})(?![^\W_])", re.IGNORECASE)
POINTING = frozenset({"yg", "yang", "yung", "ung", "the", "tu", "itu"})
# "yg kurma 500 jadi 1": what stands behind it is how many, and the other number belongs to the name.
BECOMES = frozenset({"jadi", "jd", "menjadi", "jadinya", "jadikan", "jadiin", "dijadikan"})
_SIZES = frozenset({"ukuran", "nomor", "nmr", "size", "sizes", "saiz", "talla", "tallas", "level"})


def only_fewer(words: Sequence[str], items: Sequence[str]) -> Change | None:
    """How many it is only, where one thing is ordered and nothing else is said: "satu aja dulu"."""
    said = [word for word in words if word not in SMALL]
    many = many_of(said[0]) if len(said) == 1 and len(items) == 1 else None
    only = _FEWER_ONLY.intersection(words)
    return ("quantity", 0, many) if many and many < LEAST_OF_A_SIZE and only else None


def only_many(piece: str) -> int | None:
    """How many, where a correction says nothing else: "make … ten instead"."""
    words = [word.casefold() for word in WORD.findall(piece)]
    many = numbers_in(words)
    named = any(many_of(word) is None for word in target_of(piece))
    corrects = not (CORRECTION | CORRECTION_ANYWHERE).isdisjoint(words)
    return many[0] if len(many) == 1 and not named and corrects else None


def says_only_how_many(piece: str) -> bool:
    """Whether a correction names nothing: "jadi 5"."""
    return only_many(piece) is not None


def by_so_many(
    piece: str, words: Sequence[str], items: Sequence[str], meant: Callable[[str], Sequence[int] | None]
) -> Change | None:
    """How many more or fewer of something that is ordered: "dimsumnya kurangin 1", "yang ocean tambah satu lagi"."""
    fewer, more = _FEWER.intersection(words), _MORE.intersection(words)
    numbers = numbers_in(words)
    if bool(fewer) == bool(more) or BECOMES.intersection(words) or len(numbers) != 1:
        return None
    pointing = any(word.endswith("nya") for word in words) or not POINTING.isdisjoint(words)
    if more and not pointing and _AGAIN.isdisjoint(words):
        return None  # "tambah kopi 2": read as an item
    target = [word for word in target_of(piece) if many_of(word) is None and word not in UNITS | fewer | more]
    index = the_one(target, items, meant) if target else 0 if len(items) == 1 else None
    return None if index is None else ("more", index, numbers[0] if more else -numbers[0])


def becomes_many(
    words: Sequence[str], items: Sequence[str], varies: Callable[[int, str], bool]
) -> Change | Literal["unclear"] | None:
    """What is called by its variant, and becomes so many: "eh kabel type c 2 meter jadi 2 ya".

    "sambal roa level 3 jadi 5" is unclear.
    """
    many = _what_it_becomes(words)
    if not many:
        return None
    before = " ".join(words[: _last_becoming(words)])
    target = target_of(before)
    named = named_by(target, items)
    if len(named) != 1 or len(target) == 1:
        return None
    measured = MEASURED.search(before)  # "kabel 1 meter jadi 2": two of them
    return "unclear" if varies(named[0], str(many)) and not measured else ("quantity", named[0], many)


def counted_anew(words: Sequence[str], items: Sequence[str]) -> Change | None:
    """What is called as one of the items is, with another count in front: "mejor 2 tumbler blanco"."""
    telling = [word for word in words if word not in SMALL]
    many = many_of(telling[0]) if len(telling) > 2 else None
    named = named_by(telling[1:], items)
    return ("quantity", named[0], many) if many and len(named) == 1 else None


def other_quantity(
    piece: str,
    words: Sequence[str],
    items: Sequence[str],
    meant: Callable[[str], Sequence[int] | None],
    *,
    sure: bool,
    marked: bool,
) -> Change | Literal["unclear", "chatter"] | None:
    numbers = numbers_in(words)
    target = [word for word in target_of(piece) if many_of(word) is None and word not in UNITS]
    first = next((at for at, word in enumerate(words) if many_of(word) is not None), 0)
    pointed = first > 0 and words[first - 1] in POINTING | BEFORE_NAME_NUMBER and words[first].isdecimal()
    if pointed and len(numbers) == 2 and len(named := named_by(words[first : first + 1], items)) == 1:
        return "quantity", named[0], numbers[1]  # "yg 40 satu aja": of size 40
    if len(numbers) > 1 and (become := _what_it_becomes(words)) is not None:
        numbers, target = [become], target_of(" ".join(words[: _last_becoming(words)]))
    if len(numbers) != 1:
        return "chatter" if sure else None
    if words[first - 1 : first] and words[first - 1] in BEFORE_NAME_NUMBER:
        return "unclear" if sure else None  # "lvl 3"
    if sure and _SIZES.intersection(words[first + 1 : first + 2]):
        return "unclear"  # "joggernya naik satu ukuran ya"
    index = the_one(target, items, meant) if target else len(items) - 1 if marked else None
    if index is None:
        return "unclear" if sure else None
    return "quantity", index, numbers[0]


def _last_becoming(words: Sequence[str]) -> int:
    return max(index for index, word in enumerate(words) if word in BECOMES)


def _what_it_becomes(words: Sequence[str]) -> int | None:
    """The number right behind "jadi"."""
    if not BECOMES.intersection(words) or words[-1] in BECOMES:
        return None
    return many_of(words[_last_becoming(words) + 1])
