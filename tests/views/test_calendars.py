"""Calendars: what a calendar program reads back from our files."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from congkhai.portal.relations import Portal
from congkhai.views import addresses, calendars
from wards import SCHEDULE, TODAY, Ward

SITE = "https://congkhai.example.vn/cong/"
NOTICE = "\n    notice:\n      title: Thông báo\n      issued: 2026-11-10\n      published: 2026-11-10T16:30{more}"
MOVED = "\n    reschedules:\n      - announced: 2026-11-18T09:00\n        {to}reason: Mưa lũ."
CANCELLED = "\n    cancelled:\n      at: 2026-11-19\n      reason: Chưa đủ hồ sơ."


def second(ward: Ward, when: str, more: str = "") -> None:
    """Give the second meeting of the sample a date and what follows it."""
    ward.edit(SCHEDULE, "when: 2026-12", f"when: {when}{more}")


def events(portal: Portal, site_url: str = "", address: str = addresses.CALENDAR) -> dict[str, Any]:
    """Return the events of a calendar by the id of the meeting."""
    return {event["uid"].partition("@")[0]: event for event in read(portal, site_url, address).walk("VEVENT")}


def read(portal: Portal, site_url: str = "", address: str = addresses.CALENDAR) -> Any:
    """Return a calendar as a calendar program sees it."""
    return Calendar.from_ical(calendars.files(portal, site_url)[address])


def test_a_meeting_at_its_hour(ward: Ward) -> None:
    """Day, hour and zone are the record's; the stamp is the day on which it was made public."""
    second(ward, "2026-12-10T14:00", NOTICE.format(more="") + "\n    places:\n      - Hội trường; tầng 2, nhà A")
    event = events(ward.portal(), SITE)["dt-2"]
    start = event["dtstart"]
    assert start.params["TZID"] == "Asia/Ho_Chi_Minh"
    assert start.dt.replace(tzinfo=None) == datetime(2026, 12, 10, 14)  # noqa: DTZ001 - the zone is checked above
    assert start.dt.utcoffset().total_seconds() == 7 * 3600
    assert event["uid"] == "dt-2@congkhai.example.vn"
    assert event["dtstamp"].dt == event["last-modified"].dt == datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    assert event["location"] == "Hội trường; tầng 2, nhà A"
    assert event["url"] == f"{SITE}cuoc-doi-thoai/dt-2/"
    assert event["description"].endswith(f"\n{SITE}cuoc-doi-thoai/dt-2/")
    assert "dtend" not in event


def test_a_meeting_on_a_day_fills_the_day(ward: Ward) -> None:
    """An hour that no record states is not made up."""
    second(ward, "2026-12-10")
    event = events(ward.portal())["dt-2"]
    assert event["dtstart"].dt == date(2026, 12, 10)
    assert event["dtstart"].params["VALUE"] == "DATE"


@pytest.mark.parametrize("cancelled", [False, True])
@pytest.mark.parametrize("when", ["2026-12", "2026-Q4", "2026-H2", "2026", "on-occurrence"])
def test_no_day_no_event(when: str, cancelled: bool, ward: Ward) -> None:  # noqa: FBT001 - a column of the table
    """A month or a quarter never becomes a day, cancelled or not."""
    second(ward, when, CANCELLED if cancelled else "")
    assert set(events(ward.portal())) == {"dt-1"}


@pytest.mark.parametrize(
    ("when", "more", "status", "sequence", "day"),
    [
        ("2026-11-20", "\n    tentative: yes", "TENTATIVE", 0, "2026-11-20"),
        ("2026-11-20", CANCELLED, "CANCELLED", 1, "2026-11-20"),
        ("2026-11-20", MOVED.format(to="to: 2026-12-03\n        "), "CONFIRMED", 1, "2026-12-03"),
        ("2026-11-20", MOVED.format(to="to: 2026-12-03\n        ") + CANCELLED, "CANCELLED", 2, "2026-12-03"),
        ("2026-11-20", MOVED.format(to=""), "CANCELLED", 1, "2026-11-20"),
        ("2026-11-20", MOVED.format(to="to: 2027-Q1\n        "), "CANCELLED", 1, "2026-11-20"),
        ("2026-12", MOVED.format(to="to: 2026-12-03\n        "), "CONFIRMED", 1, "2026-12-03"),
        ("2026-11", "\n    held:\n      began: 2026-11-21T08:10", "CONFIRMED", 0, "2026-11-21"),
        ("2026-11-20", "\n    held:\n      began: 2026-11-20T08:10", "CONFIRMED", 0, "2026-11-20"),
        ("2026-11-20", "\n    held:\n      began: 2026-11-21T08:10", "CONFIRMED", 1, "2026-11-21"),
        (
            "2026-11-20",
            NOTICE.format(
                more="\n      changes:\n        - kind: correction\n          at: 2026-11-12\n          reason: Sai giờ."
            ),
            "CONFIRMED",
            1,
            "2026-11-20",
        ),
    ],
)
def test_changes_reach_the_calendar(  # noqa: PLR0913, PLR0917 - columns of the table
    when: str, more: str, status: str, sequence: int, day: str, ward: Ward
) -> None:
    """What was cancelled, moved or put off stays, and every change raises the number."""
    second(ward, when, more)
    event = events(ward.portal())["dt-2"]
    start = event["dtstart"].dt
    found = start.date() if isinstance(start, datetime) else start
    assert (event["status"], event["sequence"], f"{found}") == (status, sequence, day)


