"""How good and how quick the product search is, beside plain FTS5 bm25 and rapidfuzz alone, in one run.

Nothing is asserted: a busy machine is slower. Questions are made with a seed from the catalogue's own labels by the
corruptions named in the tables; right is every variant that has all the words a question was made of.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from conversations.order import Variant
from storage.catalogue import CatalogueFileError, CatalogueReader, build, read_catalogue
from tests.bench.big_shop import big_shop
from tests.bench.figures import Figures, measured
from tests.bench.questions import Question, questions
from tests.bench.rivals import FuzzyOnly, Orderdesk, PlainFts5, Searcher
from tests.bench.written import written

SHARED = Path(__file__).parents[3] / "shared" / "data" / "catalogue.json"


def parser() -> argparse.ArgumentParser:
    it = argparse.ArgumentParser(prog="make bench", description=__doc__)
    it.add_argument("--catalogue", type=Path, default=SHARED, help="a real catalogue, as `catalogue import` takes it")
    it.add_argument("--variants", type=int, default=100_000, help="the size of the generated catalogue")
    it.add_argument("--each", type=int, default=100, help="questions of each kind")
    it.add_argument("--seed", type=int, default=1)
    it.add_argument("--alone", action="store_true", help="without the two others")
    return it


def main() -> int:
    args = parser().parse_args()
    out = Console(width=120)
    try:
        bench(f"{args.catalogue.name}", read_catalogue(args.catalogue), args, out)
    except CatalogueFileError as error:
        out.print(f"Without a real catalogue: {error} Name one: --catalogue FILE")
    bench("generated", big_shop(args.variants, args.seed), args, out)
    return 0


def bench(name: str, variants: Sequence[Variant], args: argparse.Namespace, out: Console) -> None:
    asked = [*written(variants), *questions(variants, args.each, args.seed)]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        build(Path(folder), variants)
        took = time.perf_counter() - began
        catalogue = CatalogueReader(Path(folder))
        searchers: list[Searcher] = [Orderdesk(catalogue)]
        if not args.alone:
            searchers += [PlainFts5(variants), FuzzyOnly(variants)]
        out.print(f"\n{name}: {len(variants)} variants, index built in {took:.1f} s, {len(asked)} questions")
        out.print(table(searchers, asked))
        catalogue.close()


def table(searchers: Sequence[Searcher], asked: Sequence[Question]) -> Table:
    shown = Table("questions", "search", "nDCG@10", "MRR", "right at 1", "p50 ms", "p99 ms")
    for column in shown.columns[2:]:
        column.justify = "right"
    figures = {each.name: measured(each, asked) for each in searchers}
    for kind in figures[searchers[0].name]:
        for searcher in searchers:
            shown.add_row(kind, searcher.name, *_cells(figures[searcher.name][kind]))
        shown.add_section()
    return shown


def _cells(it: Figures) -> tuple[str, ...]:
    return (f"{it.ndcg:.3f}", f"{it.mrr:.3f}", f"{it.first:.3f}", f"{it.p50:.2f}", f"{it.p99:.2f}")


if __name__ == "__main__":
    raise SystemExit(main())
