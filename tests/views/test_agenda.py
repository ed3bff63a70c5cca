"""Many meetings and many plans: every one is listed, on pages that are not too long."""

from collections.abc import Iterable

from congkhai.views import agenda, plans
from congkhai.views.agenda import CalendarView
from congkhai.views.page import Page
from congkhai.views.plans import ListView
from congkhai.views.registers import PAGE
from wards import SCHEDULE, Ward

MEETING = """  - id: cu-{number}
    title: Cuộc đối thoại cũ số {number}
    kind: periodic
    track: people
    forms: [in-person]
    when: {year}-0{month}
"""
PLAN = """---
title: Kế hoạch số {number}
issuer: ubnd
number: "{number}"
symbol: KH-UBND
issued: {year}-01-0{day}
---
Nội dung.
"""


def _addresses(page: Page) -> list[str]:
    view = page.shown
    if isinstance(view, CalendarView):
        return [str(row.cells[0].href) for row in view.past.rows]
    assert isinstance(view, ListView)
    return [item.href for group in view.groups for item in group.items]


def _check(pages: Iterable[Page], wanted: set[str]) -> None:
    """Hold the leaves of a split list against what has to be listed."""
    first, *rest = pages
    ways = first.shown.periods.items  # type: ignore[attr-defined]  # both kinds of view have it
    assert {way.href for way in ways} <= {page.address for page in rest}
    leaves = [_addresses(page) for page in rest if not page.shown.periods.items]  # type: ignore[attr-defined]  # the same
    assert sorted(one for leaf in leaves for one in leaf) == sorted(wanted)
    assert max(map(len, [_addresses(first), *leaves])) <= PAGE
    assert _addresses(first)[0] in wanted


def test_past_meetings_are_split_by_year(ward: Ward) -> None:
    """The first page has what comes and the newest of the past; the years lead to the rest."""
    more = [MEETING.format(number=n, year=2023 + n % 3, month=1 + n % 9) for n in range(2 * PAGE)]
    text = (ward.root / SCHEDULE).read_text(encoding="utf-8").rstrip() + "\n" + "".join(more)
    ward.write({SCHEDULE: text})
    portal = ward.portal()
    found = list(agenda.pages(portal))
    assert [page.address for page in found][:3] == ["/lich/", "/lich/nam/2026/", "/lich/nam/2025/"]
    _check(found, {f"/cuoc-doi-thoai/cu-{n}/" for n in range(2 * PAGE)} | {"/cuoc-doi-thoai/dt-1/"})


def test_a_past_meeting_is_filed_by_the_day_on_which_it_was_held(ward: Ward) -> None:
    """Planned for the third quarter and held in the fourth, it stands where its date sorts it."""
    more = [MEETING.format(number=n, year=2026, month=1 + n % 9) for n in range(2 * PAGE)]
    text = (ward.root / SCHEDULE).read_text(encoding="utf-8").rstrip() + "\n" + "".join(more)
    ward.write({SCHEDULE: text.replace("when: 2026-10-06T14:00", "when: 2026-09-29")})
    found = {page.address: page for page in agenda.pages(ward.portal())}
    assert _addresses(found["/lich/quy-4/"]) == ["/cuoc-doi-thoai/dt-1/"]


def test_plans_are_split_by_year(ward: Ward) -> None:
    """Newest first, as on one page."""
    more = {f"plans/cu-{n}/plan.md": PLAN.format(number=n + 100, year=2024 + n % 2, day=1 + n % 9) for n in range(PAGE)}
    ward.write(more)
    found = list(plans.list_pages(ward.portal()))
    _check(found, {f"/ke-hoach/cu-{n}/" for n in range(PAGE)} | {"/ke-hoach/doi-thoai-2026/"})


def test_a_short_list_is_one_page(ward: Ward) -> None:
    """A ward has a few dozen plans and meetings a year."""
    portal = ward.portal()
    assert [page.address for page in (*agenda.pages(portal), *plans.list_pages(portal))] == ["/lich/", "/ke-hoach/"]
