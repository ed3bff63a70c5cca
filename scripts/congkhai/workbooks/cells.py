"""The value of a cell and the text of a record, both ways, by the kind of the column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from congkhai.records.fields import ID
from congkhai.sources.old_fonts import find_old_font
from congkhai.sources.text import forbidden
from congkhai.workbooks import dates
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.dates import CellValue
from congkhai.workbooks.layout import Column

# What a cell of a workbook can hold, and a little less.
MAX_LETTERS: Final = 32_000
_COUNT = re.compile(r"[0-9]{1,7}")
_FILE = re.compile(r"[^/\\:*?\"<>|]+\.[A-Za-z0-9]+")
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {"count": _COUNT, "id": ID, "file": _FILE}


@dataclass(frozen=True)
class Doubt:
    """A cell that says what nobody but its author can tell: why, by the slug of a sentence, and what it may mean."""

    why: str
    answers: tuple[str, ...] = ()


def shown(column: Column, text: str, choices: Choices) -> CellValue:
    """Return what the cell of a text shows; lists show one entry a line."""
    if column.many:
        return "\n".join(str(_shown(column.kind, part, choices)) for part in text.split("\n")) or None
    return _shown(column.kind, text, choices) if text else None


def _shown(kind: str, text: str, choices: Choices) -> CellValue:
    if kind in choices.labels:
        return choices.labels[kind].get(text, text)
    if kind == "count" and _COUNT.fullmatch(text):
        return int(text)
    return dates.shown(text) if kind in dates.DATES or kind == "due" else text


def read(column: Column, value: CellValue, choices: Choices) -> str | Doubt:
    """Return what a cell says as records write it, an empty text for an empty cell, or the doubt that it leaves."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    if not column.many:
        return _read(column.kind, value, choices)
    parts = [_read(column.kind, part, choices) for part in re.split(r"[\r\n]+", str(value)) if part.strip()]
    doubt = next((part for part in parts if isinstance(part, Doubt)), None)
    return doubt or "\n".join(str(part) for part in parts)


def _read(kind: str, value: CellValue, choices: Choices) -> str | Doubt:
    if kind in dates.DATES or kind == "due":
        return dates.read(kind, value) or Doubt(f"date-{kind}")
    text = plain(value)
    if find_old_font(text):
        return Doubt("old-font")
    if next(forbidden(text), None):
        return Doubt("signs")
    if kind in choices.labels:
        return choices.code(kind, text) or Doubt("choice", choices.offered(kind, text))
    if kind in _FORMS:
        return text if _FORMS[kind].fullmatch(text) else Doubt(kind)
    return text if kind == "paragraphs" else text.replace("\n\n", " ")


def plain(value: CellValue) -> str:
    """Return any cell as text, spaces as records have them: numbers as typed, days as a clerk writes them."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if (value.hour, value.minute) == (0, 0) else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text)).strip()
