"""A plan for dialogue with the people (kế hoạch đối thoại), and the duties it states itself."""

from congkhai.records.document import Document, DocumentType
from congkhai.records.duty import Channel, Direction, Duty, Unit
from congkhai.records.entry import Entry
from congkhai.records.fields import Days, Id, Line, Paragraphs
from congkhai.records.meeting import MeetingKind, Track
from congkhai.records.when import AnyWhen, DueDate


class StatedDuty(Entry):
    """A duty as the plan states it; without `offset` and `until` the plan states no deadline; empty `tracks` mean all its meetings."""

    duty: Duty
    bearer: Line | None = None
    offset: Days | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    until: DueDate | None = None
    channels: tuple[Channel, ...] = ()
    tracks: tuple[Track, ...] = ()
    exempt: tuple[MeetingKind, ...] = ()
    note: Paragraphs | None = None


class Plan(Document):
    """The front matter of `plans/<slug>/plan.md`."""

    type: DocumentType = DocumentType.PLAN
    period: AnyWhen | None = None
    follows: tuple[Line, ...] = ()
    scope: Paragraphs | None = None
    areas: tuple[Id, ...] = ()
    budget: Paragraphs | None = None
    rules: tuple[Id, ...] = ()
    duties: tuple[StatedDuty, ...] = ()
