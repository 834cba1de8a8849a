"""Sums of money as people write them in order messages, and the total that a customer states."""

import re
from decimal import Decimal

_AMOUNT = r"(?:rp|idr)?\.?\s*(?P<figures>\d[\d.,]{0,14})\s*(?P<times>rb|ribu|k|jt|juta)?(?![^\W_])"
_TOTAL = re.compile(
    rf"(?<![^\W_])(?:grand\s+|sub)?total(?:nya)?\s*(?:harga|bayar|belanja|jadi|is|=|:)*\s*{_AMOUNT}", re.IGNORECASE
)
# A sum that is written out: "total 3x45 + 2x50 = 235rb".
_SUM = re.compile(
    rf"(?<![^\W_])total(?:nya)?\s*[:=]?\s*\(?\d+\s*[x×*]\s*\d[\dx×*+.,() rbk]{{0,80}}=\s*{_AMOUNT}", re.IGNORECASE
)
# The price of one item: "@85rb", "Rp 85.000", "85rb".
PRICE = re.compile(
    r"@\s*(?:rp\.?\s*)?\d[\d.,]*(?:\s*(?:rb|ribu|k|jt|juta))?(?![^\W_])"
    r"|(?<![^\W_])rp\.?\s*\d[\d.,]*(?:\s*(?:rb|ribu|k|jt|juta))?(?![^\W_])"
    r"|(?<![^\W_])\d[\d.,]*\s?(?:rb|ribu|jt|juta)(?![^\W_]|\s?mah)"
    # Before and behind it: "79.000 x 2 = 158.000".
    r"|(?<![^\W_])\d{1,3}(?:[.,]\d{3})+(?=\s*[x×*]\s*\d{1,3}(?![\d.,]))|(?<=\d)\s*=\s*\d{1,3}(?:[.,]\d{3})+(?![^\W_])"
    r"|(?<=\w)\s*=\s*\d[\d.,]*\s?k(?![^\W_])"  # "level 3 x 2 = 70k"
    # Behind how many: "2 x 49.000 = 98.000".
    r"|(?<=\d)\s*[x×*]\s*\d{1,3}(?:[.,]\d{3})+(?:\s*=\s*\d{1,3}(?:[.,]\d{3})+)?(?![^\W_])",
    re.IGNORECASE,
)
_TIMES = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_CENTS = re.compile(r"[.,]\d{2}\Z")


def amount(figures: str, times: str = "") -> Decimal | None:
    """The amount in major units: "61.000" and "61,000" are 61000, "61rb" too, "1,5" "jt" is 1500000."""
    figures = figures.strip(".,")
    if _GROUPED.fullmatch(_CENTS.sub("", figures)):
        value = Decimal(re.sub(r"\D", "", _CENTS.sub("", figures)))
    elif re.fullmatch(r"\d+(?:[.,]\d{1,2})?", figures):
        value = Decimal(figures.replace(",", "."))
    else:
        return None
    return value * _TIMES.get(times.casefold(), 1)


def price(written: str) -> Decimal | None:
    """The amount of what `PRICE` matches."""
    match = re.fullmatch(_AMOUNT, written.lstrip("@ "), re.IGNORECASE)
    return amount(match["figures"], match["times"] or "") if match else None


def find_total(plain: str) -> tuple[Decimal, int, int] | None:
    """The first stated total with where it stands, up to the end of its sum: shipping is added behind it."""
    if (match := _SUM.search(plain)) and (value := amount(match["figures"], match["times"] or "")):
        return value, *match.span()
    for match in _TOTAL.finditer(plain):
        value = amount(match["figures"], match["times"] or "")
        if value is not None and value > 0:
            end = plain.find("\n", match.end())
            rest = re.compile(
                r"(?:\s*[+=]\s*(?:ongkir|ongkos\s+kirim|shipping)?\s*"
                + _AMOUNT.replace("?P<figures>", "?:").replace("?P<times>", "?:")
                + ")*",
                re.IGNORECASE,
            )
            behind = rest.match(plain, match.end(), end if end >= 0 else len(plain))
            return value, match.start(), behind.end() if behind else match.end()
    return None
