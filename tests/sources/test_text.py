"""Bytes in: only clean UTF-8 becomes text, and every other encoding is called by its name."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.problems import LANGUAGES, Report
from congkhai.sources.text import MAX_BYTES, MAX_LINE, decode, forbidden, name_encoding, place_in, read_text

SENTENCES = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Ủy ban nhân dân phường tổ chức đối thoại trực tiếp với Nhân dân trên địa bàn năm 2026.",
    "Kế hoạch tiếp công dân, giải quyết khiếu nại, tố cáo và kiến nghị, phản ánh.",
    "title: Thông báo kết luận của Chủ tịch\nissuer: ubnd\nsummary: Đường ngõ 12 bị ngập nước khi mưa lớn.\n",
    "Người dân đề nghị sớm khơi thông cống rãnh, sửa đèn đường và thu gom rác thải đúng giờ.",
)
# One byte each, in the order of TCVN 5712 as the font .VnTime shows it.
TCVN3 = dict(zip(
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    bytes.fromhex(
        "a1a2a3a4a5a6a7 a8a9aaabacadae b5b6b7b8b9 bbbcbdbec6 c7c8c9cacb cccecfd0d1 d2d3d4d5d6 d7d8dcddde"
        "dfe1e2e3e4 e5e6e7e8e9 eaebecedee eff1f2f3f4 f5f6f7f8f9 fafbfcfdfe"
    ),
    strict=True,
))  # fmt: skip
# VNI Windows: a letter, then a byte that stands for its marks.
VNI_TONES = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
VNI_HATS = {"\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4, "": 0xE2}
VNI_BREVES = {"\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB, "": 0xEA}
VNI_WHOLE = {"đ": 0xF1, "Đ": 0xD1, "í": 0xED, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2, "ỵ": 0xEE}


def to_tcvn3(text: str) -> bytes:
    """Return text as an old file of the state's offices holds it; capitals with tones are typed small."""
    return bytes(TCVN3.get(c, TCVN3.get(c.lower(), 0x3F)) if ord(c) > 127 else ord(c) for c in text)


def to_vni(text: str) -> bytes:
    """Return text as a file typed with VNI-Times holds it."""
    return b"".join(_vni_letter(c) for c in text)


def _vni_letter(letter: str) -> bytes:
    if ord(letter) < 128:
        return letter.encode()
    if letter in VNI_WHOLE:
        return bytes([VNI_WHOLE[letter]])
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    if "\u0302" in marks:
        return base.encode() + bytes([VNI_HATS[tone]])
    if "\u0306" in marks:
        return base.encode() + bytes([VNI_BREVES[tone]])
    horn = {"o": b"\xf4", "O": b"\xd4", "u": b"\xf6", "U": b"\xd6"}[base] if "\u031b" in marks else base.encode()
    return horn + (bytes([VNI_TONES[tone]]) if tone else b"")


def to_cp1258(text: str) -> bytes:
    """Return text as Windows-1258 holds it: the vowel whole, the tone as a byte after it."""
    letters = []
    for base, *marks in (list(unicodedata.normalize("NFD", c)) for c in text):
        tones = "".join(mark for mark in marks if mark in VNI_TONES)
        others = "".join(mark for mark in marks if mark not in VNI_TONES)
        letters.append(unicodedata.normalize("NFC", base + others) + tones)
    return "".join(letters).encode("cp1258")


def told(raw: bytes) -> tuple[str | None, list[tuple[str, str]]]:
    """Return the text of a file's bytes and the problems with them, as slug and place."""
    report = Report()
    text = decode(raw, "f", report)
    for problem in report.problems:
        assert all(problem.message(language) and problem.hint(language) for language in LANGUAGES)
    return text, [(problem.slug, str(problem.place)) for problem in report.in_order()]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize(
    ("encode", "name"),
    [
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), "UTF-16"),
        (lambda text: text.encode("utf-16-le"), "UTF-16"),
        (lambda text: text.encode("utf-32"), "UTF-32"),
        (lambda text: b"\x00\x00\xfe\xff" + text.encode("utf-32-be"), "UTF-32"),
        (to_tcvn3, "TCVN3 (ABC, font .VnTime)"),
        (to_vni, "VNI (font VNI-Times)"),
        (to_cp1258, "Windows-1258"),
    ],
    ids=["utf-16", "utf-16-be", "utf-16 without mark", "utf-32", "utf-32-be", "tcvn3", "vni", "cp1258"],
)
def test_other_encodings_are_named(encode: Callable[[str], bytes], name: str, text: str) -> None:
    """A file saved in an old encoding is refused once, and its encoding is told."""
    raw = encode(text)
    assert name_encoding(raw) == name
    found, problems = told(raw)
    assert found is None
    assert [slug for slug, _ in problems] == ["not-utf-8"]


