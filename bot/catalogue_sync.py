"""Fetches the shop's products into the catalogue: page by page, going on where an interrupted sync stopped."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.orders_api.client import ProductPage
from bot.orders_api.models import ProductAnswer
from bot.orders_api.transport import Failure, utc_now
from conversations.events import CatalogueSynced, CatalogueSyncFailed
from conversations.order import Variant
from storage.catalogue import build, complete
from storage.database import StorageFullError

PARTIAL = "catalogue.partial"
# An older half may hold products that are gone by now.
OLDEST_PARTIAL = timedelta(hours=1)
# Seconds before a page that couldn't be had is asked for again.
PAUSES = (1.0, 5.0)

Pages = Callable[[int], Awaitable[ProductPage | Failure]]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many products are read, of how many as far as the shop tells."""

    products: int
    total: int | None


@dataclass(slots=True)
class _Partial:
    """What is read so far. On disk: a line that says when it began, then a line for each whole page."""

    path: Path
    started: datetime
    products: dict[str, ProductAnswer] = field(default_factory=dict)
    pages: int = 0
    complete: bool = False


_products = TypeAdapter(tuple[ProductAnswer, ...])


async def sync(
    pages: Pages,
    folder: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    progress: Callable[[Progress], None] = lambda _: None,
    pauses: Sequence[float] = PAUSES,
) -> CatalogueSynced | CatalogueSyncFailed:
    """Makes the catalogue in `folder` what the shop has now; where that fails it stays as it was.

    Whole pages are kept on disk: a sync begun within the hour goes on after its last one. Run one at a time.
    Raises StorageFullError when nothing can be written.
    """
    try:
        partial = await asyncio.to_thread(_resumed, folder / PARTIAL, clock())
        while not partial.complete:
            page = await _page(pages, partial.pages + 1, pauses)
            if isinstance(page, Failure):
                log.warning("catalogue_sync_failed", page=partial.pages + 1, reason=page.reason, status=page.status)
                return CatalogueSyncFailed(page.reason)
            if page.skipped:
                log.warning("products_without_id", page=partial.pages + 1, products=page.skipped)
            await asyncio.to_thread(_keep, partial, page)
            progress(Progress(len(partial.products), page.total))
        products = tuple(partial.products.values())
        variants = tuple(variant for product in products for variant in variants_of(product))
        await asyncio.to_thread(build, folder, variants)
        partial.path.unlink()
    except OSError as error:
        raise StorageFullError(
            f"The products can't be kept in {folder} ({error}). Make room, or check the folder's permissions."
        ) from error
    log.info("catalogue_synced", products=len(products), variants=len(variants))
    return CatalogueSynced(len(products), len(variants))


def variants_of(product: ProductAnswer) -> tuple[Variant, ...]:
    """What can be ordered of a product; its id stands for a name that is missing."""
    return complete(
        [
            Variant(
                id=variant.id,
                product_id=product.id,
                product_name=_line(product.name) or product.id,
                key=_line(variant.key),
                sku=_line(variant.inventory_sku),
                price=variant.price,
            )
            for variant in product.variants
        ],
        [(_line(option.name), tuple(_line(value) for value in option.values)) for option in product.options],
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


async def _page(pages: Pages, number: int, pauses: Sequence[float]) -> ProductPage | Failure:
    page = await pages(number)
    for pause in pauses:
        if not (isinstance(page, Failure) and page.reason == "unreachable"):
            break
        await asyncio.sleep(page.retry_after or pause)
        page = await pages(number)
    return page


def _add(partial: _Partial, products: Sequence[ProductAnswer], *, has_next: bool) -> None:
    """A page with nothing new is the last, whatever it says: a shop that ignores page numbers has no other."""
    known = len(partial.products)
    partial.products.update((product.id, product) for product in products)
    partial.pages += 1
    partial.complete = not has_next or len(partial.products) == known


def _keep(partial: _Partial, page: ProductPage) -> None:
    body = {"hasNext": page.has_next, "products": _products.dump_python(page.products, mode="json", by_alias=True)}
    _append(partial.path, body)
    _add(partial, page.products, has_next=page.has_next)


def _append(path: Path, body: object) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(body, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _resumed(path: Path, now: datetime) -> _Partial:
    with suppress(FileNotFoundError):  # nothing to go on from
        if (partial := _read(path, now)) is not None:
            log.info("catalogue_sync_goes_on", pages=partial.pages, products=len(partial.products))
            return partial
        path.unlink()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _append(path, {"started": now.isoformat()})
    return _Partial(path, now)


def _read(path: Path, now: datetime) -> _Partial | None:
    """The sync that was interrupted; None when it's too old or unreadable. A line that was cut off is dropped."""
    lines = path.read_bytes().splitlines(keepends=True)
    whole = [line for line in lines if line.endswith(b"\n")]
    try:
        partial = _Partial(path, datetime.fromisoformat(json.loads(whole[0])["started"]))
        for line in whole[1:]:
            body = json.loads(line)
            _add(partial, _products.validate_python(body["products"]), has_next=bool(body["hasNext"]))
        if not timedelta(0) <= now - partial.started <= OLDEST_PARTIAL:
            return None
    except (ValueError, LookupError, TypeError, ValidationError) as error:
        log.warning("catalogue_partial_unreadable", problem=type(error).__name__)
        return None
    os.truncate(path, sum(len(line) for line in whole))
    return partial
