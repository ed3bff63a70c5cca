"""Dates in cells: shown as days where there is a day, and read in every form that a clerk writes."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from congkhai.records.when import Precision, When, parse_when
from congkhai.sources.folding import fold
from congkhai.words import word

CellValue = str | int | float | bool | datetime | date | time | None

DATES: Final = {
    "moment": (Precision.TIME, Precision.DAY),
    "document-date": (Precision.DAY, Precision.MONTH, Precision.YEAR),
    "when": tuple(Precision),
}
# Excel counts days from here; what it calls 29 February 1900 never was, so earlier days are shown in words.
_FIRST_SERIAL: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)
_SERIALS: Final = range(36526, 73051)  # the years 2000 to 2099
_YEARS: Final = range(1990, 2100)
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_HOUR: Final = r"(?P<h>\d{1,2}) ?(?:[:h]|gio) ?(?P<n>\d{2})? ?(?:phut)?['’′]?,? ?(?:ngay )?"
_NUMBERS: Final = r"(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4}|\d{2})"
_WORDS: Final = r"(?:ngay )?(?P<d>\d{1,2}) thang (?P<m>\d{1,2}),? nam (?P<y>\d{4})"
_AFTER: Final = r"(?:,? (?P<h>\d{1,2}) ?[:h] ?(?P<n>\d{2}))?"
# In folded words. A group `q` is a quarter, `half` one of the two halves of a year.
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?:ngay )?{_NUMBERS}{_AFTER}",
        rf"{_WORDS}{_AFTER}",
        rf"{_HOUR}{_NUMBERS}",
        rf"{_HOUR}{_WORDS}",
        r"(?:trong )?(?:thang |t)?(?P<m>\d{1,2}) ?(?:/|-| nam ) ?(?P<y>\d{4})",
        r"(?:trong )?q(?:uy)? ?(?P<q>iv|i{1,3}|[1-4]) ?(?:/|-|,? nam | ) ?(?P<y>\d{4})",
        r"(?:trong )?6 thang (?P<half>dau|cuoi) nam (?P<y>\d{4})",
        r"(?:trong )?nam (?P<y>\d{4})",
    )
)
_BEFORE: Final = re.compile(r"(?:truoc(?: ngay)?|before) ?")


def shown(text: str) -> CellValue:
    """Return the cell of a date as records write it: a day, a moment, or words where no day is fixed."""
    is_before = text.startswith("before ")
    try:
        when = parse_when(text.removeprefix("before "))
    except ValueError:
        return text
    if when is None or when.first is None:
        return word("workbook.on-occurrence") if when else text
    if is_before:
        return word("workbook.before", day=f"{when.first:%d/%m/%Y}")
    if when.day is None or when.day < _FIRST_DAY:
        return _in_words(when, when.first)
    return datetime.combine(when.first, when.hour or time.min) if when.hour else when.first


def read(kind: str, value: CellValue) -> str | None:
    """Return a cell's date as records write it; None when it is none, or less exact than `kind` allows."""
    if kind == "due":
        return _read_due(value)
    when = _when(value)
    return str(when) if when is not None and when.precision in DATES[kind] else None


def _read_due(value: CellValue) -> str | None:
    before = _BEFORE.match(_spaced(value)) if isinstance(value, str) else None
    when = _when(_spaced(value)[before.end() :] if before and isinstance(value, str) else value)
    if when is None or when.day is None or when.hour is not None:
        return None
    return f"before {when}" if before else str(when)


def _when(value: CellValue) -> When | None:
    if isinstance(value, datetime):
        return parse_when(f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%dT%H:%M}")
    if isinstance(value, date):
        return parse_when(value.isoformat())
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not isinstance(value, str):
        return _from_number(value)
    try:
        return parse_when(" ".join(value.split())) or _from_words(_spaced(value))
    except ValueError:
        return None


def _from_number(value: float) -> When | None:
    if int(value) != value or int(value) not in (*_SERIALS, *_YEARS):
        return None
    return parse_when(str(int(value)) if value in _YEARS else (_FIRST_SERIAL + timedelta(int(value))).isoformat())


def _from_words(text: str) -> When | None:
    if text == _spaced(word("workbook.on-occurrence")):
        return parse_when(Precision.ON_OCCURRENCE)
    found = next((match.groupdict() for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    year = found["y"].rjust(4, "0") if len(found["y"]) == len("2026") else f"20{found['y']}"
    if quarter := found.get("q"):
        return parse_when(f"{year}-Q{_ROMAN.get(quarter, quarter)}")
    if half := found.get("half"):
        return parse_when(f"{year}-H{1 if half == 'dau' else 2}")
    parts = [year, *(found[part].rjust(2, "0") for part in ("m", "d") if found.get(part))]
    hour = f"T{found['h']}:{found.get('n') or '00'}" if found.get("h") else ""
    return parse_when(f"{'-'.join(parts)}{hour}")


def _in_words(when: When, first: date) -> str:
    match when.precision:
        case Precision.MONTH:
            return word("workbook.month", month=first.month, year=first.year)
        case Precision.QUARTER:
            return word("workbook.quarter", quarter=("I", "II", "III", "IV")[first.month // 3], year=first.year)
        case Precision.HALF:
            return word(f"workbook.{'first' if first.month == 1 else 'second'}-half", year=first.year)
        case Precision.YEAR:
            return word("workbook.year", year=first.year)
        case _:
            return f"{first:%d/%m/%Y}" + (f" {when.hour:%H:%M}" if when.hour else "")


def _spaced(text: object) -> str:
    return " ".join(fold(str(text)).split())
