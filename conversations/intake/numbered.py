"""Lists whose lines have numbers, and which of them others speak of: "2) Sunscreen", and "no 2 cancel"."""

import re
from collections.abc import Sequence

from conversations.intake.matching import Parsed

_LINE = re.compile(r"(?:^|(?<=\0))[ \t*•-]*[(#]?(?P<number>\d{1,2})[.)][ \t]*(?=\S)", re.MULTILINE)


def is_numbered(plain: str) -> bool:
    """Whether lines have numbers in front of them, from 1 on."""
    return {"1", "2"} <= {match["number"] for match in _LINE.finditer(plain)}


def at_number(plain: str, found: Sequence[Parsed], number: int) -> int | None:
    """The place of the item that a list has at a number; by its order where no numbers stand before the lines."""
    if not is_numbered(plain):
        return number - 1 if 0 < number <= len(found) else None
    for match in _LINE.finditer(plain):
        if int(match["number"]) == number:
            end = plain.find("\n", match.end())
            line = range(match.start(), end if end >= 0 else len(plain))
            within = [at for at, each in enumerate(found) if each.start in line]
            return within[0] if len(within) == 1 else None
    return None
