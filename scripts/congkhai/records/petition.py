"""A petition (kiến nghị) and its dated history; the status is derived, never typed.

There is no field for a petitioner's name: personal data never enters a record
(Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar

from annotated_types import MinLen

from congkhai.records.document import Attachment, Change, ChangeKind
from congkhai.records.entry import Entry
from congkhai.records.fields import Id, Line, Paragraphs
from congkhai.records.when import Deadline, DueDate, Moment, When


class PetitionField(StrEnum):
    """What a petition is about (lĩnh vực)."""

    LAND = "land"
    TRANSPORT = "transport"
    CONSTRUCTION = "construction"
    ENVIRONMENT = "environment"
    ELECTRICITY = "electricity"
    AGRICULTURE = "agriculture"
    WELFARE = "welfare"
    EDUCATION_HEALTH = "education-health"
    SECURITY = "security"
    PROCEDURES = "procedures"
    CONDUCT = "conduct"
    DEMOCRACY = "democracy"
    OTHER = "other"


class Petitioner(StrEnum):
    """What kind of petitioner asked; never who."""

    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"
    GROUP = "group"
    ORGANISATION = "organisation"
    RESIDENTIAL_GROUP = "residential-group"


class Competence(StrEnum):
    """Whose authority the matter is under (thẩm quyền)."""

    OURS = "ours"
    BEYOND = "beyond"
    OTHER_AGENCY = "other-agency"
    NOT_CONSIDERED = "not-considered"


class Status(StrEnum):
    """A step that a petition can reach."""

    RECEIVED = "received"
    CLASSIFIED = "classified"
    ASSIGNED = "assigned"
    SCHEDULED = "scheduled"
    FORWARDED = "forwarded"
    ANSWERED_ON_SPOT = "answered-on-spot"
    ANSWERED = "answered"
    GUIDED = "guided"
    UPPER_ANSWERED = "upper-answered"
    RESOLVED = "resolved"
    NOT_RESOLVED = "not-resolved"
    NOT_CONSIDERED = "not-considered"


class Phase(StrEnum):
    """The groups a resident reads; they do not overlap, so their counts add up."""

    OPEN = "open"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"
    WITHDRAWN = "withdrawn"


PHASES = {
    Status.RECEIVED: Phase.OPEN,
    Status.CLASSIFIED: Phase.OPEN,
    Status.ASSIGNED: Phase.OPEN,
    Status.SCHEDULED: Phase.OPEN,
    Status.FORWARDED: Phase.FORWARDED,
    Status.ANSWERED_ON_SPOT: Phase.ANSWERED,
    Status.ANSWERED: Phase.ANSWERED,
    Status.GUIDED: Phase.ANSWERED,
    Status.UPPER_ANSWERED: Phase.ANSWERED,
    Status.RESOLVED: Phase.RESOLVED,
    Status.NOT_RESOLVED: Phase.UNRESOLVED,
    Status.NOT_CONSIDERED: Phase.UNRESOLVED,
}
# A matter sent upward still awaits an answer to the People, so it is not closed.
WAITING = {Phase.OPEN, Phase.FORWARDED}


class Timeliness(StrEnum):
    """How a petition stands to its due date; a mark beside the status, not a status."""

    NOT_STATED = "not-stated"
    NOT_DUE = "not-due"
    OVERDUE = "overdue"
    ON_TIME = "on-time"
    LATE = "late"
    WITHDRAWN = "withdrawn"


class Answer(Entry):
    """What was answered, when, and the document that says so."""

    placed: ClassVar = frozenset()
    at: Moment
    text: Paragraphs
    by: Id | None = None
    reference: Line | None = None
    files: tuple[Attachment, ...] = ()


class Step(Entry):
    """One dated step of the history; `due` is a new due date that this step sets."""

    placed: ClassVar = frozenset({"status"})
    at: Moment
    status: Status
    by: Id | None = None
    to: Id | None = None
    reference: Line | None = None
    due: DueDate | None = None
    note: Paragraphs | None = None


class Petition(Entry):
    """One entry of `conclusions/<slug>/petitions.yml`; `due` is the first due date."""

    placed: ClassVar = frozenset()
    code: Id
    summary: Paragraphs
    field: PetitionField
    area: Id | None = None
    petitioner: Petitioner
    competence: Competence
    handler: Id | None = None
    due: DueDate | None = None
    history: Annotated[tuple[Step, ...], MinLen(1)]
    answers: tuple[Answer, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def status(self) -> Status:
        """Return the step reached last."""
        return self.history[-1].status

    @property
    def phase(self) -> Phase:
        """Return the group that the status belongs to; a petition taken back has one of its own."""
        return Phase.WITHDRAWN if self.is_withdrawn else PHASES[self.status]

    @cached_property
    def is_withdrawn(self) -> bool:
        """Return whether the petitioner took the petition back."""
        return any(change.kind is ChangeKind.WITHDRAWAL for change in self.changes)

    @property
    def is_awaited(self) -> bool:
        """Return whether the People still wait for an answer: only then does the petition stand otherwise on another day."""
        return self.answered_on is None and not self.is_withdrawn

    @cached_property
    def due_in_force(self) -> Deadline | None:
        """Return the due date set last: the first, or the one of an extension or a reopening."""
        return next((step.due for step in reversed(self.history) if step.due is not None), self.due)

    @property
    def received(self) -> When:
        """Return when the petition came in."""
        return self.history[0].at

    @cached_property
    def latest(self) -> When:
        """Return when the last of what is told of this petition happened."""
        told = [one.at for listed in (self.history, self.answers, self.changes) for one in listed]
        return max(told, key=lambda when: when.order)

    @cached_property
    def answered_on(self) -> date | None:
        """Return the day of the step that ended the waiting; None while the People still wait.

        An interim answer, which no step of the history records, does not end it.
        """
        if PHASES[self.status] in WAITING:
            return None
        waited = max((n for n, step in enumerate(self.history) if PHASES[step.status] in WAITING), default=-1)
        return self.history[waited + 1].at.day

    def timeliness(self, today: date) -> Timeliness:
        """Return how the petition stands to the due date in force on `today`."""
        due = self.due_in_force
        if self.is_withdrawn:
            return Timeliness.WITHDRAWN
        if due is None:
            return Timeliness.NOT_STATED
        if self.answered_on is None:
            return Timeliness.OVERDUE if today > due.last_day else Timeliness.NOT_DUE
        return Timeliness.LATE if self.answered_on > due.last_day else Timeliness.ON_TIME
