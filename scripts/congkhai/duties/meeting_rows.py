"""The duties of a meeting: to announce it, to conclude it, to publish its results, to hold it as planned."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from congkhai.duties.binding import known_when
from congkhai.duties.judging import Judge
from congkhai.duties.meeting_terms import FixedDate, Term, dates_of, end_of, terms_of
from congkhai.duties.row import Basis, Deed, DutyRow, Flag, State, Subject
from congkhai.law.counting import Count
from congkhai.law.instruments import Evidence, Trigger
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.records.document import Document
from congkhai.records.duty import Duty
from congkhai.records.meeting import Meeting, MeetingKind, Reschedule
from congkhai.records.plan import Plan
from congkhai.records.reading import PlanDossier
from congkhai.records.when import Precision, When


@dataclass(frozen=True)
class Case:
    """One term laid on one meeting."""

    judge: Judge
    plan: Plan
    meeting: Meeting
    term: Term

    def rows(self) -> Iterator[DutyRow]:
        """Yield one row, or one for each date announced: a move reopens the notice duty and keeps the old row."""
        dates = dates_of(self.meeting) if self.term.trigger is Trigger.MEETING else [FixedDate(end_of(self.meeting))]
        for number, fixed in enumerate(dates):
            row = self._row(fixed.when, self.judge.known(self._deed(fixed.set_by if number else None)))
            name = f"{row.id}/{number + 1}" if number else row.id
            ended = fixed.moved_by.announced if fixed.moved_by else None
            reason = fixed.moved_by.reason if fixed.moved_by else ""
            if self.meeting.cancelled and fixed is dates[-1]:
                ended, reason = self.meeting.cancelled.at, self.meeting.cancelled.reason
            yield replace(_spared(self.judge, row, ended, reason), id=name, superseded=fixed is not dates[-1])

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
            return replace(row, state=State.NO_DEADLINE, deed=deed, flags=tuple(self._reservations()))
        if when is None or when.day is None:
            return replace(row, flags=tuple(self._reservations()))
        counted = self.judge.count(self.term.period, when.day)
        document = self._document()
        state = self._state(counted, deed)
        return replace(
            row,
            state=state,
            due=counted.due,
            count=counted,
            deed=deed,
            flags=(
                *(() if counted.verified else (Flag.PROVISIONAL,)),
                *self._reservations(),
                *self._doubts(deed),
            ),
            days_late=self.judge.days_late(state, counted.due, deed),
            taken_back=document.withdrawal if document else None,
        )

    def _document(self) -> Document | None:
        """Return the document whose publication is asked for, also one that was taken back."""
        if self.term.evidence is Evidence.NOTICE_PUBLISHED:
            return self.meeting.notice
        dossier = self.judge.portal.conclusion_of(self.meeting)
        return dossier.conclusion if dossier else None

    def _excuse(self) -> tuple[State, str] | None:
        """Return why the duty does not bind; the meeting's own exemption counts against the plan's own words only."""
        meeting, term = self.meeting, self.term
        claimed = next((e for e in meeting.exemptions if e.duty is term.duty), None)
        if term.exempt or (claimed and term.basis.instrument is None):
            ruled = (term.basis.rule.note or "") if term.basis.rule else ""
            return State.EXEMPT, f"{claimed.reason} ({claimed.basis})" if claimed else ruled
        return None

    def _state(self, counted: Count, deed: Deed | None) -> State:
        """Return the state; a conclusion is due only once the meeting was held."""
        if self.term.trigger is Trigger.MEETING_END and self.meeting.held is None:
            return State.NO_DATA if self.judge.today > counted.start else State.NOT_DUE
        return self.judge.state(counted.due, deed)

    def _deed(self, set_by: Reschedule | None) -> Deed | None:
        if self.term.evidence is Evidence.NOTICE_PUBLISHED:
            return self._notice(set_by)
        dossier = self.judge.portal.conclusion_of(self.meeting)
        if dossier is None or dossier.conclusion is None or dossier.conclusion.withdrawal is not None:
            return None
        conclusion = dossier.conclusion
        when = conclusion.issued if self.term.evidence is Evidence.CONCLUSION_ISSUED else conclusion.published
        return Deed(when, ("conclusion", dossier.folder.slug))

    def _notice(self, set_by: Reschedule | None) -> Deed | None:
        """Return what announced a date: the notice, or the move that amends a notice already published."""
        notice, here = self.meeting.notice, ("meeting", str(self.meeting.id))
        if notice is None or notice.withdrawal is not None:
            return None
        amends = (
            set_by is not None and notice.published is not None and not set_by.announced.is_before(notice.published)
        )
        return Deed(set_by.announced if set_by and amends else notice.published, here)

    def _reservations(self) -> Iterator[Flag]:
        """Yield what an auditor must know beside the deadline: what the law leaves open, and whether it is the law."""
        law, rule = self.term.basis.instrument, self.term.basis.rule
        when = known_when(self.plan, self.meeting.at)
        possible = [day for day in (when.first, when.last) if day is not None] if when is not None else []
        if law and not all(law.in_force_during(When(Precision.DAY, day, day)) for day in possible):
            yield Flag.LAW_BY_DAY
        if self.meeting.kind is MeetingKind.AD_HOC and self.term.duty is Duty.ANNOUNCE_MEETING and rule:
            yield Flag.AD_HOC_NOT_NAMED

    def _doubts(self, deed: Deed | None) -> Iterator[Flag]:
        """Yield what makes the claimed date of publication doubtful."""
        dossier = self.judge.portal.conclusion_of(self.meeting)
        for document in (self.meeting.notice, dossier.conclusion if dossier else None):
            if document is not None and deed is not None and deed.when is document.published:
                yield from doubts(document)


def meeting_rows(judge: Judge, dossier: PlanDossier, plan: Plan) -> Iterator[DutyRow]:
    """Yield the duties of every meeting of a plan, those that bind most tightly marked."""
    for meeting in dossier.meetings:
        terms = terms_of(judge.portal, plan, meeting)
        yield from _mark_tightest([row for term in terms for row in Case(judge, plan, meeting, term).rows()])
        if judge.portal.status_of(meeting) is MeetingStatus.UNREPORTED:
            yield _silent(judge.portal, plan, meeting)
        yield from _intakes(judge, plan, meeting)


def subject(plan: Plan, meeting: Meeting) -> Subject:
    """Return a meeting as the subject of a duty; its year is that of its date in force, where it has one."""
    first = meeting.at.first or (plan.period.first if plan.period else None)
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


def _spared(judge: Judge, row: DutyRow, ended: When | None, reason: str) -> DutyRow:
    """Return the row of a date that was moved or cancelled: unless its deadline had passed by then, nothing was owed.

    What was late by then stays late by as many days.
    """
    if ended is None or row.state in {State.EXEMPT, State.ON_TIME}:
        return row
    missed = row.due is not None and row.state in {State.OVERDUE, State.LATE}
    if missed and row.due is not None and (ended.last is None or ended.last > row.due):
        end = row.deed or Deed(ended, (row.subject.kind, row.subject.id))
        return replace(row, days_late=judge.days_late(row.state, row.due, end))
    return replace(row, state=State.NOT_APPLICABLE, deed=None, days_late=None, note=reason, taken_back=None)


def _mark_tightest(rows: list[DutyRow]) -> list[DutyRow]:
    """Return the rows with the earliest deadline of each duty marked: where two bind, it is the working one."""
    dues: dict[Duty, list[date]] = {}
    binding = [row for row in rows if not row.superseded and row.state is not State.NOT_APPLICABLE]
    for row in binding:
        if row.due is not None:
            dues.setdefault(row.duty, []).append(row.due)
    earliest = {duty: min(found) for duty, found in dues.items() if len(found) > 1}
    return [
        replace(row, is_working_deadline=row in binding and row.due is not None and earliest.get(row.duty) == row.due)
        for row in rows
    ]


def _silent(portal: Portal, plan: Plan, meeting: Meeting) -> DutyRow:
    """Return the row that makes silence visible: the planned time has passed and nothing was told."""
    when = meeting.at
    return DutyRow(
        id=f"{meeting.id}/as-planned",
        duty=Duty.HOLD_MEETING,
        subject=subject(plan, meeting),
        basis=Basis("plan", None, None, plan.reference or plan.title),
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
            basis=Basis("plan", None, None, plan.reference or plan.title),
            bearer=intake.receiver or intake.sender,
            state=State.NO_DATA if judge.today > due else judge.state(due, None),
            due=due,
            note=intake.note or "",
        )
