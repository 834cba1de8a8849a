"""Second thoughts inside one message: "toner ga jadi", "eh jadi 3 ya yang L", "ganti shade 23"."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from conversations import characters
from conversations.intake.one_of_them import some_of_them
from conversations.intake.plainly import plainly
from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.words import (
    BEFORE_NAME_NUMBER,
    CANCELLATION,
    CORRECTION,
    CORRECTION_ANYWHERE,
    CORRECTION_SMALL,
    FILLER,
    MEASURES,
    ORDER,
    POLITE,
)
from conversations.quantities import UNITS, parse_quantity

_WORD = re.compile(r"[^\W_]+")
_WRONG = re.compile(
    r"(?<![^\W_])(?:salah|tukar|tuker|cambio|ralat|koreksi|revisi|maksud(?:ku|nya|\s+saya)?|wrong|mistake|i\s+mean(?:t)?|correction|mali|me\s+equivoqu[eé]|perd[oó]n)(?![^\W_])",
    re.IGNORECASE,
)
_LET_BE = re.compile(r"(?<![^\W_])que\s+sean?(?![^\W_])", re.IGNORECASE)
_LET_BE_WORDS = frozenset({"sea", "sean"})
# "nomor 2 cancel", "batal yang ke-2": its place in the list.
LISTED = re.compile(
    r"(?<![^\W_])(?:(?:no|nomor|nmr|number|item|line|baris|l[ií]nea|yang\s+ke|yg\s+ke|ke)[\s.#-]{0,2}|#)(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?<![^\W_])(?:(?:line|item|baris|l[ií]nea)[\s.#-]{0,2}|#)(\d{1,2})(?![\d.,]*\d)", re.IGNORECASE)
_MEASURED = re.compile(rf"\d\s?(?:{'|'.join(sorted(MEASURES, key=len, reverse=True))})(?![^\W_])", re.IGNORECASE)
_SMALL = POLITE | ORDER | FILLER | CORRECTION | CORRECTION_ANYWHERE | CORRECTION_SMALL
_BLACK = "hitam"  # "item" in slang, but where it begins a list
_MOST_BESIDE = 3  # words
_EARLIER = re.compile(
    r"(?<![^\W_])(?:kemarin|kemaren|kmrn|kmarin|sebelumnya|semalam|semalem|yesterday|ayer|kahapon)(?![^\W_])",
    re.IGNORECASE,
)
_LATEST = 6
_EARLY = 3  # a word of correction stands at the beginning: "eh jadi …", "wait, make …"
_ONLY = frozenset({"only", "just", "solo", "cuma", "cukup"})  # "sorry, only 2 tumblers"
# "jadi" alone may also mean "so", and "nya" just points: without an item that they fit, the piece is read as usual.
_WEAK = frozenset({"jadi", "jd", "jadinya"}) | _ONLY
_POINTING = frozenset({"yg", "yang", "yung", "ung", "the"})
_ENOUGH = frozenset({"aja", "aj", "saja", "cukup", "only", "lang"})  # "yg melati 1 aja cukup"
_RATHER = frozenset({"aja", "aj", "saja", "deh", "dh"})  # "popoknya XL aja"
_ALSO = frozenset({"juga", "jg", "jga", "sama", "tambah", "tambahin", "lagi", "lg", "also", "too"})
_FEWER_ONLY = frozenset({"aja", "aj", "saja", "je", "only", "cukup"})
_NAMED_AND_WHICH = re.compile(
    r"\W*(?:(?:oh|iya|ya|oiya|eh|terus|trus)\s+)*(?:[^\W\d_]+\s+){0,2}[^\W\d_]+nya\s+(?:yg|yang)\s", re.IGNORECASE
)
# "yg kurma 500 jadi 1": what stands behind it is how many, and the other number belongs to the name.
_BECOMES = frozenset({"jadi", "jd", "menjadi", "jadinya", "jadikan", "jadiin", "dijadikan"})
_REPLACING = frozenset({"ganti", "gantinya", "tukar", "tuker", "ubah", "change", "cambia", "cambiar", "palit"})
_FEWER = frozenset({"kurangi", "kurangin", "dikurangi", "dikurangin", "bawasan", "bawas"})
_MORE = frozenset(
    {"tambah", "tambahin", "tambahi", "tambahkan", "ditambah", "ditambahin", "nambah", "more", "dagdagan", "dagdag"}
)
_AGAIN = frozenset({"lagi", "lg", "more", "pa"})
_NAMING = frozenset({"ukurannya", "sizenya", "warnanya", "rasanya", "levelnya", "shadenya", "saiznya", "motifnya"})
# They come with what is ordered, and aren't ordered.
_PAPERS = characters.words("""
    receipt invoice bill price prices tag tags nota kuitansi kwitansi struk resit harga resibo recibo factura precio
    precios presyo faktur label kartu card
