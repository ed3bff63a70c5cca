"""Dates and hours as papers write them, with the precision that they state and nothing finer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from congkhai.importing.patterns import folded
from congkhai.records.when import Precision, When, parse_when

_DAY = (
    r"(?P<d>\d{1,2})\s*(?:thang\s*|[/.\-]\s*)(?P<m>\d{1,2})(?:\s*(?:,?\s*nam\s*|[/.\-]\s*)(?P<y>(?:19|20)\d\d)(?!\d))?"
)
_FORMS = (
    # Several days of one month: ngày 05, 06 và 07/9/2025.
    (
        Precision.DAY,
        re.compile(
            r"\bngay\s+(?P<days>\d{1,2}(?:\s*(?:,|;|va)\s*(?:ngay\s+)?\d{1,2})+)\s*(?:thang\s*|[/.\-]\s*)(?P<m>\d{1,2})(?:\s*(?:nam\s*|[/.\-]\s*)(?P<y>(?:19|20)\d\d))?(?!\d)"
        ),
    ),
    (Precision.DAY, re.compile(rf"(?:\bngay\s+{_DAY})(?![\d/])")),
    (
        Precision.DAY,
        re.compile(r"(?<![\d/.\-])(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>(?:19|20)\d\d)(?![\d/\-]|\.\d)"),
    ),
    (
        Precision.HALF,
        re.compile(
            r"\b(?:0?6|sau)\s+thang\s+(?P<half>dau|cuoi)(?:\s+(?:cua\s+)?nam(?:\s*(?P<y>(?:19|20)\d\d))?)?(?!\d)"
        ),
    ),
    (
        Precision.QUARTER,
        re.compile(r"\bquy\s*(?P<q>iv|i{1,3}|[1-4])(?![a-z\d])\s*(?:(?:[/\-,–]|nam)?\s*(?P<y>(?:19|20)\d\d)(?!\d))?"),
    ),
    (
        Precision.MONTH,
        re.compile(
            r"\bthang\s*(?P<m>1[0-2]|0?[1-9])(?!\d)(?!\s*(?:nam\s*)?[/.]\s*\d{1,2}[/.])(?:\s*(?:[/\-.]\s*|,?\s*nam\s+)(?P<y>(?:19|20)\d\d)(?!\d))?"
        ),
    ),
    (Precision.YEAR, re.compile(r"\b(?:trong|ca|hang)?\s*nam\s+(?P<y>(?:19|20)\d\d)(?!\d)")),
    (
        Precision.ON_OCCURRENCE,
        re.compile(
            r"\b(?:ngay )?khi (?:co|xay ra|phat sinh|xuat hien|can thiet)\b[^.;]{0,60}?(?:phat sinh|buc xuc|dot xuat|yeu cau|vu viec|can thiet|tinh huong|xay ra|xet thay)|khi (?:phat sinh|can thiet)"
        ),
    ),
)
_HOUR = re.compile(
    r"(?<![\d/.,])(?P<h>[01]?\d|2[0-4])\s*(?:(?:gio|h|g)(?![a-z])\s*(?:(?P<n>[0-5]\d)(?!\d)\s*(?:phut|p\b|['’′`])?)?|:(?P<n2>[0-5]\d)(?!\d))"
)
_SPAN = re.compile(r"\btu\s+(?:ngay\s+)?$")
_UNTIL = re.compile(r"^\s*(?:den|toi|-|–)\s+(?:het\s+)?(?:ngay\s+)?$|^\s*[-–]\s*$")
_WEEKDAY = re.compile(r"\b(?:thu\s*(?P<n>hai|ba|tu|nam|sau|bay|[2-7])(?!\w)|(?P<sunday>chu\s*nhat)\b)")
_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# How far an hour or a weekday may stand from its day, in signs.
_NEAR = 45


@dataclass(frozen=True)
class Told:
    """A date as told: our writing of it, its place in the text, and what is odd about it.

    `weekday` is the weekday printed beside it (0 is Monday); `borrowed` says that the year stands elsewhere.
    """

    value: str
    start: int
    end: int
    weekday: int | None = None
    borrowed: bool = False
    impossible: bool = False
    is_span: bool = False

    @property
    def when(self) -> When | None:
        """Return the date as our records know it, None when there is no such day."""
        try:
            return parse_when(self.value)
        except ValueError:
            return None

    @property
    def day(self) -> date | None:
        """Return the exact day, None while none is told."""
        return self.when.day if self.when is not None else None

    @property
    def precision(self) -> Precision | None:
        """Return how exactly the date is told."""
        return self.when.precision if self.when is not None else None

    @property
    def contradicts_weekday(self) -> bool:
        """Return whether the weekday beside the day is another than the calendar's."""
        return self.weekday is not None and self.day is not None and self.day.weekday() != self.weekday


def dates_in(text: str, year: int | None = None) -> list[Told]:
    """Return every date in a text, in its order; `year` is lent to a date that names none."""
    plain = folded(text)
    found: list[Told] = []
    for precision, form in _FORMS:
        for match in form.finditer(plain):
            if any(match.start() < told.end and told.start < match.end() for told in found):
                continue
            found += _read(precision, match, year)
    found.sort(key=lambda told: told.start)
    found = list(_lent(found, plain))
    return _spans(list(_with_hours(plain, found)), plain)


