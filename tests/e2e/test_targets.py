"""What a finger must hit is large enough, or stands far enough from its neighbours."""

import pytest
from playwright.sync_api import Browser

from browsing import KINDS, expect_none, open_details, visiting
from serving import Served

pytestmark = pytest.mark.slow

TARGET = 44
IN_TABLE = 24

# A link in a line of other words is as large as its words (WCAG 2.2, 2.5.8, exception "inline"). A lower target passes
# when a circle as wide as the wanted height, around its middle, touches no other target.
SMALL = """([target, inTable]) => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((part) => part.checkVisibility({visibilityProperty: true}) && part.getBoundingClientRect().width > 1);
  const block = (part) => {
    let up = part.parentElement;
    while (getComputedStyle(up).display.startsWith("inline")) up = up.parentElement;
    return up;
  };
  const words = (part) => part.textContent.replace(/\\s+/g, "");
  const inline = (part) => part.tagName === "A" && getComputedStyle(part).display === "inline"
    && words(block(part)).length > words(part).length;
  const box = (part) => (part.closest("label") || part).getBoundingClientRect();
  const near = (part, wanted) => {
    const one = box(part);
    const [x, y] = [one.x + one.width / 2, one.y + one.height / 2];
    return all.some((other) => {
      if (other === part || inline(other)) return false;
      const two = box(other);
      const dx = Math.max(two.left - x, 0, x - two.right);
      const dy = Math.max(two.top - y, 0, y - two.bottom);
      return Math.hypot(dx, dy) < wanted / 2;
    });
  };
  return all.filter((part) => !inline(part)).filter((part) => {
    const wanted = part.closest("table") ? inTable : target;
    return box(part).height < wanted - 0.5 && near(part, wanted);
  }).map((part) => {
    const up = part.parentElement;
    return `${up.tagName.toLowerCase()}.${up.className} > ${part.tagName.toLowerCase()}.${part.className} `
      + `“${part.textContent.trim().slice(0, 30)}” ${Math.round(box(part).height)} px`;
  });
}"""


def test_targets_are_large_enough(kind: str, site: Served, browser: Browser) -> None:
    """Every control outside running text is 44 px high, or stands apart; 24 px in tables."""
    with visiting(browser, site) as visit:
        page = visit.open(KINDS[kind])
        open_details(page)
        small = page.evaluate(SMALL, [TARGET, IN_TABLE])
        expect_none(small)
