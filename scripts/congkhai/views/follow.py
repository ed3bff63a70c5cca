"""How a reader follows a page: the feeds and calendars that it offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congkhai.portal.relations import Portal
from congkhai.records.meeting import Meeting
from congkhai.settings import Area
from congkhai.views import addresses, feeds
from congkhai.views.feeds import Feed
from congkhai.views.parts import Link
from congkhai.views.slots import slot
from congkhai.words import word


@dataclass(frozen=True)
class Follow:
    """Feeds for the head and the foot of a page, calendars, and what there is for each area."""

    feeds: Sequence[Link] = ()
    calendars: Sequence[Link] = ()
    areas: Sequence[Link] = ()


def follow(portal: Portal, found: Mapping[str, Feed]) -> dict[str, Follow]:
    """Return what each page offers, by its address; `found` are the feeds that exist."""
    news = addresses.feed(feeds.ALL)
    kinds = {kind: addresses.feed(name) for kind, name in feeds.KINDS.items()}
    areas = [link for area in portal.areas.values() for link in _of_area(area, found)]
    calendar = _calendar(addresses.CALENDAR, word("ics.all"))
    offered = {
        addresses.HOME: Follow(_links(found, news)),
        addresses.PLANS: Follow(_links(found, kinds["plan"], news)),
        addresses.MEETINGS: Follow(_links(found, kinds["notice"], news), [calendar], areas),
        addresses.CONCLUSIONS: Follow(_links(found, kinds["conclusion"], news)),
        addresses.PETITIONS: Follow(_links(found, kinds["petition"], news)),
        addresses.DATA: Follow(_links(found, news, *kinds.values()), [calendar], areas),
    }
    for meeting in portal.meetings.values():
        if slot(meeting) is not None:
            offered[addresses.record("meeting", meeting.id)] = Follow(calendars=_of_meeting(portal, meeting, calendar))
    for code in portal.petitions:
        feed = addresses.petition_feed(code)
        offered[addresses.record("petition", code)] = Follow(_links(found, feed))
    return {address: one for address, one in offered.items() if one.feeds or one.calendars}


def _links(found: Mapping[str, Feed], *wanted: str) -> list[Link]:
    return [Link(word("feed.link", title=found[address].title), address) for address in wanted if address in found]


def _calendar(address: str, title: str) -> Link:
    return Link(word("ics.link", title=title), address)


def _of_area(area: Area, found: Mapping[str, Feed]) -> list[Link]:
    return [_calendar(addresses.area_calendar(area.id), area.name), *_links(found, feeds.area_feed(area.id))]


def _of_meeting(portal: Portal, meeting: Meeting, calendar: Link) -> list[Link]:
    areas = [portal.areas[area] for area in meeting.areas]
    return [calendar, *(_calendar(addresses.area_calendar(area.id), area.name) for area in areas)]
