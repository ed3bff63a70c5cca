"""Pages of prose in `content/`: front matter of two keys, and a body."""

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from congkhai.problems import Place, Report
from congkhai.records.entry import Entry
from congkhai.records.fields import Line, read_record
from congkhai.sources.files import StoredFile
from congkhai.sources.folders import walk
from congkhai.sources.prose import Prose, check_prose, split_front_matter
from congkhai.sources.text import read_text

CONTENT = "content"


class PageMatter(Entry):
    """The front matter of a page; without a title the first heading is the title."""

    title: Line | None = None
    description: Line | None = None


@dataclass(frozen=True)
class Page:
    """One page of prose: its path below `content/`, its front matter and its Markdown."""

    path: str
    matter: PageMatter
    body: Prose

    @property
    def address(self) -> str:
        """Return the page's address on the site; `index.md` and `README.md` stand for their folder."""
        folder, _, name = self.path.removesuffix(".md").rpartition("/")
        parts = [folder] if name.casefold() in {"index", "readme"} else [folder, name]
        return "/".join(["", *(part for part in parts if part), ""])


@dataclass(frozen=True)
class Content:
    """The folder `content/`: pages by path, and every other file by path."""

    pages: dict[str, Page]
    files: dict[str, StoredFile]


def read_content(root: Path, report: Report) -> Content:
    """Return the pages and files of `root/content`; links to places outside are refused."""
    content = Content({}, {})
    folder = root / CONTENT
    # A folder that the system refuses to look into is told by whoever lists it.
    with suppress(PermissionError):
        if not (folder / "index.md").is_file():
            report.add("missing-record", Place(CONTENT), name="index.md")
    for path in walk(folder, CONTENT, report) if folder.is_dir() else ():
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        if path.suffix == ".md":
            content.pages[name] = _read_page(path, name, report)
        else:
            content.files[name] = StoredFile(path)
    return content


def _read_page(path: Path, name: str, report: Report) -> Page:
    """Return a page, also one that cannot be read, so that links to it are not told as broken."""
    file = f"{CONTENT}/{name}"
    text = read_text(path, file, report) or ""
    table, body = split_front_matter(text, file, report) if text.startswith("---") else (None, Prose(text, file))
    matter = read_record(PageMatter, table, report) if table is not None else None
    check_prose(body, report)
    return Page(name, matter or PageMatter(), body)
