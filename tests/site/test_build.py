"""The finished site: whole, linked, quiet, and the same every time."""

import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from building import DAY, ROOT, Build, mkdocs_build
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.records.petition import Phase

pytestmark = pytest.mark.slow


class Page(HTMLParser):
    """What a test asks of a page: ids, references, headings, inline code, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.tags: list[str] = []
        self.inline: list[str] = []
        self.text: list[str] = []
        self.data: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        self.resources += [values[name] for name in ("src", "action") if name in values]
        if tag == "link":
            self.resources.append(values["href"])
        # A data block is not a script: a browser never runs it, whatever policy holds.
        if values.get("type") in {"application/ld+json", "application/json"} and tag == "script":
            self.data.append("")
        elif (tag == "script" and "src" not in values) or tag == "style" or "style" in values:
            self.inline.append(tag)
        self.inline += [name for name in values if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        """Note words, and what stands in a data block."""
        if self.lasttag == "script" and self.data and not self.data[-1]:
            self.data[-1] = data
        else:
            self.text.append(data)


@pytest.fixture(scope="module")
def pages(build: Build) -> dict[str, Page]:
    """Return every page by its path below the site."""
    return {path.relative_to(build.site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in build.pages()}


@pytest.fixture(scope="module")
def portal() -> Portal:
    """Return our own portal on the day of the build."""
    opened = open_portal(ROOT, DAY)
    assert opened.portal is not None, opened.problems
    return opened.portal


def test_strict_build_is_silent(build: Build) -> None:
    """A strict build of our own records ends with 0 and warns of nothing."""
    assert build.code == 0, build.output
    assert not re.search(r"WARNING|ERROR|Traceback", build.output), build.output


def test_every_record_has_its_page(portal: Portal, pages: dict[str, Page]) -> None:
    """Nothing in the folders is left out of the site."""
    expected = {
        *(f"ke-hoach/{slug}" for slug in portal.plans),
        *(f"cuoc-doi-thoai/{name}" for name in portal.meetings),
        *(f"ket-luan/{slug}" for slug in portal.conclusions),
        *(f"kien-nghi/{code.lower()}" for code in portal.petitions),
        *(f"kien-nghi/trang-thai/{phase}" for phase in Phase),
        *("kien-nghi/thoi-han/overdue", "kien-nghi/linh-vuc/land", "kien-nghi/dia-ban/mh-tdp-8", "kien-nghi/nam/2026"),
        *("ke-hoach", "lich", "ket-luan", "kien-nghi", "luu-tru", "luu-tru/2025", "tim-kiem"),
    }
    assert {f"{path}/index.html" for path in expected} <= set(pages)
    assert {"index.html", "404.html"} <= set(pages)


def test_every_link_and_anchor_resolves(build: Build, pages: dict[str, Page]) -> None:
    """No reference on any page leads nowhere."""
    broken = []
    for path, page in pages.items():
        for link in (*page.links, *page.resources):
            if re.match(r"(?:https|mailto|tel|data):", link):
                continue
            target, anchor = urldefrag(urljoin(f"/{path}", link))
            target = unquote(target.partition("?")[0]).lstrip("/")
            target = f"{target}index.html" if target.endswith("/") or not target else target
            known = pages.get(target)
            if not (build.site / target).is_file() or (anchor and known and anchor not in known.ids):
                broken.append(f"{path}: {link}")
    assert broken == []


def test_no_page_asks_another_host(build: Build, pages: dict[str, Page]) -> None:
    """No resource, style or script names an address outside the site."""
    assert [link for page in pages.values() for link in page.resources if "//" in link] == []
    for path in (*build.site.rglob("*.css"), *build.site.rglob("*.js")):
        assert not re.search(r'https?://|@import|url\((?!"fonts/)', path.read_text(encoding="utf-8")), path


def test_pages_are_well_made(pages: dict[str, Page]) -> None:
    """Each page has one h1, one main, unique ids, no inline script or style, no leftovers of a template."""
    for path, page in pages.items():
        assert page.tags.count("h1") == 1, path
        assert page.tags.count("main") == 1, path
        assert len(page.ids) == len(set(page.ids)), path
        assert page.inline == [], path
        words = " ".join(page.text)
        assert not re.search(r"\bNone\b|Undefined|\{\{|\}\}|\{[a-z]+\}", words), path


def test_data_blocks_are_data(pages: dict[str, Page]) -> None:
    """Every data block is JSON of schema.org or of the index, and nothing in it could end the block."""
    blocks = {path: page.data for path, page in pages.items() if page.data}
    assert {"du-lieu/index.html", "cuoc-doi-thoai/mh-2026-quy-3/index.html", "tim-kiem/index.html"} <= set(blocks)
    for path, (block,) in blocks.items():
        found = json.loads(block)
        assert found.get("@context") == "https://schema.org" or (path == "tim-kiem/index.html" and found["segments"]), (
            path
        )
        assert not set("<>&") & set(block), path


def test_feeds_are_offered_where_they_belong(pages: dict[str, Page]) -> None:
    """Home, lists and petitions name their feeds in the head; every page leads to the open data."""
    for path in ("", "ke-hoach/", "lich/", "ket-luan/", "kien-nghi/", "kien-nghi/kn-2026-001/"):
        assert any(link.endswith(".xml") for link in pages[f"{path}index.html"].resources), path
    for path in ("lich/", "cuoc-doi-thoai/mh-2026-quy-3/"):
        assert any(link.endswith(".ics") for link in pages[f"{path}index.html"].links), path
    assert not any(link.endswith(".ics") for link in pages["cuoc-doi-thoai/duc-thang-2024-06/index.html"].links)
    assert all(any(link.endswith("du-lieu/") for link in page.links) for page in pages.values())


def test_the_site_map_knows_when_records_changed(tmp_path: Path) -> None:
    """The day is the record's own; what has none says none."""
    copy = _copy(tmp_path / "ward")
    settings = (copy / "mkdocs.yml").read_text(encoding="utf-8")
    (copy / "mkdocs.yml").write_text(f"site_url: https://congkhai.example.vn/\n{settings}", encoding="utf-8")
    again = mkdocs_build(copy, tmp_path / "site", "--strict")
    assert again.code == 0, again.output
    entries = (again.site / "sitemap.xml").read_text(encoding="utf-8").split("<url>")
    found = {entry.partition("</loc>")[0].removeprefix("<loc>https://congkhai.example.vn"): entry for entry in entries}
    assert "<lastmod>2025-08-04</lastmod>" in found["/ke-hoach/minh-hoa-2025/"]
    assert "<lastmod>" not in found["/ke-hoach/phuong-duc-thang-2024/"]
    assert "<lastmod>" not in found["/"]


