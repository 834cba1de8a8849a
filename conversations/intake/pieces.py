"""The pieces of a message that may be items, and the words and the quantity in each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from conversations import characters
from conversations.intake.amounts import PRICE
from conversations.intake.words import (
    ASKING,
    BEFORE_NAME_NUMBER,
    CORRECTION,
    FILLER,
    HONORIFICS,
    ORDER,
    POLITE,
    SENDING,
)
from conversations.quantities import COLLECTIVES, UNITS, may_be_in_a_quantity, parse_quantity
from conversations.segments import trim

EDGE = " \t\r\n\x00,;:.-=*•\"'/"
Word = re.Match[str]

_LONGEST_ITEM = 200  # characters; the longest product names of shops have about 120
_MOST_QUANTITY_WORDS = 4
_LOOK_BACK = 4
_MOST_IN_A_ROW = 30
_MOST_BEFORE_ORDER = 4
_LONGEST_SHORTENED = 3  # letters: "aq", "sya", "ana", before "psn"

_JOINER = re.compile(
    r"\s*[+&]\s*|(?<=[^\W\d_]):\s+|(?<!\w)(?:sama|samo|sm|sma|ama|n|pati|beserta|dan|and|dengan|dgn|plus|terus|trus|trs|serta|lalu|kemudian|tambah(?:in)?|y|at|saka|tsaka|tska|tapos|adem[aá]s|más|(?-i:karo|ambe[kg]|mbek|lan|jeung|sareng|deng|lawan|ug))(?!\w)|\s(?=(?:yg|yang)\s)"
    r"|\s(?=(?:that'?s|that\s+is|itu)\s+(?:all|it|aja|saja|dulu))"
    r"|(?<!kirim)(?<!krm)(?<!kirimkan)(?<!antar)(?<!anter)\s(?=ke\s+[^\W\d_])|\s(?=(?:to|a|sa)\s+(?:my|our|mi|nuestra|bahay|asawa|nanay|tatay|kapatid|ate|kuya|lola|lolo)\s)"
    # Whom it is for is no item: "para sa nanay ko".
    r"|\s(?=(?:utk|untuk|buat|para|for)\s)"
    # How it is sent is no item: "2 croissant utk dikirim ke alamat biasa".
    r"|\s(?=(?:(?:utk|untuk|buat|tolong|mohon|minta|mau)\s)?(?:di)?(?:kirim|krm|antar|anter)(?:kan|in)?(?:\s|$))",
    re.IGNORECASE,
)
# What is said about an item: "(less sugar)". A line may end before the bracket does.
_BRACKETS = re.compile(r"\([^()\n]*\)?|\[[^\[\]\n]*\]?")
_WITH_COMMAS = re.compile(
    r"\((?=[^()\n]*,|(?:[^\W\d_]+ \d{1,3} ){1,5}[^\W\d_]+ \d{1,3}\)"
    r"|(?:\d{1,3} (?!in )[^\W\d_]+ ){1,5}\d{1,3} [^\W\d_]+\))"
    r"(?![^()\n]*\d{5})[^()\n]{1,80}\)"
)
_COUNTED = re.compile(r"(?: *\d{1,3}[ x]+[^\W\d_][^,]*(?:,|\Z)){2,}|(?: *[^\W\d_][^,\d]* x?\d{1,3} *(?:,|\Z)){2,}")
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]|[a-h]\)")
_IN_A_LIST = re.compile(r"\(\d\)")
_BRACKETED = re.compile(r"(?<!\S)\((\d)\)(?=[ ])")
_HOW = re.compile(r"(?<![^\W_])(?:pake|pakai|via|lewat|naik|guna|using|by|con|por)\W*\Z", re.IGNORECASE)
# "no 42", "lv 5": what they number has no such word in its name.
_NUMBER_SIGNS = frozenset({"no", "nomor", "nomer", "nmr", "number", "lv", "lvl", "num", "nro", "nº", "n°"})
_SIGN_AND_NUMBER = re.compile(r"(?<!\S)(?:lv|lvl|no|w|eu|size|sz|uk)\.?(\d{1,2})(?!\S)", re.IGNORECASE)
_IPHONE = re.compile(r"(?<!\S)ip\.?(\d{1,2})(?!\S)", re.IGNORECASE)
_WHICH = frozenset({"yg", "yang"})
_ITEM = frozenset({"item"})  # "item: …"; behind a product it's slang for black
# Made once: they are asked for with every word.
_AROUND = POLITE | ORDER | FILLER | CORRECTION | SENDING
_AROUND_OR_ITEM = _AROUND | _ITEM
_ORDERING = ORDER - POLITE
# Others order nothing by themselves: "thank you so much", "I will pay".
_ORDER_BY_ITSELF = ORDER - characters.words("i so have mo going think finally keep fix love take include")
_SMALL = FILLER | POLITE
_VOWELS = frozenset("aeiou")
_SIZES = frozenset(
    {"ml", "gr", "gram", "grm", "kg", "kilo", "cm", "mtr", "meter", "metros", "liter", "ltr", "litro", "litros"}
)
_WANTING = frozenset({"mau", "mo", "nak", "ambil", "pesan", "psn", "pesen", "order", "beli"})
_GREETING = frozenset(
    {"halo", "hallo", "hai", "hi", "hello", "punten", "makasih", "nuhun", "pagi", "siang", "sore", "malam"}
)
_OR_NOT = frozenset({"ga", "gak", "gk", "nggak", "ngga", "enggak", "engga", "tak", "ndak", "kah", "kan", "not"})
_IS_NOT = frozenset({"bukan", "bkn", "bukannya", "not"})
_BUT = frozenset({"tapi", "tp", "melainkan", "tetapi", "but"})
_LONGEST_NOT = 4
_FOR = re.compile(r"\s*(?:untuk|utk|buat|para|for)\s", re.IGNORECASE)
_DOUBLED = re.compile(r"\A(abu|kotak|garis|bunga|kupu|kura|pita|titik)2\Z", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
_TELLING = re.compile(r"\S*[^\W_]\S*")  # with a letter or a digit


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message that may be an item.

    `field`: it stands where a form has its items; `count`: where it has how many. `heading`: a colon ends it.
    `joined`: "dan" stands before it.
    """

    start: int
    end: int
    field: bool = False
    heading: bool = False
    joined: bool = False
    count: bool = False


