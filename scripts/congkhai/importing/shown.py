"""Dates of a report as people in offices write them."""

from congkhai.records.when import Deadline, parse_when
from congkhai.views import dates


def shown(value: str) -> str:
    """Return a value of a record (`2025-10-28T14:00`, `2025-Q3`, `before 2025-10-28`) in words; what is no date as it is."""
    try:
        when = parse_when(value.removeprefix("before "))
    except ValueError:
        return value
    if when is None:
        return value
    if value.startswith("before ") and when.day is not None:
        return dates.deadline(Deadline(when.day, inclusive=False)).text
    return dates.when(when).text
