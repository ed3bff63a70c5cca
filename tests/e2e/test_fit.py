"""Pages fit: no sideways scroll on the narrowest phone, with larger text or wider spacing; fingers find their targets."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from browsing import KINDS, WIDTHS, add_style, expect_none, open_details, resize, visiting
from serving import Served

pytestmark = pytest.mark.slow

# WCAG 2.2, success criterion 1.4.12.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
LARGER = ((1280, 200), (360, 150), (360, 200), (320, 168))
"""Widths in px, and sizes of text in %."""
HEADER = 176
HEADING = 300

# What sticks out to the right, innermost first; what stands in a scroller of its own does not stick out.
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - room;
  if (over <= 0) return [];
  const out = [...document.body.querySelectorAll("*")].filter((part) => part.getBoundingClientRect().right > room + 0.5);
  const inner = out.filter((part) => !out.some((other) => other !== part && part.contains(other)));
  const name = (part) => `${part.tagName.toLowerCase()}.${part.className} “${part.textContent.trim().slice(0, 40)}”`;
  return [`${over} px`, ...inner.slice(0, 5).map(name)];
}"""

# Text cut off by a box that hides what does not fit; a box of one pixel hides its text on purpose.
CLIPPED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faults = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const inner = range.getBoundingClientRect();
    for (let up = text.parentElement; up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      const box = up.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) break;
      const across = style.overflowX !== "visible" && style.overflowX !== "auto" && inner.right > box.right + 1;
      const down = style.overflowY !== "visible" && style.overflowY !== "auto" && inner.bottom > box.bottom + 1;
      if (across || down) faults.push(`cut off in ${up.tagName.toLowerCase()}.${up.className}: “${text.data.trim()}”`);
    }
  }
  return faults;
}"""


@contextmanager
def _styled(page: Page, css: str) -> Iterator[None]:
    """Lay a style over a page, and take it away again."""
    add_style(page, css)
    yield
    page.evaluate("document.adoptedStyleSheets.pop()")


def _unfit(page: Page) -> list[str]:
    found: list[str] = page.evaluate(OVERFLOW) + page.evaluate(CLIPPED)
    return found


def _sticks_out(page: Page, state: str) -> Iterator[str]:
    """Yield what scrolls sideways at any width."""
    for width in WIDTHS:
        resize(page, width)
        yield from (f"{width} px, {state}: {part}" for part in page.evaluate(OVERFLOW))


def _with_larger_text(page: Page) -> Iterator[str]:
    """Yield what larger text pushes out or cuts off."""
    for width, percent in LARGER:
        resize(page, width)
        root = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        with _styled(page, f"html {{ font-size: {root * percent / 100}px !important; }}"):
            yield from (f"{width} px, text of {percent} %: {part}" for part in _unfit(page))


def _high(page: Page) -> Iterator[str]:
    """Yield what stands too high or too low on a telephone."""
    resize(page, 360)
    with _styled(page, ".ck-strip, .ck-notice-banner { display: none !important; }"):
        header = page.evaluate("document.querySelector('.ck-header').getBoundingClientRect().height")
        heading = page.evaluate("document.querySelector('h1').getBoundingClientRect().top")
    for what, found, limit in (("header is", header, HEADER), ("heading begins at", heading, HEADING)):
        if found > limit:
            yield f"{what} {found:.0f} px, limit {limit}"


def test_pages_fit(kind: str, site: Served, browser: Browser) -> None:
    """No page scrolls sideways, cuts text off with wider spacing or larger text, or begins too low on a telephone."""
    with visiting(browser, site) as visit:
        page = visit.open(KINDS[kind])
        faults = [*_high(page), *_sticks_out(page, "folded")]
        open_details(page)
        faults += _sticks_out(page, "open")
        resize(page, 320)
        with _styled(page, SPACING):
            faults += [f"320 px, wider spacing: {part}" for part in _unfit(page)]
        faults += _with_larger_text(page)
        expect_none(faults)
