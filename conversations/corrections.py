"""Short corrections of an order that is open: "hapus croissant", "jadi 3", "ganti alamat"."""

import re
from collections.abc import Sequence
from functools import partial

from conversations.context import Context
from conversations.events import Said
from conversations.intake.corrections import read_change
from conversations.intake.matching import MOST_CANDIDATES
from conversations.order import Draft, Line, OpenItem
from conversations.paste import MORE, quantity_note
from conversations.questions import AskExtra, AskQuantity, ChangeItems, ChooseVariant, ItemsReady, WhichOrder
from conversations.screens import shortened, text
from conversations.steps.change import WHAT
from conversations.steps.items import changed_quantity, quantity_typed
from conversations.steps.step import Moved

_LONGEST = 80  # characters
_PARTS = {
    "items": "items?|order|pesanan|barang(?:nya)?|produk(?:nya)?",
    "phone": "phone(?: number)?|number|nomor(?:nya)?|no(?:mor)? ?(?:hp|wa|telp)(?:nya)?|hp(?:nya)?|telepon(?:nya)?",
    "name": "name|nama(?:nya)?",
    "address": "address|alamat(?:nya)?",
    "courier": "courier|kurir(?:nya)?|ekspedisi(?:nya)?",
    "payment": "payment|pembayaran(?:nya)?|bayar(?:nya)?",
    "note": "notes?|catatan(?:nya)?",
}
_BEFORE = r"(?:(?:eh|can you|please|tolong|mau|bisa|i want to|want to) )*"
_CHANGE = r"(?:change|edit|update|correct|ganti|ubah|rubah|koreksi)(?: (?:the|his|her|their|my))?"
_AROUND = r"(?: (?:ya|yah|dong|deh|kak|min|please|pls))*"
_CHANGES = {part: re.compile(f"{_BEFORE}{_CHANGE} (?:{called}){_AROUND}") for part, called in _PARTS.items()}


def corrected(draft: Draft, said: Said, context: Context) -> Moved | None:
    """The draft as the words change it; None where they are no such correction."""
    words = " ".join(said.text.casefold().split()).rstrip(".!?")
    if len(words) > _LONGEST or draft.empty or isinstance(draft.question, (AskExtra, WhichOrder)):
        return None
    for part, wish in _CHANGES.items():
        if wish.fullmatch(words):
            return Moved(draft.with_(question=WHAT[part], misses=0))
    if "\n" in said.text.strip() or MORE & set(words.split()):
        return None
    able: list[Line | OpenItem] = [*draft.open_items, *_last_touched_last(draft)]
    items = [thing.variant.label if isinstance(thing, Line) else thing.text for thing in able]
    change = read_change(
        said.text, items, lambda asked: _meant(asked, able, context), _varies, partial(_on_card, draft, able)
    )
    if not isinstance(change, tuple):
        return None
    thing = able[change[1]]
    if change[0] == "cancel":
        return _without(draft, thing)
    if change[0] == "quantity" and isinstance(thing, Line) and not _is_about_another(draft):
        return _so_many(draft, thing, change[2], said.message)
    if change[0] == "more" and isinstance(thing, Line) and thing.quantity + change[2] > 0:
        return _so_many(draft, thing, thing.quantity + change[2], said.message)
    return None


def _is_about_another(draft: Draft) -> bool:
    """Whether a quantity may be meant for the item that is asked about."""
    return isinstance(draft.question, (AskQuantity, ChooseVariant))


def _last_touched_last(draft: Draft) -> tuple[Line, ...]:
    """The lines; "make it 5" without a name means the last one."""
    selected = draft.question.selected if isinstance(draft.question, (ItemsReady, ChangeItems)) else None
    return tuple(sorted(draft.lines, key=lambda line: line.id == selected))


def _meant(words: str, able: Sequence[Line | OpenItem], context: Context) -> tuple[int, ...]:
    """The places of the items that the catalogue finds for the words."""
    found = {hit.variant.id for hit in context.catalogue.clear(words, MOST_CANDIDATES)}
    return tuple(at for at, thing in enumerate(able) if isinstance(thing, Line) and thing.variant.id in found)


def _on_card(draft: Draft, able: Sequence[Line | OpenItem], number: int) -> int | None:
    """The place of the item that the card has at a number."""
    line = draft.lines[number - 1] if 0 < number <= len(draft.lines) else None
    return able.index(line) if line else None


def _varies(at: int, words: str) -> bool:
    """Another variant is typed as an item: here only what is on the card changes."""
    del at, words
    return False


def _without(draft: Draft, thing: Line | OpenItem) -> Moved:
    if isinstance(thing, Line):
        return changed_quantity(_asking_about_items(draft), thing.id, 0)
    left = tuple(item for item in draft.open_items if item is not thing)
    note = text("note.removed", item=shortened(thing.text, 60))
    return Moved(draft.with_(open_items=left, question=None, misses=0), note)


def _so_many(draft: Draft, line: Line, quantity: int, message: int | None) -> Moved:
    moved = quantity_typed(_asking_about_items(draft), line.id, quantity, message)
    return Moved(moved.draft, quantity_note(line, quantity) if quantity else moved.note)


def _asking_about_items(draft: Draft) -> Draft:
    """A question about the items stays; any other is found anew."""
    return draft if isinstance(draft.question, (ItemsReady, ChangeItems)) else draft.with_(question=None)
