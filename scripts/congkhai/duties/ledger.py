"""The ledger: every duty of every record, in one order, judged on one day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from congkhai.duties.document_rows import document_rows
from congkhai.duties.judging import Judge
from congkhai.duties.meeting_rows import meeting_rows
from congkhai.duties.petition_rows import petition_rows
from congkhai.duties.row import DutyRow
from congkhai.duties.yearly_rows import yearly_rows
from congkhai.law.calendar import Calendar, public_calendar
from congkhai.law.counting import Reading
from congkhai.portal.relations import Portal
from congkhai.settings import Settings


@dataclass(frozen=True)
class Ledger:
    """All duties on one day, with the calendar and the reading that they were counted by."""

    rows: tuple[DutyRow, ...]
    calendar: Calendar
    reading: Reading
    today: date

    def of(self, kind: str, name: str) -> tuple[DutyRow, ...]:
        """Return the duties of one record."""
        return tuple(self._by_subject.get((kind, name), ()))

    @cached_property
    def _by_subject(self) -> Mapping[tuple[str, str], Sequence[DutyRow]]:
        found: dict[tuple[str, str], list[DutyRow]] = {}
        for row in self.rows:
            found.setdefault((row.subject.kind, row.subject.id), []).append(row)
        return found


def reading_of(settings: Settings) -> Reading:
    """Return how a portal reads the debatable points."""
    counting = settings.counting
    return Reading(counting.clear_days, counting.make_up_days_work, counting.roll)


def ledger(portal: Portal) -> Ledger:
    """Return the ledger of a portal, by year, then subject; the order of files plays no part."""
    closures = ((closure.day, closure.name) for closure in portal.settings.closures)
    calendar = public_calendar().with_closures(closures)
    reading = reading_of(portal.settings)
    rows = sorted(
        _rows(Judge(portal, calendar, reading)), key=lambda row: (-(row.subject.year or 0), row.subject.kind, row.id)
    )
    return Ledger(tuple(rows), calendar, reading, portal.today)


def _rows(judge: Judge) -> Iterator[DutyRow]:
    for dossier in judge.portal.plans.values():
        if (plan := dossier.plan) is not None:
            yield from meeting_rows(judge, dossier, plan)
            yield from document_rows(judge, dossier, plan)
    yield from yearly_rows(judge)
    yield from petition_rows(judge)
