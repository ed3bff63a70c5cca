"""Pages are light: bytes as sent (gzip), cold, and how many requests they take."""

import itertools
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Route

from asking import FIELD, RECORD
from browsing import KINDS, expect_none, visiting
from building import ROOT, mkdocs_build
from congkhai.views.registers import PAGE
from serving import Answer, Served, serve
from wards import CONCLUSION, PETITIONS, Ward

pytestmark = pytest.mark.slow

KB = 1024
WITH_FONTS, WITHOUT_FONTS, STYLES, SCRIPTS, REQUESTS = 40 * KB, 15 * KB, 8 * KB, 4 * KB, 5
# Whoever is on the search page searches: it has scripts of its own, of which the first asks while the second is on its way, and
# what the index sends has limits of its own.
SEARCH, SEARCH_SCRIPTS, SEARCH_REQUESTS, FIRST_QUERY = 63 * KB, 18 * KB + 512, 6, 40 * KB
# A register is as long as its year; it has one limit, fonts included.
REGISTERS = {"register", "duties"}
REGISTER = 45 * KB
ASIDE = (".svg",)
INDEX = "/assets/search/"
SEARCHING = ("/tim-kiem/", "/assets/search", "/assets/results.js")
HEAR_WAITING = """
window.waited = false;
new MutationObserver(() => { window.waited = true; }).observe(document, {subtree: true, attributeFilter: ["data-ck-asking"]});
"""


def _total(answers: Iterable[Answer], *endings: str) -> int:
    return sum(answer.size for answer in answers if answer.path.endswith(endings or ("",)))


def _load(path: str, server: Served, browser: Browser) -> list[Answer]:
    """Return what a browser asks for on its first visit, without the icon."""
    server.answers.clear()
    with visiting(browser, server) as visit:
        visit.open(path)
    return [answer for answer in server.answers if not answer.path.endswith(ASIDE)]


def _limits(kind: str) -> tuple[int, int, int, int]:
    """Return what a kind of page may weigh: all, without fonts, scripts; and how many requests it may take."""
    if kind.startswith("search"):
        return SEARCH, SEARCH, SEARCH_SCRIPTS, SEARCH_REQUESTS
    every, bare = (REGISTER, REGISTER) if kind in REGISTERS else (WITH_FONTS, WITHOUT_FONTS)
    return every, bare, SCRIPTS, REQUESTS


def test_pages_are_light(kind: str, site: Served, browser: Browser) -> None:
    """A first visit stays within its bytes and requests."""
    answers = _load(KINDS[kind], site, browser)
    fonts = _total(answers, ".woff2")
    every, bare, scripts, requests = _limits(kind)
    weights = {
        "all": (_total(answers), every),
        "without fonts": (_total(answers) - fonts, bare),
        "styles": (_total(answers, ".css"), STYLES),
        "scripts": (_total(answers, ".js"), scripts),
        "script and index": (_total(answer for answer in answers if answer.path.startswith(SEARCHING)), FIRST_QUERY),
        "requests": (sum(not answer.path.startswith(INDEX) for answer in answers), requests),
    }
    heavy = [f"{name}: {found} > {limit}" for name, (found, limit) in weights.items() if found > limit]
    expect_none(heavy)


@pytest.mark.parametrize("before", ["/assets/congkhai.css", "/"])
def test_the_typeface_leaves_the_line_to_the_answer(before: str, site: Served, browser: Browser) -> None:
    """Who comes with a question gets the answer first; who comes from a page of ours has the typeface already."""
    with visiting(browser, site) as visit:
        page = visit.open(before)
        page.add_init_script(HEAR_WAITING)
        site.answers.clear()
        page.goto(f"{site.address}/tim-kiem/?q=chieu+sang", referer=f"{site.address}/" if before == "/" else None)
        visit.settle(page)
        asked = [answer.path for answer in site.answers]
        last = max(at for at, path in enumerate(asked) if RECORD.search(path))
        fonts = [at for at, path in enumerate(asked) if path.endswith(".woff2")]
        assert page.evaluate("window.waited") is bool(fonts) is (before != "/")
        assert min(fonts, default=len(asked)) > last


