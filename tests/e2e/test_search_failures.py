"""Search on a line that fails: what does not come, comes cut or comes too late is told, and asked for anew."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route

from asking import CATALOGUE, FIELD, HIT, RECORD, SHARD, STATUS, VALUES, said
from browsing import visiting
from serving import Served

pytestmark = pytest.mark.slow

FAILED = "Không tải được phần tìm kiếm"
FILTERS = ".ck-search-results__filters > summary"
Answer = Callable[[Route], None]


def _abort(route: Route) -> None:
    route.abort()


def _hold(route: Route) -> None:
    """Never answer."""


def _cut(route: Route) -> None:
    """Answer with the beginning of a file."""
    found = route.fetch()
    body = found.body()
    route.fulfill(status=200, headers={"content-type": "text/plain"}, body=body[: len(body) * 9 // 10])


def _null(route: Route) -> None:
    route.fulfill(status=200, content_type="application/json", body="null")


def _of_another_form(route: Route) -> None:
    found = route.fetch()
    route.fulfill(response=found, body=re.sub(r'{"format":\d+', '{"format":0', found.text()))


def _again(page: Page) -> str:
    page.unroute_all()
    page.locator(FIELD).press("Enter")
    return said(page, "kết quả cho")


@pytest.mark.parametrize(
    ("file", "answer"),
    [(SHARD, _abort), (SHARD, _cut), (SHARD, _hold), (RECORD, _abort), (RECORD, _null), (RECORD, _hold)],
)
def test_a_second_try_repairs(file: re.Pattern[str], answer: Answer, site: Served, browser: Browser) -> None:
    """The message comes, the catalogue stays, the filter is not lost, and the same question once more is answered truly."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong&loai=kien-nghi")
        whole = said(page, "sau khi lọc")
        page.clock.install()
        page.route(file, answer)
        with page.expect_request(file):
            page.goto(f"{site.address}/tim-kiem/?q=duong&loai=kien-nghi")
        page.clock.run_for(31_000)
        said(page, FAILED)
        assert page.locator(CATALOGUE).is_visible()
        assert _again(page) == whole
        assert page.url.endswith("?q=duong&loai=kien-nghi")


def test_counts_that_do_not_come_are_told(site: Served, browser: Browser) -> None:
    """Who opens the filters again tries again."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        before = said(page, "kết quả cho")
        page.route(VALUES, _abort)
        page.locator(FILTERS).click()
        told = page.get_by_text("Chưa tải được số kết quả của từng mục")
        told.wait_for()
        assert page.locator(HIT).first.is_visible()
        page.unroute_all()
        page.locator(FILTERS).click()
        page.locator(FILTERS).click()
        page.locator("[data-ck-found] label", has_text="Kiến nghị").wait_for()
        assert told.is_hidden()
        assert said(page, "kết quả cho") == before


def test_counts_that_come_late_say_nothing_of_another_question(site: Served, browser: Browser) -> None:
    """Who empties the box while they are on their way reads no answer to nothing."""
    held: list[Route] = []
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        said(page, "kết quả cho")
        page.route(VALUES, lambda route: held.append(route))  # noqa: PLW0108 - Playwright writes on what it calls
        page.locator(FILTERS).click()
        page.wait_for_timeout(200)
        page.locator(FIELD).fill("")
        page.locator(CATALOGUE).wait_for()
        assert held
        for route in held:
            route.continue_()
        page.wait_for_timeout(300)
        assert page.locator(STATUS).inner_text() == ""


def test_without_the_script_that_answers_the_page_says_so(site: Served, browser: Browser) -> None:
    """The note that search needs JavaScript is true where only that script stays away."""
    with visiting(browser, site) as visit:
        page = visit.open("/lich/")
        page.route("**/results.js*", _abort)
        page.goto(f"{site.address}/tim-kiem/?q=duong")
        assert page.locator("[data-ck-needs-script]").is_visible()


def test_an_index_of_another_form_is_not_asked(site: Served, browser: Browser) -> None:
    """A page that meets the scripts of another release shows its catalogue, and no answer."""
    with visiting(browser, site) as visit:
        page = visit.open("/lich/")
        page.route("**/tim-kiem/?*", _of_another_form)
        page.goto(f"{site.address}/tim-kiem/?q=duong")
        assert page.locator("[data-ck-needs-script]").is_visible()
        assert page.locator(CATALOGUE).is_visible()


def test_a_newer_release_never_shows_through(site: Served, browser: Browser) -> None:
    """A page of an older release finds its files gone, not others in their place."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        page.locator(HIT).nth(9).wait_for()
        names = page.evaluate("performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)")
        assert [name for name in names if "/assets/search/" in name and not re.search(r"/[0-9a-f]{10}/", name)] == []
