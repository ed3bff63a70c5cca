"""What binds a meeting, and the dates from which its duties are counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from congkhai.duties.binding import binds, rules_for
from congkhai.duties.row import Basis
from congkhai.law.counting import Period
from congkhai.law.instruments import Evidence, Rule, Trigger
from congkhai.portal.relations import Portal
from congkhai.records.duty import Duty
from congkhai.records.meeting import Meeting, Reschedule
from congkhai.records.plan import Plan, StatedDuty
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


def period_of(stated: Rule | StatedDuty) -> Period | None:
    """Return the period that a rule or a plan states, None when it states no number."""
    if stated.offset is None or stated.unit is None or stated.direction is None:
        return None
    return Period(stated.offset, stated.unit, stated.direction)


def end_of(meeting: Meeting) -> When | None:
    """Return when a meeting ended, or is to be held."""
    return (meeting.held.ended or meeting.held.began) if meeting.held else meeting.date


def dates_of(meeting: Meeting) -> list[FixedDate]:
    """Return every date that was announced or planned to the day, the one in force last.

    A meeting planned for a month or a quarter is counted from the day on which it was held.
    """
    moves = meeting.reschedules
    planned = meeting.held.began if meeting.held and not moves and meeting.when.day is None else meeting.when
    whens = [planned, *(move.to for move in moves)]
    dates = [FixedDate(*parts) for parts in zip(whens, [None, *moves], [*moves, None], strict=True)]
    return [*(one for one in dates[:-1] if one.when is not None and one.when.day is not None), dates[-1]]


def terms_of(portal: Portal, plan: Plan, meeting: Meeting) -> Iterator[Term]:
    """Yield what the law, the local rules and the plan itself demand of a meeting."""
    for basis in rules_for(portal, plan, meeting.at):
        rule = basis.rule
        if rule and rule.evidence and rule.trigger in _OF_MEETINGS and binds(rule, meeting):
            exempt = meeting.kind in rule.exempt
            yield Term(rule.duty, rule.bearer, rule.trigger, period_of(rule), rule.evidence, exempt, basis)
    for number, duty in enumerate(plan.duties, start=1):
        if duty.duty in STATED and duty.offset is not None and meeting.track in (duty.tracks or (meeting.track,)):
            trigger, evidence = STATED[duty.duty]
            basis = Basis(f"plan-{number}", None, None, plan.reference or plan.title)
            exempt = meeting.kind in duty.exempt
            yield Term(duty.duty, duty.bearer or "", trigger, period_of(duty), evidence, exempt, basis)
