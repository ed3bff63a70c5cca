"""What a file really is: Word and PDF are read, everything else is refused with the way out, and nothing ends in a traceback."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from building import ROOT
from congkhai.importing import sniffing
from congkhai.importing.lines import Source
from congkhai.importing.paper import Paper
from congkhai.importing.reading import read_paper, read_source
from congkhai.problems import LANGUAGES, Report
from papers import PAPERS, found_in
from word_files import plan_file, saved

PDF = ROOT / "plans" / "minh-hoa-2026" / "ke-hoach.pdf"
ENDINGS = (".docx", ".pdf", ".txt", ".md", ".doc", "")


def _source(tmp_path: Path, name: str, raw: bytes) -> tuple[Source | None, Report]:
    path, report = tmp_path / name, Report()
    path.write_bytes(raw)
    return read_source(path, report), report


def _paper(source: Source | None) -> Paper:
    assert source is not None
    return read_paper(source, None, None, Report())


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def _blank_pdf(password: str | None = None) -> bytes:
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    writer.write(stream)
    return stream.getvalue()


def test_word(tmp_path: Path) -> None:
    """Head and end in tables, Word's own numbers, a schedule in a table, a text box and tracked changes are read."""
    source, report = _source(tmp_path, "ke-hoach.docx", plan_file())
    found = found_in(_paper(source))
    assert (found["issuer"], found["number"], found["symbol"]) == ("Ủy ban nhân dân phường An Mẫu", "30", "KH-UBND")
    assert (found["place"], found["issued"]) == ("An Mẫu", "2026-01-05")
    assert found["signer"] == "TM | Ủy ban nhân dân | Chủ tịch | Trần Văn Mẫu"
    assert found["meetings"] == ["2026-03-12T08:00 | Nhà văn hóa Tổ dân phố 1", "2026-Q3 | Hội trường UBND phường"]
    body = _paper(source).body
    for words in (
        "1. Lắng nghe ý kiến",
        "2. Trả lời",
        "- Văn phòng",
        "Chữ trong khung",
        "Thông báo trước 07 ngày làm việc.",
    ):
        assert words in body
    assert [problem.slug for problem in report.problems] == ["import-tracked"]
    assert source is not None
    assert [line.text for line in source.aside] == ["Trang 1"]


def test_pdf(tmp_path: Path) -> None:
    """A head in two columns, broken within its parts, is read."""
    found = found_in(_paper(_source(tmp_path, "ke-hoach.pdf", PDF.read_bytes())[0]))
    assert (found["issuer"], found["number"], found["symbol"]) == ("Ủy ban nhân dân phường Minh Hoạ", "12", "KH-UBND")
    assert (found["place"], found["issued"], found["recipients"]) == ("Minh Hoạ", "2026-01-12", 4)


def _set(tmp_path: Path, text: str) -> bytes:
    """Return a PDF with these words, as the typesetter makes it."""
    typst = pytest.importorskip("typst")
    (tmp_path / "to.typ").write_text(text, encoding="utf-8")
    made: bytes = typst.compile(tmp_path / "to.typ")
    return made


def test_a_ruled_table_in_a_pdf(tmp_path: Path) -> None:
    """Its rows are read by its lines, joined cells and broken lines too; words around it stay where they are."""
    raw = _set(
        tmp_path,
        """KẾ HOẠCH tổ chức đối thoại năm 2026

Lịch như sau:
#table(columns: (1cm, 5cm, 5cm),
  [STT], [Thời gian], [Địa điểm],
  [1], [Quý I năm 2026, tổ chức vào buổi chiều ngày thứ Bảy], table.cell(rowspan: 2)[Hội trường phường],
  [2], [Quý II năm 2026],
  table.cell(colspan: 3)[Ghi chú: có thể dời ngày],
)
Sau bảng.
""",
    )
    source, _ = _source(tmp_path, "ke-hoach.pdf", raw)
    assert source is not None
    assert [line.cells or line.text for line in source.lines] == [
        "KẾ HOẠCH tổ chức đối thoại năm 2026",
        "Lịch như sau:",
        ("STT", "Thời gian", "Địa điểm"),
        ("1", "Quý I năm 2026, tổ chức vào buổi chiều ngày thứ Bảy", "Hội trường phường"),
        ("2", "Quý II năm 2026", ""),
        ("Ghi chú: có thể dời ngày", "", ""),
        "Sau bảng.",
    ]


