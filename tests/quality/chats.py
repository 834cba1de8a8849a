"""How well quantities, items and phones are read in real chats of an American fast food service (MultiDoGO).

The catalogue is made of the items in the file. An item without a quantity is one; "a" and "two" are their numbers. A
question counts by what it shows first, as the seller would see it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conversations.context import Catalogue
from conversations.intake import Reading, read
from conversations.order import Variant
from conversations.quantities import parse_quantity
from storage.catalogue import CatalogueReader, build
from storage.places import Regions

Row = dict[str, Any]
_WHOLE_PHONE = re.compile(r"\d[\d ()-]{8,14}\d")


@dataclass(frozen=True, slots=True)
class Score:
    """`wanted` things in the file, `given` by the reader, `both` of them the same."""

    wanted: int
    given: int
    both: int

    @property
    def recall(self) -> float:
        return self.both / max(1, self.wanted)

    @property
    def precision(self) -> float:
        return self.both / max(1, self.given)

    @property
    def f1(self) -> float:
        return 2 * self.both / max(1, self.wanted + self.given)


def rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


@contextmanager
def catalogue_of(names: list[str]) -> Iterator[CatalogueReader]:
    with TemporaryDirectory(prefix="orderdesk-") as folder:
        build(Path(folder), tuple(Variant(f"v{at}", f"p{at}", name) for at, name in enumerate(names)))
        reader = CatalogueReader(Path(folder))
        try:
            yield reader
        finally:
            reader.close()


def measure(file: Path) -> tuple[Score, Score, list[str]]:
    """The scores of (quantity, item) pairs and of phones, and a line for each text that isn't read as in the file."""
    cases = rows(file)
    names = sorted({_plain(pair["item_text"]) for case in cases for pair in case["expected"]["pairs"]})
    places = Regions.load()
    pairs, phones, wrong = [], [], []
    with catalogue_of(names) as catalogue:
        for case in cases:
            reading = read(case["text"], catalogue=catalogue, places=places, region="US")
            wanted, given = _wanted_pairs(case), _given_pairs(reading, catalogue)
            pairs.append((wanted, given))
            phones.append((_wanted_phones(case), _given_phones(reading, case["text"])))
            if wanted != given:
                wrong.append(f"{case['text']!r}: {dict(wanted)}, read {dict(given)}")
    return _score(pairs), _score(phones), wrong


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _wanted_pairs(case: Row) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for pair in case["expected"]["pairs"]:
        written = pair["qty_text"] or _behind(case, pair["item_text"])
        quantity = parse_quantity(written) if written else 1
        found[quantity if isinstance(quantity, int) else 1, _plain(pair["item_text"])] += 1
    return found


def _behind(case: Row, item: str) -> str | None:
    """The quantity that the file marks right behind an item, and doesn't pair with it: "lemonade 2"."""
    marked = [slot["text"] for slot in case["expected"]["slots"] if slot["label"] == "quantity"]
    ends = [text for text in marked if f"{item} {text}" in case["text"]]
    return ends[0] if ends else None


def _given_pairs(reading: Reading, catalogue: Catalogue) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for item in reading.items:
        first = catalogue.variants(item.candidates[:1])
        found[item.quantity or 1, first[0].product_name if first and first[0] else ""] += 1
    return found


def _wanted_phones(case: Row) -> Counter[Any]:
    slots = case["expected"]["slots"]
    return Counter(_digits(slot["text"].partition("x")[0]) for slot in slots if slot["label"] == "phonenumber")


def _given_phones(reading: Reading, text: str) -> Counter[Any]:
    """The phones; most in the file are invented and valid nowhere, and are right when shown back as what they are."""
    written = [text[span.start : span.end] for part, span in reading.where if part == "phone"]
    return Counter(
        _digits(each.partition("x")[0]) for each in [*written, *filter(_WHOLE_PHONE.fullmatch, reading.unused)]
    )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _score(found: list[tuple[Counter[Any], Counter[Any]]]) -> Score:
    return Score(
        sum(wanted.total() for wanted, _ in found),
        sum(given.total() for _, given in found),
        sum((wanted & given).total() for wanted, given in found),
    )
