"""A ward's own table, row by row: each is a petition, a heading, or asked about; none is lost."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from congkhai.words import word
from congkhai.workbooks.cells import plain
from congkhai.workbooks.choices import folded
from congkhai.workbooks.dates import CellValue
from congkhai.workbooks.grids import At, Fault, Grid, address
from congkhai.workbooks.heads import Head, find_head, spoken
from congkhai.workbooks.questions import Question

_COUNTED = re.compile(r"\(?([0-9]{1,2})\)?")
_ORDINAL = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.)/-]?")
_HEADED = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.)/-]\s+\S.*", re.DOTALL)
_WIDE: Final = 3
HEADING, PETITION = "heading", "petition"
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A row that may be a petition: its sheet and row, its cells by field, and where each of them stands."""

    sheet: str
    row: int
    values: Mapping[str, CellValue | Fault]
    places: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass
class Table:
    """The table of one sheet: its head, its rows, those that are headings, typed twice or asked about, what was left out."""

    grid: Grid
    head: Head
    fields: Mapping[int, str]
    read: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """Return the columns that are never read because they say who asked: name, and how many cells."""
        return [
            (self.head.labels[column], sum((line.row, column) in self.grid.cells for line in self.lines))
            for column in sorted(self.head.personal)
        ]

    @property
    def gaps(self) -> list[tuple[int, int, int]]:
        """Return where the numbers of the rows do not follow each other: row, number, and the one before."""
        found = []
        before = None
        for line in self.lines:
            number = line.values.get("number")
            text = "" if number is None or isinstance(number, Fault) else plain(number)
            if text.isdecimal():
                if before is not None and int(text) not in {before + 1, 1}:
                    found.append((line.row, int(text), before))
                before = int(text)
        return found


def read_table(grid: Grid, answers: Answers) -> Table | None:
    """Return the table of a sheet; None when no row names its columns."""
    head = find_head(grid)
    if head is None:
        return None
    fields = dict(head.fields)
    table = Table(grid, head, fields)
    for column in head.unknown:
        _ask_column(table, column, answers)
    rows = _Rows(table, answers)
    for number in grid.rows:
        if number > head.last:
            rows.take(number)
    return table


def skipped_column(label: str) -> bool:
    """Return whether an answer says that a column is not read."""
    return folded(label) == folded(word("workbook.answer-skip"))


def field_labels() -> dict[str, str]:
    """Return the fields that a column may hold, by the words for them."""
    return {word(f"workbook.field-{name}"): name for name in spoken().kinds}


def _ask_column(table: Table, column: int, answers: Answers) -> None:
    """Ask what an unknown column holds, unless it was answered or holds nothing."""
    held = sum(row > table.head.last and at == column for row, at in table.grid.cells)
    label = table.head.labels[column]
    key = f"{table.grid.title}!{address((table.head.last, column))}"
    answer = answers.get(key, "")
    meant = next((name for shown, name in field_labels().items() if folded(shown) == folded(answer)), None)
    taken = set(table.fields.values())
    if meant is not None and meant not in taken:
        table.fields = {**table.fields, column: meant}
    elif held and not skipped_column(answer):
        free = tuple(shown for shown, name in field_labels().items() if name not in taken)
        offered = (word("workbook.answer-skip"), *free)
        place = address((table.head.last, column))
        table.questions.append(Question(table.grid.title, place, label, str(held), "column", offered, key))


