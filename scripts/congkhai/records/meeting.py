"""A dialogue meeting (cuộc đối thoại): what is planned, announced, moved, held."""

from enum import StrEnum
from typing import Annotated

from annotated_types import MinLen

from congkhai.records.document import Document, DocumentType
from congkhai.records.duty import Duty
from congkhai.records.entry import Entry
from congkhai.records.fields import Count, Id, Line, Paragraphs, YesNo
from congkhai.records.when import AnyWhen, DueDate, Moment, When


class MeetingKind(StrEnum):
    """Why a meeting is held (định kỳ, chuyên đề, đột xuất)."""

    PERIODIC = "periodic"
    THEMATIC = "thematic"
    AD_HOC = "ad-hoc"


class Track(StrEnum):
    """Who speaks with whom; only `people` is the conference of Article 43."""

    PEOPLE = "people"
    PARTY_CADRES = "party-cadres"
    YOUTH = "youth"
    VOTERS = "voters"
    RECEPTION = "reception"


class Form(StrEnum):
    """How people take part."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    INDIRECT = "indirect"
    QUESTIONNAIRE = "questionnaire"


class Intake(Entry):
    """A deadline for sending questions: from whom, to whom, until when."""

    sender: Line
    receiver: Line | None = None
    until: DueDate
    note: Paragraphs | None = None


class Expected(Entry):
    """How many people are expected; `unlimited` when the plan says so."""

    min: Count | None = None
    max: Count | None = None
    unlimited: YesNo = False
    note: Line | None = None


class Reschedule(Entry):
    """One move of the date; without `to` the meeting is postponed and has no date."""

    announced: Moment
    to: AnyWhen | None = None
    reason: Paragraphs


class Cancellation(Entry):
    """The end of a meeting before it took place."""

    at: Moment
    reason: Paragraphs


class Exemption(Entry):
    """A duty that does not bind this meeting, with reason and basis."""

    duty: Duty
    reason: Paragraphs
    basis: Line


class Notice(Document):
    """The document that announces the meeting."""

    type: DocumentType = DocumentType.NOTICE


class Figures(Entry):
    """Counts after the meeting; an explicit 0 is a value, an absent key is unknown."""

    attendees: Count | None = None
    speakers: Count | None = None
    opinions: Count | None = None
    oral: Count | None = None
    written: Count | None = None
    answered_on_spot: Count | None = None
    forwarded: Count | None = None


class Outcome(Entry):
    """What took place: when it began and ended, and the figures."""

    began: Moment
    ended: Moment | None = None
    figures: Figures = Figures()
    note: Paragraphs | None = None


class Meeting(Entry):
    """One entry of `plans/<slug>/schedule.yml`."""

    id: Id
    title: Line
    kind: MeetingKind
    track: Track
    forms: Annotated[tuple[Form, ...], MinLen(1)]
    when: AnyWhen
    tentative: YesNo = False
    printed: Line | None = None
    intake: tuple[Intake, ...] = ()
    places: tuple[Line, ...] = ()
    areas: tuple[Id, ...] = ()
    audience: Paragraphs | None = None
    chair: tuple[Line, ...] = ()
    expected: Expected | None = None
    question_minutes: Count | None = None
    contents: Paragraphs | None = None
    notice: Notice | None = None
    reschedules: tuple[Reschedule, ...] = ()
    cancelled: Cancellation | None = None
    exemptions: tuple[Exemption, ...] = ()
    held: Outcome | None = None
    illustrative: YesNo = False

    @property
    def date(self) -> When | None:
        """Return the date in force: the last move's, None when it is postponed without a new one."""
        return self.reschedules[-1].to if self.reschedules else self.when

    @property
    def at(self) -> When:
        """Return the date that counts: when it was held, else the one in force, else the one first planned."""
        return self.held.began if self.held else (self.date or self.when)
