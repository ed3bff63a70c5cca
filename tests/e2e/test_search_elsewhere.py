"""Search on other sites than the demo: with hostile records, in a subfolder, without its index."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from asking import CATALOGUE, FIELD, HIT, hits, said
from browsing import visiting
from building import Build, mkdocs_build
from serving import Served, serve
from wards import CONCLUSION, PETITIONS, PLAN, Ward, sample_files, write_files

pytestmark = pytest.mark.slow

IMAGE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a ward whose titles and petitions hold markup, and whose plan was taken back."""
    ward = Ward(tmp_path_factory.mktemp("hostile"))
    write_files(ward.root, sample_files())
    withdrawal = "changes:\n  - kind: withdrawal\n    at: 2026-03-01\n    reason: Ban hành nhầm.\n"
    ward.edit(PLAN, "published: 2026-02-12\n", f"published: 2026-02-12\n{withdrawal}")
    ward.edit(CONCLUSION, "title: Thông báo", f'title: "{IMAGE}</script> Thông báo')
    ward.edit(CONCLUSION, "ngày 06/10/2026\n", 'ngày 06/10/2026"\n')
    ward.edit(PETITIONS, "Cấp giấy phép xây dựng chậm.", f"{IMAGE} Cấp giấy phép xây dựng chậm, {IMAGE} kéo dài.")
    build = mkdocs_build(ward.root, ward.root / "site")
    assert build.code == 0, build.output
    with serve(build.site) as server:
        yield server


@pytest.mark.parametrize("query", [IMAGE, "img src onerror", "thông báo kết luận", "giay phep", f"{IMAGE} thông báo"])
def test_markup_stays_words(query: str, hostile: Served, browser: Browser) -> None:
    """Markup in a title, a record or a query is shown as it was written and never runs."""
    with visiting(browser, hostile) as visit:
        page = visit.open("/tim-kiem/")
        page.on("dialog", lambda dialog: visit.faults.append(f"ran: {dialog.message}"))
        page.locator(FIELD).fill(query)
        page.locator(FIELD).press("Enter")
        said(page, "kết quả")
        page.locator(HIT).first.wait_for()
        assert page.locator("main img").count() == 0
        assert IMAGE in page.locator("main").inner_text()
        assert (visit.faults, visit.breaches(page)) == ([], [])


def test_what_was_taken_back_is_not_found(hostile: Served, browser: Browser) -> None:
    """The words of a withdrawn plan find nothing of it; its number still finds that it was withdrawn."""
    with visiting(browser, hostile) as visit:
        page = visit.open("/tim-kiem/?q=hai+cuộc+đối+thoại+trong+năm")
        said(page, "đối thoại")
        assert not [title for title in hits(page) if "Kế hoạch" in title]
        page = visit.open("/tim-kiem/?q=12/KH-UBND")
        said(page, "12/KH-UBND")
        assert hits(page)[0] == "Kế hoạch 12/KH-UBND (thu hồi)"


def test_the_site_works_from_a_subfolder(build: Build, browser: Browser, tmp_path: Path) -> None:
    """Links are relative: the site may lie in any folder of a server, and search finds there."""
    shutil.copytree(build.site, tmp_path / "cong" / "khai")
    with serve(tmp_path) as server, visiting(browser, server) as visit:
        page = visit.open("/cong/khai/kien-nghi/")
        page.locator("main table tbody a").first.click()
        page.wait_for_load_state()
        assert page.locator("h1").inner_text().startswith("Kiến nghị")
        page.locator("header input[name=q]").fill("KN-2026-001")
        page.locator("header input[name=q]").press("Enter")
        page.wait_for_url("**/tim-kiem/?q=*")
        page.locator(HIT).first.click()
        page.wait_for_url("**/cong/khai/kien-nghi/kn-2026-001/")
        assert visit.faults == []


def test_a_lost_index_is_told(build: Build, browser: Browser, tmp_path: Path) -> None:
    """When the files of the index cannot be fetched, the page says so and shows the catalogue."""
    shutil.copytree(build.site, tmp_path / "site")
    shutil.rmtree(tmp_path / "site" / "assets" / "search")
    with serve(tmp_path / "site") as server, visiting(browser, server) as visit:
        page = visit.open("/tim-kiem/?q=duong")
        said(page, "Không tải được")
        assert page.locator(CATALOGUE).is_visible()
        assert not [fault for fault in visit.faults if fault.startswith("script")]


def test_every_entry_of_the_catalogue_holds_what_it_counts(site: Served, browser: Browser) -> None:
    """Without a script each value leads to a plain page that lists as many records as it says."""
    with visiting(browser, site, java_script_enabled=False) as visit:
        page = visit.open("/tim-kiem/?q=chieu%20sang")
        entries: list[Any] = [
            (item.locator("a").get_attribute("href"), int(item.locator("span").inner_text().strip("()")))
            for item in page.locator(".ck-catalogue li").all()
            if "/luu-tru/" in (item.locator("a").get_attribute("href") or "")
        ]
        assert len(entries) > 20
        own = [(href, count) for href, count in entries if href.count("/") > 3]
        for href, count in own:
            listed = visit.open(f"/tim-kiem/{href}")
            assert listed.locator("main .ck-record-list > li").count() == count, href
            listed.close()
        assert visit.faults == []
