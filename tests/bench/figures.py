"""How good and how quick answers are."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.questions import Question
from tests.bench.rivals import Searcher

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions, each from 0 to 1, and milliseconds a question."""

    ndcg: float
    mrr: float
    first: float
    p50: float
    p99: float


def measured(searcher: Searcher, questions: Sequence[Question]) -> dict[str, Figures]:
    """By the kind of question, and for all of them as "all"."""
    answers: list[tuple[str, float, float, float, float]] = []
    for question in questions:
        began = time.perf_counter()
        found = searcher.ids(question.text, DEPTH)
        took = time.perf_counter() - began
        right = [each in question.right for each in found]
        answers.append((question.kind, ndcg(right, len(question.right)), mrr(right), float(right[:1] == [True]), took))
    kinds = (*dict.fromkeys(kind for kind, *_ in answers), "all")
    return {kind: _figures([figures for of, *figures in answers if kind in (of, "all")]) for kind in kinds}


def _figures(answers: list[list[float]]) -> Figures:
    good, reciprocal, first, took = ([*column] for column in zip(*answers, strict=True))
    return Figures(
        ndcg=sum(good) / len(good),
        mrr=sum(reciprocal) / len(reciprocal),
        first=sum(first) / len(first),
        p50=1000 * percentile(took, 50),
        p99=1000 * percentile(took, 99),
    )


def ndcg(right: Sequence[bool], known: int) -> float:
    """The normalised discounted gain of the first DEPTH answers, where `known` would have been right."""
    gain = sum(1 / math.log2(rank + 1) for rank, one in enumerate(right[:DEPTH], start=1) if one)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(known, DEPTH) + 1))


def mrr(right: Sequence[bool]) -> float:
    return next((1 / rank for rank, one in enumerate(right, start=1) if one), 0.0)


def percentile(values: Sequence[float], part: int) -> float:
    """The smallest value that `part` of a hundred don't exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * part / 100) - 1)]
