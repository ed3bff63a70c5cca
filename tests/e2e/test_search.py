"""Search in the browser: finds as people type, keeps its answer in the address, and costs nothing where nobody searches."""

import pytest
from playwright.sync_api import Browser, Page

from asking import CATALOGUE, FIELD, HIT, RECORD, STATUS, hits, said
from browsing import visiting
from serving import Served

pytestmark = pytest.mark.slow


def _facts(page: Page) -> list[str]:
    return page.locator("[data-ck-found] li p:nth-of-type(1)").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ke hoach doi thoai", "đối thoại"),
        ("kế hoạch đối thoại", "đối thoại"),
        ("duong", "đường"),
        ("Thượng Hồng", "Thượng Hồng"),
        ("thuong hong", "Thượng Hồng"),
        ("KN-2026-001", "KN-2026-001"),
        ("225/UBND-KT", "225/UBND-KT"),
    ],
)
def test_search_finds_with_and_without_marks(query: str, found: str, site: Served, browser: Browser) -> None:
    """What a citizen types without marks finds what is written with them, from the box on any page."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open("/ke-hoach/")
        page.locator("header input[name=q]").fill(query)
        page.locator("header input[name=q]").press("Enter")
        page.wait_for_url("**/tim-kiem/?q=*")
        assert f"kết quả cho “{query}”" in said(page, "kết quả")
        assert page.locator(CATALOGUE).is_hidden()
        page.locator(HIT).first.click()
        page.wait_for_url(lambda url: "tim-kiem" not in url)
        assert found.lower() in page.locator("main").inner_text().lower()
        assert visit.faults == []


def test_the_address_tells_all(site: Served, browser: Browser) -> None:
    """Words, filters and order of an address that was shared are those of the page."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open("/tim-kiem/?q=duong&loai=kien-nghi&nam=2026&nam=2025&sap-xep=ngay")
        said(page, "sau khi lọc")
        page.locator(HIT).nth(9).wait_for()
        assert page.locator(FIELD).input_value() == "duong"
        assert page.locator("[data-ck-found] input:checked").evaluate_all("(boxes) => boxes.map((b) => b.value)") == [
            "kien-nghi", "2026", "2025",
        ]  # fmt: skip
        assert page.locator("select[name=sap-xep]").input_value() == "1"
        days = [fact.split("\n")[-1].split("/")[::-1] for fact in _facts(page)]
        assert days == sorted(days, reverse=True)
        assert all(fact.startswith("Kiến nghị") for fact in _facts(page))
        assert "đường" in page.locator("[data-ck-found] mark").first.inner_text().lower()
        assert visit.faults == []


def test_typing_searches_and_keeps_the_focus(site: Served, browser: Browser) -> None:
    """Each word narrows the answer; the field keeps the focus, and the history gets no entry for a letter."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        entries = page.evaluate("history.length")
        page.locator(FIELD).click()
        page.keyboard.type("duong")
        many = int(said(page, "“duong”").split()[0])
        page.keyboard.type(" noi bo")
        few = int(said(page, "“duong noi bo”").split()[0])
        assert 0 < few < many
        assert page.evaluate("document.activeElement.value") == "duong noi bo"
        assert page.evaluate("[history.length, decodeURI(location.search)]") == [entries, "?q=duong+noi+bo"]
        page.locator(FIELD).fill("")
        page.locator(CATALOGUE).wait_for()
        assert page.locator(STATUS).inner_text() == ""
        assert page.locator(HIT).first.is_hidden()


def test_unfinished_syllables_are_left_alone(site: Served, browser: Browser) -> None:
    """While an input method composes, nothing is searched for; when it is done, everything is."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        script = """([at, value, isComposing]) => {
          const field = document.querySelector(at);
          field.value = value;
          field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing }));
          if (!isComposing) field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        }"""
        page.evaluate(script, [FIELD, "dduwowng", True])
        page.wait_for_timeout(400)
        assert page.url.endswith("/tim-kiem/")
        page.evaluate(script, [FIELD, "đường", False])
        said(page, "“đường”")


def test_a_filter_narrows_and_back_widens(site: Served, browser: Browser) -> None:
    """A filter's count is what it leaves; Back takes it away, forward brings it again."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        every = int(said(page, "“duong”").split()[0])
        page.locator(".ck-search-results__filters > summary").click()
        box = page.locator("[data-ck-found] label", has_text="Kiến nghị")
        box.wait_for()
        count = int(box.inner_text().split("(")[1].rstrip(")"))
        assert 0 < count < every
        box.locator("input").check()
        assert int(said(page, "sau khi lọc").split()[0]) == count
        assert page.url.endswith("?q=duong&loai=kien-nghi")
        assert page.evaluate("document.activeElement.value") == "kien-nghi"
        page.go_back()
        page.wait_for_function(f"() => document.querySelector('{STATUS}').textContent.startsWith('{every} ')")
        assert not box.locator("input").is_checked()
        page.go_forward()
        assert int(said(page, "sau khi lọc").split()[0]) == count
        page.locator("[data-ck-clear]").click()
        page.wait_for_url(lambda url: url.endswith("?q=duong"))


