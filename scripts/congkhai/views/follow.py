"""How a reader follows a page: the feeds and calendars that it offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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


class Ways:
    """What each page offers; `feeds` are those that exist."""

    def __init__(self, portal: Portal, feeds: Mapping[str, Feed]) -> None:
        self._portal = portal
        self._feeds = feeds
        self._calendar = _calendar(addresses.CALENDAR, word("ics.all"))
        self._records = {addresses.record(kind, name): (kind, name) for kind, name in portal.records}

    def of(self, address: str) -> Follow | None:
        """Return what the page at an address offers, None when that is nothing."""
        kind, name = self._records.get(address, ("", ""))
        if kind == "petition":
            return _any(Follow(_links(self._feeds, addresses.petition_feed(name))))
        if kind == "meeting" and slot(meeting := self._portal.meetings[name]) is not None:
            return Follow(calendars=_of_meeting(self._portal, meeting, self._calendar))
        return self._lists.get(address)

    @cached_property
    def _lists(self) -> Mapping[str, Follow | None]:
        found, calendar = self._feeds, self._calendar
        news = addresses.feed(feeds.ALL)
        kinds = {kind: addresses.feed(name) for kind, name in feeds.KINDS.items()}
        areas = [link for area in self._portal.areas.values() for link in _of_area(area, found)]
        offered = {
            addresses.HOME: Follow(_links(found, news)),
            addresses.PLANS: Follow(_links(found, kinds["plan"], news)),
            addresses.MEETINGS: Follow(_links(found, kinds["notice"], news), [calendar], areas),
            addresses.CONCLUSIONS: Follow(_links(found, kinds["conclusion"], news)),
            addresses.PETITIONS: Follow(_links(found, kinds["petition"], news)),
            addresses.DATA: Follow(_links(found, news, *kinds.values()), [calendar], areas),
        }
        return {address: _any(one) for address, one in offered.items()}


def _any(one: Follow) -> Follow | None:
    return one if one.feeds or one.calendars else None


def _links(found: Mapping[str, Feed], *wanted: str) -> list[Link]:
    return [Link(word("feed.link", title=found[address].title), address) for address in wanted if address in found]


def _calendar(address: str, title: str) -> Link:
    return Link(word("ics.link", title=title), address)


def _of_area(area: Area, found: Mapping[str, Feed]) -> list[Link]:
    return [_calendar(addresses.area_calendar(area.id), area.name), *_links(found, feeds.area_feed(area.id))]


def _of_meeting(portal: Portal, meeting: Meeting, calendar: Link) -> list[Link]:
    areas = [portal.areas[area] for area in meeting.areas]
    return [calendar, *(_calendar(addresses.area_calendar(area.id), area.name) for area in areas)]
