"""The items: a product by any part of its name, its variant option by option, how many."""

from dataclasses import replace

from conversations import changes, taught
from conversations.addresses import missing_parts
from conversations.buttons import Tap
from conversations.context import Context
from conversations.events import Said
from conversations.order import MOST_OF_ONE_ITEM, Draft, OpenItem, Variant
from conversations.quantities import QuantityProblem, parse_quantity
from conversations.questions import AskItems, AskQuantity, ChooseVariant, ConfirmSame, ItemsReady, Question, Review
from conversations.screens import Button, Row, Text, shortened, text, verbatim
from conversations.steps import variants
from conversations.steps.step import Asked, Moved, Step, missed
from conversations.steps.variants import LONGEST_LABEL

QUICK_QUANTITIES = (1, 2, 3, 5, 10)


def missing(draft: Draft, context: Context) -> Question | None:
    if draft.open_items:
        return _question_about(draft.open_items[0], context)
    if not draft.lines:
        return AskItems(offers=context.history.frequent(3))
    return None


def _question_about(item: OpenItem, context: Context) -> Question:
    if len(item.candidates) == 1:
        return AskQuantity()
    if item.candidates:
        return ChooseVariant(tuple(dict.fromkeys((*taught.suggested(item.text, context), *item.candidates))))
    return AskItems(offers=taught.offers(item.text, context))


# --- asking


def ask(draft: Draft, question: Question, context: Context) -> Asked:
    match question:
        case ChooseVariant():
            words = (text("ask.which", item=shortened(draft.open_items[0].text, 60)),)
            choices = variants.keyboard(question, context, (_button("search_again"), _button("leave_out_item")))
            return Asked(words, choices, text("example.variant"))
        case AskQuantity():
            label = _label_of_open_item(draft, context)
            quick = tuple(Button(verbatim(str(n)), "quantity", str(n)) for n in QUICK_QUANTITIES)
            numbers = (quick[:3], quick[3:], (_button("search_again"),))
            return Asked((text("ask.quantity", item=label),), numbers, text("example.quantity", item=label))
        case ItemsReady(selected=selected):
            onward = (_button("add"), _button("next")) if draft.lines else (_button("add"),)
            keyboard = (*stepper(draft, selected), onward)
            return Asked((text("ask.more"),), keyboard, text("example.items"))
        case AskItems(offers=offers):
            return _ask_items(draft, offers, context)
        case _:
            return Asked(())


def stepper(draft: Draft, line_id: int | None) -> tuple[Row, ...]:
    """The row [−] n [+] of a line; *Undo* where the line taken out last can come back."""
    line = draft.line(line_id) if line_id is not None else None
    if line is None:
        return _undo(draft)
    arg = str(line.id)
    return (
        (
            Button(verbatim("−"), "fewer", arg),
            Button(verbatim(str(line.quantity)), "select", arg),
            Button(verbatim("+"), "one_more", arg),
        ),
    )


def _undo(draft: Draft) -> tuple[Row, ...]:
    return ((_button("undo"),),) if draft.removed else ()


def _label_of_open_item(draft: Draft, context: Context) -> str:
    item = draft.open_items[0]
    (variant,) = context.catalogue.variants(item.candidates[:1])
    return variant.label if variant else item.text


def _ask_items(draft: Draft, offers: tuple[str, ...], context: Context) -> Asked:
    offered = [(at, variant) for at, variant in enumerate(context.catalogue.variants(offers)) if variant]
    keyboard: list[Row] = [
        (Button(verbatim(shortened(variant.label, LONGEST_LABEL)), "offer", str(at)),) for at, variant in offered
    ]
    if draft.customer and draft.customer.last_items and not draft.lines:
        keyboard.insert(0, (_button("same_as_last"),))
    if not context.catalogue.size():
        keyboard += ((_button("next"),),) if draft.lines else _undo(draft)
        if context.owner:
            keyboard.append((Button(text("button.sync"), "sync", draft=""),))
        return Asked((text("ask.catalogue_empty_owner" if context.owner else "ask.catalogue_empty"),), tuple(keyboard))
    if unknown := changes.unknown_item(draft):
        keyboard.append((_button("search_again"), _button("leave_out_item")))
        words: tuple[Text, ...] = (text("problem.unknown_product", product=shortened(unknown.text, 60)),)
        if offered:
            words = (*words, text("ask.nearest"))
        return Asked(words, tuple(keyboard), text("example.items"))
    keyboard += ((_button("next"),),) if draft.lines else _undo(draft)
    return Asked((text("ask.another" if draft.lines else "ask.items"),), tuple(keyboard), text("example.items"))


