"""The benchmark itself: its figures are what they're called, its questions are the same for a seed."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.catalogue import CatalogueReader, build
from tests.bench.big_shop import big_shop
from tests.bench.figures import measured, mrr, ndcg, percentile
from tests.bench.questions import CORRUPTIONS, Question, questions
from tests.bench.rivals import Orderdesk, PlainFts5

ROOT = Path(__file__).parents[2]
SHOP = big_shop(600, seed=3)


def test_the_figures_are_those_of_the_textbook() -> None:
    assert ndcg([True, True], known=2) == 1
    assert ndcg([False, True], known=1) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg([True] * 10, known=40) == 1
    assert ndcg([], known=3) == 0
    assert (mrr([False, False, True]), mrr([False])) == (pytest.approx(1 / 3), 0)
    assert percentile([3, 1, 2, 4], 50) == 2
    assert percentile(list(range(1, 101)), 99) == 99


def test_a_shop_and_its_questions_are_the_same_for_a_seed() -> None:
    assert len(SHOP) == 600 == len({variant.id for variant in SHOP})
    assert big_shop(600, seed=3) == SHOP != big_shop(600, seed=4)
    assert list(questions(SHOP, 5, seed=1)) == list(questions(SHOP, 5, seed=1)) != list(questions(SHOP, 5, seed=2))


def test_every_kind_is_asked_and_has_an_answer() -> None:
    asked = list(questions(SHOP, 5, seed=1))
    assert {question.kind for question in asked} == {*CORRUPTIONS, "SKU"}
    assert all(question.right for question in asked)


def test_means_are_taken_by_kind_and_over_all() -> None:
    class First:
        name = "first"

        def ids(self, text: str, limit: int) -> list[str]:
            return [text][:limit]

    asked = [Question("one", "a", frozenset("a")), Question("other", "b", frozenset("x"))]
    figures = measured(First(), asked)
    assert {kind: (found.mrr, found.first) for kind, found in figures.items()} == {
        "one": (1, 1), "other": (0, 0), "all": (0.5, 0.5)
    }  # fmt: skip


def test_the_search_finds_more_than_plain_full_text_search(tmp_path: Path) -> None:
    build(tmp_path, SHOP)
    asked = list(questions(SHOP, 10, seed=1))
    ours, plain = (measured(each, asked)["all"] for each in (Orderdesk(CatalogueReader(tmp_path)), PlainFts5(SHOP)))
    assert ours.ndcg > plain.ndcg + 0.05
    assert ours.first > plain.first + 0.05


def test_the_command_prints_its_tables_also_without_a_real_catalogue() -> None:
    arguments = ["-m", "tests.bench", "--catalogue", "/nowhere.json", "--variants", "100", "--each", "2"]
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Without a real catalogue: /nowhere.json can't be read" in done.stdout
    assert "generated: 100 variants" in done.stdout
    assert "FTS5 bm25" in done.stdout
