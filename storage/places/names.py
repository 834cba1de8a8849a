"""Names of places and where they stand in a text: a table of word sequences, no pattern per name."""

import re
from collections.abc import Iterable, Mapping

from conversations.context import Place
from storage.folding import words

Key = tuple[str, ...]
Found = tuple[int, int, Place]
_BREAKS = frozenset(",;|\n\r")
# "Puebla, Pue. 72000": at the end of an address; "Col. Centro" is a colonia.
_AT_ITS_END = re.compile(
    r"\.?\s*(?:[,;|\n\r\0\d]|C\.?P\b|\Z)|\.\s*\(|\.\s+(?i:mi|su|el|la|tel|cel|whats|wa|fono|pago|gracias|por|m[eé]xico)(?![^\W_])"
)


class Names:
    """What each name means. Case, accents and what stands between words don't matter, but a name has no comma.

    `same` gives words that count as another one ("kab" as "kabupaten").
    """

    def __init__(self, same: Mapping[str, str] | None = None) -> None:
        self._same = dict(same or {})
        self._places: dict[Key, tuple[Place, ...]] = {}
        self._capitals: set[Key] = set()
        self._longest = 0
        self._first: set[str] = set()  # words

    def add(self, name: str, place: Place, *, capitals: bool = False) -> None:
        """Lets `name` mean `place`, among others it may mean.

        With `capitals`, in a text only where it is written so, or at the end of an address.
        """
        key = self._key(word for word, _, _ in words(name))
        if not capitals:
            self._capitals.discard(key)
        if not key or place in self._places.get(key, ()):
            return
        self._places[key] = (*self._places.get(key, ()), place)
        self._longest = max(self._longest, len(key))
        self._first.add(key[0])
        if capitals:
            self._capitals.add(key)

    def add_if_free(self, name: str, place: Place) -> None:
        if not self.exactly(name):
            self.add(name, place)

    def exactly(self, text: str) -> tuple[Place, ...]:
        """What the whole of `text` means."""
        return self._places.get(self._key(word for word, _, _ in words(text)), ())

    def inside(self, text: str) -> tuple[Found, ...]:
        """Every name in `text`, longest first; of names that overlap only the longest."""
        found = list(words(text))
        keys = self._key(word for word, _, _ in found)
        spans: list[tuple[int, int, Key]] = []
        for first, begins in enumerate(keys):
            if begins not in self._first:
                continue
            for last in range(first, min(first + self._longest, len(keys))):
                key = keys[first : last + 1]
                start, end = found[first][1], found[last][2]
                if _BREAKS & {*text[start:end]}:  # "Kec. Pontianak Kota, Pontianak"
                    break
                if key in self._places and (key not in self._capitals or _abbreviates(text, start, end)):
                    spans.append((start, end, key))
        spans.sort(key=lambda span: (span[0] - span[1], span[0]))
        taken: list[tuple[int, int, Key]] = []
        for span in spans:
            if all(span[1] <= other[0] or other[1] <= span[0] for other in taken):
                taken.append(span)
        return tuple((start, end, place) for start, end, key in taken for place in self._places[key])

    def _key(self, found: Iterable[str]) -> Key:
        return tuple(self._same.get(word, word) for word in found)


def _abbreviates(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    return written.isupper() or (written[0].isupper() and len(written) > 2 and bool(_AT_ITS_END.match(text, end)))
