from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.orders_api.doubts import Doubts
from conversations.order import Address, Name, Phone
from conversations.submission import OrderRequest, State, Submission

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
REQUEST = OrderRequest("tg-1", (("v", 1),), Phone("+6281299990000"), Name("Sari"), "-", Address())
UNSURE = replace(Submission("s1", "d1", 7, REQUEST, NOON, NOON, NOON), state=State.UNCERTAIN, unsure_since=NOON)


def test_a_clock_set_forward_before_the_first_look_ends_no_doubt() -> None:
    now, steady = [NOON], [0.0]
    doubts = Doubts(lambda: now[0], lambda: steady[0])
    doubts.after_step(UNSURE)
    now[0], steady[0] = NOON + timedelta(hours=1), 5.0
    assert doubts.time(UNSURE) == NOON + timedelta(seconds=5)


def test_what_is_no_longer_in_doubt_has_the_clocks_time() -> None:
    now, steady = [NOON], [0.0]
    doubts = Doubts(lambda: now[0], lambda: steady[0])
    doubts.after_step(UNSURE)
    doubts.after_step(replace(UNSURE, state=State.CREATED))
    now[0] = NOON + timedelta(hours=1)
    assert doubts.time(UNSURE) == NOON + timedelta(hours=1)
