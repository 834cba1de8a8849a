"""Changes to a draft that several steps make: each takes a draft and gives the changed one."""

from dataclasses import replace

from conversations.addresses import missing_parts
from conversations.context import Context
from conversations.order import (
    MOST_OF_ONE_ITEM,
    Address,
    Customer,
    Draft,
    Extras,
    Line,
    Name,
    OpenItem,
    Phone,
    SetAside,
    Source,
    Variant,
)

MOST_ASIDE = 10
LONGEST_ASIDE = 8_192  # characters: two messages as long as Telegram takes them
PARTS_OF_ADDRESS = ("street", "area", "city", "province", "postcode")


def with_line(draft: Draft, variant: Variant, quantity: int, source: int | None = None) -> Draft:
    """With `quantity` more of `variant`: on its line, if it has one, or on a new one."""
    for line in draft.lines:
        if line.variant.id == variant.id:
            return with_quantity(draft, line.id, line.quantity + quantity)
    line = Line(1 + max((line.id for line in draft.lines), default=0), variant, quantity, source)
    return draft.with_(lines=(*draft.lines, line), removed=None)


def fits(draft: Draft, variant: Variant, quantity: int) -> bool:
    """Whether an order takes so many more of `variant`."""
    there = sum(line.quantity for line in draft.lines if line.variant.id == variant.id)
    return 1 <= quantity <= MOST_OF_ONE_ITEM - there


def with_quantity(draft: Draft, line_id: int, quantity: int) -> Draft:
    """With that quantity on the line, kept within what an order takes; at 0 the line goes, and can be brought back."""
    if quantity < 1:
        lines = tuple(line for line in draft.lines if line.id != line_id)
        return draft.with_(lines=lines, removed=draft.line(line_id))
    changed = min(quantity, MOST_OF_ONE_ITEM)
    lines = tuple(replace(line, quantity=changed) if line.id == line_id else line for line in draft.lines)
    return draft.with_(lines=lines, removed=None)


def with_removed_line_back(draft: Draft) -> Draft:
    if draft.removed is None or draft.line(draft.removed.id):
        return draft
    lines = sorted((*draft.lines, draft.removed), key=lambda line: line.id)
    return draft.with_(lines=tuple(lines), removed=None)


def unknown_item(draft: Draft) -> OpenItem | None:
    """The first open item, if the catalogue has nothing for its words."""
    first = draft.open_items[0] if draft.open_items else None
    return first if first and not first.candidates else None


def without_open_item(draft: Draft) -> Draft:
    return draft.with_(open_items=draft.open_items[1:])


def with_first_open_item(draft: Draft, item: OpenItem) -> Draft:
    return draft.with_(open_items=(item, *draft.open_items[1:]))


def with_source(draft: Draft, message: int | None, *parts: str) -> Draft:
    """With a note that `message` gave these parts."""
    if message is None or not parts:
        return draft
    source = next((source for source in draft.sources if source.message == message), Source(message, ()))
    others = tuple(source for source in draft.sources if source.message != message)
    added = replace(source, parts=tuple(dict.fromkeys((*source.parts, *parts))))
    return draft.with_(sources=(*others, added))


def with_unused(draft: Draft, message: int | None, said: str, unused: tuple[str, ...]) -> Draft:
    """With the words of `said` that nothing was read from. Those of earlier messages stay, unless they're used now."""
    before = next((source.unused for source in draft.sources if source.message == message), ())
    left = [words for words in draft.unused if words not in before and words not in said]
    sources = tuple(replace(source, unused=unused) if source.message == message else source for source in draft.sources)
    return draft.with_(unused=tuple(dict.fromkeys((*left, *unused))), sources=sources)


def takes_aside(draft: Draft, words: str) -> bool:
    """Whether a message more can wait: several are read as one, so they may not grow for ever."""
    waiting = [waiting.text for waiting in draft.set_aside]
    return len(waiting) < MOST_ASIDE and sum(map(len, (*waiting, words))) <= LONGEST_ASIDE


def with_set_aside(draft: Draft, words: str, message: int | None) -> Draft:
    """With a message that waits until it's said whose it is; its correction takes its place."""
    added = SetAside(words, message)
    if message is not None and any(waiting.message == message for waiting in draft.set_aside):
        waiting = tuple(added if waiting.message == message else waiting for waiting in draft.set_aside)
        return draft.with_(set_aside=waiting)
    return draft.with_(set_aside=(*draft.set_aside, added))


def with_phone(draft: Draft, phone: Phone, context: Context) -> Draft:
    """With `phone`, and with what this desk's earlier orders know about it.

    A name that nobody typed came with the old phone's customer, and gives way to the new one's.
    """
    if draft.phone == phone:
        return draft
    known = context.history.customers(phone)
    name = None if came_with_phone(draft) and known else draft.name
    return with_known(draft.with_(phone=phone, name=name, known=(), customer=None), known)


