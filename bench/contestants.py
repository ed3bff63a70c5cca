"""Who builds: for each a project with the same records, the commands that build it, and one record to change."""

import shutil
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
        name = records.entry if self.source == "." else f"{records.page}.md"
        file = project / self.source / name
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


def _mkdocs(settings: Mapping[str, object]) -> Callable[[Records, Path], None]:
    def prepare(records: Records, project: Path) -> None:
        shutil.copytree(records.pages, project / "docs")
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
    shutil.copytree(records.pages, project / "content")
    (project / "content" / "index.md").rename(project / "content" / "_index.md")
    for section, title in SECTIONS.items():
        write(project / "content" / section / "_index.md", f"---\ntitle: {title}\n---\n")


MATERIAL = {"theme": {"name": "material", "language": "vi", "font": False}, "plugins": [{"search": {"lang": "vi"}}]}
MATERIALX = {"theme": {"name": "materialx", "language": "vi", "font": False}, "plugins": [{"search": {"lang": "vi"}}]}


def contestants(tools: Tools) -> dict[str, Contestant]:
    """Return everybody by a short name."""
    hugo = [tools.hugo, "build", "--quiet"]
    pagefind = [tools.pagefind, "--site", "public", "--quiet"]
    everybody = (
        Contestant("ours", _ward, [[sys.executable, "-m", "mkdocs", "build", "-q"]], source="."),
        Contestant("ours on ProperDocs", _ward, [[sys.executable, "-m", "properdocs", "build", "-q"]], source="."),
        Contestant("MkDocs-Material", _mkdocs(MATERIAL), [[tools.program("mkdocs"), "build", "-q"]]),
        Contestant(
            "MaterialX on ProperDocs", _mkdocs(MATERIALX), [[tools.program("properdocs", "materialx"), "build", "-q"]]
        ),
        Contestant("Zensical", _mkdocs(MATERIAL), [[tools.program("zensical"), "build"]]),
        Contestant("Hugo", _hugo, [hugo], site="public", source="content"),
        Contestant("Hugo + Pagefind", _hugo, [hugo, pagefind], site="public", source="content"),
    )
    return {one.name: one for one in everybody}
