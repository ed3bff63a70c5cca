"""Any cell of any row of our own portal may say anything that it may say: that cell changes, and no other."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from congkhai.problems import Report
from congkhai.settings import read_settings
from congkhai.sources.editing import edited
from congkhai.sources.old_fonts import find_old_font
from congkhai.sources.text import forbidden
from congkhai.workbooks import cells
from congkhai.workbooks.changes import DERIVED, compare
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.layout import Column, Layout, Sheet, layouts
from congkhai.workbooks.returned import Given, Returned
from congkhai.workbooks.rows import Cells, ListFile, RowKey, read_list, read_records, rows_of

ROOT = Path(__file__).parents[2]
_DATES = {
    "moment": ["2026-11-20", "2026-11-20T14:30"],
    "due": ["2026-12-31", "before 2026-12-31"],
    "when": ["2026-Q4", "2026-12", "2026", "2026-H2", "on-occurrence", "2026-11-20T14:30"],
    "document-date": ["2026-11", "2026-11-20"],
    "count": ["0", "125"],
    "id": ["KN-2026-001"],
    "file": ["tra-loi.pdf"],
}
_WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n:#-'\""))
    .map(lambda text: cells.plain(normalize("NFC", text)))
    .filter(lambda text: text and not any(forbidden(text)) and find_old_font(text) is None)
)


@cache
def _choices() -> Choices:
    settings_read = read_settings(ROOT, Report())
    assert settings_read is not None
    return Choices.of(settings_read)


@cache
def _lists(layout: Layout) -> list[ListFile]:
    folders = sorted(path.parent for path in (ROOT / layout.folder).glob(f"*/{layout.file}"))
    return [one for folder in folders if (one := read_list(layout, folder, Report())) is not None]


@cache
def _says(layout: Layout, one: ListFile) -> dict[tuple[str, RowKey], Cells]:
    return {(sheet.name, key): texts for sheet in layout.sheets for key, texts in rows_of(layout, sheet, one)}


def _text(column: Column) -> st.SearchStrategy[str]:
    if column.kind in _choices().labels:
        return st.sampled_from(list(_choices().labels[column.kind]))
    if column.kind in _DATES:
        return st.sampled_from(_DATES[column.kind])
    return _WORDS if column.kind == "paragraphs" else _WORDS.map(lambda text: text.replace("\n\n", " "))


def _editable(layout: Layout, sheet: Sheet) -> list[Column]:
    skipped = DERIVED if sheet.is_main and layout.name == "petitions" else frozenset()
    return [one for one in sheet.columns if one.kind != "view" and one.key not in skipped | {layout.id}]


def _change(layout: Layout, one: ListFile, data: st.DataObject) -> tuple[Sheet, RowKey, Column, str]:
    sheets = {sheet.name: sheet for sheet in layout.sheets}
    name, key = data.draw(st.sampled_from(list(_says(layout, one))))
    column = data.draw(st.sampled_from(_editable(layout, sheets[name])))
    # A table that has some keys must have others too; that is the records' business, not ours.
    said = _says(layout, one)[name, key]
    whole = "held.began" if column.key.startswith("held.figures") else column.key
    assume(len(column.steps) == 1 or said[whole])
    values = st.lists(_text(column), min_size=1, max_size=3).map("\n".join) if column.many else _text(column)
    # Nothing is no, where records take it so.
    may_be_empty = not column.required and len(column.steps) == 1 and column.kind != "yes-no"
    return sheets[name], key, column, data.draw(values | st.just("") if may_be_empty else values)


@pytest.mark.parametrize("kind", ["petitions", "schedule"])
@given(data=st.data())
@settings(max_examples=60)
def test_one_cell_changes_and_no_other(kind: str, data: st.DataObject) -> None:
    """What the file says afterwards is what it said, but for that cell; and every comment is where it was."""
    layout = layouts()[kind]
    one = data.draw(st.sampled_from(_lists(layout)))
    sheet, key, column, text = _change(layout, one, data)
    before = _says(layout, one)
    found = Returned(layout, {one.dossier: one.digest}, {(name, str(at)): said for (name, at), said in before.items()})
    sheets = {each.name: each for each in layout.sheets}
    for (name, at), said in before.items():
        cells_of = {**said, column.key: text} if (name, at) == (sheet.name, key) else said
        found.given.append(Given(sheets[name], 3, at, at.dossier, at.record, None, cells_of, cells_of, {column.key: 4}))
    changes = compare(found, {one.dossier: one})
    if before[sheet.name, key][column.key] == text:
        assert changes.is_empty
        return
    assert [(change.key, change.column, change.new) for change in changes.changed] == [(key, column, text)]
    report = Report()
    raw = edited(one.raw, changes.edits[one.dossier], one.file, report)
    assert raw is not None, report.problems
    records = read_records(layout, raw, one.file, report)
    assert records is not None, report.problems
    after = _says(layout, replace(one, raw=raw, records=records))
    meant = {at: {**said, **({column.key: text} if at == (sheet.name, key) else {})} for at, said in before.items()}
    assert {at: _editable_part(layout, sheets[at[0]], said) for at, said in after.items()} == {
        at: _editable_part(layout, sheets[at[0]], said) for at, said in meant.items()
    }
    comments = [line for line in one.raw.decode().splitlines() if line.strip().startswith("#")]
    assert [line for line in raw.decode().splitlines() if line.strip() in map(str.strip, comments)] == comments


def _editable_part(layout: Layout, sheet: Sheet, said: Cells) -> Cells:
    names = {column.key for column in _editable(layout, sheet)}
    return {name: text for name, text in said.items() if name in names}
