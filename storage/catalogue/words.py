"""Words of products and of questions about them, cut the same way on both sides."""

import re
from itertools import pairwise

from storage.catalogue import synonyms
from storage.catalogue.synonyms import one_word
from storage.folding import fold, words

# How people write the unit of a size, and the one spelling that is indexed.
UNITS = {
    **dict.fromkeys(("l", "lt", "ltr", "liter", "litre", "liters", "litres", "litro", "litros"), "l"),
    **dict.fromkeys(("ml", "mililiter", "milliliter"), "ml"),
    **dict.fromkeys(("g", "gr", "grm", "gram", "grams", "gramo", "gramos"), "g"),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram"), "kg"),
    **dict.fromkeys(("mg", "miligram", "milligram"), "mg"),
    **dict.fromkeys(("m", "meter", "metre", "mtr", "meters", "metres", "metro", "metros"), "m"),
    **dict.fromkeys(("cm", "senti", "cms", "centimetro", "centimetros"), "cm"),
    **dict.fromkeys(("pcs", "pc", "piece", "pieces"), "pcs"),
    **dict.fromkeys(("w", "watt"), "w"),
    **dict.fromkeys(("gb", "gig", "giga", "gigs"), "gb"),
    **{unit: unit for unit in ("mm", "tb", "mb", "mah", "oz", "inch", "v", "volt", "ply")},
}
# A number with a unit right behind it or one space away; "40 / L" is two things.
_SIZE = re.compile(
    r"(?<![^\W_])(\d+(?:[.,]\d+)?)[ \t]?(" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")(?![^\W_])"
)

# "20k mah", "10rb mah".
_THOUSANDS = re.compile(r"(?<![^\W_])(\d{1,3})[ ]?(?:rb|ribu|k)[ ]?mah(?![^\W_])")
_ONE_OF = re.compile(r"(?<![^\W_])se(kilo|liter|meter)(?![^\W_])")
# "setengah kilo", "1/4 kg".
_PART_OF_A_KILO = re.compile(
    r"(?<![^\W_])(?:(setengah|stgh|half(?: a)?|medio|kalahating|1/2|½)|(seperempat|quarter|1/4|¼)|(3/4|¾)) ?"
    r"(?:kilo|kilos|kg|kilogram)(?![^\W_])"
)

_LETTERS_AND_NUMBER = re.compile(r"([^\W\d_]{2,})(\d+)")


def cut(text: str) -> tuple[str, ...]:
    """The words of `text`, folded, in order. A size is one word in one spelling: "1 Liter" and "1L" are both "1l"."""
    folded = _PART_OF_A_KILO.sub(_grams, _ONE_OF.sub(r"1 \1", _THOUSANDS.sub(r"\g<1>000mah", fold(text))))
    found: list[str] = []
    at = 0
    for size in _SIZE.finditer(folded):
        found += (word for word, _, _ in words(folded[at : size.start()]))
        number, unit = size.groups()
        found.append(number.replace(",", ".") + UNITS[unit])
        at = size.end()
    found += (word for word, _, _ in words(folded[at:]))
    return tuple(found)


def _grams(part: re.Match[str]) -> str:
    return f"{(500, 250, 750)[(part.lastindex or 1) - 1]}g"


def spaced(text: str) -> str:
    """`text` folded, with one space for whatever stands between its words: how names are compared as a whole."""
    return " ".join(word for word, _, _ in words(text))


def squeezed(text: str) -> str:
    """`text` folded and without anything but letters and digits: how SKUs are compared."""
    return "".join(word for word, _, _ in words(text))


def terms(product_name: str, key: str, values: tuple[str, ...], sku: str) -> tuple[str, ...]:
    """Everything a variant can be found by, each once, the words of its name first."""
    name = cut(product_name)
    found = dict.fromkeys(name)
    for text in (key, *values, sku):
        found.update(dict.fromkeys(cut(text)))
    # "250" finds "250ml".
    found.update(dict.fromkeys(size[0] for word in tuple(found) if (size := parted(word))))
    if sku:
        found[squeezed(sku)] = None
    found.pop("", None)
    return tuple(found)


def joined(product_name: str) -> tuple[str, ...]:
    """The name's words two by two: "powerbank" is found in "Power Bank"."""
    return tuple(first + second for first, second in pairwise(cut(product_name)) if (first + second).isalpha())


def joined_phrases(*texts: str) -> tuple[str, ...]:
    """Phrases that have synonyms, each as one word: "Merah Muda" is found by "pink"."""
    return tuple(
        one_word(" ".join(found[start:end])) for found in map(cut, texts) for start, end in synonyms.phrases(found)
    )


def parted(size: str) -> tuple[str, str] | None:
    """The number and the unit of a size; None for any other word."""
    found = _SIZE.fullmatch(size)
    return (found.group(1), found.group(2)) if found else None


def letters_and_number(word: str) -> tuple[str, str] | None:
    """The two parts of a word like "spf50"; None for any other word."""
    found = _LETTERS_AND_NUMBER.fullmatch(word)
    return (found.group(1), found.group(2)) if found else None
