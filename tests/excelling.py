"""What the tests of workbooks do as a clerk with Excel does: open, change cells, save; and give the file back."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congkhai.cli import main
from wards import Ward

DOSSIER = "conclusions/ket-luan-dt-1"


@dataclass(frozen=True)
class Said:
    """What a command left: its code, and what it printed on both streams."""

    code: int
    text: str


@dataclass(frozen=True)
class Clerk:
    """A clerk at the folder of a ward."""

    ward: Ward
    capsys: pytest.CaptureFixture[str]

    @property
    def book(self) -> Path:
        """Return where the clerk keeps the workbook: beside the portal, not in it."""
        return self.ward.root.parent / f"{self.ward.root.name}.xlsx"

    def everything(self) -> dict[Path, bytes]:
        """Return every file of the portal and those that lie beside it, such as the workbook."""
        paths = [*self.ward.root.rglob("*"), *self.ward.root.parent.glob("*")]
        return {path: path.read_bytes() for path in paths if path.is_file()}

    def run(self, *arguments: str | Path) -> Said:
        """Run one command."""
        code = main([str(argument) for argument in arguments])
        captured = self.capsys.readouterr()
        return Said(code, captured.out + captured.err)

    def export(self, kind: str = "petitions", dossier: str = "") -> Said:
        """Export a workbook anew."""
        self.book.unlink(missing_ok=True)
        return self.run("export", kind, "--xlsx", self.book, self.ward.root / dossier)

    def edit(self, change: Callable[[Workbook], object]) -> None:
        """Open the workbook, change it, save it."""
        book = load_workbook(self.book)
        change(book)
        book.save(self.book)

    def give_back(self, *options: str) -> Said:
        """Import the workbook."""
        return self.run("import", self.book, "--into", self.ward.root, *options)


def put(book: Workbook, sheet: str, row: int, values: Mapping[str, object]) -> None:
    """Write values into a row of a sheet by the hidden keys of its columns; text stays text."""
    found = sheet_of(book, sheet)
    columns = {str(cell.value): cell.column for cell in found[1] if cell.value}
    for key, value in values.items():
        cell = found.cell(row, columns[key])
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type = "s"


def sheet_of(book: Workbook, title: str) -> Worksheet:
    """Return a sheet by its title."""
    found = book[title]
    assert isinstance(found, Worksheet)
    return found


def first_new(book: Workbook, title: str) -> int:
    """Return the first row of a sheet that has no hidden key."""
    found = sheet_of(book, title)
    return next(row for row in range(3, found.max_row + 1) if found.cell(row, 1).value is None)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