def test_a_table_without_lines_is_told(tmp_path: Path) -> None:
    """Where nothing is ruled the cells are lines; the report says from which line on, and no row is made up."""
    text = "KẾ HOẠCH\n\n#table(columns: 3, stroke: none, [STT], [Thời gian], [Địa điểm], [1], [Quý I], [Hội trường])\n"
    source, _ = _source(tmp_path, "ke-hoach.pdf", _set(tmp_path, text))
    assert source is not None
    report = Report()
    read_paper(source, None, None, report)
    assert not any(line.cells for line in source.lines)
    assert [problem.place.line for problem in report.problems if problem.slug == "import-table-lines"] == [2]


def test_a_frame_around_words_is_no_table(tmp_path: Path) -> None:
    """Boxes beside each other, lines under words and a ruled head are read as words."""
    text = "#table(columns: 2, [ỦY BAN NHÂN DÂN \\ Số: 30/KH-UBND], [An Mẫu, ngày 05 tháng 01 năm 2026], [a], [b])\n#rect[Khung]\n#line(length: 5cm)\n"
    source, _ = _source(tmp_path, "ke-hoach.pdf", _set(tmp_path, text))
    assert source is not None
    assert not any(line.cells for line in source.lines)
    assert "Số: 30/KH-UBND" in " ".join(line.text for line in source.lines)


def test_pictures_are_told(tmp_path: Path) -> None:
    """A picture may be a scan or show somebody: how many, and on which page or at which paragraph."""
    Image.new("RGB", (200, 100), "white").save(tmp_path / "hinh.png")
    raw = _set(
        tmp_path,
        'KẾ HOẠCH tổ chức đối thoại\n#pagebreak()\nTrang hai có một hình của hội trường phường\n#image("hinh.png")\n',
    )
    _, report = _source(tmp_path, "ke-hoach.pdf", raw)
    assert [problem.message() for problem in report.problems] == ["Có 1 hình ở trang 2; máy không đọc chữ trong hình."]
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_picture(str(tmp_path / "hinh.png"))
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run().add_picture(str(tmp_path / "hinh.png"))
    document.sections[0].header.paragraphs[0].add_run().add_picture(str(tmp_path / "hinh.png"))
    _, report = _source(tmp_path, "ke-hoach.docx", saved(document))
    assert [problem.message() for problem in report.problems] == ["Có 3 hình ở đoạn 2; máy không đọc chữ trong hình."]
    _, report = _source(tmp_path, "van-ban.docx", plan_file())
    assert "import-pictures" not in {problem.slug for problem in report.problems}


def test_printed_papers_are_read_back(tmp_path: Path) -> None:
    """Every PDF of this portal gives number, symbol, date and place back."""
    for path in sorted(ROOT.glob("*/*/*.pdf")):
        found = found_in(_paper(_source(tmp_path, "x.pdf", path.read_bytes())[0]))
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
        assert f"{found['number']}/{found['symbol']}" in text.replace(" ", ""), path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TCVN3 = "KÕ ho¹ch tæ chøc ®èi tho¹i gi÷a Chñ tÞch ñy ban nh©n d©n ph­êng víi nh©n d©n n¨m 2025"
