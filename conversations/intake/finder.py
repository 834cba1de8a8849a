"""A listing whose later pieces may put earlier ones right: how every second thought is applied to the items."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from conversations.context import Catalogue
from conversations.intake.corrections import read_change, says_wrong
from conversations.intake.how_many import says_only_how_many
from conversations.intake.listing import Listing
from conversations.intake.matching import (
    MOST_CANDIDATES,
    Parsed,
    called_with,
    changed_variant,
    uncounted,
)
from conversations.intake.mentions import clause_around
from conversations.intake.numbered import at_number
from conversations.intake.one_of_them import HALF
from conversations.intake.passed_over import names_a_product, wanted_instead
from conversations.intake.pieces import Piece, bare, item_words, only_quantity, query
from conversations.intake.remarks import read_one
from conversations.intake.rows import read_row
from conversations.intake.second_thoughts import counts_something_else
from conversations.intake.sizes import LEAST_OF_A_SIZE
from conversations.intake.which_one import Change
from conversations.intake.wholes import OF_THE_WHOLE, REST
from conversations.intake.words import CANCELLATION, CORRECTION, CORRECTION_SMALL, POLITE, says_nothing
from conversations.order import Variant
from conversations.quantities import parse_quantity

_SHORTEST_TELLING = 4  # letters
_MOST_TELLING = 20  # words
_WORD = re.compile(r"[^\W_]+")
_STAYS = re.compile(r"(?<![^\W_])(?:tetap|tetep|ttp|ttep|stays|unchanged)(?![^\W_])", re.IGNORECASE)


class Finder(Listing):
    """A listing whose later pieces may put earlier ones right."""

    def __init__(self, plain: str, catalogue: Catalogue) -> None:
        super().__init__(plain, catalogue)
        self._cancelled: Parsed | None = None
        self.gone: list[Parsed] = []  # everything that was cancelled
        self._replaced: int | None = None  # the item whose variant the piece before changed: "ganti XL aja, 2 pak"
        self._fewer: tuple[Parsed, int] | None = None  # the item that became fewer, as it is now, and by how many
        self._wrong = False  # what stands before was said to be wrong, and what is right comes now: "eh salah, …"

    def read(self, piece: Piece) -> None:
        replaced, self._replaced = self._replaced, None
        many = only_quantity(self._plain, piece) if replaced is not None else None
        if replaced is not None and many:
            self.found[replaced] = replace(self.found[replaced], quantity=many)
            return
        if self.found and _STAYS.search(self._plain, piece.start, piece.end) and not self._counts(piece):
            self.left.append(piece)  # "kastengelnya tetap"
            return
        if self._is_the_rest(piece):
            return
        change = self._read_change(self._plain[piece.start : piece.end])
        if isinstance(change, tuple) and self._is_cut_off(piece):
            change = "unclear"
        if not self.found and (cancel := CANCELLATION.search(self._plain, piece.start, piece.end)):
            self._cancel_earlier(piece, cancel)
            return
        if (other := self._in_place_of_cancelled(piece)) is not None:
            self.found.append(replace(other, changed=True))
            return
        written = self._plain[piece.start : piece.end]
        only_wrong = change == "chatter" or (change is None and _says_only_sorry(written))
        wrong, self._wrong = self._wrong, only_wrong and says_wrong(written)
        if change is None and wrong:
            self._instead(piece)
            return
        if change == "unclear" and (crossed_out := self._listed_and_cancelled(piece)):
            self.gone.append(crossed_out)
            self.left.append(piece)
        elif change == "unclear":  # one of these is wrong, and nobody can say which: ask
            self.found = [uncounted(each) for each in self.found]
            self._ask_too(piece)
        elif change == "chatter":
            self._ask_about_what_it_names(written)
            self.left.append(piece)
        elif change is not None:
            self._apply(change)
            self._ask_about_another(piece, change)
        else:
            self.read_parts(piece)

    def _counts(self, piece: Piece) -> bool:
        words = _WORD.findall(self._plain, piece.start, piece.end)
        return any(any(map(str.isdigit, word)) or parse_quantity(word) is not None for word in words)

    def _is_cut_off(self, piece: Piece) -> bool:
        """Whether it only says how many, behind words of its clause that put something else right.

        "yg teh batal aja kopinya tambah 2 lagi jadi 5".
        """
        begin, _ = clause_around(self._plain, piece)
        before = self._plain[begin : piece.start]
        return says_only_how_many(self._plain[piece.start : piece.end]) and CANCELLATION.search(before) is not None

    def _listed_and_cancelled(self, piece: Piece) -> Parsed | None:
        """The item of its own that is crossed out where it stands: "hoodie XL 1 -> cancel"."""
        cancel = CANCELLATION.search(self._plain, piece.start, piece.end)
        if cancel is None:
            return None
        several, _ = read_row(self._plain, replace(piece, end=cancel.start()), self._catalogue, None)
        known = {each.candidates for each in self.found}
        new = len(several) == 1 and several[0].certain and several[0].quantity and several[0].candidates not in known
        return several[0] if new else None

    def _ask_too(self, piece: Piece) -> None:
        """A change that nobody can apply may name an item of its own: "eh voal denim 1 ya"."""
        before = len(self.found)
        self.read_parts(piece)
        new = [each for each in self.found[before:] if each.certain and each.quantity is not None]
        known = {each.candidates for each in self.found[:before]}
        self.found[before:] = [uncounted(each) for each in new if each.candidates not in known]
        if len(self.found) == before and piece not in self.left:
            self.left.append(piece)

    def _cancel_earlier(self, piece: Piece, cancel: re.Match[str]) -> None:
        """Something ordered earlier is cancelled; what is wanted for it may follow: "cancel topi navy, yg hitam"."""
        sides = (replace(piece, start=cancel.end()), replace(piece, end=cancel.start()))
        named = [each for side in sides if (each := read_one(self._plain, side, self._catalogue, None)) is not None]
        self._cancelled = next((each for each in named if each.certain), None)
        if self._cancelled is None and any(each.candidates for each in named):
            self.read_parts(piece)
        else:
            self.left.append(piece)

    def _in_place_of_cancelled(self, piece: Piece) -> Parsed | None:
        """What is wanted for what was cancelled just before: "batal yang army, ganti hitam aja", "ganti toner 1"."""
        cancelled, self._cancelled = self._cancelled, None
        if cancelled is None:
            return None
        words = [word for word in item_words(self._plain, piece)[0] if bare(word) not in CORRECTION_SMALL]
        variant = changed_variant(query(words), cancelled, self._catalogue) if words else None
        if variant is not None:
            return replace(cancelled, candidates=(variant,), start=piece.start, end=piece.end)
        counted = read_one(self._plain, piece, self._catalogue, cancelled)
        if counted is not None and counted.elliptic and counted.certain and counted.quantity:
            return counted
        said = {word.casefold() for word in _WORD.findall(self._plain, piece.start, piece.end)}
        other, _ = read_row(self._plain, piece, self._catalogue, None) if said & CORRECTION else ([], [])
        if len(other) != 1 or not other[0].certain or any(_of_one_product(each, other[0]) for each in self.found):
            return None
        return replace(other[0], quantity=other[0].quantity or cancelled.quantity)

    def _instead(self, piece: Piece) -> None:
        """Takes what a piece names in place of the last item; asks about both where it isn't its other variant."""
        before = len(self.found)
        self.read_parts(piece)
        new = self.found[before:]
        if not before:
            return
        if not new:
            self._change_or_ask(piece)
            return
        old = self.found[before - 1]
        same = [at for at, each in enumerate(self.found[:before]) if _of_one_product(each, new[0])]
        if len(new) == 1 and new[0].elliptic and new[0].certain:
            self.found[before - 1 :] = [replace(new[0], quantity=new[0].quantity or old.quantity)]
        elif len(new) == 1 and new[0].certain and len(same) == 1:  # "cambio: la toalla en rosa"
            self.found[before:] = []
            self.found[same[0]] = replace(new[0], quantity=new[0].quantity or self.found[same[0]].quantity)
        elif len(new) == 1 and old.certain and {*old.candidates} <= {*new[0].candidates}:
            self.found[before - 1 :] = [replace(old, quantity=new[0].quantity or old.quantity, changed=True)]
        elif len(new) == 1 and new[0].certain and not old.certain and new[0].quantity == old.quantity:
            self.found[before - 1 :] = new  # "3 sombreros… perdón, 3 gorras"
        else:
            self.found[before - 1 :] = [uncounted(each) for each in (old, *new)]

    def _ask_about_what_it_names(self, written: str) -> None:
        """A change that can't be followed makes a question of what it has words of: "wait, the cap a bit bigger"."""
        words = [*map(str.casefold, _WORD.findall(written))][:_MOST_TELLING]
        said = {
            word
            for each in words
            for word in (each, each.removesuffix("s"), each.removesuffix("nya"))
            if len(word) >= _SHORTEST_TELLING
        }
        self.found = [
            uncounted(each)
            if each.certain
            and (said & _telling(each) or any(changed_variant(word, each, self._catalogue) for word in words))
            else each
            for each in self.found
        ]

    def _ask_about_another(self, piece: Piece, change: Change) -> None:
        """What is put right may be named beside another thing: "abon 1 lagi jadi 2 keripik keju 3".

        A count beside a cancellation says that something else changes: "halusnya batal uratnya jadi 3".
        """
        cancel = CANCELLATION.search(self._plain, piece.start, piece.end) if change[0] == "cancel" else None
        if cancel is None:
            question = names_a_product(self._plain, piece, [*self.found, *self.gone], self._catalogue)
            self.found += [question] if question is not None else []
            return
        behind, before = replace(piece, start=cancel.end()), replace(piece, end=cancel.start())
        instead = wanted_instead(self._plain, behind, self.gone[-1:], self._catalogue)
        for part in (behind, before) if instead is None else ():
            if not counts_something_else(self._plain, part, self.gone[-1], _all_words(self.gone[-1])):
                continue
            question = names_a_product(self._plain, part, [*self.found, *self.gone], self._catalogue)
            if question is not None:
                self.found.append(question)
                continue
            as_they_were = [*self.found]
            self._ask_about_what_it_names(self._plain[part.start : part.end])
            if as_they_were == self.found:
                self.found[-1:] = map(uncounted, self.found[-1:])
        self.found += [instead] if instead is not None else []

    def _change_or_ask(self, piece: Piece) -> None:
        """Something is put right, in words that name no item by themselves: "perdón, el tumbler que sea blanco"."""
        change = self._read_change(f"ganti {self._plain[piece.start : piece.end]}")
        if isinstance(change, tuple):
            self.left = [each for each in self.left if each != piece]
            self._apply(change)
        elif change == "unclear":
            self.found = [uncounted(each) for each in self.found]

    def _read_change(self, written: str) -> Change | Literal["unclear", "chatter"] | None:
        return read_change(
            written,
            [_all_words(each) for each in self.found],
            partial(_meant, self.found, self._catalogue),
            partial(_changed, self.found, self._catalogue),
            partial(at_number, self._plain, self.found),
        )

    def _apply(self, change: Change) -> None:
        match change:
            case ("cancel", index):
                self._cancelled = self.found.pop(index)
                self.gone.append(self._cancelled)
            case ("quantity", index, quantity) if quantity >= LEAST_OF_A_SIZE and _changed(
                self.found, self._catalogue, index, str(quantity)
            ):
                self._apply(("variant", index, str(quantity), None))  # "ternyata kakinya 37"
            case ("some", index, words, some):
                self._part(index, words, some)
            case ("more", index, more):
                old = self.found[index]
                total = (old.quantity or 0) + more
                able = total > 0 and old.quantity is not None
                self.found[index] = replace(old, quantity=total, changed=True) if able else uncounted(old)
            case ("quantity", index, quantity):
                old = self.found[index]
                self.found[index] = replace(old, quantity=quantity, changed=True)
                self._fewer = (self.found[index], (old.quantity or 0) - quantity)
            case ("variant", index, words, quantity):
                old = self.found[index]
                variant = changed_variant(words, old, self._catalogue)
                if variant is not None:
                    self._replaced = index if quantity is None else None
                    many = quantity or old.quantity
                    self.found[index] = replace(
                        old,
                        candidates=(variant,),
                        quantity=many,
                        certain=True,
                        changed=True,
                        ask_quantity=many is None and old.ask_quantity,
                    )

    def _is_the_rest(self, piece: Piece) -> bool:
        """Takes what is left of an item that became fewer: "yang hitam satu aja, sisanya cream"; or asks about it."""
        words = [word.casefold() for word in _WORD.findall(self._plain, piece.start, piece.end)]
        if not self.found or not any(OF_THE_WHOLE.get(word) == REST for word in words):
            return False
        fewer, self._fewer = self._fewer, None
        item, left = fewer if fewer is not None and fewer[0] in self.found else (self.found[-1], 0)
        said = " ".join(word for word in words if word not in OF_THE_WHOLE and word not in POLITE)
        variant = changed_variant(said, item, self._catalogue)
        if variant is None:
            return False
        new = replace(item, candidates=(variant,), quantity=left, start=piece.start, end=piece.end)
        self.found.append(replace(new, changed=True) if left > 0 else uncounted(new))
        return True

    def _part(self, index: int, words: str, many: int) -> None:
        """Makes so many of an item another variant, or asks where there aren't more of it."""
        old = self.found[index]
        variant = changed_variant(words, old, self._catalogue)
        if many == HALF and old.quantity is not None and old.quantity % 2 == 0:
            many = old.quantity // 2
        if variant is None or old.quantity is None or not 0 < many < old.quantity:
            self.found[index] = uncounted(old)
            return
        self.found[index] = replace(old, quantity=old.quantity - many, changed=True)
        self.found.insert(index + 1, replace(old, candidates=(variant,), quantity=many, changed=True))


