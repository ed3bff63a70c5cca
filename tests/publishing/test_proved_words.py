"""The words that the register vouches for: the same in Python and in the browser, and on every day."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import visiting
from building import ROOT, Build, mkdocs_build
from congkhai.opening import open_portal
from congkhai.published.proved import page_in, proved_text
from congkhai.views import addresses
from serving import serve

READER = (ROOT / "theme" / "verify" / "words.js").read_text(encoding="utf-8")


def _records(site: Path) -> dict[str, str]:
    """Return the page of every record of our own portal by its address."""
    portal = open_portal(ROOT, date(2026, 11, 25)).portal
    assert portal is not None
    found = [addresses.record(kind, name) for kind, name in portal.records]
    return {address: (site / address.strip("/") / "index.html").read_text(encoding="utf-8") for address in found}


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p><p data-ck-proved>b</p>", "b"),
        ("<div data-ck-proved><p data-ck-proved>b</p></div>", "b"),
        ("<div data-ck-proved>a <b>b</b>c<p>d\n  e</p></div>", "a bc\nd e"),
        ("<div data-ck-proved>a<br>b<img alt='c d'>e</div>", "a\nb\nc d\ne"),
        ("<div data-ck-proved>a<span hidden>b</span><i aria-hidden='true'>c</i>d</div>", "ad"),
        ("<div data-ck-proved>a<script>b</script><style>c</style>d</div>", "a\nd"),
        ("<div data-ck-proved>&lt;b&gt; &amp;\u00a0c ho\u0300a</div>", "<b> & c hòa"),
        ("<ul data-ck-proved><li>a<li>b</ul>c", "a\nb"),
        ("<div data-ck-proved>a<template>b<p>c</p></template>d</div>", "a\nd"),
        ("<div data-ck-proved>a<template data-ck-proved>b</template></div>", "a"),
        ("<template><p data-ck-proved>b</p></template><p data-ck-proved>c</p>", "c"),
        (
            "<div data-ck-proved>a<noscript>b <i>c</i></noscript><textarea>d</textarea><iframe>e</iframe>f</div>",
            "a\nf",
        ),
        ("<p data-ck-proved>a\ufeffb \ufeff c</p>", "a\ufeffb \ufeff c"),
    ],
)
@pytest.mark.slow
def test_python_and_browser_read_alike(html: str, words: str, browser: Browser) -> None:
    """Blocks break lines, what is hidden is silent, marks within marks count once."""
    assert proved_text(html) == words
    page = browser.new_page()
    assert (
        page.evaluate(
            f"(html) => {{ {READER}; return ckProvedWords(new DOMParser().parseFromString(html, 'text/html')); }}", html
        )
        == words
    )
    page.close()


FILES = {
    "a page": (b"<p data-ck-proved>a</p>", "a"),
    "after a byte order mark": (b"\xef\xbb\xbf<p data-ck-proved>a</p>", "a"),
    "after two": (b"\xef\xbb\xbf\xef\xbb\xbf<p data-ck-proved>a</p>", ""),
    "after a mark and blanks": (b"\xef\xbb\xbf \t\n\x0b\x0c\r<p data-ck-proved>a</p>", "a"),
    "after a wide blank": ("\u3000<p data-ck-proved>a</p>".encode(), ""),
    "after a firm blank": ("\u00a0<p data-ck-proved>a</p>".encode(), ""),
    "after a separator": (b"\x1c<p data-ck-proved>a</p>", ""),
    "with bytes that are no letters": (b"<p data-ck-proved>a\xff\xe2\x82b\xf0\x9f</p>", "a\ufffd\ufffdb\ufffd"),
    "no page": (b"%PDF <p data-ck-proved>a</p>", ""),
    "nothing": (b"", ""),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_python_and_browser_take_the_same_files_for_pages(name: str, browser: Browser) -> None:
    """A byte order mark is no word and makes no difference; what is a page for one is one for the other."""
    content, words = FILES[name]
    page = page_in(content)
    assert (proved_text(page) if page else "") == words
    tab = browser.new_page()
    script = f"""(bytes) => {{ {READER}
      const text = new TextDecoder().decode(new Uint8Array(bytes));
      return ckIsPage(text) ? ckProvedWords(new DOMParser().parseFromString(text, 'text/html')) : '';
    }}"""
    assert tab.evaluate(script, list(content)) == words
    tab.close()


@pytest.mark.slow
def test_every_record_of_our_portal(build: Build, browser: Browser) -> None:
    """Each page has words, and Chromium finds the same ones."""
    page = browser.new_page()
    script = f"(html) => {{ {READER}; return ckProvedWords(new DOMParser().parseFromString(html, 'text/html')); }}"
    for address, html in _records(build.site).items():
        words = proved_text(html)
        assert words.count("\n") >= 2, address
        assert page.evaluate(script, html) == words, address
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("scripts", ["on", "off"])
def test_the_page_as_it_is_shown(scripts: str, build: Build, browser: Browser) -> None:
    """Neither our scripts nor their absence change a word of what stands in the window."""
    with serve(build.site) as site, visiting(browser, site, java_script_enabled=scripts == "on") as visit:
        page = visit.open("/404.html")
        for address, html in _records(build.site).items():
            page.goto(f"{site.address}{address}")
            assert page.evaluate(f"() => {{ {READER}; return ckProvedWords(document); }}") == proved_text(html), address
        assert visit.faults == []


@pytest.mark.slow
def test_what_a_record_promises_is_vouched_for(build: Build) -> None:
    """Deadlines, who is charged, where and when: a change of any of them is a change of the words."""
    pages = _records(build.site)
    conclusion = proved_text(pages["/ket-luan/minh-hoa-quy-3-2026/"]).split("\n")
    petition = proved_text(pages["/kien-nghi/kn-2026-043/"]).split("\n")
    meeting = proved_text(pages["/cuoc-doi-thoai/mh-2026-quy-3/"]).split("\n")
    assert {"Giao cho", "Hạn"} <= set(conclusion)
    assert {"Đơn vị xử lý", "Ngày tiếp nhận", "24/09/2026", "30/06/2027"} <= set(petition)
    assert {"Địa điểm", "Hạn gửi câu hỏi", "Số người dự", "131/TB-UBND"} <= set(meeting)
    states = {"Đúng hạn", "Quá hạn", "Trễ hạn", "Đã tổ chức", "Dữ liệu minh họa", "Còn thiếu", "Đã vào sổ"}
    assert states.isdisjoint(line for html in pages.values() for line in proved_text(html).split("\n"))


@pytest.mark.slow
def test_no_word_depends_on_the_day(build: Build, tmp_path: Path) -> None:
    """Deadlines pass and states change; what the register vouches for stays."""
    words = {address: proved_text(html) for address, html in _records(build.site).items()}
    later = mkdocs_build(ROOT, tmp_path / "site", epoch="1893456000")  # 2030-01-01
    assert later.code == 0, later.output
    assert {address: proved_text(html) for address, html in _records(later.site).items()} == words