def with_open_brackets(plain: str) -> str:
    """The text with its brackets' commas changed, at the same places: they part items, or nothing.

    "2 tumblers (1 black, 1 white)" lists; "(black, L)" is one thing.
    """
    return _WITH_COMMAS.sub(_opened, plain)


def _opened(brackets: Word) -> str:
    inside = brackets.group()[1:-1]
    if "," not in inside or _COUNTED.fullmatch(inside):
        return f",{inside},"
    return f"({inside.replace(',', ' ')})"


def parts(plain: str, piece: Piece) -> list[Piece]:
    """The piece cut at "sama", "dan", "+" and their like."""
    found: list[Piece] = []
    position = piece.start
    cuts = [match.span() for match in _JOINER.finditer(plain, piece.start, piece.end) if not _in_a_name(plain, match)]
    for start, end in [*cuts, (piece.end, piece.end)]:
        if trim(plain, position, start, EDGE):
            heading = plain[start:end].strip() == ":" or plain[position:start].rstrip().endswith(":")
            if heading and found and _FOR.match(plain, position, start):
                found[-1] = replace(found[-1], heading=True)  # "Mau kado buat teman: …"
            found.append(Piece(position, start, piece.field, heading, joined=bool(found), count=piece.count))
        position = end
    return found


def _in_a_name(plain: str, joiner: Word) -> bool:
    """Whether the joining word is somebody's name: "Lalu Ahmad Zaini"."""
    behind = plain[joiner.end() : joiner.end() + 2].lstrip()
    return joiner.group().strip() == "Lalu" and behind[:1].isupper()