""")
_SIZES = frozenset({"ukuran", "nomor", "nmr", "size", "sizes", "saiz", "talla", "tallas", "level"})
_LONGEST_SIZE = 3  # letters
_SHORTEST_PLURAL = 4

Change = (
    tuple[Literal["cancel"], int]
    | tuple[Literal["quantity"], int, int]
    | tuple[Literal["variant"], int, str, int | None]
    | tuple[Literal["some"], int, str, int]
    | tuple[Literal["more"], int, int]
)


def read_change(
    piece: str,
    items: Sequence[str],
    meant: Callable[[str], Sequence[int] | None],
    varies: Callable[[int, str], bool],
    numbered: Callable[[int], int | None],
) -> Change | Literal["unclear", "chatter"] | None:
    """What a piece changes about the items before it, which are given by all their words.

    `meant` tells which items other words may mean ("the rice"), by their places, None for what isn't sold; `varies`
    whether words name another variant of the item at a place; `numbered` which one a list has at a number ("no 2").

    ("cancel", index), ("quantity", index, new quantity), ("variant", index, its words, new quantity or None),
    ("some", index, words of another variant, how many become that: 0 for half of them), or ("more", index, how many
    more, below 0 for fewer).
    "unclear": it changes something, but not clearly one item. "chatter": it only begins like a change ("wait").
    None: it is no second thought.
    """
    if not items:
        return None
    piece = plainly(piece, items)
    if cancelled := CANCELLATION.search(piece):
        return _cancelled(piece, cancelled, items, meant, numbered)
    if (listed := LISTED.match(piece.lstrip())) and (index := numbered(int(listed[1]))) is not None:
        rest = piece.lstrip()[listed.end() :]
        changing = (CORRECTION | CORRECTION_ANYWHERE).intersection(word.casefold() for word in _WORD.findall(rest))
        if changing and varies(index, said := " ".join(_target(rest))):
            return "variant", index, said, None
    if line := _LINE.search(piece):
        index = numbered(int(line[1]))
        quantity = _only_many(piece[: line.start()] + piece[line.end() :])
        if index is not None and quantity is not None:
            return "quantity", index, quantity
    words = [word.casefold() for word in _WORD.findall(piece)]
    marks = _marks(piece, words, items, meant)
    telling = [word for word in words if word not in POLITE]
    pointed = any(word.endswith("nya") for word in telling[:_EARLY]) or (
        bool(_POINTING.intersection(words[: _EARLY + 1])) and bool(_ENOUGH.intersection(words[1:]))
    )
    if (some := some_of_them(piece)) is not None:
        said = " ".join(_target(some[1]))
        able = [index for index in range(len(items)) if varies(index, said)]
        if len(able) == 1 or len(items) - 1 in able:
            return "some", able[0] if len(able) == 1 else len(items) - 1, said, some[0]
        if some[2]:
            return "unclear"
    if (fewer := _only_fewer(words, items)) is not None:
        return fewer
    if (other := _by_so_many(piece, words, items, meant)) is not None:
        return other
    if (size := _only_size(words)) and varies(len(items) - 1, size):
        return "variant", len(items) - 1, size, None  # "hmm kaki saya lebar. 42 aja"
    if not marks and not pointed and not _NAMING.intersection(words[:1]):
        return None
    if marks and (again := _counted_anew(words, items)) is not None:
        return again
    if (became := _becomes_many(words, items, varies) or _becomes_another(words, items, varies)) is not None:
        return became
    which = _NAMED_AND_WHICH.match(piece) is not None  # "oh iya botol minumnya yang hijau"
    settled = which or not _RATHER.isdisjoint(words)
    rather = pointed and settled and _ALSO.isdisjoint(words) and not _counts(words)
    sure = bool(marks - _WEAK)
    measured = bool(_MEASURED.search(piece))  # "kabelnya yg 2 meter aja"
    naming = bool(_NAMING.intersection(words[:_EARLY]))  # "ukurannya 41 aja"
    if (sure or measured or naming or rather) and (change := _other_variant(piece, items, meant, varies)):
        return change
    return _other_quantity(piece, words, items, meant, sure=sure, marked=bool(marks))


def _marks(
    piece: str, words: Sequence[str], items: Sequence[str], meant: Callable[[str], Sequence[int] | None]
) -> frozenset[str]:
    """The words of a piece that say that something changes."""
    marks = CORRECTION.intersection(words[:_EARLY]) | CORRECTION_ANYWHERE.intersection(words)
    named = [word for word in _target(piece) if _many(word) is None]
    able = (
        (_LET_BE_WORDS if _LET_BE.search(piece) else frozenset[str]())  # "y cables que sean 2"; otherwise it orders
        | _ONLY.intersection(words[:1])
        | {"enough"}.intersection(words)  # "one wallet is enough"
    )
    if able and named and _the_one(named, items, meant) is not None:
        marks |= able
    if words[0:1] and words[0] in _POINTING:
        marks |= _BECOMES.intersection(words)
    if replaced := _REPLACING.intersection(words[_EARLY:_LATEST]):
        name = _target(" ".join(words[: min(words.index(word) for word in replaced)]))
        if _named_by(name, items):
            marks |= replaced  # "sambal bawang bu tini ganti jadi extra pedas"
    telling = [word for word in words if word not in POLITE]
    if telling[-2:-1] and telling[-2] in _BECOMES and _many(telling[-1]) is not None:
        marks |= {telling[-2]}  # "…, madu hutan 500ml jadi 5 ya"
    return marks


def _cancelled(
    piece: str,
    cancelled: re.Match[str],
    items: Sequence[str],
    meant: Callable[[str], Sequence[int] | None],
    numbered: Callable[[int], int | None],
) -> Change | Literal["unclear", "chatter"]:
    if listed := LISTED.search(piece):
        index, called = numbered(int(listed[1])), _named_by([listed[1]], items)
        if len(called) == 1 and (index is None or index in called or listed[1].startswith("0")):
            return "cancel", called[0]  # "yang nomor 03 ga jadi" is a shade
        return "unclear" if index is None or called not in ([], [index]) else ("cancel", index)
    target = _target(CANCELLATION.sub(" ", piece))
    index = next((found for said in _beside(cancelled) if (found := _the_one(said, items, meant)) is not None), None)
    if index is None and _PAPERS.intersection(target) and not any({*target} & _said(item) for item in items):
        return "chatter"  # "please leave out the receipt", "wag na lagyan ng presyo"
    if index is None and target and not any({*target} & _said(item) for item in items):
        return "chatter" if meant(" ".join(target)) == [] else "unclear"  # something that wasn't ordered here
    return "unclear" if index is None else ("cancel", index)


def _counts(words: Sequence[str]) -> bool:
    """Whether a number says how many, and isn't a part of a name: "sambalnya level 5 aja"."""
    named = {at + 1 for at, word in enumerate(words) if word in BEFORE_NAME_NUMBER}
    measured = {at - 1 for at, word in enumerate(words) if word in MEASURES}
    return any(_many(word) is not None and at not in named | measured for at, word in enumerate(words))


