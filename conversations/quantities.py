"""How many: quantities as people write them."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from conversations.characters import level, words
from conversations.order import MOST_OF_ONE_ITEM

QuantityProblemKind = Literal["negative", "fraction", "too_many"]

_LONGEST_READ = 60  # "seribu dua ratus tiga puluh lima bungkus ya kak" has 47 characters
_MARKS = "().,:;!"
_LONGEST_NUMBER = 9  # digits; more are a phone or a parcel number


@dataclass(frozen=True, slots=True)
class QuantityProblem:
    """Why `typed`, a quantity, can't be ordered."""

    kind: QuantityProblemKind
    typed: str


# Words that change nothing about a quantity.
_POLITE = words(
    "just only solo cuma hanya ya yah yaa aja saja dong deh kak min gan sis bang pls please lang po jo yo"
    " jumlah jml qty quantity",
)

# A single thing of any kind; the word says nothing about how many.
UNITS = words("""
    pcs pc pce piece pieces unit units item items set sets pair pairs pack packs box boxes bag bags bottle bottles
    cup cups can cans jar jars sachet sachets
    helai buah bh biji bj bji bks bungkus pak pek pax kotak ktk dus dos karton botol btl pasang psg lembar lbr potong
    ptg porsi gelas kaleng toples karung sak kantong paket pouch cangkir keping ekor butir tusuk gulung roll
    pek pkt keping botella botellas bote botes par pares paquete paquetes bolsa bolsas frasco frascos tarro
    loyang galon ikat rim setel stel packet packets pkt pkts tub tubs pouches sticks stick strip blister tube tabung
    tray tin und unds ud uds unid pza pzas pieza piezas pr prs
    tins renteng slop krat peti jerigen jirigen
    pot mangkok bal unidad unidades pieza piezas caja cajas piraso balot beg
""")

# How many single things a word stands for.
COLLECTIVES = {
    **dict.fromkeys(words("couple"), 2),
    **dict.fromkeys(words("lusin lsn dozen dozens docena docenas dosena dosenang"), 12),
    **dict.fromkeys(words("kodi score"), 20),
    **dict.fromkeys(words("gros gross"), 144),
}
_ONE = "se"  # "sebungkus", "selusin"

HALVES = frozenset({"setengah", "stgh", "stengah", "setgh", "separuh", "half", "media", "kalahating", "kalahati"})
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_MULTIPLIERS = frozenset("x×*")

_INDONESIAN = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _indonesian(number: int) -> str:
    """0 to 999 in Indonesian words."""
    ones = _INDONESIAN
    if number < 10:
        return ones[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number) or f"{ones[number - 10]} belas"
    size, word = (10, "puluh") if number < 100 else (100, "ratus")
    many, rest = divmod(number, size)
    head = "seratus" if size == 100 and many == 1 else f"{ones[many]} {word}"
    return f"{head} {_indonesian(rest)}" if rest else head


def _english(number: int) -> str:
    """0 to 999 in English words, without "and" and hyphens."""
    if number < 20:
        return _ENGLISH[number]
    if number < 100:
        many, rest = divmod(number, 10)
        head = _ENGLISH_TENS[many - 2]
    else:
        many, rest = divmod(number, 100)
        head = f"{_ENGLISH[many]} hundred"
    return f"{head} {_english(rest)}" if rest else head


# Below a thousand every spelling is written out, so that no mixture of words ("dua lima") is taken for a number.
_SPELLED = {
    **{spell(number): number for spell in (_indonesian, _english) for number in range(1000)},
    "a": 1, "an": 1, "kosong": 0, "lapan": 8, "a hundred": 100,
    "un": 1, "una": 1, "uno": 1, "otro": 1, "otra": 1,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "veinte": 20,
    "isang": 1, "dalawang": 2, "tatlong": 3, "apat na": 4, "limang": 5, "anim na": 6, "pitong": 7, "walong": 8,
    "sampung": 10,
    # Javanese, Sundanese and Minang, where Indonesian is written with them; Cebuano.
    "siji": 1, "loro": 2, "rong": 2, "telu": 3, "telung": 3, "papat": 4, "patang": 4, "limo": 5, "enem": 6,
    "pitu": 7, "wolu": 8, "songo": 9, "hiji": 1, "tilu": 3, "opat": 4, "genep": 6, "ciek": 1, "duo": 2, "tigo": 3,
    "ampek": 4, "duha": 2, "tulo": 3, "upat": 4, "unom": 6,
    "isa": 1, "dalawa": 2, "tatlo": 3, "apat": 4, "anim": 6, "pito": 7, "walo": 8, "siyam": 9, "sampu": 10,
}  # fmt: skip

NUMBER_WORDS = frozenset(word for word in _SPELLED if " " not in word)

_TOKEN = re.compile(r"\d[\d.,]*(?:/\d+)?|[½¼¾]|[^\W\d_]+|\S")
_DRAWN_OUT = re.compile(r"([aeiou])\1+\Z")  # "satuuu"
_WHOLE_NUMBER = re.compile(r"\d{1,9}")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"(\d{1,9})[.,](\d{1,9})")
_SLASHED = re.compile(r"(\d{1,9})/([1-9]\d{0,8})")


