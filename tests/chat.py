"""A chat with the desk, without a network: `chat.says(…)`, `chat.taps(…)`, `chat.sees(…)`.

Every turn goes through the real database, so that whatever a conversation remembers was stored and read again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database as Tables

from bot.catalogue_sync import variants_of
from bot.demo.shop import load_shop
from bot.history import ChatHistory
from bot.orders_api.models import ProductAnswer
from conversations.context import Context
from conversations.effects import Effect
from conversations.events import (
    CustomersFound,
    Edited,
    Event,
    OrderCreated,
    OrderNotFound,
    OrderPaused,
    OrderRejected,
    OrderSending,
    OrderUncertain,
    Pressed,
    Said,
    SharedContact,
    SharedLocation,
    Unreadable,
)
from conversations.habits import HabitualCatalogue
from conversations.machine import advance
from conversations.order import Draft, Variant
from conversations.session import Session
from conversations.submission import State as Submitted
from storage import drafts, inbox, outbox, people, retention, sessions, submissions
from storage.catalogue import CatalogueReader, build
from storage.codec import load_event
from storage.database import Database
from storage.migrations import migrations
from storage.places import Regions

T = TypeVar("T")

BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PERSON = 7001


def sample_variants() -> tuple[Variant, ...]:
    """The demo's shop, as a sync would store it."""
    products = [ProductAnswer.model_validate(product.to_json()) for product in load_shop()]
    return tuple(variant for product in products for variant in variants_of(product))


@dataclass
class CountedIds:
    """Ids that are the same in every run."""

    drafts: int = 0
    tags: int = 0

    def draft(self) -> str:
        self.drafts += 1
        return f"draft{self.drafts:03}"

    def tag(self) -> str:
        self.tags += 1
        return f"tg-{self.tags:04}"

    def invitation(self) -> str:
        self.tags += 1
        return f"invitation-{self.tags:011}"


@dataclass
class Shown:
    """A message in the chat, as it looks now. `was` counts how often it was edited."""

    message: int
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...]
    was: int = 0

    @property
    def labels(self) -> list[str]:
        return [label for row in self.buttons for label, _ in row]

    def lines(self) -> list[str]:
        rows = [" ".join(f"[ {label} ]" for label, _ in row) for row in self.buttons]
        return [*self.text.splitlines(), *rows]


