"""A second thought without what stands beside the point: why, what it is no more, and dozens that are no figures."""

import re
from collections.abc import Sequence

from conversations.quantities import COLLECTIVES, parse_quantity

_WORD = re.compile(r"[^\W_]+")
_REASON = re.compile(
    r"(?<![^\W_])(?:biar|spy|supaya|soal(?:nya|e)|karena|krn|karna|because|coz|cuz|porque|para\s+que|kasi|dahil)(?![^\W_])",
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    r"(?<=\S)\s(?:jgn|jangan|bukan|bkn|not|no)\s+(?:(?:yg|yang|the|el|la)\s+)?(?P<old>[^\W_]+)\W*\Z", re.IGNORECASE
)
_SO_MANY_MORE = re.compile(r"\s+tambah\S*\s+\S+\s+(?:lagi|lg)(?=\s+(?:jadi|jd|menjadi)\s)", re.IGNORECASE)
_ALL_OF_IT = re.compile(r"(?<=\S)\s+(?:dua-?\s?dua|dua2|tiga2|semua|smua)(?:nya)?\W*\Z", re.IGNORECASE)
_NYA_APART = re.compile(r"(?<=[^\W\d_]{3})\s+(?=nya(?![^\W_]))", re.IGNORECASE)  # "tws nya putih aja"
# "drop the vitamins to 2", "bump the tea up to four".
_TO_SO_MANY = re.compile(
    r"(?<![^\W_])(?:drop|cut|reduce|lower|bump|raise|increase|change)\s+(?:up\s+|down\s+)?(?:the\s+)?"
    r"(?P<what>[^\W\d_]+(?:\s+[^\W_]+){0,3}?)\s+(?:up\s+|down\s+)?to\s+"
    r"(?P<many>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)(?![^\W_])",
    re.IGNORECASE,
)
_SOME = r"(?:setengah|stgh|half\s+an?|media|kalahating|1/2|½|\d{1,2}|dua|tiga|two|three|dos|tres)"
_DOZENS = re.compile(
    rf"(?<![^\W_])(?:{_SOME}\s?|se)?(?:{'|'.join(sorted(COLLECTIVES, key=len, reverse=True))})(?![^\W_])",
    re.IGNORECASE,
)


def plainly(piece: str, items: Sequence[str]) -> str:
    """What is said: without "biar ga samaan", and without "jgn hitam" where one of the items has that word.

    "setengah lusin" is "6", and what drops "to 2" becomes so many.
    """
    reason = _REASON.search(piece)
    if reason is not None and len(_WORD.findall(piece[: reason.start()])) > 1:
        piece = piece[: reason.start()]
    old = _NO_MORE.search(piece)
    if old is not None and any(old["old"].casefold() in _WORD.findall(item.casefold()) for item in items):
        piece = piece[: old.start()]
    whole = _ALL_OF_IT.search(piece)  # "topinya hitam aja dua2nya"
    if whole is not None and len(_WORD.findall(piece[: whole.start()])) > 1:
        piece = piece[: whole.start()]
    piece = _SO_MANY_MORE.sub("", piece)
    piece = _TO_SO_MANY.sub(r"yg \g<what> jadi \g<many>", piece)
    return _DOZENS.sub(_in_figures, _NYA_APART.sub("", piece))


def _in_figures(many: re.Match[str]) -> str:
    quantity = parse_quantity(many.group())
    return str(quantity) if isinstance(quantity, int) else many.group()
