"""A message that seems to be another customer's: *New order* or *Change this one*, before anything is touched."""

from conversations.buttons import Tap
from conversations.context import Context
from conversations.events import Said
from conversations.order import Draft
from conversations.questions import Question, WhichOrder
from conversations.screens import Button, shortened, text
from conversations.steps.step import Asked, Moved, Step


def missing(draft: Draft, context: Context) -> Question | None:
    del draft, context
    return None


def ask(draft: Draft, question: Question, context: Context) -> Asked:
    del draft, context
    words = question.text if isinstance(question, WhichOrder) else ""
    buttons = (Button(text("button.new_order"), "new_order"), Button(text("button.change_this"), "change_this"))
    return Asked((text("ask.which_order", words=shortened(" ".join(words.split()), 120)),), (buttons,))


def says(draft: Draft, said: Said, context: Context) -> Moved | None:
    """More of the same message, or its correction, before it's decided whose it is."""
    del context
    match draft.question:
        case WhichOrder(message=message) if message is not None and said.message == message:
            return Moved(draft.with_(question=WhichOrder(said.text, message)))
        case WhichOrder(text=before, message=message):
            return Moved(draft.with_(question=WhichOrder(f"{before}\n{said.text}", message)))
        case _:
            return None


def taps(draft: Draft, tap: Tap, context: Context) -> Moved | None:
    """Both answers concern more than this draft, so the machine takes them."""
    del draft, tap, context
    return None


STEP = Step(questions=(WhichOrder,), missing=missing, ask=ask, says=says, taps=taps)
