"""Tables as CSV that Excel opens as it should: UTF-8 with BOM, CRLF, and no cell that runs as a formula."""

import csv
import io
import re
import unicodedata

from congkhai.views.data.columns import Cell, Dataset

SEPARATOR = "; "
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
# Spreadsheets pass over what cannot be seen: spaces, and what Unicode calls format characters.
_UNSEEN = {"Zs", "Cf"}


def csv_bytes(dataset: Dataset) -> bytes:
    """Return a table as CSV with a line of names."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    names = [column.name for column in dataset.columns]
    writer.writerow(names)
    writer.writerows([_text(row[name]) for name in names] for row in dataset.rows)
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Return text with `'` before it when a spreadsheet could take it for a formula; plain numbers stay."""
    seen = text.lstrip("".join(c for c in set(text) if unicodedata.category(c) in _UNSEEN))
    first = unicodedata.normalize("NFKC", seen[:1])
    is_formula = first.startswith(_BEGINS_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(SEPARATOR.join(cell)) if isinstance(cell, tuple) else guarded(str(cell))