def rows(plain: str, piece: Piece) -> Iterator[list[Piece]]:
    """The ways to cut a piece into several items at its numbers: behind each, or before each."""
    found = list(counts(plain, piece))
    if len(found) > _MOST_IN_A_ROW:
        return
    # Number words may belong to a name: "segi empat", "kotak".
    figures = [count for count in found if any(map(str.isdigit, plain[slice(*count)]))]
    ways = [[end for _, end in found], [start for start, _ in found]]
    # "no 41 1 psg no 42 1 psg": what has a unit counts, and the others are names.
    united = [count for count in found if len(plain[slice(*count)].split()) > 1]
    if 0 < len(united) < len(found):
        ways = [[end for _, end in united], [start for start, _ in united], *ways]
    if 0 < len(figures) < len(found):
        ways = [[end for _, end in figures], [start for start, _ in figures], *ways]
    for cuts in ways:
        edges = sorted({piece.start, *cuts, piece.end})
        row = [replace(piece, start=start, end=end) for start, end in pairwise(edges) if plain[start:end].strip(EDGE)]
        if len(row) > 1:
            yield row


def counts(plain: str, piece: Piece) -> tuple[tuple[int, int], ...]:
    """Numbers in figures or words, with their units: behind each, or before each, another item may begin."""
    return _counts(plain, piece.start, piece.end)


