"""Text that breaks programs, for every parser."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[3] / "shared" / "data" / "open" / "naughty_strings.jsonl"

LONG = [
    piece * (100_000 // len(piece))
    for piece in (
        "a",
        "0",
        "(",
        "+",
        " ",
        "\n",
        "1 ",
        "x1 ",
        "Jl. ",
        "dua ",
        "0812-3456-7890 ",
        "٠",
        "a,",
        "kopi 2, ",
        "RT 1/",
    )
]


def naughty() -> list[str]:
    """The texts of the naughty-strings file; skips the test where this checkout has no shared data beside it."""
    if not _SHARED.exists():
        pytest.skip(f"{_SHARED} is not here: the naughty strings are development data outside the repository")
    return [json.loads(line)["text"] for line in _SHARED.read_text(encoding="utf-8").split("\n") if line]


def assert_quick(parse: Callable[[str], object], texts: list[str] = LONG, seconds: float = 10.0) -> None:
    """Each of `texts` is read within `seconds`: far above what it takes, far below what quadratic time would."""
    for text in texts:
        started = time.perf_counter()
        parse(text)
        assert time.perf_counter() - started < seconds, text[:12]
