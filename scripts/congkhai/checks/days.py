"""What the checks of dates share: where a date stands, and whether it has come."""

from datetime import date

from congkhai.problems import Place
from congkhai.records.entry import NOWHERE
from congkhai.records.when import When


def at(when: When) -> Place:
    """Return where a date stands."""
    return when.place or NOWHERE


def is_future(when: When | None, today: date) -> bool:
    """Return whether a date certainly lies after `today`, which is told as such and proves no order."""
    return when is not None and when.first is not None and when.first > today
