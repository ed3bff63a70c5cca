"""The page of verification on a finished site: axe-core finds nothing, it fits, and it stands without scripts."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import MODES, expect_none, keep_picture, resize, switch_mode, visiting
from clerks import Desk
from serving import Served, serve

pytestmark = pytest.mark.slow
RUN = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# Addresses by what is said of them, and files.
QUESTIONS = {"good": "/kien-nghi/kn-01/", "neutral": "/xac-minh/", "bad": "/khong-co/"}


def _violations(page: Page) -> list[str]:
    found = page.evaluate("(options) => axe.run(document, options)", RUN)["violations"]
    return [f"{rule['id']} {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def _look(page: Page, name: str) -> list[str]:
    """Return what is wrong with the page in every mode, on a telephone and on a desk."""
    found = []
    for width in (360, 1280):
        resize(page, width)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        for mode in MODES:
            switch_mode(page, mode)
            keep_picture(page, f"verify-{name}-{width}-{mode}")
            found += [f"{name} {width} {mode}: {violation}" for violation in _violations(page)]
    return found


def _asked(site: Served, browser: Browser) -> list[str]:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with visiting(browser, site) as visit:
        page = visit.open("/xac-minh/")
        page.evaluate(axe)
        found = _look(page, "empty")
        for tone, address in QUESTIONS.items():
            page.get_by_label("Hoặc địa chỉ").fill(address)
            page.get_by_role("button", name="Xác minh", exact=True).click()
            expect(page.locator(f".ck-verification__verdict--{tone} p").first).not_to_have_text(
                "Đang đối chiếu với sổ…"
            )
            found += _look(page, tone)
        assert visit.breaches(page) == []
        assert not [fault for fault in visit.faults if "404" not in fault]
    return found


def test_the_page_on_a_finished_site(desk: Desk, browser: Browser) -> None:
    """Every verdict in every mode; the way there from the foot of any page; the ways that need no script."""
    desk.publish()
    with serve(desk.site) as site:
        expect_none(_asked(site, browser))
        with visiting(browser, site, java_script_enabled=False) as visit:
            page = visit.open("/kien-nghi/kn-01/")
            page.locator("footer").get_by_role("link", name="Xác minh", exact=True).click()
            assert page.locator("h1").inner_text() == "Xác minh"
            assert "không chạy được phần xác minh" in page.locator("main").inner_text()
            assert page.get_by_role("heading", name="Điều chưa chứng minh được").is_visible()
        _loads_its_script_alone(site, browser)


def _loads_its_script_alone(site: Served, browser: Browser) -> None:
    """Look which pages ask for the script that verifies."""
    with visiting(browser, site) as visit:
        for address, expected in (("/kien-nghi/kn-01/", 0), ("/so-cong-khai/", 0), ("/xac-minh/", 1)):
            site.answers.clear()
            visit.open(address)
            assert [answer.path for answer in site.answers].count("/assets/verify.js") == expected


def test_without_a_register_there_is_no_such_page(desk: Desk) -> None:
    """A ward without a register has neither the page nor a link to it."""
    for path in sorted((desk.ward.root / "register").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (desk.ward.root / "register").rmdir()
    desk.key.unlink()
    desk.publish()
    assert not (desk.site / "xac-minh").exists()
    assert "xac-minh" not in Path(desk.site / "index.html").read_text(encoding="utf-8")