def test_back_brings_the_answer_and_the_place(site: Served, browser: Browser) -> None:
    """Who read a result far down comes back to it, with as many results as before."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        page.locator("[data-ck-next]").click()
        page.locator(HIT).nth(15).wait_for()
        assert page.evaluate("document.activeElement === document.querySelectorAll('[data-ck-found] li a')[10]")
        page.locator(HIT).nth(15).scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        before, found = page.evaluate("scrollY"), hits(page)
        page.locator(HIT).nth(15).click()
        page.wait_for_url(lambda url: "tim-kiem" not in url)
        page.go_back()
        page.locator(HIT).nth(15).wait_for()
        page.wait_for_function("(y) => Math.abs(scrollY - y) < 3", arg=before)
        assert hits(page) == found
        assert before > 500


def test_search_says_when_nothing_is_found(site: Served, browser: Browser) -> None:
    """A query without result is answered in words, and the catalogue stays."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=zzqx")
        assert "Không có kết quả nào cho “zzqx”" in said(page, "zzqx")
        assert page.locator(f"{CATALOGUE} a:visible").count() > 50


def test_search_says_when_it_looked_for_another_word(site: Served, browser: Browser) -> None:
    """A letter too many is told, and what is shown instead."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=chieeu+sang")
        assert "Không có “chieeu”; đang hiện kết quả cho “chiếu”." in said(page, "đang hiện")
        assert page.locator(HIT).count() > 0


def test_one_letter_waits(site: Served, browser: Browser) -> None:
    """A first letter is no question yet; Enter makes it one."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        page.locator(FIELD).click()
        page.keyboard.type("z")
        page.wait_for_timeout(400)
        assert (page.locator(STATUS).inner_text(), page.url.endswith("/tim-kiem/")) == ("", True)
        assert page.locator(CATALOGUE).is_visible()
        page.keyboard.press("Enter")
        said(page, "“z”")


def test_what_is_emptied_can_be_brought_back(site: Served, browser: Browser) -> None:
    """Escape empties the box; Back brings the question and its answer."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        many = said(page, "“duong”")
        page.locator(FIELD).fill("")
        page.locator(CATALOGUE).wait_for()
        page.go_back()
        assert said(page, "“duong”") == many
        assert page.locator(FIELD).input_value() == "duong"


def test_an_unknown_choice_in_the_address_is_passed_over(site: Served, browser: Browser) -> None:
    """An address that was written down long ago still answers."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong&loai=khong-co")
        assert "sau khi lọc" not in said(page, "“duong”")
        assert page.locator(HIT).first.is_visible()


