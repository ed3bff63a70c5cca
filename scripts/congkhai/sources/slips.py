"""What a parser's complaint most likely means: the slip of the hand, and the line on which it was made."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import yaml

_START = r"[ \t]*(?:- +)*"
# Word writes a no-break space after a colon; YAML takes it for a letter.
_NBSP = re.compile(rf"{_START}-?(?:[A-Za-z_][\w-]*:)?(?P<at>[\u00a0\u2007\u202f])")
_NBSP_AT_END = re.compile(r".*?(?P<at>[\u00a0\u2007\u202f]+)", re.DOTALL)
# What Word writes for the hyphen of a list; YAML takes it for a letter.
_DASH = r"(?P<at>[–—−•·▪])[ \t\u00a0]"
_DASHED = re.compile(rf"[ \t]*{_DASH}")
_DASHED_KEY = re.compile(rf"[ \t]*{_DASH}+[A-Za-z_][\w-]*:")
_DASHED_WITHIN = re.compile(rf".*?\s{_DASH}", re.DOTALL)
_IN_LIST = re.compile(r"[ \t]*(?:- |[^#]*:[ \t]*$)")
_TIGHT_HYPHEN = re.compile(r"[ \t]*(?P<at>-)(?=[^\s-])")
_TIGHT_COLON = re.compile(rf"{_START}(?P<at>[A-Za-z_][\w-]*:)(?=[^\s/])")
_OPENED = re.compile(rf"{_START}(?:[A-Za-z_][\w-]*:[ \t]+)?(?P<at>\")")
_QUOTED = re.compile(rf"{_START}(?:[A-Za-z_][\w-]*:[ \t]+)?\"(?:[^\"\\]|\\.)*\"[ \t]+")
_CONFLICT = re.compile(r"(?P<at>={7})[ \t]*")
_KEY = re.compile(r"[ \t]*(?:- +)*(?P<at>[A-Za-z_][\w-]*)[ \t]*")
# On a line that holds one of these, it is the slip, whatever the parser made of it.
_ON_ITS_LINE = (
    ("text-conflict", _CONFLICT),
    ("text-nbsp", _NBSP),
    ("missing-space", _TIGHT_COLON),
    ("missing-space", _TIGHT_HYPHEN),
)


@dataclass(frozen=True)
class Slip:
    """A slip: the problem that tells it, and the point in the text, line and column from 0."""

    slug: str
    line: int
    column: int


@lru_cache(maxsize=1024)  # keys, above all
def slip_in(line: str) -> tuple[str, int] | None:
    """Return the slip that a line shows by itself, as slug and column; None when it shows none."""
    for slug, pattern in _ON_ITS_LINE:
        if (match := pattern.match(line)) and (slug != "text-conflict" or match.end() == len(line)):
            return slug, match.start("at")
    return None


def dash_in(words: str) -> tuple[str, int] | None:
    """Return the slip of words that begin with Word's sign of a list; None when they do not."""
    return ("text-dash", match.start("at")) if (match := _DASHED.match(words)) else None


def slip_in_word(word: str, *, is_item: bool) -> tuple[str, int] | None:
    """Return the slip in what should be one word: Word's blank behind it, or in a list, Word's next row joined to it."""
    if match := _NBSP_AT_END.fullmatch(word):
        return "text-nbsp", match.start("at")
    match = _DASHED_WITHIN.match(word) if is_item else None
    return ("text-dash", match.start("at")) if match else None


def find_slip(error: yaml.YAMLError, lines: list[str]) -> Slip:
    """Return what a parser's error in `lines` most likely means."""
    mark = _mark(error, "problem_mark") or _mark(error, "context_mark") or (0, 0)
    context = _mark(error, "context_mark") or mark
    cause = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    if "\t" in _indent(_line(lines, mark[0])):
        return Slip("yaml-tab", *mark)
    if "quoted scalar" in cause:
        return Slip("yaml-quote", *context)
    if "parsing a block" in cause and (opened := _opened_above(lines, mark)) is not None:
        return Slip("yaml-quote", *opened)
    begun = context[0] if "simple key" in cause else mark[0]
    for number in (begun, _line_above(lines, begun)):
        if found := slip_in(_line(lines, number)):
            return Slip(found[0], number, found[1])
    slip = _by_cause(cause, mark, context, lines)
    return _dash_near(slip, lines) or slip


def _dash_near(slip: Slip, lines: list[str]) -> Slip | None:
    """Return the row of Word that a line out of place comes from: its own, or the one above with its first key."""
    above = _line_above(lines, slip.line)
    if slip.slug == "missing-colon" and _IN_LIST.match(_line(lines, above)):
        found = _DASHED.match(_line(lines, slip.line))
        return Slip("text-dash", slip.line, found.start("at")) if found else None
    for number in (slip.line, above) if slip.slug == "yaml-indent" else ():
        if found := _DASHED_KEY.match(_line(lines, number)):
            return Slip("text-dash", number, found.start("at"))
    return None


def _opened_above(lines: list[str], mark: tuple[int, int]) -> tuple[int, int] | None:
    """Return the quotation mark that an error before a mark of the same kind comes from: it was opened lines above."""
    if '"' not in _line(lines, mark[0])[: mark[1]]:
        return None
    for number in range(mark[0]):
        opened = _OPENED.match(lines[number])
        if opened is not None and lines[number].count('"') % 2:
            return number, opened.start("at")
    return None


def _by_cause(cause: str, mark: tuple[int, int], context: tuple[int, int], lines: list[str]) -> Slip:
    if "simple key" in cause and "':'" in cause:
        return Slip("missing-colon", *context)
    if "parsing a flow" in cause:
        return Slip("yaml-bracket", *context)
    line = _line(lines, mark[0])
    if "mapping values are not allowed" in cause:
        key = _KEY.fullmatch(line[: mark[1]])
        return Slip("yaml-indent", mark[0], key.start("at")) if key else Slip("yaml-colon", *mark)
    if (quoted := _QUOTED.match(line)) and quoted.end() == mark[1] < len(line):
        return Slip("yaml-outside-quote", *mark)
    is_at_start = line[: mark[1]].strip(" -") == "" and mark[1] < len(line)
    return Slip("yaml-indent" if is_at_start and "parsing a block" in cause else "yaml-syntax", *mark)


def _mark(error: yaml.YAMLError, name: str) -> tuple[int, int] | None:
    mark = cast("yaml.Mark | None", getattr(error, name, None))
    return (mark.line, mark.column) if mark else None


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _line_above(lines: list[str], number: int) -> int:
    """Return the number of the nearest line above that holds words, -1 when there is none."""
    return next((n for n in range(min(number, len(lines)) - 1, -1, -1) if lines[n].strip()), -1)