VNI = "Keá hoaïch toå chöùc ñoái thoaïi giöõa Chuû tòch UÛy ban nhaân daân phöôøng vôùi nhaân daân naêm 2025"
REFUSED = {
    "cu.doc": (OLE, "import-old-word"),
    "cu.docx": (OLE, "import-old-word"),
    "khoa.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "import-locked"),
    "chu.rtf": (b"{\\rtf1\\ansi abc}", "import-rich-text"),
    "chu.odt": (
        _zip(mimetype=b"application/vnd.oasis.opendocument.text", content__xml=b"", **{"content.xml": b"<x/>"}),
        "import-open-document",
    ),
    "trang.html": (b"<!DOCTYPE html><html><body>KH</body></html>", "import-web-page"),
    "anh.docx": (b"\x89PNG\r\n\x1a\n" + bytes(50), "import-picture"),
    "scan.pdf": (_blank_pdf(), "import-scan"),
    "khoa.pdf": (_blank_pdf("mat-khau"), "import-locked"),
    "hong.pdf": (b"%PDF-1.7\nabc", "import-broken"),
    "hong.docx": (plan_file()[:2000], "import-broken"),
    "nen.zip": (_zip(a=b"x"), "import-archive"),
    "so.txt": (_zip(**{"xl/workbook.xml": b"<x/>"}), "import-spreadsheet"),
    "trong.txt": (b" \n\n", "import-empty"),
    "trong.docx": (saved(docx.Document()), "import-empty"),
    "abc.txt": (PDF.read_bytes(), "import-other-kind"),
    "abc.pdf": ("KẾ HOẠCH".encode(), "import-other-kind"),
    "abc.csv": ("KẾ HOẠCH".encode(), "import-unknown-ending"),
    "utf16.txt": ("KẾ HOẠCH đối thoại".encode("utf-16-le"), "not-utf-8"),
    "utf32.txt": ("KẾ HOẠCH đối thoại".encode("utf-32"), "not-utf-8"),
    "utf16-dut.txt": ("KẾ HOẠCH".encode("utf-16") + b"\x00\xd8", "not-utf-8"),
    "cp1258.txt": ("KÊ\u0301 HOA\u0323CH đô\u0301i thoa\u0323i".encode("cp1258"), "import-encoding"),
    "tcvn3.txt": (TCVN3.encode(), "import-encoding"),
    "vni.txt": (VNI.encode(), "import-encoding"),
    "vo.txt": ("KẾ HOẠCH đối thoại với Nhân dân".encode().decode("cp1252", "replace").encode(), "import-mojibake"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals(name: str, tmp_path: Path) -> None:
    """Each is refused with one problem that says how to go on."""
    raw, slug = REFUSED[name]
    source, report = _source(tmp_path, name, raw)
    assert source is None
    assert [problem.slug for problem in report.problems] == [slug]
    assert all(
        problem.message(language) and problem.hint(language) for problem in report.problems for language in LANGUAGES
    )


def test_a_word_file_in_an_old_font(tmp_path: Path) -> None:
    """Letters of TCVN3 in a Word file are recognised though the file itself is Unicode."""
    document = docx.Document()
    document.add_paragraph(TCVN3)
    _, report = _source(tmp_path, "cu.docx", saved(document))
    assert [problem.slug for problem in report.problems] == ["import-encoding"]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that says it grows beyond reason is refused by what it says."""
    monkeypatch.setattr(sniffing, "MAX_UNPACKED", 1_000_000)
    _, report = _source(tmp_path, "bom.docx", _zip(**{"word/document.xml": bytes(2_000_000)}))
    assert [problem.slug for problem in report.problems] == ["import-bomb"]


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is not read, nor one with too many lines."""
    monkeypatch.setattr(sniffing, "MAX_BYTES", 10)
    _, report = _source(tmp_path, "to.txt", b"12345678901")
    assert [problem.slug for problem in report.problems] == ["import-too-large"]
    monkeypatch.setattr(sniffing, "MAX_BYTES", 10**6)
    _, report = _source(tmp_path, "dai.txt", b"a\n" * 50_001)
    assert [problem.slug for problem in report.problems] == ["import-too-long"]


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is told."""
    for name, slug in (("khong.docx", "vanished-file"), (".", "folder-for-file")):
        report = Report()
        assert read_source(tmp_path / name, report) is None
        assert [problem.slug for problem in report.problems] == [slug]


def test_hidden_signs_are_set_aside(tmp_path: Path) -> None:
    """Bullets of symbol fonts are bullets, hidden signs are told, and the words stay."""
    source, report = _source(tmp_path, "x.txt", "\uf0b7 Nội dung một\nNội\u200b dung hai\n".encode())
    assert source is not None
    assert [line.text for line in source.lines] == ["- Nội dung một", "Nội dung hai"]
    assert [(problem.slug, problem.place.line) for problem in report.problems] == [("import-hidden-signs", 2)]


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(ENDINGS),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", OLE[:8], b"{\\rtf"]),
)
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, raw: bytes, ending: str, magic: bytes) -> None:
    """Random bytes under any ending are read or refused, and what is read is a paper."""
    source, report = _source(tmp_path_factory.mktemp("x"), f"tep{ending}", magic + raw)
    if source is None:
        assert report.problems
    else:
        _paper(source)


GOOD = {".docx": plan_file(), ".pdf": PDF.read_bytes(), ".txt": PAPERS[0]["text"].encode()}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0.3, 1),
)
def test_mutated_files(
    tmp_path_factory: pytest.TempPathFactory, ending: str, edits: list[tuple[float, int]], share: float
) -> None:
    """A spoiled file is refused, or read as what it now says: number and date stand in its own text."""
    raw = bytearray(GOOD[ending])
    for at, value in edits:
        raw[int(at * len(raw))] = value
    source, report = _source(tmp_path_factory.mktemp("x"), f"tep{ending}", bytes(raw[: int(len(raw) * share)]))
    if source is None:
        assert report.problems
        return
    found, text = found_in(_paper(source)), "\n".join(line.text for line in source.lines)
    if found["number"]:
        assert found["number"] in text
    if found["issued"]:
        assert found["issued"][:4] in text
