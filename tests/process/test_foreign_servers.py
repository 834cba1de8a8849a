"""Other people's servers, given only by settings: five methods of the Bot API and `POST /orders` are enough."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.process.desk import E164, KEY, PASTE, SECRETS, TOKEN
from tests.process.foreign import ForeignShop, ForeignTelegram, served
from tests.process.running import Running
from tests.process.waiting import eventually

PERSON = 31_337
CATALOGUE = [
    {"id": "v-9", "product_id": "p-9", "product_name": "Croissant", "variant_title": "", "sku": "CR", "price": 12500}
]


@dataclass
class World:
    telegram: ForeignTelegram
    shop: ForeignShop
    settings: dict[str, str]
    folder: Path

    def starts(self) -> Running:
        return Running("run", settings=self.settings, folder=self.folder)

    def sees(self, *words: str) -> None:
        eventually(
            lambda: all(part in self.telegram.text for part in words),
            lambda: f"not seen: {words}; the newest message is:\n{self.telegram.text}",
        )


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the catalogue, imported from a file: no server has one."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "shop.json").write_text(json.dumps(CATALOGUE))
    settings = {"ORDERDESK_DATA_DIR": str(folder / "data")}
    importing = Running("catalogue", "import", "shop.json", settings=settings, folder=folder)
    assert importing.ended() == 0, importing.output
    return folder / "data"


@pytest.fixture
def world(tmp_path: Path, imported: Path) -> Iterator[World]:
    telegram, shop = ForeignTelegram(TOKEN, PERSON), ForeignShop()
    with ExitStack() as stack:
        settings = {
            "ORDERDESK_TELEGRAM_TOKEN": TOKEN,
            "ORDERDESK_TELEGRAM_API_URL": stack.enter_context(served(telegram)),
            "ORDERDESK_ORDERS_API_URL": stack.enter_context(served(shop)) + "/api",
            "ORDERDESK_ORDERS_API_KEY": KEY,
            "ORDERDESK_DATA_DIR": str(tmp_path / "data"),
            "ORDERDESK_OWNERS": str(PERSON),
        }
        shutil.copytree(imported, tmp_path / "data")
        yield World(telegram, shop, settings, tmp_path)


def takes_an_order(world: World) -> None:
    bot = world.starts()
    try:
        bot.has_started()
        world.telegram.says(PASTE)
        world.sees("Is everything right?")
        world.telegram.taps("Create order")
        world.sees("5007", "Rp25.000")
        eventually(lambda: "New order" in world.telegram.labels, lambda: world.telegram.text)
        world.telegram.says("/drafts")
        world.sees("There are no open orders.")
    finally:
        code = bot.stopped()
    assert code == 0
    assert "Traceback" not in bot.output, bot.output
    assert [secret for secret in SECRETS if secret in bot.output] == []
    ((order, headers),) = world.shop.posts
    assert headers["x-api-key"] == KEY
    assert order["lineItems"] == [{"productVariantId": "v-9", "quantity": 2}]
    assert order["shippingAddress"]["phone"] == order["customer"]["phone"] == E164


def test_an_order_is_taken_with_five_methods_and_one_call(world: World) -> None:
    takes_an_order(world)
    assert world.shop.asked.count("/api/orders") == 1


@pytest.mark.parametrize("status", [400, 404])
def test_a_bot_api_that_refuses_edits_gets_new_messages(world: World, status: int) -> None:
    world.telegram.edits = status
    takes_an_order(world)


def test_a_bot_api_that_is_slow_to_send(world: World) -> None:
    world.telegram.slow = 0.3
    takes_an_order(world)
