"""Meetings as a table."""

from congkhai.portal import invention
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.records.meeting import Figures, Form, Meeting, MeetingKind, Outcome, Track
from congkhai.records.when import Precision
from congkhai.views import addresses, revisions
from congkhai.views.data.columns import (
    ID,
    ILLUSTRATIVE,
    PAGE,
    TITLE,
    Cell,
    Cells,
    Column,
    Dataset,
    day,
    hour,
)
from congkhai.views.data.document_tables import page

COLUMNS = (
    ID,
    Column("plan_id", required=True, refers_to="plans"),
    Column("conclusion_id", refers_to="conclusions"),
    TITLE,
    Column("meeting_kind", choices=MeetingKind, required=True),
    Column("track", choices=Track, required=True),
    Column("forms", "list", Form),
    Column("meeting_status", choices=MeetingStatus, required=True),
    Column("tentative", "boolean", required=True),
    Column("date_precision", choices=Precision),
    Column("date_first", "date"),
    Column("date_last", "date"),
    Column("start_time", "time"),
    Column("date_printed"),
    Column("places", "list"),
    Column("area_ids", "list"),
    Column("audience"),
    Column("chairs", "list"),
    Column("notice_reference"),
    Column("notice_published_date", "date"),
    Column("notice_published_time", "time"),
    Column("reschedule_count", "integer", required=True),
    Column("cancelled_date", "date"),
    Column("cancellation_reason"),
    Column("held_date", "date"),
    Column("held_start_time", "time"),
    Column("held_end_time", "time"),
    *(Column(name, "integer") for name in Figures.model_fields),
    ILLUSTRATIVE,
    PAGE,
)


def meetings(portal: Portal, site_url: str) -> Dataset:
    """Return every meeting as it stands on the portal's day."""
    rows = [_meeting(portal, site_url, meeting) for meeting in portal.meetings.values()]
    changed = max((revisions.of_meeting(portal, meeting) for meeting in portal.meetings.values()), default="")
    return Dataset("meetings", COLUMNS, rows, changed)


def _meeting(portal: Portal, site_url: str, meeting: Meeting) -> Cells:
    conclusion = portal.conclusion_of(meeting)
    return {
        "id": str(meeting.id),
        "plan_id": portal.plan_of(meeting).folder.slug,
        "conclusion_id": conclusion.folder.slug if conclusion else None,
        "title": meeting.title,
        "meeting_kind": meeting.kind.value,
        "track": meeting.track.value,
        "forms": tuple(form.value for form in meeting.forms),
        "meeting_status": portal.status_of(meeting).value,
        "tentative": meeting.tentative,
        **_date(meeting),
        "places": meeting.places,
        "area_ids": tuple(str(area) for area in meeting.areas),
        "audience": meeting.audience,
        "chairs": meeting.chair,
        **_changes(meeting),
        **_held(meeting.held),
        "illustrative": invention.of_meeting(portal, meeting),
        "page": page(site_url, addresses.record("meeting", meeting.id)),
    }


def _date(meeting: Meeting) -> dict[str, Cell]:
    when = meeting.date
    return {
        "date_precision": when.precision.value if when else None,
        "date_first": f"{when.first:%Y-%m-%d}" if when and when.first else None,
        "date_last": f"{when.last:%Y-%m-%d}" if when and when.last else None,
        "start_time": hour(when),
        "date_printed": meeting.printed,
    }


def _changes(meeting: Meeting) -> dict[str, Cell]:
    notice, off = meeting.notice, meeting.cancelled
    return {
        "notice_reference": notice.reference if notice else None,
        "notice_published_date": day(notice.published) if notice else None,
        "notice_published_time": hour(notice.published) if notice else None,
        "reschedule_count": len(meeting.reschedules),
        "cancelled_date": day(off.at) if off else None,
        "cancellation_reason": off.reason if off else None,
    }


def _held(held: Outcome | None) -> dict[str, Cell]:
    figures = held.figures if held else Figures()
    return {
        "held_date": day(held.began) if held else None,
        "held_start_time": hour(held.began) if held else None,
        "held_end_time": hour(held.ended) if held else None,
        **{name: getattr(figures, name) for name in Figures.model_fields},
    }
