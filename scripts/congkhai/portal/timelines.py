"""What happened to a record, oldest first; each event has its date, its kind and the record behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from congkhai.portal.relations import Portal
from congkhai.records.document import Document
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.when import When


class EventKind(StrEnum):
    """The kinds of event in the life of a plan, a meeting and a petition."""

    PLAN_ISSUED = "plan-issued"
    PLAN_PUBLISHED = "plan-published"
    NOTICE_ISSUED = "notice-issued"
    NOTICE_PUBLISHED = "notice-published"
    RESCHEDULED = "rescheduled"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    CONCLUSION_ISSUED = "conclusion-issued"
    CONCLUSION_PUBLISHED = "conclusion-published"
    PLAN_CORRECTION = "plan-correction"
    PLAN_REPLACEMENT = "plan-replacement"
    PLAN_WITHDRAWAL = "plan-withdrawal"
    NOTICE_CORRECTION = "notice-correction"
    NOTICE_REPLACEMENT = "notice-replacement"
    NOTICE_WITHDRAWAL = "notice-withdrawal"
    CONCLUSION_CORRECTION = "conclusion-correction"
    CONCLUSION_REPLACEMENT = "conclusion-replacement"
    CONCLUSION_WITHDRAWAL = "conclusion-withdrawal"
    CORRECTION = "correction"
    REPLACEMENT = "replacement"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True)
class Event:
    """One dated event; `target` is the record to read, as kind and id."""

    at: When
    kind: EventKind
    note: str = ""
    target: tuple[str, str] | None = None


def _document_events(document: Document, kind: str, target: tuple[str, str] | None) -> Iterator[Event]:
    if document.issued is not None:
        yield Event(document.issued, EventKind(f"{kind}-issued"), document.reference or "", target)
    if document.published is not None:
        yield Event(document.published, EventKind(f"{kind}-published"), "", target)
    for change in document.changes:
        yield Event(change.at, EventKind(f"{kind}-{change.kind}"), change.reason, target)


def _own_events(meeting: Meeting) -> Iterator[Event]:
    for move in meeting.reschedules:
        yield Event(move.announced, EventKind.RESCHEDULED if move.to else EventKind.POSTPONED, move.reason)
    if meeting.cancelled is not None:
        yield Event(meeting.cancelled.at, EventKind.CANCELLED, meeting.cancelled.reason)
    if meeting.held is not None:
        yield Event(meeting.held.began, EventKind.HELD, meeting.held.note or "")


def meeting_timeline(portal: Portal, meeting: Meeting) -> list[Event]:
    """Return the events of a meeting from its plan to its conclusion, oldest first."""
    plan = portal.plan_of(meeting)
    events = list(_own_events(meeting))
    if plan.plan is not None:
        events += _document_events(plan.plan, "plan", ("plan", plan.folder.slug))
    if meeting.notice is not None:
        events += _document_events(meeting.notice, "notice", None)
    conclusion = portal.conclusion_of(meeting)
    if conclusion is not None and conclusion.conclusion is not None:
        events += _document_events(conclusion.conclusion, "conclusion", ("conclusion", conclusion.folder.slug))
    return sorted(events, key=lambda event: event.at.order)


def document_timeline(document: Document, kind: str) -> list[Event]:
    """Return the events of one document, oldest first; `kind` is plan, notice or conclusion."""
    return sorted(_document_events(document, kind, None), key=lambda event: event.at.order)


def changes_of(petition: Petition) -> list[Event]:
    """Return the corrections and the withdrawal of a petition's page, oldest first."""
    return [Event(change.at, EventKind(change.kind), change.reason) for change in petition.changes]


def last_change(document: Document) -> When | None:
    """Return when a document was last changed after publication, None when it never was."""
    return document.changes[-1].at if document.changes else None
