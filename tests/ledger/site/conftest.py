"""A headless Chromium, and the site on a port of its own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from importlib import resources

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

# Playwright's own loop runs in this thread; the tests use the database in it too, between two steps of the browser.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
CHROMIUM = (
    os.environ.get("SERVANDA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
_REFUSED = re.compile(r"status of (400|404|422)")  # the page itself, asked for on purpose
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("browser tests need Chromium: install it (Debian: chromium), or name it in SERVANDA_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


def _clean(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        asked_for = _REFUSED.search(message.text) and message.location.get("url") == page.url
        if message.type in ("error", "warning") and not asked_for:
            wrong.append(message.text)

    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", heard)
    yield page
    context.close()
    assert not wrong, wrong


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page in which anything on the console fails the test: scripts, the content security policy, a file that is not there."""
    yield from _clean(browser, 1280)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """As `tab`, as wide as an editor's screen."""
    yield from _clean(browser, 1440)


def violations(page: Page) -> list[str]:
    """What axe finds wrong, one line each."""
    page.evaluate(AXE)
    return _found(page, RULES)


def dark_violations(page: Page) -> list[str]:
    """What axe finds wrong with the colours of the same page in the dark; `violations` went before."""
    page.emulate_media(color_scheme="dark")
    found = _found(page, ["color-contrast", "link-in-text-block"])
    page.emulate_media(color_scheme="light")
    return found


def runs_over(page: Page, width: int) -> bool:
    """Whether the page is wider than a window of this width (1440 at a zoom of 200 % is 720)."""
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def _found(page: Page, rules: list[str]) -> list[str]:
    # Only what is wrong is gathered: what passes would take most of the time.
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]
