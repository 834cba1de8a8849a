"""What stands before every message of an exported or copied chat: when it was sent, and by whom.

WhatsApp writes "[12/11/25 10.02] Rina: …", Telegram "Rina, [12.11.25 10:02]" on a line above the message.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from conversations.intake.labels import LABELS

_DATE = r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ ]?(?:[AaPp]\.?[ ]?[Mm]\.?|PG|PTG|TGH|MLM))?"
_DAY = r"[^\W\d_]{3,9}\.?,?"
_STAMP = rf"(?:{_DATE},?[ ]{_TIME}|{_TIME},[ ]{_DATE}|{_DAY}[ ]{_TIME})"
# A sender who isn't among the contacts is a phone number, which may be the customer's: it stays.
_PREFIX = re.compile(
    # A chat may have lost its lines: "… ready kak [12/03/25 09.16] Mona: mau 2".
    rf"(?:^[ \t]*(?:\[(?:{_STAMP}|{_TIME})\][ ]?|{_STAMP}[ ]-[ ])|(?<=[ ])\[{_STAMP}\][ ])"
    rf"(?:(?P<sender>[^\W\d_][^\n:\[\]\d]{{0,60}}):(?=[ ]|$))?"
    rf"|^[ \t]*(?P<above>[^\W\d_][^\n,:\[\]\d]{{0,60}}),[ ]\[{_STAMP}\]:?[ ]*$",
    re.MULTILINE,
)
# Copied by hand it may have no stamps: "Kak Rina: …" under "Admin: …".
_BARE = re.compile(r"^[ \t]*(?P<sender>[^\W\d_][^\n:\[\]\d,]{1,24}):[ ](?=\S)", re.MULTILINE)
_LEAST_LINES = 3
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){8,}")
_SHOP = re.compile(
    r"(?<![^\W_])(?:admin|mimin|min|seller|penjual|toko|dapur|warung|shop|store|olshop|official|cs|customer\s+service|kedai|tienda|vendedora?"
    r"|tindahan|you|anda|kamu|me)(?![^\W_])",
    re.IGNORECASE,
)


def without_prefixes(plain: str) -> str:
    """The levelled text with such prefixes as the beginnings of lines and blanks, at the same places."""
    parts, last = list[str](), 0
    for match in _prefixes(plain):
        begins = plain[match.start() - 1 : match.start()] in ("", "\n")
        parts += plain[last : match.start()], " " if begins else "\n", " " * (len(match.group()) - 1)
        last = match.end()
    return "".join((*parts, plain[last:]))


def _prefixes(plain: str) -> list[re.Match[str]]:
    """What stands before the messages; names alone only where several people write, and one of them again."""
    if stamped := list(_PREFIX.finditer(plain)):
        return stamped
    named = [match for match in _BARE.finditer(plain) if match["sender"].strip().casefold() not in LABELS]
    senders = Counter(match["sender"] for match in named)
    lines = sum(map(bool, plain.split("\n")))
    chat = len(named) >= _LEAST_LINES and len(senders) > 1 and max(senders.values()) > 1 and 2 * len(named) > lines
    return named if chat else []


def said_by_shop(plain: str) -> Iterator[tuple[int, int]]:
    """Where the shop's own messages stand in the levelled text of a chat between a customer and a shop."""
    prefixes = _prefixes(plain)
    by_shop = [bool(_SHOP.search(_sender(match))) for match in prefixes]
    if not any(by_shop):
        by_shop = _without_number(plain, prefixes)
    if all(by_shop) or not any(by_shop):
        return
    edges = [*(match.start() for match in prefixes), len(plain)]
    for match, shop, (_, end) in zip(prefixes, by_shop, pairwise(edges), strict=True):
        if shop:
            yield match.end(), end


def _without_number(plain: str, prefixes: Sequence[re.Match[str]]) -> list[bool]:
    """Of two senders of whom one gives a phone or the like, the other is the shop."""
    ends = [*(match.start() for match in prefixes[1:]), len(plain)]
    senders = [_sender(match) for match in prefixes]
    said = zip(senders, prefixes, ends, strict=False)
    giving = {sender for sender, match, end in said if _LONG_NUMBER.search(plain, match.end(), end)}
    sure = len({*senders}) == 2 and len(giving) == 1 and "" not in senders
    return [sure and sender not in giving for sender in senders]


def _sender(prefix: re.Match[str]) -> str:
    return prefix["sender"] or prefix.groupdict().get("above") or ""
