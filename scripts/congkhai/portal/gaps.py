"""What is missing: steps that should be there by now and are not, told as plainly as what is."""

from collections.abc import Iterator
from enum import StrEnum

from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.records.document import Document
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition, Timeliness
from congkhai.records.reading import ConclusionDossier, PlanDossier


class Gap(StrEnum):
    """One kind of missing piece."""

    NO_NUMBER = "no-number"
    NO_DATE = "no-date"
    PARTIAL_DATE = "partial-date"
    NO_ISSUER = "no-issuer"
    NOT_PUBLISHED = "not-published"
    NO_MEETINGS = "no-meetings"
    NO_NOTICE = "no-notice"
    NO_REPORT = "no-report"
    NO_CONCLUSION = "no-conclusion"
    NO_NEW_DATE = "no-new-date"
    NO_ANSWER = "no-answer"


def _document_gaps(document: Document) -> Iterator[Gap]:
    if document.number is None:
        yield Gap.NO_NUMBER
    if document.issued is None:
        yield Gap.NO_DATE
    elif document.issued.day is None:
        yield Gap.PARTIAL_DATE
    if document.issuer is None:
        yield Gap.NO_ISSUER
    if document.published is None:
        yield Gap.NOT_PUBLISHED


def plan_gaps(dossier: PlanDossier) -> list[Gap]:
    """Return what a plan lacks."""
    gaps = list(_document_gaps(dossier.plan)) if dossier.plan else []
    return gaps if dossier.meetings else [*gaps, Gap.NO_MEETINGS]


def meeting_gaps(portal: Portal, meeting: Meeting) -> list[Gap]:
    """Return what a meeting lacks on the portal's day."""
    status = portal.status_of(meeting)
    gaps = []
    if meeting.notice is None and status in {MeetingStatus.HELD, MeetingStatus.CONCLUDED, MeetingStatus.FIXED}:
        gaps.append(Gap.NO_NOTICE)
    by_status = {
        MeetingStatus.UNREPORTED: Gap.NO_REPORT,
        MeetingStatus.HELD: Gap.NO_CONCLUSION,
        MeetingStatus.POSTPONED: Gap.NO_NEW_DATE,
    }
    return [*gaps, by_status[status]] if status in by_status else gaps


def conclusion_gaps(dossier: ConclusionDossier) -> list[Gap]:
    """Return what a conclusion lacks."""
    return list(_document_gaps(dossier.conclusion)) if dossier.conclusion else []


def petition_gaps(portal: Portal, petition: Petition) -> list[Gap]:
    """Return what a petition lacks on the portal's day."""
    overdue = petition.timeliness(portal.today) is Timeliness.OVERDUE
    return [Gap.NO_ANSWER] if overdue else []
