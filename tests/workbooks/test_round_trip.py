"""Out and back: without an edit no byte changes; with any edit of any cell, only what was edited."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from congkhai.problems import Report
from congkhai.records.when import Precision, parse_when
from congkhai.settings import read_settings
from congkhai.sources.old_fonts import find_old_font
from congkhai.sources.text import forbidden
from congkhai.workbooks import cells, dates
from congkhai.workbooks.changes import compare
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.grids import read_grids
from congkhai.workbooks.layout import Column, Layout, layouts
from congkhai.workbooks.making import workbook
from congkhai.workbooks.returned import layout_of, returned
from congkhai.workbooks.rows import ListFile, read_list
from excelling import DOSSIER, Clerk, first_new, put, sheet_of
from wards import PETITIONS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KINDS = ("petitions", "schedule")


def _all(root: Path, layout: Layout) -> list[ListFile]:
    report = Report()
    folders = sorted(path.parent for path in (root / layout.folder).glob(f"*/{layout.file}"))
    found = [one for folder in folders if (one := read_list(layout, folder, report)) is not None]
    assert report.problems == []
    return found


def _choices(root: Path) -> Choices:
    settings = read_settings(root, Report())
    assert settings is not None
    return Choices.of(settings)


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_portal_comes_back_as_it_went(kind: str) -> None:
    """Every record of the demo: nothing changed, nothing asked, nothing missing; twice the same bytes."""
    layout, choices = layouts()[kind], _choices(ROOT)
    found = _all(ROOT, layout)
    raw = workbook(layout, found, choices)
    assert workbook(layout, found, choices) == raw
    grids = read_grids(raw, "so.xlsx", Report())
    assert grids is not None
    assert layout_of(grids) is layout
    back = returned(layout, grids, choices)
    changes = compare(back, {one.dossier: one for one in found})
    assert (changes.changed, changes.missing, changes.questions) == ([], [], [])
    assert len(back.given) >= sum(len(one.records) for one in found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_record_is_in_the_workbook(kind: str) -> None:
    """Of petitions all is shown; of meetings all but the parts of a notice that its guide names."""
    layout = layouts()[kind]
    shown = {(*sheet.steps, *column.steps)[0] for sheet in layout.sheets for column in sheet.columns}
    assert set(layout.record.model_fields) - shown == set()


def test_the_file_tells_no_hour_and_no_author(clerk: Clerk) -> None:
    """Times in the zip file are its first day, and nobody is named."""
    assert clerk.export().code == 0
    with zipfile.ZipFile(clerk.book) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"openpyxl" not in archive.read("docProps/core.xml")
        assert b"T" not in archive.read("docProps/core.xml").partition(b"core-properties")[2]


def test_heads_and_codes_are_locked_and_cells_are_open(clerk: Clerk) -> None:
    """A head cannot be typed into, codes are not seen, a cell for words is open, and choices have their drop-down."""
    clerk.export()
    book = load_workbook(clerk.book)
    sheet = sheet_of(book, "Kiến nghị")
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.freeze_panes == "D3"
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert [sheet.cell(2, 4).protection.locked, sheet.cell(3, 3).protection.locked] == [True, True]
    assert not sheet.cell(3, 4).protection.locked
    assert sheet["J3"].number_format == "dd/mm/yyyy"
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert len(lists) >= 6
    assert book["_congkhai"].sheet_state == "veryHidden"


def test_no_text_becomes_a_formula(clerk: Clerk) -> None:
    """What begins as a formula does stays words, in the file and in Excel."""
    clerk.ward.edit(PETITIONS, "Cấp giấy phép xây dựng chậm.", '"=1+1 @x"')
    clerk.export()
    cell = sheet_of(load_workbook(clerk.book), "Kiến nghị")["D4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1 @x", "s", True)
    assert "Không có gì thay đổi." in clerk.give_back("--yes").text


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_the_mark_of_the_encoding_stay(clerk: Clerk, end: str) -> None:
    """A file from Windows is one afterwards, and its comments are where they were."""
    text = "# đầu tệp\n" + clerk.ward.read(PETITIONS).replace("competence: ours", "# ghi chú\n    competence: ours")
    raw = ("\ufeff" + text).replace("\n", end).encode()
    clerk.ward.write({PETITIONS: raw})
    clerk.export()
    assert "Không có gì thay đổi." in clerk.give_back("--yes").text
    assert (clerk.ward.root / PETITIONS).read_bytes() == raw
    clerk.edit(lambda book: sheet_of(book, "Kiến nghị").__setitem__("J3", "15/12/2026"))
    assert clerk.give_back("--yes").code == 0
    assert (clerk.ward.root / PETITIONS).read_bytes() == raw.replace(b"due: 2026-11-30", b"due: 2026-12-15")


def test_a_workbook_that_exists_is_not_replaced(clerk: Clerk) -> None:
    """It may hold what was not imported yet."""
    clerk.export()
    before = clerk.book.read_bytes()
    said = clerk.run("export", "petitions", "--xlsx", clerk.book, clerk.ward.root)
    assert said.code == 2
    assert "đã có tệp" in said.text
    assert clerk.book.read_bytes() == before


def test_one_dossier_may_be_named(clerk: Clerk) -> None:
    """Its rows alone are written, and the column of dossiers is not shown."""
    assert "Đã ghi 2 dòng" in clerk.export(dossier=DOSSIER).text
    assert sheet_of(load_workbook(clerk.book), "Kiến nghị").column_dimensions["B"].hidden
    for wrong in ("plans/doi-thoai-2026", "content", "khong-co"):
        said = clerk.export(dossier=wrong)
        assert said.code == 1
        assert "workbook-no-dossier" in said.text


def test_faulty_records_are_not_exported(clerk: Clerk) -> None:
    """The faults are told by file and line, and no workbook is written."""
    clerk.ward.edit(PETITIONS, "field: construction", "field: roads")
    said = clerk.export()
    assert said.code == 1
    assert f"{PETITIONS}:17:12" in said.text
    assert not clerk.book.exists()


def test_a_text_longer_than_a_cell_is_told(clerk: Clerk) -> None:
    """Excel would cut it."""
    long = "\n".join(f"      {'x ' * 9000}" for _ in range(2))
    clerk.ward.edit(PETITIONS, "summary: Cấp giấy phép xây dựng chậm.", f"summary: |-\n{long}")
    said = clerk.export()
    assert said.code == 1
    assert "workbook-long-text" in said.text


def test_a_hidden_code_that_is_wrong_is_asked_about(clerk: Clerk) -> None:
    """Neither a code of another workbook nor one that stands twice is guessed at."""
    clerk.export()
    clerk.edit(lambda book: sheet_of(book, "Kiến nghị").__setitem__("A4", "ket-luan-dt-1/KN-99"))
    assert "mã ẩn “ket-luan-dt-1/KN-99” không phải của sổ này" in clerk.give_back("--yes").text
    clerk.edit(lambda book: sheet_of(book, "Kiến nghị").__setitem__("A4", "ket-luan-dt-1/KN-01"))
    said = clerk.give_back("--yes")
    assert said.code == 1
    assert "có hai lần" in said.text


def test_a_trial_shows_the_difference_and_writes_nothing(clerk: Clerk) -> None:
    """Also beside --yes; the same workbook is then written without it."""
    clerk.export()
    clerk.edit(lambda book: sheet_of(book, "Kiến nghị").__setitem__("J3", "15/12/2026"))
    before = clerk.everything()
    said = clerk.give_back("--dry-run", "--yes")
    assert said.code == 0
    assert "30/11/2026 → 15/12/2026" in said.text
    assert f"Chạy thử: máy không ghi gì. Tệp sẽ đổi: {PETITIONS}." in said.text
    assert clerk.everything() == before
    assert clerk.give_back("--yes").code == 0
    assert clerk.everything() != before


def test_nothing_but_the_file_is_left_behind(clerk: Clerk) -> None:
    """No temporary file stays beside a record."""
    before = sorted(path.name for path in (clerk.ward.root / DOSSIER).iterdir())
    clerk.export()
    clerk.edit(lambda book: sheet_of(book, "Kiến nghị").__setitem__("J3", "15/12/2026"))
    assert clerk.give_back("--yes").code == 0
    assert sorted(path.name for path in (clerk.ward.root / DOSSIER).iterdir()) == before


_WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n"))
    .map(lambda text: cells.plain(normalize("NFC", text)))
    .filter(lambda text: text and not any(forbidden(text)) and find_old_font(text) is None)
)
_DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
_WHENS = st.one_of(
    _DAYS.map(lambda day: day.isoformat()),
    st.datetimes().filter(lambda at: at.year >= 1900).map(lambda at: f"{at:%Y-%m-%dT%H:%M}"),
    _DAYS.map(lambda day: f"{day:%Y-%m}"),
    st.tuples(st.integers(1990, 2099), st.integers(1, 4)).map(lambda at: f"{at[0]}-Q{at[1]}"),
    st.tuples(st.integers(1990, 2099), st.integers(1, 2)).map(lambda at: f"{at[0]}-H{at[1]}"),
    st.integers(1990, 2099).map(str),
    st.just("on-occurrence"),
)


@given(_WHENS)
def test_every_date_comes_back_as_it_was(text: str) -> None:
    """As a day where there is one, in words otherwise; an hour is kept, and no precision is gained or lost."""
    when = parse_when(text)
    assert when is not None
    if when.hour is not None and when.hour.isoformat() == "00:00:00":
        return  # Excel knows no difference between a day and its first minute
    assert dates.read("when", dates.shown(text)) == text
    if when.precision is Precision.DAY:
        for due in (text, f"before {text}"):
            assert dates.read("due", dates.shown(due)) == due


@pytest.mark.parametrize(
    "value", [datetime.fromisoformat("1275-07-02T03:42"), float("nan"), float("inf"), 46301.5, -1, True, "30/02/2026", "29/2/25"], ids=str
)  # fmt: skip
def test_what_is_no_date_is_none(value: dates.CellValue) -> None:
    """Neither a year before all records, nor a number that is no day, nor a day that does not exist."""
    assert [dates.read(kind, value) for kind in ("moment", "when", "due")] == [None, None, None]


@given(st.lists(_WORDS, min_size=1, max_size=3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_come_back_from_the_file(words: list[str]) -> None:
    """Through the file of a workbook and back, text is the same text."""
    book = Workbook()
    for number, text in enumerate(words, start=1):
        cell = book.worksheets[0].cell(number, 1)
        cell.value = text
        cell.data_type = "s"
    made = io.BytesIO()
    book.save(made)
    grids = read_grids(made.getvalue(), "so.xlsx", Report())
    assert grids is not None
    column = Column("summary", "", "paragraphs", 0)
    found = [grids[0].cells.get((number, 1)) for number in range(1, len(words) + 1)]
    assert [cells.read(column, text, _NONE) for text in found] == words  # type: ignore[arg-type]


_NONE = Choices({}, {})


def test_a_clerk_without_the_library_is_told(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out is one command."""
    monkeypatch.setattr("congkhai.commands.workbook.find_spec", lambda _: None)
    for said in (clerk.export(), clerk.give_back()):
        assert said.code == 2
        assert "pip install congkhai[desk]" in said.text


def test_a_dossier_without_a_file_gets_one(clerk: Clerk) -> None:
    """The file begins with the new rows; what was there when the workbook was made does not come back by itself."""
    clerk.export(dossier=DOSSIER)
    clerk.ward.write({PETITIONS: None})
    assert "Không có gì thay đổi." in clerk.give_back("--yes").text
    new = {"code": "KN-07", "summary": "Đèn tắt.", "field": "điện", "petitioner": "hộ dân", "competence": "cấp phường"}
    step = {"status": "Đã tiếp nhận", "status-at": "06/10/2026"}
    clerk.edit(lambda book: put(book, "Kiến nghị", first_new(book, "Kiến nghị"), {**new, **step}))
    assert clerk.give_back("--yes").code == 0
    assert clerk.ward.read(PETITIONS) == (
        "petitions:\n  - code: KN-07\n    summary: Đèn tắt.\n    field: electricity\n    petitioner: household\n"
        "    competence: ours\n    history:\n      - at: 2026-10-06\n        status: received\n"
    )
