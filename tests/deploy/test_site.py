"""Our own portal, built and served as on a real server: every file is of a known kind, and pages are quiet."""

import http.client
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from browsing import KINDS, expect_none, open_details, visiting
from building import Build
from deploy.asking import answer
from deploy.webserver import WebServer, pack, serving
from serving import Served

pytestmark = pytest.mark.slow

ATOM, KINDS_OF_XML = "application/atom+xml", {"application/atom+xml", "application/xml"}
TEXT = {"html": "html", "css": "css", "js": "javascript", "txt": "plain", "csv": "csv", "ics": "calendar"}
OTHERS = {"json": "application/json", "jsonld": "application/ld+json", "pdf": "application/pdf", "woff2": "font/woff2"}
EXPECTED = {f".{name}": f"text/{kind}; charset=utf-8" for name, kind in TEXT.items()} | {
    f".{name}": kind for name, kind in OTHERS.items()
}


@pytest.fixture(scope="module")
def folder(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the finished site with its packed files, as a publisher makes it."""
    assert build.code == 0, build.output
    copy = tmp_path_factory.mktemp("release") / "site"
    shutil.copytree(build.site, copy)
    pack(copy)
    return copy


@pytest.fixture(scope="module")
def portal(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """Serve the copy."""
    with serving(tmp_path_factory.mktemp("nginx"), folder) as found:
        yield found


def _fault(file: Path, kind: str) -> str | None:
    """Return what is wrong with the kind of a file; feeds are told from other XML by what is in them."""
    if file.suffix == ".xml":
        is_feed = b"<feed" in file.read_bytes()[:500]
        return None if kind in KINDS_OF_XML and is_feed == (kind == ATOM) else f"{file}: {kind}"
    is_known = kind == EXPECTED[file.suffix] if file.suffix in EXPECTED else not kind.startswith("application/octet")
    return None if is_known or not file.suffix else f"{file}: {kind}"


def test_every_file_is_of_a_known_kind(folder: Path, portal: WebServer) -> None:
    """No file of the portal is a stream of bytes to browsers, or a page where it is a feed."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.ports[0], timeout=10)
    faults: list[str | None] = []
    for file in sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".gz"):
        name = file.relative_to(folder).as_posix()
        if name != "404.html":
            found = answer(connection, f"/{quote(name)}", "GET", {})
            faults += [] if found.status == 200 and found.body == file.read_bytes() else [f"{name}: {found.status}"]
            faults.append(_fault(file, found.one("Content-Type") or ""))
    connection.close()
    expect_none([fault for fault in faults if fault])


@pytest.mark.parametrize("kind", ["home", "state-plan", "register", "search-query"])
def test_pages_are_quiet_under_the_shipped_headers(kind: str, portal: WebServer, browser: Browser) -> None:
    """Nothing is refused, by the policy or by any other header, and nothing is missing."""
    with visiting(browser, cast("Served", portal)) as visit:  # of the server it asks the address alone
        page = visit.open(KINDS[kind])
        open_details(page)
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        expect_none(visit.faults + visit.breaches(page))
