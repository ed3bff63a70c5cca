"""The search page in a browser: where one asks, what it says, what it found."""

import re

from playwright.sync_api import Page

FIELD = "header input[name=q]"
HIT = "[data-ck-found] li a"
STATUS = ".ck-search-results__status"
CATALOGUE = "[data-ck-catalogue]"
SHARD = re.compile(r"/assets/search/\w{10}/t\d+\.txt$")
RECORD = re.compile(r"/assets/search/\w{10}/r\d+\.json$")
VALUES = re.compile(r"/assets/search/\w{10}/c\d+\.json$")


def hits(page: Page) -> list[str]:
    """Return the titles that were found."""
    return page.locator(HIT).all_inner_texts()


def said(page: Page, words: str) -> str:
    """Wait until the page says `words`, and return all that it says."""
    page.wait_for_function(
        "([at, words]) => document.querySelector(at).textContent.includes(words)", arg=[STATUS, words]
    )
    return page.locator(STATUS).inner_text()