@pytest.mark.parametrize(
    ("raw", "place"),
    [(b"a\nb\n\xff\n", "f:3:1"), (b"\xef\xbb\xbfa\n\xff", "f:2:1"), (b"\xff", "f:1:1"), (b"a\r\nb\xe1\xba", "f:2:1")],
)
def test_the_first_bad_byte_has_its_line(raw: bytes, place: str) -> None:
    """Also after a byte order mark, and at the end of a cut file."""
    assert told(raw) == (None, [("not-utf-8", place)])


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbfa\r\nb\rc\n", b"a\nb\nc\n", "a\nb\nc\n".encode("utf-8-sig")], ids=["mixed", "lf", "bom"]
)  # fmt: skip
def test_line_ends_and_byte_order_mark_are_all_right(raw: bytes) -> None:
    """Windows, old Mac and Unix files are one text."""
    assert told(raw) == ("a\nb\nc\n", [])


@given(st.text(alphabet=st.sampled_from("aăâbcđêôơưế Ủ\u0301\u0302\n"), max_size=60))
def test_text_comes_composed(text: str) -> None:
    """Whatever way letters are put together, the text is in NFC, and reading it again changes nothing."""
    found, problems = told(text.encode())
    assert problems == []
    assert found == unicodedata.normalize("NFC", text)
    assert told(found.encode())[0] == found


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Random bytes yield a text or problems, never an exception."""
    text, problems = told(raw)
    assert (text is None) == bool(problems)


@pytest.mark.parametrize(
    ("letter", "slug"),
    [
        ("\x00", "text-control"), ("\x0b", "text-control"), ("\x1b", "text-control"), ("\x7f", "text-control"),
        ("\x85", "text-control"), ("\x9f", "text-control"), ("\u2028", "text-control"), ("\u2029", "text-control"),
        ("\u202e", "text-direction"), ("\u2066", "text-direction"), ("\u061c", "text-direction"),
        ("\u200b", "text-invisible"), ("\u200e", "text-invisible"), ("\u2060", "text-invisible"),
        ("\u2063", "text-invisible"), ("\u200d", "text-invisible"), ("\u206a", "text-invisible"),
        ("\ufeff", "text-invisible"), ("\u00ad", "text-invisible"),
        ("\ufffd", "text-broken"), ("\ue000", "text-broken"), ("\uffff", "text-broken"),
        ("Ã¡", "text-mojibake"), ("á»\x8d", "text-mojibake"), ("áº¿", "text-mojibake"), ("Ä‘", "text-mojibake"),
        ("Æ°", "text-mojibake"),
    ],
    ids=lambda value: value if value.isascii() and value.isprintable() else "+".join(f"{ord(c):04X}" for c in value),
)  # fmt: skip
def test_letters_that_no_document_needs(letter: str, slug: str) -> None:
    """Invisible, broken and garbled letters are refused where they stand, each once."""
    assert told(f"Dòng một\nHai {letter * 5}ba\n".encode("utf-8", "surrogatepass"))[1][0] == (slug, "f:2:5")
    text, problems = told(f"Hai {letter} ba".encode())
    assert text is None
    assert problems == [(slug, "f:1:5")]


@pytest.mark.parametrize(
    "text", ["Ã là chữ hoa", "ÁÂĂ áâă", "Số < 5 > 3", "a\tb", "====== sáu ======", "……“”–", "1 000 đ"]
)
def test_letters_that_documents_hold(text: str) -> None:
    """Vietnamese capitals, tabs, quotation marks and rules of other lengths are all right."""
    assert told(text.encode()) == (text, [])


def test_large_files_and_long_lines_are_refused() -> None:
    """One megabyte, and 20,000 characters a line."""
    assert told(b"a\n" * (MAX_BYTES // 2)) == ("a\n" * (MAX_BYTES // 2), [])
    assert told(b"a\n" * (MAX_BYTES // 2) + b"a") == (None, [("file-too-large", "f:1:1")])
    assert told(("ế" * MAX_LINE).encode())[1] == []
    assert told(("a\n" + "ế" * (MAX_LINE + 1)).encode()) == (None, [("line-too-long", "f:2:1")])


def test_unreadable_files_are_told(tmp_path: Path) -> None:
    """A missing file and a folder in its place are problems, not exceptions."""
    for path, slug in ((tmp_path / "none.md", "vanished-file"), (tmp_path, "folder-for-file")):
        report = Report()
        assert read_text(path, "f", report) is None
        assert [problem.slug for problem in report.problems] == [slug]


def test_a_rare_reason_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What an author cannot mend is named as the system names it, in no language."""

    def refuse(_path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    report = Report()
    assert read_text(tmp_path / "a.md", "f", report) is None
    assert [problem.message() for problem in report.problems] == ["Không đọc được tệp này (EIO)."]


@given(st.text(alphabet="ab\n", max_size=30), st.integers(1, 5))
def test_places_point_at_their_letter(text: str, first: int) -> None:
    """Line and column lead back to the offset."""
    lines = text.split("\n")
    for offset in range(len(text)):
        place = place_in(text, offset, "f", first)
        line = place.line - first
        assert sum(len(before) + 1 for before in lines[:line]) + place.column - 1 == offset


@given(st.text(st.sampled_from("aÃ»áº\u201cÄ\u0090\u2018Æ°¡\u00a0\u200b\u202e\ufeff\ufffd\ue000\x07\u2028")))
def test_the_quick_look_misses_nothing(text: str) -> None:
    """What a text may not hold is found whether or not something else there makes one look twice."""
    certain = len(text)
    assert [*forbidden(text), (certain, "text-control", "U+0000")] == list(forbidden(text + "\0"))
