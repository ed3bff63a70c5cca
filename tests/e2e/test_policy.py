"""Pages are quiet: nothing refused by the strict policy, no error, no other host, also while they are used."""

import pytest
from playwright.sync_api import Browser

from browsing import KINDS, expect_none, open_details, visiting
from serving import Served

pytestmark = pytest.mark.slow


def test_pages_are_quiet(kind: str, site: Served, browser: Browser) -> None:
    """The strict policy refuses nothing, the console stays empty, and no other host is asked."""
    with visiting(browser, site) as visit:
        page = visit.open(KINDS[kind])
        open_details(page)
        for button in page.locator("button:not([type=submit]):visible").element_handles():
            # A button may take itself away, or another.
            if button.is_visible():
                button.click()
        visit.settle(page)
        faults = visit.faults + visit.breaches(page)
        expect_none(faults)