def with_known(draft: Draft, customers: tuple[Customer, ...]) -> Draft:
    """With customers known for its phone, the first one taken when nobody typed another name."""
    known = list(draft.known)
    for customer in customers:
        same = next((at for at, old in enumerate(known) if _same_person(old, customer)), None)
        if same is None:
            known.append(customer)
        else:
            known[same] = _merged(known[same], customer)
    draft = draft.with_(known=tuple(known))
    for customer in known:
        # Where a message names several people, only one of them.
        may_be = not draft.names or any(may_be_one(name, customer.name) for name in draft.names)
        if (draft.name is None and may_be) or (draft.name and _same_name(draft.name, customer.name)):
            return draft.with_(customer=customer, name=draft.name or customer.name, names=())
    return draft


def came_with_phone(draft: Draft) -> bool:
    """Whether nobody typed the draft's name: it is that of who is known to have the phone."""
    typed = any("name" in source.parts for source in draft.sources)
    return draft.customer is not None and draft.customer.name == draft.name and not typed


def other_holder(draft: Draft) -> Customer | None:
    """Somebody who is known to have the draft's phone, where nobody of about its name is."""
    if draft.name is None or any(may_be_one(draft.name, customer.name) for customer in draft.known):
        return None
    return draft.known[0] if draft.known else None


def may_be_one(one: Name, other: Name) -> bool:
    """Whether both names may be one person's: "Budi" and "Budi Santoso"."""
    words, others = ({*name.full.casefold().split()} for name in (one, other))
    return words <= others or others <= words


def with_name(draft: Draft, name: Name) -> Draft:
    """With the name; a known customer of another name is somebody else."""
    known = next((customer for customer in draft.known if _same_name(customer.name, name)), None)
    return draft.with_(name=name, customer=known, names=())


def with_names(draft: Draft, names: tuple[Name, ...]) -> Draft:
    """With people of whom one is to be chosen; a known customer among them is chosen already."""
    return with_known(draft.with_(name=None, names=names, customer=None), ())


def with_address(draft: Draft, address: Address) -> Draft:
    return draft.with_(address=address)


def with_parts_of_address(draft: Draft, found: Address) -> Draft:
    """With the parts that `found` has in place of the draft's own."""
    old = draft.address
    country = found.country or old.country
    if not missing_parts(found):
        return draft.with_(address=replace(found, country=country))
    if found.city and found.city != old.city and "province" in old.filled:
        old = replace(old, province="", filled=tuple(part for part in old.filled if part != "province"))
    parts = {part: getattr(found, part) or getattr(old, part) for part in PARTS_OF_ADDRESS}
    typed = {part for part in PARTS_OF_ADDRESS if getattr(found, part) and part not in found.filled}
    filled = tuple(part for part in dict.fromkeys((*old.filled, *found.filled)) if part not in typed)
    return draft.with_(address=Address(**parts, country=country, filled=filled))


def with_extras(draft: Draft, found: Extras) -> Draft:
    old = draft.extras
    note = "\n".join(dict.fromkeys(part for part in (old.note, found.note) if part))
    return draft.with_(
        extras=Extras(
            courier=found.courier or old.courier,
            payment=found.payment or old.payment,
            note=note,
            tags=tuple(dict.fromkeys((*old.tags, *found.tags))),
        )
    )


def refreshed(draft: Draft, context: Context) -> tuple[Draft, tuple[Line, ...], tuple[Line, ...]]:
    """With today's variants; also the lines whose price has changed (as they were) and those that are gone.

    An empty catalogue says nothing about what is gone.
    """
    if not context.catalogue.size():
        return draft, (), ()
    now = context.catalogue.variants(tuple(line.variant.id for line in draft.lines))
    changed = tuple(
        line for line, variant in zip(draft.lines, now, strict=True) if variant and variant.price != line.variant.price
    )
    gone = tuple(line for line, variant in zip(draft.lines, now, strict=True) if variant is None)
    lines = tuple(
        replace(line, variant=variant) if variant else line for line, variant in zip(draft.lines, now, strict=True)
    )
    return draft.with_(lines=lines), changed, gone


def _same_person(one: Customer, other: Customer) -> bool:
    return (bool(one.id) and one.id == other.id) or _same_name(one.name, other.name)


def _same_name(one: Name, other: Name) -> bool:
    return one.full.casefold() == other.full.casefold()


def _merged(old: Customer, new: Customer) -> Customer:
    seen = {address.one_line.casefold() for address in old.addresses}
    return replace(
        old,
        id=old.id or new.id,
        phone=old.phone or new.phone,
        addresses=(*old.addresses, *(a for a in new.addresses if a.one_line.casefold() not in seen)),
        orders=max(old.orders, new.orders),
        last_items=old.last_items or new.last_items,
    )
