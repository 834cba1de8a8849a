"""What to show, as data: words by key, buttons by action. How it looks in a chat is somebody else's business."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from conversations.order import Money, Phone

Argument = "str | int | Decimal | date | Money | Phone | Text"
Style = Literal["plain", "title", "quiet"]

MOST_IN_A_ROW = 3
MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph: the words of `key` in the person's language with `args` put in.

    What people typed is an argument and never markup. An empty key shows the argument `text` as it is.
    """

    key: str
    args: Mapping[str, "str | int | Decimal | date | Money | Phone | Text"] = field(default_factory=dict)
    style: Style = "plain"


def text(key: str, style: Style = "plain", /, **args: "str | int | Decimal | date | Money | Phone | Text") -> Text:
    return Text(key, args, style)


def verbatim(words: str, style: Style = "plain") -> Text:
    return Text("", {"text": words}, style)


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a draft's card, or of no draft. `arg` is the place of a choice in the stored question."""

    label: Text
    action: str
    arg: str = ""
    draft: str | None = None
    """Another draft than the card's own; "" for a button that belongs to none."""


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    body: tuple[Text, ...]
    keyboard: tuple[Row, ...] = ()


def rows(buttons: list[Button] | tuple[Button, ...], across: int = MOST_IN_A_ROW) -> tuple[Row, ...]:
    """Buttons in rows of at most `across`."""
    return tuple(tuple(buttons[at : at + across]) for at in range(0, len(buttons), across))


def page_of(choices: list[Button], page: int, most: int = MOST_CHOICES) -> tuple[list[Button], Row]:
    """The choices on a page, and the button *More* where there are several pages; after the last comes the first."""
    pages = max(1, -(-len(choices) // most))
    first = page % pages * most
    return choices[first : first + most], (Button(text("button.more"), "more"),) if pages > 1 else ()


def shortened(words: str, most: int) -> str:
    """`words` cut in the middle to at most `most` characters: the end of a product's name tells its variant."""
    if len(words) <= most:
        return words
    head = (most - 1) // 2
    return f"{words[:head].rstrip()}…{words[len(words) - (most - 1 - head) :].lstrip()}"
