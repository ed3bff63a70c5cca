"""YAML by events: every scalar stays text and every value knows its line and column.

The parser's event stream is read with a stack of our own, so depth is bounded before anything
is built; aliases, anchors, tags, merge keys and second documents are refused.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NoReturn, Self, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from congkhai.problems import Place, Report
from congkhai.sources.slips import dash_in, find_slip, slip_in
from congkhai.sources.text import forbidden

MAX_DEPTH: Final = 20
# What may stand before the first word of a value: the signs of keys and rows, and a comment behind them.
_BEFORE_WORDS = re.compile(r"(?:\s*[-:,?\[{])+\s+(?=#)")


class Text(str):
    """A scalar as the author typed it, with its place."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, value: str, place: Place) -> Self:
        """Return the text with its place."""
        text = super().__new__(cls, value)
        text.place = place
        return text


class Table(dict[str, "Value"]):
    """A mapping with its place and the place of each key; a key left blank is absent here.

    `repeats` is the key that was told to stand twice in it.
    """

    repeats = ""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.keys_at: dict[str, Place] = {}


class Rows(list["Value"]):
    """A sequence with its place."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


Value = Text | Table | Rows


# What YAML itself reads as nothing; a document has no number "null".
_BLANK = {"~", "null", "Null", "NULL"}


class _Refusal(Exception):  # noqa: N818 - control flow inside this module, never seen outside
    """Stops the reading of a document that cannot be trusted any further."""


class _Builder:
    """Builds located values from events; one builder reads one document."""

    def __init__(self, text: str, file: str, first_line: int, report: Report) -> None:
        self.lines = text.split("\n")
        self.may_lose = "#" in text
        self.passed = (0, 0)
        self.lost_in = -1
        self.file = file
        self.first_line = first_line
        self.report = report
        self.stack: list[Table | Rows] = []
        self.pending: list[Text | None] = []
        self.documents = 0
        self.root: Value | None = None

    def place(self, event: Event) -> Place:
        """Return where an event begins."""
        mark = cast("yaml.Mark", event.start_mark)
        return Place(self.file, self.first_line + mark.line, mark.column + 1)

    def take(self, event: Event) -> None:
        """Read one event."""
        if self.may_lose:
            self._refuse_lost_text(event)
        if isinstance(event, ScalarEvent):
            if event.anchor or event.tag:
                self._refuse(event)
            empty = not event.tag and (event.value == "" or (not event.style and event.value in _BLANK))
            self._put(None if empty else self._text(event), event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.stack.pop()
            self.pending.pop()
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._refuse(event)
            self._open(event)
        elif isinstance(event, AliasEvent):
            self._stop("yaml-alias", self.place(event), name=f"*{event.anchor}")
        elif isinstance(event, DocumentStartEvent):
            self._start_document(event)

    def _start_document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop("yaml-second-document", self.place(event))

    def _text(self, event: ScalarEvent) -> Text:
        value, place = event.value, self.place(event)
        if event.style == '"':
            # An escape such as "\u202E" brings in what the file's own characters may not hold.
            value = unicodedata.normalize("NFC", value)
            if found := next(forbidden(value), None):
                self.report.add(found[1], place, found=found[2])
        return Text(value, place)

    def _refuse(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor:
            self.report.add("yaml-alias", self.place(event), name=f"&{event.anchor}")
        if event.tag:
            self.report.add("yaml-tag", self.place(event), name=str(event.tag))

    def _refuse_lost_text(self, event: Event) -> None:
        # YAML drops " #5/TB" from "12 #5/TB" as a comment; a clerk meant it.
        begin, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        rest = _line(self.lines, end)[end.column :]
        if isinstance(event, ScalarEvent):
            self._refuse_lost_before(event, begin.line)
            if not event.style:
                self._refuse_lost_behind(event, rest if rest.strip() else self._next_of(event, end.line))
            elif event.style in "'\"" and _is_word(rest):
                self._refuse_lost_behind(event, rest)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent) and begin.index < end.index and _is_comment(rest):
            # Only a bracket has a length; the end of a block has none.
            self._tell_lost(self.place(event), _line(self.lines, end)[: end.column], rest)
        is_start = isinstance(event, MappingStartEvent | SequenceStartEvent)
        self.passed = (begin.line, begin.column) if is_start else (end.line, end.column)

    def _refuse_lost_behind(self, event: ScalarEvent, rest: str) -> None:
        if _is_comment(rest):
            self._tell_lost(self.place(event), event.value, rest)
            self.lost_in = cast("yaml.Mark", event.end_mark).line

    def _next_of(self, event: ScalarEvent, number: int) -> str:
        """Return the next line if it goes on with a text of more than one line: "#5/TB", further in than its key."""
        line = self.lines[number + 1] if event.value and self.stack and number + 1 < len(self.lines) else ""
        is_within = _is_comment(line) and line.index("#") >= self.stack[-1].place.column
        return line if is_within and _is_word(line) else ""

    def _refuse_lost_before(self, event: ScalarEvent, begin: int) -> None:
        """Refuse the first lines of a value that YAML takes for comments, since they begin with "#"."""
        line, column = self.passed
        for number in range(line, begin):
            if found := _BEFORE_WORDS.match(self.lines[number], column):
                place = Place(self.file, self.first_line + number, found.end() + 1)
                self._tell_lost(place, event.value, self.lines[number][found.end() :])
            column = 0

    def _tell_lost(self, place: Place, kept: str, lost: str) -> None:
        self.report.add("trailing-comment", place, kept=" ".join(kept.split())[:40], lost=lost.strip()[:40])

    def _stop(self, slug: str, place: Place, **values: str) -> NoReturn:
        self.report.add(slug, place, **values)
        raise _Refusal

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop("yaml-too-deep", self.place(event), limit=str(MAX_DEPTH))
        value = (Table if isinstance(event, MappingStartEvent) else Rows)(self.place(event))
        self._put(value, event)
        self.stack.append(value)
        self.pending.append(None)

    def _put(self, value: Value | None, event: Event) -> None:
        if not self.stack:
            self.root = value
        elif isinstance(parent := self.stack[-1], Rows):
            self._put_row(parent, value, event)
        elif (key := self.pending[-1]) is None:
            self.pending[-1] = self._key(parent, value, event)
        else:
            self.pending[-1] = None
            if value is not None and key not in parent:
                parent[str(key)] = value

    def _put_row(self, parent: Rows, value: Value | None, event: Event) -> None:
        if value is None:
            self.report.add("empty-item", self.place(event))
        else:
            parent.append(value)

    def _key(self, parent: Table, key: Value | None, event: Event) -> Text:
        if not isinstance(key, Text):
            self._stop("yaml-key", self.place(event))
        if isinstance(event, ScalarEvent) and not event.style and (found := slip_in(key) or dash_in(key)):
            self._stop(found[0], key.place, text=key[:80], found=key[:80])
        if key == "<<":
            self._stop("yaml-alias", key.place, name="<<")
        if key in parent.keys_at:
            self._tell_repeated(parent, key)
        else:
            parent.keys_at[str(key)] = key.place
        return key

    def _tell_repeated(self, parent: Table, key: Text) -> None:
        """Tell a key written twice; in a list, a hyphen left out repeats every key, of which the first is told."""
        is_item = len(self.stack) > 1 and isinstance(self.stack[-2], Rows)
        if not is_item or parent.repeats in {"", key}:
            slug = "missing-hyphen" if is_item else "duplicate-key"
            self.report.add(slug, key.place, key=key, first=str(parent.keys_at[key].line))
            parent.repeats = str(key)


def _events(text: str) -> Iterator[Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text, Loader=loader)


def read_yaml(text: str, file: str, report: Report, first_line: int = 1) -> Table | None:
    """Return the mapping that a YAML text holds; None, with the problems reported, when it holds none.

    `first_line` is the number of the text's first line in its file.
    """
    builder = _Builder(text, file, first_line, report)
    try:
        for event in _events(text):
            builder.take(event)
    except _Refusal:
        return None
    except yaml.YAMLError as error:
        _report_syntax(error, text, builder)
        return None
    if builder.root is None:
        report.add("empty-file", Place(file, first_line))
        return None
    if not isinstance(builder.root, Table):
        report_no_table(builder.root, report)
        return None
    return builder.root


def report_no_table(value: Value, report: Report) -> None:
    """Report a value that should be a table: a key without its space is no key."""
    found = slip_in(value) if isinstance(value, Text) else None
    if found is None:
        report.add("expected-table", value.place)
    else:
        report.add(found[0], value.place, text=str(value)[:80], found=str(value)[:80])


def _report_syntax(error: yaml.YAMLError, text: str, builder: _Builder) -> None:
    lines = text.split("\n")
    slip = find_slip(error, lines)
    # A lost word ends its text, so that the next line of the same text stands where nothing is expected.
    if slip.slug == "yaml-indent" and slip.line == builder.lost_in + 1 > 0:
        return
    written = lines[slip.line].strip()[:80] if slip.line < len(lines) else ""
    place = Place(builder.file, builder.first_line + slip.line, slip.column + 1)
    builder.report.add(slip.slug, place, text=written, found=written)


def _is_comment(rest: str) -> bool:
    return rest.lstrip().startswith("#")


def _is_word(rest: str) -> bool:
    """Return whether a comment begins like a word, "#5/TB", and not like a remark, "# xem lại"."""
    return _is_comment(rest) and rest.lstrip()[1:2].strip(" #") != ""


def _line(lines: list[str], mark: yaml.Mark | None) -> str:
    return lines[mark.line] if mark and mark.line < len(lines) else ""
