"""The commands `orderdesk catalogue sync`, `import` and `search`.

All exit with 0, with 1 when it couldn't be done now, or with 2 when what they were given can't be used; what went
wrong is said on `errors`.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from bot import catalogue_sync
from bot.orders_api.client import OrdersApi
from conversations.context import Catalogue, Hit
from conversations.events import CatalogueSynced, CatalogueSyncFailed
from conversations.order import Money
from conversations.texts.render import in_money
from storage.catalogue import CatalogueFileError, CatalogueReader, build, read_catalogue
from storage.database import StorageError

DONE, FAILED, UNUSABLE = 0, 1, 2
EMPTY = "The catalogue is empty. Fill it with: orderdesk catalogue sync, or: orderdesk catalogue import FILE"
HINT = 'Type JSON lines like {"text": "kopi"}, and end with Ctrl-D; or give the text: orderdesk catalogue search kopi'
WHY = {
    "unreachable": "The shop can't be reached now. The pages that were read are kept for an hour: run this again.",
    "not_allowed": "The shop refuses the key: it may be wrong, or lack the scope to read products.",
    "absent": "The shop has no list of products at this address. Check the base URL, or import a file instead: "
    "orderdesk catalogue import FILE",
}


def run_sync(
    data_dir: Path, open_api: Callable[[], OrdersApi], *, out: TextIO | None = None, errors: TextIO | None = None
) -> int:
    """Fetches all products. `open_api` may raise ValueError for settings that can't be used."""
    out, errors = out or sys.stdout, errors or sys.stderr
    try:
        api = open_api()
    except ValueError as error:
        return _say(errors, str(error), UNUSABLE)
    try:
        outcome = asyncio.run(_fetch(api, data_dir, out))
    except StorageError as error:
        return _say(errors, str(error), FAILED)
    if isinstance(outcome, CatalogueSyncFailed):
        return _say(errors, WHY[outcome.reason], FAILED)
    return _say(out, f"The catalogue has {outcome.products} products with {outcome.variants} variants.", DONE)


async def _fetch(api: OrdersApi, data_dir: Path, out: TextIO) -> CatalogueSynced | CatalogueSyncFailed:
    try:
        with showing(out) as progress:
            return await catalogue_sync.sync(api.products_page, data_dir, progress=progress)
    finally:
        await api.aclose()


def run_import(data_dir: Path, file: Path, *, out: TextIO | None = None, errors: TextIO | None = None) -> int:
    """Replaces the catalogue by a file's, if the whole file is right."""
    out, errors = out or sys.stdout, errors or sys.stderr
    try:
        variants = read_catalogue(file)
        build(data_dir, variants)
    except CatalogueFileError as error:
        return _say(errors, f"{error}\nNothing was imported.", UNUSABLE)
    except StorageError as error:
        return _say(errors, str(error), FAILED)
    products = len({variant.product_id for variant in variants})
    return _say(out, f"The catalogue has {products} products with {len(variants)} variants.", DONE)


def run_search(
    data_dir: Path,
    text: str | None,
    *,
    as_json: bool = False,
    limit: int = 10,
    currency: str = "IDR",
    region: str = "ID",
    out: TextIO | None = None,
    errors: TextIO | None = None,
    lines: TextIO | None = None,
) -> int:
    """Shows what `text` finds, as a table, with prices as people of `region` write them, or as one JSON object.

    Without `text`: reads a JSON object {"id", "text"} from each of `lines` and answers each with a line
    {"id", "hits": [{"variant_id", "product_id", "score"}]}.
    """
    out, errors = out or sys.stdout, errors or sys.stderr
    catalogue = CatalogueReader(data_dir)
    try:
        if not catalogue.size():
            return _say(errors, EMPTY, FAILED)
        if text is None:
            lines = lines or sys.stdin
            if lines.isatty():
                _say(errors, HINT, DONE)
            return _answer_lines(catalogue, lines, limit, out, errors)
        hits = catalogue.search(text, limit)
        if as_json:
            return _say(out, _json({"id": None, "text": text, "hits": _plain(hits)}), DONE)

        def money(price: Decimal) -> str:
            return in_money(Money(price, currency), region)

        _show(hits or catalogue.nearest(text, limit), Console(file=out), money, exact=bool(hits))
        return DONE
    finally:
        catalogue.close()


@contextmanager
def showing(out: TextIO) -> Iterator[Callable[[catalogue_sync.Progress], None]]:
    """Shows how far a sync is: a bar in a terminal, a line for each page elsewhere."""
    if not out.isatty():
        yield lambda step: print(f"Products: {step.products} of {step.total or '?'}", file=out, flush=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=out)) as bar:
        task = bar.add_task("Products", total=None)
        yield lambda step: bar.update(task, completed=step.products, total=step.total)


def _answer_lines(catalogue: Catalogue, lines: TextIO, limit: int, out: TextIO, errors: TextIO) -> int:
    outcome = DONE
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except (ValueError, RecursionError):
            asked = None
        if isinstance(asked, dict) and isinstance(asked.get("text"), str):
            hits = catalogue.search(asked["text"], limit)
            _say(out, _json({"id": asked.get("id"), "hits": _plain(hits)}), DONE)
        else:
            outcome = _say(errors, f'Line {number}: expected {{"id": …, "text": "…"}}.', UNUSABLE)
    return outcome


def _show(hits: Sequence[Hit], console: Console, money: Callable[[Decimal], str], *, exact: bool) -> None:
    if not exact:
        console.print("Nothing matches." + (" The nearest names:" if hits else ""))
    if not hits:
        return
    # Ids and prices are never cut, however narrow the terminal is; names are broken into lines.
    whole = max(len(hit.variant.id) for hit in hits)
    named = [Column(name, overflow="fold") for name in ("Product", "Variant", "SKU")]
    money_column, score = Column("Price", no_wrap=True, min_width=len("Rp1.000.000")), Column("Score", no_wrap=True)
    table = Table(*named, money_column, score, Column("Id", no_wrap=True, min_width=whole))
    for hit in hits:
        variant = hit.variant
        price = "" if variant.price is None else money(variant.price)
        cells = (variant.product_name, variant.key, variant.sku, price, f"{hit.score:.2f}", variant.id)
        table.add_row(*(Text("".join(letter for letter in cell if letter.isprintable())) for cell in cells))
    console.print(table)


def _plain(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    return [
        {"variant_id": hit.variant.id, "product_id": hit.variant.product_id, "score": round(hit.score, 4)}
        for hit in hits
    ]


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False)


def _say(where: TextIO, text: str, outcome: int) -> int:
    print(text, file=where)
    return outcome
