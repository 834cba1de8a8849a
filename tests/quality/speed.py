"""How long a message takes to read against 10,000 variants, and how the time grows with the length of the text."""

import time
from collections.abc import Sequence
from pathlib import Path

from conversations.intake import read
from storage.catalogue import CatalogueReader
from storage.places import Regions
from tests.quality.chats import catalogue_of, rows

VARIANTS = 10_000
_COLOURS = ("Hitam", "Putih", "Merah", "Biru", "Hijau", "Abu", "Coklat", "Navy", "Cream", "Ungu")
_THINGS = ("Kaos", "Kemeja", "Celana", "Gamis", "Hijab", "Jaket", "Sepatu", "Tas", "Topi", "Dompet")


def message_times(*messages: Path) -> tuple[list[float], list[float]]:
    """Milliseconds for each message, the shortest first: read once, and the better of two such readings.

    A desk reads what it has never seen, but words that were met before are quicker; each of the two readings of a
    message is by a catalogue that has met the messages before it, and no other. Other programs disturb one of them.
    """
    first, second = _times(messages), _times(messages)
    return sorted(first), sorted(map(min, first, second))


def _times(messages: Sequence[Path]) -> list[float]:
    texts = [(case["text"], case.get("region") or "ID") for file in messages for case in rows(file)]
    names = [f"{_THINGS[at % 10]} Seri {at // 100} {_COLOURS[at // 10 % 10]}" for at in range(VARIANTS)]
    places = Regions.load()
    with catalogue_of(names) as catalogue:
        for region in {region for _, region in texts}:  # the countries' tables are read at the first look
            read("Jl. Merdeka 10", catalogue=catalogue, places=places, region=region)
        return [_milliseconds(text, catalogue, places, region) for text, region in texts]


def growth(sizes: tuple[int, ...] = (12_500, 25_000, 50_000, 100_000)) -> list[tuple[int, float]]:
    """Milliseconds for texts of these lengths: an order written again and again."""
    order = "kaos seri 5 hitam 2, Jl. Merdeka 10 Bandung 40111, 0812-3456-7890 a.n. Budi Santoso\n"
    places = Regions.load()
    with catalogue_of(["Kaos Seri 5 Hitam"]) as catalogue:
        texts = [(order * (size // len(order) + 1))[:size] for size in sizes]
        return [(len(text), min(_milliseconds(text, catalogue, places, "ID") for _ in range(3))) for text in texts]


def _milliseconds(text: str, catalogue: CatalogueReader, places: Regions, region: str) -> float:
    begin = time.perf_counter()
    read(text, catalogue=catalogue, places=places, region=region)
    return (time.perf_counter() - begin) * 1000
