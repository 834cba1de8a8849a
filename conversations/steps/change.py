"""Changing a part of an order that has it already, and the parts that are never asked for."""

from dataclasses import replace

from conversations import changes
from conversations.buttons import Tap
from conversations.context import Context
from conversations.events import Said
from conversations.order import Draft, Extras, Line
from conversations.quantities import QuantityProblem, parse_quantity
from conversations.questions import (
    AskAddress,
    AskExtra,
    AskItems,
    AskName,
    AskPhone,
    Change,
    ChangeItems,
    ExtraPart,
    Question,
)
from conversations.screens import Button, page_of, rows, shortened, text, verbatim
from conversations.steps.items import quantity_problem, quantity_typed, stepper
from conversations.steps.step import Asked, Moved, Step, missed
from conversations.steps.variants import LONGEST_LABEL

LONGEST_EXTRA: dict[ExtraPart, int] = {"courier": 60, "payment": 60, "note": 500, "tags": 100}

WHAT: dict[str, Question] = {
    "items": ChangeItems(),
    "phone": AskPhone(),
    "name": AskName(),
    "address": AskAddress(),
    "courier": AskExtra("courier"),
    "payment": AskExtra("payment"),
    "note": AskExtra("note"),
    "tags": AskExtra("tags"),
}


def missing(draft: Draft, context: Context) -> Question | None:
    del draft, context
    return None


def ask(draft: Draft, question: Question, context: Context) -> Asked:
    del context
    match question:
        case ChangeItems(selected=selected, page=page):
            lines = [_line_button(line) for line in draft.lines if line.id != selected]
            shown, more = page_of(lines, page)
            foot = (*more, Button(text("button.add"), "add_item"), Button(text("button.done"), "back"))
            return Asked((text("ask.change_items"),), (*rows(shown, 1), *stepper(draft, selected), foot))
        case AskExtra(part=part):
            leave_out = ((Button(text("button.leave_out"), "leave_out"),),) if getattr(draft.extras, part) else ()
            return Asked((text(f"ask.{part}"),), (*leave_out, (Button(text("button.back"), "back"),)))
        case _:
            parts = [Button(text(f"part.{part}"), "part", part) for part in WHAT]
            return Asked((text("ask.change"),), (*rows(parts), (Button(text("button.back"), "back"),)))


def _line_button(line: Line) -> Button:
    label = verbatim(f"{line.quantity} × {shortened(line.variant.label, LONGEST_LABEL)}")
    return Button(label, "select", str(line.id))


def says(draft: Draft, said: Said, context: Context) -> Moved | None:
    del context
    match draft.question:
        case ChangeItems(selected=selected) if selected is not None and draft.line(selected):
            match parse_quantity(said.text):
                case QuantityProblem() as problem:
                    return missed(draft, quantity_problem(problem))
                case int(number):
                    return quantity_typed(draft, selected, number, said.message)
                case _:
                    return None
        case AskExtra(part=part):
            return extra_given(draft, part, said)
        case _:
            return None


def extra_given(draft: Draft, part: ExtraPart, said: Said) -> Moved:
    """The part as typed, in place of what it was."""
    typed = said.text.strip()
    if len(typed) > LONGEST_EXTRA[part]:
        return missed(draft, text("problem.too_long", count=len(typed), most=LONGEST_EXTRA[part]))
    draft = changes.with_source(draft, said.message, part)
    return Moved(draft.with_(extras=_with_extra(draft.extras, part, typed), question=None, misses=0))


def taps(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    match tap.action, draft.question:
        case "part", Change() if tap.arg in WHAT:
            return Moved(draft.with_(question=WHAT[tap.arg], misses=0))
        case "add_item", ChangeItems():
            return Moved(draft.with_(question=AskItems(context.history.frequent(3))))
        case "leave_out", AskExtra(part=part):
            return Moved(draft.with_(extras=_with_extra(draft.extras, part, ""), question=None, misses=0))
        case _:
            return None


def _with_extra(extras: Extras, part: ExtraPart, words: str) -> Extras:
    match part:
        case "courier":
            return replace(extras, courier=words)
        case "payment":
            return replace(extras, payment=words)
        case "note":
            return replace(extras, note=words)
        case "tags":
            tags = (tag.strip() for tag in words.split(","))
            return replace(extras, tags=tuple(dict.fromkeys(tag for tag in tags if tag)))


STEP = Step(questions=(Change, ChangeItems, AskExtra), missing=missing, ask=ask, says=says, taps=taps)
