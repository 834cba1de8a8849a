"""Items that are read piece by piece: each piece may be one, several, or how many of the one before."""

import re
from dataclasses import replace

from conversations.context import Catalogue
from conversations.intake.capitals import is_everyday
from conversations.intake.matching import (
    Parsed,
    as_numbered,
    as_option,
    changed_variant,
    is_sold,
    of_the_same,
)
from conversations.intake.pieces import Piece, asks, bare, item_words, only_quantity, says_how, without_brackets
from conversations.intake.remarks import has_letter
from conversations.intake.rows import cut, read_options, read_row, unknown
from conversations.intake.shares import find_share
from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.words import BEFORE_NAME_NUMBER, NOT_WANTED
from conversations.order import Variant

_REMARK = re.compile(
    r"\W*(?:tolong|mohon|minta|ditunggu|jangan|jgn|buat|utk|untuk|kirim|packing|kemas|bungkus|kalau|kalo|klo|pake|pakai"
    r"|please|pls|kindly|por\s+favor|paki|sana)(?![^\W_])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_WHICH = re.compile(r"\A\s*(?:yg|yang|yung|the|el|la)\s", re.IGNORECASE)
# A greater number alone between two breaks is rather a postcode with a digit too few than a quantity.
_MOST_BARE = 999
_MOST_OF_A_NAME = 3  # words


class Listing:
    """The items so far (`found`), and the pieces that were none (`left`)."""

    def __init__(self, plain: str, catalogue: Catalogue) -> None:
        self._plain = plain
        self._catalogue = catalogue
        self.found: list[Parsed] = []
        self.left: list[Piece] = []
        self._earlier: list[Piece] = []  # those before the piece that is read now
        self._asked: Parsed | None = None  # what was asked for and isn't known

    def read_parts(self, piece: Piece) -> None:
        if self._is_remark(piece):
            self.left.append(piece)
            return
        before = len(self.found)
        left = self._earlier = self.left
        self.left = []
        for part in cut(self._plain, piece, self._catalogue):
            # What is joined to something ordered, and says how much, is ordered too: "mau beras 2 dan ikan asin 1kg".
            also = (
                part.joined and len(self.found) > before and any(map(str.isdigit, self._plain[part.start : part.end]))
            )
            self._read_part(replace(part, field=part.field or also))
        if len(self.found) == before and len(self.left) > 1:  # a sentence is shown back whole
            self.left = [piece]
        self.left = left + self.left

    def _is_remark(self, piece: Piece) -> bool:
        """Whether a line among the items of a form says something about all of them: "tolong packing yg rapi"."""
        if not piece.field or not _REMARK.match(self._plain, piece.start, piece.end):
            return False
        words, _ = item_words(self._plain, piece)
        counted = any(map(str.isdigit, self._plain[piece.start : piece.end]))
        return not counted and not any(is_sold(bare(word), self._catalogue) for word in words)

    def _read_part(self, part: Piece) -> None:
        if share := find_share(self._plain, part):
            start, end, quantity = share
            before_share = len(self.found)
            for rest in (replace(part, end=start), replace(part, start=end)):
                if (
                    rest.start == end
                    and self.found
                    and self.found[-1].quantity is None
                    and any(part.start <= each.start for each in self.found)
                ):
                    self._share(quantity)  # of what stands before it; more may follow: "hitam, biru @2 nastar 1"
                    if has_letter(self._plain, rest):
                        self._read_part(rest)
                    return
                before = self.found[-1] if self.found else None
                if options := read_options(self._plain, rest, self._catalogue, before):
                    self.found += options
                elif has_letter(self._plain, rest):
                    self._read_part(rest)
                elif (option := self._option(rest)) is not None:
                    self.found.append(option)
            self._share(quantity)
            self._ask_whose_share(part, quantity, before_share)
            return
        if (option := self._option(part)) is not None:
            self.found.append(option)
            return
        outside, remark = without_brackets(self._plain, part)  # "2 helai (saiz nanti saya tanya)"
        quantity_alone = only_quantity(outside if remark else self._plain, part)
        if quantity_alone is not None:
            self._count(part, quantity_alone)
            return
        if says_how(self._plain, part) and not any(map(str.isdigit, self._plain[part.start : part.end])):
            self.left.append(part)
            return
        before = self.found[-1] if self.found else None
        if not_wanted := NOT_WANTED.search(self._plain, part.start, part.end):
            self._read_before(part, not_wanted.start(), before)
            return
        several, no_items = read_row(self._plain, part, self._catalogue, before)
        again = [each for each in several if self._said_before(each)]
        self.found += [each for each in several if each not in again]
        self.left += [*no_items, *(replace(part, start=each.start, end=each.end) for each in again)]
        self._asked = None
        if no_items == [part] and asks(self._plain, part):
            self._asked = unknown(self._plain, part)

    def _read_before(self, part: Piece, end: int, before: Parsed | None) -> None:
        """Takes the items before what isn't wanted, where they say how many: "ransel army 1 ga usah dibungkus"."""
        ahead, behind = replace(part, end=end), replace(part, start=end)
        worded = has_letter(self._plain, ahead) and any(map(str.isdigit, self._plain[ahead.start : ahead.end]))
        several, no_items = read_row(self._plain, ahead, self._catalogue, before) if worded else ([], [])
        if several and all(each.quantity for each in several):
            self.found += several
            self.left += [*no_items, behind]
        else:
            self.left.append(part)

    def _ask_whose_share(self, part: Piece, quantity: int, before: int) -> None:
        """Makes a question of what there is one each of, where nothing in it is known: "seepatu 39 sama 41 satu2"."""
        shared = self.found and self.found[-1].quantity == quantity
        if len(self.found) == before and not shared and (asked := unknown(self._plain, part)) is not None:
            self.left = [piece for piece in self.left if not (part.start <= piece.start < part.end)]
            self.found.append(replace(asked, quantity=quantity))

    def _said_before(self, parsed: Parsed) -> bool:
        """Whether it only speaks of an item that is there: "el blanco …"."""
        return (
            parsed.elliptic
            and parsed.certain
            and parsed.quantity is None
            and any(each.certain and each.candidates == parsed.candidates for each in self.found)
        )

    def _option(self, part: Piece) -> Parsed | None:
        """A number alone that is the other size of "hitam 40 dan 41"."""
        written = _WHICH.sub("", self._plain[part.start : part.end]).strip()  # "yg 03 sama yg 12"
        if not (written.isdecimal() and part.joined and self.found):
            return None
        if ":" in self._plain[self.found[-1].end : part.start]:
            return None  # "Gamis Anak 6-7 th: 4" says how many
        before = as_numbered(self.found[-1])
        if not before.certain:
            return None
        sized = before.quantity is None or (before.quantity > 1 and int(written) >= LEAST_OF_A_SIZE)
        variant = changed_variant(written, before, self._catalogue) if sized else None
        if variant is None:
            return None
        self.found[-1] = before  # "39 sama 41": both are sizes
        return replace(_size(written, part, variant), ask_quantity=before.ask_quantity)

    def _count(self, part: Piece, quantity: int) -> None:
        fits = part.field or quantity <= _MOST_BARE or has_letter(self._plain, part)
        if self._asked is not None and fits:
            self.left = [piece for piece in self.left if piece.start > self._asked.start or piece.end < self._asked.end]
            self.found.append(replace(self._asked, quantity=quantity))
            self._asked = None
        elif (sized := self._sized(part, quantity)) is not None:
            self.found[-1] = sized
        elif (other := self._other_size(part, quantity)) is not None:
            self.found.append(other)
        elif self.found and fits and self._lacks_quantity(part):
            self.found[-1] = replace(self.found[-1], quantity=quantity)
        elif (part.count or self._is_behind_dash(part)) and (named := self._named_by_its_number()) is not None:
            self.found[-1] = replace(named, quantity=quantity)
        elif (counted := self._counted_behind_dash(part)) is not None:
            self._earlier.pop()
            self.found.append(replace(counted, quantity=quantity))
        else:
            self.left.append(part)

    def _sized(self, part: Piece, number: int) -> Parsed | None:
        """The last item with the size that it had left open: "flat shoes hitam, size 38"."""
        last = self.found[-1] if self.found else None
        said = _WORD.findall(self._plain[part.start : part.end].casefold())
        if last is None or last.certain or (number < LEAST_OF_A_SIZE and BEFORE_NAME_NUMBER.isdisjoint(said)):
            return None
        able = of_the_same(str(number), last, self._catalogue, exactly=True)
        if len(able) > 1:  # "flat shoes black" is rather the "Hitam" than the "Nude"
            hits = [hit for hit in self._catalogue.search(f"{last.text} {number}") if hit.variant in able]
            able = tuple(hit.variant for hit in hits if hit.score >= hits[0].score)
        return replace(last, candidates=able, certain=True, end=part.end) if len(able) == 1 else None

    def _other_size(self, part: Piece, number: int) -> Parsed | None:
        """Another size of the last item, where a number is rather one than how many: "no 37, 38, 39 masing2 1"."""
        last = self.found[-1] if self.found else None
        written = self._plain[part.start : part.end].strip()
        if last is None or last.quantity is not None or number < LEAST_OF_A_SIZE or not written.isdecimal():
            return None
        variant = changed_variant(written, last, self._catalogue)
        return _size(written, part, variant) if variant else None

    def count_the_only_one(self) -> None:
        """Gives the only item without a count the one that a form has above it: "Jumlah: 2", "Barang: …"."""
        counts = [(piece, only_quantity(self._plain, piece)) for piece in self.left if piece.count]
        if len(self.found) != 1 or len(counts) != 1 or self.found[0].quantity is not None:
            return
        self.found[0] = replace(self.found[0], quantity=counts[0][1])
        self.left.remove(counts[0][0])

    def _is_behind_dash(self, part: Piece) -> bool:
        """Whether a dash alone stands between the last item and this: "Kopi Susu (10 sachets) - 3 packs".

        Or a comma, behind brackets.
        """
        between = self._plain[self.found[-1].end : part.start] if self.found else ""
        return between.strip(" )") in ("-", "–", "—") or (
            between.strip(" ") == "," and self._plain[: part.start].rstrip(" ,").endswith(")")
        )

    def _named_by_its_number(self) -> Parsed | None:
        """The last item with its number as a part of its name, where a form says how many: "Vitamin C (60)"."""
        last = self.found[-1] if self.found else None
        if last is None:
            return None
        words, _ = item_words(self._plain.replace("(", " ").replace(")", " "), Piece(last.start, last.end))
        named = as_option(words, self._catalogue, None) if words else None
        return named if named is not None and named.certain else None

    def _counted_behind_dash(self, part: Piece) -> Parsed | None:
        """Something that isn't known, where "- 2 set" stands behind it in its line."""
        last = self._earlier[-1] if self._earlier else None
        between = self._plain[last.end : part.start].strip(" ") if last is not None else ""
        if last is None or between not in ("-", "–", "—", ","):
            return None
        asked = unknown(self._plain, last)
        if asked is None or between != ",":
            return asked
        # Behind a comma only what may be the name of goods, among others: "…; umbrella, one".
        words = asked.text.split()
        goods = len(words) <= _MOST_OF_A_NAME and asked.text.islower() and not any(map(is_everyday, words))
        return asked if goods and self.found else None

    def _lacks_quantity(self, part: Piece) -> bool:
        """Whether a number alone can be how many of the last item: not of "lip cream 01 dan 12"."""
        last = self.found[-1]
        return last.quantity is None and not (part.joined and last.ask_quantity)

    def _share(self, quantity: int) -> None:
        """Gives its quantity to everything before that has none of its own."""
        for index in range(len(self.found) - 1, -1, -1):
            if self.found[index].quantity is not None:
                break
            one = self.found[index]
            heads = not one.certain and not one.numbered
            if heads and any(each.elliptic for each in self.found[index + 1 : index + 2]):
                continue  # it heads the others
            self.found[index] = replace(as_numbered(self.found[index]), quantity=quantity)


def _size(written: str, part: Piece, variant: Variant) -> Parsed:
    """A number as the variant that it names, of the product before."""
    return Parsed(written, part.start, part.end, None, (variant,), certain=True, score=1.0, elliptic=True)
