"""A house's number that is put right behind the address: "rumahnya no 54 ya kebalik", "Villa 5, not Villa 3"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from conversations.intake.page import Page
from conversations.order import Address

_HOUSE = (
    r"(?:(?:rumah(?:nya)?\s+)?(?:no|nomor|nomer|nombor)|number|num|lt|lantai|blok|block|blk|unit|villa|kav|kamar|room|floor|piso|depto|dpto"
    r"|apt|flat|house|rumah(?:nya)?)\.?\s*"
)
_NUMBER = r"\d{1,4}[a-z]?(?![^\W_]|[.,/]\d)"
_THIS_NOT_THAT = (
    rf"{_HOUSE}(?P<new>{_NUMBER})\s*,?\s*(?:bukan|bkn|not|no)\s+(?:(?:el|la|the|yang|yg)\s+)?(?:{_HOUSE})?(?P<old>{_NUMBER})",
    r"(?P<new>\d{1,2}º\s?[a-z])\s*,?\s*no\s+el\s+(?P<old>\d{1,2}º\s?[a-z])",
    (
        rf"{_HOUSE}(?P<old>{_NUMBER})\s+(?:[^\W\d_]+\s+){{0,2}}(?:di)?(?:ubah|ganti|jadi|menjadi|berubah|should\s+be|is\s+now|changed\s+to)\s+"
        rf"(?:(?:menjadi|jadi|to)\s+)?(?:{_HOUSE})?(?P<new>{_NUMBER})"
    ),
)
_CHANGES = tuple(re.compile(rf"(?<![^\W_]){each}(?![^\W_])", re.IGNORECASE) for each in _THIS_NOT_THAT)
_RIGHT = re.compile(
    rf"(?<![^\W_])(?P<house>{_HOUSE})(?P<new>{_NUMBER})[^\n.;!?\d]{{0,25}}?(?<![^\W_])"
    r"(?:(?P<turned>kebalik|terbalik)|salah|keliru|silap|typo|wrong)(?![^\W_])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?<![^\W_])(?:no|nomor|nomer)\.?\s*(?P<old>{_NUMBER})", re.IGNORECASE)
_OF_A_HOUSE = re.compile(r"rumah|house", re.IGNORECASE)


def with_number_put_right(page: Page, address: Address) -> Address:
    """The address with another number where words behind its street give it and the street has the old one once."""
    street = min((span.start for part, span in page.where if part == "street"), default=None)
    if street is None:
        return address
    for match, old in _put_right(page.plain, address.street):
        # The words may have been taken as a part of the street.
        rest = re.sub(f",[^,]*{re.escape(' '.join(match.group().split()))}", "", address.street)
        stands = re.compile(rf"(?<![\w/]){re.escape(old)}(?![\w/])", re.IGNORECASE)
        if match.start() > street and len(stands.findall(rest)) == 1:
            page.take("street", *match.span())
            return replace(address, street=stands.sub(match["new"], rest))
    return address


def _put_right(plain: str, street: str) -> Iterator[tuple[re.Match[str], str]]:
    """What puts a number right, and which one."""
    for change in _CHANGES:
        yield from ((match, match["old"]) for match in change.finditer(plain))
    numbers = [match["old"] for match in _NUMBERED.finditer(street)]
    for match in _RIGHT.finditer(plain) if len(numbers) == 1 else ():
        turned = match["turned"] and numbers[0] == match["new"][::-1]
        if turned or (not match["turned"] and _OF_A_HOUSE.search(match["house"])):
            yield match, numbers[0]
