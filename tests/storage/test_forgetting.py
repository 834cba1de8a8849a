"""A customer is forgotten: nothing of them is left on the disk, and nothing else is lost."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Tables

from conversations.order import Address, Customer, Draft, Extras, Name, OrderRequest, Phone, Result, SetAside, State
from conversations.submission import State as Submitted
from conversations.submission import submit
from conversations.texts.render import Rendered
from storage import drafts, forgetting, history, inbox, lookups, outbox, submissions
from storage.database import Database
from storage.forgetting import Forgotten, StillNeededError
from storage.migrations import migrations
from storage.outbox import Message

CHAT = 7
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
NOW = NOON.timestamp()
PHONE = Phone("+6281276543219")
NAME = Name("Ratnasari", "Wibisana")
ADDRESS = Address("Jl. Kenanga 17", "", "Bandung", "Jawa Barat", "40111", "ID")
TRACES = ("ratnasari", "wibisana", "kenanga", "76543219", "7654-3219")
OTHER = {"phone": Phone("+6281311112222"), "name": Name("Siti", "Aminah"), "address": Address("Jl. Melati 5")}
THEIRS = {"phone": PHONE, "name": NAME, "address": ADDRESS}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "desk.db", migrations)
    yield database
    database.close()


def draft(db: Database, draft_id: str, state: State, **known: Any) -> None:
    made = Draft(draft_id, state=state, result=Result(number=f"10{draft_id}")).with_(**known)

    def store(tables: Tables) -> None:
        drafts.save(tables, CHAT, made, expected=None, now=NOW)
        if state is State.CREATED:
            history.record(tables, CHAT, made, NOW)

    db.call(store)


def submission(db: Database, draft: str, state: Submitted) -> None:
    request = OrderRequest(f"tg-{draft}", (("v1", 2),), PHONE, NAME, "Wibisana", ADDRESS)
    begun = submit(f"s-{draft}", draft, CHAT, request, NOON)
    over = state in (Submitted.CREATED, Submitted.REJECTED, Submitted.WITHDRAWN, Submitted.CLOSED)
    fields = {"state": state, "next": None if over or state is Submitted.ASK else NOON}
    db.call(lambda tables: submissions.add(tables, replace(begun, **fields), NOON))


def message(db: Database, words: str, state: str) -> None:
    def add(tables: Tables) -> None:
        outbox.add(tables, CHAT, Message(Rendered(words)), NOW)
        tables.conn.execute("UPDATE outbox SET state = ? WHERE seq = (SELECT max(seq) FROM outbox)", (state,))

    db.call(add)


def came_in(db: Database, number: str, words: str, *, handled: bool = True) -> None:
    def take(tables: Tables) -> None:
        inbox.add(tables, source="telegram", id=number, chat=CHAT, body=json.dumps({"text": words}), now=NOW)
        if handled:
            tables.conn.execute("UPDATE inbox SET state = 'done'")

    db.call(take)


def forgotten(db: Database) -> Forgotten:
    done = db.call(lambda tables: forgetting.customer(tables, PHONE.e164))
    db.compact()
    return done


def traces(db: Database) -> list[str]:
    found = b"".join(file.read_bytes() for file in db.path.parent.iterdir()).decode("latin-1").casefold()
    return [trace for trace in TRACES if trace in found]


def test_nothing_is_left_of_the_customer_but_what_was_ordered(db: Database) -> None:
    draft(db, "d1", State.CREATED, **THEIRS)
    draft(db, "d2", State.DISCARDED, name=NAME)  # begun without a phone
    draft(db, "d3", State.CLOSED, set_aside=(SetAside("buat 0812 7654 3219"),))
    draft(db, "d4", State.CREATED, known=(Customer("", NAME, PHONE, (ADDRESS,)),), **OTHER)
    draft(db, "d5", State.CREATED, extras=Extras(note="titip di Jl. Kenanga 17"), **OTHER)
    submission(db, "d1", Submitted.CREATED)
    came_in(db, "1", "kirim ke RATNASARI Wibisana")
    message(db, "Order for Ratnasari Wibisana", "done")
    message(db, "Phone: +62 812-7654-3219", "refused")
    message(db, "Phone: +62 812-7654-3219", "unreachable")
    db.call(lambda tables: lookups.add(tables, CHAT, "d1", PHONE.e164, NOW))
    assert traces(db)
    assert forgotten(db) == Forgotten(orders=1, drafts=5, submissions=1, messages=4)
    assert traces(db) == []
    orders = db.call(lambda tables: history.orders_of(tables, CHAT, 10))
    assert sorted((order.number, order.name) for order in orders) == [
        ("10d1", ""), ("10d4", "Siti Aminah"), ("10d5", "Siti Aminah")
    ]  # fmt: skip
    assert db.call(lambda tables: history.customer_of(tables, CHAT, "d1")) is None
    named = db.call(lambda tables: history.customers_named(tables, "", 5))
    assert {customer.name.full for customer in named} == {"Siti Aminah"}


def test_other_peoples_drafts_messages_and_orders_stay(db: Database) -> None:
    draft(db, "d1", State.CREATED, **THEIRS)
    draft(db, "d2", State.CREATED, **OTHER)
    draft(db, "d3", State.OPEN, **OTHER)
    draft(db, "d4", State.OPEN, name=Name("Ratnasari"))  # somebody of that name
    message(db, "Order for Siti Aminah", "unreachable")
    message(db, "Order for Siti Aminah", "new")
    came_in(db, "1", "2 croissant", handled=False)
    assert forgotten(db) == Forgotten(orders=1, drafts=1, submissions=0, messages=0)
    left = db.call(lambda tables: sorted(row["id"] for row in tables["drafts"].rows))
    assert left == ["d2", "d3", "d4"]
    (siti,) = db.call(lambda tables: history.customers_with(tables, OTHER["phone"].e164))
    assert siti.name == OTHER["name"]


@pytest.mark.parametrize("state", Submitted)
def test_it_waits_for_an_order_on_its_way(db: Database, state: Submitted) -> None:
    submission(db, "d1", state)
    if state in (Submitted.CREATED, Submitted.REJECTED, Submitted.WITHDRAWN, Submitted.CLOSED):
        assert forgotten(db).submissions == 1
        return
    with pytest.raises(StillNeededError) as needed:
        forgotten(db)
    assert (needed.value.what, needed.value.count) == ("orders", 1)


def test_it_waits_for_the_number_of_a_created_order(db: Database) -> None:
    draft(db, "d1", State.CREATED, **THEIRS)
    submission(db, "d1", Submitted.CREATED)
    db.call(lambda tables: tables.conn.execute("UPDATE submissions SET next = 1.0"))
    with pytest.raises(StillNeededError, match="orders"):
        forgotten(db)
    assert db.call(lambda tables: history.customers_with(tables, PHONE.e164))


@pytest.mark.parametrize("known", [THEIRS, {"set_aside": (SetAside("hp ٠٨١٢٧٦٥٤٣٢١٩"),)}], ids=["draft", "set aside"])
def test_an_open_draft_with_their_phone_is_never_taken_from_its_seller(db: Database, known: dict[str, Any]) -> None:
    draft(db, "d1", State.OPEN, **known)
    with pytest.raises(StillNeededError, match="drafts"):
        forgotten(db)


@pytest.mark.parametrize("where", ["inbox", "outbox"])
def test_it_waits_for_a_message_that_waits(db: Database, where: str) -> None:
    if where == "inbox":
        came_in(db, "1", "0812 7654 3219", handled=False)
    else:
        message(db, "Phone: +62 812-7654-3219", "new")
    with pytest.raises(StillNeededError, match="messages"):
        forgotten(db)
