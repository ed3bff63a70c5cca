"""Files to grids: the cells of each sheet that say anything, what is merged, and what cannot be known."""

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from congkhai.problems import Place, Report
from congkhai.sources.text import decode
from congkhai.workbooks.dates import CellValue
from congkhai.workbooks.safety import is_safe

_MAX_ROWS: Final = 20_000
_EXCEL_YEAR: Final = 1899
_DAYS: Final = range(34_000, 72_000)
_ZEROS: Final = re.compile("00+")
_DELIMITERS: Final = (";", "\t", ",")
At = tuple[int, int]


@dataclass(frozen=True)
class Fault:
    """A cell whose value is not in the file: a formula that was never reckoned, or one that failed."""

    text: str


@dataclass(frozen=True)
class Span:
    """Cells that are merged into one: first and last row, first and last column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet: its cells that say anything, by row and column from 1, and its merged cells."""

    title: str
    cells: Mapping[At, CellValue | Fault]
    spans: tuple[Span, ...] = ()
    rows: Mapping[int, Mapping[int, CellValue | Fault]] = field(default_factory=dict)

    @classmethod
    def of(cls, title: str, cells: Mapping[At, CellValue | Fault], spans: tuple[Span, ...] = ()) -> "Grid":
        """Return a grid with its cells gathered by row."""
        rows: dict[int, dict[int, CellValue | Fault]] = {}
        for (row, column), value in sorted(cells.items()):
            rows.setdefault(row, {})[column] = value
        return cls(title, cells, spans, rows)


def address(at: At) -> str:
    """Return a cell's name as Excel shows it: `F12`."""
    return f"{get_column_letter(at[1])}{at[0]}"


def read_grids(raw: bytes, file: str, report: Report) -> tuple[Grid, ...] | None:
    """Return the sheets of a workbook; None with the reason told when it is none that can be read."""
    if not is_safe(raw, file, report):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            typed = load_workbook(io.BytesIO(raw), keep_links=False)
            # Where nothing is reckoned, a second reading would say the same.
            reckoned = load_workbook(io.BytesIO(raw), keep_links=False, data_only=True) if _reckons(typed) else typed
            grids = tuple(
                _grid(sheet, reckoned.worksheets[number], typed.epoch) for number, sheet in enumerate(typed.worksheets)
            )
    except Exception:  # noqa: BLE001 - a damaged workbook may fail anywhere in the library
        report.add("workbook-broken", Place(file))
        return None
    if any(len(grid.rows) > _MAX_ROWS for grid in grids):
        report.add("workbook-too-large", Place(file))
        return None
    return grids


def _reckons(book: Workbook) -> bool:
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in sheet._cells.values())  # noqa: SLF001 - see `_values`


def _grid(typed: Worksheet, reckoned: Worksheet, epoch: datetime) -> Grid:
    values = dict(_values(typed, reckoned, epoch))
    spans = (Span(one.min_row, one.min_col, one.max_row, one.max_col) for one in typed.merged_cells.ranges)
    return Grid.of(typed.title, values, tuple(sorted(spans, key=lambda span: (span.top, span.left))))


def _values(typed: Worksheet, reckoned: Worksheet, epoch: datetime) -> Iterator[tuple[At, CellValue | Fault]]:
    # The sheet's own walk would make a cell for every place up to the last one, a million of them if a style stands there.
    known = reckoned._cells  # noqa: SLF001 - see above
    for at, cell in typed._cells.items():  # noqa: SLF001 - the same
        value = known[at].value if at in known else None
        if cell.data_type == "f" and value is None:
            yield at, Fault(str(cell.value))
        elif value is not None and known[at].data_type == "e":
            yield at, Fault(str(value))
        elif (read := _formatted(value, cell.number_format) or _value(value, epoch)) is not None:
            yield at, read


def _formatted(value: object, form: str) -> str | None:
    """Return a number as its cell shows it where that is more than its figures: a percentage, leading zeros."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if "%" in form:
        return f"{round(value * 100, 6):g}%"
    return f"{value:0{len(form)}d}" if isinstance(value, int) and _ZEROS.fullmatch(form) else None


def _value(value: object, epoch: datetime) -> CellValue | Fault:
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        return text if text.strip() else None
    if epoch.year != _EXCEL_YEAR and isinstance(value, int | float) and value in _DAYS:
        # It may be a day that this workbook counts from another year than all others do.
        return Fault(str(value))
    return value if value is None or isinstance(value, bool | int | float | datetime) else str(value)


def read_csv(raw: bytes, file: str, report: Report) -> tuple[Grid, ...] | None:
    """Return the one table of a file of separated values in UTF-8; None with the reason told when it is none."""
    text = decode(raw, file, report)
    if text is None:
        return None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error:
        report.add("workbook-bad-csv", Place(file))
        return None
    cells = {(r, c): cell for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1) if cell.strip()}
    return (Grid.of(file, cells),)
