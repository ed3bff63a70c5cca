"""The papers that the clerk of the guides has: a plan and a conclusion in Word, a table in Excel; all of a ward that does not exist."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from openpyxl import Workbook

from excelling import saved

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_OFFICE = ("ỦY BAN NHÂN DÂN", "PHƯỜNG AN MẪU")


def plan() -> bytes:
    """Return the Word file of a plan whose number and day the office still has to fill in."""
    head = ((*_OFFICE, "Số:        /KH-UBND"), (*_NATION, "An Mẫu, ngày     tháng 01 năm 2026"))
    titles = ("KẾ HOẠCH", "Đối thoại trực tiếp giữa Chủ tịch UBND phường với Nhân dân năm 2026")
    body = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Ủy ban nhân dân phường An Mẫu ban hành Kế hoạch như sau:",
        "I. MỤC ĐÍCH",
        "1. Lắng nghe ý kiến của Nhân dân.",
        "2. Giải quyết kiến nghị thuộc thẩm quyền.",
        "II. LỊCH ĐỐI THOẠI",
        (
            ("STT", "Thời gian", "Địa điểm"),
            ("1", "08 giờ 00 ngày 12/3/2026", "Nhà văn hóa Tổ dân phố 1"),
            ("2", "Quý III/2026", "Hội trường UBND phường"),
        ),
        "III. TỔ CHỨC THỰC HIỆN",
        "Văn phòng HĐND và UBND phường làm đầu mối.",
    )
    return _paper(head, titles, body, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Trần Văn Mẫu"))


def conclusion() -> bytes:
    """Return the Word file of the notice that concludes the meeting of March."""
    head = ((*_OFFICE, "Số: 45/TB-UBND"), (*_NATION, "An Mẫu, ngày 18 tháng 3 năm 2026"))
    titles = ("THÔNG BÁO", "Kết luận của Chủ tịch UBND phường tại Hội nghị đối thoại với Nhân dân ngày 12/3/2026")
    body = (
        "Ngày 12 tháng 3 năm 2026, tại Nhà văn hóa Tổ dân phố 1, Chủ tịch UBND phường đã đối thoại với Nhân dân.",
        "Chủ tịch UBND phường kết luận như sau:",
        "1. Giao Ủy ban nhân dân phường nạo vét mương thoát nước ở Tổ dân phố 1, hoàn thành trước ngày 15/4/2026.",
        "2. Giao Ủy ban nhân dân phường sửa đèn chiếu sáng ở Tổ dân phố 2, hoàn thành trước ngày 30/4/2026.",
    )
    return _paper(head, titles, body, ("CHỦ TỊCH", "", "Trần Văn Mẫu"))


def petitions() -> bytes:
    """Return the ward's own table of petitions."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kiến nghị"
    sheet.append(["BẢNG TỔNG HỢP KIẾN NGHỊ"])
    sheet.append(
        [
            "STT",
            "Họ và tên",
            "Nội dung kiến nghị",
            "Lĩnh vực",
            "Địa bàn",
            "Đơn vị xử lý",
            "Ngày tiếp nhận",
            "Tình trạng",
        ]
    )
    unit, day = "UBND phường An Mẫu", "12/3/2026"
    sheet.append(
        [
            1,
            "(tên người)",
            "Mương thoát nước bị tắc, nước chảy vào nhà dân.",
            "Môi trường",
            "Tổ dân phố 1",
            unit,
            day,
            "Đã tiếp nhận",
        ]
    )
    sheet.append(
        [
            2,
            "(tên người)",
            "Đèn chiếu sáng hỏng, buổi tối đi lại nguy hiểm.",
            "Điện",
            "Tổ dân phố 2",
            unit,
            day,
            "Đang xem xét",
        ]
    )
    return saved(book)


def _paper(head: Sequence[Sequence[str]], titles: Sequence[str], body: Sequence[Any], signed: Sequence[str]) -> bytes:
    document: Any = docx.Document()
    _columns(document, head)
    for text in titles:
        document.add_paragraph().add_run(text).bold = True
    for part in body:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _table(document, part)
    _columns(document, (("Nơi nhận:", "- TT Đảng ủy;", "- Lưu: VT."), signed))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _columns(document: Any, columns: Sequence[Sequence[str]]) -> None:
    cells = document.add_table(rows=1, cols=len(columns)).rows[0].cells
    for cell, lines in zip(cells, columns, strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
