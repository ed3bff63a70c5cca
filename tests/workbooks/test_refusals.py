"""Files that are no workbook, or none that is let in: each is told what it is, with the way out, and nothing is lost."""

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from congkhai.problems import Report, catalogue
from congkhai.workbooks.grids import read_csv, read_grids
from excelling import DOSSIER, Clerk, saved
from wards import PETITIONS

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MERGE = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'


@cache  # a saved workbook bears the second in which it was saved
def _good() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["TT", "Nội dung", "Trạng thái"])
    return saved(book)


def _with(parts: dict[str, bytes | str], raw: bytes | None = None) -> bytes:
    """Return a workbook with some of its parts replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw or _good())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in parts:
                new.writestr(part.filename, old.read(part))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def _zip(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _sheet(inner: str) -> bytes:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{head}<sheetData/>{inner}</worksheet>".encode()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
BAD: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "old": ("so.xls", "workbook-old", lambda: OLE + b"\0" * 600),
    "old under a new name": ("so.xlsx", "workbook-old", lambda: OLE + b"\0" * 600),
    "locked": ("so.xlsx", "workbook-locked", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    "open document": ("so.ods", "workbook-open-document",
                      lambda: _zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})),
    "macros": ("so.xlsm", "workbook-macros", lambda: _with({"xl/vbaProject.bin": b"x"})),
    "macros under another name": ("so.xlsx", "workbook-macros", lambda: _with({"xl/vbaProject.bin": b"x"})),
    "binary": ("so.xlsb", "workbook-binary", lambda: _zip({"xl/workbook.bin": "x"})),
    "a document": ("so.xlsx", "workbook-other-kind", lambda: _zip({"word/document.xml": "<x/>"})),
    "text": ("so.xlsx", "workbook-other-kind", lambda: b"TT;Noi dung\n"),
    "nothing": ("so.xlsx", "workbook-empty", lambda: b""),
    "cut short": ("so.xlsx", "workbook-broken", lambda: _good()[:-200]),
    "no sheet": ("so.xlsx", "workbook-broken", lambda: _with({"xl/workbook.xml": "<x"})),
    "broken sheet": ("so.xlsx", "workbook-broken", lambda: _with({SHEET: b"<worksheet><row"})),
    "entities": ("so.xlsx", "workbook-broken", lambda: _with({SHEET: ENTITIES})),
    "merged without end": ("so.xlsx", "workbook-too-large", lambda: _with({SHEET: _sheet(MERGE)})),
    "a bomb": ("so.xlsx", "workbook-too-large", lambda: _with({"xl/big.xml": b" " * (201 * 2**20)})),
    "large": ("so.xlsx", "workbook-too-large", lambda: b"PK" + b"\0" * (20 * 2**20)),
    "no table": ("so.xlsx", "workbook-no-table", lambda: saved(Workbook())),
    "old letters": ("so.csv", "not-utf-8", lambda: "TT;N\u00e9i dung".encode("latin-1")),
    "open quotation": ("so.csv", "workbook-bad-csv", lambda: b'TT;"Noi dung\n1;2'),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_workbook_is_told(kind: str, clerk: Clerk) -> None:
    """With the file's name, what is wrong and what to do; nothing of the ward changes."""
    name, slug, make = BAD[kind]
    path = clerk.ward.root.parent / f"{clerk.ward.root.name}-{name}"
    path.write_bytes(make())
    before = clerk.ward.read(PETITIONS)
    said = clerk.run("import", path, "--into", clerk.ward.root / DOSSIER, "--yes")
    assert said.code == 1
    assert f"{path.name}:1:1: lỗi: {slug}: " in said.text
    assert clerk.ward.read(PETITIONS) == before


def test_every_refusal_is_met() -> None:
    """Each problem with a workbook is the subject of a case here or beside."""
    elsewhere = {"workbook-no-dossier", "workbook-long-text", "workbook-answers"}
    met = {slug for _, slug, _ in BAD.values()}
    assert {slug for slug in catalogue() if slug.startswith("workbook-")} == elsewhere | (met - {"not-utf-8"})


def test_a_file_that_is_not_there_is_told(clerk: Clerk) -> None:
    """As any file that is not there."""
    said = clerk.run("import", clerk.ward.root / "khong-co.xlsx")
    assert said.code == 1
    assert "vanished-file" in said.text


def test_an_ending_that_nobody_reads_is_told(clerk: Clerk) -> None:
    """With those that are read."""
    (clerk.ward.root / "tep.pages").write_bytes(b"x")
    said = clerk.run("import", clerk.ward.root / "tep.pages")
    assert said.code == 1
    assert ".docx" in said.text
    assert ".xlsx" in said.text


@pytest.mark.parametrize(
    "arguments", [("petition", "so.xlsx"), ("petitions", "so.xls"), ("petitions", "so.xlsx", "a", "b")]
)
def test_an_export_of_nothing_we_know_is_told(arguments: tuple[str, ...], clerk: Clerk) -> None:
    """With what can be exported, and an example."""
    said = clerk.run("export", arguments[0], "--xlsx", *arguments[1:])
    assert said.code == 2
    assert "congkhai export petitions --xlsx" in said.text


def _spoiled(raw: bytes) -> Iterator[st.SearchStrategy[bytes]]:
    yield st.binary(max_size=300)
    yield st.integers(0, len(raw)).map(lambda end: raw[:end])
    at = st.integers(0, len(raw) - 1)
    yield st.tuples(at, st.binary(min_size=1, max_size=40)).map(lambda cut: raw[: cut[0]] + cut[1] + raw[cut[0] + 1 :])


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_bytes_give_a_traceback(data: st.DataObject) -> None:
    """Whatever a file holds: either it is read, or the reason is told."""
    raw = data.draw(st.one_of(*_spoiled(_good())))
    for read in (read_grids, read_csv):
        report = Report()
        found = read(raw, "so.xlsx", report)
        assert (found is None) == bool(report.problems)


def test_a_sheet_with_one_cell_far_away_is_read(tmp_path: Path) -> None:
    """The empty cells before it cost nothing."""
    book = Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    grids = read_grids(saved(book), tmp_path.name, Report())
    assert grids is not None
    assert list(grids[0].cells.values()) == ["x"]
