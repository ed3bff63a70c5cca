"""The duties of documents: to publish a plan and a conclusion, and what a plan asks without a number."""

from collections.abc import Iterator
from dataclasses import replace

from congkhai.duties.binding import rules_for
from congkhai.duties.judging import Judge
from congkhai.duties.meeting_rows import doubts, period_of
from congkhai.duties.row import Basis, Deed, DutyRow, Flag, State, Subject
from congkhai.law.instruments import Rule, Trigger
from congkhai.portal.relations import Portal
from congkhai.records.document import Document
from congkhai.records.duty import Duty
from congkhai.records.plan import Plan
from congkhai.records.reading import PlanDossier


def document_rows(judge: Judge, dossier: PlanDossier, plan: Plan) -> Iterator[DutyRow]:
    """Yield the publication duties of a plan and of the conclusions of its meetings."""
    portal = judge.portal
    day = plan.issued.last if plan.issued else (plan.period.last if plan.period else None)
    here = Subject("plan", dossier.folder.slug, plan.title, plan.issuer, year=_year(plan, plan))
    for basis in rules_for(portal, plan, day):
        if basis.rule and basis.rule.trigger is Trigger.PLAN_ISSUED and basis.rule.evidence:
            yield _publication(judge, plan, here, basis, basis.rule)
    for found in portal.conclusions_of(dossier):
        if (conclusion := found.conclusion) is not None:
            there = Subject(
                "conclusion", found.folder.slug, conclusion.title, conclusion.issuer, year=_year(conclusion, plan)
            )
            for basis in rules_for(portal, plan, conclusion.issued.last if conclusion.issued else None):
                if basis.rule and basis.rule.trigger is Trigger.CONCLUSION_ISSUED and basis.rule.evidence:
                    yield _publication(judge, conclusion, there, basis, basis.rule)
    yield from _without_number(portal, plan, here)


def _year(document: Document, plan: Plan) -> int | None:
    when = document.issued or plan.period
    return when.first.year if when and when.first else None


def _publication(judge: Judge, document: Document, here: Subject, basis: Basis, rule: Rule) -> DutyRow:
    deed = Deed(document.published, (here.kind, here.id)) if document.published else None
    period = period_of(rule)
    row = DutyRow(
        id=f"{here.id}/{basis.id}",
        duty=rule.duty,
        subject=here,
        basis=basis,
        bearer=rule.bearer,
        state=State.NO_DEADLINE if period is None else State.NO_DATA,
        trigger=document.issued,
        deed=deed,
    )
    if period is None or document.issued is None or document.issued.day is None:
        return row
    counted = judge.count(period, document.issued.day)
    return replace(
        row,
        state=judge.state(counted.due, deed),
        due=counted.due,
        count=counted,
        flags=(*(() if counted.verified else (Flag.PROVISIONAL,)), *doubts(document)),
        days_late=judge.days_late(counted.due, deed),
    )


def _without_number(portal: Portal, plan: Plan, here: Subject) -> Iterator[DutyRow]:
    """Yield what the plan itself asks without a deadline: a state of its own, never on time."""
    for number, duty in enumerate(plan.duties, start=1):
        if duty.offset is None:
            deed = (
                Deed(plan.published, ("plan", here.id)) if duty.duty is Duty.PUBLISH_PLAN and plan.published else None
            )
            yield DutyRow(
                id=f"{here.id}/plan-{number}",
                duty=duty.duty,
                subject=here,
                basis=Basis(f"plan-{number}", None, None, plan.title),
                bearer=duty.bearer or (portal.bodies[plan.issuer].name if plan.issuer is not None else ""),
                state=State.NO_DEADLINE,
                deed=deed,
                note=duty.note or "",
            )
