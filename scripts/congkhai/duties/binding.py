"""Which rules bind what: by the unit's profile, the day, and the meeting's kind and track."""

from collections.abc import Iterator

from congkhai.duties.row import Basis
from congkhai.law.instruments import Instrument, Rule, Scope
from congkhai.portal.relations import Portal
from congkhai.records.meeting import Meeting
from congkhai.records.plan import Plan
from congkhai.records.when import When


def rules_for(portal: Portal, plan: Plan, when: When | None) -> Iterator[Basis]:
    """Yield the rules in force on any day that `when` may be; on an unknown day those of the plan's period."""
    known = known_when(plan, when)
    for instrument in portal.instruments.values():
        if _names(portal, plan, instrument) and (known is None or instrument.in_force_during(known)):
            for rule in instrument.rules:
                yield Basis(rule.id, instrument, rule, citation(instrument, rule))


def known_when(plan: Plan, when: When | None) -> When | None:
    """Return `when`, or what is known in its stead: the plan's period, else its date."""
    return next((one for one in (when, plan.period, plan.issued) if one is not None and one.first is not None), None)


def _names(portal: Portal, plan: Plan, instrument: Instrument) -> bool:
    if instrument.scope is Scope.NATIONAL:
        return True
    body = portal.bodies[plan.issuer] if plan.issuer is not None else None
    return instrument.id in plan.rules or (body is not None and instrument.id in body.rules)


def citation(instrument: Instrument, rule: Rule) -> str:
    """Return how a rule is cited: article and symbol."""
    return f"{rule.article}, {instrument.symbol}" if rule.article else instrument.symbol


def binds(rule: Rule, meeting: Meeting) -> bool:
    """Return whether a rule is about meetings of this kind and track; an exemption is not a reason to say no."""
    return (not rule.tracks or meeting.track in rule.tracks) and (not rule.kinds or meeting.kind in rule.kinds)
