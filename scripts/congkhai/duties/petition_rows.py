"""The duties of petitions: to answer in time, and not to fall silent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from congkhai.duties.binding import citation
from congkhai.duties.judging import Judge
from congkhai.duties.row import Basis, Deed, DutyRow, State, Subject
from congkhai.law.instruments import Trigger
from congkhai.portal.relations import Portal
from congkhai.records.duty import Duty
from congkhai.records.petition import PHASES, WAITING, Petition, Step, Timeliness
from congkhai.records.when import Precision, When


def petition_rows(judge: Judge) -> Iterator[DutyRow]:
    """Yield the answer duty of every petition, one row a due date, and a row for each that has not moved for long."""
    portal = judge.portal
    for petition in portal.petitions.values():
        for basis in _bases(portal):
            yield from _superseded(judge, petition, basis)
            row = _answer(judge, petition, basis)
            yield row
            if (last := _silent_since(portal, petition)) is not None:
                name = f"{petition.code}/silent"
                yield replace(row, id=name, state=State.SILENT, due=None, days_late=None, trigger=last)


def _superseded(judge: Judge, petition: Petition, basis: Basis) -> Iterator[DutyRow]:
    """Yield the rows of due dates that a later step replaced: an extension does not undo what was missed."""
    history = petition.history
    dues = [(0, petition.due), *((place, step.due) for place, step in enumerate(history) if step.due is not None)]
    for number, ((begun, due), (ended, _)) in enumerate(pairwise(dues), start=1):
        step = history[ended]
        if due is None or step.at.last is None:
            continue
        answered = _answered(history[begun:ended])
        deed = Deed(answered, ("petition", str(petition.code))) if answered else None
        missed = deed is None and step.at.last > due.last_day
        state = State.OVERDUE if missed else (judge.state(due.last_day, deed) if deed else State.NOT_APPLICABLE)
        late = judge.days_late(state, due.last_day, deed or Deed(step.at, ("petition", str(petition.code))))
        row = replace(_answer(judge, petition, basis), id=f"{petition.code}/{basis.id}/{number}", due=due.last_day)
        yield replace(row, state=state, deed=deed, days_late=late, note=step.note or "", superseded=True)


def _answered(steps: tuple[Step, ...]) -> When | None:
    """Return when the waiting last ended in these steps, those taken while one due date was in force."""
    waits = [True, *(PHASES[step.status] in WAITING for step in steps)]
    ends = [step.at for step, before, after in zip(steps, waits, waits[1:], strict=False) if before and not after]
    return ends[-1] if ends else None


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


def _silent_since(portal: Portal, petition: Petition) -> When | None:
    """Return the last move of a waiting petition, if it lies further back than the settings allow."""
    if not petition.is_awaited:
        return None
    moves = [step.at for step in petition.history] + [answer.at for answer in petition.answers]
    last = max(moves, key=lambda when: when.order)
    allowed = timedelta(days=portal.settings.counting.silent_after)
    return last if last.last is not None and portal.today - last.last > allowed else None
