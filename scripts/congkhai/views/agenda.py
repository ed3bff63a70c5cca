"""The calendar of all meetings: what comes, what is held when needed, and what has passed, which may be long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.views import addresses, dates, registers
from congkhai.views.choices import Pagination
from congkhai.views.meetings import card, entry, meetings_table, order, upcoming
from congkhai.views.page import Page
from congkhai.views.parts import Group, Link, MeetingCard, Table
from congkhai.views.plans import ListView
from congkhai.words import word


@dataclass(frozen=True)
class CalendarView:
    """The calendar; `periods` leads from the newest of many past meetings to the rest."""

    lead: str
    upcoming: Sequence[MeetingCard]
    none_upcoming: str
    on_occurrence: Table
    past: Table
    periods: Pagination


def pages(portal: Portal) -> Iterator[Page]:
    """Yield the calendar, and the lists of past meetings by year while there are many."""
    coming = upcoming(portal)
    every = list(portal.meetings.values())
    open_ended = [m for m in every if portal.status_of(m) is MeetingStatus.ON_OCCURRENCE]
    ahead = {meeting.id for meeting in (*coming, *open_ended)}
    past = sorted((meeting for meeting in every if meeting.id not in ahead), key=order, reverse=True)
    title, lead = word("menu.meetings"), word("meeting.lead")
    for part in registers.split(title, addresses.MEETINGS, past, lambda meeting: meeting.at.first):
        if part.address == addresses.MEETINGS:
            view = CalendarView(
                lead=lead,
                upcoming=[card(portal, meeting) for meeting in coming],
                none_upcoming=word("meeting.none-upcoming"),
                on_occurrence=meetings_table(portal, open_ended),
                past=meetings_table(portal, part.rows, registers.counted(part, "meeting.count")),
                periods=part.periods,
            )
            as_of = dates.as_of(portal.today)
            yield Page(
                part.address, "pages/calendar.html", title, "meetings", view, lead, as_of=as_of, kind=word("kind.page")
            )
            continue
        groups = [Group("", [entry(portal, meeting) for meeting in part.rows])]
        listed = ListView("", groups, part.periods, part.pagination)
        crumbs = [Link(title, addresses.MEETINGS)]
        as_of = dates.as_of(portal.today, is_open=not all(map(portal.is_over, part.rows)))
        yield Page(part.address, "pages/list.html", part.title, "meetings", listed, lead, crumbs, as_of=as_of)
