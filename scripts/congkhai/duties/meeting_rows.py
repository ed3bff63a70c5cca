"""The duties of a meeting: to announce it, to conclude it, to publish its results, to hold it as planned."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from congkhai.duties.binding import binds, rules_for
from congkhai.duties.judging import Judge
from congkhai.duties.row import Basis, Deed, DutyRow, Flag, State, Subject
from congkhai.law.counting import Count, Period
from congkhai.law.instruments import Evidence, Rule, Trigger
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.records.document import Document
from congkhai.records.duty import Duty
from congkhai.records.meeting import Meeting, Reschedule
from congkhai.records.plan import Plan, StatedDuty
from congkhai.records.reading import PlanDossier
from congkhai.records.when import When

_OF_MEETINGS = {Trigger.MEETING, Trigger.MEETING_END}
# The plan's own words about meetings, and the event from which each period runs.
STATED = {
    Duty.ANNOUNCE_MEETING: (Trigger.MEETING, Evidence.NOTICE_PUBLISHED),
    Duty.ISSUE_CONCLUSION: (Trigger.MEETING_END, Evidence.CONCLUSION_ISSUED),
    Duty.PUBLISH_RESULTS: (Trigger.MEETING_END, Evidence.CONCLUSION_PUBLISHED),
}


@dataclass(frozen=True)
class Term:
    """What a rule or a plan demands of a meeting, in one form."""

    duty: Duty
    bearer: str
    trigger: Trigger
    period: Period | None
    evidence: Evidence
    exempt: bool
    basis: Basis


@dataclass(frozen=True)
class FixedDate:
    """A date on which a meeting was to be held: the move that set it, and the one that took it back."""

    when: When | None
    set_by: Reschedule | None = None
    moved_by: Reschedule | None = None


@dataclass(frozen=True)
class Case:
    """One term laid on one meeting."""

    judge: Judge
    plan: Plan
    meeting: Meeting
    term: Term

    def rows(self) -> Iterator[DutyRow]:
        """Yield one row, or one for each date announced: a move reopens the notice duty and keeps the old row."""
        dates = _dates(self.meeting) if self.term.trigger is Trigger.MEETING else [FixedDate(_end(self.meeting))]
        for number, fixed in enumerate(dates):
            row = self._row(fixed.when, self.judge.known(self._deed(fixed.set_by if number else None)))
            name = f"{row.id}/{number + 1}" if number else row.id
            yield replace(_spared(row, fixed.moved_by), id=name, superseded=fixed is not dates[-1])

    def _row(self, when: When | None, deed: Deed | None) -> DutyRow:
        row = DutyRow(
            id=f"{self.meeting.id}/{self.term.basis.id}",
            duty=self.term.duty,
            subject=subject(self.plan, self.meeting),
            basis=self.term.basis,
            bearer=self.term.bearer,
            state=State.NO_DATA,
            trigger=when,
        )
        if (excuse := self._excuse()) is not None:
            return replace(row, state=excuse[0], note=excuse[1])
        if self.term.period is None:
            return replace(row, state=State.NO_DEADLINE, deed=deed)
        if when is None or when.day is None:
            return row
        counted = self.judge.count(self.term.period, when.day)
        state = self._state(counted, deed)
        return replace(
            row,
            state=state,
            due=counted.due,
            count=counted,
            deed=deed,
            flags=(*(() if counted.verified else (Flag.PROVISIONAL,)), *self._doubts(deed)),
            days_late=self.judge.days_late(state, counted.due, deed),
        )

    def _excuse(self) -> tuple[State, str] | None:
        """Return why the duty does not bind; the meeting's own exemption counts against the plan's own words only."""
        meeting, term = self.meeting, self.term
        claimed = next((e for e in meeting.exemptions if e.duty is term.duty), None)
        if term.exempt or (claimed and term.basis.instrument is None):
            return State.EXEMPT, f"{claimed.reason} ({claimed.basis})" if claimed else term.basis.text
        return (State.NOT_APPLICABLE, meeting.cancelled.reason) if meeting.cancelled else None

    def _state(self, counted: Count, deed: Deed | None) -> State:
        """Return the state; a conclusion is due only once the meeting was held."""
        if self.term.trigger is Trigger.MEETING_END and self.meeting.held is None:
            return State.NO_DATA if self.judge.today > counted.start else State.NOT_DUE
        return self.judge.state(counted.due, deed)

    def _deed(self, set_by: Reschedule | None) -> Deed | None:
        here = ("meeting", str(self.meeting.id))
        if self.term.evidence is Evidence.NOTICE_PUBLISHED:
            if set_by is not None:
                return Deed(set_by.announced, here)
            return Deed(self.meeting.notice.published, here) if self.meeting.notice else None
        dossier = self.judge.portal.conclusion_of(self.meeting)
        if dossier is None or dossier.conclusion is None or dossier.conclusion.withdrawal is not None:
            return None
        conclusion = dossier.conclusion
        when = conclusion.issued if self.term.evidence is Evidence.CONCLUSION_ISSUED else conclusion.published
        return Deed(when, ("conclusion", dossier.folder.slug))

    def _doubts(self, deed: Deed | None) -> Iterator[Flag]:
        """Yield what makes the claimed date of publication doubtful."""
        dossier = self.judge.portal.conclusion_of(self.meeting)
        for document in (self.meeting.notice, dossier.conclusion if dossier else None):
            if document is not None and deed is not None and deed.when is document.published:
                yield from doubts(document)


def meeting_rows(judge: Judge, dossier: PlanDossier, plan: Plan) -> Iterator[DutyRow]:
    """Yield the duties of every meeting of a plan, those that bind most tightly marked."""
    for meeting in dossier.meetings:
        terms = _terms(judge.portal, plan, meeting)
        yield from _mark_tightest([row for term in terms for row in Case(judge, plan, meeting, term).rows()])
        if judge.portal.status_of(meeting) is MeetingStatus.UNREPORTED:
            yield _silent(judge.portal, plan, meeting)
        yield from _intakes(judge, plan, meeting)


def subject(plan: Plan, meeting: Meeting) -> Subject:
    """Return a meeting as the subject of a duty; its year is that of its date in force, where it has one."""
    first = _when(meeting).first
    return Subject("meeting", meeting.id, meeting.title, plan.issuer, meeting.kind.value, first.year if first else None)


def doubts(document: Document) -> Iterator[Flag]:
    """Yield what makes a document's claimed publication doubtful: it precedes the signing, or follows a correction."""
    published = document.published
    if published is None:
        return
    if document.issued is not None and published.is_before(document.issued):
        yield Flag.BEFORE_SIGNING
    if any(change.at.is_before(published) for change in document.changes):
        yield Flag.AFTER_CORRECTION


