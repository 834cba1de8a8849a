import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.catalogue_sync import PARTIAL, Progress, sync, variants_of
from bot.orders_api.client import ProductPage
from bot.orders_api.models import ProductAnswer
from bot.orders_api.transport import Failure
from conversations.events import CatalogueSynced, CatalogueSyncFailed
from storage.catalogue import CatalogueReader
from storage.database import StorageFullError

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
AWAY = Failure("unreachable", 503)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def answer(number: int) -> ProductAnswer:
    return ProductAnswer.model_validate(
        {
            "id": f"p{number}",
            "name": f"Kaos {number}",
            "variants": [
                {"id": f"v{number}m", "key": "Hitam / M", "price": 55000, "inventorySku": None},
                {"id": f"v{number}l", "key": "Hitam / L", "price": 60000.5, "inventorySku": "K-L"},
            ],
            "options": [
                {"id": "o1", "name": "Warna", "values": ["Hitam"]},
                {"id": "o2", "name": "Ukuran", "values": ["M", "L"]},
            ],
        }
    )


class Shop:
    """A shop with one product a page. `troubles` answer the first calls for a page in its place."""

    def __init__(self, pages: int, troubles: dict[int, list[Failure]] | None = None) -> None:
        self.count = pages
        self.troubles = troubles or {}
        self.asked: list[int] = []

    async def page(self, number: int) -> ProductPage | Failure:
        self.asked.append(number)
        if self.troubles.get(number):
            return self.troubles[number].pop(0)
        return ProductPage((answer(number),), has_next=number < self.count, total=self.count)


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def synced(
    shop: Shop, folder: Path, *, at: datetime = NOON, pauses: Sequence[float] = ()
) -> CatalogueSynced | CatalogueSyncFailed:
    return await sync(shop.page, folder, clock=lambda: at, pauses=pauses)


async def test_all_pages_become_the_catalogue(tmp_path: Path) -> None:
    steps: list[Progress] = []
    assert await sync(Shop(3).page, tmp_path, progress=steps.append) == CatalogueSynced(products=3, variants=6)
    assert steps == [Progress(1, 3), Progress(2, 3), Progress(3, 3)]
    reader = CatalogueReader(tmp_path)
    (hit,) = reader.search("kaos 2 L")
    assert (hit.variant.id, hit.variant.price, hit.variant.sku) == ("v2l", Decimal("60000.5"), "K-L")
    assert hit.variant.options == (("Warna", "Hitam"), ("Ukuran", "L"))
    assert files_in(tmp_path) == ["catalogue.db"]


async def test_a_restart_goes_on_after_the_last_whole_page(tmp_path: Path) -> None:
    assert await synced(Shop(4, {3: [AWAY]}), tmp_path) == CatalogueSyncFailed("unreachable")
    with (tmp_path / PARTIAL).open("a") as file:
        file.write('{"hasNext": true, "produ')
    shop = Shop(4)
    assert await synced(shop, tmp_path, at=NOON + timedelta(minutes=59)) == CatalogueSynced(4, 8)
    assert shop.asked == [3, 4]


@pytest.mark.parametrize("later", [timedelta(minutes=61), timedelta(minutes=-5)])
async def test_a_sync_that_began_over_an_hour_ago_begins_anew(tmp_path: Path, later: timedelta) -> None:
    await synced(Shop(2, {2: [AWAY]}), tmp_path)
    shop = Shop(2)
    assert await synced(shop, tmp_path, at=NOON + later) == CatalogueSynced(2, 4)
    assert shop.asked == [1, 2]


@pytest.mark.parametrize("content", ["", "garbage\n", "[]\n", '{"started": 3}\n', '{"started": "2026-05-01"}\n{}\n'])
async def test_progress_that_cannot_be_read_begins_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / PARTIAL).write_text(content)
    assert await synced(Shop(1), tmp_path) == CatalogueSynced(1, 2)


async def test_pages_that_were_all_read_before_a_crash_are_not_asked_for_again(tmp_path: Path) -> None:
    await synced(Shop(2, {2: [AWAY]}), tmp_path)
    body = {"hasNext": False, "products": [answer(2).model_dump(mode="json", by_alias=True)]}
    with (tmp_path / PARTIAL).open("a") as file:
        file.write(json.dumps(body) + "\n")
    shop = Shop(2)
    assert await synced(shop, tmp_path) == CatalogueSynced(2, 4)
    assert shop.asked == []


async def test_a_shop_that_is_away_for_a_moment_is_asked_again(tmp_path: Path) -> None:
    shop = Shop(2, {2: [AWAY, AWAY]})
    assert await synced(shop, tmp_path, pauses=(0, 0)) == CatalogueSynced(2, 4)
    assert shop.asked == [1, 2, 2, 2]


@pytest.mark.parametrize("reason", ["not_allowed", "absent"])
async def test_a_lasting_refusal_is_not_asked_again_and_leaves_the_catalogue_as_it_was(
    tmp_path: Path, reason: str
) -> None:
    await synced(Shop(1), tmp_path)
    shop = Shop(1, {1: [Failure(reason, 403)]})  # type: ignore[arg-type]  # both are reasons
    assert await synced(shop, tmp_path, pauses=(0, 0)) == CatalogueSyncFailed(reason)  # type: ignore[arg-type]
    assert shop.asked == [1]
    assert CatalogueReader(tmp_path).size() == 2


async def test_a_shop_that_gives_the_same_page_for_ever_comes_to_an_end(tmp_path: Path) -> None:
    async def same(_: int) -> ProductPage | Failure:
        return ProductPage((answer(1),), has_next=True, total=None)

    assert await sync(same, tmp_path) == CatalogueSynced(1, 2)


async def test_a_shop_without_products_empties_the_catalogue(tmp_path: Path) -> None:
    async def nothing(_: int) -> ProductPage | Failure:
        return ProductPage((), has_next=False, total=0)

    await synced(Shop(1), tmp_path)
    assert await sync(nothing, tmp_path) == CatalogueSynced(0, 0)
    assert CatalogueReader(tmp_path).size() == 0


async def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("not a folder")
    with pytest.raises(StorageFullError, match="Make room"):
        await synced(Shop(1), tmp_path / "folder")


def test_nulls_and_placeholders_of_a_product_are_tolerated() -> None:
    product = ProductAnswer.model_validate(
        {"id": "p1", "name": None, "variants": [{"id": "v1", "key": "Default Title", "price": None}], "options": None}
    )
    (variant,) = variants_of(product)
    assert (variant.product_name, variant.key, variant.sku, variant.price, variant.options) == ("p1", "", "", None, ())


def test_a_product_without_variants_has_nothing_to_order() -> None:
    assert variants_of(ProductAnswer(id="p1", name="Kaos")) == ()
