"""Dates with the precision that the document states, never more (zone +07:00)."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from congkhai.problems import Place
from congkhai.records.faults import fault
from congkhai.sources.yaml import Text

FIRST_YEAR = 1900


class Precision(StrEnum):
    """How exactly a point in time is known."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    ON_OCCURRENCE = "on-occurrence"


_FORMS = {
    Precision.TIME: re.compile(
        r"(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4}))[T ](?P<h>\d{1,2}):(?P<n>\d{2})"
    ),
    Precision.DAY: re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})"),
    Precision.MONTH: re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})"),
    Precision.QUARTER: re.compile(r"(?P<y>\d{4})-Q(?P<q>[1-4])"),
    Precision.HALF: re.compile(r"(?P<y>\d{4})-H(?P<q>[12])"),
    Precision.YEAR: re.compile(r"(?P<y>\d{4})"),
    Precision.ON_OCCURRENCE: re.compile("on-occurrence"),
}


@dataclass(frozen=True)
class When:
    """A point in time as far as it is known: first and last possible day, and the hour if stated.

    `first` and `last` are None only for `on-occurrence`, which has no date until it happens.
    """

    precision: Precision
    first: date | None = None
    last: date | None = None
    hour: time | None = None
    place: Place | None = field(default=None, compare=False, repr=False)
    typed: str = field(default="", compare=False, repr=False)

    @property
    def words(self) -> str:
        """Return this as the author typed it."""
        return self.typed or str(self)

    @property
    def day(self) -> date | None:
        """Return the exact day, or None while no day is fixed."""
        return self.first if self.precision in {Precision.TIME, Precision.DAY} else None

    @property
    def order(self) -> tuple[date, time]:
        """Return a sort key: the earliest moment; what has no date comes last."""
        return (self.first or date.max, self.hour or time.min)

    def is_before(self, other: "When") -> bool:
        """Return whether this certainly precedes `other`, as far as both are known."""
        if self.last is None or other.first is None:
            return False
        if self.hour and other.hour and self.last == other.first:
            return self.hour < other.hour
        return self.last < other.first

    def __str__(self) -> str:
        if self.first is None:
            return str(self.precision)
        year, month = f"{self.first.year:04}", self.first.month
        match self.precision:
            case Precision.TIME:
                text = f"{self.first.isoformat()}T{self.hour or time.min:%H:%M}"
            case Precision.DAY:
                text = self.first.isoformat()
            case Precision.MONTH:
                text = f"{year}-{month:02}"
            case Precision.QUARTER:
                text = f"{year}-Q{(month + 2) // 3}"
            case Precision.HALF:
                text = f"{year}-H{(month + 5) // 6}"
            case _:
                text = year
        return text


@dataclass(frozen=True)
class Deadline:
    """The day a period ends: inclusive, or "trước ngày" (before), which ends on the day before."""

    day: date
    inclusive: bool = True
    place: Place | None = field(default=None, compare=False, repr=False)
    typed: str = field(default="", compare=False, repr=False)

    @property
    def words(self) -> str:
        """Return this as the author typed it."""
        return self.typed or str(self)

    @property
    def last_day(self) -> date:
        """Return the last day on which the act is in time."""
        return self.day if self.inclusive else self.day - timedelta(days=1)

    def __str__(self) -> str:
        return self.day.isoformat() if self.inclusive else f"before {self.day.isoformat()}"


def _span(precision: Precision, year: int, month: int, day: int, part: int) -> tuple[date, date]:
    if precision in {Precision.TIME, Precision.DAY}:
        return date(year, month, day), date(year, month, day)
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6}.get(precision, 12)
    start = month if precision is Precision.MONTH else (part - 1) * months + 1
    end = start + months - 1
    return date(year, start, 1), date(year, end, monthrange(year, end)[1])


def parse_when(text: str, place: Place | None = None) -> When | None:
    """Return the point in time that `text` states, None when the form is unknown.

    Raises ValueError for a form that is known and a day that does not exist, or a year before 1900:
    `0205` is a slip for `2025`.
    """
    known = _parsed(text.strip())
    if known is None or place is None:
        return known
    return When(known.precision, known.first, known.last, known.hour, place, known.typed)


