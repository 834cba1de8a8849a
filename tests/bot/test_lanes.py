"""News of an order whose draft moves to another chat while they are handled."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot import turning
from bot.ids import RandomIds
from bot.lanes import Lanes
from bot.rates import Rates
from bot.telegram.documents import Documents
from bot.turning import Bells, Surroundings
from conversations.context import Context
from conversations.events import Event, OrderCreated
from conversations.machine import advance
from conversations.order import Draft, State
from conversations.session import Session, Turn
from storage import drafts, inbox, people
from storage.catalogue import CatalogueReader
from storage.codec import dump_event
from storage.database import Database
from storage.migrations import migrations
from storage.places import Regions
from storage.submissions import SOURCE

AGENT, OWNER = 7002, 7001
DRAFT = Draft("d1", 1, state=State.SENDING)


@pytest.mark.parametrize("is_dismissed", [False, True])
async def test_an_order_that_is_created_while_its_draft_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_dismissed: bool
) -> None:
    db = Database.open(tmp_path / "desk.db", migrations)
    core = ThreadPoolExecutor(1)
    around = Surroundings(CatalogueReader(tmp_path), Regions.load(), RandomIds(), "ID", "IDR", "en", "-")
    rates = Rates(120, clock=lambda: 0.0)
    documents = Documents(Bot("1:nobody"), HTTPXRequest())
    lane = Lanes(
        db, core, around, Bells(lambda _: None), clock=lambda: datetime.now(UTC), rates=rates, documents=documents
    )
    body = dump_event(OrderCreated(DRAFT.id, "ord-1", "1001", Decimal(50_000), None))
    db.call(lambda tables: people.enrol(tables, OWNER, "owner", 0))
    db.call(lambda tables: people.enrol(tables, AGENT, "agent", 0))
    db.call(lambda tables: drafts.save(tables, AGENT, DRAFT, expected=None, now=0))
    db.call(lambda tables: inbox.add(tables, source=SOURCE, id="s1:2", chat=AGENT, body=body, now=0))

    def taken_over_meanwhile(session: Session, event: Event, context: Context) -> Turn:
        if session.person.id == AGENT and session.draft(DRAFT.id):
            db.call(lambda tables: drafts.move(tables, DRAFT.id, OWNER, revision=1))
            if is_dismissed:
                db.call(lambda tables: people.dismiss(tables, AGENT))
        return advance(session, event, context)

    monkeypatch.setattr(turning, "advance", taken_over_meanwhile)
    running = asyncio.create_task(lane.run())
    async with asyncio.timeout(60):
        while await db.run(inbox.waiting_chats):  # noqa: ASYNC110  # what is stored tells nobody
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.wait({running})
    found = db.call(lambda tables: drafts.get(tables, DRAFT.id))
    assert found is not None
    chat, draft = found
    assert (chat, draft.state, draft.result.number) == (OWNER, State.CREATED, "1001")
    core.shutdown()
    db.close()
