"""The instruments that bind dialogue with the people: what each is, since when, and whether we have read it."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from congkhai.problems import Report
from congkhai.records.document import DocumentSystem
from congkhai.records.duty import Channel, Direction, Duty, Unit
from congkhai.records.entry import Entry
from congkhai.records.fields import Days, Id, Line, Paragraphs, YesNo, read_record
from congkhai.records.meeting import MeetingKind, Track
from congkhai.records.when import Moment, When
from congkhai.sources.yaml import read_yaml


class Scope(StrEnum):
    """Whom an instrument binds: every unit, or those whose plans or bodies name it."""

    NATIONAL = "national"
    LOCAL = "local"


class Trigger(StrEnum):
    """The event from which, or up to which, a period runs."""

    MEETING = "meeting"
    MEETING_END = "meeting-end"
    PLAN_ISSUED = "plan-issued"
    CONCLUSION_ISSUED = "conclusion-issued"
    YEAR_END = "year-end"
    DUE_DATE = "due-date"


class Evidence(StrEnum):
    """The record that proves that a duty was done, and the date it proves."""

    NOTICE_PUBLISHED = "notice-published"
    PLAN_PUBLISHED = "plan-published"
    CONCLUSION_ISSUED = "conclusion-issued"
    CONCLUSION_PUBLISHED = "conclusion-published"
    MEETING_HELD = "meeting-held"
    PETITION_ANSWERED = "petition-answered"


class Rule(Entry):
    """What must be done, by whom, from which event, how long.

    `duration` is how many days in a row an act must go on. Without `offset` the text states no number, or none that we have seen. Without `evidence` the portal
    holds no record that could prove the act, and the rule is only told. Empty `kinds`, `tracks` and
    `systems` mean all.
    """

    id: Id
    article: Line | None = None
    duty: Duty
    bearer: Line
    trigger: Trigger
    offset: Days | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    duration: Days | None = None
    kinds: tuple[MeetingKind, ...] = ()
    exempt: tuple[MeetingKind, ...] = ()
    tracks: tuple[Track, ...] = ()
    systems: tuple[DocumentSystem, ...] = ()
    evidence: Evidence | None = None
    channels: tuple[Channel, ...] = ()
    verified: YesNo
    note: Paragraphs | None = None


class Instrument(Entry):
    """One law, decree, decision or guidance; `verified` only when its text was read at the source."""

    id: Id
    symbol: Line
    title: Line
    issuer: Line
    issued: Moment | None = None
    in_force_from: Moment | None = None
    in_force_to: Moment | None = None
    replaced_by: Id | None = None
    scope: Scope
    verified: YesNo
    source: Line
    note: Paragraphs | None = None
    rules: tuple[Rule, ...] = ()

    def in_force_during(self, when: When) -> bool:
        """Return whether the instrument is in force on any day that `when` may be.

        One without a date of effect counts from its issue; one without any date always.
        """
        begun, ended = self.in_force_from or self.issued, self.in_force_to
        return not (begun is not None and when.is_before(begun)) and not (ended is not None and ended.is_before(when))


class BrokenLawError(Exception):
    """The packaged law has a fault: ours, never the author's."""


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return every instrument by id, in the order of the files' names.

    Raises BrokenLawError when a packaged file cannot be read.
    """
    report = Report()
    found: dict[str, Instrument] = {}
    folder = files("congkhai.law").joinpath("regulations")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        table = read_yaml(file.read_text(encoding="utf-8"), file.name, report)
        instrument = read_record(Instrument, table, report) if table is not None else None
        if instrument is not None:
            found[instrument.id] = instrument
    if report.problems:
        raise BrokenLawError([str(problem) for problem in report.problems])
    return found
