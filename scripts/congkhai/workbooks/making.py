"""Rows to a workbook: heads that stay, cells that offer choices, codes that nobody sees, the same bytes every time."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from congkhai.words import word
from congkhai.workbooks import cells
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.dates import DATES, CellValue
from congkhai.workbooks.layout import SPARE, Column, Layout, Sheet
from congkhai.workbooks.marks import (
    BEFORE_SHEET,
    CHOICES_SHEET,
    DOSSIER,
    ENTRY,
    FIRST_COLUMN,
    FIRST_ROW,
    HEAD_ROW,
    KEY,
    KEY_COLUMN,
    KEY_ROW,
    KNOWN_SHEET,
    MARK,
    RECORD,
    VERSION,
)
from congkhai.workbooks.rows import Cells, ListFile, RowKey, rows_of
from congkhai.workbooks.zipped import steady

_HEAD_FILL: Final = PatternFill("solid", fgColor="DDE6F0")
_SHOWN_FILL: Final = PatternFill("solid", fgColor="F2F2F2")
_LINE: Final = Side(style="thin", color="BFBFBF")
_FRAME: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_OPEN: Final = Protection(locked=False)
_DAY: Final = "dd/mm/yyyy"
_MOMENT: Final = "dd/mm/yyyy hh:mm"
_GUIDE_WIDTH: Final = 100


def workbook(layout: Layout, found: Sequence[ListFile], choices: Choices) -> bytes:
    """Return the workbook of the lists of some dossiers."""
    making = _Making(layout, found, choices, Workbook())
    making.make()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(making.book, archive).save()
    return steady(made.getvalue())


def heads(layout: Layout, sheet: Sheet) -> list[tuple[str, str, int]]:
    """Return what stands before the columns of a sheet, as key, words and width: dossier, record, number of the entry."""
    before = [(DOSSIER, word("workbook.dossier"), 22)]
    if not sheet.is_main:
        before.append((RECORD, word(f"workbook.record-{layout.name}"), 20))
    if len(sheet.steps) > 1:
        before.append((ENTRY, word("workbook.entry"), 10))
    return before


@dataclass
class _Making:
    """One workbook while it is made."""

    layout: Layout
    found: Sequence[ListFile]
    choices: Choices
    book: Workbook
    offered: dict[str, str] = field(default_factory=dict)

    def make(self) -> None:
        """Fill the book, sheet by sheet."""
        self.book.remove(self.book.worksheets[0])
        self._guide()
        sheets = [(sheet, self.book.create_sheet(sheet.title)) for sheet in self.layout.sheets]
        self._offer()
        for sheet, shown in sheets:
            self._fill(sheet, shown)
        self._remember()
        self.book.active = 1

    def _guide(self) -> None:
        guide = self.book.create_sheet(word("workbook.sheet-guide"))
        guide.column_dimensions["A"].width = _GUIDE_WIDTH
        for number, line in enumerate(word(f"workbook.guide-{self.layout.name}").split("\n"), start=1):
            cell = guide.cell(number, 1)
            _say(cell, line)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
        _lock(guide)

    def _offer(self) -> None:
        """Write what the drop-downs offer, one kind a column of a hidden sheet."""
        listed = self.book.create_sheet(CHOICES_SHEET)
        kinds = {column.kind for sheet in self.layout.sheets for column in sheet.columns}
        offered = {kind: list(labels.values()) for kind, labels in self.choices.labels.items() if kind in kinds}
        offered[DOSSIER] = [one.dossier for one in self.found]
        for number, (kind, labels) in enumerate(sorted(offered.items()), start=1):
            for row, shown in enumerate(labels, start=1):
                _say(listed.cell(row, number), shown)
            letter = get_column_letter(number)
            if labels:
                self.offered[kind] = f"{quote_sheetname(CHOICES_SHEET)}!${letter}$1:${letter}${len(labels)}"
        main = self.layout.sheets[0]
        letter = get_column_letter(FIRST_COLUMN + len(heads(self.layout, main)))
        total = FIRST_ROW + SPARE + sum(len(one.records) for one in self.found) - 1
        self.offered[RECORD] = f"{quote_sheetname(main.title)}!${letter}${FIRST_ROW}:${letter}${total}"
        listed.sheet_state = "veryHidden"

    def _fill(self, sheet: Sheet, shown: Worksheet) -> None:
        before = heads(self.layout, sheet)
        self._head(sheet, shown, before)
        row = FIRST_ROW
        for one in self.found:
            for key, texts in rows_of(self.layout, sheet, one):
                self._row(sheet, shown, row, key, texts)
                row += 1
        spare = 0 if sheet.is_second else SPARE
        for number in range(row, row + spare):
            self._row(sheet, shown, number, None, {})
        self._validate(sheet, shown, before, max(row + spare - 1, FIRST_ROW))
        shown.freeze_panes = f"{get_column_letter(FIRST_COLUMN + len(before) + (not sheet.steps))}{FIRST_ROW}"
        _lock(shown)

    def _head(self, sheet: Sheet, shown: Worksheet, before: Sequence[tuple[str, str, int]]) -> None:
        _say(shown.cell(KEY_ROW, KEY_COLUMN), KEY)
        columns = [*before, *((column.key, column.label, column.width) for column in sheet.columns)]
        for number, (key, text, width) in enumerate(columns, start=FIRST_COLUMN):
            _say(shown.cell(KEY_ROW, number), key)
            cell = shown.cell(HEAD_ROW, number)
            _say(cell, text)
            cell.font, cell.fill, cell.border = Font(bold=True), _HEAD_FILL, _FRAME
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
            shown.column_dimensions[get_column_letter(number)].width = width
        shown.column_dimensions[get_column_letter(KEY_COLUMN)].hidden = True
        # With one dossier there is nothing to choose.
        shown.column_dimensions[get_column_letter(FIRST_COLUMN)].hidden = len(self.found) == 1
        shown.row_dimensions[KEY_ROW].hidden = True

    def _row(self, sheet: Sheet, shown: Worksheet, row: int, key: RowKey | None, texts: Cells) -> None:
        named = [key.dossier, key.record] if key else ["", ""]
        before = heads(self.layout, sheet)
        if key is not None:
            _say(shown.cell(row, KEY_COLUMN), str(key))
        values: list[CellValue] = [*named[: min(len(before), 2)]]
        if len(before) > 2:  # noqa: PLR2004 - the number of the entry that an inner list belongs to
            values.append(key.steps[0] + 1 if key else None)
        for number, value in enumerate(values, start=FIRST_COLUMN):
            self._cell(shown.cell(row, number), value, is_open=key is None)
        for number, column in enumerate(sheet.columns, start=FIRST_COLUMN + len(before)):
            text = texts.get(column.key, "")
            is_named = sheet.is_main and column.key == self.layout.id and key is not None
            is_open = column.kind != "view" and not is_named
            self._cell(shown.cell(row, number), cells.shown(column, text, self.choices), is_open=is_open)
            if is_open and column.kind in {*DATES, "due"} and not texts.get(column.key):
                shown.cell(row, number).number_format = _DAY

    def _cell(self, cell: Cell | MergedCell, value: CellValue, *, is_open: bool) -> None:
        _say(cell, value)
        cell.border = _FRAME
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if is_open:
            cell.protection = _OPEN
        else:
            cell.fill = _SHOWN_FILL

    def _validate(self, sheet: Sheet, shown: Worksheet, before: Sequence[tuple[str, str, int]], last: int) -> None:
        kinds = [(key, Column(key, "", key, 0)) for key, _, _ in before]
        kinds += [(column.kind, column) for column in sheet.columns]
        for number, (kind, column) in enumerate(kinds, start=FIRST_COLUMN):
            letter = get_column_letter(number)
            rule = self._rule(kind, column)
            if rule is not None:
                rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
                shown.add_data_validation(rule)

    def _rule(self, kind: str, column: Column) -> DataValidation | None:
        if kind in self.offered:
            # A list of several values is none that the drop-down offers.
            rule = DataValidation(type="list", formula1=self.offered[kind], allow_blank=True)
            rule.showErrorMessage = not column.many and kind != RECORD
            rule.errorTitle, rule.error = word("workbook.bad-choice-title"), word("workbook.bad-choice")
            if column.many:
                rule.promptTitle, rule.prompt = column.label[:32], word("workbook.prompt-many")
                rule.showInputMessage = True
            return rule
        if kind in DATES or kind == "due":
            rule = DataValidation(allow_blank=True)
            rule.promptTitle, rule.prompt = column.label[:32], word(f"workbook.prompt-{kind}")
            rule.showInputMessage = True
            return rule
        return None

    def _remember(self) -> None:
        """Write what the workbook is and what each row says, so that what comes back can be held against it."""
        known = self.book.create_sheet(KNOWN_SHEET)
        for row in ((MARK, self.layout.name, VERSION), *((one.dossier, one.digest) for one in self.found)):
            known.append(row)
        known.sheet_state = "veryHidden"
        before = self.book.create_sheet(BEFORE_SHEET)
        for number, texts in enumerate(self._said(), start=1):
            for column, text in enumerate(texts, start=1):
                _say(before.cell(number, column), text)
        before.sheet_state = "veryHidden"

    def _said(self) -> Iterator[tuple[str, str, str, str]]:
        for sheet in self.layout.sheets:
            for one in self.found:
                for key, texts in rows_of(self.layout, sheet, one):
                    yield sheet.name, str(key), "", ""
                    yield from ((sheet.name, str(key), name, text) for name, text in texts.items() if text)


def _say(cell: Cell | MergedCell, value: CellValue) -> None:
    """Put a value into a cell; a text is text, whatever it begins with, and no formula."""
    if value is None or value == "" or isinstance(cell, MergedCell):
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    elif isinstance(value, datetime):
        cell.number_format = _MOMENT
    elif isinstance(value, date):
        cell.number_format = _DAY


def _lock(sheet: Worksheet) -> None:
    """Lock what is not open for entry, without a password; widths, heights and filters stay free."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.autoFilter = False
