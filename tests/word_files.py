"""Word files of the tests, made as clerks make them: head and end in tables without lines, numbers that Word counts."""

import io
from typing import Any

import docx
from docx.oxml.parser import parse_xml

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = f"""<w:p {_NS} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>Đoạn có khung chữ bên cạnh.</w:t></w:r><w:r><w:pict><v:shape>
<v:textbox><w:txbxContent><w:p><w:r><w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"""
_TRACKED = f"""<w:p {_NS}><w:r><w:t xml:space="preserve">Thông báo trước </w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>05</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="x"><w:r><w:t>07</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> ngày làm việc.</w:t></w:r></w:p>"""


def plan_file() -> bytes:
    """Return a plan of a ward that does not exist."""
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    _fill(head.cell(0, 0), ["ỦY BAN NHÂN DÂN", "PHƯỜNG AN MẪU", "Số: 30/KH-UBND"])
    _fill(
        head.cell(0, 1),
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Mẫu, ngày 05 tháng 01 năm 2026"],
    )
    for text in ("KẾ HOẠCH", "Tổ chức đối thoại trực tiếp với Nhân dân năm 2026"):
        document.add_paragraph().add_run(text).bold = True
    document.add_paragraph("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;")
    document.add_paragraph("Ủy ban nhân dân phường An Mẫu ban hành Kế hoạch như sau:")
    document.add_paragraph("I. MỤC ĐÍCH, YÊU CẦU")
    for text in ("Lắng nghe ý kiến của Nhân dân.", "Trả lời đúng hạn."):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("II. LỊCH ĐỐI THOẠI")
    table = document.add_table(rows=1, cols=3)
    _row(table.rows[0], ("STT", "Thời gian", "Địa điểm"))
    for row in (
        ("1", "08h00 ngày 12/3/2026", "Nhà văn hóa Tổ dân phố 1"),
        ("2", "Quý III/2026", "Hội trường UBND phường"),
    ):
        _row(table.add_row(), row)
    document.add_paragraph("III. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("Văn phòng HĐND và UBND phường làm đầu mối.", style="List Bullet")
    for xml in (_BOX, _TRACKED):
        document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))
    end = document.add_table(rows=1, cols=2)
    _fill(end.cell(0, 0), ["Nơi nhận:", "- TT Đảng ủy;", "- Lưu: VT."])
    _fill(end.cell(0, 1), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Trần Văn Mẫu"])
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a document's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(cell: Any, lines: list[str]) -> None:
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def _row(row: Any, cells: tuple[str, ...]) -> None:
    for cell, text in zip(row.cells, cells, strict=True):
        cell.text = text
