"""Tables as CSV that Excel opens as it should: UTF-8 with BOM, CRLF, and no cell that runs as a formula."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Sequence

from congkhai.views.data.columns import Cell, Cells, Column, Dataset

SEPARATOR = "; "
_BEGINS_FORMULA = set("=+-@\t\r\n")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
# Spreadsheets pass over what cannot be seen: spaces, controls, and what Unicode calls format characters.
_UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}


class _Lines(list[bytes]):
    """Lines as bytes at once: as text they would take twice the room."""

    def write(self, line: str) -> None:
        """Add a line, as a writer of CSV hands it over."""
        self.append(line.encode())


class CsvText:
    """A table as CSV with a line of names, to which rows are added one by one."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._lines = _Lines([codecs.BOM_UTF8])
        self._writer = csv.writer(self._lines, lineterminator="\r\n")
        self._names = [column.name for column in columns]
        self._writer.writerow(self._names)

    def add(self, row: Cells) -> None:
        """Add a row."""
        self._writer.writerow([_text(row[name]) for name in self._names])

    @property
    def parts(self) -> Sequence[bytes]:
        """Return the file as far as rows were added, in parts."""
        return self._lines


def csv_bytes(dataset: Dataset) -> bytes:
    """Return a table as CSV."""
    text = CsvText(dataset.columns)
    for row in dataset.rows:
        text.add(row)
    return b"".join(text.parts)


def guarded(text: str) -> str:
    """Return text with `'` before it when a spreadsheet could take it for a formula; plain numbers stay."""
    if text[:1].isalnum():
        return text
    first = next((c for c in unicodedata.normalize("NFKC", text) if not _is_unseen(c)), "")
    is_formula = first in _BEGINS_FORMULA and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def _is_unseen(character: str) -> bool:
    return character not in _BEGINS_FORMULA and unicodedata.category(character) in _UNSEEN


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(SEPARATOR.join(cell)) if isinstance(cell, tuple) else guarded(str(cell))