def _only_size(words: Sequence[str]) -> str:
    """The number that is rather a size than how many, where nothing else is said: "42 aja"; "" for none."""
    said = [word for word in words if word not in _SMALL]
    alone = len(said) == 1 and said[0].isdecimal() and int(said[0]) >= LEAST_OF_A_SIZE
    return said[0] if alone and _RATHER.intersection(words) else ""


def _only_fewer(words: Sequence[str], items: Sequence[str]) -> Change | None:
    """How many it is only, where one thing is ordered and nothing else is said: "satu aja dulu"."""
    said = [word for word in words if word not in _SMALL]
    many = _many(said[0]) if len(said) == 1 and len(items) == 1 else None
    only = _FEWER_ONLY.intersection(words)
    return ("quantity", 0, many) if many and many < LEAST_OF_A_SIZE and only else None


def _only_many(piece: str) -> int | None:
    """How many, where a correction says nothing else: "make … ten instead"."""
    words = [word.casefold() for word in _WORD.findall(piece)]
    many = _numbers(words)
    named = any(_many(word) is None for word in _target(piece))
    corrects = not (CORRECTION | CORRECTION_ANYWHERE).isdisjoint(words)
    return many[0] if len(many) == 1 and not named and corrects else None


def says_only_how_many(piece: str) -> bool:
    """Whether a correction names nothing: "jadi 5"."""
    return _only_many(piece) is not None


