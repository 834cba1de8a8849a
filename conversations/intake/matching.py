"""Which variants of the catalogue the words of a piece mean, and how many of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise

from conversations.context import EVERY_WORD, Catalogue, Hit
from conversations.intake.pieces import EDGE, Word, bare, marked, query, readings
from conversations.intake.sizes import LEAST_OF_A_SIZE, by_size
from conversations.intake.words import BEFORE_NAME_NUMBER, MEASURES
from conversations.order import Variant
from conversations.quantities import UNITS, parse_quantity

MOST_CANDIDATES = 50
CLEAR = EVERY_WORD
DOUBT = CLEAR - 0.1
_WORD = re.compile(r"[^\W_]+")
_MEASURED = re.compile(r"\d\s?(?:kg|gr?|gram|ml|lt?r?|liter|m|meter|cm|pcs|gb)(?![^\W_])", re.IGNORECASE)
_TIMES = re.compile(r"\d{1,3}[x×]|[x×]\d{1,3}", re.IGNORECASE)
_OF = frozenset({"de", "of"})  # "calcetines de 3 pares"
_SHORTEST_SLIP = 5  # letters
_LEAST_MEASURE = 100  # "250gr 2, 500 1"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A piece read as an item: its words and quantity, what the catalogue says, and what the words around it say.

    `elliptic`: it only names the variant ("hitam 2"), of the product before it; `partly`: with words that aren't known;
    `numbered`: what it is if its number, which may be how many as well, is a part of the name. `changed`: other words
    than its own said how many or which.
    """

    text: str
    start: int
    end: int
    quantity: int | None
    candidates: tuple[Variant, ...] = ()
    certain: bool = False
    score: float = 0.0
    named: bool = False
    ordered: bool = False
    ask_quantity: bool = False
    remark: str = ""
    elliptic: bool = False
    partly: bool = False
    numbered: tuple[Variant, ...] = ()
    prices: tuple[tuple[int, int], ...] = ()
    changed: bool = False


def uncounted(parsed: Parsed) -> Parsed:
    """The same item, whose quantity is to be asked for."""
    return replace(parsed, quantity=None, ask_quantity=True)


def is_sold(words: str, catalogue: Catalogue) -> bool:
    """Whether every one of some words is found in something of the catalogue."""
    return catalogue.fit(words) >= CLEAR


def fits_all_of(word: str, product: str, catalogue: Catalogue) -> bool:
    """Whether a word names a product (its id), and not merely one of its variants."""
    hits = [hit.variant for hit in catalogue.clear(word, MOST_CANDIDATES)]
    ids = {variant.id for variant in hits if variant.product_id == product}
    return bool(ids) and ids >= {variant.id for variant in catalogue.product(product)}


def best(
    words: Sequence[Word], catalogue: Catalogue, before: Parsed | None, *, ordered: bool, more: str = ""
) -> Parsed:
    """The best of the ways to part the words into a quantity and a name, to which `more` is added."""
    found = []
    for quantity, first, last in readings(words):
        rest = words[first:last]
        text = " ".join(word.group() for word in rest).strip(EDGE)
        asked = Parsed(text, words[0].start(), words[-1].end(), quantity, ordered=ordered)
        found.append(_match(asked, f"{query(rest)} {more}".strip(), catalogue, before))
    if _TIMES.fullmatch(words[0].group()) or _TIMES.fullmatch(words[-1].group()):  # "10x serum": it counts
        found = [each for each in found if each.quantity is not None] or found
    # Where no reading is clear, words that may count do count: that 2 is in some product's name says nothing then.
    best = max(
        found, key=lambda each: (each.score if each.score >= CLEAR else 0, each.quantity is not None, each.score)
    )
    if best.quantity is None:
        return _counted_in_front(words, found, best) or _counted_behind(words, found, best) or best
    if _begins_its_name(words, best):
        return replace(uncounted(best), text=found[-1].text, numbered=best.candidates)
    if marked(words):
        return _with_doubt(best, found[-1]) if _in_its_name(best, found[-1]) else best
    return _with_doubt(best, found[-1])


def _counted_in_front(words: Sequence[Word], found: Sequence[Parsed], whole: Parsed) -> Parsed | None:
    """The reading by the number in front where the rest alone names the same: "2 usb c cable 2m"."""
    if len(words) < 3 or bare(words[1]) in BEFORE_NAME_NUMBER | MEASURES or not whole.certain:
        return None
    for each in found:
        front = each.quantity is not None and not words[0].group().startswith("0") and words[0].group().isdecimal()
        if front and each.certain and each.score >= CLEAR and each.candidates == whole.candidates:
            return each if each.text.split()[-1] == words[-1].group().strip(EDGE) else None
    return None