_IN_QUANTITIES = (
    frozenset(word for spelled in _SPELLED for word in spelled.split())
    | (UNITS | {*COLLECTIVES} | HALVES | _POLITE | _MULTIPLIERS | {"minus", "and", "ribu", "thousand", "seribu"})
    | {_ONE + word for word in UNITS | {*COLLECTIVES}}
)


@lru_cache(maxsize=4096)
def may_be_in_a_quantity(word: str) -> bool:
    """Whether a word may be a part of one; asked first, as it is quick. Only plain words are known not to."""
    said = word.strip(_MARKS).casefold()
    plain = said.isascii() and said.isalpha()
    return not plain or said in _IN_QUANTITIES or said[-1:] == said[-2:-1]  # "satuuu"


@lru_cache(maxsize=2048)  # every way to part a piece asks about the same few words
def parse_quantity(text: str) -> int | QuantityProblem | None:
    """Reads a text that is a quantity and nothing else; None: it is about something else.

    A dozen (lusin) is 12, a kodi 20. 0 is returned as 0. "1.000" and "1,000" are a thousand, other decimals fractions.
    """
    if len(text) > _LONGEST_READ or not all(map(may_be_in_a_quantity, text.split())):
        return None
    tokens = _TOKEN.findall(level(text).casefold().lstrip(" \t\r\n(").rstrip(" \t\r\n().,:;!"))
    tokens = [token if token in _SPELLED else _DRAWN_OUT.sub(r"\1", token) for token in tokens]
    tokens = [token for token in tokens if token not in _POLITE and token not in (":", "(", ")", "!")]
    negative = tokens[:1] in (["-"], ["minus"])
    if negative or tokens[:1] == ["+"]:
        tokens = tokens[1:]
    value = _value(tokens)
    if value is None:
        return None
    if negative and value:
        return QuantityProblem("negative", text)
    if value.denominator != 1:
        return QuantityProblem("fraction", text)
    return int(value) if value <= MOST_OF_ONE_ITEM else QuantityProblem("too_many", text)


def _value(tokens: list[str]) -> Fraction | None:
    """The tokens' value as multiplier, number, unit and collective in the orders that people use."""
    if len(tokens) > 1 and tokens[0] in _MULTIPLIERS:
        tokens = tokens[1:]
    elif len(tokens) > 1 and tokens[-1] in _MULTIPLIERS:
        tokens = tokens[:-1]
    unit = len(tokens) > 1 and tokens[-1] in UNITS
    if unit:
        tokens = tokens[:-1]
    if tokens and tokens[-1] in COLLECTIVES:
        count = _number(tokens[:-1]) if tokens[:-1] else Fraction(1)
        return None if count is None else count * COLLECTIVES[tokens[-1]]
    if len(tokens) == 1 and tokens[0].startswith(_ONE):
        of_which = tokens[0].removeprefix(_ONE)
        if of_which in COLLECTIVES or of_which in UNITS:
            return Fraction(COLLECTIVES.get(of_which, 1))
    if tokens in (["a"], ["an"]) and not unit:
        return None
    return _number(tokens)


def _number(tokens: list[str]) -> Fraction | None:
    if tokens[:1] and tokens[0] in HALVES:
        return Fraction(1, 2) if tokens[1:] in ([], ["a"]) else None
    if len(tokens) == 1 and tokens[0][0].isdecimal():
        return _figures(tokens[0].rstrip(".,"))
    if len(tokens) == 2 and tokens[1] in _VULGAR and tokens[0].isdecimal():  # "1½"
        whole = _figures(tokens[0])
        return None if whole is None else whole + _VULGAR[tokens[1]]
    if len(tokens) == 1 and tokens[0] in _VULGAR:
        return _VULGAR[tokens[0]]
    return _in_words([token for token in tokens if token not in ("-", "and")])


def _figures(token: str) -> Fraction | None:
    if _WHOLE_NUMBER.fullmatch(token):
        # A longer number that begins with 0 is a phone number, however wrong.
        return None if token[0] == "0" and len(token) > len(str(MOST_OF_ONE_ITEM)) else Fraction(int(token))
    if _THOUSANDS.fullmatch(token) and len(token) <= _LONGEST_NUMBER:
        return Fraction(int(re.sub(r"\D", "", token)))
    if match := _DECIMAL.fullmatch(token):
        return Fraction(int(match[1] + match[2]), 10 ** len(match[2]))
    if match := _SLASHED.fullmatch(token):
        return Fraction(int(match[1]), int(match[2]))
    return None


def _in_words(words: list[str]) -> Fraction | None:
    """Number words of Indonesian, Malay and English below a million, and the first of its neighbours."""
    spelled = " ".join(words).replace("seribu", "satu ribu")
    thousands, there, rest = re.sub(r"\bthousand\b", "ribu", spelled).partition("ribu")
    if not there:
        number = _SPELLED.get(spelled)
        return None if number is None else Fraction(number)
    many, more = _SPELLED.get(thousands.strip()), _SPELLED.get(rest.strip()) if rest.strip() else 0
    return None if many is None or more is None else Fraction(many * 1000 + more)
