"""Feeds: what a feed reader reads back from our files."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from congkhai.portal.relations import Portal
from congkhai.views import addresses, feeds
from congkhai.views.follow import Ways
from congkhai.views.news import newest
from wards import CONCLUSION, PETITIONS, PLAN, SCHEDULE, TODAY, Ward

SITE = "https://congkhai.example.vn/cong/"
ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTION = "changes:\n  - kind: correction\n    at: 2026-03-01\n    reason: Sai ngày.\n"
WITHDRAWAL = "  - kind: withdrawal\n    at: 2026-04-01T08:15\n    reason: Ban hành nhầm.\n"


def step(day: str, status: str) -> str:
    """Return a step of a history as it stands in a file."""
    return f"      - at: {day}\n        status: {status}\n"


ASSIGNED = step("2026-10-12", "assigned")


def files(portal: Portal, site_url: str = SITE) -> dict[str, bytes]:
    """Return every feed of a portal."""
    return dict(feeds.files(portal, feeds.Feeds(portal), site_url))


def read(portal: Portal, name: str, site_url: str = SITE) -> Any:
    """Return one feed as a reader sees it."""
    found = feedparser.parse(files(portal, site_url)[f"/{name}"])
    assert not found.bozo
    return found


def test_everything_published_is_told_newest_first(ward: Ward) -> None:
    """Publications and changes with their own days, steps not before the conclusion that shows them."""
    found = read(ward.portal(), "nguon-tin/tat-ca.xml")
    assert [(entry.title, entry.published) for entry in found.entries] == [
        ("KN-02: Chuyển nơi có thẩm quyền, chờ trả lời", "2026-10-15T00:00:00+07:00"),
        ("KN-02: Đã tiếp nhận", "2026-10-14T00:00:00+07:00"),
        ("KN-01: Giao giải quyết", "2026-10-14T00:00:00+07:00"),
        ("KN-01: Đã tiếp nhận", "2026-10-14T00:00:00+07:00"),
        ("Thông báo kết luận: Thông báo kết luận cuộc đối thoại ngày 06/10/2026", "2026-10-14T00:00:00+07:00"),
        ("Kế hoạch: Kế hoạch đối thoại với Nhân dân năm 2026", "2026-02-12T00:00:00+07:00"),
    ]
    assert found.feed.updated == "2026-10-15T00:00:00+07:00"
    assert all(entry.updated == entry.published for entry in found.entries)
    assert found.feed.author == "Ủy ban nhân dân phường Thử Nghiệm"
    assert found.feed.language == "vi"


def test_changes_are_entries_of_their_own(ward: Ward) -> None:
    """Each tells its reason; the first entry stays."""
    ward.edit(PLAN, "rules:\n", f"{CORRECTION}{WITHDRAWAL}rules:\n")
    entries = read(ward.portal(), "nguon-tin/ke-hoach.xml").entries
    assert [(entry.title.partition(":")[0], entry.published, entry.summary) for entry in entries] == [
        ("Thu hồi", "2026-04-01T08:15:00+07:00", "Ban hành nhầm."),
        ("Đính chính", "2026-03-01T00:00:00+07:00", "Sai ngày."),
        ("Kế hoạch", "2026-02-12T00:00:00+07:00", "12/KH-UBND"),
    ]


def test_what_has_no_day_of_publication_is_no_news(ward: Ward) -> None:
    """Neither the document nor its changes; a feed without entries does not exist, and no page names it."""
    ward.edit(PLAN, "published: 2026-02-12\n", "")
    ward.edit(PLAN, "rules:\n", f"{CORRECTION}rules:\n")
    portal = ward.portal()
    assert "/nguon-tin/ke-hoach.xml" not in files(portal)
    ways = Ways(portal, feeds.Feeds(portal))
    records = [addresses.record(kind, name) for kind, name in portal.records]
    pages = [addresses.HOME, addresses.PLANS, addresses.MEETINGS, addresses.DATA, *records]
    offered = {page: {link.href for link in found.feeds} for page in pages if (found := ways.of(page))}
    assert offered["/ke-hoach/"] == {"/nguon-tin/tat-ca.xml"}
    assert offered["/kien-nghi/kn-01/"] == {"/kien-nghi/kn-01/nguon-tin.xml"}
    assert set().union(*offered.values()) <= set(files(portal))


def test_moves_and_cancellations_follow_the_notices(ward: Ward) -> None:
    """Whoever waits for a meeting learns of both."""
    more = (
        "\n    reschedules:\n      - announced: 2026-11-18T09:00\n        to: 2026-12-03\n        reason: Mưa lũ."
        "\n    cancelled:\n      at: 2026-11-19\n      reason: Chưa đủ hồ sơ."
    )
    ward.edit(SCHEDULE, "when: 2026-12", f"when: 2026-11-20{more}")
    entries = read(ward.portal(), "nguon-tin/thong-bao.xml").entries
    assert [(entry.title, entry.summary) for entry in entries] == [
        ("Hủy: Đối thoại định kỳ đợt hai", "Chưa đủ hồ sơ."),
        ("Đổi sang Thứ Năm, 03/12/2026: Đối thoại định kỳ đợt hai", "Mưa lũ."),
    ]


def test_a_petition_has_its_own_feed(ward: Ward) -> None:
    """Each step, answer and change; of two on one day, the one told later comes first."""
    answers = "    answers:\n      - at: 2026-10-12\n        text: Đã khơi thông.\n"
    ward.edit(PETITIONS, ASSIGNED, ASSIGNED + step("2026-10-12", "answered") + answers)
    found = read(ward.portal(), "kien-nghi/kn-01/nguon-tin.xml")
    assert [entry.title for entry in found.entries] == [
        "KN-01: Trả lời ngày 12/10/2026", "KN-01: Đã trả lời", "KN-01: Giao giải quyết", "KN-01: Đã tiếp nhận",
    ]  # fmt: skip
    assert found.entries[0].summary == "Đã khơi thông."
    assert {entry.link for entry in found.entries} == {f"{SITE}kien-nghi/kn-01/"}


def test_the_same_step_twice_on_a_day_is_two_entries(ward: Ward) -> None:
    """Ids differ, and the first keeps its own."""
    before = [entry.id for entry in read(ward.portal(), "kien-nghi/kn-01/nguon-tin.xml").entries]
    ward.edit(PETITIONS, ASSIGNED, ASSIGNED * 2)
    after = [entry.id for entry in read(ward.portal(), "kien-nghi/kn-01/nguon-tin.xml").entries]
    assert after[1:] == before
    assert len(set(after)) == len(after) == 3


def test_an_area_has_its_own_feed(ward: Ward) -> None:
    """Plan, conclusion and petition of the area, and nothing of others."""
    entries = read(ward.portal(), "nguon-tin/dia-ban-tdp-1.xml").entries
    assert {entry.id.split(":")[4] for entry in entries} == {"KN-01", "ket-luan-dt-1", "doi-thoai-2026"}


def test_invented_news_say_so(ward: Ward) -> None:
    """A reader shows no banner, so the title itself tells; also for the petitions of an invented conclusion."""
    ward.edit(CONCLUSION, "issuer: ubnd\n", "issuer: ubnd\nillustrative: yes\n")
    portal = ward.portal()
    for name in ("nguon-tin/ket-luan.xml", "nguon-tin/kien-nghi.xml", "kien-nghi/kn-01/nguon-tin.xml"):
        assert all(entry.title.startswith("[Minh hoạ] ") for entry in read(portal, name).entries)
    assert not read(portal, "nguon-tin/ke-hoach.xml").entries[0].title.startswith("[")


@pytest.mark.parametrize(
    ("site_url", "feed_id", "entry_id", "to_itself", "to_page", "to_record"),
    [
        (
            SITE, f"{SITE}nguon-tin/ke-hoach.xml",
            "urn:congkhai:congkhai.example.vn:plan:doi-thoai-2026:published:2026-02-12",
            f"{SITE}nguon-tin/ke-hoach.xml", f"{SITE}ke-hoach/", f"{SITE}ke-hoach/doi-thoai-2026/",
        ),
        (
            "", "urn:congkhai:nguon-tin:ke-hoach.xml", "urn:congkhai:plan:doi-thoai-2026:published:2026-02-12",
            "ke-hoach.xml", "../ke-hoach/", "../ke-hoach/doi-thoai-2026/",
        ),
    ],
)  # fmt: skip
def test_ids_and_links(  # noqa: PLR0913, PLR0917 - columns of the table
    site_url: str, feed_id: str, entry_id: str, to_itself: str, to_page: str, to_record: str, ward: Ward
) -> None:
    """Absolute once the site knows its address, else names and ways from the file."""
    root = ET.fromstring(files(ward.portal(), site_url)["/nguon-tin/ke-hoach.xml"])  # noqa: S314 - our own bytes
    assert root.findtext(f"{ATOM}id") == feed_id
    assert [link.get("href") for link in root.findall(f"{ATOM}link")] == [to_itself, to_page]
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == entry_id
    link = root.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == to_record


def test_big_feeds_end(ward: Ward) -> None:
    """Fifty entries in what is shared, all of them in a petition's own."""
    days = [f"2026-11-{day:02}" for day in range(1, 24) for _ in range(3)]
    ward.edit(PETITIONS, ASSIGNED, "".join(step(day, "assigned") for day in days))
    portal = ward.portal()
    assert len(read(portal, "nguon-tin/tat-ca.xml").entries) == feeds.LIMIT
    assert len(read(portal, "kien-nghi/kn-01/nguon-tin.xml").entries) == 1 + len(days)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_the_newest_are_chosen_without_making_all(count: int, ward: Ward) -> None:
    """Of all, of each kind and of each area, the newest news are those that a list of everything begins with."""
    petitions = [
        _petition(number, area) for number, area in enumerate(("tdp-1", "", "tdp-1", "", "", "tdp-1"), start=3)
    ]
    ward.write({PETITIONS: ward.read(PETITIONS) + "".join(petitions)})
    settled = "".join(f"      - KN-{number:02}\n" for number in range(3, 9))
    ward.edit(CONCLUSION, "      - KN-02\n", f"      - KN-02\n{settled}")
    portal = ward.portal()
    some, every = newest(portal, count), newest(portal, 1000)
    assert len(every) > len(some) or count > 3
    for chosen in (lambda _: True, lambda one: one.kind == "petition", lambda one: "tdp-1" in one.areas):
        assert list(filter(chosen, some))[:count] == list(filter(chosen, every))[:count]


def _petition(number: int, area: str) -> str:
    place = f"    area: {area}\n" if area else ""
    days = f"      - at: 2026-10-{number:02}\n        status: received\n      - at: 2026-11-{20 - number:02}\n        status: assigned\n"
    return (
        f"  - code: KN-{number:02}\n    summary: Việc {number}.\n    field: other\n{place}    petitioner: household\n"
        f"    competence: ours\n    history:\n{days}"
    )


def test_markup_stays_text(ward: Ward) -> None:
    """Nothing that an author writes becomes markup of the feed."""
    ward.edit(PLAN, "title: Kế hoạch đối thoại với Nhân dân năm 2026", 'title: "<b>A & B</b> ]]> Kế hoạch"')
    root = ET.fromstring(files(ward.portal())["/nguon-tin/ke-hoach.xml"])  # noqa: S314 - our own bytes
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "Kế hoạch: <b>A & B</b> ]]> Kế hoạch"


def test_the_day_of_the_build_plays_no_part(ward: Ward) -> None:
    """Two builds on two days give the same bytes."""
    assert files(ward.portal(TODAY)) == files(ward.portal(date(2027, 3, 1)))
