"""Among equals, what this person and then the shop sold comes first; nothing becomes certain by it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from conversations.habits import HabitualCatalogue
from tests.chat import Chat

from .catalogue import cafe
from .memory import BEGIN, Memory

ADDRESS = "Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"

Enters = Callable[..., Chat]


class Sold(Memory):
    """Remembers that each of these was sold (by this person, by the shop)."""

    def __init__(self, **sold: tuple[int, int]) -> None:
        super().__init__()
        self.counts = sold
        self.asked: list[str] = []

    def sold(self, variants: tuple[str, ...], since: object) -> dict[str, tuple[int, int]]:
        del since
        self.asked += variants
        return {each: self.counts[each] for each in variants if each in self.counts}


@pytest.fixture
def enters(tmp_path: Path) -> Iterator[Enters]:
    """Somebody enters the desk; everybody is in one database."""
    with ExitStack() as stack:
        yield lambda **who: stack.enter_context(closing(Chat(tmp_path, **who)))


def found(text: str, limit: int = 10, **sold: tuple[int, int]) -> list[str]:
    hits = HabitualCatalogue(cafe(), Sold(**sold), BEGIN).search(text, limit)
    return [hit.variant.id for hit in hits]


def test_equals_are_ranked_by_the_persons_sales_then_by_the_shops() -> None:
    assert found("kopi susu") == ["v1", "v2", "v3", "v6", "v7"]
    assert found("kopi susu", v6=(0, 9), v3=(1, 1), v2=(0, 10)) == ["v3", "v2", "v6", "v1", "v7"]


def test_a_better_hit_stays_before_what_is_sold_more() -> None:
    assert found("kopi susu vanila")[0] == "v3"
    assert found("kopi susu vanila", v1=(50, 90))[:2] == ["v3", "v1"]


@pytest.mark.parametrize("limit", [1, 3, 10])
@pytest.mark.parametrize("text", ["kopi susu", "kopi susu gula aren", "teh", "250 ml", "xyz"])
def test_the_same_is_found_with_the_same_scores(text: str, limit: int) -> None:
    plain = cafe().search(text, limit)
    ranked = HabitualCatalogue(cafe(), Sold(v7=(3, 3), v2=(1, 8)), BEGIN).search(text, limit)
    assert [hit.score for hit in ranked] == [hit.score for hit in plain]
    assert {hit.variant.id for hit in ranked} == {hit.variant.id for hit in plain}


def test_what_has_no_equal_and_what_is_known_is_not_asked_for() -> None:
    memory = Sold()
    catalogue = HabitualCatalogue(cafe(), memory, BEGIN)
    catalogue.search("croissant")
    assert memory.asked == []
    catalogue.search("kopi susu")
    catalogue.search("kopi susu")
    assert sorted(memory.asked) == ["v1", "v2", "v3", "v6", "v7"]


def sells(chat: Chat, what: str, number: str) -> None:
    chat.says("/new")
    chat.says(f"{what}, kirim ke {ADDRESS}")
    chat.taps("Create order")
    chat.shop_creates(number, 20_000)


def teas(chat: Chat) -> list[str]:
    chat.says("/new")
    chat.says("2 teh tarik")
    chat.sees("Which “teh tarik”?")
    return chat.last.labels[:2]


def test_what_this_person_sold_is_the_first_choice(enters: Enters) -> None:
    chat = enters()
    before = teas(chat)
    chat.taps("Search again")
    sells(chat, "4 teh tarik dingin", "1001")
    assert teas(chat) == before[::-1]


def test_ones_own_sales_count_more_than_the_shops(enters: Enters) -> None:
    agent, other = enters(person=6), enters(person=8)
    for number in ("1001", "1002"):
        other.waits(days=2)
        sells(other, "4 teh tarik dingin", number)
    assert "Dingin" in teas(agent)[0]
    agent.taps("Search again")
    sells(agent, "4 teh tarik panas", "1003")
    assert "Panas" in teas(agent)[0]
    assert "Dingin" in teas(other)[0]


def test_what_was_sold_long_ago_is_no_habit(enters: Enters) -> None:
    chat = enters()
    before = teas(chat)
    chat.taps("Search again")
    sells(chat, "4 teh tarik dingin", "1001")
    chat.waits(days=181)
    assert teas(chat) == before
