"""One thing written in several ways: long forms and short ones, quarters and days, numbers; and what only looks like one of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from congkhai.search import Document
from congkhai.search.passages import PASSAGE
from searching import Reader, reading

pytestmark = pytest.mark.slow

DOCUMENTS = [
    Document("/gate/", "Sửa cổng văn phòng", "Kiến nghị"),
    Document("/letter/", "Công văn xin sửa", "Kiến nghị"),
    Document("/cv/", "Gửi CV hỏi", "Kiến nghị"),
    Document("/rubber/", "Bao cao su", "Kiến nghị"),
    Document("/short/", "UBND họp", "Kiến nghị"),
    Document("/long/", "Ủy ban nhân dân họp", "Kiến nghị"),
    Document("/run/", "Lịch Q3/2025", "Trang"),
    Document("/street/", "Sửa đường 30 tháng 4", "Trang"),
    Document("/street-short/", "Sửa đường 30/4", "Trang"),
    Document("/year/", "Hẹn 28/10/2025", "Trang"),
    Document("/house/", "Nhà số 10/25 ngập", "Trang"),
    Document("/figure/", "Thu quý 3", "Trang"),
    Document("/roman/", "Chi quý III", "Trang"),
    Document("/iso/", "Tổ 3: 2025-11-28", "Trang"),
    Document("/bearer/", "Quyết định lớn", "Quyết định", number="29/2022/QĐ-UBND"),
    Document("/cites/", "Nội dung khác", "Trang", texts=["Theo nội dung 29/2022/QĐ-UBND."]),
    Document("/april/", "Họp tháng 4", "Trang"),
    Document("/december/", "Họp tháng 12/2026", "Trang"),
    Document("/from/", "Họp tháng từ đầu năm", "Trang"),
    Document("/hour/", "Họp lúc 8 giờ", "Trang"),
    Document("/long-ditch/", "Mương 640 m", "Trang"),
    Document("/ruling/", "Ngập nhà", "Trang", texts=["Theo Quyết định số 387/QĐ-UBND, văn bản 271/UBND-KT."]),
    Document("/lot/", "Đấu giá lô I2", "Kiến nghị", number="KN-2026-003"),
    Document("/list/", "Quyết định mục 1", "Trang", texts=["Hạn 1 5."]),
    Document("/groups/", "Mương 1.200 m", "Trang"),
    Document("/pig/", "Hỗ trợ tiêu hủy lợn", "Kiến nghị"),
    Document("/light/", "Đèn sáng", "Kiến nghị"),
    Document("/lane/", "Làm ngõ", "Kiến nghị", texts=["Tổ 5 làm ngõ. Việc tháng 8/2026 chưa xong."]),
]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    """Lend a reader of a few records."""
    with reading(browser, DOCUMENTS) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("cổng văn phòng", {"/gate/"}),
        ("công văn", {"/letter/", "/cv/"}),
        ("cv", {"/letter/", "/cv/"}),
        ("cong van", {"/gate/", "/letter/", "/cv/"}),
        ("bao cao su", {"/rubber/"}),
        ('"ủy ban nhân dân họp"', {"/long/"}),
        ("ủy ban nhân dân họp", {"/long/", "/short/"}),
        ("uy ban nhan dan hop", {"/long/", "/short/"}),
        ("q3/2025", {"/run/"}),
        ("quý III năm 2025", {"/run/"}),
        ("28/10/25", {"/year/"}),
        ("đường 30 tháng 4", {"/street/", "/street-short/"}),
        ("quý constructor", set()),
        ("quý III", {"/figure/", "/roman/"}),
        ("quý 3", {"/figure/", "/roman/"}),
        ("quý ba", {"/figure/", "/roman/"}),
        ("quy ba", {"/figure/", "/roman/"}),
        ("họp tháng tư", {"/april/"}),
        ("hop thang tu", {"/april/", "/from/"}),
        ("họp tháng từ", {"/from/"}),
        ("tháng mười hai 2026", {"/december/"}),
        ("thang chap nam 2026", {"/december/"}),
        ("họp 8h", {"/hour/"}),
        ("mương 640m", {"/long-ditch/"}),
        ("công văn 271", {"/ruling/"}),
        ("cv số 271", {"/ruling/"}),
        ("CV271", {"/ruling/"}),
        ("QĐ387", {"/ruling/"}),
        ("hỗ trợ heo", {"/pig/"}),
        ("8h30 ngày 28/11/2025", {"/iso/"}),
        ("08:30 28/11/2025", {"/iso/"}),
        ("8 giờ 30 sáng 28/11/2025", {"/iso/"}),
        ("lô I2", {"/lot/"}),
        ("quyết định 1005", set()),
        ("mương 1200", {"/groups/"}),
        ("mương 1.200", {"/groups/"}),
        ("29/2O22/QĐ-UBND", {"/bearer/", "/cites/"}),
        ("28/11/2025", {"/iso/"}),
        ("ngày 28 tháng 11 năm 2025", {"/iso/"}),
        ("tổ 5 tháng 8/2026", {"/lane/"}),
        ("tổ 5 8/2026", {"/lane/"}),
    ],
)
def test_what_is_meant_is_found_and_nothing_else(question: str, right: set[str], reader: Reader) -> None:
    """Marks tell a long form from other words; what is quoted stands as it is; a figure behind `tổ` is no day."""
    found = reader.ask(question)
    assert ({*found.hits}, found.lacking) == (right, False)


@pytest.mark.parametrize("question", ["nội dung 29/2022/QD-UBND", "nội dung 29/2022/qđ-ubnd"])
def test_who_bears_a_number_comes_first_however_it_is_typed(question: str, reader: Reader) -> None:
    """Marks that a keyboard does not have make no other number of it, whatever else is typed with marks."""
    assert reader.ask(question).hits == ["/bearer/", "/cites/"]


def test_a_numeral_is_marked_as_it_stands(reader: Reader) -> None:
    """The reader looks for the figure, and shows why the record was found."""
    with_text = Document("/x/", "Chi", "Trang", texts=["Số chi quý III đã duyệt."])
    with reading(reader.page.context.browser, [with_text]) as found:  # type: ignore[arg-type]  # it has one
        assert [text for text, is_marked in found.ask("quý III").excerpts[0] if is_marked] == ["quý", "III"]


def test_short_forms_are_marked_where_they_are_written_out(browser: Browser) -> None:
    """Whoever asks by letters sees why a paper was found; a word alone stays unmarked."""
    text = "Hợp tác xã thuê đất. Xã trả lời. Người dân hợp tác."
    with reading(browser, [Document("/1/", "Đơn", "Đơn", "2026-01-01", "", [text])]) as reader:
        marked = [piece for piece, is_marked in reader.ask("htx").excerpts[0] if is_marked]
    assert marked == ["Hợp", "tác", "xã"]


def test_a_word_is_marked_by_what_the_text_calls_it(reader: Reader) -> None:
    """Who types `heo` sees why `lợn` was found."""
    with_text = Document("/x/", "Chi", "Trang", texts=["Số lợn đã tiêu hủy."])
    with reading(reader.page.context.browser, [with_text]) as found:  # type: ignore[arg-type]  # it has one
        assert [text for text, is_marked in found.ask("heo").excerpts[0] if is_marked] == ["lợn"]


def test_a_long_form_is_shown_as_one_thing_beside_a_figure(reader: Reader) -> None:
    """Of `271 UBND` the figure is shown, not where UBND is written out."""
    text = f"Ủy ban nhân dân họp. {'Chữ khác. ' * 60}Văn bản 271/UBND-KT."
    with reading(reader.page.context.browser, [Document("/x/", "Chi", "Trang", texts=[text])]) as found:  # type: ignore[arg-type]  # it has one
        assert "271" in [piece for piece, is_marked in found.ask("271 UBND").excerpts[0] if is_marked]


def test_no_cut_parts_a_date_or_a_name(browser: Browser) -> None:
    """Wherever a long text is cut, what begins before the cut and ends behind it is found, also in quotes."""
    said = "Ủy ban nhân dân họp ngày 28 tháng 10 năm 2025"
    documents = [
        Document(f"/{at}/", "Dài", "Trang", texts=[" ".join(["chữ"] * (PASSAGE - at) + [said] + ["chữ"] * PASSAGE)])
        for at in range(11)
    ]
    with reading(browser, documents) as found:
        for question in ("28/10/2025", "UBND họp", '"ủy ban nhân dân họp"', "10/2025", '"họp ngày 28"'):
            assert (question, found.ask(question).total) == (question, len(documents))


def test_a_list_that_was_cut_says_nothing_of_other_segments(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the newer documents too often to be listed is not taken for granted in the older ones."""
    monkeypatch.setattr("congkhai.search.segments._OFTEN", 4)
    documents = [
        Document(f"/{at}/", "Riêng" if at % 500 == 0 else "Chung", "Trang", year, texts=[said])
        for year, said, numbers in (("2025", "Cũ", range(8192)), ("2026", "Mới", range(8192, 9000)))
        for at in numbers
    ]
    with reading(browser, documents) as found:
        assert found.ask("mới riêng").hits == ["/8500/"]