@lru_cache(maxsize=512)
def _counts(plain: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple(_each_count(list(_TOKEN.finditer(plain, start, end))))


def _each_count(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(words):
        if bare(words[at]).isdecimal() and at + 1 < len(words) and bare(words[at + 1]) in _SIZES:
            at += 2  # "yg 30 ml"
            continue
        if not may_be_in_a_quantity(words[at].group()):
            at += 1
            continue
        behind = next(
            (
                at + length
                for length in range(min(_MOST_QUANTITY_WORDS, len(words) - at), 0, -1)
                if isinstance(parse_quantity(_text(words[at : at + length])), int)
            ),
            None,
        )
        if behind is None or (behind == at + 1 and bare(words[at]) in UNITS):
            at += 1
        else:
            yield words[at].start(), words[behind - 1].end()
            at = behind


def without_brackets(plain: str, piece: Piece) -> tuple[str, str]:
    """The whole text with the piece's brackets blanked at their places, and what stood in them."""
    text = plain[piece.start : piece.end]
    blanked = _BRACKETS.sub(lambda match: " " * len(match.group()), text)
    inside = (" ".join(match.group()[1:].rstrip(")]").split()) for match in _BRACKETS.finditer(text))
    return plain[: piece.start] + blanked + plain[piece.end :], "; ".join(filter(None, inside))


def prices(plain: str, piece: Piece) -> list[tuple[int, int]]:
    """Where prices stand in a piece."""
    return [match.span() for match in PRICE.finditer(plain, piece.start, piece.end)]


def item_words(plain: str, piece: Piece) -> tuple[list[Word], bool]:
    """The words of a piece without prices and without politeness at its ends; whether a word of ordering was there."""
    return _item_words(plain, piece.start, piece.end)


@lru_cache(maxsize=512)  # every way to cut a message looks at the same pieces
def _item_words(plain: str, start: int, end: int) -> tuple[list[Word], bool]:
    end = min(end, start + _LONGEST_ITEM)
    prices = [match.span() for match in PRICE.finditer(plain, start, end)]
    words = [*_TELLING.finditer(plain, start, end)]
    if prices:
        words = [word for word in words if not any(start <= word.start() < stop for start, stop in prices)]
    at_line = plain[max(0, start - _LOOK_BACK) : start].rstrip(" ")[-1:] in ("", "\n", "\0", "•")
    if len(words) > 1 and at_line and _LIST_NUMBER.fullmatch(words[0].group()):
        words = words[1:]
    if len(words) > 1 and _IN_A_LIST.fullmatch(words[0].group()) and _lists(plain):
        words = words[1:]
    if len(words) > 2 and bare(words[1]) == "of" and isinstance(parse_quantity(words[0].group()), int):
        words = [words[0], *words[2:]]  # "two of the lattes"
    if len(words) > 3 and bare(words[2]) == "of" and isinstance(parse_quantity(words[0].group()), int):
        words = [words[0], *words[3:]]  # "3 punnets of strawberries"
    words = _without_what_it_is_not(words)
    if len(words) > 2 and bare(words[0]) in ("the", "yung") and bare(words[-1]) in ("one", "ones"):
        words = words[1:-1]  # "the 250 gram one"
    ordered = False
    if len(words) > 1 and bare(words[-1]) == "teh" and all(bare(word) in _GREETING for word in words[:-1]):
        return [], False  # an elder sister
    if len(words) > 1 and bare(words[0]) == "no" and bare(words[1]) in _AROUND:
        words = words[1:]  # "no, I want …"; otherwise it may be a number's
    if len(words) > 2 and bare(words[0]) in HONORIFICS and words[0].group().istitle() and bare(words[1]) in _ORDERING:
        words = words[1:]  # "Mbah mau pesan …"
    if len(words) > 3 and bare(words[0]) in HONORIFICS and words[1].group().istitle() and bare(words[2]) in _ORDERING:
        words = words[2:]  # "Kak Amel mau …"
    ordering = [at for at, word in enumerate(words[:_MOST_BEFORE_ORDER]) if bare(word) in _ORDERING]
    if ordering and all(
        bare(word).isalpha() and len(bare(word)) <= _LONGEST_SHORTENED for word in words[: ordering[-1]]
    ):
        words = words[ordering[-1] :] if len(words) > ordering[-1] + 1 else words
    while words and (bare(words[0]) in _AROUND_OR_ITEM or (len(words) > 1 and bare(words[0]) in ASKING)):
        ordered = ordered or bare(words[0]) in _ORDER_BY_ITSELF
        asking, which = bare(words[0]) in ASKING, bare(words[0]) in _WHICH
        words = words[1:]
        if which and words and bare(words[0]) in _ITEM:
            break  # "kaos kaki yg item"
        if asking and len(words) > 1 and bare(words[0]) in _OR_NOT:
            words = words[1:]  # "ready ga sneakers …"
    if len(words) > 2 and bare(words[-1]) in _OR_NOT and bare(words[-2]) in ASKING:
        words = words[:-2]  # "… ada ga?"
    while words and (bare(words[-1]) in _AROUND or (len(words) > 1 and bare(words[-1]) in ASKING)):
        words = words[:-1]
    if len(words) > 2 and bare(words[-2]) in _WANTING and parse_quantity(words[-1].group()):
        words = [*words[:-2], words[-1]]  # "yg 12 mau 2"
    return words, ordered


def _lists(plain: str) -> bool:
    """Whether numbers in brackets number a list, and say not how many: "(1)", "(2)", "(3)"."""
    numbers = [int(match[1]) for match in _BRACKETED.finditer(plain)]
    return len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]


def _without_what_it_is_not(words: list[Word]) -> list[Word]:
    """The words without the variant that is put right among them: "bukan M tapi L", "L bukan XL"."""
    for at, word in enumerate(words):
        if not at or bare(word) not in _IS_NOT:
            continue
        but = next((to for to, each in enumerate(words) if at < to <= at + _LONGEST_NOT and bare(each) in _BUT), None)
        if but is not None and but + 1 < len(words):
            return [*words[:at], *words[but + 1 :]]
        if at + 2 == len(words) or (at + 2 < len(words) and words[at + 2].group()[:1].isdecimal()):
            return [*words[:at], *words[at + 2 :]]
    return words


def asks(plain: str, piece: Piece) -> bool:
    """Whether a piece asks for something that may be sold: "ada kerudung anak?"."""
    words = [bare(word) for word in _TOKEN.finditer(plain, piece.start, piece.end)]
    return bool(ASKING & {*words[:3], *words[-2:]})


def says_how(plain: str, piece: Piece) -> bool:
    """Whether a piece leads up to the courier or the payment that stood behind it: "yg beku tolong pake"."""
    return _HOW.search(plain, piece.start, piece.end) is not None


def readings(words: Sequence[Word]) -> tuple[tuple[int | None, int, int], ...]:
    """The ways to part words into (quantity, first word, behind the last word) of the rest; the surest first."""
    return _readings(tuple(word.group() for word in words))


@lru_cache(maxsize=2048)
def _readings(words: tuple[str, ...]) -> tuple[tuple[int | None, int, int], ...]:
    return tuple(_ways(words))


def _ways(words: Sequence[str]) -> Iterator[tuple[int | None, int, int]]:
    for length in range(min(_MOST_QUANTITY_WORDS, len(words) - 1), 0, -1):
        for first, last in ((len(words) - length, len(words)), (0, length)):
            if not may_be_in_a_quantity(words[first]):
                continue
            text = _joined(words[first:last])
            quantity = parse_quantity(text)
            if not isinstance(quantity, int) or (length == 1 and text[0] == "0" and len(text) > 1):
                continue  # "lip cream 02" is its name
            behind = first > 0
            if behind and _bare(words[first - 1]) in BEFORE_NAME_NUMBER and words[first].isdecimal():
                continue
            yield quantity, *((0, first) if behind else (last, len(words)))
    if len(words) > 1 and _is_article(_bare(words[0]), words[1]):
        yield 1, 1, len(words)
    yield None, 0, len(words)


def _is_article(word: str, behind: str) -> bool:
    """Whether it is English "a" or "an"; "an Galih" and "an Oktavia" are in their names."""
    return word == "a" or (word == "an" and behind[:1] in _VOWELS)


def query(words: Sequence[Word]) -> str:
    return _query(tuple(word.group() for word in words))


@lru_cache(maxsize=2048)  # parts of a piece are parts of longer ones
def _query(words: tuple[str, ...]) -> str:
    if len(words) > 1 and _is_article(_bare(words[0]), words[1]):
        words = words[1:]
    said = [_bare(word) for word in words]
    signs = [each in _NUMBER_SIGNS and behind[:1].isdecimal() for each, behind in pairwise([*said, ""])]
    kept = [
        undoubled(word.strip(EDGE))
        for word, each, sign in zip(words, said, signs, strict=True)
        if each not in _SMALL and not sign
    ]
    said_so = " ".join(kept or [word.strip(EDGE) for word in words])
    return _IPHONE.sub(r"iphone \1", _SIGN_AND_NUMBER.sub(r"\1", said_so))


def undoubled(word: str) -> str:
    """A word without the 2 by which people write it twice: "abu2" is "abu-abu"."""
    return _DOUBLED.sub(r"\1", word) if word.endswith("2") else word


def only_quantity(plain: str, part: Piece) -> int | None:
    words, _ = item_words(plain, part)
    numbered = len(words) == 1 and len(bare(words[0])) > 1 and bare(words[0]).startswith("0")  # "yg 01" is a name
    quantity = parse_quantity(_text(words)) if words and not numbered else None
    return quantity if isinstance(quantity, int) else None


def marked(words: Sequence[Word]) -> bool:
    """Whether the quantity says that it is one: "x2", "2 pcs", "2x", or a number in front."""
    last = bare(words[-1])
    return (
        last in UNITS
        or last in COLLECTIVES
        or not last.isdecimal()
        or (len(words) > 1 and bare(words[-2]) in ("x", "×"))
        or isinstance(parse_quantity(words[0].group()), int)
    )


def bare(word: Word) -> str:
    return _bare(word.group())


@lru_cache(maxsize=4096)  # every way to read a piece asks for its words
def _bare(word: str) -> str:
    return word.strip(EDGE).casefold()


def _text(words: Sequence[Word]) -> str:
    return _joined([word.group() for word in words])


def _joined(words: Sequence[str]) -> str:
    return " ".join(word.strip("()") for word in words)
