"""Markdown with front matter: the two parts located, and what the body may hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from congkhai.problems import Place, Report
from congkhai.sources.text import place_in
from congkhai.sources.yaml import Table, read_yaml

_RAW_HTML = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:+.-]*|[!?])[^\s>]*")
# Whatever stands in the brackets before it, Markdown makes a link of `](…)`.
_LINK = re.compile(r"\]\((?=\s*(?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*))")
_REFERENCE = re.compile(r"^[ \t>*+\-\d.)]*\[[^\[\]]*\]:\s*(?P<target>\S[^\n]*)", re.MULTILINE)
_TITLE_SIGNS = {'"': '"', "'": "'", ")": "("}
_DEEP_LIST = re.compile(r"^(?: {4}|\t){12,}\S", re.MULTILINE)
_BRACKETS = re.compile(r"[\[\]`*_]{100,}|(?:\[[^\[\]\n]{0,3}){100,}")


@dataclass(frozen=True)
class Link:
    """A link or image in prose: its target as typed, and where it stands."""

    target: str
    place: Place


@dataclass(frozen=True)
class Prose:
    """Markdown text and the number of its first line in `file`."""

    text: str
    file: str
    first_line: int = 1

    def place(self, offset: int) -> Place:
        """Return the place of a character offset."""
        return place_in(self.text, offset, self.file, self.first_line)

    def links(self) -> Iterator[Link]:
        """Yield every link, image and link definition, in order of kind then place."""
        for match in _LINK.finditer(self.text):
            target = _without_title(match["target"], "\"'")
            inner = target[1:-1] if target.startswith("<") and target.endswith(">") else target
            yield Link(inner, self.place(match.start("target")))
        for match in _REFERENCE.finditer(self.text):
            written = match["target"].strip()
            target = _without_title(written, "\"')") if " " in written else written
            # Words in brackets and a colon before a sentence define no link.
            if " " not in target:
                yield Link(target.lstrip("<").rstrip(">"), self.place(match.start("target")))


def _without_title(written: str, signs: str) -> str:
    """Return the target of a link as Markdown takes it; `signs` are those that end a title."""
    target = written.strip()
    if target and target[-1] in signs:
        begin = target.find(_TITLE_SIGNS[target[-1]])
        target = target[:begin].strip() if 0 <= begin < len(target) - 1 else target
    return target


def split_front_matter(text: str, file: str, report: Report) -> tuple[Table | None, Prose]:
    """Return the front matter of a record's Markdown file and its body.

    The file must begin with a line `---`; the front matter ends at the next such line.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        report.add("missing-front-matter", Place(file))
        return None, Prose(text, file)
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if end is None:
        report.add("unclosed-front-matter", Place(file))
        return None, Prose("", file)
    body = Prose("\n".join(lines[end + 1 :]), file, end + 2)
    return read_yaml("\n".join(lines[1:end]), file, report, first_line=2), body


def check_prose(prose: Prose, report: Report) -> None:
    """Report raw HTML and nesting that no document of a commune needs."""
    opened = set()
    for match in _RAW_HTML.finditer(prose.text):
        if not match["close"] or match["name"] not in opened:
            report.add("raw-html", prose.place(match.start()), found=match.group()[:40])
        opened.add(match["name"])
    for pattern in (_DEEP_LIST, _BRACKETS):
        for match in pattern.finditer(prose.text):
            report.add("prose-too-deep", prose.place(match.start()))
