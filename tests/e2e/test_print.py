"""Paper shows the official page: A4, no furniture of the screen, repeated table heads."""

import io
import unicodedata

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from browsing import KINDS, expect_none, visiting
from congkhai.words import word
from serving import Served

pytestmark = pytest.mark.slow

A4 = (595, 842)
ROWS = 4  # on a sheet, at the least: fewer tell of squeezed columns
FURNITURE = ("body > header", "body > footer", "nav", "form", "button", ".ck-skip", "details.ck-menu > summary")

# A part without a box of its own (`display: contents`) is no longer a control, only words.
BOXES = "(parts) => parts.filter((part) => part.getClientRects().length).length"

# The longest table: the words of its head, and of the first cell of each row.
TABLE = """() => {
  const tables = [...document.querySelectorAll("main table")].sort((one, two) => two.rows.length - one.rows.length);
  if (!tables.length) return null;
  const text = (part) => part.textContent.trim().replace(/\\s+/g, " ");
  return {
    head: [...tables[0].tHead.querySelectorAll("th")].map(text),
    rows: [...tables[0].tBodies[0].rows].map((row) => text(row.cells[0])),
  };
}"""


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _print(page: Page) -> pypdf.PdfReader:
    page.emulate_media(media="print")
    return pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("kind", ["state-plan", "party-plan", "conclusion", "register", "duties", "held-meeting"])
def test_paper_has_no_furniture(kind: str, site: Served, browser: Browser) -> None:
    """Every sheet is A4, holds the heading once, and nothing that only a screen can use."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open(KINDS[kind])
        heading = page.locator("h1").inner_text()
        printed = _print(page)
        furniture = [name for name in FURNITURE if page.locator(name).evaluate_all(BOXES)]
    text = _flat(" ".join(sheet.extract_text() for sheet in printed.pages))
    words = [word(key) for key in ("frame.skip", "frame.menu", "frame.search-label") if _flat(word(key)) in text]
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed.pages}
    expect_none([f"on paper: {part}" for part in furniture + words])
    assert sizes == {A4}
    assert _flat(heading).lower() in text.lower()


@pytest.mark.parametrize("kind", ["register", "duties"])
def test_a_long_table_repeats_its_head(kind: str, site: Served, browser: Browser) -> None:
    """On paper every sheet with rows of a long table has the head of the table, and holds several rows."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open(KINDS[kind])
        table = page.evaluate(TABLE)
        sheets = [_flat(sheet.extract_text()) for sheet in _print(page).pages]
    with_rows = [sheet for sheet in sheets if any(_flat(row) in sheet for row in table["rows"])]
    assert 1 < len(with_rows) <= len(table["rows"]) / ROWS, f"{len(with_rows)} sheets for {len(table['rows'])} rows"
    expect_none(
        [
            f"sheet {number} lacks the head “{head}”"
            for number, sheet in enumerate(with_rows, start=1)
            for head in table["head"]
            if _flat(head) not in sheet
        ]
    )