@dataclass
class Chat:
    """One person's chat. `effects` are those of the last turn, `messages` all that the bot has sent."""

    folder: Path
    language: str = "en"
    role: str = "agent"
    region: str = "ID"
    variants: tuple[Variant, ...] | None = None
    now: datetime = BEGIN
    person: int = PERSON
    name: str = "Sari"
    messages: list[Shown] = field(default_factory=list)
    effects: tuple[Effect, ...] = ()
    log: list[tuple[str, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._db = Database.open(self.folder / "orderdesk.db", migrations)
        build(self.folder, sample_variants() if self.variants is None else self.variants)
        self._catalogue = CatalogueReader(self.folder)
        self._places = Regions.load(self.folder)
        first = 0 if self.person == PERSON else self.person * 100  # several people share a folder
        self._ids = CountedIds(first, first)
        self._number = 100
        self._updates = 0
        self._own: dict[str, int] = {}
        self._db.call(self._enrolled)

    def becomes(self, person: int) -> None:
        """Somebody else of the desk, in a chat of their own, from now on."""
        self.person = person
        self._db.call(lambda db: people.enrol(db, person, "agent", 0.0))

    def close(self) -> None:
        self._db.close()
        self._places.close()

    def _enrolled(self, db: Tables) -> None:
        people.enrol(db, self.person, "owner" if self.role == "owner" else "agent", 0.0)
        people.set_name(db, self.person, self.name)

    def looks(self) -> None:
        """What was sent to this person meanwhile arrives."""
        self._deliver()

    def restarts(self) -> None:
        """The process ends and begins again: only what is on disk is left."""
        self._db.close()
        self._db = Database.open(self.folder / "orderdesk.db", migrations)
        self._catalogue = CatalogueReader(self.folder)

    # --- what the person does

    def says(self, text: str) -> None:
        self._number += 1
        self._own[text] = self._number
        self._turn(Said(text, self._number))

    def edits(self, before: str, after: str) -> None:
        number = self._own.pop(before)
        self._own[after] = number
        self._turn(Edited(after, number))

    def taps(self, label: str, *, on: Shown | None = None) -> None:
        """Taps the button with this label on the newest message that has it, or on `on`."""
        message = on or next((shown for shown in reversed(self.messages) if label in shown.labels), None)
        assert message is not None, f"no button {label!r}; the chat shows:\n{self.screen()}"
        data = next(data for row in message.buttons for shown, data in row if shown == label)
        self.presses(data, message.message)

    def presses(self, data: str, message: int | None = None) -> None:
        """A tap with any data: stale, foreign or forged."""
        self._turn(Pressed(data, message))

    def shares_contact(self, phone: str, first: str = "", last: str = "") -> None:
        self._number += 1
        self._turn(SharedContact(phone, first, last, self._number))

    def shares_location(self, latitude: float, longitude: float) -> None:
        self._number += 1
        self._turn(SharedLocation(latitude, longitude, self._number))

    def sends(self, kind: str) -> None:
        self._turn(Unreadable(kind))

    def has_products(self, variants: tuple[Variant, ...]) -> None:
        """The catalogue is synced anew."""
        build(self.folder, variants)
        self._catalogue = CatalogueReader(self.folder)

    def waits(self, **time: float) -> None:
        self.now += timedelta(**time)

    def forgets_what_is_old(self) -> None:
        """The janitor comes."""
        keep = retention.Keep(timedelta(days=7), timedelta(days=30))
        while self._db.call(lambda db: retention.sweep(db, self.now.timestamp(), keep)):
            pass

    # --- what the shop does

    @property
    def submitted(self) -> Draft:
        """The draft that was submitted last."""
        return next(draft for draft in reversed(self.drafts(ended=True)) if self._submission(draft.id))

    def shop_sends(self) -> None:
        self._turn(OrderSending(self.submitted.id))

    def shop_creates(self, number: str, total: int | None, *, found: bool = False) -> None:
        money = None if total is None else Decimal(total)
        self._settle(Submitted.CREATED)
        self._turn(OrderCreated(self.submitted.id, f"ord-{number}", number, money, None, found=found))

    def shop_rejects(self, message: str) -> None:
        self._settle(Submitted.REJECTED)
        self._turn(OrderRejected(self.submitted.id, message))

    def shop_is_unreachable(self) -> None:
        self._settle(Submitted.PAUSED)
        self._turn(OrderPaused(self.submitted.id, "unreachable"))

    def shop_does_not_answer(self) -> None:
        self._settle(Submitted.UNCERTAIN)
        self._turn(OrderUncertain(self.submitted.id))

    def shop_does_not_find_it(self, *, can_check: bool = True) -> None:
        self._settle(Submitted.ASK)
        self._turn(OrderNotFound(self.submitted.id, can_check))

    def shop_knows(self, event: CustomersFound) -> None:
        self._turn(event)

    def shop_says(self, event: OrderCreated) -> None:
        self._settle(Submitted.CREATED)
        self._turn(event)

    # --- what the person sees

    @property
    def last(self) -> Shown:
        return self.messages[-1]

    def card(self, draft: str) -> Shown:
        """The live card of a draft."""
        number = self._db.call(lambda db: drafts.card(db, draft))
        return next(shown for shown in self.messages if shown.message == number)

    def sees(self, *words: str) -> None:
        """The newest message holds all of these."""
        for part in words:
            assert part in self.last.text, f"not seen: {part!r}; the newest message is:\n{self.screen(1)}"

    def sees_no(self, *words: str) -> None:
        for part in words:
            assert part not in self.last.text, f"seen: {part!r} in\n{self.screen(1)}"

    def sees_buttons(self, *labels: str) -> None:
        missing = [label for label in labels if label not in self.last.labels]
        assert not missing, f"no buttons {missing}; the newest message is:\n{self.screen(1)}"

    def screen(self, most: int = 5) -> str:
        return "\n---\n".join("\n".join(shown.lines()) for shown in self.messages[-most:])

    def drafts(self, *, ended: bool = False) -> tuple[Draft, ...]:
        def stored(db: Tables) -> tuple[Draft, ...]:
            if not ended:
                return drafts.of_chat(db, self.person)
            ids = [row[0] for row in db.conn.execute("SELECT id FROM drafts ORDER BY created, id")]
            found = [draft for number in ids for draft in drafts.of_chat(db, self.person, also=number)]
            return tuple({draft.id: draft for draft in found}.values())

        return self._db.call(stored)

    def finds(self, work: Callable[[Tables], T]) -> T:
        """What the database holds."""
        return self._db.call(work)

    @property
    def draft(self) -> Draft:
        """The draft on the table."""
        return next(draft for draft in self.drafts(ended=True) if draft.id == self.table)

    @property
    def table(self) -> str:
        person = self._db.call(lambda db: people.get(db, self.person))
        assert person is not None
        return person.table

    # --- one turn

    def _turn(self, event: Event) -> None:
        self._take()
        while (entry := self._db.call(lambda db: inbox.next_of(db, self.person))) is not None:
            self._handle(entry, event)

    def _take(self) -> None:
        self._updates += 1
        number = f"{self.person}:{self._updates}"
        self._db.call(
            lambda db: inbox.add(db, source="test", id=number, chat=self.person, body="", now=self.now.timestamp())
        )

    def _handle(self, entry: inbox.Entry, event: Event) -> None:
        happened = event if entry.source == "test" else load_event(entry.body)
        also = getattr(happened, "draft", "") or (getattr(happened, "data", "") or "").partition(":")[0]
        if isinstance(happened, Edited):
            message = happened.message
            also = self._db.call(lambda db: drafts.of_message(db, self.person, message))
        before = self._db.call(lambda db: self._session(db, also))
        turn = advance(before, happened, self.context())
        handled = sessions.Handled(entry.seq, self.person)
        self._db.call(lambda db: sessions.commit(db, handled, before, turn, region=self.region, now=self.now))
        self.effects = turn.effects
        self._deliver()

    def _session(self, db: Tables, also: str) -> Session:
        person = people.get(db, self.person)
        assert person is not None
        session = sessions.load(db, person, language=self.language, also=also)
        assert session is not None
        return session

    def context(self) -> Context:
        person = self._db.call(lambda db: people.get(db, self.person))
        owner = person is not None and person.role == "owner"
        history = ChatHistory(self._db, self.person, owner=owner)
        catalogue = HabitualCatalogue(self._catalogue, history, self.now)
        language = (person.language if person else "") or self.language
        return Context(
            self.now, self._ids, catalogue, self._places, history, self.region, owner=owner, language=language
        )

    def _deliver(self) -> None:
        """Does what the delivery does, with a chat that never fails."""
        while (row := self._db.call(lambda db: outbox.first(db, self.person))) is not None:
            self._db.call(self._sent(row))

    def _sent(self, row: outbox.Row) -> Callable[[Tables], None]:
        shown = row.message.shown

        def deliver(db: Tables) -> None:
            outbox.delivered(db, row.seq)
            card = drafts.card(db, row.message.draft) if row.message.draft else None
            old = next((message for message in self.messages if message.message == card), None)
            if old and row.message.place == "edit":
                if (old.text, old.buttons) != (shown.text, shown.buttons):
                    old.text, old.buttons, old.was = shown.text, shown.buttons, old.was + 1
                    self.log.append(("edit", old.lines()))
                return
            if old:
                old.buttons = ()
            self._number += 1
            self.messages.append(Shown(self._number, shown.text, shown.buttons))
            self.log.append(("bot", self.messages[-1].lines()))
            if row.message.draft:
                drafts.set_card(db, self.person, row.message.draft, self._number)

        return deliver

    def _submission(self, draft: str) -> object | None:
        return self._db.call(lambda db: submissions.of_draft(db, draft))

    def _settle(self, state: Submitted) -> None:
        """The submission as the worker leaves it when it tells the conversation so."""
        draft = self.submitted.id
        self._db.call(
            lambda db: db.conn.execute(
                """UPDATE submissions SET state = ?, next = NULL, body = json_set(body, '$.state', ?, '$.next', NULL)
                   WHERE rowid = (SELECT max(rowid) FROM submissions WHERE draft = ?)""",
                (state, state, draft),
            )
        )
