"""Some of what is ordered becomes another variant, and the others stay: "satunya XL ya", "one of them in black"."""

import re

from conversations.intake.words import MEASURES
from conversations.quantities import parse_quantity

_BEGIN = r"\A\W*(?:(?:eh|oh|iya|oiya|trus|terus|dan|tapi|tp|and|but|y|pero|please|pls|tolong)\s+)*"
_SOME = re.compile(
    _BEGIN
    + r"(?:(?:yg|yang)\s+(?P<n>satu|dua|tiga|[1-9])(?:nya)?(?=\s)"
    + r"|(?:satunya|salah\s+satu(?:nya)?|yung\s+isa|uno|una)(?=\s)"
    + r"|(?:make\s+)?(?P<of>one|two|three|[1-9])\s+of\s+(?:them|those|the\s+[^\W\d_]+)(?=\s))"
    + r"(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)


def some_of_them(piece: str) -> tuple[int, str] | None:
    """How many, and the words behind that may name another variant; None where it says no such thing."""
    match = _SOME.match(piece)
    if match is None:
        return None
    rest = match["rest"].strip()
    first = rest.split(maxsplit=1)[0].casefold() if rest else ""
    many = parse_quantity(match["n"] or match["of"] or "satu")
    if not first or first in MEASURES or not isinstance(many, int):
        return None  # "yang 2 meter aja"
    return many, rest
