"""Changes in words: which record, which column, what it said and what it says."""

from collections.abc import Callable, Iterator

from congkhai.words import word
from congkhai.workbooks import cells
from congkhai.workbooks.cells import plain
from congkhai.workbooks.changes import DERIVED, Added, Change, Changes
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.layout import Column, Sheet
from congkhai.workbooks.rows import RowKey

_SHOWN = 160


def told(changes: Changes, choices: Choices, veil: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines that show what will be written, personal data masked, record by record, and what is missing and stays."""
    names = {(change.key.dossier, change.key.record) for change in changes.changed}
    names |= {(one.dossier, one.record) for one in changes.added}
    for dossier, record in sorted(names):
        yield word("workbook.record", record=veil(record), dossier=dossier)
        for change in changes.changed:
            if (change.key.dossier, change.key.record) == (dossier, record):
                yield "  " + _changed(change, choices, veil)
        for one in changes.added:
            if (one.dossier, one.record) == (dossier, record):
                yield from (f"  {line}" for line in _added(one, choices, veil))
    for sheet, key in changes.known:
        yield word("workbook.known", sheet=sheet.title, row=row_name(sheet, key))
    for sheet, key in changes.missing:
        yield word("workbook.missing", sheet=sheet.title, row=row_name(sheet, key))


def row_name(sheet: Sheet, key: RowKey) -> str:
    """Return a row in words: its record, and its number in the list, counted from 1."""
    steps = ", ".join(
        word(f"workbook.entry-{name}", number=step + 1) for name, step in zip(sheet.steps, key.steps, strict=False)
    )
    return f"{key.record}, {steps}" if steps else key.record


def _changed(change: Change, choices: Choices, veil: Callable[[str], str]) -> str:
    old, new = (_text(change.column, text, choices, veil) for text in (change.old, change.new))
    where = row_name(change.sheet, change.key).partition(", ")[2]
    label = f"{where}, {change.column.label}" if where else change.column.label
    return word("workbook.changed", column=label, old=old, new=new)


def _added(one: Added, choices: Choices, veil: Callable[[str], str]) -> Iterator[str]:
    yield word(f"workbook.added-{one.sheet.name}")
    for column in one.sheet.columns:
        is_step = one.sheet.is_main and column.key in DERIVED
        if one.cells.get(column.key) and column.kind != "view" and not is_step:
            text = _text(column, one.cells[column.key], choices, veil)
            yield word("workbook.said", column=column.label, text=text)


def _text(column: Column, text: str, choices: Choices, veil: Callable[[str], str]) -> str:
    if not text:
        return word("workbook.blank")
    shown = veil(" ".join(plain(cells.shown(column, text, choices)).split()))
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
