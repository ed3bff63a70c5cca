"""What stands in a file that was not written yet, told at the cell of the table that says it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from congkhai.problems import Place, Report
from congkhai.sources.text import decode
from congkhai.sources.yaml import Rows, Table, read_yaml
from congkhai.words import word
from congkhai.workbooks.drafts import Draft
from congkhai.workbooks.grids import address
from congkhai.workbooks.layout import Layout, Sheet
from congkhai.workbooks.returned import Given, Returned
from congkhai.workbooks.rows import RowKey

# Under which field a ward's table says what a petition holds in one of its lists.
_IN_TABLE: Final = {
    "history.at": "status-at",
    "history.status": "status",
    "history.to": "to",
    "history.note": "note",
    "history.reference": "answer-reference",
    "answers.at": "answer-at",
    "answers.text": "answer",
    "answers.reference": "answer-reference",
}
# What the row of a petition says and its last step holds.
_BY_ROW: Final = {"history.at": "status-at", "history.status": "status"}


@dataclass(frozen=True)
class Spot:
    """A place in a list file: the record that stands there, the keys that lead to the value, and the value."""

    record: Table
    keys: tuple[str, ...]
    text: str


def spot_at(layout: Layout, raw: bytes, place: Place) -> Spot | None:
    """Return what stands at a place of a list file; None where no record does."""
    report = Report()
    text = decode(raw, place.file, report)
    table = read_yaml(text, place.file, report) if text is not None else None
    rows = table.get(layout.list_key) if table is not None else None
    way = list(_way(rows, place))
    if not way or not isinstance(way[0][1], Table):
        return None
    value = way[-1][1]
    keys = tuple(step for step, _ in way if isinstance(step, str))
    return Spot(way[0][1], keys, value if isinstance(value, str) else "")


def _way(value: object, place: Place) -> Iterator[tuple[str | int, object]]:
    """Yield each step down to what stands at a place, with what lies there."""
    steps: list[tuple[Place, str | int, object]] = []
    if isinstance(value, Table):
        steps = [(at, key, value.get(key)) for key, at in value.keys_at.items()]
    elif isinstance(value, Rows):
        steps = [(row.place, number, row) for number, row in enumerate(value)]
    passed = [step for step in steps if step[0][1:] <= place[1:]]
    if passed:
        _, step, inner = max(passed, key=lambda step: step[0][1:])
        yield step, inner
        yield from _way(inner, place)


def in_book(found: Returned, raw: bytes, place: Place) -> str | None:
    """Return, in words, the cell of a workbook of ours that says what stands at a place; None when it says none of it."""
    spot = spot_at(found.layout, raw, place)
    if spot is None:
        return None
    row, key = _in_list(found, spot) or (_in_main(found, spot), _BY_ROW.get(".".join(spot.keys), ".".join(spot.keys)))
    if row is None:
        return None
    column = row.columns.get(key, row.columns.get(found.layout.id, 1))
    return _told(row.sheet.title, address((row.row, column)), str(spot.record.get(found.layout.id, "")))


def _in_list(found: Returned, spot: Spot) -> tuple[Given, str] | None:
    """Return the row of a list, or of a second sheet, that says the same of the same record, and the column."""
    for given in found.given:
        key = ".".join(spot.keys[len(given.sheet.steps) :])
        said = given.cells.get(key, "")
        if (
            _shows(given.sheet, spot, key)
            and _record_of(given) == spot.record.get(found.layout.id)
            and spot.text in {said, *said.split("\n")}
        ):
            return given, key
    return None


def _shows(sheet: Sheet, spot: Spot, key: str) -> bool:
    is_here = spot.keys[: len(sheet.steps)] == sheet.steps
    return is_here and not sheet.is_main and key in {column.key for column in sheet.columns}


def _in_main(found: Returned, spot: Spot) -> Given | None:
    """Return the row of a record; a new one that bears no code yet is known by all that it says."""
    rows = [given for given in found.given if given.sheet.is_main]
    name = spot.record.get(found.layout.id)
    return next((row for row in rows if _record_of(row) == name), None) or next(
        (row for row in rows if not _record_of(row) and _says_all(row, spot.record)), None
    )


def _says_all(row: Given, record: Table) -> bool:
    """Return whether a row says every text of a record that has a column of its own, but for its code."""
    said = {key: text for key, text in record.items() if isinstance(text, str) and row.cells.get(key)}
    return bool(said) and all(row.cells[key] == text for key, text in said.items())


def _record_of(given: Given) -> str:
    return given.key.record if isinstance(given.key, RowKey) else given.record


def in_table(layout: Layout, made: Draft, raw: bytes, place: Place) -> str | None:
    """Return, in words, the cell of a ward's table that says what stands at a place; None when it says none of it."""
    spot = spot_at(layout, raw, place)
    code = spot.record.get(layout.id) if spot is not None else None
    line = next((line for line, petition in made.petitions if petition[layout.id] == code), None)
    if spot is None or line is None:
        return None
    keys = ".".join(spot.keys)
    cell = line.places.get(_IN_TABLE.get(keys, keys), address((line.row, 1)))
    return _told(line.sheet, cell, str(code))


def _told(sheet: str, cell: str, record: str) -> str:
    return word("workbook.cell-of", sheet=sheet, cell=cell, record=record)
