"""What search reads and the catalogue lists: everything published, nothing taken back, each record under its values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from congkhai.duties.ledger import ledger
from congkhai.search import Document
from congkhai.views import addresses, catalogue, marks, petition_register, registers, search
from congkhai.views import unmarked as plain
from congkhai.views.catalogue import CatalogueView
from congkhai.views.facets import AREA, KIND, YEAR
from congkhai.views.page import Mark, Page
from congkhai.views.pages import every_page
from congkhai.views.search import SearchView
from congkhai.views.unmarked import unmarked
from congkhai.words import word
from wards import CONCLUSION, PETITIONS, PLAN, SCHEDULE, TODAY, Ward

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "withdrawn.yml").read_text(encoding="utf-8"))


def _pages(ward: Ward) -> list[Page]:
    portal = ward.portal()
    return list(every_page(portal, ledger(portal)))


def _words(documents: Sequence[Document]) -> str:
    return "\n".join(" ".join((found.title, found.number, *found.texts, *found.labels)) for found in documents)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["tên"])
def test_what_was_taken_back_is_not_read(ward: Ward, case: dict[str, Any]) -> None:
    """The words of what was taken back are in no document, and stood in one before; its number stays."""
    before = _words(list(search.documents(_pages(ward))))
    for edit in case["thay"]:
        ward.edit(edit["tệp"], edit["từ"], edit["thành"])
    added = "".join(edit["thành"] for edit in case["thay"])
    pages = _pages(ward)
    after = _words(list(search.documents(pages)))
    view = search.pages(pages, TODAY)[0].shown
    assert isinstance(view, SearchView)
    newest = "\n".join(entry.title for entry in view.newest)
    for words in case["mất"]:
        assert words in before or words in added
        assert words not in after
        assert words not in newest
    assert [words for words in case["còn"] if words not in after] == []


def test_a_plan_names_its_meetings_and_a_meeting_its_kind(ward: Ward) -> None:
    """As labels, which weigh less than what a page says of itself; a plan that was taken back names none."""
    ward.edit(SCHEDULE, "    held:\n", "    question_minutes: 5\n    chair: [Chủ tịch phường]\n    held:\n")
    found = {document.address: document for document in search.documents(_pages(ward))}
    plan, meeting = found["/ke-hoach/doi-thoai-2026/"], found["/cuoc-doi-thoai/dt-1/"]
    assert {"Đối thoại định kỳ đợt một", "tháng 12/2026"} <= set(plan.labels)
    assert "Đối thoại định kỳ đợt một" not in plan.texts
    assert meeting.labels[0] == "Cuộc đối thoại"
    assert {"Chủ trì: Chủ tịch phường", "Thời gian đặt câu hỏi: không quá 5 phút một câu hỏi"} <= set(meeting.texts)
    ward.edit(
        PLAN, "title: ", "changes:\n  - kind: withdrawal\n    at: 2026-11-20\n    reason: Ban hành nhầm.\ntitle: "
    )
    found = {document.address: document for document in search.documents(_pages(ward))}
    assert "Đối thoại định kỳ đợt một" not in found["/ke-hoach/doi-thoai-2026/"].labels


def test_how_a_petition_stands_is_found(ward: Ward) -> None:
    """Its status where the phase says less, whose it is if not ours, its term, and that it is late; nothing once it was taken back."""
    ward.edit(PETITIONS, "due: 2026-11-30", "due: 2026-11-20")
    found = {document.address: document for document in search.documents(_pages(ward))}
    late, other = found["/kien-nghi/kn-01/"], found["/kien-nghi/kn-02/"]
    assert "Quá hạn" in late.labels
    assert "Hạn: 20/11/2026" in late.texts
    assert "vượt thẩm quyền" in other.labels
    assert other.labels.count("Đã chuyển, chờ trả lời") == 1
    ward.edit(
        PETITIONS,
        "due: 2026-11-20\n",
        "due: 2026-11-20\n    changes:\n      - {kind: withdrawal, at: 2026-10-20, reason: Theo yêu cầu.}\n",
    )
    found = {document.address: document for document in search.documents(_pages(ward))}
    assert "Quá hạn" not in found["/kien-nghi/kn-01/"].labels


def test_figures_of_a_meeting_and_duties_of_a_plan_are_found(ward: Ward) -> None:
    """What was counted is said as on the page; what nobody counted is not said. Of a plan, who shall do what."""
    ward.edit(
        SCHEDULE, "      ended: 2026-10-06T17:00\n", "      ended: 2026-10-06T17:00\n      figures: {attendees: 142}\n"
    )
    ward.edit(
        PLAN,
        "title: ",
        "duties:\n  - duty: announce-meeting\n    bearer: Ban Tiếp dân\n    note: Báo trước cho bà con.\ntitle: ",
    )
    found = {document.address: document for document in search.documents(_pages(ward))}
    texts = found["/cuoc-doi-thoai/dt-1/"].texts
    assert [text for text in texts if text.startswith("Số ")] == ["Số người dự: 142"]
    assert {"Ban Tiếp dân", "Báo trước cho bà con."} <= set(found["/ke-hoach/doi-thoai-2026/"].texts)


def test_why_a_document_was_taken_back_is_found(ward: Ward) -> None:
    """The reason stands on its page and is none of the words that were taken back."""
    ward.edit(
        CONCLUSION,
        "published: 2026-10-14\n",
        "published: 2026-10-14\nchanges:\n  - {kind: withdrawal, at: 2026-10-20, reason: Ban hành nhầm.}\n",
    )
    found = {document.address: document for document in search.documents(_pages(ward))}
    assert found["/ket-luan/ket-luan-dt-1/"].texts == ["Ban hành nhầm."]


def test_lists_of_late_petitions_are_found(ward: Ward) -> None:
    """By what they are called, as long as there is one in them."""
    (whole,) = petition_register.fronts(ward.portal())
    assert whole.title == "Kiến nghị"
    ward.edit(PETITIONS, "due: 2026-11-30", "due: 2026-11-20")
    portal = ward.portal()
    titles = {page.title: page.address for page in petition_register.fronts(portal)}
    assert titles == {"Kiến nghị": "/kien-nghi/", "Kiến nghị: Quá hạn": "/kien-nghi/thoi-han/overdue/"}
    assert set(titles.values()) <= {page.address for page in petition_register.pages(portal)}


def test_everything_published_is_read(ward: Ward) -> None:
    """Words of the prose, of items, of places and of answers stand in the document of their own page."""
    found = {document.address: _words([document]) for document in search.documents(_pages(ward))}
    assert "hai cuộc đối thoại trong năm" in found["/ke-hoach/doi-thoai-2026/"]
    assert "tháng 12/2026" in found["/cuoc-doi-thoai/dt-2/"]
    assert "Chuyển Sở Xây dựng xem xét" in found["/ket-luan/ket-luan-dt-1/"]
    assert "Tổ dân phố 1" in found["/kien-nghi/kn-01/"]
    assert found["/kien-nghi/kn-01/"].startswith("Rãnh thoát nước đường số 3 bị tắc. KN-01")


def test_what_was_wrong_and_why_it_changed_is_read(ward: Ward) -> None:
    """Who knows a paper by its fault, or a meeting by what became of it, finds it as the page tells it."""
    plan, schedule = "plans/doi-thoai-2026/plan.md", "plans/doi-thoai-2026/schedule.yml"
    petitions = "conclusions/ket-luan-dt-1/petitions.yml"
    for path, before, added in (
        (plan, "rules:\n", "defects:\n  - kind: missing-place\n    note: Chỗ ấy để trống.\n"),
        (plan, "rules:\n", "changes:\n  - kind: correction\n    at: 2026-03-01\n    reason: In nhầm hội trường.\n"),
        (schedule, "    held:\n", "    reschedules:\n      - announced: 2026-09-01\n        reason: Chờ bão tan.\n"),
        (schedule, "    when: 2026-12\n", "    cancelled:\n      at: 2026-11-01\n      reason: Đã hỏi từng hộ.\n"),
        (petitions, "    due: 2026-11-30\n", "    changes: [{kind: correction, at: 2026-10-20, reason: Nhầm.}]\n"),
    ):
        ward.edit(path, before, added + before)
    found = {document.address: _words([document]) for document in search.documents(_pages(ward))}
    assert "Thiếu địa danh. Chỗ ấy để trống." in found["/ke-hoach/doi-thoai-2026/"]
    assert "In nhầm hội trường." in found["/ke-hoach/doi-thoai-2026/"]
    assert "Đổi từ Thứ Ba, 06/10/2026, 14:00. Chờ bão tan." in found["/cuoc-doi-thoai/dt-1/"], "its first day"
    assert "Đã hỏi từng hộ." in found["/cuoc-doi-thoai/dt-2/"]
    assert "Đổi từ" not in found["/cuoc-doi-thoai/dt-2/"]
    assert "Nhầm." in found["/kien-nghi/kn-01/"]


def test_faults_of_a_notice_are_not_read(ward: Ward) -> None:
    """No page tells them."""
    notice = "{title: Giấy mời họp dân, issued: 2026-11-20, defects: [{kind: typing, note: Sai chữ.}]}"
    ward.edit("plans/doi-thoai-2026/schedule.yml", "    when: 2026-12\n", f"    when: 2026-12\n    notice: {notice}\n")
    words = _words(list(search.documents(_pages(ward))))
    assert ("Giấy mời họp dân" in words, "Sai chữ" in words) == (True, False)


def test_a_petition_is_read_with_the_days_of_its_course(ward: Ward) -> None:
    """Who knows only on which day it was handed on, or answered, finds it; a day of two steps stands once."""
    path, step = "conclusions/ket-luan-dt-1/petitions.yml", "        status: assigned\n"
    ward.edit(path, step, f"{step}      - {{at: 2026-10-12, status: answered}}\n")
    found = {document.address: document.texts for document in search.documents(_pages(ward))}
    assert found["/kien-nghi/kn-01/"][-1] == "ngày 12/10/2026"


def test_a_date_is_as_exact_as_its_record(ward: Ward) -> None:
    """A month stays a month, and a quarter gives only its year; the words say the rest."""
    ward.edit("plans/doi-thoai-2026/schedule.yml", "when: 2026-12\n", "when: 2026-Q4\n")
    found = {document.address: document for document in search.documents(_pages(ward))}
    assert found["/cuoc-doi-thoai/dt-1/"].date == "2026-10-06"
    assert found["/cuoc-doi-thoai/dt-2/"].date == "2026"
    assert "quý IV/2026" in found["/cuoc-doi-thoai/dt-2/"].texts


def _record(number: int, marked: int, day: date) -> Page:
    """Return a petition of its own number, in one of `marked` areas."""
    area = str(number % marked)
    of_year = Mark(YEAR, str(day.year), str(day.year))
    return Page(
        address=f"/kien-nghi/kn-{number}/",
        template="pages/petition.html",
        title=f"Kiến nghị {number}",
        section="petitions",
        view=None,
        kind=word("kind.petition"),
        day=day,
        marks=[of_year, Mark(AREA, area, f"Tổ dân phố {area}")],
    )


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=40), st.integers(1, 5))
def test_each_record_stands_once_under_each_of_its_values(days: list[date], marked: int) -> None:
    """The counts of a facet are those of its lists, and add up to all records that have a value."""
    records = [_record(number, marked, day) for number, day in enumerate(days)]
    shelves = catalogue.shelves(records)
    for name in (KIND, YEAR, AREA):
        shelved = [page.address for shelf in shelves if shelf.mark.facet == name for page in shelf.pages]
        assert sorted(shelved) == sorted(page.address for page in records)
    for choice in catalogue.choices(shelves):
        assert sum(option.count for option in choice.options) == len(records)
    for shelf in shelves:
        assert list(shelf.pages) == catalogue.newest_first(shelf.pages)


def test_a_long_list_of_the_catalogue_is_split() -> None:
    """No page of an area holds more than a page may, and together they hold every record."""
    records = [_record(number, 1, date(2024, 1, 1) + timedelta(days=number)) for number in range(3 * registers.PAGE)]
    made = catalogue.pages(catalogue.shelves(records), "")
    views = [page.shown for page in made if isinstance(page.shown, CatalogueView)]
    assert len(views) == len(made) > 1
    assert all(len(view.items) <= registers.PAGE for view in views)
    assert {entry.href for view in views for entry in view.items} == {page.address for page in records}
    assert len({page.address for page in made}) == len(made)
    assert made[0].address == addresses.catalogue(AREA, "0")


def test_every_value_leads_to_a_page(ward: Ward) -> None:
    """Each link of the catalogue is the address of a page that exists."""
    pages = _pages(ward)
    every = [*pages, *search.pages(pages, TODAY)]
    view = search.pages(pages, TODAY)[0].shown
    assert isinstance(view, SearchView)
    known = {page.address for page in every}
    links = [option.href for choice in view.facets for option in choice.options]
    assert len(links) > 10
    assert set(links) <= known
    assert {choice.name for choice in view.facets} == set(marks.FACETS)


def test_the_manifest_cannot_end_its_block(ward: Ward) -> None:
    """JSON in a data block holds no sign that HTML would read."""
    view = search.pages(_pages(ward), TODAY, '{"a":"</script><b>"}')[0].shown
    assert isinstance(view, SearchView)
    assert view.manifest == '{"a":"\\u003c/script\\u003e\\u003cb\\u003e"}'


def test_pages_without_kind_are_not_found(ward: Ward) -> None:
    """A list of others that has no kind stands in no index."""
    pages = [replace(page, kind="") for page in _pages(ward)]
    assert list(search.documents(pages)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# I. Mục đích\n\nMột **việc**, hai.", "I. Mục đích Một việc, hai."),
        ("| Ngày | Nơi |\n| --- | :-: |\n| 28/10 | Hội trường |", "Ngày Nơi 28/10 Hội trường"),
        ("- một\n* hai\n> ba\n1. bốn", "một hai ba 1. bốn"),
        ("Xem [kế hoạch](record:plan/a) và ![](x.png).", "Xem kế hoạch và."),
        ("05-KH/ĐU, 29/2022/QĐ-UBND, số_hiệu_a, 2 \\* 3, 5 - 3", "05-KH/ĐU, 29/2022/QĐ-UBND, số_hiệu_a, 2 * 3, 5 - 3"),
    ],
)
def test_marks_are_taken_from_text(text: str, words: str) -> None:
    """Words, numbers and stops stay."""
    assert unmarked(text) == words


@given(st.lists(st.from_regex(r"[A-Za-zĐđÀ-ỹ0-9]+(?:[/.-][A-Za-zĐđÀ-ỹ0-9]+)*", fullmatch=True), max_size=20))
def test_no_word_is_lost_with_the_marks(words: list[str]) -> None:
    """Plain words come out as they went in."""
    assert unmarked(" ".join(words)) == " ".join(words)


@given(st.text("aế1 \t\n|#*+>`_\\[]()!-:.,?;=\"'/", max_size=30))
def test_a_text_without_marks_needs_no_rule(text: str) -> None:
    """What is passed over at once is what all rules together leave as it is."""
    found = unmarked(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "_has_marks", lambda _: True)
        assert unmarked(text) == found