class _Rows:
    """The rows below a head, each taken once."""

    def __init__(self, table: Table, answers: Answers) -> None:
        self.table, self.answers, self.grid = table, answers, table.grid
        self.is_closing = False
        self.seen: dict[tuple[tuple[int, str], ...], int] = {}
        # A cell merged downwards says the same in each of its rows.
        self.filled: dict[At, CellValue | Fault] = {
            (row, span.left): self.grid.cells[span.top, span.left]
            for span in self.grid.spans
            if span.left == span.right and span.top > table.head.last and (span.top, span.left) in self.grid.cells
            for row in range(span.top + 1, span.bottom + 1)
        }

    def take(self, number: int) -> None:
        """Read one row: as a petition, as a heading, or as a question."""
        self.table.read.append(number)
        kind = self._kind(number)
        if kind == PETITION and (first := self._first_alike(number)) != number:
            self._take_again(number, first)
        elif kind is None:
            key = f"{self.grid.title}!{number}"
            # Names and telephones are not repeated.
            shown = (text for column, text in self._texts(number).items() if column not in self.table.head.personal)
            said = " | ".join(shown)
            offered = (word("workbook.answer-petition"), word("workbook.answer-heading"))
            place = address((number, min(self.grid.rows[number])))
            self.table.questions.append(Question(self.grid.title, place, "", said, "row", offered, key))
            self.table.asked.append(number)
        elif kind == HEADING:
            self.table.headings.append(number)
        else:
            self.table.lines.append(self._line(number))

    def _first_alike(self, number: int) -> int:
        """Return the first row that says the same in every cell, those included that were merged with cells above."""
        merged = ((column, str(value)) for (row, column), value in self.filled.items() if row == number)
        return self.seen.setdefault((*self._texts(number).items(), *merged), number)

    def _take_again(self, number: int, first: int) -> None:
        """Read a row that says what another said: only its author knows whether it was typed twice."""
        key = f"{self.grid.title}!{number}"
        answer, offered = folded(self.answers.get(key, "")), ("answer-again", "answer-petition")
        again, petition = (word(f"workbook.{name}") for name in offered)
        if answer == folded(petition):
            self.table.lines.append(self._line(number))
        elif answer == folded(again):
            self.table.repeated.append(number)
        else:
            place = address((number, min(self.grid.rows[number])))
            self.table.questions.append(
                Question(self.grid.title, place, "", str(first), "again", (again, petition), key)
            )
            self.table.asked.append(number)

    def _kind(self, number: int) -> str | None:
        texts = self._texts(number)
        ordinal = texts.get(self._column("number"), "")
        if ordinal.isdecimal() and not self._is_counting(texts):
            self.is_closing = False
            return PETITION
        named = {name for column, name in self.table.fields.items() if column in texts} - {"number"}
        if self._is_frame(texts):
            return HEADING
        if "summary" in named and len(named) >= _WIDE:
            return PETITION
        if self._closes(texts, named) or self._is_heading(number, texts, ordinal):
            return HEADING
        if "summary" in named and len(named) > 1:
            return PETITION
        answer = folded(self.answers.get(f"{self.grid.title}!{number}", ""))
        kinds = {folded(word("workbook.answer-petition")): PETITION, folded(word("workbook.answer-heading")): HEADING}
        return kinds.get(answer)

    def _is_frame(self, texts: Mapping[int, str]) -> bool:
        """Return whether a row numbers the columns, says the head again, or adds the others up."""
        said = {folded(text) for text in texts.values()}
        return (
            self._is_counting(texts)
            or said <= {folded(label) for label in self.table.head.labels.values()}
            or bool({folded(text) for text in list(texts.values())[:2]} & spoken().totals)
        )

    def _closes(self, texts: Mapping[int, str], named: set[str]) -> bool:
        """Return whether a row stands under the table, where those who made and signed it are named."""
        if "summary" not in named or self._column("number"):
            self.is_closing = self.is_closing or bool({folded(text) for text in texts.values()} & spoken().closing)
            return self.is_closing
        return False

    def _is_heading(self, number: int, texts: Mapping[int, str], ordinal: str) -> bool:
        is_numbered = ordinal.isdecimal() or _ORDINAL.fullmatch(ordinal)
        others = [text for column, text in texts.items() if not (is_numbered and column == self._column("number"))]
        is_marked = self._is_wide(number) or bool(_ORDINAL.fullmatch(ordinal))
        return len(others) == 1 and (is_marked or _is_raised(others[0]))

    def _is_wide(self, number: int) -> bool:
        return any(
            span.top == number == span.bottom and span.right - span.left + 1 >= _WIDE for span in self.grid.spans
        )

    def _is_counting(self, texts: Mapping[int, str]) -> bool:
        """Return whether a row only numbers the columns: (1) (2) (3)."""
        counted = [_COUNTED.fullmatch(text) for text in texts.values()]
        numbers = [int(match[1]) for match in counted if match]
        return len(numbers) == len(texts) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))  # noqa: PLR2004 - two numbers may be anything

    def _column(self, name: str) -> int:
        return next((column for column, known in self.table.fields.items() if known == name), 0)

    def _texts(self, number: int) -> dict[int, str]:
        return {
            column: value.text if isinstance(value, Fault) else plain(value)
            for column, value in self.grid.rows[number].items()
        }

    def _line(self, number: int) -> Line:
        cells: dict[str, CellValue | Fault] = {}
        for column, name in self.table.fields.items():
            value = self.grid.cells.get((number, column), self.filled.get((number, column)))
            if value is not None:
                cells[name] = value
        places = {name: address((number, column)) for column, name in self.table.fields.items()}
        labels = {name: self.table.head.labels[column] for column, name in self.table.fields.items()}
        return Line(self.grid.title, number, cells, places, labels)


def _is_raised(text: str) -> bool:
    """Return whether a text is written as headings are: all capitals, or behind a Roman number or a letter."""
    return text == text.upper() or bool(_HEADED.fullmatch(text))


def tables(grids: Iterable[Grid], answers: Answers) -> list[Table]:
    """Return every table that some sheets hold."""
    return [table for grid in grids if (table := read_table(grid, answers)) is not None]
