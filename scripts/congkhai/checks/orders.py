"""Dates that cannot be, and orders that cannot have happened."""

from collections.abc import Iterable, Iterator
from datetime import date

from congkhai.problems import Place, Report
from congkhai.records.conclusion import Conclusion
from congkhai.records.document import Change, ChangeKind, Document
from congkhai.records.fields import NOWHERE
from congkhai.records.meeting import Figures, Meeting
from congkhai.records.petition import Competence, Petition, Status
from congkhai.records.reading import Records
from congkhai.records.when import Deadline, When
from congkhai.settings import Body, Settings

# Steps that mean nothing without the words that explain them.
_NEEDS_NOTE = {Status.NOT_RESOLVED, Status.NOT_CONSIDERED, Status.SCHEDULED}


def check_orders(records: Records, settings: Settings, today: date, report: Report) -> None:
    """Report impossible orders, dates after `today`, and bodies named outside their existence."""
    bodies: dict[str, Body] = {body.id: body for body in settings.bodies}
    meetings = {meeting.id: meeting for dossier in records.plans for meeting in dossier.meetings}
    for plan_dossier in records.plans:
        if plan_dossier.plan is not None:
            _check_document(plan_dossier.plan, bodies, today, report, whole=plan_dossier.plan.is_whole)
        for meeting in plan_dossier.meetings:
            _check_meeting(meeting, bodies, today, report)
    for dossier in records.conclusions:
        if (conclusion := dossier.conclusion) is not None:
            _check_document(conclusion, bodies, today, report, whole=conclusion.is_whole)
            _check_conclusion(conclusion, meetings.get(conclusion.meeting), today, report)
        for petition in dossier.petitions:
            _check_petition(petition, today, report)


def _at(when: When) -> Place:
    return when.place or NOWHERE


def _is_future(when: When | None, today: date) -> bool:
    return when is not None and when.first is not None and when.first > today


def _check_not_future(whens: Iterable[When | None], today: date, report: Report) -> None:
    for when in whens:
        if when is not None and _is_future(when, today):
            report.add("future-date", _at(when), found=str(when), today=f"{today:%Y-%m-%d}")


def _check_order(earlier: When | None, later: When | None, slug: str, today: date, report: Report) -> None:
    # Whatever happened precedes a date after today, which has been told already.
    if earlier is not None and later is not None and not _is_future(earlier, today) and later.is_before(earlier):
        report.add(slug, _at(later), earlier=str(earlier), later=str(later))


def _check_due(due: Deadline | None, start: When | None, origin: Place, today: date, report: Report) -> None:
    if due is None or start is None or start.first is None or _is_future(start, today):
        return
    if due.last_day < start.first:
        report.add("due-before-start", origin, due=str(due), start=str(start))


def _document_dates(document: Document) -> Iterator[When | None]:
    yield document.issued
    yield document.published
    yield from (change.at for change in document.changes)


def _check_document(document: Document, bodies: dict[str, Body], today: date, report: Report, *, whole: bool) -> None:
    """Report what is wrong in a document; `whole` when its record, or the one it stands in, has no faults."""
    _check_not_future(_document_dates(document), today, report)
    _check_order(document.issued, document.published, "published-before-issued", today, report)
    _check_changes(document.changes, document.published, today, report, whole=whole)
    body = bodies.get(document.issuer) if document.issuer is not None else None
    if body is not None and document.issuer is not None and document.issued is not None:
        ended = body.valid_to is not None and body.valid_to.is_before(document.issued)
        unborn = body.valid_from is not None and document.issued.is_before(body.valid_from)
        if ended or unborn:
            near = body.successor or ""
            report.add("body-not-in-force", document.issuer.place, id=body.id, at=str(document.issued), near=near)


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


def _check_meeting(meeting: Meeting, bodies: dict[str, Body], today: date, report: Report) -> None:
    _check_not_future(_meeting_dates(meeting), today, report)
    if meeting.notice is not None:
        _check_document(meeting.notice, bodies, today, report, whole=meeting.is_whole)
    if meeting.held is not None and meeting.cancelled is not None:
        report.add("held-and-cancelled", meeting.id.place, id=meeting.id)
    if meeting.held is not None:
        _check_order(meeting.held.began, meeting.held.ended, "ended-before-began", today, report)
        _check_figures(meeting.held.figures, report)
    for intake in meeting.intake:
        day = meeting.date.last if meeting.date and meeting.is_whole else None
        if day is not None and intake.until.last_day > day:
            report.add("intake-after-meeting", intake.origin, until=str(intake.until), meeting=str(meeting.date))
    expected = meeting.expected
    if expected and expected.min is not None and expected.max is not None and expected.min > expected.max:
        report.add("expected-reversed", expected.origin, min=str(expected.min), max=str(expected.max))


def _check_figures(figures: Figures, report: Report) -> None:
    opinions, oral, written = figures.opinions, figures.oral, figures.written
    if opinions is not None and oral is not None and written is not None and oral + written != opinions:
        report.add("figures-do-not-add-up", figures.origin, total=str(opinions), parts=f"{oral} + {written}")
    for part in (figures.answered_on_spot, figures.forwarded):
        if opinions is not None and part is not None and part > opinions:
            report.add("figures-do-not-add-up", figures.origin, total=str(opinions), parts=str(part))


def _check_conclusion(conclusion: Conclusion, meeting: Meeting | None, today: date, report: Report) -> None:
    if meeting is None:
        return
    if meeting.held is None and meeting.is_whole:
        report.add("conclusion-without-meeting", conclusion.meeting.place, id=meeting.id)
    elif meeting.held is not None:
        began = meeting.held.began
        _check_order(began, conclusion.issued, "concluded-before-held", today, report)
    for item in conclusion.items:
        _check_due(item.due, conclusion.issued, item.origin, today, report)


def _check_petition(petition: Petition, today: date, report: Report) -> None:
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
    _check_due(petition.due, received, petition.origin, today, report)
    for step in steps:
        _check_due(step.due, step.at, step.origin, today, report)
    unconsidered = (petition.competence is Competence.NOT_CONSIDERED, petition.status is Status.NOT_CONSIDERED)
    if unconsidered[0] != unconsidered[1]:
        report.add("competence-contradicts-status", petition.code.place, id=petition.code)


def _check_history(petition: Petition, today: date, report: Report) -> None:
    previous = petition.history[0]
    if previous.status is not Status.RECEIVED:
        report.add("history-not-received", previous.origin, status=previous.status)
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
