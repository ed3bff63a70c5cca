"""One row of the ledger: a duty, whom it binds, until when, what was done, and how that stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congkhai.law.counting import Count
from congkhai.law.instruments import Instrument, Rule
from congkhai.records.document import Change
from congkhai.records.duty import Duty
from congkhai.records.when import When


class State(StrEnum):
    """How a duty stands; a duty without a stated deadline is never on time."""

    NO_DATA = "no-data"
    NOT_DUE = "not-due"
    DUE_SOON = "due-soon"
    ON_TIME = "on-time"
    OVERDUE = "overdue"
    LATE = "late"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not-applicable"
    NO_DEADLINE = "no-deadline"
    TIME_UNKNOWN = "time-unknown"
    SILENT = "silent"


# What becomes another state, or another number of days, when a day goes by and nothing is done.
_OPEN = {State.NOT_DUE, State.DUE_SOON, State.OVERDUE, State.SILENT}


class Flag(StrEnum):
    """What makes a claimed date doubtful."""

    BEFORE_SIGNING = "before-signing"
    AFTER_CORRECTION = "after-correction"
    PROVISIONAL = "provisional"
    AD_HOC_NOT_NAMED = "ad-hoc-not-named"
    LAW_BY_DAY = "law-by-day"


@dataclass(frozen=True)
class Subject:
    """What a duty is about: a record by kind and id, its title, its issuer, kind of meeting and year."""

    kind: str
    id: str
    title: str
    body: str | None = None
    meeting_kind: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Basis:
    """Where a duty comes from: an instrument's rule, or the plan that states it."""

    id: str
    instrument: Instrument | None
    rule: Rule | None
    text: str


@dataclass(frozen=True)
class Deed:
    """What proves that a duty was done; `when` is None when the record gives no date."""

    when: When | None
    record: tuple[str, str]


@dataclass(frozen=True)
class DutyRow:
    """One duty of one subject; `count` holds due date and working, `due` alone a date set by a record.

    `superseded` marks the row of a date that was moved: it stays, and a new row follows. `taken_back` is what happened to a
    document that would be the deed if it still stood.
    """

    id: str
    duty: Duty
    subject: Subject
    basis: Basis
    bearer: str
    state: State
    due: date | None = None
    count: Count | None = None
    trigger: When | None = None
    deed: Deed | None = None
    flags: tuple[Flag, ...] = ()
    note: str = ""
    superseded: bool = False
    days_late: int | None = None
    is_working_deadline: bool = False
    taken_back: Change | None = None

    @property
    def is_open(self) -> bool:
        """Return whether the duty still waits to be done, so that how it stands is true of one day only."""
        return self.state in _OPEN and not self.superseded

    @property
    def deed_name(self) -> str | None:
        """Return what a register calls the deed: the duty, and the day that the record gives if it does; None without a deed."""
        day = self.deed.when.day if self.deed and self.deed.when else None
        return f"{self.id}:{day or ''}" if self.deed else None
