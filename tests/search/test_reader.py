"""The reader in the browser: filters, counts, order, excerpts, and an index that changed under an open page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Route

from congkhai.search import Document, Facet, build
from searching import Reader, reading

pytestmark = pytest.mark.slow

FACETS = [
    Facet("area", "Địa bàn", {"1": "Tổ 1", "2": "Tổ 2"}),
    Facet("state", "Trạng thái", {"open": "Đang", "done": "Xong"}),
]
LONG = " ".join(f"Mục {place} nói về việc thứ {place} của phường." for place in range(200))


def _petition(place: int, text: str, area: str, state: str) -> Document:
    return Document(
        f"/{place}/",
        f"Kiến nghị {place}",
        "Kiến nghị",
        f"2026-01-{place:02}",
        f"KN-2026-{place:03}",
        [text],
        {"area": [area], "state": [state]},
    )


DOCUMENTS = [
    _petition(1, "Bóng đèn đường hỏng, đề nghị thay.", "1", "open"),
    _petition(2, "Đèn đường không sáng.", "2", "open"),
    _petition(3, "Đèn đường tổ 2 đã hỏng từ lâu.", "2", "done"),
    _petition(4, "Từ nhà đến đường lớn rất xa.", "1", "done"),
    _petition(5, "Cây <b>xanh</b> ngã đổ & chắn lối đi.", "1", "open"),
    _petition(6, "Mương bị lấp. Mương bị lấp đã lâu.", "1", "open"),
    Document(
        "/taken-back/",
        "Kế hoạch 07/KH-UBND (thu hồi)",
        "Kế hoạch",
        "2025-01-20",
        "07/KH-UBND",
        facets={"state": ["done"]},
    ),
    Document(
        "/replacing/",
        "Kế hoạch mới",
        "Kế hoạch",
        "2025-12-10",
        "271/UBND-KT",
        ["Thay Kế hoạch số 07/KH-UBND. Văn nghệ."],
        {"state": ["open"]},
        ["Đèn, điện"],
    ),
    Document(
        "/long/",
        "Báo cáo dài",
        "Báo cáo",
        "2025-05-05",
        "",
        [LONG, "Cuối cùng là cụm chuồn chuồn kim."],
        {"area": ["1", "2"]},
    ),
]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    """Lend a reader of a handful of documents."""
    with reading(browser, DOCUMENTS, FACETS) as found:
        yield found


def test_equals_come_newest_first(reader: Reader) -> None:
    """The same words in the same place: the later document is above."""
    assert reader.ask("đèn đường").hits[:3] == ["/3/", "/2/", "/1/"]


def test_a_rare_word_weighs_more_than_a_common_one(browser: Browser) -> None:
    """Of two records that each have half of the question, the one with what few have comes first."""
    few = Document("/few/", "Đơn", "Đơn", "2025-01-01", "", ["Bến sông hẹp."])
    many = [Document(f"/{day}/", "Đơn", "Đơn", f"2026-01-{day}", "", ["Đường rộng thêm."]) for day in (10, 11, 12)]
    others = [
        Document(f"/khac-{month}/", "Đơn", "Đơn", f"2024-{month}-01", "", ["Việc khác."]) for month in range(10, 13)
    ]
    with reading(browser, [few, *many, *others]) as found:
        assert found.ask("bến sông đường rộng").hits == ["/few/", "/12/", "/11/", "/10/"]


def test_marks_that_fit_come_first(reader: Reader) -> None:
    """`đến đường` is another thing than `đèn đường`, and without marks both are found."""
    assert reader.ask("đến đường").hits[0] == "/4/"
    assert set(reader.ask("den duong").hits) == {"/1/", "/2/", "/3/", "/4/"}


def test_counts_tell_what_a_choice_would_leave(reader: Reader) -> None:
    """Counts of a facet see the other facets' choices, and the filtered list is as long as was told."""
    counts = reader.ask('"đèn đường"').counts
    assert counts == {"area": {"1": 1, "2": 2}, "state": {"open": 2, "done": 1}}
    chosen = reader.ask('"đèn đường"', {"area": ["2"]})
    assert (chosen.total, chosen.hits) == (2, ["/3/", "/2/"])
    assert chosen.counts == {"area": {"1": 1, "2": 2}, "state": {"open": 1, "done": 1}}
    assert reader.ask('"đèn đường"', {"area": ["1", "2"], "state": ["open"]}).hits == ["/2/", "/1/"]


def test_by_date_only_good_hits_are_sorted(reader: Reader) -> None:
    """What only shares a word is no hit, in whatever order."""
    assert reader.ask("bóng đèn đường", order="date").hits == ["/1/"]
    assert reader.ask("bóng đèn đường").hits == ["/1/"]