def test_what_was_shown_stays_when_the_line_breaks(site: Served, browser: Browser) -> None:
    """More results that cannot be fetched take none away."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        page.locator(HIT).nth(9).wait_for()
        before = hits(page)
        page.context.set_offline(True)
        page.locator("[data-ck-next]").click()
        said(page, "Chưa tải thêm được")
        # The status may be out of sight.
        assert page.locator("[data-ck-next]").inner_text() == said(page, "Chưa tải thêm được. Bấm để thử lại")
        assert hits(page) == before
        assert page.locator(HIT).first.is_visible()
        page.context.set_offline(False)
        page.locator("[data-ck-next]").click()
        page.locator(HIT).nth(15).wait_for()


def test_search_says_when_no_record_has_every_word(site: Served, browser: Browser) -> None:
    """What lacks words is shown only when nothing has them all, and is called so."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=mất+điện+yếu+điện+buổi+tối")
        said(page, "Không có hồ sơ nào chứa đủ các chữ")
        assert page.locator(HIT).count() > 0


def test_without_a_script_the_page_says_so(site: Served, browser: Browser) -> None:
    """The form leads here; the page tells that the catalogue is what works, and a script takes the note away."""
    note = "[data-ck-needs-script]"
    with visiting(browser, site, java_script_enabled=False) as visit:
        assert visit.open("/tim-kiem/?q=duong").locator(note).is_visible()
    with visiting(browser, site) as visit:
        assert visit.open("/tim-kiem/").locator(note).is_hidden()


def test_the_slash_goes_to_the_search_box(site: Served, browser: Browser) -> None:
    """From anywhere on a page, but not out of a field, and not when it is part of a shortcut."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open("/kien-nghi/")
        name = "document.activeElement.name || document.activeElement.tagName"
        page.keyboard.press("Control+/")
        assert page.evaluate(name) == "BODY"
        page.locator(".ck-filters summary").click()
        page.locator("input[name=tu]").press("/")
        assert page.locator("input[name=tu]").input_value() == "/"
        page.locator("main a").first.focus()
        page.keyboard.press("/")
        assert page.evaluate(name) == "q"
        page.keyboard.type("29/2022")
        assert page.locator("header input[name=q]").input_value() == "29/2022"


def test_the_slash_can_be_turned_off(site: Served, browser: Browser) -> None:
    """Whoever speaks to a computer may not want keys that do things; the choice holds on the next page."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open("/")
        page.locator(".ck-display-tools summary").click()
        page.check("input[name=ck-keys][value=off]")
        for _ in range(2):
            page.locator("main a").first.focus()
            page.keyboard.press("/")
            assert page.evaluate("document.activeElement.tagName") == "A"
            page.goto(f"{site.address}/kien-nghi/")


def test_nobody_pays_who_does_not_search(site: Served, browser: Browser) -> None:
    """No byte of search comes before its box is entered; then its script comes, once."""
    with visiting(browser, site, 1280) as visit:
        site.answers.clear()
        page = visit.open("/kien-nghi/")
        page.locator(".ck-filters summary").click()
        page.locator("input[name=tu]").fill("đường")
        visit.settle(page)
        assert [answer.path for answer in site.answers if "search" in answer.path or "tim-kiem" in answer.path] == []
        site.answers.clear()
        for _ in range(2):
            page.locator("header input[name=q]").focus()
            page.locator("input[name=tu]").focus()
        visit.settle(page)
        scripts, index = ["/assets/results.js", "/assets/search.js"], "/assets/search/manifest.json"
        # The scripts run in their order, and come in any.
        assert sorted(answer.path for answer in site.answers) == [*scripts, index]
        assert visit.faults == []


def test_what_is_typed_on_any_page_is_fetched_ahead(site: Served, browser: Browser) -> None:
    """When the search page comes, the answer lies in the browser: no file of the index is fetched twice."""
    with visiting(browser, site, 360) as visit:
        page = visit.open("/kien-nghi/")
        site.answers.clear()
        page.locator(FIELD).press_sequentially("chieu sang", delay=40)
        visit.settle(page)
        ahead = [answer.path for answer in site.answers if "/assets/search/" in answer.path]
        assert any(RECORD.search(path) for path in ahead)
        site.answers.clear()
        page.locator(FIELD).press("Enter")
        said(page, "kết quả")
        visit.settle(page)
        assert [answer.path for answer in site.answers if answer.path in ahead] == []
        assert visit.faults == []
