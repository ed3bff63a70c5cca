"""Counting days as the Civil Code does forwards, and as notices are counted backwards.

Forwards, the day of the event is not counted (Bộ luật Dân sự 2015, Điều 147) and a period in days
that ends on a day off ends with the next working day (Điều 148). Backwards no text decides: the day
of the meeting is not counted, the Nth day before it is the last good day, and nothing rolls.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product

from congkhai.law.calendar import Calendar, Day, DayKind
from congkhai.records.duty import Direction, Unit

_ONE_DAY = timedelta(days=1)
_WEEK, _WORKED = 7, 5


@dataclass(frozen=True)
class Period:
    """A period as a rule states it."""

    offset: int
    unit: Unit
    direction: Direction


@dataclass(frozen=True)
class Reading:
    """How the debatable points are read.

    `clear_days`: N whole days must lie between the act and the meeting (backwards only).
    `make_up_days_work`: a swapped Saturday counts as a working day.
    `roll`: a period in days that ends on a day off ends with the next working day (forwards only).
    """

    clear_days: bool = False
    make_up_days_work: bool = True
    roll: bool = True


class Part(StrEnum):
    """What a day does in the count."""

    EVENT = "event"
    COUNTED = "counted"
    SKIPPED = "skipped"
    ROLLED = "rolled"
    CLEAR = "clear"


@dataclass(frozen=True)
class Step:
    """One day of the working: what it is, what it does, and its number if it is counted."""

    day: Day
    part: Part
    number: int | None = None


@dataclass(frozen=True)
class Count:
    """A counted period: the last good day, the working, and whether the calendar is decided."""

    period: Period
    start: date
    due: date
    steps: tuple[Step, ...]
    verified: bool
    safe: date


def count(period: Period, start: date, calendar: Calendar, reading: Reading | None = None) -> Count:
    """Return the last good day of `period` from `start`, with every day counted and skipped.

    `safe` is the earliest day that any of the debatable readings gives.
    """
    steps = _steps(period, start, calendar, reading or Reading())
    due = steps[-1].day.date
    readings = (Reading(*flags) for flags in product((False, True), repeat=3))
    safe = min(_steps(period, start, calendar, other)[-1].day.date for other in readings)
    return Count(period, start, due, steps, calendar.is_verified(start, due), safe)


def _steps(period: Period, start: date, calendar: Calendar, reading: Reading) -> tuple[Step, ...]:
    steps = [Step(calendar.day(start), Part.EVENT)]
    stride = _ONE_DAY if period.direction is Direction.WITHIN else -_ONE_DAY
    steps += _counted(period, start, stride, calendar, reading)
    last = steps[-1].day.date
    if period.direction is Direction.BEFORE and reading.clear_days:
        clear = Period(1, period.unit, period.direction)
        steps += [
            Step(step.day, Part.CLEAR if step.part is Part.COUNTED else step.part)
            for step in _counted(clear, last, stride, calendar, reading)
        ]
    elif period.direction is Direction.WITHIN and period.unit is Unit.DAYS and reading.roll:
        steps += _rolled(last, calendar, reading)
    return tuple(steps)


def _counted(period: Period, start: date, stride: timedelta, calendar: Calendar, reading: Reading) -> Iterator[Step]:
    when, number = start, 0
    while number < period.offset:
        when += stride
        day = calendar.day(when)
        if period.unit is Unit.DAYS or _works(day, reading):
            number += 1
            yield Step(day, Part.COUNTED, number)
        else:
            yield Step(day, Part.SKIPPED)


def _rolled(last: date, calendar: Calendar, reading: Reading) -> Iterator[Step]:
    while not _works(calendar.day(last), reading):
        last += _ONE_DAY
        yield Step(calendar.day(last), Part.ROLLED)


def _works(day: Day, reading: Reading) -> bool:
    return day.is_working and (reading.make_up_days_work or day.kind is not DayKind.MAKE_UP)


def working_days_between(one: date, other: date, calendar: Calendar, reading: Reading | None = None) -> int:
    """Return how many working days lie after `one` up to and including `other`; 0 when `other` is not later."""
    weeks, rest = divmod(max((other - one).days, 0), _WEEK)
    days = weeks * _WORKED + sum((other - timedelta(days=number)).isoweekday() <= _WORKED for number in range(rest))
    named = (day for when, day in calendar.named.items() if one < when <= other)
    return days + sum(_works(day, reading or Reading()) - (day.date.isoweekday() <= _WORKED) for day in named)
