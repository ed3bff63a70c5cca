"""Dates that cannot be, and orders that cannot have happened."""

from collections.abc import Iterator
from datetime import date

from congkhai.problems import Place, Report
from congkhai.records.conclusion import Conclusion
from congkhai.records.document import ChangeKind, Document
from congkhai.records.meeting import Figures, Meeting
from congkhai.records.petition import Competence, Petition, Status
from congkhai.records.reading import Records
from congkhai.records.when import When
from congkhai.settings import Body, Settings

# Steps that mean nothing without the words that explain them.
_NEEDS_NOTE = {Status.NOT_RESOLVED, Status.NOT_CONSIDERED, Status.SCHEDULED}


def check_orders(records: Records, settings: Settings, today: date, report: Report) -> None:
    """Report impossible orders, dates after `today`, and bodies named outside their existence."""
    bodies: dict[str, Body] = {body.id: body for body in settings.bodies}
    meetings = {meeting.id: meeting for dossier in records.plans for meeting in dossier.meetings}
    for plan_dossier in records.plans:
        if plan_dossier.plan is not None:
            _check_document(plan_dossier.plan, bodies, today, report)
        for meeting in plan_dossier.meetings:
            _check_meeting(meeting, bodies, today, report)
    for dossier in records.conclusions:
        if (conclusion := dossier.conclusion) is not None:
            _check_document(conclusion, bodies, today, report)
            _check_conclusion(conclusion, meetings.get(conclusion.meeting), report)
        for petition in dossier.petitions:
            _check_petition(petition, today, report)


def _at(when: When, fallback: Place) -> Place:
    return when.place or fallback


def _check_not_future(whens: Iterator[When | None], today: date, origin: Place, report: Report) -> None:
    for when in whens:
        if when is not None and when.first is not None and when.first > today:
            report.add("future-date", _at(when, origin), found=str(when), today=f"{today:%Y-%m-%d}")


def _check_order(earlier: When | None, later: When | None, slug: str, origin: Place, report: Report) -> None:
    if earlier is not None and later is not None and later.is_before(earlier):
        report.add(slug, _at(later, origin), earlier=str(earlier), later=str(later))


def _document_dates(document: Document) -> Iterator[When | None]:
    yield document.issued
    yield document.published
    yield from (change.at for change in document.changes)


def _check_document(document: Document, bodies: dict[str, Body], today: date, report: Report) -> None:
    _check_not_future(_document_dates(document), today, document.origin, report)
    _check_order(document.issued, document.published, "published-before-issued", document.origin, report)
    previous = document.published
    for change in document.changes:
        _check_order(previous, change.at, "changes-out-of-order", change.origin, report)
        previous = change.at
        if document.is_whole and change.kind is ChangeKind.REPLACEMENT and change.replaced_by is None:
            report.add("replacement-unnamed", change.origin)
    body = bodies.get(document.issuer) if document.issuer is not None else None
    if body is not None and document.issuer is not None and document.issued is not None:
        ended = body.valid_to is not None and body.valid_to.is_before(document.issued)
        unborn = body.valid_from is not None and document.issued.is_before(body.valid_from)
        if ended or unborn:
            near = body.successor or ""
            report.add("body-not-in-force", document.issuer.place, id=body.id, at=str(document.issued), near=near)


def _meeting_dates(meeting: Meeting) -> Iterator[When | None]:
    yield from (move.announced for move in meeting.reschedules)
    yield meeting.cancelled.at if meeting.cancelled else None
    if meeting.held is not None:
        yield meeting.held.began
        yield meeting.held.ended


def _check_meeting(meeting: Meeting, bodies: dict[str, Body], today: date, report: Report) -> None:
    origin = meeting.origin
    _check_not_future(_meeting_dates(meeting), today, origin, report)
    if meeting.notice is not None:
        _check_document(meeting.notice, bodies, today, report)
    if meeting.held is not None and meeting.cancelled is not None:
        report.add("held-and-cancelled", meeting.id.place, id=meeting.id)
    if meeting.held is not None:
        _check_order(meeting.held.began, meeting.held.ended, "ended-before-began", origin, report)
        _check_figures(meeting.held.figures, report)
    for intake in meeting.intake:
        day = meeting.date.last if meeting.date else None
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


def _check_conclusion(conclusion: Conclusion, meeting: Meeting | None, report: Report) -> None:
    if meeting is None:
        return
    if meeting.held is None and meeting.is_whole:
        report.add("conclusion-without-meeting", conclusion.meeting.place, id=meeting.id)
    elif meeting.held is not None:
        _check_order(meeting.held.began, conclusion.issued, "concluded-before-held", conclusion.origin, report)
    for item in conclusion.items:
        issued = conclusion.issued.first if conclusion.issued else None
        if item.due is not None and issued is not None and item.due.last_day < issued:
            report.add("due-before-start", item.origin, due=str(item.due), start=str(conclusion.issued))


def _check_petition(petition: Petition, today: date, report: Report) -> None:
    whens = [step.at for step in petition.history] + [answer.at for answer in petition.answers]
    _check_not_future(iter([*whens, *(change.at for change in petition.changes)]), today, petition.origin, report)
    if petition.is_whole:
        _check_history(petition, report)
    received = petition.received
    for answer in petition.answers:
        _check_order(received, answer.at, "answered-before-received", answer.origin, report)
    if petition.due is not None and received.first is not None and petition.due.last_day < received.first:
        report.add("due-before-start", petition.origin, due=str(petition.due), start=str(received))
    unconsidered = (petition.competence is Competence.NOT_CONSIDERED, petition.status is Status.NOT_CONSIDERED)
    if petition.is_whole and unconsidered[0] != unconsidered[1]:
        report.add("competence-contradicts-status", petition.code.place, id=petition.code)


def _check_history(petition: Petition, report: Report) -> None:
    previous = petition.history[0]
    if previous.status is not Status.RECEIVED:
        report.add("history-not-received", previous.origin, status=previous.status)
    seen = {previous.status}
    for step in petition.history[1:]:
        _check_order(previous.at, step.at, "history-out-of-order", step.origin, report)
        if step.status is Status.RECEIVED:
            report.add("received-twice", step.origin, id=petition.code)
        if step.status is Status.UPPER_ANSWERED and Status.FORWARDED not in seen:
            report.add("answered-without-forwarding", step.origin, id=petition.code)
        if step.status is Status.FORWARDED and step.to is None:
            report.add("forwarded-nowhere", step.origin, id=petition.code)
        if step.status in _NEEDS_NOTE and step.note is None:
            report.add("step-needs-note", step.origin, status=step.status)
        seen.add(step.status)
        previous = step
