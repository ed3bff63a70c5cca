"""Laws of counting: they hold for every period, every start, every calendar and every reading."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from congkhai.law.calendar import Calendar, public_calendar
from congkhai.law.counting import Count, Part, Period, Reading, count, working_days_between
from congkhai.records.duty import Direction, Unit

DAY = timedelta(days=1)
LONGEST = 60
starts = st.dates(min_value=date(2022, 3, 1), max_value=date(2027, 9, 30))
closures = st.frozensets(st.dates(min_value=date(2022, 1, 1), max_value=date(2027, 12, 31)), max_size=80)
readings = st.builds(Reading, clear_days=st.booleans(), make_up_days_work=st.booleans(), roll=st.booleans())
units = st.sampled_from(Unit)
offsets = st.integers(1, LONGEST)
periods = st.builds(Period, offsets, units, st.sampled_from(Direction))
forwards = st.builds(Period, offsets, units, st.just(Direction.WITHIN))
backwards = st.builds(Period, offsets, units, st.just(Direction.BEFORE))


def _closed(days: Iterable[date]) -> Calendar:
    return public_calendar().with_closures((day, "Đóng cửa") for day in days)


calendars = closures.map(_closed)


def _works(day: date, calendar: Calendar, reading: Reading) -> bool:
    """Return whether a day is worked, from the plain week up, without the program's own count."""
    make_ups = {day.day for year in calendar.years for day in year.working}
    return calendar.day(day).is_working and (reading.make_up_days_work or day not in make_ups)


def _numbers(counted: Count) -> list[int | None]:
    return [step.number for step in counted.steps if step.part is Part.COUNTED]


@given(offsets, starts, calendars, readings)
def test_a_forward_working_day_deadline_is_worked(
    offset: int, start: date, calendar: Calendar, reading: Reading
) -> None:
    """It never falls on a day off."""
    counted = count(Period(offset, Unit.WORKING_DAYS, Direction.WITHIN), start, calendar, reading)
    assert _works(counted.due, calendar, reading)


@given(offsets, starts, calendars, readings)
def test_a_backward_working_day_deadline_is_worked(
    offset: int, start: date, calendar: Calendar, reading: Reading
) -> None:
    """The last good day before a meeting is one on which the office can act."""
    counted = count(Period(offset, Unit.WORKING_DAYS, Direction.BEFORE), start, calendar, reading)
    assert _works(counted.due, calendar, reading)


@given(periods, starts, calendars, readings)
def test_counted_days_are_numbered_from_one(period: Period, start: date, calendar: Calendar, reading: Reading) -> None:
    """The numbers run 1..N without a gap, and the day of the event has none."""
    counted = count(period, start, calendar, reading)
    assert _numbers(counted) == list(range(1, period.offset + 1))
    assert [(step.part, step.number) for step in counted.steps if step.day.date == start] == [(Part.EVENT, None)]


@given(periods, starts, calendars, readings)
def test_the_working_names_every_day_once(period: Period, start: date, calendar: Calendar, reading: Reading) -> None:
    """From the event to the deadline no day is left out and none is told twice."""
    counted = count(period, start, calendar, reading)
    stride = DAY if period.direction is Direction.WITHIN else -DAY
    assert [step.day.date for step in counted.steps] == [start + stride * n for n in range(len(counted.steps))]
    assert counted.steps[-1].day.date == counted.due


@given(starts, calendars, readings)
def test_a_forward_period_without_days_ends_on_its_event(start: date, calendar: Calendar, reading: Reading) -> None:
    """Nothing is counted; only a day off rolls on."""
    counted = count(Period(0, Unit.WORKING_DAYS, Direction.WITHIN), start, calendar, reading)
    assert counted.due == start


@given(forwards, starts, closures, closures, readings)
def test_more_holidays_never_shorten_a_forward_period(
    period: Period, start: date, some: frozenset[date], more: frozenset[date], reading: Reading
) -> None:
    """Who must act within a period never loses a day to a holiday."""
    few, many = (count(period, start, _closed(days), reading) for days in (some, some | more))
    assert few.due <= many.due


@given(backwards, starts, closures, closures, readings)
def test_more_holidays_never_shorten_a_notice(
    period: Period, start: date, some: frozenset[date], more: frozenset[date], reading: Reading
) -> None:
    """Who must be told beforehand never loses a day to a holiday."""
    few, many = (count(period, start, _closed(days), reading) for days in (some, some | more))
    assert many.due <= few.due


