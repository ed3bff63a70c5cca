"""Bodies and areas have days on which they begin and end; nothing is said of them outside those days."""

from collections.abc import Mapping
from datetime import date

from congkhai.checks.days import at, is_future
from congkhai.problems import Report
from congkhai.records.document import Document
from congkhai.records.entry import Ref
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.reading import Records
from congkhai.records.when import When
from congkhai.settings import Area, Body, Settings


def check_validity(records: Records, settings: Settings, today: date, report: Report) -> None:
    """Report bodies and areas that are named on a day on which they were no more, or not yet."""
    bodies: dict[str, Body] = {body.id: body for body in settings.bodies}
    areas: dict[str, Area] = {area.id: area for area in settings.areas}
    for body in settings.bodies:
        _check_period(body, report)
    for area in settings.areas:
        _check_period(area, report)
    for plan_dossier in records.plans:
        _check_issuer(plan_dossier.plan, bodies, report)
        for meeting in plan_dossier.meetings:
            _check_issuer(meeting.notice, bodies, report)
            _check_meeting(meeting, areas, report)
    # Most bodies and areas never end, and nothing can be named too late of them.
    gone = {name: body for name, body in bodies.items() if body.valid_to is not None}
    lost = {name: area for name, area in areas.items() if area.valid_to is not None}
    for dossier in records.conclusions:
        _check_issuer(dossier.conclusion, bodies, report)
        for petition in dossier.petitions if gone or lost else ():
            _check_petition(petition, gone, lost, today, report)


def _check_period(entry: Body | Area, report: Report) -> None:
    start, end = entry.valid_from, entry.valid_to
    if start is not None and end is not None and end.is_before(start):
        report.add("validity-reversed", at(end), id=entry.id, start=start.words, end=end.words)


def _has_ended(entry: Body | Area | None, when: When | None) -> bool:
    return entry is not None and entry.valid_to is not None and when is not None and entry.valid_to.is_before(when)


def _check_issuer(document: Document | None, bodies: Mapping[str, Body], report: Report) -> None:
    issuer = document.issuer if document is not None else None
    body = bodies.get(issuer) if issuer is not None else None
    if document is None or issuer is None or body is None or document.issued is None:
        return
    is_unborn = body.valid_from is not None and document.issued.is_before(body.valid_from)
    if is_unborn or _has_ended(body, document.issued):
        _tell_body(issuer, body, document.issued, report)


def _tell_body(ref: Ref, body: Body, when: When, report: Report) -> None:
    report.add("body-not-in-force", ref.place, id=body.id, at=when.words, near=body.successor or "")


def _check_meeting(meeting: Meeting, areas: Mapping[str, Area], report: Report) -> None:
    # A meeting planned for later than a merger, and cancelled for it, was planned in good faith.
    day = meeting.date if meeting.is_whole and meeting.cancelled is None else None
    for ref in meeting.areas:
        _check_area(ref, areas, day, report)


def _check_area(ref: Ref | None, areas: Mapping[str, Area], when: When | None, report: Report) -> None:
    if ref is not None and when is not None and _has_ended(areas.get(ref), when):
        report.add("area-not-in-force", ref.place, id=ref, at=when.words)


def _check_petition(
    petition: Petition, bodies: Mapping[str, Body], areas: Mapping[str, Area], today: date, report: Report
) -> None:
    if not petition.is_whole:
        return
    # A matter received before a merger is handled by the successor: the handler need only be there later.
    named = [(petition.handler, petition.received), *((answer.by, answer.at) for answer in petition.answers)]
    named += [(ref, step.at) for step in petition.history for ref in (step.by, step.to)]
    for ref, when in named:
        body = bodies.get(ref) if ref is not None else None
        if ref is not None and body is not None and _has_ended(body, when) and not is_future(when, today):
            _tell_body(ref, body, when, report)
    if not is_future(petition.received, today):
        _check_area(petition.area, areas, petition.received, report)
