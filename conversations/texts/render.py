"""A screen in a language: plain text with its styled stretches, and labelled buttons."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency

from conversations.buttons import encode
from conversations.order import Money, Phone
from conversations.screens import Screen, Style, Text, shortened
from conversations.texts import WORDS

LONGEST_TEXT = 4_000  # UTF-16 units; Telegram takes 4,096
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` up to, not including, `end` of a text, counted in code points."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a chat shows: `buttons` are rows of (label, data)."""

    text: str
    styled: tuple[Stretch, ...] = ()
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()


def render(screen: Screen, language: str, region: str, *, draft: str = "", revision: int = 0) -> Rendered:
    """`screen` in `language`, money as people of `region` write it; its buttons belong to that draft's revision."""
    parts = _fitting([in_words(paragraph, language, region) for paragraph in screen.body])
    styled: list[Stretch] = []
    length = 0
    for paragraph, shown in zip(screen.body, parts, strict=True):
        if paragraph.style != "plain" and shown:
            styled.append(Stretch(length, length + len(shown), paragraph.style))
        length += len(shown) + 1
    buttons = tuple(
        tuple((_label(in_words(button.label, language, region)), encode(button, draft, revision)) for button in row)
        for row in screen.keyboard
        if row
    )
    return Rendered("\n".join(parts), tuple(styled), buttons)


def _label(words: str) -> str:
    return shortened(" ".join(words.split()), LONGEST_LABEL) or "·"


def _fitting(paragraphs: list[str]) -> list[str]:
    """The paragraphs, the longest of them cut in the middle until all fit into a message: the question is the last."""
    while sum(map(_units, paragraphs)) + len(paragraphs) > LONGEST_TEXT:
        longest = max(paragraphs, key=_units)
        cut = shortened(longest, max(1, len(longest) * 3 // 4))
        paragraphs = [cut if shown is longest else shown for shown in paragraphs]
    return paragraphs


def _units(words: str) -> int:
    """The length in UTF-16 code units, as Telegram counts."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def in_words(text: Text, language: str, region: str) -> str:
    args = {name: _argument(value, language, region) for name, value in text.args.items()}
    if not text.key:
        return str(args["text"])
    words = WORDS[language][text.key]
    if isinstance(words, dict):
        form = _locale(language).plural_form(int(str(text.args["count"])))
        words = words.get(form, words["other"])
    return words.format(**args)


def _argument(value: "str | int | Decimal | date | Money | Phone | Text", language: str, region: str) -> str | int:
    match value:
        case Money():
            return in_money(value, region)
        case Phone(e164=e164):
            return e164
        case Text():
            return in_words(value, language, region)
        case Decimal():
            return str(value)
        case date():
            return format_date(value, "d MMM y", locale=_locale(language))
        case _:
            return value


@lru_cache(maxsize=64)
def _locale(identifier: str) -> Locale:
    """The locale; Babel looks through its files every time it's asked."""
    return Locale.parse(identifier)


def in_money(money: Money, region: str) -> str:
    """Money as people of `region` write it: "Rp150.000" in Indonesia. Whole amounts have no decimals (CLDR by Babel)."""
    locale = _locale(f"und_{region}")
    whole = money.amount == money.amount.to_integral_value()
    pattern = "¤#,##0" if whole else "¤#,##0.00"
    shown: str = format_currency(money.amount, money.currency, pattern, locale=locale, currency_digits=False)
    return shown