def test_the_reason_and_the_old_day_are_told(ward: Ward) -> None:
    """A move says from where and why; what is off says so in its title."""
    second(ward, "2026-11-20", MOVED.format(to="to: 2026-12-03\n        "))
    moved = events(ward.portal())["dt-2"]
    assert "Đổi từ 20/11/2026.\nLý do: Mưa lũ." in moved["description"]
    assert moved["dtstamp"].dt == datetime(2026, 11, 18, 2, tzinfo=UTC)
    ward.edit(SCHEDULE, "to: 2026-12-03\n        ", "")
    assert events(ward.portal())["dt-2"]["summary"] == "Hoãn: Đối thoại định kỳ đợt hai"


def test_invented_meetings_say_so(ward: Ward) -> None:
    """A calendar shows no banner, so the title itself tells."""
    second(ward, "2026-12-10", "\n    illustrative: yes")
    event = events(ward.portal())["dt-2"]
    assert event["summary"].startswith("[Minh hoạ] ")
    assert "không có thật" in event["description"]


def test_without_any_date_the_day_in_force_is_the_stamp(ward: Ward) -> None:
    """Never the day of the build."""
    second(ward, "2026-12-10")
    ward.edit("plans/doi-thoai-2026/plan.md", "published: 2026-02-12\n", "")
    assert events(ward.portal())["dt-2"]["dtstamp"].dt == datetime(2026, 12, 9, 17, tzinfo=UTC)


def test_an_area_has_its_own_calendar(ward: Ward) -> None:
    """Its name is the area's, and it holds the area's meetings only."""
    second(ward, "2026-12-10")
    assert set(events(ward.portal(), address="/lich/dia-ban/tdp-1.ics")) == {"dt-1"}
    assert set(calendars.files(ward.portal(), "")) == {"/lich/doi-thoai.ics", "/lich/dia-ban/tdp-1.ics"}
    assert read(ward.portal(), address="/lich/dia-ban/tdp-1.ics")["name"] == "Lịch đối thoại – Tổ dân phố 1"


@pytest.mark.parametrize("site_url", ["", "http://congkhai.example.vn/", "javascript:alert(1)", "https://a b\r\nX:1"])
def test_only_a_safe_address_is_given(site_url: str, ward: Ward) -> None:
    """Without HTTPS there is no address, neither in the text."""
    event = events(ward.portal(), site_url)["dt-1"]
    assert "url" not in event
    assert "://" not in event["description"]
    assert event["uid"] in {"dt-1@congkhai.invalid", "dt-1@congkhai.example.vn"}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x85", "\u2028"])
def test_no_line_end_starts_a_property(end: str, ward: Ward) -> None:
    """Text stays text, whatever ends a line in it."""
    portal = ward.portal()
    meeting = portal.meetings["dt-1"]
    nasty = f"Đối thoại{end}ATTENDEE:mailto:a@b{end}END:VEVENT"
    changed = meeting.model_copy(update={"title": nasty, "places": (nasty,), "contents": nasty})
    portal.meetings["dt-1"] = changed  # type: ignore[index]  # a record that no author can write
    raw = calendars.files(portal, SITE)[addresses.CALENDAR]
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")
    (event,) = events(portal, SITE).values()
    assert "attendee" not in event
    assert event["summary"].split("\n")[-1] == "END:VEVENT"


def test_the_zone_is_told(ward: Ward) -> None:
    """One offset, no summer time."""
    (zone,) = read(ward.portal()).walk("VTIMEZONE")
    (standard,) = zone.walk("STANDARD")
    assert zone["tzid"] == "Asia/Ho_Chi_Minh"
    assert standard["tzoffsetto"].td.total_seconds() == standard["tzoffsetfrom"].td.total_seconds() == 7 * 3600
    assert zone.walk("DAYLIGHT") == []


def test_the_day_of_the_build_plays_no_part(ward: Ward) -> None:
    """Two builds on two days give the same bytes."""
    second(ward, "2026-12-10", NOTICE.format(more=""))
    later = date(2027, 3, 1)
    assert calendars.files(ward.portal(TODAY), SITE) == calendars.files(ward.portal(later), SITE)
