"""How well phone numbers are found in texts: libphonenumber's own cases for its matcher.

A case is right where the reader takes the first number as a phone, or shows it back as one that can't be called (many
of the cases are valid nowhere); and, where the file has none, when it takes none.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers

from conversations.characters import level
from conversations.phones import find_phones, find_wrong_phones
from tests.quality.chats import rows

# A whole national number: what a country has people dial before it ("044", "52 1") may be left out.
_WHOLE = 10
_EXTENSION = re.compile(r"[#x;]|ext", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    cases: int
    right: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.right / max(1, self.cases)


def measure(file: Path) -> Found:
    cases = rows(file)
    wrong = tuple(
        f"{case['text']!r} in {case['region']}: {case['expected']['first']!r}" for case in cases if not _right(case)
    )
    return Found(len(cases), len(cases) - len(wrong), wrong)


def _right(case: dict[str, Any]) -> bool:
    text, region, wanted = case["text"], case["region"] or "", case["expected"]["first"]
    spans = [(start, end) for start, end, _ in find_phones(text, region)]
    spans += [
        span
        for span in find_wrong_phones(text, region)
        if not any(start < span[1] and span[0] < end for start, end in spans)
    ]
    given = {_digits(_EXTENSION.split(text[start:end])[0]) for start, end in spans}
    if wanted is None:
        return not find_phones(text, region)
    digits = _digits(_EXTENSION.split(wanted)[0])
    return any(each == digits or (len(each) >= _WHOLE and digits.endswith(each)) for each in given)


def _digits(text: str) -> str:
    return phonenumbers.normalize_digits_only(level(text))
