"""axe-core finds nothing: every kind of page, four widths, three colour modes, every folded part open."""

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browsing import KINDS, MODES, WIDTHS, expect_none, keep_picture, open_details, resize, switch_mode, visiting
from serving import Served

pytestmark = pytest.mark.slow

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Contrast of 7 to 1 is AAA, which axe measures only when asked, and only of what has the 4.5 to 1 of AA.
RUN = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
    },
    "resultTypes": ["violations"],
    "preload": False,
}
# All that a mode of colours changes; the other rules look at what is the same in every mode.
COLOUR_RULES = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
COLOURS = RUN | {"runOnly": {"type": "rule", "values": COLOUR_RULES}, "rules": {}}

# After one look at the whole page, rows and entries go that are made of the same elements and classes as one before them, and
# of which every cell is as three before it in its column: width and colour do to them what they do to those.
THIN = """() => {
  const shape = (part) => [part, ...part.querySelectorAll("*")].map((e) => e.tagName + e.getAttribute("class")).join();
  for (const room of document.querySelectorAll("main tbody, main ul, main ol")) {
    const seen = new Map();
    for (const part of [...room.children]) {
      const shapes = [...(part.cells || [])].map((cell, place) => place + shape(cell));
      const whole = shape(part);
      if (seen.get(whole) >= (shapes.length ? 1 : 3) && shapes.every((one) => seen.get(one) >= 3)) part.remove();
      else for (const one of [whole, ...shapes]) seen.set(one, (seen.get(one) || 0) + 1);
    }
  }
}"""


@functools.cache
def _axe() -> str:
    """Return the source of axe-core, which the package for Playwright bundles."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def _violations(page: Page, asked: Mapping[str, object] = RUN) -> list[str]:
    """Return each rule and each element that breaks it."""
    result: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", asked)
    return [
        f"{rule['id']} | {' '.join(map(str, node['target']))} | {' '.join(node['failureSummary'].split())[:160]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def _pictures(page: Page, kind: str) -> None:
    """Keep pictures of the page as it first appears, on a telephone and on a desk, in every mode."""
    for width in (360, 1280):
        resize(page, width)
        for mode in MODES:
            switch_mode(page, mode)
            keep_picture(page, f"{kind}-{width}-{mode}")


def test_axe_finds_nothing(kind: str, site: Served, browser: Browser) -> None:
    """No rule of WCAG 2.2 AA, no best practice, and no contrast below AAA is broken."""
    found: dict[str, list[str]] = {}
    with visiting(browser, site) as visit:
        page = visit.open(KINDS[kind])
        _pictures(page, kind)
        page.evaluate(_axe())
        open_details(page)
        switch_mode(page, "light")
        for violation in _violations(page):
            found[violation] = ["whole page"]
        page.evaluate(THIN)
        for mode in MODES:
            switch_mode(page, mode)
            for width in WIDTHS:
                resize(page, width)
                for violation in _violations(page, RUN if mode == "light" else COLOURS):
                    found.setdefault(violation, []).append(f"{width} {mode}")
    expect_none([f"{violation} | {', '.join(states)}" for violation, states in found.items()])


@pytest.mark.parametrize("asked", [RUN, COLOURS], ids=["all", "colours"])
@pytest.mark.parametrize(("color", "is_found"), [("#ddd", True), ("#777", True), ("#666", True), ("#555", False)])
def test_axe_is_asked_for_every_contrast(
    color: str,
    is_found: bool,  # noqa: FBT001 - a column
    asked: Mapping[str, object],
    browser: Browser,
) -> None:
    """What has less than 4.5 to 1 on white is found as well as what has less than 7 to 1, in every mode."""
    page = browser.new_page()
    try:
        page.set_content(f"<p style='color: {color}'>Đèn đường</p>")
        page.evaluate(_axe())
        assert any(violation.startswith("color-contrast") for violation in _violations(page, asked)) is is_found
    finally:
        page.close()
