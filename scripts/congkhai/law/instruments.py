"""The instruments that bind dialogue with the people: what each is, since when, and whether we have read it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from congkhai.problems import Report
from congkhai.records.fields import Entry, Id, Line, Paragraphs, YesNo, read_record
from congkhai.records.when import Moment
from congkhai.sources.yaml import read_yaml


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
    verified: YesNo
    source: Line
    note: Paragraphs | None = None


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
