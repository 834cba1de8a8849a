"""Items that something behind them speaks of again, in words that nobody follows: they are asked about."""

import re
from collections.abc import Iterator, Sequence

from conversations import characters
from conversations.context import Catalogue
from conversations.intake.capitals import is_everyday
from conversations.intake.corrections import LISTED
from conversations.intake.matching import (
    Parsed,
    changed_variant,
    fits_all_of,
    is_sold,
    key_words,
    name_words,
    of_the_same,
)
from conversations.intake.numbered import at_number, is_numbered
from conversations.intake.pieces import Piece
from conversations.intake.words import ARTICLES, CANCELLATION, CORRECTION, CORRECTION_ANYWHERE, NOT_ANY_MORE
from conversations.quantities import parse_quantity

_WORD = re.compile(r"[^\W_]+")
_CLAUSE_END = re.compile(r"[\n\0;!?]|[,.](?!\d)")
# They point at what was said before: "sambal yang level 3", "del té".
_POINTING = characters.words("yg yang tu itu the el la los las del yung iyong ung those ese esa nya nyo")
# And these say that it is all, or that it is otherwise now: "4 deh", "just one".
_ENOUGH = frozenset(
    {"aja", "aj", "saja", "deh", "dh", "lah", "la", "je", "ja", "wae", "only", "just", "solo", "sean", "sea", "lang"}
    | {"nalang", "pala", "cukup", "rin", "lg", "lagi"}
)
# What was said last is otherwise, and nothing says which or how.
_TAKEN_BACK = re.compile(
    r"(?<![^\W_])(?:(?:scratch|skip|forget|cancel|ignore|scrap)\s+(?:that|it)|never\s?mind|nvm|abaikan|lupakan|olv[ií]dalo)(?![^\W_])",
    re.IGNORECASE,
)
_RATHER = frozenset({"aja", "aj", "saja", "deh", "dh", "instead", "mejor"})
_ADDING = frozenset({"tambah", "tambahin", "tambahkan", "nambah", "plus", "add"})
_SUFFIX = re.compile(r"(?:nya|nyo|na|ne)\Z")
_SHORTEST_STRANGE = 3  # letters
_SHORTEST_STEM = 3
_MOST_WORDS = 12
_MOST_BY_NUMBER = 4
_LOOK_BACK = 200  # characters; more have too many words


def spoken_of_again(
    plain: str, found: Sequence[Parsed], left: Sequence[Piece], catalogue: Catalogue, *, cancelled: bool
) -> set[int]:
    """The places of the items that a piece behind them may be about, where words in it aren't understood.

    Where something was `cancelled`, words beside a cancellation are about that.
    """
    unsure = [Piece(each.start, each.end) for each in found if not each.certain or each.elliptic]
    unread = frozenset(left)
    spoken: set[int] = set()
    for piece in (*left, *unsure):
        start, end = clause_around(plain, piece)
        words = [word.casefold() for word in _WORD.findall(plain[start:end])]
        # What was changed was followed, but for a change that is left over: "joggernya tukar XL xyz", "tetep 2".
        left_over = piece in unread and not (CORRECTION | CORRECTION_ANYWHERE).isdisjoint(words)
        certain = [at for at, each in enumerate(found) if each.certain and each.end <= start]
        before = [at for at in certain if left_over or not found[at].changed]
        spoken |= {*before} & {*_by_number(plain, (piece.start, piece.end), words, found)}
        if cancelled and CANCELLATION.search(plain, start, end):
            continue
        if piece in unread and {*words} & _ENOUGH and _only_counts(words, catalogue):
            spoken |= _right_behind(plain, piece, found)
        if not before or not 1 < len(words) <= _MOST_WORDS:
            continue
        if piece in unread:
            said = _WORD.findall(plain[piece.start : piece.end].casefold())
            spoken |= {at for at in before if _speaks_of(said, at, found, catalogue)}
            if _TAKEN_BACK.search(plain, start, end):
                spoken.add(before[-1])
            if {*said} & (CORRECTION | CORRECTION_ANYWHERE | _ENOUGH) and _only_counts(said, catalogue):
                spoken |= {certain[-1]} & {*before}  # "de ese mándeme mejor dos", "just 1"
        if not any(_is_strange(word, catalogue) for word in words):
            continue
        about = {at for at in before if _points(words) and _is_about(words, found[at], catalogue)}
        if not about and {*words} & _ENOUGH and _only_counts(words, catalogue):
            about = {before[-1]}
        spoken |= about
    return spoken


def _right_behind(plain: str, piece: Piece, found: Sequence[Parsed]) -> set[int]:
    """The place of an item without a count that a piece is followed by: "cukup 2 aja, power bank hitam itu"."""
    return {
        at
        for at, each in enumerate(found)
        if each.certain and each.quantity is None and piece.end <= each.start
        if not plain[piece.end : each.start].strip(" ,")
    }


