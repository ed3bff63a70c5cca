"""Search and the browser's history: what was asked for, filtered, sorted and read comes back as it was."""

import pytest
from playwright.sync_api import Browser, Page

from asking import FIELD, HIT, SHARD, STATUS, hits, said
from browsing import Visit, visiting
from serving import Served

pytestmark = pytest.mark.slow

CHOSEN = "[data-ck-found] input:checked"
FILTERS = ".ck-search-results__filters > summary"


def _chosen(page: Page) -> list[str]:
    found: list[str] = page.locator(CHOSEN).evaluate_all("(boxes) => boxes.map((box) => box.value)")
    return found


def _begins(page: Page, words: str) -> None:
    page.wait_for_function(
        "([at, words]) => document.querySelector(at).textContent.startsWith(words)", arg=[STATUS, words]
    )


def _left_far_down(visit: Visit) -> Page:
    """Return a page that somebody scrolled and left at once."""
    page = visit.open("/tim-kiem/?q=duong")
    page.locator(HIT).nth(9).wait_for()
    page.evaluate("scrollTo(0, 700); location.href = '../lich/'")
    page.wait_for_url("**/lich/")
    return page


def _is_far_down(page: Page) -> None:
    page.locator(HIT).nth(9).wait_for()
    page.wait_for_function("() => scrollY === 700")


def test_what_is_typed_after_an_answer_is_an_entry_of_its_own(site: Served, browser: Browser) -> None:
    """Back leads from a longer question to the one that was asked before it, with its filter."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong&loai=kien-nghi")
        before = said(page, "sau khi lọc")
        page.locator(FIELD).click()
        page.keyboard.press("End")
        page.keyboard.type(" noi bo", delay=30)
        said(page, "“duong noi bo”")
        page.keyboard.press("Enter")
        page.keyboard.type(" hong", delay=30)
        said(page, "“duong noi bo hong”")
        page.go_back()
        said(page, "“duong noi bo” ")
        page.go_back()
        assert said(page, "“duong” ") == before
        assert _chosen(page) == ["kien-nghi"]
        assert page.evaluate("history.length") == 4


def test_a_filter_waits_for_its_question(site: Served, browser: Browser) -> None:
    """A filter in the address holds for the first question that is typed; without one in the address there is none."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?loai=kien-nghi")
        page.locator(FIELD).click()
        page.keyboard.type("duong")
        said(page, "sau khi lọc")
        assert page.url.endswith("?q=duong&loai=kien-nghi")
        page.evaluate("history.pushState(null, '', '?q=duong')")
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        said(page, "“duong”.")
        assert _chosen(page) == []


def test_back_leads_to_the_top_of_what_was_not_scrolled(site: Served, browser: Browser) -> None:
    """The place belongs to the answer: another order, read far down, leaves the first one at its beginning."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        page.locator(HIT).nth(9).wait_for()
        page.locator("select[name=sap-xep]").select_option("1")
        page.wait_for_url("**sap-xep=ngay")
        page.locator(HIT).nth(9).wait_for()
        page.evaluate("scrollTo(0, 1200)")
        page.wait_for_timeout(400)
        assert page.evaluate("scrollY") > 500
        page.go_back()
        page.wait_for_function("() => scrollY === 0")


def test_a_link_within_the_page_keeps_the_answer(site: Served, browser: Browser) -> None:
    """The way past the menu is no other question: further results stay, also when the page is read anew."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        page.locator("[data-ck-next]").click()
        page.locator(HIT).nth(15).wait_for()
        found = hits(page)
        page.evaluate("document.querySelector('.ck-skip').click()")
        page.wait_for_url("**#noi-dung")
        page.wait_for_timeout(300)
        assert hits(page) == found
        page.go_back()
        page.wait_for_timeout(300)
        assert hits(page) == found


def test_the_place_is_kept_until_the_last_moment(site: Served, browser: Browser) -> None:
    """Who scrolls and leaves at once comes back to the same lines."""
    with visiting(browser, site) as visit:
        page = _left_far_down(visit)
        page.go_back()
        _is_far_down(page)


def test_the_place_outlives_an_answer_that_does_not_come(site: Served, browser: Browser) -> None:
    """Who comes back, waits in vain and leaves again is not sent to the top when the answer comes at last."""
    with visiting(browser, site) as visit:
        page = _left_far_down(visit)
        page.route(SHARD, lambda _: None)
        with page.expect_request(SHARD):
            page.go_back(wait_until="commit")
        said(page, "Đang tìm")
        page.go_forward()
        page.unroute_all()
        page.go_back()
        _is_far_down(page)


def test_the_focus_stays_on_a_box_that_finds_nothing(site: Served, browser: Browser) -> None:
    """A box that is taken back at the keyboard stays until the focus leaves it."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=KN-2026-001&loai=ke-hoach")
        _begins(page, "Không có kết quả nào")
        page.locator(FILTERS).click()
        box = page.locator("input[value=ke-hoach]")
        box.focus()
        page.keyboard.press("Space")
        page.wait_for_url(lambda url: "loai" not in url)
        said(page, "kết quả cho")
        page.wait_for_timeout(200)
        assert page.evaluate("document.activeElement.value") == "ke-hoach"


def test_a_very_long_question_is_cut(site: Served, browser: Browser) -> None:
    """What no server would take as an address is not written into one."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=" + "duong+" * 200)
        assert len(said(page, "kết quả")) < 500
        page.locator(FIELD).fill("")
        page.locator(FIELD).press_sequentially("a" * 320)
        assert len(page.locator(FIELD).input_value()) == 300


def test_what_is_sorted_by_day_tells_that_whole_answers_come_first(site: Served, browser: Browser) -> None:
    """The days begin anew behind the records that have every word."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=đường+nội+bộ+tổ+dân+phố+5")
        assert "đứng trước" not in said(page, "trong đó")
        page.locator("select[name=sap-xep]").select_option("1")
        said(page, "có đủ các chữ. Hồ sơ có đủ các chữ đứng trước.")
