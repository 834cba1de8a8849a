"""Takes a message apart: labels first, then phone, extras, places, street, names, items, and what is left."""

import re
from dataclasses import replace
from decimal import Decimal

from conversations.address_areas import completed
from conversations.address_parts import MOST_CHARACTERS
from conversations.address_words import STREET_WORD
from conversations.context import Catalogue, Places
from conversations.intake.amounts import find_total
from conversations.intake.destination import (
    find_address,
    sent_abroad,
    sent_to_a_city,
    with_building,
    with_what_stands_between,
)
from conversations.intake.extras import find_extras, with_remarks
from conversations.intake.house import with_number_put_right
from conversations.intake.items import find_items
from conversations.intake.matching import is_sold
from conversations.intake.names import capitalised_name
from conversations.intake.page import NO_TEXT, Page
from conversations.intake.pieces import Piece
from conversations.intake.reading import Reading, ReadItem
from conversations.intake.recipient import capitalised, introduced, labelled_name, led_up_to
from conversations.intake.remembered import Remembered
from conversations.intake.rivals import renamed, settled
from conversations.intake.whose import FoundPhone, customers, without_corrected
from conversations.order import Extras, Name, Phone
from conversations.phones import PHONE_LABEL, find_phones, find_wrong_phones, parse_phone
from conversations.segments import segments

_LOOK_BACK = 40
_MAY_HIDE_ITEMS = frozenset({"street", "payment", "courier"})
_COUNTED = re.compile(r"(?<![^\W_])\d{1,3}(?![^\W_]|[.,:]\d)")
_WHOSE = re.compile(r" ?\((?P<whose>ext\.? ?\d{1,5}|[^\W\d_]+(?: [^\W\d_]+)?)\)")


def read(text: str, *, catalogue: Catalogue, places: Places, region: str) -> Reading:
    """Reads a message of any kind. Spans count in `text`; what lies beyond 8,192 characters is `unused` as a whole.

    The address has the country `region` once any part of it was found.
    """
    return _reading(Page(text, Remembered(catalogue), places, region))


def _reading(page: Page) -> Reading:
    phones = _phones(page)
    total = _total(page)
    extras = _extras(page)
    labelled = name = labelled_name(page)
    item_fields = _item_fields(page)
    address = completed(sent_to_a_city(page, find_address(page)), page.places, page.region)
    address = with_number_put_right(page, address)
    name = name or led_up_to(page, address)
    writer = introduced(page)
    address = sent_abroad(page, address) if name else address
    address = with_what_stands_between(page, address)
    items, left = _items(page, item_fields)
    address, left = with_building(page, address, left)
    remarks = [(_name_of(page, item), item.remark) for item in items if item.remark]
    extras = with_remarks(extras, [*(("☎", phone) for phone in page.second_phones), *remarks])
    small = name is not None and not labelled and page.has_capitals and name.full.islower()
    if name is None or small:  # "nama akun …" above "Dewi Puspa 0812…"
        found, left = capitalised(page, left)
        name = found or name
    if name is None and page.has_capitals:  # those of goods, perhaps: "1 Tudung Bawal … nurul hidayah 9123…"
        with page.small_names():
            found, rest = capitalised(page, left, ("phone",))
        name, left = (found, rest) if found and found.last and _in_small_letters(page, found) else (None, left)
    if name is None and writer is not None:
        name = writer[0]
        page.where.append(("name", writer[1]))
    if name is None and (name := led_up_to(page, address, behind_goods=True)) is not None:
        spans = [span for part, span in page.where if part == "name"]
        left = [piece for piece in left if not any(piece.start < span.end and span.start < piece.end for span in spans)]
    name, names = settled(page, name) if name and not labelled else (name, ())
    if name is not None and (others := renamed(page, name)):
        name, names = None, others
        phones = () if page.others_phones else phones  # which of them is whose has changed, too
    if page.shouted:
        name, names = _spoken(name) if name else None, tuple(map(_spoken, names))
        address = replace(address, city=address.city.title()) if address.city.islower() else address
    page.unused += [(piece.start, piece.end) for piece in left]
    if len(page.text) > MOST_CHARACTERS:
        page.unused.append((MOST_CHARACTERS, len(page.text)))
    return Reading(
        items=tuple(items),
        phones=phones,
        name=name,
        names=names,
        address=address,
        extras=extras,
        stated_total=total,
        unused=tuple(page.text[start:end].strip(NO_TEXT) for start, end in sorted(page.unused)),
        where=tuple(sorted(page.where, key=lambda each: (each[1].start, each[1].end))),
    )


