"""The duties of petitions: to answer in time, and not to fall silent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from congkhai.duties.binding import citation
from congkhai.duties.judging import Judge
from congkhai.duties.row import Basis, Deed, DutyRow, State, Subject
from congkhai.law.instruments import Trigger
from congkhai.portal.relations import Portal
from congkhai.records.duty import Duty
from congkhai.records.petition import Petition, Timeliness
from congkhai.records.when import Precision, When


def petition_rows(judge: Judge) -> Iterator[DutyRow]:
    """Yield the answer duty of every petition, and a row for each that has not moved for long."""
    portal = judge.portal
    for petition in portal.petitions.values():
        for basis in _bases(portal):
            yield _answer(judge, petition, basis)
            if _is_silent(portal, petition):
                row = _answer(judge, petition, basis)
                yield replace(row, id=f"{petition.code}/silent", state=State.SILENT, due=None, days_late=None)


def _bases(portal: Portal) -> Iterator[Basis]:
    for instrument in portal.instruments.values():
        for rule in instrument.rules:
            if rule.trigger is Trigger.DUE_DATE:
                yield Basis(rule.id, instrument, rule, citation(instrument, rule))


def _answer(judge: Judge, petition: Petition, basis: Basis) -> DutyRow:
    portal = judge.portal
    source = portal.source_of(petition).conclusion
    received = petition.received.first
    answered = petition.answered_on
    deed = None
    if answered is not None:
        deed = judge.known(Deed(When(Precision.DAY, answered, answered), ("petition", str(petition.code))))
    due = petition.due_in_force.last_day if petition.due_in_force else None
    state = judge.state(due, deed) if due else State.NO_DEADLINE
    if petition.timeliness(portal.today) is Timeliness.WITHDRAWN:
        state, deed = State.NOT_APPLICABLE, None
    return DutyRow(
        id=f"{petition.code}/{basis.id}",
        duty=Duty.ANSWER_PETITION,
        subject=Subject(
            "petition",
            str(petition.code),
            petition.summary.split("\n")[0],
            source.issuer if source else None,
            year=received.year if received else None,
        ),
        basis=basis,
        bearer=portal.bodies[petition.handler].name if petition.handler else (basis.rule.bearer if basis.rule else ""),
        state=state,
        due=due,
        deed=deed,
        days_late=judge.days_late(state, due, deed),
    )


def _is_silent(portal: Portal, petition: Petition) -> bool:
    """Return whether a waiting petition has not moved for as long as the settings allow."""
    if petition.answered_on is not None or petition.is_withdrawn:
        return False
    moved = [step.at.last for step in petition.history] + [answer.at.last for answer in petition.answers]
    last = max(day for day in moved if day is not None)
    return portal.today - last > timedelta(days=portal.settings.counting.silent_after)
