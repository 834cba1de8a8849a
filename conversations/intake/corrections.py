"""Second thoughts inside one message: "toner ga jadi", "eh jadi 3 ya yang L", "ganti shade 23"."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from conversations import characters
from conversations.intake.how_many import (
    BECOMES,
    MEASURED,
    POINTING,
    becomes_many,
    by_so_many,
    counted_anew,
    only_fewer,
    only_many,
    other_quantity,
)
from conversations.intake.one_of_them import some_of_them
from conversations.intake.plainly import plainly
from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.which_one import (
    SMALL,
    WORD,
    Change,
    many_of,
    named_by,
    target_of,
    the_one,
    words_of,
)
from conversations.intake.words import (
    BEFORE_NAME_NUMBER,
    CANCELLATION,
    CORRECTION,
    CORRECTION_ANYWHERE,
    MEASURES,
    POLITE,
)

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
_ENOUGH = frozenset({"aja", "aj", "saja", "cukup", "only", "lang", "je", "jer"})  # "yg melati 1 aja cukup"
_RATHER = frozenset({"aja", "aj", "saja", "deh", "dh"})  # "popoknya XL aja"
_ALSO = frozenset({"juga", "jg", "jga", "sama", "tambah", "tambahin", "lagi", "lg", "also", "too"})
_NAMED_AND_WHICH = re.compile(
    r"\W*(?:(?:oh|iya|ya|oiya|eh|terus|trus)\s+)*(?:[^\W\d_]+\s+){0,2}[^\W\d_]+nya\s+(?:yg|yang)\s", re.IGNORECASE
)
_REPLACING = frozenset({"ganti", "gantinya", "tukar", "tuker", "ubah", "change", "cambia", "cambiar", "palit"})
_NAMING = frozenset({"ukurannya", "sizenya", "warnanya", "rasanya", "levelnya", "shadenya", "saiznya", "motifnya"})
# They come with what is ordered, and aren't ordered.
_PAPERS = characters.words("""
    receipt invoice bill price prices tag tags nota kuitansi kwitansi struk resit harga resibo recibo factura precio
    precios presyo faktur label kartu card
""")
_LONGEST_SIZE = 3  # letters


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
        changing = (CORRECTION | CORRECTION_ANYWHERE).intersection(word.casefold() for word in WORD.findall(rest))
        if changing and varies(index, said := " ".join(target_of(rest))):
            return "variant", index, said, None
    if line := _LINE.search(piece):
        index = numbered(int(line[1]))
        quantity = only_many(piece[: line.start()] + piece[line.end() :])
        if index is not None and quantity is not None:
            return "quantity", index, quantity
    words = [word.casefold() for word in WORD.findall(piece)]
    marks = _marks(piece, words, items, meant)
    telling = [word for word in words if word not in POLITE]
    pointed = any(word.endswith("nya") for word in telling[:_EARLY]) or (
        bool(POINTING.intersection(words[: _EARLY + 1])) and bool(_ENOUGH.intersection(words[1:]))
    )
    if (some := some_of_them(piece)) is not None:
        said = " ".join(target_of(some[1]))
        able = [index for index in range(len(items)) if varies(index, said)]
        if len(able) == 1 or len(items) - 1 in able:
            return "some", able[0] if len(able) == 1 else len(items) - 1, said, some[0]
        if some[2]:
            return "unclear"
    if (fewer := only_fewer(words, items)) is not None:
        return fewer
    if (other := by_so_many(piece, words, items, meant)) is not None:
        return other
    if (size := _only_size(words)) and varies(len(items) - 1, size):
        return "variant", len(items) - 1, size, None  # "hmm kaki saya lebar. 42 aja"
    if not marks and not pointed and not _NAMING.intersection(words[:1]):
        return None
    if marks and (again := counted_anew(words, items)) is not None:
        return again
    if (became := becomes_many(words, items, varies) or _becomes_another(words, items, varies)) is not None:
        return became
    which = _NAMED_AND_WHICH.match(piece) is not None  # "oh iya botol minumnya yang hijau"
    settled = which or not _RATHER.isdisjoint(words)
    rather = pointed and settled and _ALSO.isdisjoint(words) and not _counts(words)
    sure = bool(marks - _WEAK)
    measured = bool(MEASURED.search(piece))  # "kabelnya yg 2 meter aja"
    naming = bool(_NAMING.intersection(words[:_EARLY]))  # "ukurannya 41 aja"
    if (sure or measured or naming or rather) and (change := _other_variant(piece, items, meant, varies)):
        return change
    return other_quantity(piece, words, items, meant, sure=sure, marked=bool(marks))


def _marks(
    piece: str, words: Sequence[str], items: Sequence[str], meant: Callable[[str], Sequence[int] | None]
) -> frozenset[str]:
    """The words of a piece that say that something changes."""
    marks = CORRECTION.intersection(words[:_EARLY]) | CORRECTION_ANYWHERE.intersection(words)
    named = [word for word in target_of(piece) if many_of(word) is None]
    able = (
        (_LET_BE_WORDS if _LET_BE.search(piece) else frozenset[str]())  # "y cables que sean 2"; otherwise it orders
        | _ONLY.intersection(words[:1])
        | {"enough"}.intersection(words)  # "one wallet is enough"
    )
    if able and named and the_one(named, items, meant) is not None:
        marks |= able
    if words[0:1] and words[0] in POINTING:
        marks |= BECOMES.intersection(words)
    if replaced := _REPLACING.intersection(words[_EARLY:_LATEST]):
        name = target_of(" ".join(words[: min(words.index(word) for word in replaced)]))
        if named_by(name, items):
            marks |= replaced  # "sambal bawang bu tini ganti jadi extra pedas"
    telling = [word for word in words if word not in POLITE]
    if telling[-2:-1] and telling[-2] in BECOMES and many_of(telling[-1]) is not None:
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
        index, called = numbered(int(listed[1])), named_by([listed[1]], items)
        if len(called) == 1 and (index is None or index in called or listed[1].startswith("0")):
            return "cancel", called[0]  # "yang nomor 03 ga jadi" is a shade
        return "unclear" if index is None or called not in ([], [index]) else ("cancel", index)
    target = target_of(CANCELLATION.sub(" ", piece))
    index = next((found for said in _beside(cancelled) if (found := the_one(said, items, meant)) is not None), None)
    if index is None and _PAPERS.intersection(target) and not any({*target} & words_of(item) for item in items):
        return "chatter"  # "please leave out the receipt", "wag na lagyan ng presyo"
    if index is None and target and not any({*target} & words_of(item) for item in items):
        return "chatter" if meant(" ".join(target)) == [] else "unclear"  # something that wasn't ordered here
    return "unclear" if index is None else ("cancel", index)


def _counts(words: Sequence[str]) -> bool:
    """Whether a number says how many, and isn't a part of a name: "sambalnya level 5 aja"."""
    named = {at + 1 for at, word in enumerate(words) if word in BEFORE_NAME_NUMBER}
    measured = {at - 1 for at, word in enumerate(words) if word in MEASURES}
    return any(many_of(word) is not None and at not in named | measured for at, word in enumerate(words))


