"""Markdown with front matter: the two parts located, and what the body may hold."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from congkhai.problems import Place, Report
from congkhai.sources.folding import slug
from congkhai.sources.text import forbidden, place_in
from congkhai.sources.yaml import Table, read_yaml

_RAW_HTML = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:+.-]*|[!?])[^\s>]*")
_AUTOLINK = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>/@]+@)")
# What Markdown passes on, and a browser shows as a sign.
_ENTITY = re.compile(r"&#?\w{1,32};")
# Whatever stands in the brackets before it, Markdown makes a link of `](…)`.
_LINK = re.compile(r"\]\((?=\s*(?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*))")
_WHOLE_LINK = re.compile(r"\]\((?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)")
_REFERENCE = re.compile(r"^[ \t>*+\-\d.)]*\[[^\[\]]*\]:\s*(?P<target>\S[^\n]*)", re.MULTILINE)
_TITLE_SIGNS = {'"': '"', "'": "'", ")": "("}
_OUTSIDE_IMAGE = re.compile(r"!\[[^\[\]]*\]\(\s*<?(?P<target>(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)[^\s)]*)")
_HEADING = re.compile(
    r"^#{1,6}(?![^ \t\n])(?P<text>[^\n]*?)(?:(?<=[ \t])#+)?[ \t]*$|^(?P<under>[^\n>|\s-][^\n]*)\n(?:=+|-+)[ \t]*$",
    re.MULTILINE,
)
_LINKED_WORDS = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()\n]*\)")
_FENCED = re.compile(r"^[ \t]*```[ \t]*\n.*?^[ \t]*```[ \t]*$", re.MULTILINE | re.DOTALL)
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
            yield Link(_target(match["target"].strip()), self.place(match.start("target")))
        for match in _REFERENCE.finditer(self.text):
            if target := _defined_target(match["target"].strip()):
                yield Link(target.lstrip("<").rstrip(">"), self.place(match.start("target")))

    def headings(self) -> Iterator[tuple[int, str]]:
        """Yield level and words of every heading outside blocks of code, as they are typed."""
        return map(_heading, _HEADING.finditer(_FENCED.sub("", self.text)))

    def anchors(self) -> list[str]:
        """Return the id of every heading outside blocks of code, in order; a repeated heading takes a number."""
        found: list[str] = []
        for _, words in self.headings():
            name = anchor(_LINKED_WORDS.sub(r"\g<text>", words))
            repeats = sum(known == name or known.startswith(f"{name}_") for known in found)
            found.append(f"{name}_{repeats}" if repeats else name)
        return found


def with_targets(text: str, resolve: Callable[[str], str]) -> str:
    """Return Markdown with the target of every link, image and link definition as `resolve` gives it."""

    def written(match: re.Match[str], target: str) -> str:
        start, end = match.span("target")
        whole, begin = match.string[match.start() : end], match.string.find(target, start, end)
        there = begin - match.start()
        return f"{whole[:there]}{resolve(target)}{whole[there + len(target) :]}" if target else whole

    def defined(match: re.Match[str]) -> str:
        return written(match, _defined_target(match["target"].strip()).lstrip("<").rstrip(">"))

    return _REFERENCE.sub(
        defined, _WHOLE_LINK.sub(lambda match: written(match, _target(match["target"].strip())), text)
    )


def with_headings(text: str, heading: Callable[[int, str], str]) -> str:
    """Return Markdown with every heading written as `heading` says, from its level and its words."""
    return _HEADING.sub(lambda match: heading(*_heading(match)), text)


def _heading(match: re.Match[str]) -> tuple[int, str]:
    if (under := match["under"]) is not None:
        return 1 if match.group().rstrip().endswith("=") else 2, under.strip()
    return len(match.group()) - len(match.group().lstrip("#")), match["text"].strip()


def anchor(heading: str) -> str:
    """Return a heading's id: folded words after `muc-`, so that it never meets an id of the frame."""
    # Emphasis is gone from a rendered heading and still there in a typed one.
    return f"muc-{slug(re.sub('[*_]', '', heading))}"


def _target(written: str) -> str:
    """Return the target in the parentheses of a link, as Markdown takes it: without title and angle brackets."""
    begin = written.find(written[-1]) if written.endswith(("'", '"')) else -1
    target = written[:begin].strip() if 0 <= begin < len(written) - 1 else written
    return target[1:-1] if target.startswith("<") and target.endswith(">") else target


def _defined_target(written: str) -> str:
    """Return the target of a link definition, as Markdown takes it; words after it that are no title define none."""
    target, _, rest = written.partition(" ")
    opening = _TITLE_SIGNS.get(written[-1], "")
    if not rest or (opening and len(rest.strip()) > 1 and rest.strip().startswith(opening)):
        return target
    return target[: max(target.rfind(opening), 0)] if opening else ""


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
    """Report raw HTML, signs that no text may hold, and nesting that no document of a commune needs."""
    opened = set()
    for match in _RAW_HTML.finditer(prose.text):
        if not match["close"] or match["name"] not in opened:
            slug_told = "autolink" if _AUTOLINK.match(match.group()) else "raw-html"
            report.add(slug_told, prose.place(match.start()), found=match.group()[:40])
        opened.add(match["name"])
    for match in _ENTITY.finditer(prose.text):
        for _, slug_told, found in forbidden(html.unescape(match.group())):
            report.add(slug_told, prose.place(match.start()), found=found)
    for match in _OUTSIDE_IMAGE.finditer(prose.text):
        report.add("outside-image", prose.place(match.start("target")), target=match["target"][:80])
    for pattern in (_DEEP_LIST, _BRACKETS):
        for match in pattern.finditer(prose.text):
            report.add("prose-too-deep", prose.place(match.start()))
