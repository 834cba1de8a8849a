"""A message that seems to be another customer's: *New order*, *Change this one* or neither, before anything is touched.

It is asked before any other part: until a person has said whose the message is, it waits in the draft.
"""

from conversations import changes
from conversations.buttons import Tap
from conversations.context import Context
from conversations.events import Said
from conversations.order import Draft
from conversations.questions import Question, WhichOrder
from conversations.screens import Button, shortened, text
from conversations.steps.step import Asked, Moved, Step


def missing(draft: Draft, context: Context) -> Question | None:
    del context
    return WhichOrder() if draft.set_aside else None


def ask(draft: Draft, question: Question, context: Context) -> Asked:
    del question, context
    words = " ".join(set_aside(draft).text.split())
    answers = (Button(text("button.new_order"), "new_order"), Button(text("button.change_this"), "change_this"))
    neither = (Button(text("button.neither"), "leave_out"),)
    return Asked((text("ask.which_order", words=shortened(words, 120)),), (answers, neither))


def set_aside(draft: Draft) -> Said:
    """All that waits, as one message: several may be the parts of one order."""
    first, *_ = draft.set_aside
    return Said("\n".join(waiting.text for waiting in draft.set_aside), first.message)


def says(draft: Draft, said: Said, context: Context) -> Moved | None:
    """More of what waits: one order often comes in several messages."""
    del context
    if not changes.takes_aside(draft, said.text):
        return Moved(draft, text("limit.set_aside"))
    return Moved(changes.with_set_aside(draft, said.text, said.message))


def taps(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    """The other two answers concern more than this draft, so the machine takes them."""
    del context
    if tap.action == "leave_out":
        return Moved(draft.with_(set_aside=(), question=None), text("note.left_out"))
    return None


STEP = Step(questions=(WhichOrder,), missing=missing, ask=ask, says=says, taps=taps)
