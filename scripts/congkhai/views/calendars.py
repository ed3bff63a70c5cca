"""Meetings as iCalendar files (RFC 5545): one for all, one for each area."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.meeting import Meeting
from congkhai.views import addresses, dates, revisions
from congkhai.views.slots import Slot, Standing, slot
from congkhai.words import label, sentence, word
from congkhai.zone import VIETNAM

ZONE = "Asia/Ho_Chi_Minh"
# iCalendar has no word for postponed: nothing takes place on that day.
_STATUS = {Standing.POSTPONED: "CANCELLED"}
_NO_HOST = "congkhai.invalid"


def files(portal: Portal, site_url: str) -> dict[str, bytes]:
    """Return every calendar by its address; one without events can be subscribed to as well."""
    meetings = list(portal.meetings.values())
    found = {
        addresses.CALENDAR: _calendar(portal, site_url, word("ics.name", name=portal.settings.unit.agency), meetings)
    }
    for area in portal.areas.values():
        chosen = [meeting for meeting in meetings if area.id in meeting.areas]
        name = word("ics.name", name=area.name)
        found[addresses.area_calendar(area.id)] = _calendar(portal, site_url, name, chosen)
    return found


def _calendar(portal: Portal, site_url: str, name: str, meetings: Iterable[Meeting]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//congkhai//congkhai//VI")
    calendar.add("version", "2.0")
    calendar.add("name", _text(name))
    calendar.add("x-wr-calname", _text(name))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_zone())
    for meeting in meetings:
        if (found := slot(meeting)) is not None:
            calendar.add_component(_event(portal, site_url, meeting, found))
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    zone, standard, offset = Timezone(), TimezoneStandard(), VIETNAM.utcoffset(None)
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545 wants local time here
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _event(portal: Portal, site_url: str, meeting: Meeting, found: Slot) -> Event:
    event = Event()
    told = dates.instant(revisions.announced(portal, meeting) or found.when).astimezone(UTC)
    event.add("uid", f"{meeting.id}@{addresses.host(site_url) or _NO_HOST}")
    event.add("dtstamp", told)
    event.add("last-modified", told)
    event.add("sequence", found.changes)
    event.add("status", _STATUS.get(found.standing, found.standing.upper()))
    if found.when.hour is None:
        event.add("dtstart", found.when.day)
    else:
        local = dates.instant(found.when).replace(tzinfo=None)
        event.add("dtstart", local, parameters={"TZID": ZONE})
    event.add("summary", _text(title(portal, meeting, found)))
    event.add("categories", [_text(sentence(label(meeting.kind))), _text(sentence(label(meeting.track)))])
    if meeting.places:
        event.add("location", _text("; ".join(meeting.places)))
    url = addresses.absolute(site_url, addresses.record("meeting", meeting.id))
    url = url if url.startswith("https:") else ""
    event.add("description", _text("\n".join([*description(portal, meeting, found), *([url] if url else [])])))
    if url:
        event.add("url", url)
    return event


def title(portal: Portal, meeting: Meeting, found: Slot) -> str:
    """Return what a meeting is called outside its page: invented, cancelled and postponed ones say so."""
    text = word(f"ics.{found.standing}", title=meeting.title) if found.is_off else meeting.title
    return word("feed.invented", title=text) if invention.of_meeting(portal, meeting) else text


def description(portal: Portal, meeting: Meeting, found: Slot) -> Iterator[str]:
    """Yield what a calendar tells about a meeting beside day and place, a line each."""
    if invention.of_meeting(portal, meeting):
        yield word("ics.invented")
    if found.standing is Standing.TENTATIVE:
        yield word("ics.tentative")
    if meeting.cancelled is not None:
        yield word("ics.reason", reason=meeting.cancelled.reason)
    elif meeting.reschedules:
        if found.moved_from and not found.is_off:
            yield word("ics.moved", date=dates.when(found.moved_from).text)
        yield word("ics.reason", reason=meeting.reschedules[-1].reason)
    plan = portal.plan_of(meeting).plan
    facts = {"audience": meeting.audience, "contents": meeting.contents, "plan": plan.title if plan else None}
    for key, text in facts.items():
        if text:
            yield f"{word(f'meeting.{key}')}: {text}"


def _text(text: str) -> str:
    """Return text without line ends that iCalendar does not know; the library escapes the rest."""
    return "\n".join(text.splitlines())
