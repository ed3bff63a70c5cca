"""Readers who ask for their own colours or for no movement get them."""

import pytest
from playwright.sync_api import Browser

from browsing import KINDS, expect_none, open_details, visiting
from serving import Served

pytestmark = pytest.mark.slow

# In forced colours every ground is the reader's; what colour alone said would be lost.
WORDLESS = """() => [...document.querySelectorAll(".ck-tag")]
  .filter((tag) => tag.checkVisibility() && !/[\\p{L}\\d]/u.test(tag.innerText)).map((tag) => `without words: ${tag.outerHTML}`)"""
BORDERLESS = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, .ck-tag")]
  .filter((part) => part.checkVisibility() && parseFloat(getComputedStyle(part).borderTopWidth) === 0
    && getComputedStyle(part).appearance === "none").map((part) => `without edge: ${part.outerHTML.slice(0, 120)}`)"""
MOVING = """() => [...document.querySelectorAll("*")].filter((part) => {
  const style = getComputedStyle(part);
  return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01
    || style.scrollBehavior === "smooth";
}).map((part) => `moves: ${part.tagName.toLowerCase()}.${part.className}`)"""


def test_forced_colours_keep_words_and_edges(kind: str, site: Served, browser: Browser) -> None:
    """In forced colours tags keep their words, controls and tags keep an edge, and nothing goes wrong."""
    with visiting(browser, site, forced_colors="active") as visit:
        page = visit.open(KINDS[kind])
        open_details(page)
        expect_none(page.evaluate(WORDLESS) + page.evaluate(BORDERLESS) + visit.faults)


def test_reduced_motion_stands_still(kind: str, site: Served, browser: Browser) -> None:
    """Nothing moves for a reader who asked for less motion."""
    with visiting(browser, site, reduced_motion="reduce") as visit:
        page = visit.open(KINDS[kind])
        expect_none(page.evaluate(MOVING) + visit.faults)
