"""What a step is: it knows how to ask for its part of the order and how to accept an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from conversations.buttons import Tap
from conversations.context import Context
from conversations.effects import Effect
from conversations.events import Said
from conversations.order import Draft
from conversations.questions import Question
from conversations.screens import Button, Row, Text, text


@dataclass(frozen=True, slots=True)
class Moved:
    """A draft after an answer. A draft without a question is asked for what is missing next.

    `note` is said above the question: a problem, or what was done.
    """

    draft: Draft
    note: Text | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question is put: the sentence and its buttons. `example` is shown after two failed answers."""

    words: tuple[Text, ...]
    keyboard: tuple[Row, ...] = ()
    example: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One part of an order.

    `missing` gives the question that its part still needs, or None when there is nothing to ask.
    `questions` are the kinds of question it owns: it puts them (`ask`), takes typed answers to them (`says`:
    None when the words are no answer, so that they can be read as anything else) and taps on them (`taps`:
    None when the tap makes no sense now).
    """

    questions: tuple[type, ...]
    missing: Callable[[Draft, Context], Question | None]
    ask: Callable[[Draft, Question, Context], Asked]
    says: Callable[[Draft, Said, Context], Moved | None]
    taps: Callable[[Draft, Tap, Context], Moved | None]


def unchanged(known: object) -> tuple[Row, ...]:
    """The way out of changing a part that is `known`."""
    return ((Button(text("button.keep"), "back"),),) if known else ()


def both(one: Text | None, other: Text | None) -> Text | None:
    """Two notes as one."""
    return text("note.both", one=one, other=other) if one and other else one or other


def missed(draft: Draft, problem: Text) -> Moved:
    """The same question again, with what was wrong about the answer."""
    return Moved(draft.with_(misses=draft.misses + 1), note=problem)