def _by_so_many(
    piece: str, words: Sequence[str], items: Sequence[str], meant: Callable[[str], Sequence[int] | None]
) -> Change | None:
    """How many more or fewer of something that is ordered: "dimsumnya kurangin 1", "yang ocean tambah satu lagi"."""
    fewer, more = _FEWER.intersection(words), _MORE.intersection(words)
    numbers = _numbers(words)
    if bool(fewer) == bool(more) or _BECOMES.intersection(words) or len(numbers) != 1:
        return None
    pointing = any(word.endswith("nya") for word in words) or not _POINTING.isdisjoint(words)
    if more and not pointing and _AGAIN.isdisjoint(words):
        return None  # "tambah kopi 2": read as an item
    target = [word for word in _target(piece) if _many(word) is None and word not in UNITS | fewer | more]
    index = _the_one(target, items, meant) if target else 0 if len(items) == 1 else None
    return None if index is None else ("more", index, numbers[0] if more else -numbers[0])


def _becomes_many(
    words: Sequence[str], items: Sequence[str], varies: Callable[[int, str], bool]
) -> Change | Literal["unclear"] | None:
    """What is called by its variant, and becomes so many: "eh kabel type c 2 meter jadi 2 ya".

    "sambal roa level 3 jadi 5" is unclear.
    """
    many = _what_it_becomes(words)
    if not many:
        return None
    before = " ".join(words[: _last_becoming(words)])
    target = _target(before)
    named = _named_by(target, items)
    if len(named) != 1 or len(target) == 1:
        return None
    measured = _MEASURED.search(before)  # "kabel 1 meter jadi 2": two of them
    return "unclear" if varies(named[0], str(many)) and not measured else ("quantity", named[0], many)


def _counted_anew(words: Sequence[str], items: Sequence[str]) -> Change | None:
    """What is called as one of the items is, with another count in front: "mejor 2 tumbler blanco"."""
    telling = [word for word in words if word not in _SMALL]
    many = _many(telling[0]) if len(telling) > 2 else None
    named = _named_by(telling[1:], items)
    return ("quantity", named[0], many) if many and len(named) == 1 else None


def _becomes_another(words: Sequence[str], items: Sequence[str], varies: Callable[[int, str], bool]) -> Change | None:
    """What is called by its variant, and becomes another one: "tas hitam ganti jadi biru ya"."""
    at = next((index for index, word in enumerate(words) if word in _REPLACING | _BECOMES), 0)
    old, new = _target(" ".join(words[:at])), _target(" ".join(words[at:]))
    named = _named_by(old, items)
    if len(named) != 1 or not new or not varies(named[0], " ".join(new)):
        return None
    return "variant", named[0], " ".join(new), None


def _many(word: str) -> int | None:
    """How many a word says; "01" is a part of a name."""
    many = None if word[:1] == "0" and len(word) > 1 else parse_quantity(word)
    return many if isinstance(many, int) else None


def _numbers(words: Sequence[str]) -> list[int]:
    return [quantity for word in words if (quantity := _many(word)) is not None and word not in UNITS]


def _beside(cancelled: re.Match[str]) -> Iterator[list[str]]:
    """The words that may name what is cancelled: all of them, and those right beside the cancellation.

    "minyaknya tidak jadi masih ada kata orang rumah", "wag na pala yung brick hehe masyadong dark".
    """
    piece = cancelled.string
    before, behind = _target(piece[: cancelled.start()]), _target(piece[cancelled.end() :])
    beside = (
        (before[-length:] for length in range(_MOST_BESIDE, 0, -1)),
        (behind[:length] for length in range(_MOST_BESIDE, 0, -1)),
    )
    yield from filter(None, (before + behind, before, behind))
    if _EARLIER.search(piece):  # "yang kemarin 5 biru semua dibatalkan" isn't about what is ordered now
        return
    yield from (said for side in beside for said in side if any(len(word) > _LONGEST_SIZE for word in said))


def says_wrong(piece: str) -> bool:
    """Whether it says that what stood before is wrong, not merely that something follows ("wait")."""
    return bool(_WRONG.search(piece))


