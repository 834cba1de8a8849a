import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from bot.catalogue_cli import DONE, EMPTY, FAILED, UNUSABLE, run_import, run_search, run_sync, showing
from bot.catalogue_sync import Progress
from bot.demo.sandbox import ApiKey, Sandbox, create_app
from bot.demo.serving import serving
from bot.demo.shop import load_shop
from bot.orders_api.client import OrdersApi
from storage.catalogue import CatalogueReader

KEY, WRITE_ONLY = "bbb_test_full", "bbb_test_write_only"
CSV = "id,product_id,product_name,variant_title,sku,price\nv1,p1,Kaos [bold],Hitam / M,K-M,55000\nv2,p2,Teh Tarik,-,,\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def errors() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def shop_csv(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    path.write_text(CSV, "utf-8")
    return path


@pytest.fixture
def imported(tmp_path: Path, shop_csv: Path) -> Path:
    folder = tmp_path / "data"
    assert run_import(folder, shop_csv, out=io.StringIO()) == DONE
    return folder


@pytest.fixture
def shop_url() -> Iterator[str]:
    sandbox = Sandbox(load_shop(), api_keys=[ApiKey(KEY), ApiKey(WRITE_ONLY, scopes=frozenset({"orders:WRITE"}))])
    app = create_app(sandbox)
    with start_blocking_portal("asyncio") as portal, portal.wrap_async_context_manager(serving(app)) as address:
        yield f"{address}/customer/open/v1"


def test_a_file_is_imported_whole(tmp_path: Path, shop_csv: Path, out: io.StringIO) -> None:
    assert run_import(tmp_path, shop_csv, out=out) == DONE
    assert out.getvalue() == "The catalogue has 2 products with 2 variants.\n"
    assert CatalogueReader(tmp_path).size() == 2


def test_a_file_with_mistakes_changes_nothing_and_each_is_said(imported: Path, errors: io.StringIO) -> None:
    bad = imported / "bad.csv"
    bad.write_text(CSV + "v3,,Topi,,,x\n", "utf-8")
    assert run_import(imported, bad, errors=errors) == UNUSABLE
    assert errors.getvalue().splitlines() == [
        "Row 4: product_id is missing.",
        'Row 4: price "x" isn\'t a number (write 18000 or 18000.50).',
        "Nothing was imported.",
    ]
    assert CatalogueReader(imported).size() == 2


def test_where_nothing_can_be_written_the_import_says_so(shop_csv: Path, errors: io.StringIO) -> None:
    assert run_import(shop_csv, shop_csv, errors=errors) == FAILED
    assert "Make room" in errors.getvalue()


def test_a_search_shows_a_table_to_people(imported: Path, out: io.StringIO) -> None:
    assert run_search(imported, "kaos hitam m", out=out) == DONE
    for cell in ("Kaos [bold]", "Hitam / M", "K-M", "Rp55.000", "1.00", "v1"):
        assert cell in out.getvalue()


def test_a_search_without_a_match_shows_the_nearest_names(imported: Path, out: io.StringIO) -> None:
    assert run_search(imported, "tehtarikk", out=out) == DONE
    assert "Teh Tarik" in out.getvalue()
    assert run_search(imported, "zzzzzz", out=out) == DONE
    assert out.getvalue().endswith("Nothing matches.\n")


def test_a_search_gives_json_to_programs(imported: Path, out: io.StringIO) -> None:
    assert run_search(imported, "teh", as_json=True, out=out) == DONE
    assert json.loads(out.getvalue()) == {
        "id": None,
        "text": "teh",
        "hits": [{"variant_id": "v2", "product_id": "p2", "score": 1.0}],
    }


def test_many_searches_are_read_as_json_lines_and_a_bad_line_is_named(
    imported: Path, out: io.StringIO, errors: io.StringIO
) -> None:
    lines = io.StringIO('{"id": "a", "text": "teh"}\n\nnonsense\n{"id": 2, "text": "zzz"}\n{"id": 3}\n')
    assert run_search(imported, None, out=out, errors=errors, lines=lines) == UNUSABLE
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"id": "a", "hits": [{"variant_id": "v2", "product_id": "p2", "score": 1.0}]},
        {"id": 2, "hits": []},
    ]
    assert [line.partition(":")[0] for line in errors.getvalue().splitlines()] == ["Line 3", "Line 5"]


def test_a_search_in_an_empty_catalogue_says_how_to_fill_it(tmp_path: Path, errors: io.StringIO) -> None:
    assert run_search(tmp_path, "teh", errors=errors) == FAILED
    assert errors.getvalue() == EMPTY + "\n"


def test_the_shops_products_are_fetched(shop_url: str, tmp_path: Path, out: io.StringIO) -> None:
    assert run_sync(tmp_path, lambda: OrdersApi(shop_url, KEY), out=out) == DONE
    products = len(load_shop())
    assert f"The catalogue has {products} products" in out.getvalue()
    assert f"Products: {products} of {products}" in out.getvalue()
    assert CatalogueReader(tmp_path).search("croissant")[0].score == 1


def test_a_refused_key_and_a_shop_that_is_not_there_are_said_clearly(
    shop_url: str, tmp_path: Path, out: io.StringIO, errors: io.StringIO
) -> None:
    assert run_sync(tmp_path, lambda: OrdersApi(shop_url, WRITE_ONLY), out=out, errors=errors) == FAILED
    assert "refuses the key" in errors.getvalue()
    assert run_sync(tmp_path, lambda: OrdersApi("no address", KEY), out=out, errors=errors) == UNUSABLE


def test_a_terminal_sees_a_bar() -> None:
    terminal = Terminal()
    with showing(terminal) as progress:
        progress(Progress(50, 100))
    assert "50/100" in terminal.getvalue()


def test_search_tells_who_types_into_it_what_it_waits_for(imported: Path) -> None:
    out, errors = io.StringIO(), io.StringIO()
    assert run_search(imported, None, out=out, errors=errors, lines=Terminal("")) == DONE
    assert errors.getvalue().startswith("Type JSON lines")


def test_search_shows_whole_ids_and_prices_as_people_write_them(tmp_path: Path) -> None:
    number = "var_" + "0123456789" * 2
    (tmp_path / "shop.csv").write_text(
        f"id,product_id,product_name,variant_title,sku,price\n{number},p1,Kaos Kopi Dulu,Hitam / M,KKD-M,129000\n",
        "utf-8",
    )
    run_import(tmp_path, tmp_path / "shop.csv", out=io.StringIO())
    out = io.StringIO()
    assert run_search(tmp_path, "kaos", out=out) == DONE
    assert number in out.getvalue()
    assert "Rp129.000" in out.getvalue()
