"""What the API has no field for: courier, payment, note. Never asked for, taken when written."""

import re
from collections.abc import Iterable
from dataclasses import replace

from conversations.address_words import BEHIND_AREA_WORD
from conversations.intake.labels import Field
from conversations.intake.words import COURIER, IF_SOLD_OUT, PAYMENT
from conversations.order import Extras

_LOOK_BACK = 20
_KEYS = ("courier", "payment", "note")
# Landmarks and wishes, up to the next break: the city may follow behind a comma.
_NOTE = re.compile(
    r"(?<![^\W_])(?:note|catatan|patokan|dekat|deket|sebelah|seberang|belakang|depan|samping|titip)"
    r"[ \t]+[^\W_]"
    r"(?:(?!\s(?:(?:jl|jln|jalan|gg|gang)\b|[/~-]\s))[^\n\x00,;.()!?|•])*",
    re.IGNORECASE,
)

_GIVEN_UP = re.compile(
    r"(?<![^\W_])(?:(?:ga|gak|gk|ngga|nggak|tidak|tdk|tak)\s+(?:jadi|jd)|bukan|bkn|not|instead\s+of|ya\s+no)\s+(?:pake\s+|pakai\s+|lewat\s+|via\s+)?\Z",
    re.IGNORECASE,
)

# With who sends it; what is ordered may stand behind it as well.
_DROPSHIP = re.compile(
    r"(?<![^\W_])dropship(?![^\W_])"
    r"(?:[ \t]+(?=(?:a\.?n\b|a/n|atas\s+nama|pengirim|dari|nama|from|by|tanpa|without)[^\n]*)"
    r"[^\n\x00,;!?|•]*)?",
    re.IGNORECASE,
)

_PART_OF_DAY = r"(?:pagi|siang|sore|malam|morning|afternoon|evening|night|noon)"
_DAY = rf"(?:hari\s+ini|besok|bsk|bsok|lusa|tomorrow|today|tonight)(?:\s+{_PART_OF_DAY})?"
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_HOUR = rf"(?:jam|pukul|pkl|jm)\s*{_CLOCK}(?:\s*-\s*{_CLOCK})?(?:\s+(?:{_PART_OF_DAY}|wib|wita|wit))?"
# When it is wanted: "besok pagi", "jam 3 sore".
_WHEN = re.compile(rf"(?<![^\W_])(?:{_DAY}\s+{_HOUR}|{_DAY}|{_HOUR})(?![^\W_])", re.IGNORECASE)


def find_extras(plain: str, labelled: tuple[Field, ...]) -> tuple[Extras, tuple[tuple[str, int, int], ...]]:
    """The extras of a levelled text, with (part, start, end) of each; a labelled one goes before one in passing."""
    found: dict[str, str] = {}
    where: list[tuple[str, int, int]] = []
    for field in labelled:
        if field.key in _KEYS:
            if field.start < field.end:
                found.setdefault(field.key, " ".join(plain[field.start : field.end].split()))
            where.append((field.key, field.begin, field.end))
    for key, pattern in (
        ("courier", COURIER),
        ("payment", PAYMENT),
        ("note", IF_SOLD_OUT),
        ("note", _NOTE),
        ("note", _DROPSHIP),
        ("note", _WHEN),
    ):
        matches = [*pattern.finditer(plain)]
        gone = {match.group().casefold() for match in matches if _is_given_up(plain, match)}
        for match in matches:
            if any(start <= match.start() < end for _, start, end in where):
                continue
            if key == "note" and BEHIND_AREA_WORD.search(plain, max(0, match.start() - _LOOK_BACK), match.start()):
                continue
            where.append((key, *match.span()))
            if match.group().casefold() in gone:
                continue
            written = " ".join(match.group().split())
            if key not in found:
                found[key] = written
            elif key == "note" and written not in found[key]:
                found[key] += f"; {written}"
    extras = Extras(found.get("courier", ""), found.get("payment", ""), found.get("note", ""))
    return extras, tuple(where)


def _is_given_up(plain: str, match: re.Match[str]) -> bool:
    """Whether it is no longer wanted: "bayarnya ga jadi COD, transfer aja"."""
    return _GIVEN_UP.search(plain, max(0, match.start() - _LOOK_BACK), match.start()) is not None


def with_remarks(extras: Extras, remarks: Iterable[tuple[str, str]]) -> Extras:
    """The extras with what was said about single items, each as (item, remark), added to the note."""
    said = (f"{item}: {remark}" for item, remark in remarks)
    return replace(extras, note="; ".join(filter(None, (extras.note, *said))))
