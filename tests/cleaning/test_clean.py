"""Clean copies: nothing of who, when and where stays; every word does; the file itself is never touched."""

import io
from pathlib import Path

import pytest

from congkhai.cli import main
from congkhai.sources.inside import Where, look_inside

docx = pytest.importorskip("docx", reason="needs the extra `desk`")
openpyxl = pytest.importorskip("openpyxl", reason="needs the extra `desk`")
pikepdf = pytest.importorskip("pikepdf", reason="needs the extra `desk`")
Image = pytest.importorskip("PIL.Image", reason="needs the extra `desk`")

WHO = "Nguyen Van Thu"
WORDS = "Kế hoạch đối thoại năm 2026"


def _word(path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(WORDS)
    document.core_properties.author = document.core_properties.last_modified_by = WHO
    if hasattr(document, "add_comment"):
        document.add_comment(paragraph.runs, text="Hỏi lại", author=WHO, initials="NVT")
    document.add_picture(io.BytesIO(_photo("PNG")))
    document.save(str(path))


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.creator = WHO
    book.active["A1"] = WORDS
    book.active["A1"].comment = openpyxl.comments.Comment("Hỏi lại", WHO)
    book.save(path)


def _pdf(path: Path) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj["/Annots"] = pdf.make_indirect(pikepdf.Array([
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T=WHO, Contents="Hỏi lại", Rect=[0, 0, 9, 9]),
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.vn"), Rect=[0, 0, 9, 9]),
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, T=WHO, Rect=[0, 0, 9, 9]),
        ]))  # fmt: skip
        pdf.docinfo["/Author"] = WHO
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = [WHO]
        pdf.attachments["phu-luc.txt"] = WHO.encode()
        pdf.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(path)


def _photo(kind: str) -> bytes:
    picture = Image.new("RGB", (40, 20), "red")
    exif = picture.getexif()
    exif[315], exif[274] = WHO, 6
    exif.get_ifd(34853)[1] = "N"
    stream = io.BytesIO()
    picture.save(stream, kind, exif=exif)
    return stream.getvalue()


def _jpeg(path: Path) -> None:
    path.write_bytes(_photo("JPEG"))


def _png(path: Path) -> None:
    path.write_bytes(_photo("PNG"))


def _webp(path: Path) -> None:
    path.write_bytes(_photo("WEBP"))


MAKERS = {"a.docx": _word, "a.xlsx": _workbook, "a.pdf": _pdf, "a.jpg": _jpeg, "a.png": _png, "a.webp": _webp}
TELLING = {Where.AUTHOR, Where.LOCATION, Where.EMBEDDED}


@pytest.mark.parametrize("name", MAKERS)
def test_a_clean_copy_lies_beside_the_file(name: str, tmp_path: Path) -> None:
    """The file itself keeps its bytes; the copy tells nothing of who made it."""
    path = tmp_path / name
    MAKERS[name](path)
    before = path.read_bytes()
    assert TELLING & {where for where, _ in look_inside(path).parts}
    assert main(["clean", str(path)]) == 0
    copy = tmp_path / name.replace("a.", "a-sach.")
    inside = look_inside(copy)
    assert TELLING & {where for where, text in inside.parts if text.strip()} == set()
    assert inside.unread in {"", "scan"}
    assert WHO.encode() not in copy.read_bytes()
    assert path.read_bytes() == before
    assert sorted([one.name for one in tmp_path.iterdir()]) == sorted([name, copy.name])


def test_words_tables_and_pictures_stay(tmp_path: Path) -> None:
    """Office programs open the copies, and read the same in them."""
    _word(tmp_path / "a.docx")
    _workbook(tmp_path / "a.xlsx")
    _pdf(tmp_path / "a.pdf")
    _jpeg(tmp_path / "a.jpg")
    assert main(["clean", *(str(tmp_path / name) for name in ("a.docx", "a.xlsx", "a.pdf", "a.jpg"))]) == 0
    document = docx.Document(str(tmp_path / "a-sach.docx"))
    assert document.paragraphs[0].text == WORDS
    assert len(document.inline_shapes) == 1
    book = openpyxl.load_workbook(tmp_path / "a-sach.xlsx")
    assert (book.active["A1"].value, book.active["A1"].comment) == (WORDS, None)
    with pikepdf.open(tmp_path / "a-sach.pdf") as pdf:
        kinds = [str(one["/Subtype"]) for one in pdf.pages[0].obj["/Annots"]]
        assert (kinds, "/OpenAction" in pdf.Root) == (["/Text", "/Link"], False)
        assert str(pdf.pages[0].obj["/Annots"][1]["/A"]["/URI"]) == "https://example.vn"
    # A photo taken with the telephone on its side is upright without its Exif too.
    assert Image.open(tmp_path / "a-sach.jpg").size == (20, 40)


def test_a_signed_pdf_is_refused_with_the_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change would break the signature."""
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(SigFlags=3, Fields=[])
        pdf.save(path)
    assert main(["clean", str(path)]) == 1
    assert "waivers.yml" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


REFUSED = {
    "a.pdf": (b"%PDF-1.7 x", "hỏng"),
    "b.docx": (b"PK\x03\x04 x", "hỏng"),
    "c.jpg": (b"\xff\xd8\xff x", "hỏng"),
    "d.doc": (b"\xd0\xcf\x11\xe0", "không phải là"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_cleaned_is_told(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, no copy, exit code 1; the other files are cleaned all the same."""
    content, said = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    _png(tmp_path / "z.png")
    assert main(["clean", str(tmp_path / name), str(tmp_path / "z.png")]) == 1
    assert said in capsys.readouterr().err
    assert sorted([one.name for one in tmp_path.iterdir()]) == sorted([name, "z-sach.png", "z.png"])


def test_a_locked_pdf_and_a_missing_file_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The way out is said."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    assert main(["clean", str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf")]) == 1
    said = capsys.readouterr().err
    assert "mật khẩu" in said
    assert "không mở được" in said


def test_a_copy_that_is_there_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever bears the name of the copy stays as it is."""
    _png(tmp_path / "a.png")
    (tmp_path / "a-sach.png").write_bytes(b"mine")
    assert main(["clean", str(tmp_path / "a.png")]) == 1
    assert "a-sach.png" in capsys.readouterr().err
    assert (tmp_path / "a-sach.png").read_bytes() == b"mine"
