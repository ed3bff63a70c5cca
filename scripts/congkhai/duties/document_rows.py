"""The duties of documents: to publish a plan and a conclusion, and what a plan asks without a number."""

from collections.abc import Iterator
from dataclasses import replace

from congkhai.duties.binding import rules_for
from congkhai.duties.judging import Judge
from congkhai.duties.meeting_rows import doubts
from congkhai.duties.meeting_terms import STATED, period_of
from congkhai.duties.row import Basis, Deed, DutyRow, Flag, State, Subject
from congkhai.law.instruments import Rule, Trigger
from congkhai.portal.relations import Portal
from congkhai.records.document import Document, DocumentSystem
from congkhai.records.duty import Channel, Duty
from congkhai.records.plan import Plan, StatedDuty
from congkhai.records.reading import PlanDossier

# The plan's own words about documents, and the event from which each period runs.
_STATED = {Duty.PUBLISH_PLAN: Trigger.PLAN_ISSUED, Duty.PUBLISH_CONCLUSION: Trigger.CONCLUSION_ISSUED}


def document_rows(judge: Judge, dossier: PlanDossier, plan: Plan) -> Iterator[DutyRow]:
    """Yield the publication duties of a plan and of the conclusions of its meetings."""
    portal = judge.portal
    here = Subject("plan", dossier.folder.slug, plan.title, plan.issuer, year=_year(plan, plan))
    for basis, asked in _asked(portal, plan, plan, Trigger.PLAN_ISSUED):
        yield _publication(judge, plan, here, basis, asked)
    for found in portal.conclusions_of(dossier):
        if (conclusion := found.conclusion) is not None:
            there = Subject(
                "conclusion", found.folder.slug, conclusion.title, conclusion.issuer, year=_year(conclusion, plan)
            )
            for basis, asked in _asked(portal, plan, conclusion, Trigger.CONCLUSION_ISSUED):
                yield _publication(judge, conclusion, there, basis, asked)
    yield from _unjudged(judge, dossier, plan, here)


def _asked(
    portal: Portal, plan: Plan, document: Document, trigger: Trigger
) -> Iterator[tuple[Basis, Rule | StatedDuty]]:
    """Yield what the rules in force, and the plan itself with a number, ask of a document once it is issued."""
    system = DocumentSystem.PARTY if document.is_party else DocumentSystem.STATE
    for basis in rules_for(portal, plan, document.issued):
        rule = basis.rule
        if rule and rule.trigger is trigger and rule.evidence and (not rule.systems or system in rule.systems):
            yield basis, rule
    for number, duty in enumerate(plan.duties, start=1):
        if duty.offset is not None and _STATED.get(duty.duty) is trigger:
            yield Basis(f"plan-{number}", None, None, plan.reference or plan.title), duty


def _year(document: Document, plan: Plan) -> int | None:
    when = document.issued or plan.period
    return when.first.year if when and when.first else None


def _publication(judge: Judge, document: Document, here: Subject, basis: Basis, asked: Rule | StatedDuty) -> DutyRow:
    # The document stands on this portal, so it is published; without a date nobody knows since when.
    deed = judge.known(Deed(document.published, (here.kind, here.id)))
    period = period_of(asked)
    row = DutyRow(
        id=f"{here.id}/{basis.id}",
        duty=asked.duty,
        subject=here,
        basis=basis,
        bearer=asked.bearer or "",
        state=State.NO_DEADLINE if period is None else State.NO_DATA,
        trigger=document.issued,
        deed=deed,
    )
    if period is None or document.issued is None or document.issued.day is None:
        return row
    counted = judge.count(period, document.issued.day)
    state = judge.state(counted.due, deed)
    return replace(
        row,
        state=state,
        due=counted.due,
        count=counted,
        flags=(*(() if counted.verified else (Flag.PROVISIONAL,)), *doubts(document)),
        days_late=judge.days_late(state, counted.due, deed),
    )


def _unjudged(judge: Judge, dossier: PlanDossier, plan: Plan, here: Subject) -> Iterator[DutyRow]:
    """Yield what the plan asks without a deadline, never on time, and what no record of the portal could prove.

    Collecting questions from a sender whose deadline stands at a meeting is told there.
    """
    senders = {intake.sender for meeting in dossier.meetings for intake in meeting.intake}
    own = judge.portal.bodies[plan.issuer].name if plan.issuer is not None else ""
    for number, duty in enumerate(plan.duties, start=1):
        is_judged = duty.offset is not None and duty.duty in {*STATED, *_STATED}
        if is_judged or (duty.duty is Duty.COLLECT_QUESTIONS and duty.bearer in senders):
            continue
        here_too = duty.duty is Duty.PUBLISH_PLAN and (not duty.channels or Channel.PORTAL in duty.channels)
        due = duty.until.last_day if duty.until else None
        deed = judge.known(Deed(plan.published, ("plan", here.id))) if here_too else None
        state = State.NO_DEADLINE if duty.offset is None and due is None else State.NO_DATA
        yield DutyRow(
            id=f"{here.id}/plan-{number}",
            duty=duty.duty,
            subject=here,
            basis=Basis(f"plan-{number}", None, None, plan.reference or plan.title),
            bearer=duty.bearer or own,
            state=judge.state(due, deed) if due and (deed or due >= judge.today) else state,
            due=due,
            deed=deed,
            note=duty.note or "",
        )
