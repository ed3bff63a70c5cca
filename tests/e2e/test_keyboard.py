"""The keyboard reaches everything that can be seen, nothing that cannot, and always shows where it is."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browsing import KINDS, expect_none, open_details, visiting
from serving import Served

pytestmark = pytest.mark.slow

# Every control in sight, with the looks that focus must change. One stop stands for a group of radio buttons.
PREPARE = """() => {
  const look = (part) => {
    const style = getComputedStyle(part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join(" ");
  };
  const radio = (part) => part.type === "radio" ? part.name : null;
  const seen = (part) => part.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && part.getBoundingClientRect().width > 1 && part.getBoundingClientRect().height > 1;
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((part) => !part.disabled && part.tabIndex >= 0 && part.type !== "hidden");
  const groups = new Set();
  window.ckStops = all.filter(seen).filter((part) => {
    const group = radio(part);
    if (group === null) return true;
    if (groups.has(group)) return false;
    return groups.add(group);
  });
  window.ckLooks = new Map(all.map((part) => [part, look(part)]));
  window.ckLook = look;
  window.ckName = (part) => `${part.tagName.toLowerCase()}.${part.className} “${part.textContent.trim().slice(0, 30)}”`;
  return window.ckStops.length;
}"""

# Where the keyboard is: its place among the stops, and what is wrong there.
HERE = """() => {
  const part = document.activeElement;
  if (part === document.body) return null;
  const faults = [];
  const rect = part.getBoundingClientRect();
  const seen = part.checkVisibility({visibilityProperty: true, opacityProperty: true}) && rect.width > 1 && rect.height > 1;
  const line = part.getClientRects()[0] || rect;
  const top = document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2);
  if (!seen) faults.push("is not seen");
  else if (!top || !(part.contains(top) || top.contains(part))) faults.push("is covered or outside");
  if (window.ckLook(part) === window.ckLooks.get(part)) faults.push("shows no focus");
  const stop = window.ckStops.findIndex((other) => other === part || (part.type === "radio" && other.name === part.name));
  return {stop, name: window.ckName(part), href: part.getAttribute("href"), faults};
}"""


def _walk(page: Page) -> tuple[list[dict[str, Any]], set[int]]:
    """Press Tab until the end of the page; return the stops made and the stops missed."""
    count: int = page.evaluate(PREPARE)
    stops: list[dict[str, Any]] = []
    for _ in range(count + 20):
        page.keyboard.press("Tab")
        if (here := page.evaluate(HERE)) is None or (stops and here["stop"] == stops[0]["stop"]):
            break
        stops.append(here)
    return stops, set(range(count)) - {stop["stop"] for stop in stops}


@pytest.mark.parametrize(("width", "details"), [(360, "closed"), (360, "open"), (1280, "closed")])
def test_the_keyboard_reaches_what_is_seen(width: int, details: str, kind: str, site: Served, browser: Browser) -> None:
    """Tab begins at the skip link, stops at every control in sight and at no other, and focus is seen at each."""
    with visiting(browser, site, width) as visit:
        page = visit.open(KINDS[kind])
        if details == "open":
            open_details(page)
        stops, missed = _walk(page)
        names = page.evaluate("(missed) => missed.map((stop) => window.ckName(window.ckStops[stop]))", sorted(missed))
        faults = [f"{stop['name']} {fault}" for stop in stops for fault in stop["faults"]]
        assert stops[0]["href"] == "#noi-dung"
        expect_none(faults + [f"{name} is never reached" for name in names])
