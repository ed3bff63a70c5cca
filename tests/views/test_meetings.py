"""Meetings as values: their page, their entry in the archive, what search finds them by."""

import pytest

from congkhai.duties.ledger import ledger
from congkhai.portal.relations import Portal
from congkhai.views import archive, meetings, petitions
from congkhai.views.meetings import MeetingView
from congkhai.views.page import Page
from congkhai.views.parts import Entry
from congkhai.views.petitions import PetitionView
from congkhai.views.plans import ListView
from wards import CONCLUSION, SCHEDULE, SETTINGS, Ward

CONCLUDED = "Thông báo kết luận"
SECOND = "when: 2026-12"
CANCELLED = "\n    cancelled:\n      at: 2026-11-18\n      reason: Không có ý kiến."
POSTPONED = "\n    reschedules:\n      - announced: 2026-11-18\n        reason: Mưa lũ."
MOVED = "\n    reschedules:\n      - announced: 2026-11-18\n        to: 2027-01-05\n        reason: Mưa lũ."
NOTICE = (
    "\n    notice:\n      title: Mời đối thoại\n      number: 28\n      symbol: TB-UBND\n      published: 2026-11-11"
    "\n      signer:\n        authority: KT\n        on_behalf_of: Chủ tịch\n        post: Phó Chủ tịch"
)


def page(portal: Portal, name: str = "dt-2") -> tuple[Page, MeetingView]:
    """Return the page of a meeting, and what stands on it."""
    address = f"/cuoc-doi-thoai/{name}/"
    (found,) = [one for one in meetings.pages(portal, ledger(portal)) if one.address == address]
    assert isinstance(found.shown, MeetingView)
    return found, found.shown


def archived(portal: Portal, year: int) -> dict[str, Entry]:
    """Return the meetings in the archive of a year, by title."""
    (found,) = [one for one in archive.pages(portal) if one.address == f"/luu-tru/{year}/"]
    assert isinstance(found.shown, ListView)
    return {item.title: item for group in found.shown.groups if group.title == "Lịch đối thoại" for item in group.items}


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("unlimited: yes", "không giới hạn"),
        ("min: 120\n      unlimited: yes", "từ 120 người, không giới hạn"),
        ("min: 120", "từ 120 người"),
        ("max: 200", "tối đa 200 người"),
        ("min: 115\n      max: 115", "khoảng 115 người"),
        ("min: 80\n      max: 200", "từ 80 đến 200 người"),
        ("min: 0", "từ 0 người"),
    ],
)
def test_how_many_are_expected(lines: str, text: str, ward: Ward) -> None:
    """Every number of the record is said, and as the bound that it is."""
    ward.edit(SCHEDULE, SECOND, f"{SECOND}\n    expected:\n      {lines}")
    _, view = page(ward.portal())
    assert [row.values[0].text for row in view.summary if row.term == "Số người dự kiến"] == [text]


@pytest.mark.parametrize(
    ("more", "when", "tag", "year"),
    [
        (POSTPONED, "chưa có ngày mới", "Hoãn", 2026),
        (CANCELLED, "Thứ Sáu, 20/11/2026", "Hủy", 2026),
        (MOVED, "Thứ Ba, 05/01/2027", "Đã ấn định", 2027),
    ],
)
def test_the_archive_says_how_a_meeting_stands(more: str, when: str, tag: str, year: int, ward: Ward) -> None:
    """A meeting that was put off or called off does not look as if it had been held."""
    ward.edit(SCHEDULE, SECOND, f"when: 2026-11-20{more}")
    entry = archived(ward.portal(), year)["Đối thoại định kỳ đợt hai"]
    assert (entry.date and entry.date.text, entry.tag and entry.tag.text) == (when, tag)


def test_a_conclusion_that_was_taken_back_is_marked(ward: Ward) -> None:
    """Where the page says that there is none, its link says why, as do the row of the ledger and that of the open data."""
    withdrawal = "changes:\n  - kind: withdrawal\n    at: 2026-10-20\n    reason: Ban hành nhầm.\n"
    assert {row.term: row.values[0].note for row in page(ward.portal(), "dt-1")[1].summary}[CONCLUDED] == ""
    ward.edit(CONCLUSION, "meeting: dt-1\n", f"meeting: dt-1\n{withdrawal}")
    portal = ward.portal()
    _, view = page(portal, "dt-1")
    assert "Chưa có thông báo kết luận" in view.gaps.items
    (link,) = {row.term: row.values for row in view.summary}[CONCLUDED]
    assert (link.href, link.note) == ("/ket-luan/ket-luan-dt-1/", "(đã thu hồi 20/10/2026)")
    assert [one.note for one in view.duties if "kết quả" in one.title] == [
        "Trễ 27 ngày làm việc. Văn bản đã thu hồi 20/10/2026."
    ]


def test_a_meeting_without_a_day_is_in_the_year_of_its_plan(ward: Ward) -> None:
    """What is held as the need arises would be in no archive, and two counts of one page would differ."""
    ward.edit(SCHEDULE, SECOND, "when: on-occurrence")
    assert "Đối thoại định kỳ đợt hai" in archived(ward.portal(), 2026)


def test_a_held_meeting_in_the_archive(ward: Ward) -> None:
    """It stands there with the moment at which it began."""
    entry = archived(ward.portal(), 2026)["Đối thoại định kỳ đợt một"]
    told = (entry.date and entry.date.text, entry.tag and entry.tag.text)
    assert told == ("Thứ Ba, 06/10/2026, 14:00", "Đã có kết luận")


@pytest.mark.parametrize(
    ("more", "texts"),
    [
        (CANCELLED, {"Cuộc đối thoại đã hủy."}),
        ("", {
            "Chưa có thông báo tổ chức.", "Chưa có kết quả.",
            "Chưa có kiến nghị nào được công khai từ cuộc đối thoại này.",
        }),
    ],
)  # fmt: skip
def test_a_cancelled_meeting_waits_for_nothing(more: str, texts: set[str], ward: Ward) -> None:
    """Neither notice nor result is still to come."""
    ward.edit(SCHEDULE, SECOND, f"when: 2026-11-20{more}")
    _, view = page(ward.portal())
    assert {view.no_notice, view.no_result, view.no_petitions} == texts


def test_search_finds_a_meeting_by_its_notice(ward: Ward) -> None:
    """Number, title and the signer's post are among its words."""
    ward.edit(SCHEDULE, SECOND, f"when: 2026-12-10{NOTICE}")
    found, _ = page(ward.portal())
    assert found.number == "28/TB-UBND"
    assert {"Mời đối thoại", "Phó Chủ tịch"} <= set(found.text)


def test_a_note_on_an_area_stands_by_its_name(ward: Ward) -> None:
    """What the settings add about an area is told where a meeting is of it, and where a petition comes from it."""
    ward.edit(SETTINGS, "kind: residential-group\n", "kind: residential-group\n          note: Gồm cả tổ 7 cũ.\n")
    portal = ward.portal()
    (petition,) = [one for one in petitions.pages(portal) if one.address.endswith("/kn-01/")]
    assert isinstance(petition.shown, PetitionView)
    for view in (page(portal, "dt-1")[1], petition.shown):
        (found,) = [row.values[0] for row in view.summary if row.term == "Địa bàn"]
        assert (found.text, found.note) == ("Tổ dân phố 1", "Gồm cả tổ 7 cũ.")
