"""Dates that cannot be, and orders that cannot have happened."""

from collections.abc import Iterable, Iterator
from datetime import date
from weakref import WeakValueDictionary

from congkhai.checks.days import at, is_future
from congkhai.checks.years import is_in_other_year
from congkhai.problems import Report
from congkhai.records.conclusion import Conclusion
from congkhai.records.document import Change, ChangeKind, Document
from congkhai.records.entry import NOWHERE
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Competence, Petition, Status
from congkhai.records.plan import Plan
from congkhai.records.reading import Records
from congkhai.records.when import Deadline, When

# Steps that mean nothing without the words that explain them.
_NEEDS_NOTE = {Status.NOT_RESOLVED, Status.NOT_CONSIDERED, Status.SCHEDULED}
# Petitions, which never change, that were in order on a day: `mkdocs serve` reads few of them anew.
_IN_ORDER: WeakValueDictionary[tuple[int, date], Petition] = WeakValueDictionary()


def check_orders(records: Records, today: date, report: Report) -> None:
    """Report impossible orders and dates after `today`; a meeting in a wrong year, which is told so, proves none."""
    meetings = _in_their_year(records)
    for plan_dossier in records.plans:
        if plan_dossier.plan is not None:
            _check_document(plan_dossier.plan, today, report, whole=plan_dossier.plan.is_whole)
        for meeting in plan_dossier.meetings:
            _check_meeting(meeting, today, report)
            _check_still_meant(meeting, plan_dossier.plan, today, report)
            if meeting.held is not None and meeting.id in meetings:
                _check_order(meeting.held.began, meeting.held.ended, "ended-before-began", today, report)
    for dossier in records.conclusions:
        if (conclusion := dossier.conclusion) is not None:
            _check_document(conclusion, today, report, whole=conclusion.is_whole)
            _check_conclusion(conclusion, meetings.get(conclusion.meeting), today, report)
        for petition in dossier.petitions:
            _check_petition(petition, today, report)


def _in_their_year(records: Records) -> dict[str, Meeting]:
    return {
        meeting.id: meeting
        for dossier in records.plans
        for meeting in dossier.meetings
        if meeting.held is None or not is_in_other_year(meeting.held, meeting, dossier.plan)
    }


def _check_still_meant(meeting: Meeting, plan: Plan | None, today: date, report: Report) -> None:
    """Report a meeting that is still to come though its plan was taken back."""
    change = plan.withdrawal if plan is not None else None
    if (
        change is None
        or change.kind is not ChangeKind.WITHDRAWAL
        or meeting.held is not None
        or meeting.cancelled is not None
        or is_future(change.at, today)
    ):
        return
    if meeting.is_whole and meeting.date is not None and meeting.date.last is not None and meeting.date.last >= today:
        report.add("meeting-of-withdrawn-plan", at(meeting.when), id=meeting.id, since=change.at.words)


def _check_not_future(whens: Iterable[When | None], today: date, report: Report) -> None:
    for when in whens:
        if when is not None and is_future(when, today):
            report.add("future-date", at(when), found=when.words, today=f"{today:%Y-%m-%d}")


def _check_order(earlier: When | None, later: When | None, slug: str, today: date, report: Report) -> None:
    # Whatever happened precedes a date after today, which has been told already.
    if earlier is not None and later is not None and not is_future(earlier, today) and later.is_before(earlier):
        report.add(slug, at(later), earlier=earlier.words, later=later.words)


def _check_due(due: Deadline | None, start: When | None, today: date, report: Report) -> None:
    if due is None or start is None or start.first is None or is_future(start, today):
        return
    if due.last_day < start.first:
        report.add("due-before-start", due.place or NOWHERE, due=due.words, start=start.words)


def _document_dates(document: Document) -> Iterator[When | None]:
    yield document.issued
    yield document.published
    yield from (change.at for change in document.changes)


def _check_document(document: Document, today: date, report: Report, *, whole: bool) -> None:
    """Report what is wrong in a document; `whole` when its record, or the one it stands in, has no faults."""
    _check_not_future(_document_dates(document), today, report)
    _check_order(document.issued, document.published, "published-before-issued", today, report)
    _check_changes(document.changes, document.published, today, report, whole=whole)


