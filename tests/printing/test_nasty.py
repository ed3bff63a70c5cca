"""What no document should hold and some will: markup, endless words, long tables, strange letters, bad images."""

import io
import sys

import pytest
import segno
from pypdf import PdfReader

from congkhai.problems import Problem, Severity
from congkhai.site.book import Book
from congkhai.views import addresses
from printed import pages_of, png, qr_modules, squeezed, tags_of
from wards import CONCLUSION, PDF, PLAN, SETTINGS, Ward

TEXT = "Ủy ban nhân dân phường tổ chức hai cuộc đối thoại trong năm."
PLAN_PDF = "/ke-hoach/doi-thoai-2026/12-kh-ubnd-2026.pdf"
MARKUP = '#let x = 1 #{panic("a")} $y^2$ @nhãn [ngoặc] ~ -- ... // không mất "nháy" `mã` /* x */ = đề'


def _bound(ward: Ward, url: str = "") -> tuple[Book, list[Problem]]:
    ward.edit(SETTINGS, "- congkhai:\n", "- congkhai:\n      pdf: yes\n")
    book = Book(ward.portal(), url)
    return book, book.bind()


def _text(ward: Ward) -> str:
    book, problems = _bound(ward)
    assert problems == []
    return "\n".join(pages_of(book.outputs[PLAN_PDF]))


def test_markup_of_the_engine_is_words(ward: Ward) -> None:
    """In title, text and recipients alike, every sign is shown as typed."""
    ward.edit(
        PLAN, "title: Kế hoạch đối thoại với Nhân dân năm 2026", f"title: '{MARKUP}'\nrecipients:\n  - '{MARKUP}'"
    )
    ward.edit(PLAN, TEXT, f"Điều {MARKUP} \\* \\_ \\\\ hết.")
    text = squeezed([_text(ward)])
    assert text.count(squeezed([MARKUP.replace("`", "")])) + text.count(squeezed([MARKUP])) >= 3
    assert squeezed(["* _ \\ hết."]) in text


def test_an_endless_word_is_whole(ward: Ward) -> None:
    """It breaks where the line ends, and what one copies from the PDF is the word."""
    endless = "đ" + "ố" * 398 + "i"
    ward.edit(PLAN, TEXT, f"Có {endless} đây.\n\n| a | b |\n|-|-|\n| {endless} | x |")
    text = _text(ward)
    assert squeezed([text]).count(endless) == 2
    assert max(len(line) for line in text.split("\n")) < 120
    assert "đ" + "ố" * 40 in text


def test_a_long_table_repeats_its_head(ward: Ward) -> None:
    """Three hundred rows are three hundred rows, in order, under the same head on every page."""
    rows = "\n".join(f"| KN-{number:03} | Nội dung của dòng {number} \\| hết |" for number in range(300))
    ward.edit(PLAN, TEXT, f"| Mã số | Nội dung |\n|---|---|\n{rows}")
    pages = _text(ward).split("Mã số")
    assert len(pages) > 6
    place, whole = 0, squeezed(pages)
    for number in range(300):
        place = whole.index(squeezed([f"KN-{number:03} Nội dung của dòng {number} | hết"]), place) + 1


def test_deep_lists_and_wild_headings(ward: Ward) -> None:
    """As deep as a document may go, and with headings that begin anywhere."""
    deep = "\n".join(f"{'    ' * depth}- tầng {depth}" for depth in range(12))
    ward.edit(PLAN, TEXT, f"###### Sâu\n\n# Cao\n\n{deep}\n\n> trích\n>> trong trích\n\n---\n\n    mã  nguồn")
    text = squeezed([_text(ward)])
    assert all(f"tầng{depth}" in text for depth in range(12))
    assert squeezed(["trích trong trích mã nguồn"]) in text


def test_more_recipients_than_a_page_holds(ward: Ward) -> None:
    """They go on over the page."""
    many = "".join(f"  - Nơi nhận thứ {number}\n" for number in range(90))
    ward.edit(PLAN, "areas:\n", f"recipients:\n{many}areas:\n")
    text = squeezed([_text(ward)])
    assert all(squeezed([f"Nơi nhận thứ {number};"]) in text for number in range(89))


def test_images_are_printed(ward: Ward) -> None:
    """An image with and one without a description; the file's own name may have marks."""
    ward.write({"plans/doi-thoai-2026/Sơ-đồ.png": png()})
    ward.edit(PLAN, TEXT, "Xem ![Sơ đồ](Sơ-đồ.png) và ![](Sơ-đồ.png).")
    book, problems = _bound(ward)
    assert problems == []
    contents = PdfReader(io.BytesIO(book.outputs[PLAN_PDF])).pages[0].get_contents()
    assert contents is not None
    assert contents.get_data().count(b" Do") == 2
    assert tags_of(book.outputs[PLAN_PDF]).count("Figure") == 1


