"""The kinds of pages, and one visit to them in a real Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from serving import Served

KINDS = {
    "home": "/",
    "plans": "/ke-hoach/",
    "state-plan": "/ke-hoach/phuong-duc-thang-2024/",
    "party-plan": "/ke-hoach/dang-uy-phuong-2025/",
    "calendar": "/lich/",
    "announced-meeting": "/cuoc-doi-thoai/mh-2026-quy-4/",
    "held-meeting": "/cuoc-doi-thoai/mh-2026-quy-3/",
    "conclusions": "/ket-luan/",
    "conclusion": "/ket-luan/minh-hoa-quy-3-2026/",
    "register": "/kien-nghi/",
    "register-filtered": "/kien-nghi/trang-thai/forwarded/",
    "petition": "/kien-nghi/kn-2026-043/",
    "duties": "/tuan-thu/",
    "duties-filtered": "/tuan-thu/trang-thai/overdue/",
    "method": "/tuan-thu/cach-tinh/",
    "series": "/tuan-thu/so-van-ban/",
    "statistics": "/thong-ke/",
    "archive": "/luu-tru/",
    "archive-year": "/luu-tru/2026/",
    "data": "/du-lieu/",
    "search": "/tim-kiem/",
    "search-query": "/tim-kiem/?q=chieu%20sang",
    "search-filtered": "/tim-kiem/?q=duong&loai=kien-nghi&sap-xep=ngay",
    "catalogue": "/luu-tru/dia-ban/mh-tdp-5/",
    "prose": "/huong-dan/",
    "access": "/tiep-can/",
    "english": "/en/",
    "not-found": "/404.html",
}
"""Every kind of page, by the address of one page of it."""

QUIET, PATIENCE = 10, 2000
"""In looks of 50 ms: how long a page must be quiet, and how long that is waited for."""

WIDTHS = (320, 360, 768, 1280)
MODES = ("light", "dark", "contrast")

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that there is opens the pages; the shell has no windows to make, and so needs a third of the time for each reader."""

OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip

# Runs before any script of the page; a breach of the policy is told by an event, wherever it happens.
WATCH = """
window.ckBreaches = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.ckBreaches.push(`${event.effectiveDirective}: ${event.blockedURI || "inline"} ${event.sample}`);
});
"""


@contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    """Start the distribution's Chromium, with more options if wanted, or skip the test where there is none."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("Chromium is not installed: tests/get_tools.py installs it where there is apt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=[*OPTIONS, *options])
        yield browser
        browser.close()


@dataclass
class Visit:
    """One reader's browser, empty at first: its pages, and everything that went wrong on them."""

    context: BrowserContext
    server: Served
    faults: list[str] = field(default_factory=list)
    _open: set[Request] = field(default_factory=set)

    def open(self, path: str) -> Page:
        """Open a page by its path and wait until it is whole."""
        page = self.context.new_page()
        page.on("console", lambda said: self.faults.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._note)
        page.on("requestfinished", self._note_end)
        page.on("requestfailed", self._note_end)
        page.goto(self.server.address + path)
        page.evaluate("document.fonts.ready.then(() => true)")
        if "?" in path:
            self.settle(page)
        return page

    def settle(self, page: Page) -> None:
        """Wait until nothing was on its way for half a second; Chromium's own word of that gets lost on a busy machine."""
        quiet, tries = 0, 0
        while quiet < QUIET:
            page.wait_for_timeout(50)
            quiet = 0 if self._open else quiet + 1
            tries += 1
            assert tries < PATIENCE, f"still on the way: {[asked.url for asked in self._open]}"

    def _note(self, asked: Request) -> None:
        if asked.url.startswith(self.server.address):
            self._open.add(asked)
        elif not asked.url.startswith("data:"):
            self.faults.append(f"other host: {asked.url}")

    def _note_end(self, asked: Request) -> None:
        self._open.discard(asked)

    def breaches(self, page: Page) -> list[str]:
        """Return what the policy refused on a page."""
        found: list[str] = page.evaluate("window.ckBreaches")
        return found


@contextmanager
def visiting(browser: Browser, server: Served, width: int = 360, **options: Any) -> Iterator[Visit]:
    """Lend a fresh browser context of a width; other options are Playwright's."""
    context = browser.new_context(viewport={"width": width, "height": 740}, **options)
    context.add_init_script(WATCH)
    try:
        yield Visit(context, server)
    finally:
        context.close()


def switch_mode(page: Page, mode: str) -> None:
    """Show a page light, dark (as the system asks) or in high contrast (as the reader chose)."""
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    page.evaluate(
        """(mode) => {
          if (mode === "contrast") document.documentElement.dataset.ckTheme = mode;
          else delete document.documentElement.dataset.ckTheme;
        }""",
        mode,
    )


def resize(page: Page, width: int) -> None:
    """Give a page another width."""
    page.set_viewport_size({"width": width, "height": 740})


def open_details(page: Page) -> None:
    """Open every folded part of a page, and wait for the counts of a search's filters."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    uncounted = "[data-ck-found] > div:not([hidden]) .ck-search-results__count:empty"
    page.wait_for_function("(uncounted) => !document.querySelector(uncounted)", arg=uncounted)


def add_style(page: Page, css: str) -> None:
    """Lay a reader's own style over a page; the policy lets no style element in."""
    page.evaluate(
        """(css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets.push(sheet);
        }""",
        css,
    )


def keep_picture(page: Page, name: str) -> None:
    """Write a picture of the whole page into the folder that CK_SCREENSHOTS names, if it names one."""
    if folder := os.environ.get("CK_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def expect_none(faults: list[str]) -> None:
    """Fail with one line for each fault."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
