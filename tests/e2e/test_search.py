"""Search finds with and without marks, says when it finds nothing, and works from any folder of a server."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import visiting
from building import Build
from serving import Served, serve

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ke hoach doi thoai", "đối thoại"),
        ("kế hoạch đối thoại", "đối thoại"),
        ("duong", "đường"),
        ("Thượng Hồng", "Thượng Hồng"),
        ("thuong hong", "Thượng Hồng"),
        ("KN-2026-001", "KN-2026-001"),
    ],
)
def test_search_finds_with_and_without_marks(query: str, found: str, site: Served, browser: Browser) -> None:
    """What a citizen types without marks finds what is written with them."""
    with visiting(browser, site, 1280) as visit:
        page = visit.open("/")
        page.locator("header input[name=q]").fill(query)
        page.locator("header input[name=q]").press("Enter")
        page.wait_for_url("**/tim-kiem/**")
        page.wait_for_selector("[data-ck-list] a")
        status = page.locator("[data-ck-status]").inner_text()
        page.locator("[data-ck-list] a").first.click()
        page.wait_for_load_state()
        assert found.lower() in page.locator("main").inner_text().lower(), status
        assert visit.faults == []


def test_search_says_when_nothing_is_found(site: Served, browser: Browser) -> None:
    """A query without result is answered in words, and the catalogue stays."""
    with visiting(browser, site) as visit:
        page = visit.open("/tim-kiem/?q=zzqx")
        page.wait_for_function("document.querySelector('[data-ck-status]').textContent !== ''")
        assert "zzqx" in page.locator("[data-ck-status]").inner_text()
        assert page.locator("main .ck-record-list a").count() > 50


def test_the_site_works_from_a_subfolder(build: Build, browser: Browser, tmp_path: Path) -> None:
    """Links are relative: the site may lie in any folder of a server."""
    shutil.copytree(build.site, tmp_path / "cong" / "khai")
    with serve(tmp_path) as server, visiting(browser, server) as visit:
        page = visit.open("/cong/khai/kien-nghi/")
        page.locator("main table tbody a").first.click()
        page.wait_for_load_state()
        assert page.locator("h1").inner_text().startswith("Kiến nghị")
        assert visit.faults == []
