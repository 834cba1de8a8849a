"""The steps of an order, in the order in which their parts are asked for; whose a message is comes before all."""

from conversations.context import Context
from conversations.order import Draft
from conversations.questions import Question
from conversations.steps import address, change, conflict, contact, items, review
from conversations.steps.step import Step

STEPS: tuple[Step, ...] = (conflict.STEP, items.STEP, contact.STEP, address.STEP, review.STEP)
OWNERS: dict[type, Step] = {kind: step for step in (*STEPS, change.STEP) for kind in step.questions}


def next_question(draft: Draft, context: Context) -> Question:
    """What the draft is asked next: the question of the first step whose part is missing."""
    return next(question for step in STEPS if (question := step.missing(draft, context)) is not None)


def step_of(question: Question) -> Step:
    return OWNERS.get(type(question), review.STEP)
