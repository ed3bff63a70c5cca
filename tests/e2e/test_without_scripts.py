"""Pages are whole without JavaScript."""

import pytest
from playwright.sync_api import Browser

from browsing import KINDS, visiting
from building import Build
from congkhai.views import search
from serving import Served

pytestmark = pytest.mark.slow


def test_every_page_stands_without_scripts(kind: str, site: Served, browser: Browser) -> None:
    """Without scripts a page has its heading, its menu opens, and search is a form."""
    with visiting(browser, site, java_script_enabled=False) as visit:
        page = visit.open(KINDS[kind])
        assert page.locator("h1").count() == 1
        assert page.locator("h1").is_visible()
        page.locator("details.ck-menu > summary").click()
        assert page.locator("details.ck-menu a").first.is_visible()
        assert page.locator("header input[name=q]").is_visible()
        assert visit.faults == []


def test_the_register_is_whole_without_scripts(site: Served, browser: Browser, build: Build) -> None:
    """Without scripts the register shows every petition, and a plain link shows those of one state."""
    petitions = {folder.name for folder in (build.site / "kien-nghi").glob("kn-*")}
    with visiting(browser, site, java_script_enabled=False) as visit:
        page = visit.open("/kien-nghi/")
        links = page.locator("main table tbody tr:visible th a")
        shown = {link.get_attribute("href") or "" for link in links.all()}
        assert {address.strip("/").split("/")[-1] for address in shown} == petitions
        page.locator("main a[href$='trang-thai/forwarded/']").first.click()
        assert 0 < page.locator("main table tbody tr").count() < len(petitions)


def test_the_catalogue_stands_for_search_without_scripts(site: Served, browser: Browser) -> None:
    """Without scripts the search page shows every facet as plain links, and the newest records."""
    with visiting(browser, site, java_script_enabled=False) as visit:
        page = visit.open("/tim-kiem/?q=chieu%20sang")
        assert page.locator("main .ck-catalogue section:visible").count() == 6
        assert page.locator("main .ck-record-list a:visible").count() == search.NEWEST
        page.locator("main .ck-catalogue a[href$='luu-tru/2026/']").click()
        assert page.locator("h1").inner_text().endswith("2026")
