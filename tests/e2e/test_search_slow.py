"""Search on a slow line and with a slow hand: what is told is of the newest question, what is read out is told once."""

import pytest
from playwright.sync_api import Browser, Route

from asking import CATALOGUE, FIELD, HIT, RECORD, SHARD, STATUS, hits, said
from browsing import visiting
from serving import Served

pytestmark = pytest.mark.slow

SPOKEN = "[data-ck-found] [role=status]"
HEARD = f"""() => {{
  window.heard = [];
  const voice = document.querySelector("{SPOKEN}");
  new MutationObserver(() => {{ if (voice.textContent) heard.push(voice.textContent); }}).observe(voice, {{ childList: true }});
}}"""


def test_an_older_question_says_nothing_any_more(site: Served, browser: Browser) -> None:
    """Whoever empties the box while its question is looked for reads nothing of it."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        page.route(SHARD, lambda route: None)  # noqa: ARG005 - Playwright hands it over
        page.locator(FIELD).click()
        page.keyboard.type("via he")
        page.wait_for_timeout(300)
        page.locator(FIELD).fill("")
        page.locator(CATALOGUE).wait_for()
        page.wait_for_timeout(700)
        assert page.locator(STATUS).inner_text() == ""


def test_what_was_shown_first_stays_when_the_rest_does_not_come(site: Served, browser: Browser) -> None:
    """Of ten results the first five come alone; the others can be asked for again."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        asked = 0

        def some(route: Route) -> None:
            nonlocal asked
            asked += 1
            route.abort() if asked > 5 else route.continue_()

        page.route(RECORD, some)
        page.locator(FIELD).fill("duong")
        said(page, "Chưa tải thêm được")
        assert (len(hits(page)), page.locator(HIT).first.is_visible()) == (5, True)
        page.unroute_all()
        page.locator("[data-ck-next]").click()
        page.locator(HIT).nth(14).wait_for()


def test_an_answer_is_read_out_once(site: Served, browser: Browser) -> None:
    """Not for every letter, but when the hand rests; and at once when the question is sent, also a second time."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        page.evaluate(HEARD)
        page.locator(FIELD).click()
        page.keyboard.type("den duong", delay=250)
        said(page, "“den duong”")
        page.wait_for_function("() => heard.length")
        told = page.locator(STATUS).inner_text()
        assert page.evaluate("heard") == [told]
        page.keyboard.press("Enter")
        page.wait_for_function("() => heard.length > 1")
        page.locator("select[name=sap-xep]").select_option("1")
        page.wait_for_function("() => heard.length > 2")
        assert page.evaluate("heard[2]").endswith("Mới nhất trước")
        assert page.locator(STATUS).get_attribute("aria-hidden") == "true"


def test_a_word_that_a_phone_still_composes_is_looked_for(site: Served, browser: Browser) -> None:
    """Its keyboard composes each word until the next begins; half a second of rest is enough."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        page.evaluate(
            """(at) => {
              const field = document.querySelector(at);
              field.value = "den duong";
              field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
            }""",
            FIELD,
        )
        page.wait_for_timeout(300)
        assert page.url.endswith("/tim-kiem/")
        said(page, "“den duong”")


def test_what_is_left_of_a_question_is_no_entry(site: Served, browser: Browser) -> None:
    """Who takes a question back letter by letter and asks another one comes back to the first."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/")
        page.locator(FIELD).fill("den duong")
        page.locator(FIELD).press("Enter")
        before = said(page, "“den duong”")
        for _ in "den duong":
            page.keyboard.press("Backspace")
            page.wait_for_timeout(160)
        page.locator(CATALOGUE).wait_for()
        page.keyboard.type("rac thai")
        page.keyboard.press("Enter")
        said(page, "“rac thai”")
        page.go_back()
        assert said(page, "“den duong”") == before


def test_an_answer_that_was_come_back_to_is_the_last_one_asked(site: Served, browser: Browser) -> None:
    """What is left of it, too, is no entry, whatever was asked in between."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        said(page, "“duong”")
        page.locator(FIELD).fill("ranh")
        page.locator(FIELD).press("Enter")
        said(page, "“ranh”")
        page.go_back()
        said(page, "“duong”")
        entries = page.evaluate("history.length")
        page.locator(FIELD).focus()
        page.keyboard.press("End")
        for _ in "duong":
            page.keyboard.press("Backspace")
            page.wait_for_timeout(160)
        page.locator(CATALOGUE).wait_for()
        page.go_back()
        said(page, "“duong”")
        assert page.evaluate("history.length") == entries


def test_no_filter_is_out_of_sight(site: Served, browser: Browser) -> None:
    """What was chosen goes with its question; what is not found at all is not put down to the filter."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=duong&loai=kien-nghi")
        said(page, "sau khi lọc")
        page.locator(FIELD).fill("")
        page.locator(CATALOGUE).wait_for()
        assert page.url.endswith("/tim-kiem/")
        page.goto(f"{site.address}/tim-kiem/?q=zzqx&loai=kien-nghi")
        assert "lọc" not in said(page, "“zzqx”")
        page.goto(f"{site.address}/tim-kiem/?q=chieeu+sang&loai=kien-nghi")
        assert said(page, "đang hiện").endswith("Đang lọc.")


def test_a_phone_shows_where_the_answer_is(site: Served, browser: Browser) -> None:
    """The open filters, longer than the screen, end with the number of results, which leads to the first one."""
    with visiting(browser, site, 360) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        count = said(page, "“duong”").split()[0]
        page.locator(".ck-search-results__filters > summary").click()
        button = page.get_by_role("button", name=f"Xem {count} kết quả")
        button.wait_for()
        button.click()
        assert page.evaluate("document.activeElement === document.querySelector('[data-ck-found] li a')")


def test_marks_that_were_typed_are_counted(site: Served, browser: Browser) -> None:
    """`mặt` and `diện` are not `mất điện`: they are shown, and not said to have all words."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=mất+điện")
        every, full = (int(word) for word in said(page, "“mất điện”").split() if word.isdigit())
        assert 0 < full < every
        page.locator("[data-ck-next]").or_(page.locator(HIT).last).first.wait_for()
        marked = page.locator("[data-ck-found] mark").all_inner_texts()
        assert "mất" in {text.lower() for text in marked}


def test_signs_that_nobody_sees_hide_nothing(site: Served, browser: Browser) -> None:
    """What is copied from a paper may hold a soft hyphen, a joiner or a line feed."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=du%C2%ADon%E2%80%8Bg%0Anoi+bo")
        assert int(said(page, "kết quả cho").split()[0]) > 0
        assert page.locator(FIELD).input_value().count("\n") == 0
