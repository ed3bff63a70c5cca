"""From due date and deed to the state of a duty."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from congkhai.duties.row import Deed, State
from congkhai.law.calendar import Calendar, public_calendar
from congkhai.law.counting import Count, Period, Reading, count, working_days_between
from congkhai.portal.relations import Portal


@dataclass(frozen=True)
class Judge:
    """Judges the duties of one portal on its day, with one calendar and one reading of the debatable points."""

    portal: Portal
    calendar: Calendar
    reading: Reading

    @property
    def today(self) -> date:
        """Return the day of judgement."""
        return self.portal.today

    def count(self, period: Period, start: date) -> Count:
        """Return a period counted from `start`."""
        counted = count(period, start, self.calendar, self.reading)
        # A unit's own closures may be no reason before the law: the safe day does without them.
        return replace(counted, safe=min(counted.safe, count(period, start, public_calendar(), self.reading).safe))

    def known(self, deed: Deed | None) -> Deed | None:
        """Return the deed, or None when it lies after the day of judgement."""
        first = deed.when.first if deed and deed.when else None
        return None if first is not None and first > self.today else deed

    def state(self, due: date | None, deed: Deed | None) -> State:
        """Return how a duty stands whose deadline is `due`."""
        if deed is not None and (deed.when is None or deed.when.day is None):
            return State.TIME_UNKNOWN
        if due is None:
            return State.NO_DATA
        if deed is not None and deed.when is not None and deed.when.day is not None:
            return State.ON_TIME if deed.when.day <= due else State.LATE
        if self.today > due:
            return State.OVERDUE
        return (
            State.DUE_SOON if due - self.today <= timedelta(days=self.portal.settings.counting.soon) else State.NOT_DUE
        )

    def days_late(self, state: State, due: date | None, deed: Deed | None) -> int | None:
        """Return the working days past the deadline, up to the deed or to today; None unless late or overdue."""
        if due is None or state not in {State.OVERDUE, State.LATE}:
            return None
        until = deed.when.day if deed and deed.when and deed.when.day else self.today
        return working_days_between(due, until, self.calendar, self.reading)
