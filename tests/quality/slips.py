"""Messages as they come from thumbs in a hurry: a small word too few, a strange one too many, a slip, a lost mark.

A careful person mostly reads the same in them, or sees that something is missing. Where the reader is wrong without a
question, it had gone on as if it understood.
"""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

from conversations.intake.capitals import is_everyday
from tests.quality.chats import rows
from tests.quality.strange import SMALL, STRANGE

SEED = 1
_LONG = re.compile(r"(?<![^\W_])[^\W\d_]{4,}(?![^\W_])")
_MARK = re.compile(r",(?= )|\.(?= )")
_BREAK = re.compile(r"(?<=\S)\n(?=\S)")


def _small(text: str) -> list[re.Match[str]]:
    return [match for match in SMALL.finditer(text) if is_everyday(match.group())]


def _two_strange(text: str, chance: random.Random) -> str:
    small = _small(text)
    for match in sorted(chance.sample(small, 2), key=lambda each: -each.start()) if len(small) > 1 else ():
        text = text[: match.start()] + chance.choice(STRANGE) + text[match.end() :]
    return text


def _left_out(text: str, chance: random.Random) -> str:
    if not (small := _small(text)):
        return text
    match = chance.choice(small)
    return text[: match.start()] + text[match.end() :].lstrip(" ")


def _put_in(text: str, chance: random.Random) -> str:
    if not (small := _small(text)):
        return text
    at = chance.choice(small).start()
    return f"{text[:at]}{chance.choice(STRANGE)} {text[at:]}"


def _slip(text: str, chance: random.Random) -> str:
    """A letter too few, one twice, or two that changed places, inside a word in small letters."""
    if not (long := [match for match in _LONG.finditer(text) if match.group().islower()]):
        return text
    match = chance.choice(long)
    word = match.group()
    at = chance.randrange(1, len(word) - 1)
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return text[: match.start()] + ways[chance.randrange(3)] + text[match.end() :]


def _without_mark(text: str, chance: random.Random) -> str:
    if not (marks := [*_MARK.finditer(text)]):
        return text
    match = chance.choice(marks)
    return text[: match.start()] + text[match.end() :]


def _without_break(text: str, chance: random.Random) -> str:
    if not (breaks := [*_BREAK.finditer(text)]):
        return text
    match = chance.choice(breaks)
    return f"{text[: match.start()]} {text[match.end() :]}"


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "two words that nobody knows": _two_strange,
    "a small word left out": _left_out,
    "a strange word put in": _put_in,
    "a slip of the finger": _slip,
    "a comma or full stop lost": _without_mark,
    "a line break lost": _without_break,
}


def written(messages: Path, way: str, out: Path) -> None:
    """Writes the cases of a file that come out otherwise in this way."""
    chance = random.Random(f"{way}{SEED}")  # noqa: S311  # no secret: the same cases again
    with out.open("w", encoding="utf-8") as lines:
        for case in rows(messages):
            if (text := WAYS[way](case["text"], chance)) != case["text"]:
                lines.write(json.dumps({**case, "text": text}, ensure_ascii=False) + "\n")
