"""Sheets of our workbook that are gone, renamed, copied or cut: what was typed there is read, or told as lost."""

from openpyxl import Workbook

from excelling import Clerk, put, sheet_of
from wards import PETITIONS, PLAN


def test_a_sheet_that_is_gone_changes_nothing(clerk: Clerk) -> None:
    """It is told, and what it showed stays."""
    clerk.export()
    clerk.edit(lambda book: book.remove(book["Các bước"]))
    said = clerk.give_back("--yes")
    assert said.code == 0
    assert "Trang Các bước không còn trong sổ" in said.text
    assert "Không có gì thay đổi." in said.text


def test_a_sheet_with_another_title_is_read_all_the_same(clerk: Clerk) -> None:
    """It is known by its hidden codes, and what was typed there counts."""
    clerk.export()

    def rename(book: Workbook) -> None:
        put(book, "Kiến nghị", 3, {"due": "15/12/2026"})
        sheet_of(book, "Kiến nghị").title = "Kien nghi"

    clerk.edit(rename)
    said = clerk.give_back("--yes")
    assert (said.code, "Trang “Kien nghi” được đọc là trang Kiến nghị" in said.text) == (0, True)
    assert "due: 2026-12-15" in clerk.ward.read(PETITIONS)


def test_a_sheet_that_cannot_be_read_back_is_no_success(clerk: Clerk) -> None:
    """A copy beside the sheet, or one under another title that has lost a column: nobody knows which of them counts."""

    def copy(book: Workbook) -> None:
        book.copy_worksheet(sheet_of(book, "Kiến nghị"))

    def spoil(book: Workbook) -> None:
        sheet = sheet_of(book, "Kiến nghị")
        sheet.title = "Kien nghi"
        sheet.delete_cols(5)

    for change, title in ((copy, "Kiến nghị Copy"), (spoil, "Kien nghi")):
        clerk.export()
        clerk.edit(change)
        said = clerk.give_back("--yes")
        assert said.code == 1
        assert f"Trang “{title}” là bản chép của một trang trong sổ, hoặc đã mất cột" in said.text


def test_a_name_is_refused_though_another_file_has_a_fault(clerk: Clerk) -> None:
    """What was lost of the plan may name officials; but what is written into a record cannot be taken back from its history."""
    clerk.export()
    clerk.edit(lambda book: put(book, "Kiến nghị", 3, {"summary": "Ông Trần Văn Giả xin cấp phép."}))
    clerk.ward.edit(PLAN, "issuer: ubnd", "issuer: ubnd\nsigner: Nguyễn Văn A")
    said = clerk.give_back("--yes")
    assert said.code == 1
    assert "privacy-passage" in said.text
    assert "Giả" not in clerk.ward.read(PETITIONS)
