"""How the names of districts and villages are compared: joined into one word, abbreviations written out."""

import re
from collections.abc import Iterator

from storage.folding import words

# What people, and the ministry itself, write now in full and now in short: "Tj. Priok", "Sei Jawi", "Kebun Jeruk".
SAME = {
    "tj": "tanjung",
    "tjg": "tanjung",
    "tg": "tanjung",
    "psr": "pasar",
    "pd": "pondok",
    "kb": "kebon",
    "kbn": "kebon",
    "kebun": "kebon",
    "klp": "kelapa",
    "gn": "gunung",
    "gng": "gunung",
    "sei": "sungai",
    "sungei": "sungai",
    "kp": "kampung",
    "kampong": "kampung",
    "bkt": "bukit",
    "tlk": "teluk",
    "utr": "utara",
    "sel": "selatan",
    "tim": "timur",
    "brt": "barat",
}
MOST_WORDS = 6  # of a name in a text; longer ones are found where they are written together
_BREAK = re.compile(r"[,;\n\r\0|()]")
_ALTERNATIVES = re.compile(r"[/(),]")
_SHORTEST = 3


def keys(name: str) -> frozenset[str]:
    """The spellings by which a name of the table is found; "Pulo Lon / Pulo Dayah" is two names."""
    parts = (name, *_ALTERNATIVES.split(name))
    return frozenset(key for part in parts if len(key := "".join(_same(part))) >= _SHORTEST)


def sequences(text: str) -> Iterator[tuple[int, int, str]]:
    """Every word and every few words side by side in `text`: where they stand, and the key they may be a name by."""
    begin = 0
    for end in (*(match.start() for match in _BREAK.finditer(text)), len(text)):
        found = [(SAME.get(word, word), begin + start, begin + stop) for word, start, stop in words(text[begin:end])]
        for first in range(len(found)):
            key = ""
            for word, _, stop in found[first : first + MOST_WORDS]:
                key += word
                if len(key) >= _SHORTEST:
                    yield found[first][1], stop, key
        begin = end + 1


def _same(name: str) -> Iterator[str]:
    for word, _, _ in words(name):
        yield SAME.get(word, word)