def _speaks_of(words: Sequence[str], at: int, found: Sequence[Parsed], catalogue: Catalogue) -> bool:
    """Whether what was read as nothing has a word of another variant of an item, or speaks against its own.

    "ya udah yg hitam gpp", "jgn XL". A count behind a word that isn't known says that it is another thing: "sambal
    matah 1" beside "sambal roa".
    """
    item = found[at]
    own = key_words(item.candidates[0])
    ordered = own.union(*(key_words(each.candidates[0]) for each in found if each.certain))
    others = frozenset[str]().union(*map(key_words, catalogue.product(item.candidates[0].product_id))) - ordered
    said = [_stem(word) for word in words if len(word) == 1 or not is_everyday(word)]  # "L" is litres, too
    against = NOT_ANY_MORE.search(" ".join(words)) is not None
    its_own = against and (bool(own.intersection(said)) or any(_says_option(word, item, catalogue) for word in said))
    if not others.intersection(said) and not its_own:
        return False
    counted = any(parse_quantity(word) is not None for word in words)
    return not (counted and any(_is_strange(word, catalogue) for word in words))


def _says_option(word: str, item: Parsed, catalogue: Catalogue) -> bool:
    """Whether a word is one of an item's options in another language: "las negras no"."""
    alone = word.isalpha() and len(word) >= _SHORTEST_STRANGE
    return alone and item.candidates[0] in of_the_same(word, item, catalogue)


def _by_number(plain: str, clause: tuple[int, int], words: Sequence[str], found: Sequence[Parsed]) -> Iterator[int]:
    """The places of the items that a clause changes by their numbers in a list: "#2 should be a dozen"."""
    short = LISTED.match(plain, *clause) is not None and len(words) <= _MOST_BY_NUMBER  # "nomor 2 xyz ya"
    if not short and "#" not in plain[slice(*clause)] and not {*words} & (CORRECTION | CORRECTION_ANYWHERE):
        return
    for match in LISTED.finditer(plain, *clause) if is_numbered(plain) else ():
        if (at := at_number(plain, found, int(match[1]))) is not None:
            yield at


def is_put_right(plain: str, at: int, found: Sequence[Parsed]) -> bool:
    """Whether it and another variant of it are said, the later one pointing back: "pempeknya yg paket b aja"."""
    pairs = (sorted((found[at], other), key=lambda each: each.start) for other in found if other is not found[at])
    return any(_replaces(plain, first, second) for first, second in pairs)


def _replaces(plain: str, first: Parsed, second: Parsed) -> bool:
    if not (first.certain and second.certain) or first.quantity is None or second.changed:
        return False
    same = first.candidates[0].product_id == second.candidates[0].product_id and first.candidates != second.candidates
    if not same or "\n" not in plain[first.end : second.start]:
        return False
    start, end = clause_around(plain, Piece(second.start, second.end))
    said = [word.casefold() for word in _WORD.findall(plain[start:end])]
    # With a count of its own it is another one, but for "popoknya XL aja deh, tetep 2", "kripiknya yg 500gr aja 2".
    named = {stem for word in said if (stem := _stem(word)) != word} & name_words(first.candidates[0])
    again = second.quantity == first.quantity or (bool(named) and _ADDING.isdisjoint(said))
    alone = second.quantity is None or (again and not _RATHER.isdisjoint(said))
    return alone and _points(said)


def points_back(plain: str, piece: Piece) -> bool:
    """Whether something in the clause around a piece points at what was said before: "yung size 38", "kopinya"."""
    start, end = clause_around(plain, piece)
    return _points([word.casefold() for word in _WORD.findall(plain[start:end])])


def _points(words: Sequence[str]) -> bool:
    return bool({*words} & (_POINTING | _ENOUGH)) or any(_stem(word) != word for word in words)


def clause_around(plain: str, piece: Piece) -> tuple[int, int]:
    """What stands around a piece between two marks that end a clause."""
    begin = max(0, piece.start - _LOOK_BACK)
    start = max((match.end() for match in _CLAUSE_END.finditer(plain, begin, piece.start)), default=begin)
    end = _CLAUSE_END.search(plain, piece.end)
    return start, end.start() if end else len(plain)


def _is_about(words: Sequence[str], item: Parsed, catalogue: Catalogue) -> bool:
    if any(_names(_stem(word), item, catalogue) for word in words):
        return True
    options = [word for word in words if word.isdecimal() or len(word) == 1 or not is_everyday(word)]
    own = key_words(item.candidates[0])
    return any(_stem(word) in own or changed_variant(_stem(word), item, catalogue) for word in options)


def _names(word: str, item: Parsed, catalogue: Catalogue) -> bool:
    """Whether a word names the item's product, and not merely one of its variants."""
    if not word.isalpha() or len(word) < _SHORTEST_STEM or is_everyday(word):
        return False
    return fits_all_of(word, item.candidates[0].product_id, catalogue)


def _only_counts(words: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether words name nothing, and say how many: "xyz 4 deh"."""
    many = [word for word in words if word not in ARTICLES and parse_quantity(word) is not None]
    telling = [word for word in words if word not in many and not is_everyday(word)]
    return len(many) == 1 and not any(is_sold(word, catalogue) for word in telling)


def _is_strange(word: str, catalogue: Catalogue) -> bool:
    if not word.isalpha() or len(word) < _SHORTEST_STRANGE or is_everyday(word) or parse_quantity(word) is not None:
        return False
    return not is_sold(word, catalogue) and not is_sold(_stem(word), catalogue)


def _stem(word: str) -> str:
    stem = _SUFFIX.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word