def _other_variant(
    piece: str,
    items: Sequence[str],
    meant: Callable[[str], Sequence[int] | None],
    varies: Callable[[int, str], bool],
) -> Change | Literal["unclear"] | None:
    """Options of another variant: of the item that is named beside them, or of the last one."""
    said = [word for word in _target(piece) if word not in _NAMING]
    numbered = bool(_NAMING & _said(piece)) or bool(
        re.search(rf"(?<![^\W_])(?:{'|'.join(BEFORE_NAME_NUMBER)})\s+\d", piece, re.IGNORECASE)
    )
    if not numbered and all(_many(word) is not None for word in said):
        return None  # "eh jadi 3": how many
    able = [index for index in range(len(items)) if varies(index, " ".join(said))]
    if len(said) > 1 and not any({*said} & _said(item) for item in items):  # "make the towels pink", of "handuk"
        so_called = list(meant(said[0]) or ())
        if len(so_called) == 1 and varies(so_called[0], " ".join(said[1:])):
            return "variant", so_called[0], " ".join(said[1:]), None
    quantity: int | None = None
    replacing = _REPLACING.intersection(word.casefold() for word in _WORD.findall(piece))
    # "gula ganti yg 250 aja 2"
    if replacing and not able and len(said) > 1 and (many := _many(said[-1])) is not None:
        said, quantity = said[:-1], many
        able = [index for index in range(len(items)) if varies(index, " ".join(said))]
    named = [index for index in able if {*said} & _said(items[index])]
    if quantity is not None and not any(
        len(word) > _LONGEST_SIZE for index in named for word in {*said} & _said(items[index])
    ):
        return None
    if len(named) == 1:
        return "variant", named[0], " ".join(said), quantity
    if len(items) - 1 in able and (not named or len(able) == 1):
        return "variant", len(items) - 1, " ".join(said), quantity
    return "unclear" if able else None


def _named_by(words: Sequence[str], items: Sequence[str]) -> list[int]:
    """The places of the items that have all of some words."""
    return [index for index, item in enumerate(items) if words and {*words} <= _said(item)]


def _said(item: str) -> set[str]:
    return {*_WORD.findall(item.casefold())}


def _other_quantity(
    piece: str,
    words: Sequence[str],
    items: Sequence[str],
    meant: Callable[[str], Sequence[int] | None],
    *,
    sure: bool,
    marked: bool,
) -> Change | Literal["unclear", "chatter"] | None:
    numbers = _numbers(words)
    target = [word for word in _target(piece) if _many(word) is None and word not in UNITS]
    first = next((at for at, word in enumerate(words) if _many(word) is not None), 0)
    pointed = first > 0 and words[first - 1] in _POINTING | BEFORE_NAME_NUMBER and words[first].isdecimal()
    if pointed and len(numbers) == 2 and len(named := _named_by(words[first : first + 1], items)) == 1:
        return "quantity", named[0], numbers[1]  # "yg 40 satu aja": of size 40
    if len(numbers) > 1 and (become := _what_it_becomes(words)) is not None:
        numbers, target = [become], _target(" ".join(words[: _last_becoming(words)]))
    if len(numbers) != 1:
        return "chatter" if sure else None
    if words[first - 1 : first] and words[first - 1] in BEFORE_NAME_NUMBER:
        return "unclear" if sure else None  # "lvl 3"
    if sure and _SIZES.intersection(words[first + 1 : first + 2]):
        return "unclear"  # "joggernya naik satu ukuran ya"
    index = _the_one(target, items, meant) if target else len(items) - 1 if marked else None
    if index is None:
        return "unclear" if sure else None
    return "quantity", index, numbers[0]


def _last_becoming(words: Sequence[str]) -> int:
    return max(index for index, word in enumerate(words) if word in _BECOMES)


def _what_it_becomes(words: Sequence[str]) -> int | None:
    """The number right behind "jadi"."""
    if not _BECOMES.intersection(words) or words[-1] in _BECOMES:
        return None
    return _many(words[_last_becoming(words) + 1])


def _target(piece: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(piece)]
    words = [_BLACK if at and word == "item" else word for at, word in enumerate(words)]
    # "nyo" is how it sounds in Sumatra.
    bare = [word.removesuffix("nya").removesuffix("nyo") if len(word) > len("nya") + 1 else word for word in words]
    return [word for word in bare if word not in _SMALL]


def _the_one(target: Sequence[str], items: Sequence[str], meant: Callable[[str], Sequence[int] | None]) -> int | None:
    for said in (target, [_singular(word) for word in target]):
        able = _named_by(said, items) or list(meant(" ".join(said)) or ())
        if able:
            return able[0] if len(able) == 1 else None
    return None


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > _SHORTEST_PLURAL else word
