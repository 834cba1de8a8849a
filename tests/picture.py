"""Takes the README's picture: the demo in a phone-sized browser after one paste and one tap.

python -m tests.picture FILE
"""

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser import ARGUMENTS, PATIENCE_MS, chromium_path

PASTE = "2 kopi susu gula aren sama croissant 1, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"


def take(chat: str, file: Path) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 390, "height": 800}, device_scale_factor=2, reduced_motion="reduce")
        page.goto(chat)
        page.get_by_test_id("composer").fill(PASTE)
        page.get_by_test_id("send").click()
        page.get_by_test_id("inline-button").filter(has_text="Create order").click()
        expect(page.get_by_test_id("bubble-text").last).to_contain_text("Order 1001 created.")
        page.get_by_test_id("composer").blur()
        page.screenshot(path=str(file))
        browser.close()


def main() -> None:
    demo = [sys.executable, "-m", "bot.cli", "demo", "--no-browser", "--port", "0"]
    with subprocess.Popen(demo, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        chat = next(found[1] for line in process.stdout if (found := re.match(r"\s*Chat:\s+(\S+)", line)))
        try:
            take(chat, Path(sys.argv[1]))
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
