"""Events and drafts as JSON and back. A field that an older version didn't store gets its default."""

import json
from typing import Any, Final, get_args

from pydantic import TypeAdapter

from conversations.events import Event
from conversations.order import Draft
from conversations.questions import Question


class _Tagged:
    """A union of dataclasses: stored with the name of the class, because some have no fields to tell them by."""

    def __init__(self, union: Any) -> None:
        self._adapters = {kind.__name__: TypeAdapter[Any](kind) for kind in get_args(union)}

    def dump(self, value: object) -> dict[str, Any]:
        name = type(value).__name__
        return {"type": name, **self._adapters[name].dump_python(value, mode="json")}

    def load(self, stored: dict[str, Any]) -> Any:
        fields = {name: value for name, value in stored.items() if name != "type"}
        return self._adapters[stored["type"]].validate_python(fields)


_EVENTS: Final = _Tagged(Event)
_QUESTIONS: Final = _Tagged(Question)
_DRAFT: Final = TypeAdapter(Draft)


def dump_event(event: Event) -> str:
    return json.dumps(_EVENTS.dump(event), ensure_ascii=False)


def load_event(stored: str) -> Event:
    """Raises KeyError or ValueError for what `dump_event` never wrote."""
    event: Event = _EVENTS.load(json.loads(stored))
    return event


def dump_draft(draft: Draft) -> str:
    body = _DRAFT.dump_python(draft.with_(question=None), mode="json")
    body["question"] = _QUESTIONS.dump(draft.question) if draft.question else None
    return json.dumps(body, ensure_ascii=False)


def load_draft(stored: str) -> Draft:
    """Raises KeyError or ValueError for what `dump_draft` never wrote."""
    body = json.loads(stored)
    question = body.pop("question", None)
    draft = _DRAFT.validate_python(body)
    return draft.with_(question=_QUESTIONS.load(question)) if question else draft
