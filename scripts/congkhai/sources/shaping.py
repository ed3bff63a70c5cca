"""The author's lines shaped for Python-Markdown, so that a clerk's way of writing keeps its structure.

Python-Markdown wants four spaces for a nested list and a blank line before every block, and counts
ordered lists itself; a document typed by hand has two or three spaces, no blank lines, and numbers
that must stay as printed. Lines between two fences (```) are shown as they are typed.
"""

import re
from dataclasses import dataclass

_ITEM = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+•–]|\d{1,3}\.)(?P<gap>\s+)(?P<text>\S.*)")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})\.")
# Lines that begin like an item of an official document and are no Markdown list: "a)", "1)", "2.3.".
_POINT = re.compile(r"\s*(?:[a-zđ]{1,2}\)|\d{1,3}\)|\d{1,3}(?:\.\d{1,3})+\.?\s)")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)+")
# "#5" and "#MinhHoa2026" are words; Python-Markdown would make headings of them, also within a list or a quotation.
_NO_HEADING = re.compile(r"(?P<before>(?: {0,3}(?:>|(?:[-*+]|\d{1,3}\.)(?= )))* {0,3})(?P<words>#+(?=[^#\s])|#{7,})")
_NO_CLOSING = re.compile(r"(?<=[^\s#\\])#+(?=\s*$)")
_FENCE = "```"
_SPACES = 4


@dataclass
class _Level:
    """One open list: where its items begin, where their words begin, and the number of the last."""

    indent: int
    content: int
    number: int | None


class _Shaper:
    """Walks the lines once, with the open lists on a stack."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = [line.expandtabs(_SPACES) for line in lines]
        self.out: list[str] = []
        self.levels: list[_Level] = []

    def run(self) -> list[str]:
        number = 0
        while number < len(self.lines):
            end = self._fence_end(number)
            if end is not None:
                self._fenced(number, end)
            else:
                self._line(number)
            number = (end or number) + 1
        return self.out

    def _line(self, number: int) -> None:
        line = _with_signs(self.lines[number])
        if not line.strip():
            self.out.append("")
        elif (item := _ITEM.fullmatch(line)) and not line.lstrip().startswith("**"):
            self._item(item)
        elif self._starts_table(number) or _POINT.match(line):
            self._blank()
            self._other(line)
        else:
            self._other(line)

    def _fence_end(self, number: int) -> int | None:
        """Return the line that closes the block of code opened in this one; a fence that nothing closes opens none."""
        if self.lines[number].strip() != _FENCE:
            return None
        following = range(number + 1, len(self.lines))
        return next((later for later in following if self.lines[later].strip() == _FENCE), None)

    def _fenced(self, begin: int, end: int) -> None:
        """Write what stands between two fences as a block of code, within the list item that is open."""
        self._blank()
        margin = len(self.lines[begin]) - len(self.lines[begin].lstrip())
        indent = " " * _SPACES * (len(self.levels) + 1)
        for line in self.lines[begin + 1 : end]:
            begins = min(margin, len(line) - len(line.lstrip()))
            self.out.append(f"{indent}{line[begins:]}")
        self.out.append("")

    def _blank(self) -> None:
        if self.out and self.out[-1].strip():
            self.out.append("")

    def _starts_table(self, number: int) -> bool:
        following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        previous = self.lines[number - 1] if number else ""
        return "|" in self.lines[number] and bool(_TABLE_RULE.fullmatch(following)) and "|" not in previous

    def _item(self, item: re.Match[str]) -> None:
        indent = len(item["indent"])
        numbered = _NUMBERED.fullmatch(item["marker"])
        number = int(numbered["number"]) if numbered else None
        while self.levels and indent < self.levels[-1].indent:
            self.levels.pop()
        if self.levels and indent - self.levels[-1].indent > 1:
            self._open(indent, item, number)
        elif not self.levels:
            self._blank()
            self._open(indent, item, number)
        elif not self._continues(number):
            self._printed(item)
            return
        level = self.levels[-1]
        level.number, level.content = number, indent + len(item["marker"]) + len(item["gap"])
        marker = item["marker"] if number is not None else "-"
        self.out.append(f"{' ' * _SPACES * (len(self.levels) - 1)}{marker} {item['text']}")

    def _open(self, indent: int, item: re.Match[str], number: int | None) -> None:
        self.levels.append(_Level(indent, indent + len(item["marker"]) + len(item["gap"]), number))

    def _continues(self, number: int | None) -> bool:
        """Return whether an item may stand in the open list; Python-Markdown would count a skipped number anew."""
        last = self.levels[-1].number
        if (number is None) != (last is None):
            self._blank()
            return True
        return number is None or last is None or number == last + 1

    def _printed(self, item: re.Match[str]) -> None:
        """Write an item whose number does not follow as a paragraph with its number as printed."""
        self._blank()
        self.out.append(f"{item['marker'][:-1]}\\. {item['text']}")
        self.levels.clear()

    def _other(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        after_blank = bool(self.out) and not self.out[-1].strip()
        if not self.levels or (after_blank and indent <= self.levels[0].indent):
            self.levels.clear()
            self.out.append(line)
            return
        while after_blank and len(self.levels) > 1 and indent < self.levels[-1].content - 1:
            self.levels.pop()
        depth = len(self.levels) if after_blank else len(self.levels) - 1
        self.out.append(f"{' ' * _SPACES * depth}{line.strip()}")


def _with_signs(line: str) -> str:
    """Return a line in which every "#" that makes no heading is only a sign."""
    if line.startswith("#"):
        line = _NO_CLOSING.sub(lambda signs: signs.group().replace("#", "\\#"), line)
    return _NO_HEADING.sub(r"\g<before>\\\g<words>", line, count=1) if _NO_HEADING.match(line) else line


def shaped(lines: list[str]) -> list[str]:
    """Return the lines as Python-Markdown needs them."""
    return _Shaper(lines).run()
