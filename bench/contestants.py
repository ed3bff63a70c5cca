"""Who builds: for each a project with the same records, the commands that build it, and one record to change."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from corpus import write, write_markdown, write_ward
from measuring import MeasureError
from tools import Tools
from ward import corpus
from wording import vocabulary

HERE = Path(__file__).parent
LAST_DAY = "2026-11-25"  # on which every site is built; all that the corpus tells has happened by then
DAY = {"SOURCE_DATE_EPOCH": "1795564800", "PYTHONUTF8": "1"}
SECTIONS = {"ke-hoach": "Kế hoạch", "cuoc-doi-thoai": "Lịch", "ket-luan": "Kết luận", "kien-nghi": "Kiến nghị"}
SAME = ", our pages"  # in the name of who is given every page of our site ready-made
CHANGED = "Đề nghị kiểm tra lại lần nữa vì câu này vừa được sửa."


@dataclass(frozen=True)
class Records:
    """The records on disk in both forms, and the file and the page of the one that is changed."""

    ward: Path
    pages: Path
    count: int
    entry: str  # the petitions.yml in which the changed record stands
    summary: str  # its words, which are replaced
    page: str  # its address, without slashes at the ends


def write_records(folder: Path, count: int, years: int) -> Records:
    """Write a corpus in both forms; the record that is changed is the last petition of the middle meeting."""
    write_ward(folder / "ward", corpus(count, years))
    write_markdown(folder / "pages", corpus(count, years))
    write(folder / "pages" / "index.md", vocabulary().documents["home"])
    meetings = [meeting for plan in corpus(count, years) for meeting in plan.meetings]
    meeting = meetings[len(meetings) // 2]
    last = meeting.petitions[-1]
    entry = f"conclusions/{meeting.conclusion.id}/petitions.yml"
    page = f"kien-nghi/{last.code.lower()}"
    return Records(folder / "ward", folder / "pages", count, entry, last.facts["summary"], page)


@dataclass(frozen=True)
class Contestant:
    """One generator: how its project is laid out, its commands, where its site is, where its records lie."""

    name: str
    prepare: Callable[[Records, Path], None]
    commands: Sequence[Sequence[str]]
    site: str = "site"
    source: str = "docs"
    environment: Mapping[str, str] = field(default_factory=lambda: DAY)

    def change(self, records: Records, project: Path) -> None:
        """Change one record, as a clerk would."""
        page = project / self.source / f"{records.page}.md"
        file = project / records.entry if self.source == "." else page if page.exists() else _folded(page)
        text = file.read_text(encoding="utf-8")
        changed = text.replace(records.summary, f"{records.summary} {CHANGED}")
        file.write_text(changed, encoding="utf-8")
        if changed == text:
            raise MeasureError(str(file), "does not hold the record that is to change")

    def shows_change(self, records: Records, project: Path) -> bool:
        """Return whether the built page of the changed record holds the new words."""
        page = project / self.site / records.page / "index.html"
        return page.is_file() and CHANGED in page.read_text(encoding="utf-8")


def _ward(records: Records, project: Path) -> None:
    shutil.copytree(records.ward, project)


def _mkdocs(settings: Mapping[str, object], pages: Callable[[Records, Path], None]) -> Callable[[Records, Path], None]:
    def prepare(records: Records, project: Path) -> None:
        pages(records, project / "docs")
        common = {
            "site_name": vocabulary().documents["site"],
            "site_url": "https://congkhai.example.vn/",
            "nav": [{"Trang chủ": "index.md"}],
            "not_in_nav": "*",
        }
        write(project / "mkdocs.yml", yaml.safe_dump({**common, **settings}, allow_unicode=True))

    return prepare


def _hugo(records: Records, project: Path) -> None:
    shutil.copytree(HERE / "hugo", project)
    _records(records, project / "content")
    (project / "content" / "index.md").rename(project / "content" / "_index.md")
    for section, title in SECTIONS.items():
        write(project / "content" / section / "_index.md", f"---\ntitle: {title}\n---\n")


def _whole_hugo(records: Records, project: Path) -> None:
    """Lay out all our pages: their lists are there already, so that no template of Hugo makes one."""
    shutil.copytree(HERE / "hugo", project)
    for kind in ("home", "list"):
        shutil.copyfile(project / "layouts" / "single.html", project / "layouts" / f"{kind}.html")
    _whole(records, project / "content")
    for page in [*(project / "content").rglob("index.md")]:
        # To Hugo a folder with `index.md` has no pages below it, and all that lies there is the page's own.
        page.rename(page.with_name("_index.md"))


def _records(records: Records, folder: Path) -> None:
    shutil.copytree(records.pages, folder)


def _whole(records: Records, folder: Path) -> None:
    """Write every page of our site as Markdown, with all that we have worked out for it, and the files beside them."""
    command = [str(Path(sys.executable).with_name("congkhai")), "export", "--markdown", str(folder), str(records.ward)]
    subprocess.run(command, env={**os.environ, **DAY}, capture_output=True, check=True)


def _folded(page: Path) -> Path:
    return next(page.with_suffix("").glob("*index.md"))


MATERIAL = {"theme": {"name": "material", "language": "vi", "font": False}, "plugins": [{"search": {"lang": "vi"}}]}
MATERIALX = {"theme": {"name": "materialx", "language": "vi", "font": False}, "plugins": [{"search": {"lang": "vi"}}]}


def contestants(tools: Tools) -> dict[str, Contestant]:
    """Return everybody by a short name."""
    hugo = [tools.hugo, "build", "--quiet"]
    without_feeds = [*hugo, "--disableKinds", "taxonomy,term,rss"]  # ours lie beside our pages
    pagefind = [tools.pagefind, "--site", "public", "--quiet"]
    material = [tools.program("mkdocs"), "build", "-q"]
    materialx = [tools.program("properdocs", "materialx"), "build", "-q"]
    everybody = (
        Contestant("ours", _ward, [[sys.executable, "-m", "mkdocs", "build", "-q"]], source="."),
        Contestant("ours on ProperDocs", _ward, [[sys.executable, "-m", "properdocs", "build", "-q"]], source="."),
        Contestant("MkDocs-Material", _mkdocs(MATERIAL, _records), [material]),
        Contestant("MaterialX on ProperDocs", _mkdocs(MATERIALX, _records), [materialx]),
        Contestant("Zensical", _mkdocs(MATERIAL, _records), [[tools.program("zensical"), "build"]]),
        Contestant("Hugo", _hugo, [hugo], site="public", source="content"),
        Contestant("Hugo + Pagefind", _hugo, [hugo, pagefind], site="public", source="content"),
        Contestant(f"MkDocs-Material{SAME}", _mkdocs(MATERIAL, _whole), [material]),
        Contestant(f"Hugo{SAME}", _whole_hugo, [without_feeds], site="public", source="content"),
        Contestant(f"Hugo + Pagefind{SAME}", _whole_hugo, [without_feeds, pagefind], site="public", source="content"),
    )
    return {one.name: one for one in everybody}