def _only_size(words: Sequence[str]) -> str:
    """The number that is rather a size than how many, where nothing else is said: "42 aja"; "" for none."""
    said = [word for word in words if word not in SMALL]
    alone = len(said) == 1 and said[0].isdecimal() and int(said[0]) >= LEAST_OF_A_SIZE
    return said[0] if alone and _RATHER.intersection(words) else ""


def _becomes_another(words: Sequence[str], items: Sequence[str], varies: Callable[[int, str], bool]) -> Change | None:
    """What is called by its variant, and becomes another one: "tas hitam ganti jadi biru ya"."""
    at = next((index for index, word in enumerate(words) if word in _REPLACING | BECOMES), 0)
    old, new = target_of(" ".join(words[:at])), target_of(" ".join(words[at:]))
    named = named_by(old, items)
    if len(named) != 1 or not new or not varies(named[0], " ".join(new)):
        return None
    return "variant", named[0], " ".join(new), None


def _beside(cancelled: re.Match[str]) -> Iterator[list[str]]:
    """The words that may name what is cancelled: all of them, and those right beside the cancellation.

    "minyaknya tidak jadi masih ada kata orang rumah", "wag na pala yung brick hehe masyadong dark".
    """
    piece = cancelled.string
    before, behind = target_of(piece[: cancelled.start()]), target_of(piece[cancelled.end() :])
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
    said = [word for word in target_of(piece) if word not in _NAMING]
    numbered = bool(_NAMING & words_of(piece)) or bool(
        re.search(rf"(?<![^\W_])(?:{'|'.join(BEFORE_NAME_NUMBER)})\s+\d", piece, re.IGNORECASE)
    )
    if not numbered and all(many_of(word) is not None for word in said):
        return None  # "eh jadi 3": how many
    able = [index for index in range(len(items)) if varies(index, " ".join(said))]
    if len(said) > 1 and not any({*said} & words_of(item) for item in items):  # "make the towels pink", of "handuk"
        so_called = list(meant(said[0]) or ())
        if len(so_called) == 1 and varies(so_called[0], " ".join(said[1:])):
            return "variant", so_called[0], " ".join(said[1:]), None
    quantity: int | None = None
    replacing = _REPLACING.intersection(word.casefold() for word in WORD.findall(piece))
    # "gula ganti yg 250 aja 2"
    if replacing and not able and len(said) > 1 and (many := many_of(said[-1])) is not None:
        said, quantity = said[:-1], many
        able = [index for index in range(len(items)) if varies(index, " ".join(said))]
    named = [index for index in able if {*said} & words_of(items[index])]
    if quantity is not None and not any(
        len(word) > _LONGEST_SIZE for index in named for word in {*said} & words_of(items[index])
    ):
        return None
    if len(named) == 1:
        return "variant", named[0], " ".join(said), quantity
    if len(items) - 1 in able and (not named or len(able) == 1):
        return "variant", len(items) - 1, " ".join(said), quantity
    return "unclear" if able else None
