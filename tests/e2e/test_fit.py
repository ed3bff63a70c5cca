"""Pages fit: no sideways scroll on the narrowest phone, with larger text or wider spacing; fingers find their targets."""

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


def _enlarge(page: Page, percent: int) -> None:
    root = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    add_style(page, f"html {{ font-size: {root * percent / 100}px !important; }}")


def _unfit(page: Page) -> list[str]:
    found: list[str] = page.evaluate(OVERFLOW) + page.evaluate(CLIPPED)
    return found


def test_nothing_sticks_out(kind: str, site: Served, browser: Browser) -> None:
    """No page scrolls sideways at any width, folded or open."""
    found = {}
    with visiting(browser, site) as visit:
        page = visit.open(KINDS[kind])
        for opened in (False, True):
            if opened:
                open_details(page)
            for width in WIDTHS:
                resize(page, width)
                found[width, opened] = page.evaluate(OVERFLOW)
    faults = [f"{width} px: {part}" for (width, _), parts in found.items() for part in parts]
    expect_none(faults)


def test_text_spacing_is_survived(kind: str, site: Served, browser: Browser) -> None:
    """Wider letters, words and lines push nothing out and cut nothing off on the narrowest phone."""
    with visiting(browser, site, 320) as visit:
        page = visit.open(KINDS[kind])
        open_details(page)
        add_style(page, SPACING)
        faults = _unfit(page)
        expect_none(faults)


@pytest.mark.parametrize(("width", "percent"), [(1280, 200), (360, 150), (360, 200), (320, 168)])
def test_larger_text_is_survived(width: int, percent: int, kind: str, site: Served, browser: Browser) -> None:
    """Larger text pushes nothing out and cuts nothing off."""
    with visiting(browser, site, width) as visit:
        page = visit.open(KINDS[kind])
        open_details(page)
        _enlarge(page, percent)
        faults = _unfit(page)
        expect_none(faults)


def test_the_frame_leaves_room(kind: str, site: Served, browser: Browser) -> None:
    """On a phone the header is low, and the heading of the page stands high."""
    with visiting(browser, site) as visit:
        page = visit.open(KINDS[kind])
        add_style(page, ".ck-strip, .ck-notice-banner { display: none !important; }")
        header = page.evaluate("document.querySelector('.ck-header').getBoundingClientRect().height")
        heading = page.evaluate("document.querySelector('h1').getBoundingClientRect().top")
        limits = (("header is", header, HEADER), ("heading begins at", heading, HEADING))
        expect_none([f"{what} {found:.0f} px, limit {limit}" for what, found, limit in limits if found > limit])