@pytest.mark.parametrize("query", ["đèn hỏng", "den hong", "mương lấp", "duong", "đèn"])
def test_list_count_filter_and_order_agree(query: str, reader: Reader) -> None:
    """What is listed is what is counted, what each box leaves, and what is sorted by date."""
    plain = reader.ask(query)
    assert plain.total == len(plain.hits) > 0
    assert sorted(reader.ask(query, order="date").hits) == sorted(plain.hits)
    for value, count in plain.counts["state"].items():
        left = reader.ask(query, {"state": [value]})
        assert left.total == count
        assert set(left.hits) <= set(plain.hits)


def test_what_has_every_word_is_a_hit(reader: Reader) -> None:
    """However far apart the words stand; what lacks one is shown only when nothing has them all, and that is told."""
    found = reader.ask("bóng thay")
    assert (found.hits, found.lacking) == (["/1/"], False)
    found = reader.ask("đèn đường hỏng nổ")
    assert (found.hits[0], found.lacking) == ("/1/", True)
    assert reader.ask("xa lâu thay").total == 0


def test_a_number_is_one_thing(reader: Reader) -> None:
    """The figure must be there, not only the letters; run together or in part it is found all the same."""
    assert reader.ask("999/KH-UBND").hits == []
    assert reader.ask("7/KH-UBND").hits == ["/taken-back/", "/replacing/"]
    assert reader.ask("KN-2026-004").hits == ["/4/"]
    assert reader.ask("kn2026004").hits == ["/4/"]
    assert reader.ask("271ubndkt").hits == ["/replacing/"]
    assert reader.ask("271/UBND").hits == ["/replacing/"]
    assert reader.ask("KN-2031-004").hits == []


def test_the_paper_of_a_number_comes_first_though_its_text_is_gone(reader: Reader) -> None:
    """Other words beside the number do not hide it."""
    assert reader.ask("07/KH-UBND văn nghệ").hits == ["/taken-back/", "/replacing/"]


def test_part_of_a_date(reader: Reader) -> None:
    """A day without its year, and a month."""
    assert reader.ask("3/1").hits == ["/3/"]
    assert reader.ask("ngày 10 tháng 12").hits == ["/replacing/"]
    assert reader.ask("12/2025").hits == ["/replacing/"]
    assert reader.ask("10.12.25").hits == ["/replacing/"]
    assert reader.ask("2025-12").hits == ["/replacing/"]


def test_a_date_is_enough_beside_a_word_that_no_text_has(reader: Reader) -> None:
    """Whoever types `họp` and a day wants what is of that day, whatever it is called; two words of which one is nowhere find nothing."""
    assert reader.ask("họp ngày 10/12/2025").hits == ["/replacing/"]
    assert reader.ask("lịch họp 12/2025").hits == ["/replacing/"]
    assert reader.ask("họp nghệ").hits == []


def test_marks_typed_weigh(reader: Reader) -> None:
    """Whatever fits in all its marks is above what fits only without them; a label is below a text."""
    assert reader.ask("đèn").hits[-1] == "/4/"
    assert reader.ask("đèn").hits.index("/replacing/") > reader.ask("đèn").hits.index("/1/")


def test_excerpts_keep_the_original_spelling(reader: Reader) -> None:
    """What is marked is a piece of the text itself, and signs of markup are only letters."""
    pieces = reader.ask("cay xanh").excerpts[0]
    assert [piece for piece, is_marked in pieces if is_marked] == ["Cây", "xanh"]
    assert "".join(piece for piece, _ in pieces) == "Cây <b>xanh</b> ngã đổ & chắn lối đi."


def test_only_exact_words_are_marked_when_marks_were_typed(reader: Reader) -> None:
    """`đến` is not marked for `đèn`."""
    for pieces in reader.ask("đèn đường").excerpts:
        marked = {piece.lower() for piece, is_marked in pieces if is_marked}
        assert not {"đến", "đèn"} <= marked


def test_a_long_text_is_shown_where_the_words_stand(reader: Reader) -> None:
    """Only the passage with the words is fetched."""
    reader.server.answers.clear()
    found = reader.ask("chuồn chuồn kim")
    assert found.hits[0] == "/long/"
    assert {"chuồn", "kim"} <= {piece for piece, is_marked in found.excerpts[0] if is_marked}
    assert max(answer.size for answer in reader.server.answers) < 2000


