"""A duty judged by what the publication register proves, beside what the records claim."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from congkhai.duties.row import DutyRow, State

# What was done and has a day to be held against.
_DONE = frozenset({State.ON_TIME, State.LATE, State.TIME_UNKNOWN})


class ProvedBy(StrEnum):
    """Whose clock proves a time: the office's own, by which it enters, or that of somebody outside."""

    REGISTER = "register"
    STAMP = "stamp"
    WITNESS = "witness"


@dataclass(frozen=True)
class ProvedTime:
    """By when at the latest a deed was shown, and before which moment it was not, None where nothing says.

    `version` is the version of the page that shows it, `is_told_now` whether the newest one still does.
    """

    by: datetime
    source: ProvedBy
    not_before: datetime | None = None
    version: int = 1
    is_told_now: bool = True


class Verdict(StrEnum):
    """How a deed stands to its deadline by the register; where that decides nothing, the day of the record is a claim."""

    PROVED_ON_TIME = "proved-on-time"
    PROVED_LATE = "proved-late"
    CLAIMED = "claimed"
    NOT_ENTERED = "not-entered"


def verdict(row: DutyRow, proved: ProvedTime | None) -> Verdict | None:
    """Return how the register judges a duty, None for one without a deed or a deadline, of which it says nothing."""
    if row.deed is None or row.due is None or row.state not in _DONE:
        return None
    if proved is None:
        return Verdict.NOT_ENTERED
    if proved.by.date() <= row.due:
        return Verdict.PROVED_ON_TIME
    is_late = proved.not_before is not None and proved.not_before.date() > row.due
    return Verdict.PROVED_LATE if is_late else Verdict.CLAIMED
