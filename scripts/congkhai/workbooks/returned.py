"""A workbook of ours that came back: each row by its key, each cell as records write it, and what has to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from congkhai.workbooks import cells
from congkhai.workbooks.cells import Doubt
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.dates import CellValue
from congkhai.workbooks.grids import At, Fault, Grid, address
from congkhai.workbooks.layout import Column, Layout, Sheet, layouts
from congkhai.workbooks.marks import (
    BEFORE_SHEET,
    DOSSIER,
    ENTRY,
    FIRST_ROW,
    KEY,
    KEY_ROW,
    KNOWN_SHEET,
    MARK,
    RECORD,
)
from congkhai.workbooks.questions import Question
from congkhai.workbooks.rows import Cells, RowKey


@dataclass(frozen=True)
class Given:
    """A row as it came back; a row without a key is new, and then names its dossier, record and entry itself.

    `cells` say it as records write it, `shown` as it stands in the sheet.
    """

    sheet: Sheet
    row: int
    key: RowKey | None
    dossier: str
    record: str
    entry: int | None
    cells: Cells
    shown: Cells
    columns: Mapping[str, int]

    def question(self, key: str, why: str, answers: tuple[str, ...] = (), quoted: str = "") -> Question:
        """Return a question about one of the row's cells; it quotes that cell, or the one that is `quoted`."""
        label = next((column.label for column in self.sheet.columns if column.key == key), "")
        return Question(
            self.sheet.title,
            address((self.row, self.columns.get(key, 1))),
            label,
            self.shown.get(quoted or key, ""),
            why,
            answers,
        )


@dataclass
class Returned:
    """A workbook that came back: what it said when it was made, what it says now, and what has to be asked.

    `absent` are the sheets that nothing was read of, `renamed` those that stand under another title, by that title;
    `unread` are titles of sheets of ours that come a second time, or have lost columns.
    """

    layout: Layout
    digests: Mapping[str, str]
    before: Mapping[tuple[str, str], Cells]
    given: list[Given] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def layout_of(grids: Sequence[Grid]) -> Layout | None:
    """Return the layout of a workbook that we made; None for any other."""
    known = next((grid for grid in grids if grid.title == KNOWN_SHEET), None)
    if known is None or known.cells.get((1, 1)) != MARK:
        return None
    return layouts().get(str(known.cells.get((1, 2))))


def returned(layout: Layout, grids: Sequence[Grid], choices: Choices) -> Returned:
    """Return what a workbook of ours says now."""
    by_title = {grid.title: grid for grid in grids}
    digests = {str(row.get(1)): str(row.get(2)) for number, row in by_title[KNOWN_SHEET].rows.items() if number > 1}
    found = Returned(layout, digests, _before(by_title.get(BEFORE_SHEET)))
    ours = {grid.title: grid for grid in grids if KEY in grid.rows.get(KEY_ROW, {}).values()}
    own = {sheet.title: ours.pop(sheet.title) for sheet in layout.sheets if sheet.title in ours}
    for sheet in layout.sheets:
        grid = own.get(sheet.title) or _renamed(sheet, ours)
        if grid is None:
            found.absent.append(sheet.title)
            continue
        if grid.title != sheet.title:
            found.renamed[grid.title] = sheet.title
        _Reading(found, sheet, grid, choices).read()
    found.unread += ours
    return found


def _renamed(sheet: Sheet, ours: dict[str, Grid]) -> Grid | None:
    """Take from the sheets of ours under other titles the first that has all hidden codes of the columns."""
    wanted = {column.key for column in sheet.columns}
    title = next((title for title, grid in ours.items() if wanted <= set(grid.rows[KEY_ROW].values())), None)
    return ours.pop(title) if title is not None else None


def _before(grid: Grid | None) -> Mapping[tuple[str, str], Cells]:
    said: dict[tuple[str, str], dict[str, str]] = {}
    for row in grid.rows.values() if grid is not None else ():
        cells_of = said.setdefault((str(row.get(1)), str(row.get(2))), {})
        if 3 in row:  # noqa: PLR2004 - the third cell names a column, the fourth has its text
            cells_of[str(row[3])] = str(row.get(4, ""))
    return said