def test_what_the_title_says_is_no_other_word_of_the_text(browser: Browser) -> None:
    """In a text, a word with other marks is not marked in the place of the one that the title has."""
    with reading(
        browser, [Document("/x/", "Đường hỏng", "Kiến nghị", texts=["Phòng trả lời: hồng cầu đo ở phòng dưỡng lão."])]
    ) as found:
        assert [piece for piece, is_marked in found.ask("đường hỏng").excerpts[0] if is_marked] == []


@pytest.mark.parametrize(
    "text", ["", "   ", "!?", '"', '""', "“", "a" * 500, "ß İ ﬁ ２０", "<img onerror=alert(1)>", "١٢٣"]
)
def test_nothing_typed_breaks_the_reader(text: str, reader: Reader) -> None:
    """Whatever is typed is answered."""
    assert reader.ask(text).total == 0


def test_a_missing_file_is_told(reader: Reader) -> None:
    """A shard that a new version of the site took away fails the search instead of hiding results."""
    told = reader.run("""async () => {
      const about = structuredClone(manifestOf());
      about.segments[0].name = "gone";
      try { await ckEngine(ckAsking("/index/", about)).search("đèn đường"); return "silent"; } catch (error) { return error.message; }
    }""")
    assert "404" in told


def test_an_index_of_another_form_is_refused(reader: Reader) -> None:
    """Its numbers would be read as what they are not."""
    told = reader.run("""() => {
      const about = { ...manifestOf(), format: manifestOf().format + 1 };
      try { ckAsking("/index/", about); return "silent"; } catch (error) { return error.message; }
    }""")
    assert told == "format"


@pytest.mark.parametrize("sent", ["nothing", "half of it", "<!doctype html><title>Đăng nhập</title>"])
def test_a_shard_that_is_none_is_an_error_and_asked_again(sent: str, browser: Browser) -> None:
    """Half a file, or what a proxy sends in its place, ends the question; the next one asks anew."""
    with reading(browser, DOCUMENTS, FACETS) as reader:
        shards = re.compile(r"/index/[0-9a-f]{10}/t[^/]*\.txt$")

        def spoil(route: Route) -> None:
            whole = route.fetch().body()
            route.fulfill(body={"nothing": b"", "half of it": whole[: len(whole) // 2]}.get(sent, sent.encode()))

        reader.page.route(shards, spoil)
        with pytest.raises(Error):
            reader.ask("đèn đường")
        reader.page.unroute(shards)
        assert "/2/" in reader.ask("đèn đường").hits


def test_a_front_is_found_by_each_of_its_names(browser: Browser) -> None:
    """Papers write it out, by its letters, and half by letters."""
    names = ["Ủy ban Mặt trận Tổ quốc", "Ủy ban MTTQ", "UBMTTQ", "UB MTTQ"]
    documents = [
        Document(f"/{place}/", f"Giấy mời {place}", "Thông báo", "2026-01-01", "", [f"Kính gửi {name} phường."])
        for place, name in enumerate(names)
    ]
    with reading(browser, documents) as reader:
        for name in names:
            assert reader.ask(name).total == len(names), name
            assert reader.ask(name.lower()).total == len(names), name


def test_an_unfinished_word_of_one_letter_takes_nothing_away(reader: Reader) -> None:
    """Before the second letter the words before it answer."""
    assert reader.ask("chuồn chuồn k").hits == reader.ask("chuồn chuồn").hits == ["/long/"]
    assert reader.ask("đèn đường h").hits == reader.ask("đèn đường").hits


def test_ten_thousand_documents_with_one_word(browser: Browser) -> None:
    """A list that is cut keeps the newest, and its words still count."""
    many = [
        Document(
            f"/{place:05}/",
            "Việc",
            "a",
            f"20{10 + place // 1000}-01-01",
            "",
            ["phường ta"] + (["sông hồ"] if place == 100 else []),
        )
        for place in range(9000)
    ]
    with reading(browser, build(many)) as reader:
        assert reader.ask("phường").hits[0] == "/08999/"
        assert reader.ask("phường sông").hits[0] == "/00100/"
        assert reader.ask("sông hồ").hits[0] == "/00100/"


def test_a_segment_of_one_word_ends_no_search(browser: Browser) -> None:
    """The newest document may be a word that makes no pair; what is asked of the others is answered."""
    others = [_petition(place, "Cầu treo thôn Hạ bị hỏng.", "1", "open") for place in range(1, 17)]
    newest = Document("/x/", "Zebra", "", "2026-12-01")
    with reading(browser, [*others, newest], FACETS) as found:
        assert found.ask("cầu treo").total == len(others)
        assert found.ask("zebra").total == 1
