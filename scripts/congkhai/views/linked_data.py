"""What search engines read: schema.org events and tables as data blocks of their pages."""

from collections.abc import Mapping, Sequence

from congkhai.portal.relations import Portal
from congkhai.records.meeting import Form, Meeting
from congkhai.records.when import When
from congkhai.views import addresses, calendars, dates
from congkhai.views.data.columns import Dataset
from congkhai.views.data.json_text import Json, script_text
from congkhai.views.slots import Slot, Standing, slot

_SCHEMA = "https://schema.org"
_STATUS = {Standing.CANCELLED: "EventCancelled", Standing.POSTPONED: "EventPostponed"}
_MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}


def events(portal: Portal, site_url: str) -> dict[str, str]:
    """Return the data block of every meeting that has a day, by the address of its page."""
    found = {}
    for meeting in portal.meetings.values():
        if (fixed := slot(meeting)) is not None:
            address = addresses.record("meeting", meeting.id)
            found[address] = script_text(_event(portal, meeting, fixed, site_url))
    return found


def tables(portal: Portal, datasets: Sequence[Dataset], site_url: str) -> str:
    """Return the data block of the page of open data."""
    graph = [_dataset(portal, dataset, site_url) for dataset in datasets]
    return script_text({"@context": _SCHEMA, "@graph": graph})


def _event(portal: Portal, meeting: Meeting, fixed: Slot, site_url: str) -> Json:
    is_moved = fixed.moved_from is not None and not fixed.is_off
    status = "EventRescheduled" if is_moved else _STATUS.get(fixed.standing, "EventScheduled")
    event: dict[str, object] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": calendars.title(portal, meeting, fixed),
        "startDate": _iso(fixed.when),
        "eventStatus": f"{_SCHEMA}/{status}",
        "description": "\n".join(calendars.description(portal, meeting, fixed)),
    }
    if fixed.moved_from and is_moved:
        event["previousStartDate"] = _iso(fixed.moved_from)
    return {**event, **_place(meeting), **_organizer(portal, meeting), **_url(site_url, meeting)}


def _iso(when: When) -> str:
    """Return a day, or a moment with its offset: never an hour that no record states."""
    return dates.instant(when).isoformat() if when.hour else f"{when.day}"


def _place(meeting: Meeting) -> Json:
    online, here = Form.ONLINE in meeting.forms, Form.IN_PERSON in meeting.forms
    found: dict[str, object] = {}
    if online or here:
        mode = "Mixed" if online and here else "Online" if online else "Offline"
        found["eventAttendanceMode"] = f"{_SCHEMA}/{mode}EventAttendanceMode"
    if meeting.places:
        found["location"] = [{"@type": "Place", "name": place} for place in meeting.places]
    return found


def _organizer(portal: Portal, meeting: Meeting) -> Json:
    plan = portal.plan_of(meeting).plan
    if plan is None or plan.issuer is None:
        return {}
    return {"organizer": {"@type": "GovernmentOrganization", "name": portal.bodies[plan.issuer].name}}


def _url(site_url: str, meeting: Meeting) -> Mapping[str, str]:
    url = addresses.absolute(site_url, addresses.record("meeting", meeting.id))
    return {"url": url} if url else {}


def _dataset(portal: Portal, dataset: Dataset, site_url: str) -> Json:
    files = {ending: addresses.data(f"{dataset.name}.{ending}") for ending in _MEDIA_TYPES}
    return {
        "@type": "Dataset",
        "name": dataset.title,
        "identifier": dataset.name,
        "description": dataset.text,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": portal.settings.unit.agency},
        **({"dateModified": dataset.changed} if dataset.changed else {}),
        "variableMeasured": [column.name for column in dataset.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": _MEDIA_TYPES[ending],
                "contentUrl": addresses.link(site_url, address, addresses.DATA),
            }
            for ending, address in files.items()
        ],
    }
