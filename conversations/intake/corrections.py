"""Second thoughts inside one message: "toner ga jadi", "eh jadi 3 ya yang L"."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from conversations.intake.words import CANCELLATION, CORRECTION, FILLER, ORDER, POLITE
from conversations.quantities import UNITS, parse_quantity

_WORD = re.compile(r"[^\W_]+")
_EARLY = 3  # a word of correction stands at the beginning: "eh jadi …", "wait, make …"
# "jadi" alone may also mean "so", and "nya" just points: without an item that they fit, the piece is read as usual.
_WEAK = frozenset({"jadi", "jadinya"})

Change = tuple[Literal["cancel"], int] | tuple[Literal["quantity"], int, int]


def read_change(
    piece: str, items: Sequence[str], meant: Callable[[str], Sequence[int]]
) -> Change | Literal["unclear", "chatter"] | None:
    """What a piece changes about the items before it, which are given by all their words.

    `meant` tells which items other words may mean ("the rice"), by their places.

    ("cancel", index) or ("quantity", index, new quantity). "unclear": it changes something, but not clearly one item.
    "chatter": it only begins like a change ("wait"). None: it is no second thought.
    """
    if not items:
        return None
    if CANCELLATION.search(piece):
        target = _target(CANCELLATION.sub(" ", piece))
        index = _the_one(target, items, meant) if target else None
        return "unclear" if index is None else ("cancel", index)
    words = [word.casefold() for word in _WORD.findall(piece)]
    marks = CORRECTION.intersection(words[:_EARLY])
    if not marks and not any(word.endswith("nya") for word in words):
        return None
    sure = bool(marks - _WEAK)
    numbers = [quantity for word in words if isinstance(quantity := parse_quantity(word), int) and word not in UNITS]
    if len(numbers) != 1:
        return "chatter" if sure else None
    target = [word for word in _target(piece) if not isinstance(parse_quantity(word), int) and word not in UNITS]
    index = _the_one(target, items, meant) if target else len(items) - 1 if marks else None
    if index is None:
        return "unclear" if sure else None
    return "quantity", index, numbers[0]


def _target(piece: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(piece)]
    bare = [word.removesuffix("nya") if len(word) > len("nya") + 1 else word for word in words]
    return [word for word in bare if word not in POLITE | ORDER | FILLER | CORRECTION]


def _the_one(target: Sequence[str], items: Sequence[str], meant: Callable[[str], Sequence[int]]) -> int | None:
    able = [index for index, item in enumerate(items) if set(target) <= set(_WORD.findall(item.casefold()))]
    able = able or list(meant(" ".join(target)))
    return able[0] if len(able) == 1 else None
