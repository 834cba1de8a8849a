"""What holds in every conversation, whatever anybody says, taps, edits or answers, in any order."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from conversations.addresses import missing_parts
from conversations.buttons import MOST_BYTES, Tap, decode
from conversations.cards import card
from conversations.effects import Decide, Say, Show, Submit, TellOwners
from conversations.events import (
    CatalogueSynced,
    CatalogueSyncFailed,
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
from conversations.machine import advance
from conversations.order import Address, Customer, Draft, Name, Phone, State, Variant
from conversations.quantities import parse_quantity
from conversations.questions import ConfirmSame, Review
from conversations.screens import MOST_CHOICES, MOST_IN_A_ROW, Screen
from conversations.session import Person, Session, Turn
from conversations.texts import WORDS
from conversations.texts.render import Rendered, render
from storage.codec import dump_draft, dump_event, load_draft, load_event

from .catalogue import SmallCatalogue
from .memory import World

PASTE = (
    "mau order kopi susu gula aren 250 ml 2, croissant 1, kirim ke Budi Santoso\n"
    "0812-3456-7890, Jl. Merdeka 10 Bandung 40111"
)
OTHER_PASTE = "Siti Aminah\n0813-1111-2222\nJl. Asia Afrika 8, Surabaya 60111\n3 teh tarik\ntotal 45.000"
TEXTS = [
    PASTE, OTHER_PASTE, "croissant", "2 croissant", "kopi susu", "kaos polos", "3 kaos polos", "hitam", "teh melati",
    "pesanan khusus 1", "keranjang hadiah 2", "1 teh tarik, 2 xyzzy", "3 asdfgh", "lip cream matte 12", "0", "1", "2",
    "5", "9999", "10000", "-3", "2,5", "x5", "0 croissant", "9999 croissant", "10000 croissant", "0812 3456",
    "081234567890", "0813-1111-2222", "+65 8123 4567", "0812-3456-7890 atau 0813-1111-2222", "Budi", "Budi Santoso",
    "Siti", "siti aminah", "Jl. Merdeka 10", "Jl. Merdeka 10 Bandung 40111", "Jl. Melati 5, Malang", "Bandung",
    "Malang", "Surabaya", "Jawa Barat", "40111", "4011", "Atlantis", "back", "kembali", "/new", "/drafts", "/drafts 2",
    "/orders", "/find Budi", "/find", "/cancel", "/help", "/language", "/language id", "/language en", "/start",
    "/nosuch", "/",
    "/settings", "kurir JNE", "catatan: jangan dibanting", "bayar COD", "#1007", "1007", " ", "\n\n", "…", "👍",
    "😀" * 300,
    "*tebal* _miring_ [a](b) <b>x</b> {0} {name} %s", "\u200b", "\u202eabc", "A" * 600, "kata " * 200, "1 " * 300,
    "\n".join(f"{n} teh melati {n}" for n in range(1, 12)),
    "\n".join(f"0812-3456-78{n}" for n in range(10, 30)), "budi\x00santoso", "Ⅷ ² ٣", "ya", "batal",
]  # fmt: skip
BEGINNINGS = [
    (), (PASTE,), (PASTE, "[create]"), (PASTE, "[change]"), (PASTE, "[save]", OTHER_PASTE), (PASTE, OTHER_PASTE),
    ("croissant",), ("2 croissant",), ("2 croissant", "081234567890", "Budi"), ("kaos polos",),
    ("kopi susu", "teh melati"),
    ("2 croissant, 3 teh tarik, 1 xyzzy",), ("\n".join(f"{n} teh melati {n}" for n in range(1, 12)),),
    (PASTE, "[create]", OTHER_PASTE),
]  # fmt: skip
PHONES = ("+6281234567890", "+6281311112222", "+6581234567")
STEADY = {"one_more", "fewer", "select", "undo"}
OF_A_LIST = {"open", "repeat", "same_customer", "customer_message"}
REMOVES = {"fewer", "discard_yes", "new_address", "leave_out", "saved", "customer", "new_customer", "change_this"}
PARTS = ("street", "city", "postcode")
LONGEST_TEXT = 4_096  # UTF-16 units: Telegram's limit of a message

texts = st.sampled_from(TEXTS) | st.text(max_size=60) | st.builds("{}\n{}".format, *[st.sampled_from(TEXTS)] * 2)
places = st.integers(0, 10_000)


class AnyConversation(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.stored: dict[str, str] = {}
        self.cards: dict[str, int] = {}
        self.person = Person(7, "agent")
        self.table = ""
        self.messages = 0
        self.own: list[int] = []
        self.submitted: list[str] = []
        self.buttons: list[tuple[str, int | None]] = []
        self.new_buttons: list[tuple[str, int | None]] = []

    @initialize(
        owner=st.booleans(),
        region=st.sampled_from(["ID", "ID", "SG", "MY"]),
        language=st.sampled_from([*WORDS]),
        begun=st.sampled_from(BEGINNINGS),
    )
    def begin(self, owner: bool, region: str, language: str, begun: tuple[str, ...]) -> None:  # noqa: FBT001  # Hypothesis gives it
        self.person = Person(7, "owner" if owner else "agent", language)
        self.world.owner, self.world.region = owner, region
        for step in begun:
            if step.startswith("["):
                data = [data for data, _ in self.new_buttons if data.split(":")[2] == step.strip("[]")]
                self._happens(Pressed(data[0]) if data else Pressed(""))
            else:
                self.says(step)

    # --- what may happen

    @rule(text=st.sampled_from(TEXTS))
    def says_something_likely(self, text: str) -> None:
        self.says(text)

    @rule(text=st.sampled_from(["/cancel", "/new", "/drafts", "/start", "/help", "back", "2", "0", "croissant", PASTE]))
    def says_something_simple(self, text: str) -> None:
        self.says(text)

    @rule(text=texts)
    def says(self, text: str) -> None:
        self.own.append(self._message())
        self._happens(Said(text, self.own[-1]))

    @rule(text=texts)
    def says_without_number(self, text: str) -> None:
        self._happens(Said(text))

    @precondition(lambda self: self.own)
    @rule(at=places, text=texts)
    def edits(self, at: int, text: str) -> None:
        self._happens(Edited(text, self.own[-1 - at % min(len(self.own), 4)]))

    @precondition(lambda self: self.new_buttons)
    @rule(at=places)
    def taps(self, at: int) -> None:
        self._happens(Pressed(*self.new_buttons[at % len(self.new_buttons)]))

    @precondition(lambda self: any(":create" in data for data, _ in self.new_buttons))
    @rule()
    def creates(self) -> None:
        self._happens(Pressed(*next(each for each in self.new_buttons if ":create" in each[0])))

    @precondition(lambda self: self.new_buttons)
    @rule(at=places)
    def taps_again(self, at: int) -> None:
        self._happens(Pressed(*self.new_buttons[at % len(self.new_buttons)]))

    @precondition(lambda self: self.buttons)
    @rule(at=places)
    def taps_an_old_button(self, at: int) -> None:
        self._happens(Pressed(*self.buttons[at % len(self.buttons)]))

    @precondition(lambda self: self.buttons)
    @rule(at=places, arg=st.sampled_from(["", "0", "1", "7", "999999", "-1", "street", "x"]), later=st.integers(-1, 1))
    def forges(self, at: int, arg: str, later: int) -> None:
        data, message = self.buttons[at % len(self.buttons)]
        draft, revision, action, _ = data.split(":")
        self._happens(Pressed(f"{draft}:{max(0, int(revision) + later)}:{action}:{arg}", message))

    @rule(data=st.sampled_from(["", ":::", "x:1:create:", "d0000009:1:create:", ":0:sync:", ":0:save:"]) | st.text())
    def taps_nonsense(self, data: str) -> None:
        self._happens(Pressed(data))

    @rule(phone=st.sampled_from([*PHONES, "0812", "", "n/a"]), name=st.sampled_from(["", "Budi", "siti", " ", "😀"]))
    def shares_a_contact(self, phone: str, name: str) -> None:
        self.own.append(self._message())
        self._happens(SharedContact(phone, name, "", self.own[-1]))

    @rule()
    def shares_a_location(self) -> None:
        self._happens(SharedLocation(-6.9, 107.6, self._message()))

    @rule(kind=st.sampled_from(["sticker", "voice", "photo", "file", "other"]))
    def sends_something_else(self, kind: str) -> None:
        self._happens(Unreadable(kind))

    @precondition(lambda self: self.stored)
    @rule(at=places, phone=st.sampled_from(PHONES), names=st.lists(st.sampled_from(["Budi Santoso", "Siti", ""])))
    def the_shop_knows(self, at: int, phone: str, names: list[str]) -> None:
        home = Address("Jl. Cihampelas 1", "", "Bandung", "Jawa Barat", "40131", "ID")
        known = tuple(
            Customer(f"c{at}", Name(*name.split(" ", 1)), Phone(phone), (home,) * (at + 1), last_items=(("v4", 2),))
            for at, name in enumerate(names)
        )
        self._happens(CustomersFound(self._any_draft(at), phone, known))

    @precondition(lambda self: self.submitted)
    @rule(
        at=places,
        what=st.sampled_from(
            ["sending", "created", "found", "numberless", "rejected", "paused", "uncertain", "missing"]
        ),
    )
    def the_shop_answers(self, at: int, what: str) -> None:
        draft = self.submitted[at % len(self.submitted)]
        events: dict[str, Event] = {
            "sending": OrderSending(draft),
            "created": OrderCreated(draft, "o1", "1001", Decimal(61_000), None),
            "found": OrderCreated(draft, "o1", "1001", Decimal(61_000), "IDR", found=True),
            "numberless": OrderCreated(draft),
            "rejected": OrderRejected(draft, "*bad* <field> {x}" * (1 + at % 60)),
            "paused": OrderPaused(draft, "unreachable" if at % 2 else "not_allowed"),
            "uncertain": OrderUncertain(draft),
            "missing": OrderNotFound(draft, bool(at % 2)),
        }
        self._happens(events[what])

    @rule(event=st.sampled_from([CatalogueSynced(3, 9), CatalogueSyncFailed("absent")]))
    def the_catalogue_is_synced(self, event: Event) -> None:
        self._happens(event)

    @rule(what=st.sampled_from(["dearer", "gone", "empty", "back"]))
    def the_shop_changes(self, what: str) -> None:
        shop = World().catalogue
        kept = [shop.variants((f"v{n}",))[0] for n in range(1, 11)]
        known = [variant for variant in kept if variant is not None]
        match what:
            case "dearer":
                dear = [_dearer(variant) for variant in known]
                self.world.catalogue = SmallCatalogue((*dear, *shop.product("kaos")))
            case "gone":
                self.world.catalogue = SmallCatalogue((*known[::2], *shop.product("kaos")))
            case "empty":
                self.world.catalogue = SmallCatalogue(())
            case _:
                self.world.catalogue = shop

    @rule(hours=st.sampled_from([1, 25]))
    def waits(self, hours: int) -> None:
        self.world.wait(timedelta(hours=hours))

    # --- one turn, as the database makes it

    def _message(self) -> int:
        self.messages += 1
        return self.messages

    def _any_draft(self, at: int) -> str:
        ids = [*self.stored]
        return ids[-1 - at % min(len(ids), 3)]

    def _happens(self, event: Event) -> None:
        try:
            event = load_event(dump_event(event))
        except UnicodeEncodeError:
            return  # a lone surrogate, which no JSON from Telegram can hold
        before = self._session(event)
        turn = advance(before, event, self.world.context())
        assert turn == advance(before, event, self._same_ids(turn))
        self._check(before, turn, event)
        for draft in turn.session.drafts:
            if draft != before.draft(draft.id):
                self.stored[draft.id] = dump_draft(draft)
                assert load_draft(self.stored[draft.id]) == draft
                self.world.history.record(draft, self.world.now)
        self.person, self.table = turn.session.person, turn.session.table
        self._deliver(turn)

    def _same_ids(self, turn: Turn) -> object:
        """The context again, with the ids that the turn has used up."""
        context = self.world.context()
        ids = type(context.ids)()
        new = [draft.id for draft in turn.session.drafts if draft.id not in self.stored]
        ids.drafts = self.world.ids.drafts - len(new)
        ids.tags = self.world.ids.tags - sum(isinstance(effect, Submit) for effect in turn.effects)
        return type(context)(
            context.now, ids, context.catalogue, context.places, context.history, context.region, owner=context.owner
        )

    def _session(self, event: Event) -> Session:
        drafts = [load_draft(body) for body in self.stored.values()]
        also = {getattr(event, "draft", "")}
        if isinstance(event, Pressed) and (tap := decode(event.data)):
            also.add(tap.draft)
        if isinstance(event, Edited):
            of = [draft.id for draft in drafts if any(s.message == event.message for s in draft.sources)]
            also.update(of[-1:])
        kept = tuple(draft for draft in drafts if not draft.state.ended or draft.id in also)
        return Session(self.person, kept, self.table, dict(self.cards))

    def _deliver(self, turn: Turn) -> None:
        fresh: list[tuple[str, int | None]] = []
        for effect in turn.effects:
            match effect:
                case Show(draft=draft, revision=revision, place=place, screen=screen):
                    if place == "new" or draft not in self.cards:
                        self.cards[draft] = self._message()
                    message: int | None = self.cards[draft]
                case Say(screen=screen) | TellOwners(screen=screen):
                    draft, revision, message = "", 0, self._message()
                case _:
                    continue
            shown = _checked(screen, self.person.language, self.world.region, draft, revision)
            fresh += [(data, message) for row in shown.buttons for _, data in row]
        self.new_buttons = fresh or self.new_buttons
        self.buttons = (self.buttons + fresh)[-200:]

    # --- what always holds

    def _check(self, before: Session, turn: Turn, event: Event) -> None:
        assert turn.session.table == "" or turn.session.on_table is not None
        for draft in turn.session.drafts:
            _sound(draft)
            old = before.draft(draft.id)
            if old is not None and old != draft:
                self._check_change(old, draft, event)
                self._check_set_aside(old, draft, before, turn, event)
        if isinstance(event, Pressed):
            self._check_tap(before, turn, decode(event.data))
        shown = {effect.draft for effect in turn.effects if isinstance(effect, Show)}
        assert all(turn.session.draft(draft) is not None for draft in shown)
        said_by_a_person = (Said, Edited, Pressed, SharedContact, SharedLocation, Unreadable)
        assert not isinstance(event, said_by_a_person) or any(isinstance(e, Show | Say) for e in turn.effects)
        for effect in turn.effects:
            if isinstance(effect, Submit):
                self._check_submit(before.draft(effect.draft), effect, event)
                self.submitted.append(effect.draft)
            if isinstance(effect, Decide):
                decided = before.draft(effect.draft)
                assert decided is not None
                assert decided.state in (State.PAUSED, State.ASK)

    def _check_change(self, old: Draft, new: Draft, event: Event) -> None:
        context = self.world.context()
        assert new.revision >= old.revision
        if card(old, context).keyboard != card(new, context).keyboard:
            assert new.revision > old.revision
        if old.state.frozen or old.state.ended:
            assert _content(old) == _content(new), "a frozen draft is as it was submitted"
            return
        if new.state is State.DISCARDED:
            return
        tap = decode(event.data) if isinstance(event, Pressed) else None
        if isinstance(event, Edited) or (tap and tap.action in REMOVES):
            return
        assert old.phone is None or new.phone is not None
        assert old.name is None or new.name is not None
        for part in PARTS:
            assert not getattr(old.address, part) or getattr(new.address, part), part
        if isinstance(event, Said) and parse_quantity(event.text) == 0:
            return
        kept = {line.variant.id for line in new.lines}
        assert kept >= {line.variant.id for line in old.lines}

    def _check_set_aside(self, old: Draft, new: Draft, before: Session, turn: Turn, event: Event) -> None:
        """What was set aside waits until a person has said whose it is."""
        gone = {waiting.message for waiting in old.set_aside} - {waiting.message for waiting in new.set_aside}
        if not gone:
            return
        tap = decode(event.data) if isinstance(event, Pressed) else None
        created = isinstance(event, OrderCreated)
        assert created or tap is not None
        assert tap is None or tap.action in ("new_order", "change_this", "leave_out", "discard_yes")
        if tap is None or tap.action in ("new_order", "discard_yes"):
            # An order of its own, which may be one that was begun and is still empty.
            others = {draft.id: _content(draft) for draft in before.drafts if draft.id != old.id}
            assert any(others.get(draft.id) != _content(draft) for draft in turn.session.drafts if draft.id != new.id)
            assert new.state is State.DISCARDED or turn.session.table != new.id

    def _check_tap(self, before: Session, turn: Turn, tap: Tap | None) -> None:
        draft = before.draft(tap.draft) if tap and tap.draft else None
        if tap is None or (tap.draft and draft is None):
            assert turn.session == before
        elif draft and tap.revision != draft.revision and tap.action not in STEADY | OF_A_LIST:
            assert turn.session.drafts == before.drafts
            assert not any(isinstance(effect, Submit | Decide) for effect in turn.effects)

    def _check_submit(self, draft: Draft | None, submit: Submit, event: Event) -> None:
        assert draft is not None
        tap = decode(event.data) if isinstance(event, Pressed) else None
        assert tap is not None
        assert (tap.draft, tap.revision) == (draft.id, draft.revision)
        assert draft.state is State.OPEN
        assert isinstance(draft.question, Review | ConfirmSame)
        assert draft.lines
        assert not draft.open_items
        assert not missing_parts(draft.address)
        assert submit.request.phone == draft.phone
        assert submit.request.name == draft.name
        assert submit.request.last_name
        assert submit.request.items == tuple((line.variant.id, line.quantity) for line in draft.lines)


def _dearer(variant: Variant) -> Variant:
    return replace(variant, price=None if variant.price is None else variant.price * 2)


def _content(draft: Draft) -> tuple[object, ...]:
    return draft.lines, draft.phone, draft.name, draft.address, draft.extras, draft.open_items, draft.stated_total


def _sound(draft: Draft) -> None:
    assert all(1 <= line.quantity <= 9_999 for line in draft.lines)
    assert len({line.id for line in draft.lines}) == len(draft.lines)
    assert len({line.variant.id for line in draft.lines}) == len(draft.lines)
    assert draft.state is State.OPEN or draft.question is None or draft.state is State.ASK
    assert draft.state is not State.OPEN or draft.question is not None
    assert draft.state is State.OPEN or not draft.set_aside
    assert not (draft.set_aside and isinstance(draft.question, Review | ConfirmSame))


def _checked(screen: Screen, language: str, region: str, draft: str, revision: int) -> Rendered:
    """The screen in the person's language, after it was found fit for Telegram and a phone in every language."""
    for each in WORDS:
        shown = render(screen, each, region, draft=draft, revision=revision)
        assert shown.text.strip()
        assert len(shown.text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
        assert all(0 <= part.start < part.end <= len(shown.text) for part in shown.styled)
        choices = 0
        for row in shown.buttons:
            assert 1 <= len(row) <= MOST_IN_A_ROW
            for label, data in row:
                assert 1 <= len(label.strip()) <= len(label) <= 60
                assert len(data.encode()) <= MOST_BYTES
                tap = decode(data)
                assert tap is not None
                choices += tap.action in ("variant", "option", "offer", "saved", "customer", "phone", "part")
        lines = sum(decode(row[0][1]).action == "select" for row in shown.buttons)  # type: ignore[union-attr]
        assert choices + lines <= MOST_CHOICES
        assert len(shown.buttons) <= MOST_CHOICES + 4
    return render(screen, language, region, draft=draft, revision=revision)


def test_the_events_survive_storage() -> None:
    assert json.loads(dump_event(Said("\u202e😀")))["text"] == "\u202e😀"


TestAnyConversation = AnyConversation.TestCase
TestAnyConversation.settings = settings(
    max_examples=100, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
