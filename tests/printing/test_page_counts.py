"""How many pages the files have that records name; a damaged file has no count and stops nothing."""

import io
import logging
from pathlib import Path

import pytest
from pypdf import PdfWriter

from congkhai.site.book import Book
from congkhai.sources.files import StoredFile
from congkhai.views import addresses
from wards import PDF, PLAN, Ward

FILE = "plans/doi-thoai-2026/ke-hoach.pdf"


def _pdf(pages: int, *, locked: bool = False) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if locked:
        writer.encrypt("khoá")
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(("content", "pages"), [(_pdf(1), "1"), (_pdf(12), "12"), (PDF, "")])
def test_the_page_tells_how_long_a_file_is(content: bytes, pages: str, ward: Ward) -> None:
    """A file of the record has its pages beside its size, where they can be counted."""
    ward.write({FILE: content})
    ward.edit(PLAN, "areas:\n", "files:\n  - file: ke-hoach.pdf\n    title: Bản ký\nareas:\n")
    book = Book(ward.portal())
    problems = book.bind()
    assert problems == []
    page = next(page for page in book.pages if page.address == addresses.record("plan", "doi-thoai-2026"))
    (attachment,) = page.shown.paper.attachments  # type: ignore[attr-defined]
    assert attachment.pages == pages


@pytest.mark.parametrize(
    "content",
    [
        PDF,
        PDF + b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF",
        _pdf(3)[:-200],
        _pdf(2, locked=True),
        b"%PDF-" + bytes(range(256)) * 40,
        _pdf(2).replace(b"/Kids", b"/Kixs"),
        b"PK\x03\x04",
        b"",
    ],
)
def test_a_damaged_or_locked_file_has_no_count(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """It gives no number, and neither a fault nor noise."""
    path = tmp_path / "tep.pdf"
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert StoredFile(path).pages is None
    assert caplog.records == []
    assert capsys.readouterr() == ("", "")
