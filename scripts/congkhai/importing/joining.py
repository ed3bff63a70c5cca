"""Lines that a page broke are joined again; where a part of the layout begins, a new block begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from congkhai.importing.lines import Line
from congkhai.importing.patterns import folded, pattern

_MARKS = ("part", "decimal", "number-mark", "letter", "bullet", "plus")
# A line to which the next word would not have been added was broken by the page; letters differ in width.
_FULL = 0.78
# The longest line that a page of print breaks.
_WIDEST = 125
_LONG = 60
# `TTĐT` and `UBND` may begin a line within a sentence.
_ABBREVIATION = 12
# A heading is followed by words of its own, so it has to be fuller.
_FULL_HEADING = 0.97
# What is left at the end of words that were cut out of a line.
TRAIL = " .;,:-–"
_ENDS = re.compile(r"[.;:!?…]['’”\")\]*_]*$|\./\.$")


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, heading or row of a table: one text from one or more lines."""

    text: str
    lines: tuple[Line, ...]

    @property
    def number(self) -> int:
        """Return the number of its first line."""
        return self.lines[0].number

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells, for a row of a table."""
        return self.lines[0].cells

    @property
    def is_bold(self) -> bool:
        """Return whether all of it is set in bold."""
        return all(line.is_bold for line in self.lines)


def tidy(text: str) -> str:
    """Return a text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def width_of(lines: Sequence[Line]) -> int:
    """Return how long a full line is: nine in ten of the lines are not longer."""
    lengths = sorted(len(tidy(line.text)) for line in lines if not line.is_paragraph and not line.cells)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Return whether a page broke the lines: many of them end in the midst of a sentence."""
    plain = [line for line in lines if not line.is_paragraph and not line.cells]
    pairs = list(pairwise(plain))
    broken = sum(_is_broken(tidy(a.text), tidy(b.text)) for a, b in pairs)
    lengths = sorted(len(tidy(line.text)) for line in plain)
    is_narrow = bool(lengths) and lengths[len(lengths) * 49 // 50] <= _WIDEST
    return broken * 8 > len(pairs) or (is_narrow and broken > 0)


def join(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a paper's body."""
    wrapped, width = is_wrapped(lines), width_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width, is_wrapped=wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Block(tidy(" ".join(line.text for line in group)), tuple(group)) for group in groups]


def _is_broken(before: str, text: str) -> bool:
    """Return whether a sentence goes on in the next line: in small letters, or behind a long line without a stop."""
    if _ENDS.search(before):
        return False
    is_new = _marked(text) or begins_roman(text) or is_capitals(text)
    return text[:1].islower() or (len(before) >= _LONG and not is_new)


def begins_roman(text: str) -> bool:
    """Return whether a line begins a part such as `I. MỤC ĐÍCH`, `II - NỘI DUNG` or `I MỤC ĐÍCH`."""
    found = pattern("roman").match(folded(text))
    if found is None or not text[: found.end("label")].isupper():
        return False
    rest = text[found.end() :]
    letters = [sign for sign in rest if sign.isalpha()]
    if not letters or not letters[0].isupper():
        return False
    # Without a mark only a line in capitals is a part; `I` and `V` are also letters of a name.
    return bool(found["mark"]) or (rest.isupper() and len(letters) > 3)  # noqa: PLR2004 - more than an initial


def _continues(group: list[Line], line: Line, width: int, *, is_wrapped: bool) -> bool:
    """Return whether a line goes on with the group before it."""
    if line.cells or group[-1].cells or line.is_paragraph or not is_wrapped:
        return False
    text, before = tidy(line.text), tidy(group[-1].text)
    if is_capitals(text) and is_capitals(before) and begins_roman(tidy(group[0].text)) and not begins_roman(text):
        return not _marked(text)
    if begins_roman(text) and not before.endswith(","):
        return False
    is_full = _is_full(group, text, width)
    if _marked(text):
        return _is_false_mark(text, before, is_full=is_full)
    if is_capitals(text) != is_capitals(before) and len(text) >= _ABBREVIATION:
        return False
    return _runs_on(line, before, is_full=is_full)


def _runs_on(line: Line, before: str, *, is_full: bool) -> bool:
    """Return whether a line without a mark is the rest of a broken one."""
    text = tidy(line.text)
    if text[:1].islower():
        return True
    if not _ENDS.search(before):
        return is_full
    # A sentence may end where the line does; the next line is a paragraph of its own where it is set in.
    is_set_in = line.text[:1].isspace()
    return is_full and not is_set_in and not before.endswith((":", ";", "./.")) and not text[:1].isdigit()


def _is_full(group: list[Line], text: str, width: int) -> bool:
    before = tidy(group[-1].text)
    is_heading = len(group) == 1 and _number(before) and not _ENDS.search(before) and ":" not in before
    share = _FULL_HEADING if is_heading else _FULL
    return len(before) + 1 + len(text.split(" ", 1)[0]) > width * share


def _number(text: str) -> bool:
    plain = folded(text)
    return any(pattern(name).match(plain) for name in ("decimal", "number-mark", "letter"))


def is_capitals(text: str) -> bool:
    """Return whether a text of more than one letter is all capitals."""
    return text.isupper() and sum(sign.isalpha() for sign in text) > 1


def _marked(text: str) -> bool:
    plain = folded(text)
    return any(pattern(name).match(plain) for name in _MARKS)


def _is_false_mark(text: str, before: str, *, is_full: bool) -> bool:
    """Return whether what looks like an item is the rest of a broken line: `chính trị / - xã hội`, `số / 2. `."""
    if not is_full or _ENDS.search(before):
        return False
    plain, rest = folded(text), re.sub(r"^[-–—]\s*", "", text)
    if rest != text:
        return rest[:1].islower() and not before.endswith(",")
    return bool(pattern("unfinished").search(before.lower())) and bool(re.match(r"\d", plain))
