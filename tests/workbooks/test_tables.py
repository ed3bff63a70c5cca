"""The tables that wards have: cases that an official can read, and no table of any rows loses one."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import TypedDict

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from congkhai.problems import Report
from congkhai.settings import read_settings
from congkhai.workbooks.choices import Choices, folded
from congkhai.workbooks.drafts import draft
from congkhai.workbooks.grids import Grid
from congkhai.workbooks.heads import is_personal, meaning, spoken
from congkhai.workbooks.tables import tables
from excelling import DOSSIER, Clerk, saved
from wards import CONCLUSION, PETITIONS

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "workbook-tables.yml").read_text(encoding="utf-8"))


class Case(TypedDict, total=False):
    """One case, as it stands in the file."""

    title: str
    rows: list[list[object]]
    merged: list[str]
    answers: dict[str, str]
    petitions: str
    asked: list[str]
    told: list[str]
    untold: list[str]


def _table(case: Case) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Bảng"
    for number, row in enumerate(case["rows"], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, Mapping):
                cell.value = next(iter(value.values()))
                cell.number_format = "0.0%" if "percent" in value else value.get("form", "General")
                continue
            cell.value = datetime.combine(value, time()) if isinstance(value, date) else value  # type: ignore[assignment]
            if isinstance(value, str):
                cell.data_type = "s"
    for merged in case.get("merged", []):
        sheet.merge_cells(merged)
    return saved(book)


def _answer(path: Path, answers: Mapping[str, str]) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(3, sheet.max_row + 1):
        asked = str(sheet.cell(row, 3).value)
        found = [answer for words, answer in answers.items() if words in asked]
        if found:
            sheet.cell(row, 5).value = found[0]
    book.save(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_table_gives_exactly_these_petitions(case: Case, clerk: Clerk) -> None:
    """Or exactly these questions, and then no file."""
    clerk.ward.write({PETITIONS: None})
    clerk.book.write_bytes(_table(case))
    beside = clerk.book.with_name(f"{clerk.book.stem}.cau-hoi.xlsx")
    beside.unlink(missing_ok=True)
    target = clerk.ward.root / DOSSIER
    if "answers" in case:
        assert clerk.run("import", clerk.book, "--into", target, "--yes").code == 1
        _answer(beside, case["answers"])
    said = clerk.run("import", clerk.book, "--into", target, "--yes")
    for words in [*case.get("told", []), *case.get("asked", [])]:
        assert words in said.text
    for words in case.get("untold", []):
        assert words not in said.text
        assert not beside.exists() or words not in str(list(load_workbook(beside).worksheets[0].values))
    assert said.code == (1 if "asked" in case else 0), said.text
    written = clerk.ward.read(PETITIONS) if (clerk.ward.root / PETITIONS).exists() else None
    assert written == case.get("petitions")
    assert beside.exists() == ("asked" in case or "answers" in case)


def test_a_table_in_csv_is_read_too(clerk: Clerk) -> None:
    """In UTF-8, with the sign between cells that Excel takes here."""
    clerk.ward.write({PETITIONS: None})
    path = clerk.book.with_suffix(".csv")
    path.write_text(
        "TT;Nội dung;Lĩnh vực;Đối tượng;Thẩm quyền;Ngày tiếp nhận;Trạng thái\n"
        '1;"Đường hỏng; sụt.";Giao thông;hộ;cấp xã;06/10/2026;Đã tiếp nhận\n',
        encoding="utf-8-sig",
    )
    assert clerk.run("import", path, "--into", clerk.ward.root / DOSSIER, "--yes").code == 0
    assert "summary: Đường hỏng; sụt." in clerk.ward.read(PETITIONS)


def test_a_petition_is_shown_with_personal_data_masked(clerk: Clerk) -> None:
    """As in the error that keeps it from being written."""
    clerk.ward.write({PETITIONS: None})
    head: list[object] = ["Nội dung", "Lĩnh vực", "Đối tượng", "Thẩm quyền", "Ngày tiếp nhận", "Trạng thái"]
    row: list[object] = ["Bà Nguyễn Thị Hoa 0912345678 đề nghị", "Điện", "hộ", "cấp xã", "06/10/2026", "Đã tiếp nhận"]
    clerk.book.write_bytes(_table({"rows": [head, row]}))
    said = clerk.run("import", clerk.book, "--into", clerk.ward.root / DOSSIER, "--yes")
    assert said.code == 1
    assert "KN-2026-001: Bà N••• 0••• đề nghị" in said.text
    assert not re.search("Thị Hoa|0912", said.text)


def test_what_is_refused_is_told_at_its_cell(clerk: Clerk) -> None:
    """And not at lines of a file that was never written; what has to be done afterwards comes last, and is no error."""
    clerk.ward.write({PETITIONS: None})
    for code in ("KN-01", "KN-02"):
        clerk.ward.edit(CONCLUSION, f"    petitions:\n      - {code}\n", "")
    head: list[object] = ["TT", "Nội dung", "Lĩnh vực", "Đối tượng", "Thẩm quyền", "Ngày tiếp nhận", "Trạng thái"]
    rows: list[list[object]] = [
        [1, "Đèn tắt.", "Điện", "hộ", "cấp xã", "06/10/2026", "Đã tiếp nhận"],
        [2, "Bà Nguyễn Thị Hoa báo đèn tắt.", "Điện", "hộ", "cấp xã", "06/10/2026", "Đã tiếp nhận"],
    ]
    clerk.book.write_bytes(_table({"rows": [head, *rows]}))
    said = clerk.run("import", clerk.book, "--into", clerk.ward.root / DOSSIER, "--yes")
    assert said.code == 1
    told = [line for line in said.text.splitlines() if line.startswith(("Trang Bảng, ô", "Việc còn lại", "Chưa ghi"))]
    assert [line.partition(": lỗi: ")[0] for line in told] == [
        "Trang Bảng, ô B3 (KN-2026-002)",
        "Việc còn lại sau khi ghi: thêm mỗi mã sau vào petitions của mục kết luận giải quyết nó: KN-2026-001, KN-2026-002.",
        "Chưa ghi gì. Sửa những lỗi trên trong sổ rồi chạy lại.",
    ]
    assert "petitions.yml:" not in said.text


def test_a_table_never_changes_a_file_that_exists(clerk: Clerk) -> None:
    """Nor does it go anywhere that was not named; without --yes it is only shown."""
    clerk.book.write_bytes(_table(CASES[0]))
    before = clerk.ward.read(PETITIONS)
    said = clerk.run("import", clerk.book, "--into", clerk.ward.root / DOSSIER, "--yes")
    assert (said.code, clerk.ward.read(PETITIONS)) == (2, before)
    assert "đã có “conclusions/ket-luan-dt-1/petitions.yml”" in said.text
    said = clerk.run("import", clerk.book, "--into", clerk.ward.root, "--yes")
    assert said.code == 2
    assert "--into" in said.text
    clerk.ward.write({PETITIONS: None})
    said = clerk.run("import", clerk.book, "--into", clerk.ward.root / DOSSIER)
    assert said.code == 0
    assert "chưa ghi gì" in said.text
    assert not (clerk.ward.root / PETITIONS).exists()


@pytest.mark.parametrize("case", CASES[:4], ids=lambda case: case["title"])
def test_a_trial_of_a_table_writes_nothing(case: Case, clerk: Clerk) -> None:
    """Neither the records nor the list of questions, also beside --yes; what would be asked or written is shown."""
    clerk.ward.write({PETITIONS: None})
    clerk.book.write_bytes(_table(case))
    before = clerk.everything()
    said = clerk.run("import", clerk.book, "--into", clerk.ward.root / DOSSIER, "--dry-run", "--yes")
    assert clerk.everything() == before
    assert "Chạy thử: máy không ghi gì" in said.text
    is_asked = "asked" in case or "answers" in case
    assert said.code == (1 if is_asked else 0)
    assert (PETITIONS in said.text) != is_asked


def test_the_questions_are_no_table(clerk: Clerk) -> None:
    """Whoever gives back the questions in place of the table is told so."""
    clerk.ward.write({PETITIONS: None})
    clerk.book.write_bytes(_table(CASES[2]))
    target = clerk.ward.root / DOSSIER
    clerk.run("import", clerk.book, "--into", target)
    beside = clerk.book.with_name(f"{clerk.book.stem}.cau-hoi.xlsx")
    said = clerk.run("import", beside, "--into", target)
    assert said.code == 1
    assert "workbook-answers" in said.text


def test_heads_are_known_once_and_folded() -> None:
    """A head means one field, is written without marks, and never both a field and a person."""
    for head in [*spoken().fields, *spoken().personal, *spoken().personal_words, *spoken().totals, *spoken().closing]:
        assert folded(head) == head
    assert [head for head in spoken().fields if is_personal(head)] == []
    assert meaning("Nội dung kiến nghị (tóm tắt)") == "summary"
    assert is_personal("Họ và tên, địa chỉ người kiến nghị")


_HEADS = ["TT", "Nội dung", "Lĩnh vực", "Đối tượng", "Thẩm quyền", "Ngày tiếp nhận", "Trạng thái", "Họ tên"]
_CELLS = st.one_of(
    st.none(),
    st.integers(1, 30),
    st.sampled_from(["1", "I", "(1)", "Tổng cộng", "CHỦ TỊCH", "Người lập biểu", "Đường hỏng.", "A. ĐẤT ĐAI", *_HEADS]),
    st.sampled_from(["hộ", "cấp xã", "Điện", "Đang GQ", "Đã tiếp nhận", "06/10/2026", "Quý IV/2026", "lạ"]),
)


@given(st.lists(st.lists(_CELLS, min_size=8, max_size=8), max_size=12))
def test_no_row_is_lost(rows: list[list[str | int | None]]) -> None:
    """Each row that says anything is a petition, is asked about, or is told as a heading; and only one of these."""
    written: list[list[str | int | None]] = [[*_HEADS], *rows]
    cells = {(r, c): cell for r, row in enumerate(written, 1) for c, cell in enumerate(row, 1) if cell is not None}
    settings = read_settings(Path(__file__).parents[2], Report())
    assert settings is not None
    (table,) = tables([Grid.of("Bảng", cells)], {})
    made = draft(table.lines, Choices.of(settings), {}, (), "KN-2026-001")
    parts = [
        [line.row for line, _ in made.petitions], [line.row for line in made.asked], table.asked, table.headings,
    ]  # fmt: skip
    counted = sorted(row for part in parts for row in part)
    assert counted == [number for number in sorted({row for row, _ in cells}) if number > table.head.last]
    assert len({str(petition["code"]) for _, petition in made.petitions}) == len(made.petitions)
    for line, petition in made.petitions:
        assert petition["summary"] == str(rows[line.row - 2][1])
    numbered = {n for n, row in enumerate(rows, 2) if str(row[0]).isdecimal() and row[1] == "Đường hỏng."}
    assert numbered & set(table.headings) == set()