def period_of(stated: Rule | StatedDuty) -> Period | None:
    """Return the period that a rule or a plan states, None when it states no number."""
    if stated.offset is None or stated.unit is None or stated.direction is None:
        return None
    return Period(stated.offset, stated.unit, stated.direction)


def _when(meeting: Meeting) -> When:
    return meeting.held.began if meeting.held else (meeting.date or meeting.when)


def _end(meeting: Meeting) -> When | None:
    return (meeting.held.ended or meeting.held.began) if meeting.held else meeting.date


def _dates(meeting: Meeting) -> list[FixedDate]:
    """Return every date that was announced or planned to the day, the one in force last.

    A meeting planned for a month or a quarter is counted from the day on which it was held.
    """
    moves = meeting.reschedules
    planned = meeting.held.began if meeting.held and not moves and meeting.when.day is None else meeting.when
    whens = [planned, *(move.to for move in moves)]
    dates = [FixedDate(*parts) for parts in zip(whens, [None, *moves], [*moves, None], strict=True)]
    return [*(one for one in dates[:-1] if one.when is not None and one.when.day is not None), dates[-1]]


def _spared(row: DutyRow, moved_by: Reschedule | None) -> DutyRow:
    """Return the row of a date; a date taken back before its deadline had passed was owed no notice."""
    if moved_by is None or row.due is None or row.state not in {State.OVERDUE, State.LATE}:
        return row
    if moved_by.announced.last is None or moved_by.announced.last > row.due:
        return row
    return replace(row, state=State.NOT_APPLICABLE, deed=None, days_late=None, note=moved_by.reason)


def _terms(portal: Portal, plan: Plan, meeting: Meeting) -> Iterator[Term]:
    for basis in rules_for(portal, plan, _when(meeting).last):
        rule = basis.rule
        if rule and rule.evidence and rule.trigger in _OF_MEETINGS and binds(rule, meeting):
            exempt = meeting.kind in rule.exempt
            yield Term(rule.duty, rule.bearer, rule.trigger, period_of(rule), rule.evidence, exempt, basis)
    for number, duty in enumerate(plan.duties, start=1):
        if duty.duty in STATED and duty.offset is not None:
            trigger, evidence = STATED[duty.duty]
            basis = Basis(f"plan-{number}", None, None, plan.title)
            exempt = meeting.kind in duty.exempt
            yield Term(duty.duty, duty.bearer or "", trigger, period_of(duty), evidence, exempt, basis)


def _mark_tightest(rows: list[DutyRow]) -> list[DutyRow]:
    """Return the rows with the earliest deadline of each duty marked: where two bind, it is the working one."""
    earliest: dict[Duty, date] = {}
    for row in rows:
        if row.due is not None and not row.superseded:
            earliest[row.duty] = min(row.due, earliest.get(row.duty, row.due))
    return [
        replace(row, is_working_deadline=row.due is not None and not row.superseded and earliest[row.duty] == row.due)
        for row in rows
    ]


def _silent(portal: Portal, plan: Plan, meeting: Meeting) -> DutyRow:
    """Return the row that makes silence visible: the planned time has passed and nothing was told."""
    when = _when(meeting)
    return DutyRow(
        id=f"{meeting.id}/as-planned",
        duty=Duty.HOLD_MEETING,
        subject=subject(plan, meeting),
        basis=Basis("plan", None, None, plan.title),
        bearer=portal.bodies[plan.issuer].name if plan.issuer is not None else "",
        state=State.SILENT,
        due=when.last,
        trigger=when,
    )


def _intakes(judge: Judge, plan: Plan, meeting: Meeting) -> Iterator[DutyRow]:
    """Yield the deadlines for sending questions; no record on the portal can prove that they were kept."""
    for number, intake in enumerate(meeting.intake, start=1):
        due = intake.until.last_day
        yield DutyRow(
            id=f"{meeting.id}/intake-{number}",
            duty=Duty.COLLECT_QUESTIONS,
            subject=subject(plan, meeting),
            basis=Basis("plan", None, None, plan.title),
            bearer=intake.sender,
            state=State.NO_DATA if judge.today > due else judge.state(due, None),
            due=due,
            note=intake.note or "",
        )
