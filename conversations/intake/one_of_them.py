"""Some of what is ordered becomes another variant, and the others stay: "satunya XL ya", "one of them in black"."""

import re

from conversations.intake.words import MEASURES
from conversations.quantities import parse_quantity

HALF = 0
"""How many, where it is half of them."""
_BEGIN = (
    r"\A\W*(?:(?:eh|oh|iya|oiya|trus|terus|dan|tapi|tp|and|but|y|pero|please|pls|tolong|actually|can\s+you|could\s+you|can|could"
    r"|on\s+second\s+thoughts?)[\s,]+)*"
)
_MANY = r"(?:satu|dua|tiga|empat|lima|[1-9])"
_BECOMES = r"(?:(?:(?:di)?ganti|tukar|tuker|jadi|jd|warna|yg|yang|ke|rasa)\s+)*"
# Nothing else is meant by them; "yang dua" may be anything.
_SURE = (
    rf"(?P<nya>{_MANY})[\s-]?nya\s+{_BECOMES}"
    rf"|(?P<half>(?:setengah|stengah|stgh|separuh|separo)\s?nya)\s+{_BECOMES}"
    r"|(?:(?:make|swap|switch|change)\s+)?(?P<of>one|two|three|[1-9])\s+of\s+(?:them|those|the\s+[^\W\d_]+)(?:\s+be)?(?=\s)"
    r"|(?:swap|switch|change)\s+(?P<out>one|two|three|[1-9])\s+(?:[^\W\d_]+\s+){1,2}(?=(?:for|to|with|into)\s)"
)
_PERHAPS = rf"(?:yg|yang)\s+(?P<n>{_MANY})(?:nya)?(?=\s)|(?:satunya|salah\s+satu(?:nya)?|yung\s+isa|uno|una)(?=\s)"
_SOME = re.compile(
    rf"{_BEGIN}(?:(?P<sure>{_SURE})|{_PERHAPS})(?:\s*(?:for|to|with|into)\s+(?:an?\s+)?)?(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)


def some_of_them(piece: str) -> tuple[int, str, bool] | None:
    """How many, the words behind that may name another variant, and whether nothing else can be meant.

    None where it says no such thing.
    """
    match = _SOME.match(piece)
    if match is None:
        return None
    rest = match["rest"].strip()
    first = rest.split(maxsplit=1)[0].casefold() if rest else ""
    said = match["n"] or match["nya"] or match["of"] or match["out"] or "satu"
    many = HALF if match["half"] else parse_quantity(said)
    if not first or first in MEASURES or not isinstance(many, int):
        return None  # "yang 2 meter aja"
    return many, rest, match["sure"] is not None