def names_paper(text: str, start: int) -> bool:
    """Return whether a date is that of a document named right before it: `Kế hoạch số 30/KH-UBND ngày …`."""
    before = text[:start].rstrip(" ,(")
    if re.search(r"\d[a-zđ]?(?:/\d{4})?\s*[/\-–]\s*[A-ZĐ][\w/\-–&.]*$", before):
        return True
    return bool(
        re.search(r"\b(?:luat|phap lenh|nghi quyet|nghi dinh|quyet dinh|thong tu|huong dan)\b[^,;.:]*$", folded(before))
    )


def hours_in(text: str) -> list[tuple[str, int, int]]:
    """Return every hour in a text as `14:00`, with where it begins and ends."""
    return [
        (f"{int(found['h']):02}:{found['n'] or found['n2'] or '00'}", found.start(), found.end())
        for found in _HOUR.finditer(folded(text))
        if int(found["h"]) < 24  # noqa: PLR2004 - a day has no more
    ]


def _read(precision: Precision, match: re.Match[str], year: int | None) -> Iterator[Told]:
    part = match.groupdict()
    written = part.get("y")
    y = int(written) if written else year
    start, end = match.span()
    if precision is Precision.ON_OCCURRENCE:
        yield Told(precision.value, start, end)
        return
    if y is None:
        return
    days = re.findall(r"\d+", part["days"]) if part.get("days") else [part.get("d") or "0"]
    for day in days:
        value = _value(precision, part, y, int(day))
        told = Told(value, start, end, borrowed=written is None)
        yield replace(told, impossible=told.when is None)


def _lent(found: list[Told], plain: str) -> Iterator[Told]:
    """Yield the dates with a year that is said once for two: `tháng 5 và tháng 11 năm 2026`."""
    for n, told in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        joined = after is not None and re.fullmatch(r"\s*(?:,|;|va|va trong|hoac|-)\s*", plain[told.end : after.start])
        if told.borrowed and after is not None and joined and not after.borrowed and told.value[:4] == after.value[:4]:
            yield replace(told, borrowed=False)
        else:
            yield told


def _value(precision: Precision, part: dict[str, str | None], year: int, day: int) -> str:
    month = int(part.get("m") or 0)
    match precision:
        case Precision.DAY:
            return f"{year}-{month:02}-{day:02}"
        case Precision.MONTH:
            return f"{year}-{month:02}"
        case Precision.QUARTER:
            named = part.get("q") or ""
            return f"{year}-Q{_QUARTERS.get(named) or named}"
        case Precision.HALF:
            return f"{year}-H{1 if part.get('half') == 'dau' else 2}"
        case _:
            return f"{year}"


def _with_hours(plain: str, found: list[Told]) -> Iterator[Told]:
    hours = hours_in(plain)
    for n, told in enumerate(found):
        if told.precision is not Precision.DAY:
            yield told
            continue
        floor = found[n - 1].end if n and found[n - 1].end <= told.start else 0
        after = [each.start for each in found[n + 1 :] if each.start >= told.end]
        ceiling = after[0] if after else len(plain)
        near = [hour for hour in hours if _is_near(hour, told, floor, ceiling)]
        weekday = _weekday(plain, told, floor, ceiling)
        chosen = _hour(near, told)
        yield replace(told, value=f"{told.value}T{chosen}" if chosen else told.value, weekday=weekday)


def _is_near(hour: tuple[str, int, int], told: Told, floor: int, ceiling: int) -> bool:
    _, start, end = hour
    before = floor <= start and end <= told.start and told.start - end <= _NEAR
    return before or (told.end <= start and end <= ceiling and start - told.end <= _NEAR)


def _hour(near: list[tuple[str, int, int]], told: Told) -> str | None:
    """Return the hour at which it begins: the first of those before the day, else the first after it."""
    before = [hour for hour in near if hour[2] <= told.start]
    return (before or near)[0][0] if near else None


def _weekday(plain: str, told: Told, floor: int, ceiling: int) -> int | None:
    for match in _WEEKDAY.finditer(plain, max(floor, told.start - 25), min(ceiling, told.end + 25)):
        if match["n"] in {"tu", "nam"} and plain[match.end() : match.end() + 1].isdigit():
            continue
        return 6 if match["sunday"] else _WEEKDAYS[match["n"]]
    return None


def _spans(found: list[Told], plain: str) -> list[Told]:
    """Return the dates with "từ ngày A đến ngày B" as one, as wide as both together."""
    out: list[Told] = []
    for told in found:
        last = out[-1] if out else None
        is_end = last is not None and last.day and told.day and _UNTIL.match(plain[last.end : told.start])
        if last is not None and is_end and (_SPAN.search(plain[: last.start]) or "den" in plain[last.end : told.start]):
            first, end = last.day, told.day
            assert first is not None  # noqa: S101 - `is_end` has seen both
            assert end is not None  # noqa: S101 - the same
            value = (
                f"{first.year}-{first.month:02}"
                if (first.year, first.month) == (end.year, end.month)
                else f"{first.year}"
            )
            out[-1] = replace(last, value=value, end=told.end, weekday=None, is_span=True)
        else:
            out.append(told)
    return out
