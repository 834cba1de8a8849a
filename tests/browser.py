"""A real chromium for the tests that look at a page.

    from tests.browser import browser, page  # noqa: F401  # fixtures, in the conftest.py of those tests

Where none is found such tests are skipped; with ORDERDESK_BROWSER_TEST=required in the environment they fail instead.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from tests.process.waiting import DEADLINE

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 1000 * DEADLINE


def chromium_path() -> str | None:
    """The first chromium or Chrome on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


# One browser per module, not per session: while playwright's synchronous API is open, its event loop counts as
# running in this thread, and the asynchronous tests of other modules could not start theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        reason = "no chromium on the PATH; on Debian: apt-get install chromium"
        if os.environ.get("ORDERDESK_BROWSER_TEST") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone-sized page in a browser context of its own. An error in the page's own code fails the test."""
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Answers like 404 are the page's to handle; it tells the person of those that matter.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(message.text)

    with browser.new_context(
        viewport=PHONE,
        locale="en-GB",
        reduced_motion="reduce",  # what is measured stands still
        permissions=["clipboard-read", "clipboard-write"],
    ) as context:
        context.set_default_timeout(PATIENCE_MS)
        phone = context.new_page()
        phone.on("pageerror", lambda error: problems.append(str(error)))
        phone.on("console", note)
        yield phone
    assert problems == []