def _counted_behind(words: Sequence[Word], found: Sequence[Parsed], whole: Parsed) -> Parsed | None:
    """The reading by the number at the end where the name before has it already ("type c cable 2m 2").

    Where only the product is called so, and not by the word before it, that is asked: "kaos kaki pndek htm 3".
    """
    if not whole.certain:
        return None
    at = len(words) - (2 if bare(words[-1]) in UNITS else 1)
    number = parse_quantity(words[at].group()) if at > 0 else None
    if not isinstance(number, int) or words[at].group()[0] == "0" or bare(words[at - 1]) in _OF | BEFORE_NAME_NUMBER:
        return None
    counted = next((each for each in found if each.quantity == number and each.end == words[-1].end()), None)
    if counted is None:
        return None
    either_way = counted.certain and counted.candidates == whole.candidates and number < LEAST_OF_A_SIZE
    if either_way and (number == 1 or _leading_numbers(counted.text) >= {str(number)}):
        return counted
    name = _WORD.findall(whole.candidates[0].product_name.casefold())
    so_called = (bare(words[at - 1]), str(number)) in {*pairwise(name)}
    by_product = str(number) in name and not so_called and str(number) not in key_words(whole.candidates[0])
    if by_product and either_way:
        return counted  # "minyak goreng 2", of two litres each
    return replace(whole, ask_quantity=True) if either_way or by_product else None


def _leading_numbers(text: str) -> set[str]:
    return {match.group() for match in re.finditer(r"(?<![^\W_])\d+", text)}


def _begins_its_name(words: Sequence[Word], counted: Parsed) -> bool:
    """Whether the number in front is the one that its variant begins with: "12 Brick", "01 Nude"."""
    if not counted.certain or not words[0].group().isdecimal() or len(words) < 2 or bare(words[-1]).isdecimal():
        return False
    numbered = rf"(?<![^\W_])0*{int(words[0].group())} {re.escape(bare(words[1]))}(?![^\W_])"
    return re.search(numbered, counted.candidates[0].label.casefold()) is not None


def _in_its_name(counted: Parsed, whole: Parsed) -> bool:
    """Whether the quantity and its unit are words of the name: "buku tulis 58 lembar"."""
    said = whole.text.casefold().removeprefix(counted.text.casefold()).strip()
    number = rf"{counted.quantity}\s+[^\W\d_]+"
    return re.fullmatch(number, said) is not None and any(said in each.label.casefold() for each in counted.candidates)


def _with_doubt(counted: Parsed, whole: Parsed) -> Parsed:
    """A number behind the words counts, unless it may as well be part of the name: "lip cream matte 12" (shade 12)."""
    number = re.compile(rf"0*{counted.quantity}(?!\d).*")
    said = counted.text.casefold()

    def has_number(variant: Variant) -> bool:
        name = _WORD.findall(variant.product_name.casefold())
        # In the product's name it may be meant only behind what was said of it: "iphone 15", not "isi 3 pasang".
        told = [word for before, word in pairwise(name) if before in said]
        return any(number.fullmatch(word) and word not in said for word in (*told, *key_words(variant)))

    if whole.certain and whole.candidates != counted.candidates and (counted.quantity or 0) >= LEAST_OF_A_SIZE:
        return whole  # "flat shoes nude 38", and "hitam 39" behind it
    literally = any(str(counted.quantity) in key_words(variant) for variant in counted.candidates)
    if counted.certain and (counted.elliptic or not literally) and _names_option(counted):
        return counted  # "nude 1 rosewood 2", although that is the "02 Rosewood"
    if not any(map(has_number, counted.candidates)) or (counted.certain and counted.quantity == 1):
        return counted  # one "01 Nude" is "nude 1" either way
    candidates = tuple(sorted(counted.candidates, key=lambda each: not has_number(each)))
    return replace(
        counted,
        text=whole.text,
        quantity=None,
        ask_quantity=True,
        candidates=candidates,
        certain=counted.certain and len(candidates) == 1,
        numbered=whole.candidates if whole.certain else (),
    )


def _names_option(counted: Parsed) -> bool:
    return any(word.isalpha() and word in _words(counted.text) for word in key_words(counted.candidates[0]))


def as_numbered(parsed: Parsed) -> Parsed:
    """The item whose number is a part of its name, now that something else says how many."""
    return replace(parsed, candidates=parsed.numbered, certain=True, numbered=()) if parsed.numbered else parsed