class _Reading:
    """One sheet while it is read."""

    def __init__(self, found: Returned, sheet: Sheet, grid: Grid, choices: Choices) -> None:
        self.found, self.sheet, self.grid, self.choices = found, sheet, grid, choices
        self.columns = {str(key): number for number, key in grid.rows[KEY_ROW].items()}
        self.keys: set[str] = set()

    def read(self) -> None:
        """Read every row below the head."""
        for number in self.grid.rows:
            if number >= FIRST_ROW:
                self._row(number)

    def _row(self, number: int) -> None:
        key_text = self._text(number, KEY)
        key = RowKey.read(key_text) if key_text else None
        before = self.found.before.get((self.sheet.name, key_text))
        columns = [column for column in self.sheet.columns if column.key in self.columns]
        says = any((number, self.columns[column.key]) in self.grid.cells for column in columns if column.kind != "view")
        if key_text and (key is None or before is None or key_text in self.keys):
            self._ask(number, KEY, "twice" if key_text in self.keys else "unknown-key", key_text)
            return
        if not says:
            # An emptied row with a key is one that is missing; no record is taken away by emptying cells.
            if not key_text and self._names_something(number):
                self._ask(number, RECORD if RECORD in self.columns else DOSSIER, "empty-row", "")
            return
        self.keys.add(key_text) if key_text else None
        texts = {column.key: text for column in columns if (text := self._read(number, column, before)) is not None}
        self.found.given.append(self._given(number, key, texts))

    def _given(self, number: int, key: RowKey | None, texts: Cells) -> Given:
        shown = {column.key: self._text(number, column.key) for column in self.sheet.columns}
        if key is not None:
            return Given(self.sheet, number, key, key.dossier, key.record, None, texts, shown, self.columns)
        named = texts.get(self.found.layout.id, "") if self.sheet.is_main else self._text(number, RECORD)
        entry = self._text(number, ENTRY)
        return Given(
            self.sheet, number, None, self._text(number, DOSSIER), named, int(entry) if entry.isdecimal() else None, texts,
            shown, self.columns,
        )  # fmt: skip

    def _names_something(self, number: int) -> bool:
        return any(self._text(number, name) for name in (RECORD, DOSSIER, ENTRY))

    def _text(self, number: int, name: str) -> str:
        value = self.grid.cells.get((number, self.columns[name])) if name in self.columns else None
        return "" if value is None or isinstance(value, Fault) else cells.plain(value)

    def _read(self, number: int, column: Column, before: Cells | None) -> str | None:
        """Return what a cell says, None where that has to be asked; an unchanged cell says what it said."""
        at: At = (number, self.columns[column.key])
        value = self.grid.cells.get(at)
        said = before.get(column.key, "") if before is not None else ""
        if (
            not isinstance(value, Fault)
            and before is not None
            and _same(value, cells.shown(column, said, self.choices))
        ):
            return said
        if isinstance(value, Fault) or column.kind == "view":
            if value is not None:
                why, said = ("formula", value.text) if isinstance(value, Fault) else ("view", cells.plain(value))
                self._ask(number, column.key, why, said)
            return None
        read = cells.read(column, value, self.choices)
        doubt = read if isinstance(read, Doubt) else self._doubt(column, read, before)
        if doubt is not None:
            self._ask(number, column.key, doubt.why, cells.plain(value) if value is not None else "", doubt.answers)
            return None
        return str(read)

    def _doubt(self, column: Column, read: str, before: Cells | None) -> Doubt | None:
        """Return why a text cannot stand in a row that was there before."""
        if before is None:
            return None
        if read == "" and column.required:
            return Doubt("required")
        return Doubt("renamed") if self.sheet.is_main and column.key == self.found.layout.id else None

    def _ask(self, number: int, name: str, why: str, said: str, answers: tuple[str, ...] = ()) -> None:
        label = next((column.label for column in self.sheet.columns if column.key == name), "")
        place = address((number, self.columns.get(name, 1)))
        self.found.questions.append(Question(self.sheet.title, place, label, said, why, answers))


def _same(value: CellValue, shown: CellValue) -> bool:
    """Return whether a cell says what was written into it; a day comes back as its first moment."""
    if isinstance(shown, date) and not isinstance(shown, datetime):
        return value == datetime.combine(shown, time.min)
    return value == shown or (value is None and shown == "")
