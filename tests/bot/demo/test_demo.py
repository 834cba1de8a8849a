"""The demo as a newcomer finds it: a real browser, the real bot, the real servers."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import browser, page  # noqa: F401  # fixtures
from tests.process.waiting import DEADLINE

pytestmark = pytest.mark.browser

PASTE = "2 kopi susu gula aren sama croissant 1, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The demo's chat page and its orders page, as its output names them."""
    errors = (tmp_path_factory.mktemp("demo") / "stderr").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "demo", "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    found: dict[str, str] = {}
    for line in process.stdout:
        if match := re.match(r"\s*(Chat|Orders):\s+(\S+)", line):
            found[match[1]] = match[2]
        if len(found) == 2:
            break
    yield found["Chat"], found["Orders"]
    process.terminate()
    assert process.wait(timeout=DEADLINE) == 0
    process.stdout.close()
    errors.close()


def say(page: Page, words: str) -> None:  # noqa: F811  # the fixture's name
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("send").click()


def tap(page: Page, label: str) -> None:  # noqa: F811  # the fixture's name
    page.get_by_test_id("inline-button").filter(has_text=re.compile(f"^{re.escape(label)}$")).last.click()


def sees(page: Page, words: str) -> None:  # noqa: F811  # the fixture's name
    expect(page.get_by_test_id("bubble-text").last).to_contain_text(words)


def orders(shop: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = httpx.get(f"{shop}control/orders", trust_env=False, timeout=DEADLINE).json()
    return found


def test_a_pasted_message_and_one_tap_make_an_order(page: Page, addresses: tuple[str, str]) -> None:  # noqa: F811
    chat, shop = addresses
    page.goto(chat)
    page.get_by_test_id("start").click()
    sees(page, "What is the customer ordering?")
    say(page, PASTE)
    sees(page, "Items: Rp61.000")
    tap(page, "Create order")
    sees(page, "Order 1001 created. Total Rp61.000")
    (order,) = orders(shop)
    assert order["orderNumber"] == "1001"
    page.goto(shop)
    expect(page.get_by_text("Kopi Susu Gula Aren").first).to_be_visible()


def test_another_person_orders_step_by_step_in_indonesian(page: Page, addresses: tuple[str, str]) -> None:  # noqa: F811
    chat, shop = addresses
    before = len(orders(shop))
    page.goto(chat)
    page.get_by_test_id("person").filter(has_text="Dewi").click()
    page.get_by_test_id("start").click()
    sees(page, "Pelanggan mau pesan apa?")
    say(page, "teh tarik")
    tap(page, "Panas · Rp15.000")
    tap(page, "2")
    sees(page, "Ada lagi?")
    tap(page, "+")
    sees(page, "3 × Rp15.000")
    tap(page, "Lanjut: pelanggan")
    sees(page, "Berapa nomor HP pelanggan?")
    say(page, "0812 3456")
    sees(page, "terlalu pendek")
    say(page, "081398765432")
    say(page, "Siti Aminah")
    sees(page, "Dikirim ke mana?")
    say(page, "Jl. Asia Afrika 8, Bandung 40111")
    sees(page, "Sudah benar semua?")
    tap(page, "Buat pesanan")
    sees(page, "dibuat. Total Rp45.000")
    assert len(orders(shop)) == before + 1