def as_option(words: Sequence[Word], catalogue: Catalogue, before: Parsed | None) -> Parsed:
    """The words as a name, whatever numbers stand in it; how many is said elsewhere."""
    text = " ".join(word.group() for word in words).strip(EDGE)
    return _match(Parsed(text, words[0].start(), words[-1].end(), None), query(words), catalogue, before)


def _match(asked: Parsed, query: str, catalogue: Catalogue, before: Parsed | None) -> Parsed:
    """What the catalogue has for the words; a piece that names no product may be about the one before it."""
    hits = catalogue.search(query, MOST_CANDIDATES)
    best = [hit for hit in hits if hit.score >= hits[0].score - 1e-9]
    asked_words = _words(query)
    named = any(_names(hit, query) for hit in best)
    # "cream" names lip cream, gives a colour to others, and says little behind another product that comes in cream.
    names = {name_words(hit.variant) for hit in best} if before is not None else frozenset[frozenset[str]]()
    several = before is not None and len({hit.variant.product_id for hit in best}) > 1
    vague = several and not any(name <= asked_words for name in names)
    same: tuple[Variant, ...] = ()
    if before is not None and (not named or vague):
        same = of_the_same(query, before, catalogue, exactly=any(name & asked_words for name in names))
    if before is not None and not same and (sized := by_size(query, partial(_siblings, before, catalogue))):
        same = (sized,)
    if same:
        certain = len(same) == 1
        return replace(asked, candidates=same, certain=certain, score=1.0, named=True, elliptic=True)
    if before is not None and not any(hit.score >= CLEAR for hit in best):
        partly = _partly(query, before, catalogue)
        if partly and not any(name <= asked_words for name in names):
            return replace(asked, candidates=partly, score=DOUBT, named=True, elliptic=True, partly=True)
    if not best:
        return asked
    named = named or _names_otherwise(best[0], query, catalogue)
    best = _called_so(best, query) or best
    # A colour and a size alone say nothing about the product, even where only one comes in them.
    certain = len(best) == 1 and best[0].score >= CLEAR and named and not _is_a_short_slip(query, best[0])
    products = {hit.variant.product_id for hit in best}
    candidates = tuple(hit.variant for hit in best)
    if not certain and best[0].score < 1 and len(products) == 1:
        others = catalogue.product(best[0].variant.product_id)
        candidates = (*candidates, *(each for each in others if each not in candidates))
    return replace(asked, candidates=candidates, certain=certain, score=best[0].score, named=named)


def _siblings(before: Parsed, catalogue: Catalogue) -> tuple[Variant, ...]:
    """What may be meant beside an item: its candidates, or, where it is sure, the variants like it but for the size."""
    if not before.certain:
        return before.candidates
    one = before.candidates[0]
    measures = re.compile(r"\d\S*")
    rest = {word for word in key_words(one) if not measures.fullmatch(word)}
    return tuple(
        each
        for each in catalogue.product(one.product_id)
        if {word for word in key_words(each) if not measures.fullmatch(word)} == rest
    )


def _is_a_short_slip(query: str, hit: Hit) -> bool:
    """Whether one short word alone stands for it, and isn't written so: "Ros" is rather somebody than a rose."""
    return hit.score < 1 and query.isalpha() and len(query) < _SHORTEST_SLIP


def _names(hit: Hit, query: str) -> bool:
    """Whether the words name the product, and not merely a colour or a size that it comes in."""
    name, asked = name_words(hit.variant), _words(query)
    sku = hit.variant.sku.casefold()
    telling = any(word.isalpha() or word.isdecimal() for word in asked)  # "6am" alone is no size 6
    otherwise = telling and not key_words(hit.variant) & asked
    return bool(name & asked) or (bool(sku) and sku in query.casefold()) or otherwise


def _names_otherwise(hit: Hit, query: str, catalogue: Catalogue) -> bool:
    """Whether a word names the product in other words than its own: it fits all its variants ("stokin hitam")."""
    variants = catalogue.product(hit.variant.product_id)
    if hit.score < CLEAR or len(variants) < 2:
        return False
    # Together too: "green" and "tea" alone are words of other products.
    others = [word for word in _WORD.findall(query.casefold()) if word not in key_words(hit.variant)]
    pairs = [" ".join(pair) for pair in pairwise(others)]  # "king bed sheet"
    for word in filter(None, dict.fromkeys((" ".join(others), *_words(query), *pairs))):
        found = {each.variant.id for each in catalogue.clear(word, MOST_CANDIDATES)}
        if found >= {variant.id for variant in variants}:
            return True
    return False