def _button(action: str) -> Button:
    return Button(text(f"button.{action}"), action)


# --- typed answers


def says(draft: Draft, said: Said, context: Context) -> Moved | None:
    quantity = parse_quantity(said.text)
    match draft.question, quantity:
        case ((AskQuantity() | ItemsReady()), QuantityProblem() as problem):
            return missed(draft, quantity_problem(problem))
        case AskQuantity(), int(number):
            variant_id = draft.open_items[0].candidates[0]
            moved = _settle(draft, variant_id, number, said.message, context)
            line = next((line for line in moved.draft.lines if line.variant.id == variant_id), None)
            parts = (f"quantity.{line.id}",) if line else ()
            return Moved(changes.with_source(moved.draft, said.message, *parts), moved.note)
        case ItemsReady(selected=selected), int(number) if line := draft.line(selected):
            return quantity_typed(draft, line.id, number, said.message)
        case ((AskItems() | ChooseVariant()), int() | QuantityProblem()):
            return missed(draft, text("problem.quantity_of_what"))
        case ChooseVariant() as question, _:
            return _narrowed(draft, variants.said(question, said.text, context), context, said.message)
        case _:
            return None


def quantity_problem(problem: QuantityProblem) -> Text:
    return text(f"problem.quantity_{problem.kind}", typed=shortened(problem.typed, 40), most=MOST_OF_ONE_ITEM)


def quantity_typed(draft: Draft, line_id: int, number: int, message: int | None) -> Moved:
    """A quantity typed for the line, so that editing the message changes it again."""
    return changed_quantity(changes.with_source(draft, message, f"quantity.{line_id}"), line_id, number)


def changed_quantity(draft: Draft, line_id: int, number: int) -> Moved:
    """The line with `number` of it; with 0 it goes, and the question stays so that it can come back.

    An order that was complete, or was the same as another, may not be any more: that is asked anew.
    """
    line = draft.line(line_id)
    changed = changes.with_quantity(draft, line_id, number)
    if isinstance(draft.question, (Review, ConfirmSame)):
        changed = changed.with_(question=None)
    note = text("note.removed", item=shortened(line.variant.label, 60)) if line and number == 0 else None
    return Moved(changed.with_(misses=0), note)


# --- taps


