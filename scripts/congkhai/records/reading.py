"""Dossiers in, records out: each file is read whole, and one bad entry never hides another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from congkhai.problems import Report
from congkhai.records.conclusion import Conclusion
from congkhai.records.entry import Entry
from congkhai.records.fields import ID, Record, read_record, rows_under
from congkhai.records.keeping import Readings
from congkhai.records.meeting import Meeting
from congkhai.records.page import Content, read_content
from congkhai.records.petition import Petition
from congkhai.records.petition_table import PetitionTable
from congkhai.records.plan import Plan
from congkhai.sources.folders import Dossier, find_dossiers
from congkhai.sources.prose import Prose, check_prose, split_front_matter
from congkhai.sources.text import read_text
from congkhai.sources.yaml import Table, Text, Value, read_yaml, report_no_table

PLAN_FILES = ("plan.md", "schedule.yml")
CONCLUSION_FILES = ("conclusion.md", "petitions.yml")
Listed = TypeVar("Listed", bound=Entry)
FOLDERS = {"plans": ("Plan", "Meeting"), "conclusions": ("Conclusion", "Petition")}


@dataclass(frozen=True)
class _ListFile:
    """A file that is one list: its name, its one key, and the key that names an entry."""

    name: str
    key: str
    id: str


_LISTS: dict[type[Entry], _ListFile] = {
    Meeting: _ListFile("schedule.yml", "meetings", "id"),
    Petition: _ListFile("petitions.yml", "petitions", "code"),
}


@dataclass(frozen=True)
class PlanDossier:
    """What `plans/<slug>/` holds; `plan` is None only while its front matter has faults."""

    folder: Dossier
    plan: Plan | None
    body: Prose
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class ConclusionDossier:
    """What `conclusions/<slug>/` holds; `conclusion` is None only while its front matter has faults."""

    folder: Dossier
    conclusion: Conclusion | None
    body: Prose
    petitions: PetitionTable


@dataclass
class Records:
    """All that was read, and what was not, so that one fault is told once.

    `faulty` holds the ids of entries that have faults, `unread` the kinds of record of which some could not
    be told by their id, `partial` the folders of dossiers that lost an entry.
    """

    content: Content
    plans: list[PlanDossier] = field(default_factory=list)
    conclusions: list[ConclusionDossier] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)

    @property
    def dossiers(self) -> list[PlanDossier | ConclusionDossier]:
        """Return every dossier, plans first."""
        return [*self.plans, *self.conclusions]


def read_records(root: Path, report: Report, readings: Readings | None = None) -> Records:
    """Return every record under `root`, with all faults reported; `readings` spares that of unchanged dossiers."""
    readings = readings or Readings()
    records = Records(read_content(root, report))
    records.unread |= {kind for folder, kinds in FOLDERS.items() if not (root / folder).is_dir() for kind in kinds}
    for folder in find_dossiers(root, "plans", PLAN_FILES, report):
        read = partial(_read_dossier, (Plan, Meeting), folder, PLAN_FILES[0], records)
        records.plans.append(PlanDossier(folder, *readings.recall(folder, PLAN_FILES, read, report)))
    for folder in find_dossiers(root, "conclusions", CONCLUSION_FILES, report):
        read_one = partial(_read_conclusion, folder, records)
        records.conclusions.append(
            ConclusionDossier(folder, *readings.recall(folder, CONCLUSION_FILES, read_one, report))
        )
    return records


def _read_dossier(
    models: tuple[type[Record], type[Listed]], folder: Dossier, name: str, records: Records, report: Report
) -> tuple[Record | None, Prose, tuple[Listed, ...]]:
    document, body = _read_document(models[0], folder, name, report)
    return document, body, tuple(_read_list(models[1], folder, records, report))


def _read_conclusion(
    folder: Dossier, records: Records, report: Report
) -> tuple[Conclusion | None, Prose, PetitionTable]:
    found = _read_dossier((Conclusion, Petition), folder, CONCLUSION_FILES[0], records, report)
    conclusion, body, petitions = found
    return conclusion, body, PetitionTable(petitions)


def _read_document(model: type[Record], folder: Dossier, name: str, report: Report) -> tuple[Record | None, Prose]:
    path, file = folder.named(name)
    text = read_text(path, file, report) if folder.has(name) else None
    if text is None:
        return None, Prose("", file)
    table, body = split_front_matter(text, file, report)
    check_prose(body, report)
    return (read_record(model, table, report) if table is not None else None), body


def _read_list(model: type[Record], folder: Dossier, records: Records, report: Report) -> Iterator[Record]:
    """Yield the entries of a dossier's list file, which may be absent."""
    listed = _LISTS[model]
    path, file = folder.named(listed.name)
    if not folder.has(listed.name):
        # It may be there under a wrong name, which has been told.
        if listed.name in folder.misnamed:
            records.unread.add(model.__name__)
        return
    text = read_text(path, file, report)
    table = read_yaml(text, file, report) if text is not None else None
    rows = rows_under(table, listed.key, report) if table is not None else None
    if rows is None:
        records.unread.add(model.__name__)
        records.partial.add(folder.file)
        return
    for row in rows:
        if isinstance(row, Table) and row.repeats:
            # Under its hyphen another entry may stand whose own was left out.
            records.unread.add(model.__name__)
            records.partial.add(folder.file)
        if (entry := _read_row(model, row, report)) is not None:
            yield entry
            continue
        records.partial.add(folder.file)
        named = row.get(listed.id) if isinstance(row, Table) else None
        if isinstance(named, Text) and ID.fullmatch(named):
            records.faulty.add(named)
        else:
            records.unread.add(model.__name__)


def _read_row(model: type[Record], row: Value, report: Report) -> Record | None:
    if isinstance(row, Table):
        return read_record(model, row, report)
    report_no_table(row, report)
    return None