@lru_cache(maxsize=8192)
def _parsed(text: str) -> When | None:
    """Return what `text` states, wherever it stands: a ward's records name the same few days over and over."""
    for precision, form in _FORMS.items():
        if match := form.fullmatch(text):
            if precision is Precision.ON_OCCURRENCE:
                return When(precision, typed=text)
            part = {key.rstrip("2"): int(value) for key, value in match.groupdict().items() if value}
            if part["y"] < FIRST_YEAR:
                raise ValueError(text)
            first, last = _span(precision, part["y"], part.get("m", 1), part.get("d", 1), part.get("q", 1))
            hour = time(part["h"], part["n"]) if precision is Precision.TIME else None
            return When(precision, first, last, hour, typed=text)
    return None


def _reader(*allowed: Precision) -> Callable[[object], When]:
    def read(value: object) -> When:
        if isinstance(value, When):
            return value
        if not isinstance(value, Text):
            raise fault("expected-text")
        try:
            when = parse_when(value, value.place)
        except ValueError as error:
            raise fault("impossible-date", found=str(value)) from error
        if when is None or when.precision not in allowed:
            raise fault("bad-date", found=str(value), forms=", ".join(_examples(allowed)))
        return when

    return read


# The first form is what we write, the second how a clerk writes it.
_EXAMPLES = {
    Precision.TIME: ("2025-10-28T14:00", "28/10/2025 14:00"),
    Precision.DAY: ("2025-10-28", "28/10/2025"),
    Precision.MONTH: ("2025-10", "10/2025"),
    Precision.QUARTER: ("2025-Q3",),
    Precision.HALF: ("2025-H2",),
    Precision.YEAR: ("2025",),
    Precision.ON_OCCURRENCE: ("on-occurrence",),
}
_DEADLINE_EXAMPLES = (*_EXAMPLES[Precision.DAY], "trước ngày 28/10/2025", "before 2025-10-28")


def _examples(allowed: Iterable[Precision]) -> list[str]:
    return [example for precision in allowed for example in _EXAMPLES[precision]]


def _schema(*allowed: Precision) -> WithJsonSchema:
    pattern = "|".join(re.sub(r"\?P<\w+>", "", _FORMS[precision].pattern) for precision in allowed)
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", "examples": _examples(allowed)})


_DEADLINE = re.compile(r"(?:(?P<before>before|trước(?: ngày)?)\s+)?(?P<day>\S*)", re.IGNORECASE)


def _read_deadline(value: object) -> Deadline:
    if isinstance(value, Deadline):
        return value
    if not isinstance(value, Text):
        raise fault("expected-text")
    written = _DEADLINE.fullmatch(value.strip())
    try:
        when = parse_when(written["day"]) if written else None
    except ValueError as error:
        raise fault("impossible-date", found=str(value)) from error
    if written is None or when is None or when.precision is not Precision.DAY or when.first is None:
        raise fault("bad-date", found=str(value), forms=", ".join(_DEADLINE_EXAMPLES))
    return Deadline(when.first, not written["before"], value.place, value.strip())


def _deadline_pattern() -> str:
    day = re.sub(r"\?P<\w+>", "", _FORMS[Precision.DAY].pattern)
    return rf"^(?:(?:[Bb]efore|[Tt]rước(?: ngày)?)\s+)?(?:{day})$"


_DAY = (Precision.TIME, Precision.DAY)
_DATED = (Precision.DAY, Precision.MONTH, Precision.YEAR)
_TEXT = PlainSerializer(str)


def _read_day(value: object) -> date:
    day = _reader(Precision.DAY)(value).day
    if day is None:  # pragma: no cover - _reader has refused it already
        raise fault("bad-date", found=str(value), forms=", ".join(_examples((Precision.DAY,))))
    return day


ExactDay = Annotated[date, PlainValidator(_read_day), _schema(Precision.DAY)]
AnyWhen = Annotated[When, PlainValidator(_reader(*Precision)), _schema(*Precision), _TEXT]
Moment = Annotated[When, PlainValidator(_reader(*_DAY)), _schema(*_DAY), _TEXT]
DocumentDate = Annotated[When, PlainValidator(_reader(*_DATED)), _schema(*_DATED), _TEXT]
DueDate = Annotated[
    Deadline,
    PlainValidator(_read_deadline),
    WithJsonSchema({"type": "string", "pattern": _deadline_pattern(), "examples": list(_DEADLINE_EXAMPLES)}),
    _TEXT,
]
