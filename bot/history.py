"""The desk's memory, as the conversation asks for it: bound to one chat, answered from the database."""

from dataclasses import dataclass
from datetime import datetime

from conversations.context import EarlierOrder, Guest, Lesson, Member
from conversations.order import Customer, Phone
from storage import drafts, history, people, taught
from storage.database import Database


@dataclass(frozen=True, slots=True)
class ChatHistory:
    """Serves `conversations.context.History`. Blocks: it's asked from the core's own thread."""

    db: Database
    chat: int
    owner: bool = False

    def customers(self, phone: Phone) -> tuple[Customer, ...]:
        return self.db.call(lambda db: history.customers_with(db, phone.e164))

    def customers_named(self, text: str, limit: int = 5) -> tuple[Customer, ...]:
        return self.db.call(lambda db: history.customers_named(db, text, limit))

    def same_order(self, phone: Phone, items: tuple[tuple[str, int], ...], since: datetime) -> EarlierOrder | None:
        return self.db.call(lambda db: history.same_order(db, phone.e164, items, since.timestamp()))

    def frequent(self, limit: int) -> tuple[str, ...]:
        return self.db.call(lambda db: history.frequent(db, self.chat, limit))

    def orders(self, limit: int, search: str = "") -> tuple[EarlierOrder, ...]:
        seen = history.orders_of_all if self.owner else history.orders_of
        return self.db.call(lambda db: seen(db, self.chat, limit, search))

    def others_drafts(self) -> tuple[Guest, ...]:
        if not self.owner:
            return ()
        found = self.db.call(lambda db: (drafts.of_others(db, self.chat), people.names(db)))
        return tuple(Guest(draft, chat, found[1].get(chat, "")) for chat, draft in found[0] if not draft.empty)

    def team(self) -> tuple[Member, ...]:
        return self.db.call(people.team)

    def sold(self, variants: tuple[str, ...], since: datetime) -> dict[str, tuple[int, int]]:
        return self.db.call(lambda db: history.sold(db, self.chat, variants, since.timestamp()))

    def meant_by(self, words: str, limit: int) -> tuple[Lesson, ...]:
        return self.db.call(lambda db: taught.meant_by(db, words, limit))

    def lessons(self) -> tuple[Lesson, ...]:
        return self.db.call(taught.lessons) if self.owner else ()

    def again(self, draft: str) -> Customer | None:
        return self.db.call(lambda db: history.customer_of(db, None if self.owner else self.chat, draft))