def taps(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    question = draft.question
    match tap.action, question:
        case "offer", AskItems(offers=offers) if 0 <= tap.index < len(offers):
            if changes.unknown_item(draft) is None:
                draft = draft.with_(open_items=(OpenItem("", None), *draft.open_items))
            moved = chosen(draft, offers[tap.index], context)
            return replace(moved, effects=taught.lesson(draft.open_items[0].text, offers[tap.index], context))
        case (("product" | "option" | "variant"), ChooseVariant()):
            return _narrowed(draft, variants.tapped(question, tap, context), context, None)
        case "quantity", AskQuantity() if 1 <= tap.index <= MOST_OF_ONE_ITEM and draft.open_items:
            item = draft.open_items[0]
            return _settle(draft, item.candidates[0], tap.index, item.source, context)
        case "search_again", AskItems() | ChooseVariant() | AskQuantity():
            return Moved(searching_again(draft, context))
        case "leave_out_item", ChooseVariant() if draft.open_items:
            return Moved(after_items(changes.without_open_item(draft)))
        case "leave_out_item", AskItems() if changes.unknown_item(draft):
            return Moved(going_on(draft))
        case "add", ItemsReady():
            return Moved(draft.with_(question=AskItems(context.history.frequent(3))))
        case "next", ItemsReady() | AskItems() if draft.lines:
            return Moved(draft.with_(question=None))
        case "same_as_last", _ if draft.customer and draft.customer.last_items:
            return same_as_last(draft, context)
        case _:
            return None


def going_on(draft: Draft) -> Draft:
    """Without the words that aren't known, if there are any, and on to what is missing next."""
    if changes.unknown_item(draft):
        return after_items(changes.without_open_item(draft))
    return draft.with_(question=None, misses=0) if draft.lines else draft


def searching_again(draft: Draft, context: Context) -> Draft:
    """Without the item that is asked about: it's to be typed in other words."""
    return changes.without_open_item(draft).with_(question=AskItems(context.history.frequent(3)))


def _narrowed(draft: Draft, left: ChooseVariant | Variant | None, context: Context, source: int | None) -> Moved | None:
    """The first open item, whose variant is chosen now or from fewer; None where the answer was none."""
    match left:
        case Variant(id=variant_id):
            return chosen(draft, variant_id, context, source)
        case ChooseVariant():
            return Moved(draft.with_(question=left, misses=0))
        case None:
            return None


def chosen(draft: Draft, variant_id: str, context: Context, message: int | None = None) -> Moved:
    """The first open item means this variant: on the card, if its quantity is known; else that is asked."""
    item = draft.open_items[0]
    source = item.source if item.source is not None else message
    if item.quantity is not None:
        return _settle(draft, variant_id, item.quantity, source, context)
    return Moved(_asking_how_many(draft, variant_id, source).with_(misses=0))


def _asking_how_many(draft: Draft, variant_id: str, source: int | None) -> Draft:
    item = OpenItem(draft.open_items[0].text, None, (variant_id,), source)
    return changes.with_first_open_item(draft, item).with_(question=AskQuantity())


def _settle(draft: Draft, variant_id: str, quantity: int, source: int | None, context: Context) -> Moved:
    """The first open item is settled: a line, and what is asked next."""
    (variant,) = context.catalogue.variants((variant_id,))
    before, draft = draft, changes.without_open_item(draft)
    if variant is None:
        return Moved(draft.with_(question=None), text("problem.gone"))
    if quantity == 0:
        return Moved(draft.with_(question=None), text("note.removed", item=variant.label))
    if not changes.fits(draft, variant, quantity):
        problem = text("problem.quantity_too_many", typed=str(quantity), most=MOST_OF_ONE_ITEM)
        return missed(_asking_how_many(before, variant_id, source), problem)
    draft = changes.with_line(draft, variant, quantity, source)
    return Moved(after_items(draft))


def after_items(draft: Draft) -> Draft:
    """Items came in one by one: more of them, or on to the customer. Once the customer is known, just go on."""
    if draft.open_items or draft.phone or draft.name or not draft.lines:
        return draft.with_(question=None, misses=0)
    return draft.with_(question=ItemsReady(draft.lines[-1].id), misses=0)


def same_as_last(draft: Draft, context: Context) -> Moved:
    """The items, and the address, of the customer's last order; what is no longer sold is said."""
    customer = draft.customer
    if customer is None:
        return Moved(draft)
    gone = 0
    sold = context.catalogue.variants(tuple(variant for variant, _ in customer.last_items))
    for (_, quantity), variant in zip(customer.last_items, sold, strict=True):
        if variant is None:
            gone += 1
        else:
            draft = changes.with_line(draft, variant, quantity)
    if customer.addresses and missing_parts(draft.address):
        draft = changes.with_address(draft, customer.addresses[0])
    note = text("note.gone", count=gone) if gone else None
    return Moved(draft.with_(question=None, misses=0), note)


STEP = Step(
    questions=(AskItems, ChooseVariant, AskQuantity, ItemsReady), missing=missing, ask=ask, says=says, taps=taps
)