@given(offsets, starts, calendars, readings)
def test_distance_and_deadline_agree_forwards(offset: int, start: date, calendar: Calendar, reading: Reading) -> None:
    """As many working days lie between event and deadline as the period has."""
    counted = count(Period(offset, Unit.WORKING_DAYS, Direction.WITHIN), start, calendar, reading)
    assert working_days_between(start, counted.due, calendar, reading) == offset


@given(offsets, starts, calendars, st.booleans())
def test_distance_and_deadline_agree_backwards(offset: int, start: date, calendar: Calendar, make_up: bool) -> None:  # noqa: FBT001 - a drawn value
    """From the last good day to the eve of the meeting lie as many working days as the period has."""
    reading = Reading(make_up_days_work=make_up)
    counted = count(Period(offset, Unit.WORKING_DAYS, Direction.BEFORE), start, calendar, reading)
    assert working_days_between(counted.due - DAY, start - DAY, calendar, reading) == offset


@given(starts, st.integers(0, LONGEST), calendars)
def test_no_working_day_lies_before_its_beginning(start: date, back: int, calendar: Calendar) -> None:
    """A distance to an earlier day, or to the same, is nothing."""
    assert working_days_between(start, start - DAY * back, calendar) == 0


@given(periods, starts, calendars, readings)
def test_the_safe_day_is_never_later(period: Period, start: date, calendar: Calendar, reading: Reading) -> None:
    """Who acts by the safe day is in time by every reading."""
    counted = count(period, start, calendar, reading)
    assert counted.safe <= counted.due
    assert counted.safe == count(period, start, calendar, Reading()).safe


@given(backwards, starts, calendars, readings)
def test_a_backward_deadline_never_rolls(period: Period, start: date, calendar: Calendar, reading: Reading) -> None:
    """Rolling forward would shorten the notice; days before a meeting are plain subtraction."""
    counted = count(period, start, calendar, reading)
    assert all(step.part is not Part.ROLLED for step in counted.steps)
    assert counted.due == count(period, start, calendar, replace(reading, roll=not reading.roll)).due
    if period.unit is Unit.DAYS:
        assert counted.due == start - DAY * (period.offset + reading.clear_days)


@given(offsets, starts, calendars, readings)
def test_a_forward_period_in_days_rolls_to_the_next_working_day(
    offset: int, start: date, calendar: Calendar, reading: Reading
) -> None:
    """It ends on its own last day if that is worked, else on the first worked day after it."""
    counted = count(Period(offset, Unit.DAYS, Direction.WITHIN), start, calendar, reading)
    last = start + DAY * offset
    rolled = [step.day.date for step in counted.steps if step.part is Part.ROLLED]
    assert rolled == [last + DAY * n for n in range(1, len(rolled) + 1)]
    if not reading.roll:
        assert counted.due == last
    else:
        assert _works(counted.due, calendar, reading)
        assert not any(_works(day, calendar, reading) for day in [last, *rolled][:-1])


@given(backwards, starts, calendars, readings)
def test_clear_days_ask_for_one_more(period: Period, start: date, calendar: Calendar, reading: Reading) -> None:
    """N whole days between act and meeting is N + 1 days before it."""
    clear = count(period, start, calendar, replace(reading, clear_days=True))
    longer = count(replace(period, offset=period.offset + 1), start, calendar, replace(reading, clear_days=False))
    assert clear.due == longer.due
    assert clear.steps[-1].part is Part.CLEAR


@given(periods, starts, calendars, readings)
def test_a_longer_period_never_ends_nearer(period: Period, start: date, calendar: Calendar, reading: Reading) -> None:
    """One more day moves the deadline away from the event, or leaves it on the same rolled day."""
    near = count(period, start, calendar, reading)
    far = count(replace(period, offset=period.offset + 1), start, calendar, reading)
    assert abs(near.due - start) <= abs(far.due - start)


@given(periods, starts, st.integers(0, 10), calendars, readings)
def test_a_later_event_never_has_an_earlier_deadline(
    period: Period, start: date, later: int, calendar: Calendar, reading: Reading
) -> None:
    """Deadlines keep the order of their events."""
    first, second = (count(period, when, calendar, reading) for when in (start, start + DAY * later))
    assert first.due <= second.due


@given(periods, starts)
def test_a_deadline_in_an_undecided_year_is_provisional(period: Period, start: date) -> None:
    """It is firm only when both the event and the deadline lie in years whose calendar is decided."""
    counted = count(period, start, public_calendar())
    assert counted.verified == ({start.year, counted.due.year} <= public_calendar().verified)