def _says_only_sorry(written: str) -> bool:
    return says_nothing(word.casefold() for word in _WORD.findall(written))


def _of_one_product(one: Parsed, other: Parsed) -> bool:
    return one.certain and other.certain and one.candidates[0].product_id == other.candidates[0].product_id


def _telling(parsed: Parsed) -> set[str]:
    """The words that tell an item from others: long ones of its product's name and its options."""
    return {word for word in _WORD.findall(parsed.candidates[0].label.casefold()) if len(word) >= _SHORTEST_TELLING}


def _meant(found: Sequence[Parsed], catalogue: Catalogue, words: str) -> list[int] | None:
    """The places of the items that the catalogue gives for other words than theirs; None where it has nothing."""
    hits = {hit.variant.id for hit in catalogue.clear(words, MOST_CANDIDATES)}
    if not hits:
        return None
    certain = [index for index, each in enumerate(found) if each.certain]
    so_called = [index for index in certain if found[index].candidates[0].id in hits]
    return so_called or [index for index in certain if _fits(words, found[index].candidates[0], catalogue)]


def _fits(words: str, variant: Variant, catalogue: Catalogue) -> bool:
    """Whether words are another name of a variant, although they name something else as well: "tea"."""
    return any(hit.variant == variant for hit in called_with(variant, words, catalogue))


def _changed(found: Sequence[Parsed], catalogue: Catalogue, index: int, words: str) -> bool:
    """Whether words name another variant of an item."""
    return changed_variant(words, found[index], catalogue) is not None


def _all_words(parsed: Parsed) -> str:
    return " ".join((parsed.text, *(variant.label for variant in parsed.candidates if parsed.certain)))
