"""Long tables in the browser: filtered, sorted, shared by address; and how a reader's own look is kept."""

import pytest
from playwright.sync_api import Browser, Page

from browsing import visiting
from serving import Served

pytestmark = pytest.mark.slow

REGISTER = "/kien-nghi/"
SHOWN = "() => [...document.querySelectorAll('main tbody tr')].filter((row) => !row.hidden).map((row) => row.innerText)"


def _shown(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SHOWN)
    return found


def _column(page: Page, at: int) -> list[str]:
    script = "(at) => [...document.querySelectorAll('main tbody tr')].map((row) => (row.cells[at].querySelector('time') || {}).dateTime || '')"
    found: list[str] = page.evaluate(script, at)
    return found


def test_a_choice_stays_in_the_address(site: Served, browser: Browser) -> None:
    """State and a word without marks narrow the rows; the address brings them back; the reset brings all."""
    with visiting(browser, site, 360) as visit:
        page = visit.open(REGISTER)
        whole = _shown(page)
        page.locator(".ck-filters summary").click()
        page.select_option("select[name=trang-thai]", "open")
        page.fill(".ck-filters input[name=tu]", "duong")
        found = _shown(page)
        assert 0 < len(found) < len(whole)
        assert all("đường" in row.lower() or "duong" in row.lower() for row in found)
        assert str(len(found)) in page.locator(".ck-filters__shown").inner_text()
        page.reload()
        assert _shown(page) == found
        page.locator("main tbody tr:not([hidden]) a").first.click()
        page.wait_for_load_state()
        page.go_back()
        assert _shown(page) == found
        page.locator(".ck-filters [type=reset]").click()
        page.wait_for_url(lambda url: "?" not in url)
        assert _shown(page) == whole


@pytest.mark.parametrize("register", [REGISTER, f"{REGISTER}trang-thai/open/"])
def test_a_value_that_no_row_has_finds_nothing_and_says_so(register: str, site: Served, browser: Browser) -> None:
    """An address that was shared earlier never shows more than it asks for, also where all rows share one value."""
    with visiting(browser, site, 360) as visit:
        page = visit.open(f"{register}?trang-thai=bogus")
        assert _shown(page) == []
        assert page.locator(".ck-filters__shown").inner_text().startswith("Hiện 0 ")
        assert page.locator("select[name=trang-thai]").input_value() == "bogus"


def test_a_head_sorts_and_tells_it(site: Served, browser: Browser) -> None:
    """Dates rise, then fall, rows without one come last; the select follows, and the first order comes back."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open(REGISTER)
        given = _shown(page)
        head = page.locator("main thead th", has_text="Hạn")
        at = head.evaluate("(head) => head.cellIndex")
        for direction, falling in (("ascending", False), ("descending", True)):
            head.locator("button").click()
            days = [day for day in _column(page, at) if day]
            assert head.get_attribute("aria-sort") == direction
            assert days == sorted(days, reverse=falling)
            assert _column(page, at)[: len(days)] == days
        assert "giảm dần" in page.locator("main [role=status].ck-visually-hidden").inner_text()
        page.locator(".ck-filters summary").click()
        assert page.locator("[data-ck-order]").input_value() == str(at)
        page.locator(".ck-filters [type=reset]").click()
        page.locator("[aria-sort]").wait_for(state="detached")
        assert _shown(page) == given


def test_a_phone_s_hidden_heads_hold_no_button(site: Served, browser: Browser) -> None:
    """What nobody sees takes no focus; the select sorts instead."""
    with visiting(browser, site, 360) as visit:
        page = visit.open(REGISTER)
        assert page.locator("main thead button").count() == 0
        page.locator(".ck-filters summary").click()
        page.select_option("[data-ck-order]", "0")
        codes = [row.split()[0] for row in _shown(page)]
        assert codes == sorted(codes)


def test_a_list_in_parts_has_links_but_no_form(site: Served, browser: Browser) -> None:
    """The demo's ledger is longer than a page; its lists by state are whole."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open("/tuan-thu/")
        assert page.locator(".ck-filters form").count() == 0
        assert page.locator("main thead button").count() == 0
        figure = page.locator(".ck-figures__item", has_text="Chưa có thông tin")
        count = int(figure.locator(".ck-figures__count").inner_text())
        figure.click()
        page.wait_for_load_state()
        assert len(_shown(page)) == count
        assert page.locator(".ck-filters form").count() == 1


def test_the_reader_s_look_is_kept(site: Served, browser: Browser) -> None:
    """Size and colours hold on the next page, set before anything is painted; the plain choice takes them away."""
    with visiting(browser, site, 360) as visit:
        page = visit.open("/")
        page.locator(".ck-display-tools summary").click()
        page.check("input[name=ck-size][value='150']")
        page.check("input[name=ck-theme][value=contrast]")
        page.goto(page.url + "kien-nghi/")
        root = page.locator("html")
        assert (root.get_attribute("data-ck-size"), root.get_attribute("data-ck-theme")) == ("150", "contrast")
        page.locator(".ck-display-tools summary").click()
        page.check("input[name=ck-size][value='100']")
        page.check("input[name=ck-theme][value=auto]")
        assert (root.get_attribute("data-ck-size"), root.get_attribute("data-ck-theme")) == (None, None)
