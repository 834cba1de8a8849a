"""Which of the items before it the words of a second thought are about, and what it may change."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from conversations.intake.words import (
    CORRECTION,
    CORRECTION_ANYWHERE,
    CORRECTION_SMALL,
    FILLER,
    ORDER,
    POLITE,
)
from conversations.quantities import UNITS, parse_quantity

WORD = re.compile(r"[^\W_]+")
SMALL = POLITE | ORDER | FILLER | CORRECTION | CORRECTION_ANYWHERE | CORRECTION_SMALL
_BLACK = "hitam"  # "item" in slang, but where it begins a list
_SHORTEST_PLURAL = 4

Change = (
    tuple[Literal["cancel"], int]
    | tuple[Literal["quantity"], int, int]
    | tuple[Literal["variant"], int, str, int | None]
    | tuple[Literal["some"], int, str, int]
    | tuple[Literal["more"], int, int]
)


def many_of(word: str) -> int | None:
    """How many a word says; "01" is a part of a name."""
    many = None if word[:1] == "0" and len(word) > 1 else parse_quantity(word)
    return many if isinstance(many, int) else None


def numbers_in(words: Sequence[str]) -> list[int]:
    return [quantity for word in words if (quantity := many_of(word)) is not None and word not in UNITS]


def named_by(words: Sequence[str], items: Sequence[str]) -> list[int]:
    """The places of the items that have all of some words."""
    return [index for index, item in enumerate(items) if words and {*words} <= words_of(item)]


def words_of(item: str) -> set[str]:
    return {*WORD.findall(item.casefold())}


def target_of(piece: str) -> list[str]:
    words = [word.casefold() for word in WORD.findall(piece)]
    words = [_BLACK if at and word == "item" else word for at, word in enumerate(words)]
    # "nyo" is how it sounds in Sumatra.
    bare = [word.removesuffix("nya").removesuffix("nyo") if len(word) > len("nya") + 1 else word for word in words]
    return [word for word in bare if word not in SMALL]


def the_one(target: Sequence[str], items: Sequence[str], meant: Callable[[str], Sequence[int] | None]) -> int | None:
    for said in (target, [_singular(word) for word in target]):
        able = named_by(said, items) or list(meant(" ".join(said)) or ())
        if able:
            return able[0] if len(able) == 1 else None
    return None


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > _SHORTEST_PLURAL else word
