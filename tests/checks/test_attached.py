"""Attachments: what a PDF, a Word file, a workbook and a picture hold, and what a waiver of the file lets pass."""

import io
import struct
import zipfile
from hashlib import sha256

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from congkhai.problems import LANGUAGES, Problem
from wards import TODAY, Ward

NUMBER, NAME = "079203001234", "Nguyễn Văn Thử"
FILE = "content/tai-lieu"


def _pdf(facts: dict[str, str] | None = None, remark: str = "", embedded: bytes = b"") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata(facts or {})
    if remark:
        writer.add_annotation(0, FreeText(text=remark, rect=(10, 10, 90, 90)))
    if embedded:
        writer.add_attachment("phu-luc.txt", embedded)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _archive(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _jpeg(tag: int, text: bytes = b"") -> bytes:
    entry = struct.pack("<HHI", tag, 2 if text else 4, len(text) or 1) + struct.pack("<I", 26)
    tiff = b"II*\x00\x08\x00\x00\x00\x01\x00" + entry + b"\x00\x00\x00\x00" + text
    exif = b"Exif\x00\x00" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xd9"


CASES = {
    "author of a PDF": ("pdf", _pdf({"/Author": NAME}), "privacy-file-passage"),
    "login of an author": ("pdf", _pdf({"/Author": "thunv"}), "privacy-file-passage"),
    "number in the title of a PDF": ("pdf", _pdf({"/Title": f"CCCD {NUMBER}"}), "privacy-file-number"),
    "remark in a PDF": ("pdf", _pdf(remark="gọi 0912 345 678"), "privacy-file-number"),
    "words of a Word file": ("docx", _archive({"word/document.xml": f"<w:p><w:t>Ông {NAME[:9]}</w:t><w:t>{NAME[9:]}</w:t></w:p>"}), "privacy-file-passage"),
    "number broken by formatting": ("docx", _archive({"word/document.xml": "<w:p><w:t>079203</w:t></w:r><w:r><w:t>001234</w:t></w:p>"}), "privacy-file-number"),
    "creator of a Word file": ("docx", _archive({"docProps/core.xml": f"<dc:creator>{NAME}</dc:creator>"}), "privacy-file-passage"),
    "comment in a Word file": ("docx", _archive({"word/comments.xml": f'<w:comment w:author="thunv"><w:t>{NUMBER}</w:t></w:comment>'}), "privacy-file-number"),
    "shared words of a workbook": ("xlsx", _archive({"xl/sharedStrings.xml": f"<si><t>{NUMBER}</t></si>"}), "privacy-file-number"),
    "number typed as a number": ("xlsx", _archive({"xl/worksheets/sheet1.xml": "<row><c><v>79203001234</v></c></row>"}), "privacy-file-number"),
    "picture that knows its place": ("jpg", _jpeg(34853), "privacy-file-passage"),
    "photographer": ("jpg", _jpeg(315, b"Nguyen Van Thu\x00"), "privacy-file-passage"),
}  # fmt: skip
HARMLESS = {
    "amounts of money": ("xlsx", _archive({"xl/worksheets/sheet1.xml": '<row><c><v>1250000000</v></c><c t="s"><v>123456789</v></c></row>'})),
    "a program's name as author": ("docx", _archive({"docProps/core.xml": "<dc:creator>python-docx</dc:creator>"})),
    "the office as author": ("docx", _archive({"docProps/core.xml": "<dc:creator>Ủy ban nhân dân phường Thử Nghiệm</dc:creator>"})),
    "a plain picture": ("jpg", b"\xff\xd8\xff\xd9"),
}  # fmt: skip


def _problems(ward: Ward, kind: str, content: bytes, waiver: str = "") -> list[Problem]:
    named = {f"{FILE}.{kind}": content, "content/gioi-thieu.md": f"[tệp](tai-lieu.{kind})\n".encode()}
    ward.write({**named, "content/waivers.yml": waiver} if waiver else named)
    # A page without words is a picture of a page.
    return [problem for problem in ward.problems(TODAY) if problem.slug != "privacy-unread"]


@pytest.mark.parametrize("name", CASES)
def test_file_stops(name: str, ward: Ward) -> None:
    """The problem stands at the file, and shows one sign at most."""
    kind, content, slug = CASES[name]
    found = _problems(ward, kind, content)
    assert (slug, f"{FILE}.{kind}") in {(problem.slug, problem.place.file) for problem in found}
    for problem in found:
        for language in LANGUAGES:
            said = problem.message(language) + problem.hint(language)
            assert NUMBER not in said
            assert NAME not in said
            assert "thunv" not in said


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_file_passes(name: str, ward: Ward) -> None:
    """What programs and offices write of themselves is nobody's."""
    assert _problems(ward, *HARMLESS[name]) == []


def test_a_waiver_of_the_file_lets_all_but_numbers_pass(ward: Ward) -> None:
    """A signed file stays as it is, by its digest; another byte, and the waiver has lapsed."""
    row = "waivers:\n  - passage: {}\n    reason: Bản ký phải giữ nguyên.\n    role: Văn thư\n    day: 2026-11-02\n"
    named, numbered = _pdf({"/Author": NAME}), _pdf({"/Author": NAME, "/Title": NUMBER})
    assert _problems(ward, "pdf", named, row.format(sha256(named).hexdigest())) == []
    again = _problems(ward, "pdf", named + b"\n", row.format(sha256(named).hexdigest()))
    assert {problem.slug for problem in again} == {"privacy-file-passage", "privacy-waiver-lapsed"}
    found = _problems(ward, "pdf", numbered, row.format(sha256(numbered).hexdigest()))
    assert {problem.slug for problem in found} == {"privacy-file-number"}


def test_what_cannot_be_read_is_told(ward: Ward) -> None:
    """A scan, an embedded file and a locked file are no proof of anything."""
    for name, content in {"scan": _pdf(), "embedded": _pdf(embedded=b"x")}.items():
        ward.write({f"{FILE}.pdf": content})
        (told,) = [problem for problem in ward.problems(TODAY) if problem.slug == "privacy-unread"]
        assert ("ảnh chụp" if name == "scan" else "nhúng") in told.message()
