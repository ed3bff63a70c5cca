"""Dates in Vietnamese words, as precise as they are known."""

from datetime import date, datetime, time
from functools import lru_cache

from congkhai.records.when import Deadline, Precision, When
from congkhai.views.parts import Date
from congkhai.words import word
from congkhai.zone import VIETNAM

_QUARTERS = ("I", "II", "III", "IV")


@lru_cache(maxsize=8192)
def day(value: date) -> Date:
    """Return a day as dd/MM/yyyy."""
    return Date(f"{value:%Y-%m-%d}", f"{value:%d/%m/%Y}")


def as_of(today: date, *, is_open: bool = True) -> str:
    """Return the line that tells of which day a page speaks, empty when nothing on it is open."""
    return word("frame.as-of", date=day(today).text) if is_open else ""


def weekday(value: date) -> str:
    """Return a day with its weekday: Thứ Ba, 28/10/2025."""
    return f"{word(f'weekday.{value.isoweekday()}')}, {day(value).text}"


@lru_cache(maxsize=8192)
def when(value: When) -> Date:
    """Return a point in time for lists and tables: 28/10/2025, tháng 10/2025, quý IV/2025."""
    if value.first is None:
        return Date("", word("date.on-occurrence"))
    iso = "" if value.precision in {Precision.QUARTER, Precision.HALF} else str(value)
    return Date(iso, _text(value, value.first))


def _text(value: When, first: date) -> str:
    year, month = first.year, first.month
    match value.precision:
        case Precision.TIME:
            return f"{first:%d/%m/%Y}, {value.hour:%H:%M}" if value.hour else ""
        case Precision.MONTH:
            return word("date.month", month=f"{month:02}", year=year)
        case Precision.QUARTER:
            return word("date.quarter", quarter=_QUARTERS[(month - 1) // 3], year=year)
        case Precision.HALF:
            return word("date.first-half" if month == 1 else "date.second-half", year=year)
        case Precision.YEAR:
            return word("date.year", year=year)
        case _:
            return f"{first:%d/%m/%Y}"


def event(value: When) -> Date:
    """Return a date for an event, with the weekday when the day is fixed: Thứ Ba, 28/10/2025, 14:00."""
    known = when(value)
    if value.day is None:
        return known
    return Date(known.iso, weekday(value.day) + known.text.removeprefix(day(value.day).text))


def in_document(value: When | None, place: str | None) -> str:
    """Return the line of place and date; what the paper leaves blank is said to be blank."""
    start = word("date.place", place=place) if place else ""
    if value is None or value.first is None:
        return start + word("date.blank")
    first = value.first
    if value.day is not None:
        # Days below 10 and months 1 and 2 take a leading zero (Nghị định 30/2020, Phụ lục I).
        month = f"{first.month:02}" if first.month < 3 else str(first.month)  # noqa: PLR2004 - the rule's own number
        return start + word("date.full", day=f"{first.day:02}", month=month, year=first.year)
    if value.precision is Precision.MONTH:
        return start + word("date.blank-day", month=f"{first.month:02}", year=first.year)
    return start + word("date.blank-month", year=first.year)


@lru_cache(maxsize=8192)
def deadline(value: Deadline) -> Date:
    """Return a due date: the day itself, or "trước ngày" it."""
    known = day(value.day)
    return known if value.inclusive else Date(known.iso, word("date.before", day=known.text))


def order(value: When | None) -> tuple[date, time]:
    """Return a sort key for what is told newest first: what has no date comes last there."""
    return value.order if value is not None and value.first is not None else (date.min, time.min)


def instant(value: When) -> datetime:
    """Return a known day, at its hour if stated, as a moment in the Vietnamese zone."""
    return datetime.combine(*value.order, VIETNAM)