def _called_so(hits: Sequence[Hit], query: str) -> list[Hit]:
    """Those that are called as the words are, and nothing more: "beer" is beer before it is ginger beer."""
    asked = _words(query)
    able = [hit for hit in hits if name_words(hit.variant) <= asked]
    return [hit for hit in able if _words(hit.variant.label) == asked] or [
        hit for hit in able if name_words(hit.variant) == asked
    ]


def _partly(query: str, before: Parsed, catalogue: Catalogue) -> tuple[Variant, ...]:
    """The variants of the product before that have at least two of the words, or the first, among their options."""
    products = {variant.product_id for variant in before.candidates}
    said = _WORD.findall(query.casefold())
    if len(products) != 1 or not said:
        return ()
    shared = [(len(key_words(variant) & {*said}), variant) for variant in catalogue.product(products.pop())]
    most = max((count for count, _ in shared), default=0)
    if most == 0 or (most == 1 and not any(said[0] in key_words(variant) for _, variant in shared)):
        return ()
    return tuple(variant for count, variant in shared if count == most)


def names_product(parsed: Parsed) -> bool:
    """Whether the words say a product's whole name, or two words of it: that isn't let go without a question."""
    said = _words(parsed.text)
    names = [name_words(variant) for variant in parsed.candidates[:1]]
    return any(name <= said or len(name & said) > 1 for name in names)


def names_whole(parsed: Parsed) -> bool:
    """Whether a product's whole name is among the words."""
    said = _words(parsed.text)
    return any(name_words(variant) <= said for variant in parsed.candidates[:1])


def name_words(variant: Variant) -> frozenset[str]:
    return _words(variant.product_name)


@lru_cache(maxsize=8192)  # a product's name is looked at for every way to read every piece
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def key_words(variant: Variant) -> frozenset[str]:
    return _words(variant.key)


def of_the_same(words: str, before: Parsed, catalogue: Catalogue, *, exactly: bool = False) -> tuple[Variant, ...]:
    """The variants of the product before that have every word of `words` among their options.

    Not `exactly`: also in another language or spelling. Of several, those that otherwise have most in common with
    the variant before, where that is certain.
    """
    products = {variant.product_id for variant in before.candidates}
    if len(products) != 1:
        return ()
    said = _WORD.findall(words.casefold())
    variants = catalogue.product(products.pop())
    ids = {variant.id for variant in variants}
    if not said or not variants:
        return ()
    able = [variant for variant in variants if set(said) <= key_words(variant)]
    if not able and not exactly and _may_be_options(said, catalogue):
        hits = called_with(variants[0], words, catalogue)
        options = frozenset[str]().union(*map(key_words, variants))
        numbers = {option.rstrip("abcdefghijklmnopqrstuvwxyz") for option in options}  # "250" is the "250gr"
        # Behind "5kg" a small number counts, and is no "10kg".
        least = _LEAST_MEASURE if _MEASURED.search(before.text) else 0
        alien = [word for word in said if word.isdecimal() and (word not in numbers or int(word) < least)]
        able = [] if alien else [hit.variant for hit in hits if hit.variant.id in ids]
    if not before.certain:
        ids = {variant.id for variant in before.candidates}
        return tuple([variant for variant in able if variant.id in ids] or able)
    if len(able) < 2:
        return tuple(able)
    old = key_words(before.candidates[0])
    most = max(len(key_words(variant) & old) for variant in able)
    return tuple(variant for variant in able if len(key_words(variant) & old) == most)


def called_with(variant: Variant, words: str, catalogue: Catalogue) -> list[Hit]:
    """What is called by a variant's product and some words, every one of them."""
    return [*catalogue.clear(f"{variant.product_name} {words}", MOST_CANDIDATES)]


def _may_be_options(said: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether all of some words are of something in the catalogue: asked first, as it is answered quickly."""
    return all(is_sold(word, catalogue) for word in said) or (len(said) > 1 and is_sold(" ".join(said), catalogue))


def changed_variant(words: str, item: Parsed, catalogue: Catalogue) -> Variant | None:
    """The one other variant of an item that words name beside it: "ganti shade 23"."""
    if not item.certain:
        return None
    label = set(_WORD.findall(item.candidates[0].product_name.casefold()))
    said = [word for word in _WORD.findall(words.casefold()) if word not in label]
    able = of_the_same(" ".join(said), item, catalogue) if said else ()
    if not able and (bare_words := [word for word in said if word not in BEFORE_NAME_NUMBER]) not in ([], said):
        able = of_the_same(" ".join(bare_words), item, catalogue)  # "lvl 3"
    return able[0] if len(able) == 1 and able[0] != item.candidates[0] else None