@pytest.mark.parametrize("strange", ["ភ", "😀"])
def test_a_letter_that_no_face_has_is_told(strange: str, ward: Ward) -> None:
    """The author learns which record and which letter; the other PDFs are made, and the page has no link to none."""
    ward.edit(PLAN, TEXT, f"Chữ {strange} này.")
    book, (problem,) = _bound(ward)
    assert (problem.slug, problem.severity, problem.place.file) == ("pdf-strange-letter", Severity.WARNING, PLAN)
    assert f"phông chữ không có “{strange}”" in problem.message()
    _has_no_plan(book)


def test_a_broken_image_is_told(ward: Ward) -> None:
    """What the engine refuses is an error with the record's place and the engine's words, never a traceback."""
    ward.write({"plans/doi-thoai-2026/hong.png": b"\x89PNG\r\n\x1a\n"})
    ward.edit(PLAN, TEXT, "Xem ![ảnh](hong.png).")
    book, (problem,) = _bound(ward)
    assert (problem.slug, problem.severity, problem.place.file) == ("pdf-failed", Severity.ERROR, PLAN)
    assert "failed to decode image" in problem.message()
    _has_no_plan(book)


def _has_no_plan(book: Book) -> None:
    page = next(page for page in book.pages if page.address == addresses.record("plan", "doi-thoai-2026"))
    assert list(page.renditions) == []
    assert PLAN_PDF not in book.outputs
    assert "/ket-luan/ket-luan-dt-1/88-tb-ubnd-2026.pdf" in book.outputs


def test_a_missing_extra_is_one_problem(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clerk is told what to install, on the line of the setting."""
    monkeypatch.setitem(sys.modules, "typst", None)
    book, (problem,) = _bound(ward)
    assert (problem.slug, str(problem.place)) == ("pdf-not-installed", "mkdocs.yml:4:12")
    assert 'pip install "congkhai[pdf]"' in problem.hint()
    assert not any(address.endswith(".pdf") for address in book.outputs)


def test_nothing_is_printed_unasked(ward: Ward) -> None:
    """The setting is off by default."""
    book = Book(ward.portal())
    problems = book.bind()
    assert problems == []
    assert not any(address.endswith(".pdf") for address in book.outputs)


def test_a_signed_file_keeps_its_name(ward: Ward) -> None:
    """Where the agency's own file is called like its rendition, the rendition steps aside."""
    ward.write({"plans/doi-thoai-2026/12-kh-ubnd-2026.pdf": PDF})
    ward.edit(PLAN, "areas:\n", "files:\n  - file: 12-kh-ubnd-2026.pdf\n    title: Bản ký\nareas:\n")
    book, problems = _bound(ward)
    assert problems == []
    assert book.files[PLAN_PDF].endswith("12-kh-ubnd-2026.pdf")
    assert PLAN_PDF not in book.outputs
    assert "/ke-hoach/doi-thoai-2026/12-kh-ubnd-2026-ban-the-hien.pdf" in book.outputs


def test_a_document_taken_back_says_so_on_every_page(ward: Ward) -> None:
    """The mark stands in the head of each page, the reason at the foot of the first."""
    ward.edit(
        CONCLUSION,
        "meeting: dt-1\n",
        "meeting: dt-1\nchanges:\n  - kind: withdrawal\n    at: 2026-11-01\n    reason: Ban hành nhầm.\n",
    )
    book, problems = _bound(ward)
    assert problems == []
    pages = pages_of(book.outputs["/ket-luan/ket-luan-dt-1/88-tb-ubnd-2026.pdf"])
    assert all("THU HỒI" in page for page in pages)
    assert "Thu hồi, 01/11/2026: Ban hành nhầm." in pages[0]


@pytest.mark.parametrize("url", ["", "/cong/"])
def test_no_code_without_an_address(url: str, ward: Ward) -> None:
    """A site that does not know its own address prints neither code nor address."""
    book, problems = _bound(ward, url)
    assert problems == []
    assert qr_modules(book.outputs[PLAN_PDF]) == []
    assert "doi-thoai-2026/" not in "".join(pages_of(book.outputs[PLAN_PDF]))


def test_the_code_leads_to_the_page(ward: Ward) -> None:
    """What is drawn is the code of the page's whole address; the printed one has no scheme."""
    book, problems = _bound(ward, "https://congkhai.example.vn/phuong/")
    assert problems == []
    drawn = qr_modules(book.outputs[PLAN_PDF])
    matrix = segno.make_qr("https://congkhai.example.vn/phuong/ke-hoach/doi-thoai-2026/", error="m").matrix
    size = len(matrix)
    assert [[bool(module) for module in row] for row in matrix] == [row[4 : 4 + size] for row in drawn[4 : 4 + size]]
    assert "congkhai.example.vn/phuong/ke-hoach/doi-thoai-2026/" in pages_of(book.outputs[PLAN_PDF])[0]
    assert "https://" not in "".join(pages_of(book.outputs[PLAN_PDF]))
