"""Cuts a message where people put a break: at lines, commas, sentences, slashes."""

import re
from functools import lru_cache

from conversations.characters import words

# A full stop behind these is no end of a sentence.
_ABBREVIATIONS = words("""
    sra srta dra sr av avda urb sto int ext depto dpto esq mdm muhd lrg tgk priv fracc calz nro num jr mz prof ir kol
    mayor
    jl jln gg no kel kec kab prov ds dsn kp blok blk perum komp kav lt rt rw apt bpk sdr sdri yth mrs mr ms dr drg hj
    bag
    gen gov sen pres atty hon
    jend brgy bgy ave st rd blvd sta sto km tel telp tlp hp wa rp jkt bdg sby an col dir cra ave cl pcs ltr psg bks ktk
    ust btl br lingk ing lic arq int of ofic pta dpto blvd kpd engr ny nn tn en pn prof ma bldg subd moh muh mhd md
""")
_BREAK = re.compile(
    r"""
    (?P<sure> [\n\r;|•·!?\x00…]+ | \.{2,} | ,(?!\d{1,2}(?!\d)) | (?<!\d), | \s/\s | \s-\s | ^-\s | ^[*]\s )
    | (?<=[^\W_]|\)) \. (?=\s|$)
    """,
    re.VERBOSE | re.MULTILINE,
)
_UNITS = frozenset({"bag", "pcs", "ltr", "psg", "bks", "btl"})  # "2 pcs. Rudi, 0812…"
_SIZES = frozenset("SMLX")
_SIZE_WORD = re.compile(r"(?:size|sz|ukuran|uk|saiz|talla|talle|ganti|jadi|yg|yang)\s+\Z", re.IGNORECASE)
_LONGEST_SIZE_WORD = 8
_LAST_WORD = re.compile(r"[^\W_]+\Z")
_LONGEST_ABBREVIATION = 5
# Words that begin with a capital and have no vowel are shortened names of things: "Tgk.", "Lrg.", "Blk."
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]+")


@lru_cache(maxsize=32)  # several rules look at the same state of a message
def segments(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every piece of `text` between breaks, without the white space around it; empty ones are left out.

    A decimal comma ("Km 5,6") and the full stop of an abbreviation ("Jl.", "Mrs.") are no breaks.
    """
    found = []
    start = 0
    for match in _BREAK.finditer(text):
        if match["sure"] is None and _abbreviated(text, match.start()):
            continue
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    return tuple(trimmed for each in found if (trimmed := trim(text, *each)))


def trim(text: str, start: int, end: int, characters: str = " \t\r\n\x00") -> tuple[int, int] | None:
    """The span without `characters` at its ends; None when nothing is left."""
    whole = text[start:end]
    begin = end - len(whole.lstrip(characters))
    return (begin, start + len(whole.rstrip(characters))) if begin < end else None


def _abbreviated(text: str, dot: int) -> bool:
    before = _LAST_WORD.search(text, max(0, dot - _LONGEST_ABBREVIATION - 1), dot)
    if before is None:
        return text[dot - 1] != ")"
    word = before.group()
    line_start = text.rfind("\n", max(0, dot - _LONGEST_ABBREVIATION - 1), dot) == before.start() - 1
    if word.isdecimal():  # "1. kopi" numbers a list
        return before.start() == 0 or line_start
    if word in _SIZES and _SIZE_WORD.search(text[max(0, before.start() - _LONGEST_SIZE_WORD) : before.start()]):
        return False
    if word.casefold() in _UNITS and text[dot + 1 :].lstrip(" ")[:1].isupper():
        return False
    if word in _SIZES and text[dot + 1 :].lstrip(" ")[:1].islower():  # "maroon L. anaknya …"; "M. Ridwan" is a name
        return False
    return len(word) == 1 or word.casefold() in _ABBREVIATIONS or bool(_NO_VOWEL.fullmatch(word))
