"""Whole questions, as people type them: what is said around them, small words, records that lack a word, guides, days."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from congkhai.search import Document
from congkhai.search.fillers import fillers
from congkhai.search.folding import composed, words
from searching import Reader, reading

pytestmark = pytest.mark.slow

FILLING = " ".join(f"Mục {place} nói về việc thứ {place} của phường." for place in range(200))
DOCUMENTS = [
    Document("/lights/", "Đèn đường tổ 5 hỏng", "Kiến nghị", "2026-03-12", texts=["Đề nghị thay bóng."]),
    Document("/market/", "Chợ Minh Hoạ", "Kiến nghị", "2026-03-12", is_named_by_date=False, texts=["Hướng dẫn bán hàng trước chợ."]),
    Document("/meeting/", "Hội nghị đối thoại", "Cuộc đối thoại", "2026-03-12"),
    Document("/notes/", "Kết luận", "Thông báo kết luận", "2026-04-02", texts=["Tại cuộc họp ngày 12/3/2026: chợ."]),
    Document("/plan/", "Kế hoạch", "Kế hoạch", "2026-04-20", texts=[f"Sửa đường. {FILLING} Bóng đèn hỏng. {FILLING} Bao giờ thay."]),
    Document("/guide/", "Hướng dẫn", "Trang", texts=["Đèn đường hỏng thì viết thế này. Đăng ký."], is_guide=True),
    Document("/ask/", "Hỏi về nhà ở xã hội", "Kiến nghị", "2026-05-04", texts=["Khu Tân Lập. Trợ cấp xã hội. Nhà cũ. Ở đầu hẻm."]),
    Document("/pole/", "Cột đèn đường hỏng", "Kiến nghị", "2026-06-01"),
    Document("/late/", "Đăng ký kết hôn", "Kiến nghị", "2026-05-05", texts=["Được hẹn lại. Kế hoạch bê tông."]),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    """Lend a reader of a few records."""
    with reading(browser, DOCUMENTS) as found:
        yield found


@pytest.mark.parametrize(
    "question",
    [
        "cho tôi hỏi bao giờ thì thay đèn đường",
        "cho toi hoi bao gio thi thay den duong",
        "Đèn đường bị hỏng khi nào thay ạ?",
        "đèn đường tổ 5 thế nào",
        "đèn đường tổ 5 đã thay chưa",
        "tổ 5 có thay đèn đường không",
        "bà con tổ 5 đèn đường hỏng hôm nào thay",
    ],
)
def test_what_is_said_around_a_question_is_not_looked_for(question: str, reader: Reader) -> None:
    """With marks and without; the plan, which has "bao giờ" and all the words far apart, does not come first."""
    found = reader.ask(question)
    assert (found.hits[0], found.lacking) == ("/lights/", False)


@pytest.mark.parametrize(
    "question", ["sáng 12/3/2026 đối thoại", "buổi chiều ngày 12/3/2026 đối thoại", "toi 12/3 doi thoai"]
)
def test_the_part_of_a_day_need_not_be_there(question: str, reader: Reader) -> None:
    """Whoever says when on a day means what takes place on it."""
    found = reader.ask(question)
    assert (found.hits[0], found.lacking) == ("/meeting/", False)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("8h00 ngày 12/3", ["d1203"]),
        ("08:30 sáng 12/3", ["d1203"]),
        ("14 giờ 30 ngày 12/3", ["d1203"]),
        ("tổ 3 chiều 12/3", ["to", "3", "d1203"]),
        ("khu phố 5 8h00 12/3", ["khu", "pho", "5", "d1203"]),
        ("máy chiếu 28/10", ["may", "chieu", "d2810"]),
        ("đèn không sáng tháng 3/2026", ["den", "khong", "sang", "202603"]),
        ("hội nghị số 3 năm 2026", ["hoi", "nghi", "so", "3", "nam", "2026"]),
        ("kiến nghị số 3 năm 2026", ["kien", "nghi", "2026", "3"]),
        ("đèn chiếu sáng 12/3", ["den", "chieu", "sang", "d1203"]),
    ],
)
def test_only_an_hour_is_left_out(question: str, keys: list[str], reader: Reader) -> None:
    """Figures of houses and groups stay, and words that look like parts of a day; only a petition is cited by its year."""
    parsed = reader.run("(text) => ckQuery(window.manifestOf()).parse(text).map((one) => one.key)", question)
    assert [key for key in parsed if key != "tdp"] == [key for key in keys if key != "tdp"]


def test_what_is_quoted_or_stands_alone_is_looked_for(reader: Reader) -> None:
    """Nobody who puts words in quotes says them in passing; and who types nothing else means them."""
    assert reader.ask('"bao giờ"').hits == ["/plan/"]
    assert reader.ask("bao giờ").hits == ["/plan/"]
    assert reader.ask("được").hits == ["/late/"]


def test_a_word_that_may_be_another_is_kept(reader: Reader) -> None:
    """Without marks `cho` may be `chợ`, so it is a small word only where marks are typed."""
    assert reader.ask("cho minh hoa").hits[0] == "/market/"
    assert not reader.ask("cho minh hoa").lacking


def test_phrases_without_marks_are_left_out_only_if_they_are_no_other(reader: Reader) -> None:
    """`o dau` is `ở đâu` or `ở đầu`."""
    assert reader.ask("o dau hem").hits == ["/ask/"]
    assert not reader.ask("o dau hem").lacking


def test_half_of_a_word_is_no_small_word(reader: Reader) -> None:
    """Of few words each may be, and some always are."""
    assert reader.ask("nhà ở").hits[0] == "/ask/"
    excerpt = reader.ask("khu tân lập có nhà ở xã hội").excerpts[0]
    assert [text.lower() for text, is_marked in excerpt if is_marked] == ["khu", "tân", "lập", "xã", "hội", "nhà", "ở"]


def test_no_pair_reaches_over_what_is_left_out(reader: Reader) -> None:
    """`đường thay` is what nobody typed."""
    asked = reader.run(
        "(text) => ckAsking('/index/', manifestOf()).parse(text).map((one) => [one.typed, one.apart])",
        "thay khi nào đèn đường",
    )
    assert asked == [["thay", False], ["đèn", True], ["đường", False]]
    asked = reader.run(
        "(text) => ckAsking('/index/', manifestOf()).parse(text).map((one) => [one.key, one.apart])",
        "cho tôi hỏi kinh tế xã hội",
    )
    assert asked == [["kt", True], ["xh", False]]


def test_the_word_before_what_is_left_out_is_finished(reader: Reader) -> None:
    """`đă` is the beginning of `đăng` only while it is being typed."""
    assert "/late/" in reader.ask("đă").hits
    assert reader.ask("đă ở đâu").total == 0


def test_who_lacks_a_word_stands_beside_who_has_them_all(reader: Reader) -> None:
    """And the reader is told how many have."""
    told = reader.run(
        "async (text) => { const found = await engine.search(text); return [found.total, found.full]; }",
        "bóng đèn đường hỏng",
    )
    assert told == [3, 2]
    assert reader.ask("bóng đèn đường hỏng").hits == ["/pole/", "/lights/", "/plan/"]
    # By date who has all goes before who lacks one.
    assert reader.ask("bóng đèn đường hỏng", order="date").hits == ["/plan/", "/lights/", "/pole/"]


def test_a_guide_comes_last(reader: Reader) -> None:
    """Though it has the very words; it is found by them where no record has any, and comes first by its name."""
    assert reader.ask("đèn đường hỏng").hits.index("/guide/") > reader.ask("đèn đường hỏng").hits.index("/lights/")
    assert reader.ask("viết thế này").hits == ["/guide/"]
    assert reader.ask("hướng dẫn").hits[0] == "/guide/"


def test_who_types_a_day_means_what_is_named_by_it(reader: Reader) -> None:
    """Then what tells of that day, then what is only filed under it."""
    assert [one for one in reader.ask("12/3/2026").hits if one != "/lights/"] == ["/meeting/", "/notes/", "/market/"]
    assert reader.ask("hội nghị ngày 13/3/2026").lacking
    assert reader.ask("hội nghị kết hôn 12/3/2026").hits[0] == "/meeting/"


def test_what_is_asked_for_may_be_of_another_day(reader: Reader) -> None:
    """It is shown though others are of the day that was typed, and that no record has all is told."""
    found = reader.ask("kế hoạch bê tông ngày 2/4/2026")
    assert (found.hits, found.lacking) == (["/late/"], True)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("2025-Q3", ["2025q3"]),
        ("quý III/2025", ["2025q3"]),
        ("2025-10", ["202510"]),
        ("tháng 10/2025", ["202510"]),
        ("KN 4/2026", ["kn", "2026", "4"]),
        ("KN 4-2026", ["kn", "2026", "4"]),
        ("KN-2026-04", ["kn", "2026", "4"]),
        ("kn 2026-004", ["kn", "2026", "4"]),
    ],
)
def test_months_and_quarters_are_told_from_codes(text: str, keys: list[str], reader: Reader) -> None:
    """As papers write them, as files write them, and what only looks so."""
    assert reader.run("(text) => ckAsking('/index/', manifestOf()).parse(text).map((one) => one.key)", text) == keys


def test_fillers_are_what_they_are_read_as() -> None:
    """A phrase of one word, which is left out without marks too, could be another word."""
    assert [phrase for phrase in fillers().around if len(words(composed(phrase))) < 2] == []
    assert [word for word in fillers().slight if len(words(composed(word))) != 1] == []