@pytest.mark.parametrize("lost", ["**/results.js*", RECORD])
def test_the_typeface_comes_where_the_answer_does_not(
    lost: str | re.Pattern[str], site: Served, browser: Browser
) -> None:
    """A page whose script or index stays away is not left without its typeface."""
    with visiting(browser, site) as visit:
        page = visit.open("/assets/congkhai.css")
        page.clock.install()
        page.route(lost, lambda route: route.abort())
        page.add_init_script(HEAR_WAITING)
        page.goto(f"{site.address}/tim-kiem/?q=chieu+sang")
        visit.settle(page)
        page.clock.fast_forward(8000)
        assert page.evaluate("[window.waited, 'ckAsking' in document.documentElement.dataset]") == [True, False]


def test_the_typeface_comes_when_the_question_is_taken_back(site: Served, browser: Browser) -> None:
    """Whoever empties the box before the answer is there waits for none any more."""
    held: list[Route] = []
    with visiting(browser, site) as visit:
        page = visit.open("/assets/congkhai.css")
        page.route(RECORD, lambda route: held.append(route))  # noqa: PLW0108 - Playwright writes on what it calls
        page.goto(f"{site.address}/tim-kiem/?q=chieu+sang", wait_until="commit")
        while not held:
            page.wait_for_timeout(20)
        assert page.evaluate("'ckAsking' in document.documentElement.dataset")
        page.locator(FIELD).fill("")
        page.locator("html:not([data-ck-asking])").wait_for(timeout=3000)
        for route in held:
            route.continue_()


def _petitions(first: int, last: int) -> str:
    """Return the YAML of petitions with the words of our own, each with its own number at the end."""
    files = sorted((ROOT / "conclusions").glob("*/petitions.yml"))
    words = [one["summary"] for file in files for one in yaml.safe_load(file.read_text(encoding="utf-8"))["petitions"]]
    petitions = [
        {
            "code": f"KN-{number:03}",
            "summary": f"{summary} ({number})",
            "field": ("environment", "transport", "land")[number % 3],
            "petitioner": "household",
            "competence": "ours",
            "handler": "ubnd",
            "due": f"2026-12-{number % 28 + 1:02}",
            "history": [{"at": "2026-10-06", "status": "received"}],
        }
        for number, summary in zip(range(first, last + 1), itertools.cycle(words), strict=False)
    ]
    text: str = yaml.safe_dump(petitions, allow_unicode=True, width=1000)
    return textwrap.indent(text, "  ")


def test_a_register_as_long_as_a_page_may_get_is_light(ward: Ward, browser: Browser, tmp_path: Path) -> None:
    """A register of 300 petitions is split, and its fullest page stays light."""
    ward.write({PETITIONS: ward.read(PETITIONS) + _petitions(3, 300)})
    settled = "".join(f"      - KN-{number:03}\n" for number in range(3, 301))
    ward.edit(CONCLUSION, "      - KN-02\n", f"      - KN-02\n{settled}")
    done = mkdocs_build(ward.root, tmp_path / "site")
    assert done.code == 0, done.output
    with serve(done.site) as server:
        answers = _load("/kien-nghi/", server, browser)
    page = (done.site / "kien-nghi" / "index.html").read_text(encoding="utf-8")
    assert page.count('scope="row"') == PAGE
    assert (done.site / "kien-nghi" / "nam" / "2026" / "trang" / "2" / "index.html").is_file()
    weights = ", ".join(f"{answer.path} {answer.size}" for answer in answers)
    expect_none([f"{_total(answers)} > {REGISTER}: {weights}"] if _total(answers) > REGISTER else [])
