"""What speaks against the items that were read: numbers and words of theirs that nothing was made of.

Whatever is wrong is mostly wrong beside something left over. An item in doubt keeps its words, and a person is asked.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from conversations.context import Catalogue
from conversations.intake.amounts import PRICE
from conversations.intake.apart import each_apart
from conversations.intake.capitals import is_everyday
from conversations.intake.corrections import says_wrong
from conversations.intake.matching import Parsed, changed_variant, fits_all_of, is_sold, key_words, uncounted
from conversations.intake.mentions import clause_around, is_put_right, points_back, spoken_of_again
from conversations.intake.misspelt import misspelt, nearly
from conversations.intake.passed_over import passed_over, wanted_instead
from conversations.intake.pieces import Piece, bare, item_words, only_quantity
from conversations.intake.sentences import SENTENCE_END, begin_of_sentence
from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.so_many import orders_so_many
from conversations.intake.unfollowed import unfollowed
from conversations.intake.words import ARTICLES, CANCELLATION, CORRECTION, MEASURES, NOT_ANY_MORE, says_nothing
from conversations.order import Variant
from conversations.quantities import COLLECTIVES, UNITS, parse_quantity
from conversations.segments import trim

_NUMBER = re.compile(r"(?<![^\W_])\d+(?!\d|\s?(?:rb|ribu|k)(?![^\W_]))")  # "segi4" is a name, "20rb mah" a size
_FRACTION = re.compile(r"\d+\s?/\s?\d+")  # "1/2 lusin" is a quantity
_WORD = re.compile(r"[^\W_]+")
_NUMBER_BEHIND = re.compile(r"[ ]*[-–—:=(x×,]?[ ]*(?P<n>\d{1,3})(?![\d.,/:)]*\d|[.)])")
_NUMBER_BEFORE = re.compile(r"(?<![\d.,/-])(?P<n>\d{1,3})(?:[ ]?[^\W\d_]{1,8})?[ ]*[-–—:x×][ ]*\Z")
_DASH = re.compile(r"[ ]*[-–—=][ ]*")
_LIST_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s*")
_FOR = re.compile(r"\s+(?:utk|untuk|buat|bwt|para|for|yang|yg)?\s*", re.IGNORECASE)
_OR = re.compile(r"[\s,]*(?:atau|ato|atw|or|o)[\s,]+(?:(?:yg|yang|the|el|la)\s+)?", re.IGNORECASE)
_FOR_SOME = re.compile(
    r"\s*(?:utk|untuk|buat|bwt|para|for)\s[^\n,;.]*(?<![^\W_])\d{1,2}\s*(?:[^\W\d_]{1,8})?\s*", re.IGNORECASE
)
_PAIR_OF = re.compile(r"(?<![^\W_])(?:un\s+par\s+de|a\s+pair\s+of|sepasang)(?![^\W_])", re.IGNORECASE)
_IN_PAIRS = re.compile(
    r"(?<![^\W_])(?:sepatu|sandal\w*|sendal|selop|shoes?|boots?|sneakers?|flats?|slippers?|kaos\s+kaki|socks?|stockings?|sarung\s+tangan|gloves?"
    r"|anting\w*|earrings?|zapat\w+|tenis|sandalias|calcetines|medias|guantes|baju|setel\w*)(?![^\W_])",
    re.IGNORECASE,
)
_IN_STOCK = re.compile(
    r"(?<![^\W_])(?:in\s+stock|stoc?k|ready|redi|rdy|available|disponible|tersedia)(?![^\W_])", re.IGNORECASE
)
_BUT_NOT = re.compile(r"(?<=\s)(?:not|bukan|bkn|jangan|no|hindi)\s")  # "(transparent, not the black)"
# "just do both tumblers in black"
_ALL_OF_THEM = re.compile(
    r"(?<![^\W_])(?:both|semua(?:nya)?|dua-dua(?:nya)?|kedua(?:nya)?|ambos|ambas|todos|todas|lahat|pareho)(?![^\W_])",
    re.IGNORECASE,
)
_COUNT_AND_LETTERS = re.compile(r"\d{1,3}[^\W\d_]{2,}")
_EDGE = " \t\r\n\x00,;:.()/-–—=*•|"
_MOST_BARE = 999
_SHORTEST_WORD = 3
_SHORTEST_BEGINNING = 4  # letters
_MOST_WORDS = 12
_LOOK_BACK = 200  # characters


def in_doubt(
    plain: str, found: Sequence[Parsed], left: Sequence[Piece], catalogue: Catalogue, gone: Sequence[Parsed]
) -> tuple[list[Parsed], list[Piece]]:
    """The items, and the pieces that are still left; those that something left over speaks against are asked about.

    `gone` are the items that were cancelled: another variant may be wanted for them.
    """
    shifted = _shifted(plain, found) | misspelt(plain, found, catalogue)
    shifted |= spoken_of_again(plain, found, left, catalogue, cancelled=bool(gone))
    about, wanted = unfollowed(plain, found, left, catalogue, gone)
    shifted |= about
    left = [piece for piece in left if not any(piece.start <= each.start < piece.end for each in wanted)]
    items = [
        uncounted(each)
        if at in shifted
        or _is_counted_behind(plain, each, found[at + 1 : at + 2], catalogue)
        or _has_spare_number(plain, each)
        or _has_number_beside(plain, each, found)
        or _has_spare_collective(plain, each, found)
        or _is_so_many_dozens(plain, each, found[:at])
        or _is_of_a_question(each, found[:at])
        or _is_a_couple(plain, each)
        or _is_only_asked_for(plain, each)
        or _is_remarked_otherwise(each, catalogue)
        or is_put_right(plain, at, found)
        else each
        for at, each in enumerate(found)
    ]
    items += wanted
    still: list[Piece] = []
    for piece in left:
        items = [uncounted(each) if _speaks_against(plain, piece, each, catalogue) else each for each in items]
        items = [uncounted(each) if _counts_for(plain, piece, each) else each for each in items]
        if (count := _count(plain, piece, found)) is not None:
            beside = [uncounted(each) if _beside(plain, piece, each, count) else each for each in items]
            if found and beside == items and (question := orders_so_many(plain, piece)) is not None:
                items.append(question)
                continue
            items = beside
        elif (
            question := passed_over(plain, piece, items, catalogue) or wanted_instead(plain, piece, gone, catalogue)
        ) is not None:
            items += each_apart(plain, [question], catalogue)
            continue
        still.append(piece)
    return _none_twice(plain, _not_two_counts(sorted(items, key=lambda each: each.start)), catalogue), still


def _is_of_a_question(item: Parsed, before: Sequence[Parsed]) -> bool:
    """Whether it says a variant and no count, right behind something in question: "Lampu LED 12W x 10, white"."""
    unsure = bool(before) and not before[-1].certain
    return item.certain and item.elliptic and item.quantity is None and unsure


def _is_a_couple(plain: str, item: Parsed) -> bool:
    """Whether "un par de" may be two of it; of shoes a pair is one."""
    said = _PAIR_OF.search(plain, item.start, item.end) is not None
    return item.certain and said and not _IN_PAIRS.search(f"{item.text} {item.candidates[0].label}")


def _is_only_asked_for(plain: str, item: Parsed) -> bool:
    """Whether it stands without a count in a question whether it is sold: "is the power bank in stock?"."""
    if not item.certain or item.quantity is not None:
        return False
    end = SENTENCE_END.search(plain, item.end)
    if end is None or end.group() != "?":
        return False
    return _IN_STOCK.search(plain, begin_of_sentence(plain, item.start), end.start()) is not None


def _is_remarked_otherwise(item: Parsed, catalogue: Catalogue) -> bool:
    """Whether its remark names another variant of it: "Parfum Vanilla x2 (no, cámbielo por Ocean)"."""
    said = _BUT_NOT.split(item.remark.casefold())[0]
    words = [word for word in _WORD.findall(said) if word.isalpha() and len(word) >= _SHORTEST_WORD]
    return item.certain and any(changed_variant(word, item, catalogue) is not None for word in words[:_MOST_WORDS])


def _has_spare_number(plain: str, item: Parsed) -> bool:
    """Whether a number stands in its words that is neither how many nor in its name: "2 usb c cable 2m"."""
    if not item.certain or item.changed:
        return False
    written = _FRACTION.sub(" ", PRICE.sub(" ", plain[item.start : item.end]))
    spare = [int(number) for number in _NUMBER.findall(written)]
    variant = item.candidates[0]
    label = variant.sku if variant.sku and variant.sku.casefold() in written.casefold() else variant.label
    for number in map(int, _NUMBER.findall(label)):
        if number in spare:
            spare.remove(number)
    many = item.quantity or 0
    for number in (many, *(many // size for size in {*COLLECTIVES.values()} if many % size == 0)):
        if number in spare:
            spare.remove(number)
            break
    return bool(spare)


def _has_number_beside(plain: str, item: Parsed, found: Sequence[Parsed]) -> bool:
    """Whether a number that is of no other item stands right beside one without a count: "stokin hitam - 2 set"."""
    if not item.certain or item.quantity is not None or item.ask_quantity:
        return False
    behind, before = _NUMBER_BEHIND.match(plain, item.end), _NUMBER_BEFORE.search(plain[: item.start])
    for number in (behind, before):
        if number is not None and not any(each.start <= number.start("n") < each.end for each in found):
            return True
    return False


def _has_spare_collective(plain: str, item: Parsed, found: Sequence[Parsed]) -> bool:
    """Whether a dozen or its like stands in its clause, and isn't in its count: "dimsum mix 1 xyz lusin"."""
    if not item.certain or item.changed:
        return False
    start, end = clause_around(plain, Piece(item.start, item.end))
    start = max([start, *(each.end for each in found if each.end <= item.start)])
    end = min([end, *(each.start for each in found if item.end <= each.start and each.candidates)])
    said = [COLLECTIVES[word] for word in _WORD.findall(plain[start:end].casefold()) if word in COLLECTIVES]
    return any((item.quantity or 1) % (size // 2) for size in said)


def _is_so_many_dozens(plain: str, item: Parsed, before: Sequence[Parsed]) -> bool:
    """Whether it begins with a dozen right behind something in question with a number: "2 tavu lusin masker"."""
    first = _WORD.match(plain, item.start, item.end)
    if not item.certain or not before or before[-1].certain or first is None:
        return False
    beside = not plain[before[-1].end : item.start].strip(" ")
    counted = before[-1].quantity is not None or any(map(str.isdigit, plain[before[-1].start : before[-1].end]))
    return beside and counted and first.group().casefold() in COLLECTIVES


def _shifted(plain: str, found: Sequence[Parsed]) -> set[int]:
    """The places of items whose counts may be their neighbours': "navy L - 5 navy M - 5 hitam L - 10"."""
    shifted: set[int] = set()
    for at, (one, other) in enumerate(pairwise(found)):
        between = plain[one.end : other.start]
        in_line = "\n" not in between
        dashed = _DASH.fullmatch(between) is not None and one.certain and one.quantity is None
        counted = plain[other.start : other.start + 1].isdecimal()
        # "gamis 1 maroon XL 5 sage L", where something in it wasn't understood
        headed = _is_heading(one) and other.certain and other.elliptic and not between.strip()
        either = one.certain and other.certain and _OR.fullmatch(between) is not None  # "hitam 1 atau navy 1"
        if (in_line and ((dashed and counted) or headed or at in shifted)) or either:
            shifted |= {at, at + 1}
    return shifted


def _is_counted_behind(plain: str, item: Parsed, behind: Sequence[Parsed], catalogue: Catalogue) -> bool:
    """Whether a count beside words that nobody knows may be an item's: "handuk pink buat bayi 2", ", 2 xyz"."""
    if not item.certain or item.quantity is not None or not behind or behind[0].certain:
        return False
    between, question = plain[item.end : behind[0].start], behind[0]
    if question.quantity is None:
        if question.text.strip().isdecimal() and "\n" not in between:
            return True  # "level 3, 2 xyz botol"
        return any(map(str.isdigit, question.text)) and _is_a_strange_unit(question.text, catalogue)
    said = [word for word in _WORD.findall(question.text.casefold()) if not is_everyday(word)]
    word = len(said) <= 1 and not any(is_sold(word, catalogue) for word in said)
    asks = "?" in between and not any(is_sold(each, catalogue) for each in said)  # "sprei ada? kalo xyz saya abc 2"
    in_front = plain[question.start : question.start + 1].isdecimal()
    beside = "\n" not in between or in_front or "?" in between  # what is on a line of its own is rather another thing
    return asks or (word and beside) or _FOR.fullmatch(between) is not None


def _is_a_strange_unit(text: str, catalogue: Catalogue) -> bool:
    """Whether it is a count with letters right behind it: "2xyz"."""
    return _COUNT_AND_LETTERS.fullmatch(text.strip()) is not None and not is_sold(text, catalogue)


def _counts_for(plain: str, piece: Piece, item: Parsed) -> bool:
    """Whether a piece says whom an item without a count is for, and a number: "handuk pink", "buat cucu 2"."""
    beside = item.end <= piece.start and not plain[item.end : piece.start].strip(" ")
    return (
        item.certain
        and item.quantity is None
        and beside
        and _FOR_SOME.fullmatch(plain, piece.start, piece.end) is not None
    )


def _is_heading(item: Parsed) -> bool:
    """Whether it says how many of a product, and not which."""
    several = len({variant.product_id for variant in item.candidates}) == 1 and len(item.candidates) > 1
    return several and not item.certain and item.quantity is not None


def _speaks_against(plain: str, piece: Piece, item: Parsed, catalogue: Catalogue) -> bool:
    """Whether a piece names something that is ordered, and another variant of it, or not: "no towel anymore"."""
    if not item.certain or item.quantity is None or item.changed or CANCELLATION.search(plain, piece.start, piece.end):
        return False
    words = [bare(word) for word in item_words(plain, piece)[0][:_MOST_WORDS]]
    words = [word for word in words if word.isalpha() and len(word) >= _SHORTEST_WORD and not says_nothing([word])]
    product = item.candidates[0].product_id
    if not any(fits_all_of(word.removesuffix("nya"), product, catalogue) for word in words):
        return False
    asks = plain[piece.end : piece.end + 1] == "?"  # "semuanya frozen kan?"
    signs = (NOT_ANY_MORE,) if asks else (NOT_ANY_MORE, _ALL_OF_THEM)
    against = any(each.search(plain, piece.start, piece.end) for each in signs)
    return against or any(changed_variant(word, item, catalogue) is not None for word in words)


def _count(plain: str, piece: Piece, found: Sequence[Parsed]) -> int | None:
    """How many a piece says, where it says nothing else; no number of a list, and not how many they are together."""
    count = only_quantity(plain, piece)
    said = {word.casefold() for word in _WORD.findall(plain, piece.start, piece.end)}
    if (
        count is None
        or count > _MOST_BARE
        or _LIST_NUMBER.fullmatch(plain, piece.start, min(piece.end + 1, len(plain)))
    ):
        return None
    if not any(parse_quantity(word) == count for word in said - ARTICLES) and not said & {*COLLECTIVES}:
        return None
    together = {sum(each.quantity or 1 for each in some) for some in (found, [each for each in found if each.certain])}
    # "hitam - 3 helai" says how many of one thing, whatever they are together.
    of_a_kind = bool(said & UNITS - {"item", "items"}) and plain[: piece.start].rstrip(" ")[-1:] in ("-", "–", "—")
    return None if not of_a_kind and (count == len(found) or count in together) else count


def _beside(plain: str, piece: Piece, item: Parsed, count: int) -> bool:
    """Whether a count that nothing was made of stands right beside an item that is sure, and says otherwise."""
    if not item.certain or item.quantity == count:
        return False
    between = (item.end, piece.start) if item.end <= piece.start else (piece.end, item.start)
    return between[0] <= between[1] and trim(plain, *between, _EDGE) is None


def _is_another(plain: str, item: Parsed, question: Parsed, catalogue: Catalogue) -> bool:
    """Whether a question with a count has words of something that isn't sold: "sambal roa 2, sambal matah 1"."""
    sizes = {word for each in question.candidates for word in key_words(each)}
    numbers = [  # "sandal xyz ke 42"
        number for number in _NUMBER.findall(question.text) if int(number) < LEAST_OF_A_SIZE or number not in sizes
    ]
    counted = question.quantity is not None or bool(numbers)
    if item.quantity is None or not counted or NOT_ANY_MORE.search(plain, question.start, question.end):
        return False
    begin = begin_of_sentence(plain, question.start, max(item.end, question.start - _LOOK_BACK))
    if says_wrong(plain[begin : question.start]):
        return False  # "perdón, que xyz 2 tumbler nada más"
    if points_back(plain, Piece(question.start, question.end)):
        return False
    words = _WORD.findall(question.text.casefold())
    if CORRECTION.intersection(words):
        return False  # "cireng jadi" is about the cireng
    if _leads_up(plain, item, question, words, catalogue):
        return False
    # What stands before a count says nothing about what is behind it: "note 2 kabel".
    at = next((index for index, word in enumerate(words[:-1]) if index and word.isdecimal()), -1)
    said = [word for word in words[at + 1 :] if word.isalpha() and len(word) > _SHORTEST_WORD]
    said = [word for word in said if word not in MEASURES and not says_nothing([word])]
    own = _WORD.findall(item.candidates[0].label.casefold())
    if not question.elliptic and any(word in sizes and word.isalpha() and word not in own for word in said):
        return True  # "koko hitam XL", which isn't sold, beside "koko putih XL"
    return any(not is_sold(word.removesuffix("nya"), catalogue) and not nearly(word, own) for word in said)


def _leads_up(plain: str, item: Parsed, question: Parsed, words: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether a later line speaks of an item behind words that nobody knows: "yaudah mocca 1"."""
    known = _WORD.findall(item.candidates[0].label.casefold())
    shared = next((at for at, word in enumerate(words) if word in known and word.isalpha()), 0)
    later = "\n" in plain[item.end : question.start]
    return later and bool(shared) and not any(is_sold(word, catalogue) for word in words[:shared])


def _not_two_counts(items: Sequence[Parsed]) -> list[Parsed]:
    """Where the same thing stands there twice, the later may replace the earlier: asked about."""
    counts: Counter[tuple[Variant, ...]] = Counter(each.candidates for each in items if each.certain)
    return [uncounted(each) if each.certain and counts[each.candidates] > 1 else each for each in items]


def _none_twice(plain: str, items: Sequence[Parsed], catalogue: Catalogue) -> list[Parsed]:
    """Where a question behind something that seemed sure may be about it, that is asked about too."""
    questions = [each for each in items if not each.certain]
    return [
        uncounted(each)
        if each.certain
        and any(
            each.start < question.start
            and (_may_be_about(question, each) or _may_replace(plain, question, each))
            and not _is_another(plain, each, question, catalogue)
            for question in questions
        )
        else each
        for each in items
    ]


def _may_replace(plain: str, question: Parsed, item: Parsed) -> bool:
    """Whether it points at another variant of an item, and says no count: "ya udah yg putih gpp"."""
    one_product = {variant.product_id for variant in question.candidates} == {item.candidates[0].product_id}
    counted = question.quantity is not None or any(map(str.isdigit, question.text))
    later = SENTENCE_END.search(plain, item.end, question.start) is not None
    piece = Piece(question.start, question.end)
    return one_product and later and question.elliptic and not counted and points_back(plain, piece)


def _may_be_about(question: Parsed, item: Parsed) -> bool:
    """Whether it has the item among its candidates, or names its variant as well: "extra pedas 7 originalnya 3".

    Or it says that something becomes so many, and nothing else: "tambah 1 jadi 3".
    """
    if item.candidates[0] in question.candidates:
        return True
    words = _WORD.findall(question.text.casefold())
    if CORRECTION.intersection(words) and not any(word.isalpha() and not is_everyday(word) for word in words):
        return True
    if not question.candidates and CORRECTION.intersection(words):  # "kopinyo jd": a change, in words that nobody knows
        begun = {word[:_SHORTEST_BEGINNING] for word in words if len(word) > _SHORTEST_BEGINNING}
        return bool(begun & {word[:_SHORTEST_BEGINNING] for word in _WORD.findall(item.text.casefold())})
    one_product = {variant.product_id for variant in question.candidates} == {item.candidates[0].product_id}
    said = {word.removesuffix("nya") for word in words}
    return one_product and question.elliptic and bool(said & key_words(item.candidates[0]))