def _check_changes(
    changes: Iterable[Change], previous: When | None, today: date, report: Report, *, whole: bool
) -> None:
    for change in changes:
        _check_order(previous, change.at, "changes-out-of-order", today, report)
        previous = change.at
        if whole and change.kind is ChangeKind.REPLACEMENT and change.replaced_by is None:
            report.add("replacement-unnamed", change.origin)


def _meeting_dates(meeting: Meeting) -> Iterator[When | None]:
    yield from (move.announced for move in meeting.reschedules)
    yield meeting.cancelled.at if meeting.cancelled else None
    if meeting.held is not None:
        yield meeting.held.began
        yield meeting.held.ended


def _check_meeting(meeting: Meeting, today: date, report: Report) -> None:
    _check_not_future(_meeting_dates(meeting), today, report)
    if meeting.notice is not None:
        _check_document(meeting.notice, today, report, whole=meeting.is_whole)
    if meeting.held is not None and meeting.cancelled is not None:
        report.add("held-and-cancelled", meeting.id.place, id=meeting.id)
    if meeting.date is not None and meeting.is_whole:
        _check_intake(meeting, meeting.date, report)


def _check_intake(meeting: Meeting, day: When, report: Report) -> None:
    for until in (intake.until for intake in meeting.intake):
        if day.last is not None and until.last_day > day.last:
            report.add("intake-after-meeting", until.place or NOWHERE, until=until.words, meeting=day.words)


def _check_conclusion(conclusion: Conclusion, meeting: Meeting | None, today: date, report: Report) -> None:
    for item in conclusion.items:
        _check_due(item.due, conclusion.issued, today, report)
    if meeting is not None and meeting.held is not None:
        _check_order(meeting.held.began, conclusion.issued, "concluded-before-held", today, report)
    elif meeting is not None and meeting.is_whole:
        report.add("conclusion-without-meeting", conclusion.meeting.place, id=meeting.id)


def _check_petition(petition: Petition, today: date, report: Report) -> None:
    known, before = (id(petition), today), len(report.problems)
    if known not in _IN_ORDER:
        _look_at_petition(petition, today, report)
        if len(report.problems) == before:
            _IN_ORDER[known] = petition


def _look_at_petition(petition: Petition, today: date, report: Report) -> None:
    steps, answers, changes = petition.history, petition.answers, petition.changes
    whens = [*(step.at for step in steps), *(answer.at for answer in answers), *(change.at for change in changes)]
    _check_not_future(whens, today, report)
    _check_changes(changes, None, today, report, whole=petition.is_whole)
    if not petition.is_whole:
        return
    _check_history(petition, today, report)
    received = petition.received
    for answer in answers:
        _check_order(received, answer.at, "answered-before-received", today, report)
    _check_due(petition.due, received, today, report)
    for step in steps:
        _check_due(step.due, step.at, today, report)
    unconsidered = (petition.competence is Competence.NOT_CONSIDERED, petition.status is Status.NOT_CONSIDERED)
    if unconsidered[0] != unconsidered[1]:
        report.add("competence-contradicts-status", petition.code.place, id=petition.code)


def _check_history(petition: Petition, today: date, report: Report) -> None:
    previous = petition.history[0]
    if previous.status is not Status.RECEIVED:
        report.add("history-not-received", previous.place_of("status"), status=previous.status)
    seen = {previous.status}
    for step in petition.history[1:]:
        _check_order(previous.at, step.at, "history-out-of-order", today, report)
        if step.status is Status.RECEIVED and Status.RECEIVED in seen:
            report.add("received-twice", step.origin, id=petition.code)
        if step.status is Status.UPPER_ANSWERED and Status.FORWARDED not in seen:
            report.add("answered-without-forwarding", step.origin, id=petition.code)
        if step.status is Status.FORWARDED and step.to is None:
            report.add("forwarded-nowhere", step.origin, id=petition.code)
        if step.status in _NEEDS_NOTE and step.note is None:
            report.add("step-needs-note", step.origin, status=step.status)
        seen.add(step.status)
        previous = step
