"""No word of the site is lost on the way to plain Markdown, and other generators build what comes out."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from building import ROOT, mkdocs_build
from clerks import ORIGIN, Desk
from congkhai.cli import main
from congkhai.words import word
from wards import Ward, sample_files, write_files

pytestmark = pytest.mark.usefixtures("same_day")

# What a page of Markdown has in another way: forms, what scripts fill and what is said without them, a chart beside the table behind it, and
# the list of headings.
LEFT_OUT = {"ck-contents", "ck-bar-chart__bars", "ck-search-results"}
INLINE = {"a", "strong", "em", "code", "span", "time", "small"}
VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "option"}


class _Words(HTMLParser):
    """Gathers the words of `main`, or of everything when `inside` is true from the start."""

    def __init__(self, *, inside: bool) -> None:
        super().__init__()
        self.inside, self.skipping, self.text = inside, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element, and what is left out."""
        if tag == "main":
            self.inside = True
        classes = set((dict(attrs).get("class") or "").split())
        waits = {"hidden", "data-ck-needs-script"} & dict(attrs).keys()
        if self.skipping or tag == "form" or classes & LEFT_OUT or waits:
            self.skipping += tag not in VOID
        self._separate(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.skipping -= bool(self.skipping and tag not in VOID)
        self.inside = self.inside and tag != "main"
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        """Take words."""
        if self.inside and not self.skipping:
            self.text += data

    def _separate(self, tag: str) -> None:
        self.text += "" if tag in INLINE else " "


def words(html: str, *, inside: bool) -> Counter[str]:
    """Return how often every word stands in a page."""
    parser = _Words(inside=inside)
    parser.feed(html)
    parser.close()
    return Counter(re.findall(r"\w+", parser.text))


def rendered(text: str) -> str:
    """Return the HTML that MkDocs makes of a page with nothing but its own extensions."""
    return Markdown(extensions=["toc", "tables", "fenced_code"]).convert(text.split("---\n", 2)[2])


def lost(site: Path, exported: Path) -> dict[str, Counter[str]]:
    """Return the words of every page that its Markdown lacks; every page must have some."""
    found = {}
    for page in sorted(site.rglob("index.html")):
        name = page.relative_to(site).with_suffix(".md")
        ours = words(page.read_text(encoding="utf-8"), inside=False)
        assert ours, name
        theirs = words(rendered((exported / name).read_text(encoding="utf-8")), inside=True)
        if missing := ours - theirs:
            found[name.as_posix()] = missing
    return found


def export(root: Path, target: Path) -> None:
    """Run the command."""
    assert main(["export", str(root), "--markdown", str(target)]) == 0


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return our own portal without the PDFs that it prints, built; only a site has these."""
    root = tmp_path_factory.mktemp("demo")
    for name in ("plans", "conclusions", "content"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert settings.count("pdf: yes") == 1
    write_files(root, {"mkdocs.yml": settings.replace("pdf: yes", "pdf: no")})
    assert mkdocs_build(root, root / "site", "--strict").code == 0
    return root


def test_no_word_of_the_sample_ward_is_lost(tmp_path: Path) -> None:
    """Also where a register is empty or a document has no paper."""
    root = tmp_path / "ward"
    write_files(root, sample_files())
    assert mkdocs_build(root, root / "site", "--strict").code == 0
    export(root, tmp_path / "out")
    assert lost(root / "site", tmp_path / "out") == {}


def test_a_date_is_a_whole_day(tmp_path: Path) -> None:
    """Other generators read a meeting's day, not its hour, and are told no date where only a month is known."""
    write_files(tmp_path / "ward", sample_files())
    export(tmp_path / "ward", tmp_path / "out")
    heads = [
        yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1]) for path in (tmp_path / "out").rglob("*.md")
    ]
    dates = {head["address"]: head["date"] for head in heads if "date" in head}
    assert {str(date.fromisoformat(found)) for found in dates.values()} == {*dates.values()}
    assert dates["/cuoc-doi-thoai/dt-1/"] == "2026-10-06"
    assert "/cuoc-doi-thoai/dt-2/" not in dates


@pytest.mark.slow
def test_no_word_of_a_register_is_lost(tmp_path: Path) -> None:
    """What was entered stands under each record, the register has its pages and files, and the ledger is judged by it."""
    root, out = tmp_path / "ward", tmp_path / "out"
    write_files(root, sample_files())
    desk = Desk(Ward(root), tmp_path / "server", tmp_path / "office.pem")
    desk.good("register", "init", "--origin", ORIGIN)
    desk.publish()
    assert mkdocs_build(root, root / "site", "--strict").code == 0
    export(root, out)
    assert lost(root / "site", out) == {}
    for name in ("du-lieu/duties.csv", "register/checkpoint"):
        assert (out / name).read_bytes() == (root / "site" / name).read_bytes()
    assert word("register.entered") in (out / "kien-nghi" / "kn-01" / "index.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_no_word_of_our_portal_is_lost(demo: Path, tmp_path: Path) -> None:
    """Every word of every page's main part stands in its Markdown, as often as on the page."""
    export(demo, tmp_path / "out")
    assert len(list((tmp_path / "out").rglob("*.md"))) > 150
    assert lost(demo / "site", tmp_path / "out") == {}


@pytest.mark.slow
def test_every_file_of_the_site_is_there(demo: Path, tmp_path: Path) -> None:
    """The signed files, calendars, feeds and tables keep their addresses and their bytes."""
    export(demo, tmp_path / "out")
    kinds = {".pdf", ".csv", ".json", ".jsonld", ".ics", ".xml", ".png", ".jpg"}
    for path in (demo / "site").rglob("*.*"):
        name = path.relative_to(demo / "site")
        if path.suffix in kinds and name.parts[0] != "assets" and name.name != "sitemap.xml":
            assert (tmp_path / "out" / name).read_bytes() == path.read_bytes(), name


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_mkdocs_alone_builds_the_export(theme: str, demo: Path, tmp_path: Path) -> None:
    """Without our plugin and theme, and without a single warning: no link leads nowhere."""
    export(demo, tmp_path / "docs")
    settings = {
        "site_name": "X",
        "theme": {"name": theme},
        "plugins": [],
        "validation": {"links": {"anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"}},
    }
    write_files(tmp_path, {"mkdocs.yml": yaml.safe_dump(settings)})
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "WARNING" in done.stdout) == (0, False), done.stderr
    assert len(list((tmp_path / "site").rglob("index.html"))) == len(list((tmp_path / "docs").rglob("*.md")))
    assert "kn-2026-003/" in (tmp_path / "site/kien-nghi/index.html").read_text(encoding="utf-8")
