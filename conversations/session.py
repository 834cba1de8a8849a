"""One person's chat: who they are, their drafts, and the one on the table."""

from dataclasses import dataclass, field, replace

from conversations.context import Guest, Role
from conversations.effects import Effect
from conversations.order import Draft


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role. `language` is a language of `texts`. `only_owner`: nobody else is one."""

    id: int
    role: Role
    language: str = "en"
    only_owner: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """`drafts` holds every draft that hasn't ended, the oldest first, and the one an event speaks of.

    `table` is the id of the draft that messages belong to ("" for none); `cards` gives the message of each
    draft's live card, where one was delivered. `guest` is a draft of somebody else's that an owner speaks of.
    """

    person: Person
    drafts: tuple[Draft, ...] = ()
    table: str = ""
    cards: dict[str, int] = field(default_factory=dict)
    guest: Guest | None = None

    def draft(self, draft_id: str) -> Draft | None:
        return next((draft for draft in self.drafts if draft.id == draft_id), None)

    @property
    def on_table(self) -> Draft | None:
        return self.draft(self.table) if self.table else None

    @property
    def open_drafts(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self.drafts if not draft.state.ended and not draft.empty)

    def put(self, draft: Draft) -> "Session":
        """With `draft` in place of the one of that id, or added."""
        if self.draft(draft.id) is None:
            return replace(self, drafts=(*self.drafts, draft))
        return replace(self, drafts=tuple(draft if old.id == draft.id else old for old in self.drafts))

    def lay(self, draft_id: str) -> "Session":
        """With that draft on the table ("" clears it)."""
        return replace(self, table=draft_id)

    def speaking(self, language: str) -> "Session":
        return replace(self, person=replace(self.person, language=language))


@dataclass(frozen=True, slots=True)
class Turn:
    session: Session
    effects: tuple[Effect, ...] = ()
