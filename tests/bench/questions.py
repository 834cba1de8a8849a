"""Questions for a shop's variants, made by named corruptions of what the shop calls them."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from conversations.order import Variant

_WORD = re.compile(r"[^\W_]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST_MISSPELT = 4

# Not taken from the product's own tables: how messages say it.
_OTHER_WORDS = {
    "hitam": ("black", "itam", "negro", "itim"),
    "putih": ("white", "puti", "blanco"),
    "merah": ("red", "rojo", "pula"),
    "biru": ("blue", "azul", "asul"),
    "hijau": ("green", "ijo", "verde", "berde"),
    "kuning": ("yellow", "amarillo", "dilaw"),
    "coklat": ("brown", "cokelat", "kayumanggi"),
    "abu": ("grey", "abu-abu", "gris", "kelabu"),
    "pink": ("merah muda", "rosa", "merah jambu"),
    "ungu": ("purple", "morado"),
    "navy": ("biru dongker", "dongker"),
    "black": ("hitam",),
    "blue": ("biru",),
    "xl": ("extra large",),
    "l": ("large",),
    "m": ("medium",),
    "kaos": ("t-shirt", "kaus"),
    "kemeja": ("shirt",),
    "celana": ("pants", "seluar"),
    "tas": ("bag", "beg"),
    "sepatu": ("shoes", "kasut"),
    "topi": ("hat", "cap"),
    "botol": ("bottle", "botella"),
    "handuk": ("towel", "tuala"),
    "dompet": ("wallet",),
    "kopi": ("coffee", "cafe"),
    "susu": ("milk", "leche"),
    "teh": ("tea",),
    "beras": ("rice", "bigas"),
    "madu": ("honey",),
    "ayam": ("chicken", "manok"),
    "sapi": ("beef",),
    "katun": ("cotton",),
    "kulit": ("leather", "cuero"),
    "pedas": ("spicy",),
    "bubuk": ("powder",),
}
_SHORT = {
    "hitam": "htm", "putih": "pth", "merah": "mrh", "biru": "bru", "hijau": "hjo", "kuning": "kng", "coklat": "cklt",
    "panjang": "pjg", "pendek": "pdk", "original": "ori", "pedas": "pds", "besar": "bsr", "navy": "nvy",
    "black": "blk", "pink": "pnk", "lembar": "lbr", "kabel": "kbl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """`right` are the variants (ids) that have every word the question was made of."""

    kind: str
    text: str
    right: frozenset[str]


Corruption = Callable[[list[str], random.Random], list[str] | None]
"""The words as somebody would write them; None where the corruption has nothing to work on."""


def as_written(words: list[str], _: random.Random) -> list[str] | None:
    return words


def word_order(words: list[str], chance: random.Random) -> list[str] | None:
    mixed = chance.sample(words, len(words))
    return mixed if mixed != words else None


def one_typo(words: list[str], chance: random.Random) -> list[str] | None:
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST_MISSPELT and word.isalpha()]
    if not long:
        return None
    at = chance.choice(long)
    return [*words[:at], _misspelt(words[at], chance), *words[at + 1 :]]


def two_typos(words: list[str], chance: random.Random) -> list[str] | None:
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST_MISSPELT and word.isalpha()]
    if len(long) < 2:
        return None
    chosen = chance.sample(long, 2)
    return [_misspelt(word, chance) if at in chosen else word for at, word in enumerate(words)]


def partial_words(words: list[str], chance: random.Random) -> list[str] | None:
    cut = [word[: chance.randint(3, len(word) - 1)] if len(word) > 4 and word.isalpha() else word for word in words]
    return cut if cut != words else None


def other_words(words: list[str], chance: random.Random) -> list[str] | None:
    said = [chance.choice(_OTHER_WORDS.get(word, (word,))) for word in words]
    return said if said != words else None


def abbreviations(words: list[str], _: random.Random) -> list[str] | None:
    said = [_SHORT.get(word, word) for word in words]
    return said if said != words else None


def typo_in_other_order(words: list[str], chance: random.Random) -> list[str] | None:
    mixed = word_order(words, chance)
    return one_typo(mixed, chance) if mixed else None


def all_at_once(words: list[str], chance: random.Random) -> list[str] | None:
    """Other words, another order and a typo."""
    said = other_words(words, chance) or words
    return typo_in_other_order(" ".join(said).split(), chance)


CORRUPTIONS: dict[str, Corruption] = {
    "as written": as_written,
    "word order": word_order,
    "one typo": one_typo,
    "two typos": two_typos,
    "typo and order": typo_in_other_order,
    "partial words": partial_words,
    "synonyms": other_words,
    "abbreviations": abbreviations,
    "all at once": all_at_once,
    "few words": word_order,
    "few and a typo": one_typo,
}
"""Those of few words are made of three words of a label, the others of all or all but one."""


def questions(variants: Sequence[Variant], each: int, seed: int) -> Iterator[Question]:
    """`each` questions of every corruption and of SKUs, where the shop has enough to ask for; the same for a seed."""
    chance = random.Random(seed)  # noqa: S311  # typos, not secrets
    having = defaultdict[str, set[str]](set)
    for variant in variants:
        for word in _words(variant):
            having[word].add(variant.id)
    for kind, corrupt in CORRUPTIONS.items():
        made = 0
        for variant in chance.choices(variants, k=each * 20):
            kept = _few(variant, chance) if kind.startswith("few") else _kept(variant, chance)
            said = corrupt(kept, chance)
            if said is not None and made < each:
                made += 1
                yield Question(kind, " ".join(said), frozenset(set.intersection(*(having[word] for word in kept))))
    for variant in chance.choices([variant for variant in variants if variant.sku], k=each):
        yield Question("SKU", chance.choice(_SKU_SPELLINGS)(variant.sku), frozenset([variant.id]))


_SKU_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.lower,
    lambda sku: sku.replace("-", ""),
    lambda sku: sku.replace("-", " "),
)


def _words(variant: Variant) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(variant.label.casefold())))


def _kept(variant: Variant, chance: random.Random) -> list[str]:
    """Most of a variant's words: people leave some of the name out, and seldom the variant."""
    name = list(dict.fromkeys(_WORD.findall(variant.product_name.casefold())))
    left_out = chance.choice(name[1:]) if len(name) > 2 and chance.random() < 0.5 else None
    return [word for word in _words(variant) if word != left_out]


def _few(variant: Variant, chance: random.Random) -> list[str]:
    words = _words(variant)
    return [words[at] for at in sorted(chance.sample(range(len(words)), min(3, len(words))))]


def _misspelt(word: str, chance: random.Random) -> str:
    """A letter too few, too many, another one, or two of them swapped; the first letter is mostly right."""
    at = chance.randrange(0 if chance.random() < 0.1 else 1, len(word) - 1)
    match chance.choice(("drop", "double", "other", "swap")):
        case "drop":
            return word[:at] + word[at + 1 :]
        case "double":
            return word[:at] + word[at] + word[at:]
        case "other":
            return word[:at] + chance.choice(_LETTERS) + word[at + 1 :]
        case _:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
