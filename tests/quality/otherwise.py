"""Messages written otherwise: what a careful person reads in them stays the same, so that what is read should too."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from tests.quality.chats import rows

_GREETING = "Assalamualaikum kak, apa kabar? Maaf ganggu ya\n{}\nDitunggu ya kak, makasih banyak 🙏🙏"

WAYS: dict[str, Callable[[str], str]] = {
    "in small letters": str.lower,
    "in capitals": str.upper,
    "between greetings": _GREETING.format,
    "with blank lines": lambda text: text.replace("\n", "\n\n"),
    "with bullets": lambda text: "\n".join(f"• {line}" if line.strip() else line for line in text.split("\n")),
    "a line for each comma": lambda text: re.sub(r",\s+", "\n", text),
    "a full stop for each comma": lambda text: re.sub(r",\s+", ". ", text),
    "one line, with commas": lambda text: re.sub(r"\s*\n+\s*", ", ", text),
    "one line, with slashes": lambda text: re.sub(r"\s*\n+\s*", " / ", text),
    # Here a person has to guess, too.
    "one line, with spaces": lambda text: re.sub(r"\s*\n+\s*", " ", text),
    "without commas": lambda text: re.sub(r",\s+", " ", text),
}


def written(messages: Path, way: str, out: Path) -> None:
    """Writes the cases of a file with their texts written another way."""
    change = WAYS[way]
    with out.open("w", encoding="utf-8") as lines:
        for case in rows(messages):
            lines.write(json.dumps({**case, "text": change(case["text"])}, ensure_ascii=False) + "\n")
