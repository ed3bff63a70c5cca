"""The yearly minimum: at least one dialogue with the people, by body and year."""

from collections.abc import Iterator
from datetime import date

from congkhai.duties.binding import rules_for
from congkhai.duties.judging import Judge
from congkhai.duties.row import Basis, Deed, DutyRow, State, Subject
from congkhai.law.instruments import Trigger
from congkhai.portal.relations import MeetingStatus
from congkhai.records.duty import Duty
from congkhai.records.meeting import Meeting, Track
from congkhai.records.plan import Plan
from congkhai.records.when import Precision, When


def yearly_rows(judge: Judge) -> Iterator[DutyRow]:
    """Yield one row for each body and each year in which it planned a dialogue with the people."""
    portal = judge.portal
    planned: dict[tuple[str, int], tuple[Plan, list[Meeting]]] = {}
    for dossier in portal.plans.values():
        for meeting in dossier.meetings:
            first = meeting.when.first or (dossier.plan.period.first if dossier.plan and dossier.plan.period else None)
            if dossier.plan and dossier.plan.issuer and first and meeting.track is Track.PEOPLE:
                key = (str(dossier.plan.issuer), first.year)
                planned.setdefault(key, (dossier.plan, []))[1].append(meeting)
    for (body, year), (plan, meetings) in planned.items():
        end = date(year, 12, 31)
        for basis in rules_for(portal, plan, When(Precision.DAY, end, end)):
            if basis.rule and basis.rule.trigger is Trigger.YEAR_END:
                yield _row(judge, body, end, basis, meetings)


def _row(judge: Judge, body: str, end: date, basis: Basis, meetings: list[Meeting]) -> DutyRow:
    held = sorted((m for m in meetings if m.held), key=lambda m: (m.at.order, m.id))
    deed = judge.known(Deed(held[0].held.began, ("meeting", str(held[0].id)))) if held and held[0].held else None
    name = judge.portal.bodies[body].name
    state = _state(judge, body, end, meetings, deed)
    return DutyRow(
        id=f"{body}/{end.year}/{basis.id}",
        duty=Duty.HOLD_MEETING,
        subject=Subject("body", body, f"{name}, {end.year}", body, year=end.year),
        basis=basis,
        bearer=name,
        state=state,
        due=end,
        deed=deed,
        days_late=judge.days_late(state, end, deed),
    )


def _state(judge: Judge, body: str, end: date, meetings: list[Meeting], deed: Deed | None) -> State:
    """Return the state; a body that ended in the year is not bound, and silence is not a proven omission."""
    portal = judge.portal
    ended = portal.bodies[body].valid_to
    state = judge.state(end, deed)
    if deed is None and ended is not None and ended.last is not None and ended.last < end:
        return State.NOT_APPLICABLE
    silent = any(portal.status_of(meeting) is MeetingStatus.UNREPORTED for meeting in meetings)
    return State.SILENT if state is State.OVERDUE and silent else state
