"""Pages in a real Chromium: quiet, narrow, searchable, and whole without JavaScript."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from building import Build

PATHS = (
    "/",
    "/ke-hoach/",
    "/ke-hoach/phuong-duc-thang-2024/",
    "/ke-hoach/dang-uy-phuong-2025/",
    "/lich/",
    "/cuoc-doi-thoai/dang-uy-2025-10-28/",
    "/ket-luan/",
    "/kien-nghi/",
    "/kien-nghi/trang-thai/forwarded/",
    "/luu-tru/",
    "/luu-tru/2026/",
    "/tim-kiem/",
    "/404.html",
)
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip

pytestmark = pytest.mark.slow


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(build: Build) -> Iterator[str]:
    """Serve the built site on a free port."""
    handler = functools.partial(_Silent, directory=str(build.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the distribution's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, headless=True, args=list(OPTIONS))
        yield found
        found.close()


def _open(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    """Open a page and gather what went wrong or out of the house."""
    page, faults = context.new_page(), []
    host = url.split("/")[2]
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if host not in request.url else None)
    page.goto(url)
    return page, faults


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_pages_are_quiet_and_fit(width: int, address: str, browser: Browser, build: Build) -> None:
    """No page scrolls sideways, complains, or asks another host, at any width."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    petition = next(iter(sorted((build.site / "kien-nghi").glob("kn-*"))))
    conclusion = next(iter(sorted((build.site / "ket-luan").glob("*/"))))
    for path in (*PATHS, f"/kien-nghi/{petition.name}/", f"/ket-luan/{conclusion.name}/"):
        page, faults = _open(context, address + path)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, overflow, faults) == (path, 0, [])
        page.close()
    context.close()


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
def test_search_finds_with_and_without_marks(query: str, found: str, address: str, browser: Browser) -> None:
    """What a citizen types without marks finds what is written with them."""
    context = browser.new_context()
    page, faults = _open(context, f"{address}/")
    page.locator("header input[name=q]").fill(query)
    page.locator("header input[name=q]").press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    page.wait_for_selector("[data-ck-list] a")
    status = page.locator("[data-ck-status]").inner_text()
    page.locator("[data-ck-list] a").first.click()
    page.wait_for_load_state()
    assert found.lower() in page.locator("main").inner_text().lower(), status
    assert faults == []
    context.close()


def test_search_says_when_nothing_is_found(address: str, browser: Browser) -> None:
    """A query without result is answered in words, and the catalogue stays."""
    context = browser.new_context()
    page, _ = _open(context, f"{address}/tim-kiem/?q=zzqx")
    page.wait_for_function("document.querySelector('[data-ck-status]').textContent !== ''")
    assert "zzqx" in page.locator("[data-ck-status]").inner_text()
    assert page.locator("main .ck-record-list a").count() > 50
    context.close()


def test_everything_is_there_without_javascript(address: str, browser: Browser) -> None:
    """Without JavaScript the menu opens, the register is whole, and search is the full catalogue."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page, _ = _open(context, f"{address}/")
    page.locator("details.ck-menu summary").click()
    page.locator("details.ck-menu a", has_text="Kiến nghị").click()
    assert page.locator("main table tbody tr").count() >= 40
    page.goto(f"{address}/tim-kiem/")
    assert page.locator("main .ck-record-list a").count() > 80
    context.close()


def test_skip_link_is_first(address: str, browser: Browser) -> None:
    """The first stop of the keyboard leads past the frame to the content."""
    context = browser.new_context()
    page, _ = _open(context, f"{address}/kien-nghi/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    context.close()


def test_the_site_works_from_a_subfolder(build: Build, browser: Browser, tmp_path: Path) -> None:
    """Links are relative: the site may lie in any folder of a server."""
    shutil.copytree(build.site, tmp_path / "cong" / "khai")
    handler = functools.partial(_Silent, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    page, faults = _open(context, f"http://127.0.0.1:{server.server_port}/cong/khai/kien-nghi/")
    page.locator("main table tbody a").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text().startswith("Kiến nghị")
    assert faults == []
    context.close()
    server.shutdown()
