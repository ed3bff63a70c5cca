"""Whatever is written into whatever cell of our workbook, seen or hidden: it is taken, asked about or refused."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from congkhai.problems import Report
from congkhai.settings import read_settings
from congkhai.sources.editing import edited
from congkhai.workbooks.additions import add
from congkhai.workbooks.changes import compare
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.dates import CellValue
from congkhai.workbooks.grids import At, Fault, Grid, read_grids
from congkhai.workbooks.layout import Layout, layouts
from congkhai.workbooks.making import workbook
from congkhai.workbooks.returned import layout_of, returned
from congkhai.workbooks.rows import ListFile, read_list
from congkhai.workbooks.telling import told
from excelling import Clerk, first_new, put, sheet_of

ROOT = Path(__file__).parents[2]


@cache
def _out(kind: str) -> tuple[Layout, Mapping[str, ListFile], Choices, tuple[Grid, ...]]:
    layout = layouts()[kind]
    settings_read = read_settings(ROOT, Report())
    assert settings_read is not None
    choices = Choices.of(settings_read)
    folders = sorted(path.parent for path in (ROOT / layout.folder).glob(f"minh-hoa*/{layout.file}"))
    lists = [one for folder in folders if (one := read_list(layout, folder, Report())) is not None]
    grids = read_grids(workbook(layout, lists, choices), "so.xlsx", Report())
    assert grids is not None
    return layout, {one.dossier: one for one in lists}, choices, grids


def _value(layout: Layout, grids: tuple[Grid, ...]) -> st.SearchStrategy[CellValue | Fault]:
    anywhere = st.sampled_from(grids).flatmap(lambda grid: st.sampled_from(list(grid.cells.values())))
    return st.one_of(
        anywhere, st.text(max_size=12), st.integers(-5, 60_000), st.floats(), st.booleans(), st.datetimes(), st.times(),
        st.just(Fault("=A1")), st.sampled_from([layout.name, "", "2026-02-30", "before ", "//", "a/b/-1", "a/b/99"]),
    )  # fmt: skip


def _place(grid: Grid) -> st.SearchStrategy[At]:
    last = max(grid.rows) + 3
    return st.sampled_from(list(grid.cells)) | st.tuples(st.integers(1, last), st.integers(1, 14))


@pytest.mark.parametrize("kind", ["petitions", "schedule"])
@given(data=st.data())
@settings(max_examples=40)
def test_no_cell_brings_it_down(kind: str, data: st.DataObject) -> None:
    """And what is to be written can be written, or is refused by the one who writes."""
    layout, lists, choices, grids = _out(kind)
    spoiled = list(grids)
    for _ in range(data.draw(st.integers(1, 5))):
        number = data.draw(st.integers(0, len(spoiled) - 1))
        at = data.draw(_place(spoiled[number]))
        cells = {**spoiled[number].cells, at: data.draw(_value(layout, grids))}
        spoiled[number] = Grid.of(spoiled[number].title, cells)
    if layout_of(spoiled) is None:
        return
    found = returned(layout, spoiled, choices)
    known = {name: one for name, one in lists.items() if name in found.digests}
    changes = compare(found, known)
    add(found, known, [], changes, "KN-2026-900")
    assert all(list(told(changes, choices, str)) + [str(question) for question in changes.questions])
    if not changes.questions:
        for dossier, edits in changes.edits.items():
            report = Report()
            assert (edited(known[dossier].raw, edits, "f.yml", report) is None) == report.failed


def test_a_row_whose_column_lost_its_hidden_head_is_asked_about(clerk: Clerk) -> None:
    """Nobody can tell whose step it is, and nothing falls over."""
    clerk.export()

    def spoil(book: Workbook) -> None:
        put(
            book,
            "Các bước",
            first_new(book, "Các bước"),
            {"_record": "KN-02", "at": "20/11/2026", "status": "Đã giải quyết"},
        )
        cell = next(cell for cell in sheet_of(book, "Các bước")[1] if cell.value == "_record")
        cell.value = None

    clerk.edit(spoil)
    said = clerk.give_back("--yes")
    assert said.code == 1
    assert "dòng này thuộc mã nào" in said.text
