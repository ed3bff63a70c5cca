"""A plan for dialogue with the people (kế hoạch đối thoại), and the duties it states itself."""

from enum import StrEnum

from congkhai.records.document import Document, DocumentType
from congkhai.records.fields import Count, Entry, Id, Line, Paragraphs
from congkhai.records.meeting import MeetingKind
from congkhai.records.when import AnyWhen


class Duty(StrEnum):
    """What a plan, a local rule or the law obliges somebody to do."""

    PUBLISH_PLAN = "publish-plan"
    ANNOUNCE_MEETING = "announce-meeting"
    ISSUE_CONCLUSION = "issue-conclusion"
    PUBLISH_RESULTS = "publish-results"
    ANSWER_IN_WRITING = "answer-in-writing"
    FORWARD_BEYOND_AUTHORITY = "forward-beyond-authority"
    REPORT_UPWARD = "report-upward"
    COLLECT_QUESTIONS = "collect-questions"
    SUPERVISE = "supervise"


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working-days"
    DAYS = "days"


class Direction(StrEnum):
    """Whether a period runs up to the event or from it."""

    BEFORE = "before"
    WITHIN = "within"


class Channel(StrEnum):
    """Where something is made public."""

    PORTAL = "portal"
    LOUDSPEAKER = "loudspeaker"
    BOARD = "board"
    MASS_MEDIA = "mass-media"
    INVITATION = "invitation"
    VILLAGE_HEADS = "village-heads"


class StatedDuty(Entry):
    """A duty as the plan states it; without `offset` the plan states no deadline."""

    duty: Duty
    bearer: Line | None = None
    offset: Count | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    channels: tuple[Channel, ...] = ()
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