def _phones(page: Page) -> tuple[Phone, ...]:
    labelled, senders = page.field("phone"), page.field("sender")
    found = [
        FoundPhone(
            start,
            end,
            phone,
            any(each.start <= start < each.end for each in labelled),
            any(each.start <= start < each.end for each in senders),
        )
        for start, end, phone in find_phones(page.plain, page.region)
    ]
    for each in found:
        label = PHONE_LABEL.search(page.plain, max(0, each.start - _LOOK_BACK), each.start)
        page.take("phone", each.start, each.end)
        if label:
            page.blank(label.start(), each.start)
        if whose := _WHOSE.match(page.plain, each.end):  # "0851… (anak)"
            page.unused.append(whose.span("whose"))
            page.blank(*whose.span())
    for field in labelled:
        page.blank(field.begin, field.start)
        rest = page.left[field.start : field.end].strip("\0 ")
        phone_or_not = parse_phone(rest, page.region) if rest else None
        if isinstance(phone_or_not, Phone):
            page.take("phone", field.start, field.end)
            found.append(FoundPhone(field.start, field.end, phone_or_not, field=True))
        elif rest and rest == page.plain[field.start : field.end].strip() and any(map(str.isdigit, rest)):
            page.unused.append((field.start, field.end))
            page.blank(field.start, field.end)
    for start, end in find_wrong_phones(page.left, page.region):
        label = PHONE_LABEL.search(page.plain, max(0, start - _LOOK_BACK), start)
        page.unused.append((start, end))
        page.blank(label.start() if label else start, end)
    for field in senders:
        page.unused += [(field.start, field.end)] if field.start < field.end else []
        page.blank(field.begin, field.end)
    found.sort(key=lambda each: each.start)
    chosen, second = customers(page.plain, found)
    page.second_phones = [page.plain[each.start : each.end].strip() for each in second]
    theirs = {each.phone for each in (*chosen, *second)}
    page.others_phones = [each.start for each in without_corrected(page.plain, found) if each.phone not in theirs]
    return tuple(dict.fromkeys(each.phone for each in chosen))


def _total(page: Page) -> Decimal | None:
    found = find_total(page.left)
    if found is None:
        return None
    total, start, end = found
    page.take("total", start, end)
    return total


def _extras(page: Page) -> Extras:
    extras, where = find_extras(page.left, page.fields)
    for part, start, end in where:
        page.take(part, start, end)
    return extras


def _item_fields(page: Page) -> list[Piece]:
    """The pieces of the fields for items; a field for the quantity is joined to them."""
    pieces: list[Piece] = []
    for field, before in zip(page.fields, (None, *page.fields), strict=False):
        if field.key == "option":
            if pieces and before is not None and before.key in ("items", "option") and pieces[-1].field:
                page.blank_label(field)
                pieces[-1] = replace(pieces[-1], end=field.end)
            continue
        if field.key not in ("items", "quantity", "heading"):
            continue
        page.blank_label(field)
        pieces += [
            Piece(field.start + start, field.start + end, field=True, count=field.key == "quantity")
            for start, end in segments(page.left[field.start : field.end])
            if field.key != "heading" and not _beside_phone(page, field.start + end)
            if not _is_name_above_facts(page, field.start + start, field.start + end)
        ]
    return pieces


def _beside_phone(page: Page, end: int) -> bool:
    """Whether a phone stands in the line of a piece, which is no item's then: "kalau ga diangkat hubungi 0812…"."""
    start, stop = page.plain.rfind("\n", 0, end) + 1, page.plain.find("\n", end)
    line = range(start, stop if stop >= 0 else len(page.plain))
    return any(part == "phone" and span.start in line for part, span in page.where) or any(
        at in line for at in page.others_phones
    )


def _is_name_above_facts(page: Page, start: int, end: int) -> bool:
    """Whether a line is who gets it, right above the phone or the street: a list of items has ended before it."""
    alone = page.left[:start].rstrip(" ")[-1:] == "\n" and page.left[end:].lstrip(" ")[:1] == "\n"
    behind = page.left[end:].lstrip() if alone else ""
    fact = behind.startswith("\0") or STREET_WORD.match(behind) is not None
    name = capitalised_name(page.left_in_names, start, end) if fact else None
    return name is not None and not is_sold(name.full, page.catalogue)


def _items(page: Page, in_fields: list[Piece]) -> tuple[list[ReadItem], list[Piece]]:
    pieces = [
        Piece(start, end)
        for start, end in segments(page.left)
        if not any(start < piece.end and piece.start < end for piece in in_fields)
    ]
    items, left = find_items(
        page.left,
        sorted([*in_fields, *pieces], key=lambda each: each.start),
        page.catalogue,
        whole={"phone", "street"} <= {part for part, _ in page.where},
        taken=[
            (written, span.start)
            for part, span in page.where
            if part in _MAY_HIDE_ITEMS or (part == "note" and _COUNTED.search(page.plain, span.start, span.end))
            if (written := page.plain[span.start : span.end])
        ],
    )
    # Before the items are blanked: a price that disagrees may stand inside one.
    left = [piece for piece in left if page.says_something(piece.start, piece.end)]
    for item in items:
        page.take("items", item.span.start, item.span.end)
    return items, left


def _in_small_letters(page: Page, name: Name) -> bool:
    """Whether a name is written in small letters: "Fitri bagian teller" is a name and what she does."""
    return name.full.casefold() in page.plain


def _spoken(name: Name) -> Name:
    """A name of a message in capitals, as it is written elsewhere."""
    return Name(name.first.title(), name.last.title())


def _name_of(page: Page, item: ReadItem) -> str:
    variant = page.catalogue.variants(item.candidates[:1])[0] if item.certain else None
    return variant.product_name if variant else item.text