def test_three_dates_stand_on_every_document(portal: Portal, pages: dict[str, Page]) -> None:
    """Signed, published and changed are told apart on each plan and conclusion."""
    for path in [f"ke-hoach/{slug}" for slug in portal.plans] + [f"ket-luan/{slug}" for slug in portal.conclusions]:
        words = " ".join(pages[f"{path}/index.html"].text)
        assert all(term in words for term in ("Ngày ký", "Ngày đăng", "Ngày sửa")), path


def test_invented_data_say_so(portal: Portal, pages: dict[str, Page]) -> None:
    """Every page of a conclusion, a petition or an illustrative plan carries the notice."""
    paths = [f"ket-luan/{slug}" for slug in portal.conclusions]
    paths += [f"kien-nghi/{code.lower()}" for code in portal.petitions]
    paths += [f"cuoc-doi-thoai/{m.id}" for m in portal.meetings.values() if m.illustrative]
    assert all("Dữ liệu minh hoạ" in pages[f"{path}/index.html"].text for path in paths)
    real = [slug for slug, dossier in portal.plans.items() if dossier.plan and not dossier.plan.illustrative]
    assert len(real) == 5
    assert not any("Dữ liệu minh hoạ" in pages[f"ke-hoach/{slug}/index.html"].text for slug in real)


