"""The calendar of the public sector: which day is worked, which is off, and why.

Own data by year, each with its source; a year that is not verified, or has no file, is provisional.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from congkhai.law.instruments import BrokenLawError
from congkhai.problems import Report
from congkhai.records.entry import Entry
from congkhai.records.fields import Count, Line, YesNo, read_record
from congkhai.records.when import ExactDay
from congkhai.sources.yaml import read_yaml

_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is for the public sector."""

    WORKING = "working"
    MAKE_UP = "make-up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    IN_LIEU = "in-lieu"
    SWAPPED = "swapped"
    CLOSURE = "closure"


class OffDay(Entry):
    """A day off beside weekends: a holiday, a day in lieu of one, or one swapped for a Saturday."""

    day: ExactDay
    name: Line
    kind: DayKind


class MakeUpDay(Entry):
    """A Saturday that is worked for a swapped day off."""

    day: ExactDay
    name: Line


class YearCalendar(Entry):
    """One file of `law/calendar/`."""

    year: Count
    verified: YesNo
    source: Line
    off: tuple[OffDay, ...]
    working: tuple[MakeUpDay, ...] = ()


@dataclass(frozen=True)
class Day:
    """One day with what it is and its name, if it has one."""

    date: date
    kind: DayKind
    name: str = ""

    @property
    def is_working(self) -> bool:
        """Return whether the public sector works on this day."""
        return self.kind in {DayKind.WORKING, DayKind.MAKE_UP}


@dataclass(frozen=True)
class Calendar:
    """The days that differ from the plain week, and the years whose list is decided."""

    named: Mapping[date, Day] = field(default_factory=dict)
    verified: frozenset[int] = frozenset()
    years: tuple[YearCalendar, ...] = ()

    def day(self, when: date) -> Day:
        """Return what a day is."""
        plain = DayKind.WEEKEND if when.weekday() >= _SATURDAY else DayKind.WORKING
        return self.named.get(when) or Day(when, plain)

    def is_verified(self, *days: date) -> bool:
        """Return whether every one of `days` lies in a year whose calendar is decided."""
        return all(day.year in self.verified for day in days)

    def with_closures(self, closures: Iterable[tuple[date, str]]) -> "Calendar":
        """Return this calendar with a unit's own days of closure."""
        added = {when: Day(when, DayKind.CLOSURE, name) for when, name in closures}
        return Calendar({**self.named, **added}, self.verified, self.years)


@cache
def public_calendar() -> Calendar:
    """Return the packaged calendar.

    Raises BrokenLawError when a packaged file cannot be read.
    """
    report = Report()
    years: list[YearCalendar] = []
    folder = files("congkhai.law").joinpath("calendar")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        table = read_yaml(file.read_text(encoding="utf-8"), file.name, report)
        year = read_record(YearCalendar, table, report) if table is not None else None
        if year is not None:
            years.append(year)
    if report.problems:
        raise BrokenLawError([str(problem) for problem in report.problems])
    named = {day.day: Day(day.day, day.kind, day.name) for year in years for day in year.off}
    named |= {day.day: Day(day.day, DayKind.MAKE_UP, day.name) for year in years for day in year.working}
    return Calendar(named, frozenset(year.year for year in years if year.verified), tuple(years))