def test_the_way_to_a_page_ends_before_it(build: Build, pages: dict[str, Page]) -> None:
    """The breadcrumb leads to the lists above; the title follows at once and is not said twice."""
    for path in ("ke-hoach/minh-hoa-2026", "cuoc-doi-thoai/mh-2026-quy-3", "ket-luan/minh-hoa-quy-3-2026"):
        html = (build.site / path / "index.html").read_text(encoding="utf-8")
        crumbs = html.partition('<nav class="ck-breadcrumb"')[2].partition("</nav>")[0]
        assert crumbs.count("<li") == crumbs.count("<a ") == 2, path
        assert "h1" in pages[f"{path}/index.html"].tags


def test_search_finds_numbers(build: Build) -> None:
    """The numbers of notices and answers lead to their pages."""
    records = (build.site / "assets" / "search").glob("*/r*.json")
    index = [json.loads(path.read_text(encoding="utf-8")) for path in records]
    for number, address in {
        "28/TB-UBND": "/cuoc-doi-thoai/mh-2026-quy-1/",
        "225/UBND-KT": "/kien-nghi/",
        "12/KH-UBND": "/ke-hoach/minh-hoa-2026/",
    }.items():
        found = [entry["address"] for entry in index if number in f"{entry['number']} {entry['text']}"]
        assert any(href.startswith(address) for href in found), number


def test_figures_add_up_to_the_lists(portal: Portal, pages: dict[str, Page]) -> None:
    """The counts of the phases add up to the register, and each equals the rows of its own list."""
    rows = {name: _rows(pages[f"kien-nghi/{name}index.html"]) for name in ["", *(f"trang-thai/{p}/" for p in Phase)]}
    assert rows[""] == len(portal.petitions)
    assert sum(rows.values()) == 2 * rows[""]


def _rows(page: Page) -> int:
    return max(0, page.tags.count("tr") - 1)


def test_two_builds_give_the_same_bytes(build: Build, tmp_path: Path) -> None:
    """With SOURCE_DATE_EPOCH set, a second build in another folder is equal to the last byte."""
    copy = _copy(tmp_path / "elsewhere")
    again = mkdocs_build(copy, tmp_path / "again", "--strict")
    assert again.code == 0, again.output
    assert _tree(build.site) == _tree(again.site)


def test_an_error_leaves_the_earlier_site_alone(tmp_path: Path) -> None:
    """A fault stops the build before the output folder is touched, and is told with file and line."""
    copy = _copy(tmp_path / "ward")
    first = mkdocs_build(copy, tmp_path / "site")
    before = _tree(first.site)
    plan = next((copy / "plans").glob("*/plan.md"))
    plan.write_text(plan.read_text(encoding="utf-8").replace("\ntitle:", "\ntitel:"), encoding="utf-8")
    failed = mkdocs_build(copy, tmp_path / "site")
    assert failed.code == 1
    assert "Traceback" not in failed.output
    assert re.search(r"plan\.md:\d+:1: lỗi: unknown-key", failed.output), failed.output
    assert _tree(first.site) == before


def test_a_warning_stops_a_strict_build_only(tmp_path: Path) -> None:
    """A file that no record names stays private; a strict build stops before touching the site."""
    copy = _copy(tmp_path / "ward")
    (next((copy / "plans").iterdir()) / "nhap.pdf").write_bytes(b"%PDF-1.7 nhap")
    assert mkdocs_build(copy, tmp_path / "strict", "--strict").code == 1
    assert not (tmp_path / "strict").exists()
    loose = mkdocs_build(copy, tmp_path / "loose")
    assert loose.code == 0
    assert list(loose.site.rglob("nhap*")) == []


def test_only_named_files_are_published(build: Build) -> None:
    """No record file, office leftover or file of Material reaches the site."""
    endings = {path.suffix for path in build.site.rglob("*") if path.is_file()}
    assert endings <= {
        ".html", ".css", ".js", ".json", ".woff2", ".txt", ".xml", ".gz", ".pdf", ".ics", ".csv", ".jsonld",
    }  # fmt: skip
    assert {path.name for path in (build.site / "assets").iterdir()} == {
        "congkhai.css", "congkhai.js", "fonts", "register.js", "results.js", "search", "search.js", "verify.js",
    }  # fmt: skip


def _copy(target: Path) -> Path:
    target.mkdir(parents=True)
    for name in ("content", "plans", "conclusions"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def _tree(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
