"""The records of a dossier as rows of texts: what a workbook shows, and what a workbook that came back is held against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from congkhai.problems import Place, Report
from congkhai.records.entry import Entry
from congkhai.records.fields import read_record
from congkhai.records.petition import Petition
from congkhai.sources.files import tell_unreadable
from congkhai.sources.text import decode
from congkhai.sources.yaml import Rows, Table, read_yaml
from congkhai.workbooks.cells import MAX_LETTERS
from congkhai.workbooks.layout import Layout, Sheet

Cells = Mapping[str, str]


@dataclass(frozen=True)
class RowKey:
    """What names a row for good: dossier, record, and its place in each list on the way, counted from 0."""

    dossier: str
    record: str
    steps: tuple[int, ...] = ()

    def __str__(self) -> str:
        return "/".join((self.dossier, self.record, *(str(step) for step in self.steps)))

    @classmethod
    def read(cls, text: str) -> "RowKey | None":
        """Return the key that a hidden cell holds; None when it holds none."""
        dossier, _, rest = text.partition("/")
        record, *steps = rest.split("/")
        if not record or not all(step.isdecimal() for step in steps):
            return None
        return cls(dossier, record, tuple(int(step) for step in steps))


@dataclass(frozen=True)
class ListFile:
    """The list file of one dossier: where it lies, its bytes, and its records in order."""

    dossier: str
    path: Path
    file: str
    raw: bytes
    records: tuple[Entry, ...]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the file."""
        return sha256(self.raw).hexdigest()


def read_list(layout: Layout, dossier: Path, report: Report) -> ListFile | None:
    """Return the list file of a dossier, whole; None with its faults told. A file that is absent has no records."""
    path = dossier / layout.file
    file = f"{layout.folder}/{dossier.name}/{layout.file}"
    if not path.exists():
        return ListFile(dossier.name, path, file, b"", ())
    try:
        raw = path.read_bytes()
    except OSError as error:
        tell_unreadable(error, Place(file), report)
        return None
    records = read_records(layout, raw, file, report)
    return ListFile(dossier.name, path, file, raw, records) if records is not None else None


def read_records(layout: Layout, raw: bytes, file: str, report: Report) -> tuple[Entry, ...] | None:
    """Return the records that the bytes of a list file hold; None when any of them has a fault, which is told."""
    told = Report()
    text = decode(raw, file, told)
    table = read_yaml(text, file, told) if text is not None else None
    rows = table.get(layout.list_key, Rows(table.place)) if table is not None else None
    records = [read_record(layout.record, row, told) for row in rows or () if isinstance(row, Table)]
    if isinstance(rows, Rows) and len(records) != len(rows):
        told.add("expected-table", rows.place)
    elif rows is not None and not isinstance(rows, Rows):
        told.add("expected-list", rows.place, key=layout.list_key)
    report.problems += told.problems
    return None if told.failed or table is None else tuple(record for record in records if record is not None)


def rows_of(layout: Layout, sheet: Sheet, found: ListFile) -> Iterator[tuple[RowKey, Cells]]:
    """Yield the rows that a sheet shows of a dossier, in the order of its file."""
    for record in found.records:
        key = RowKey(found.dossier, str(getattr(record, layout.id)))
        for steps, entry in _entries(record, sheet.steps):
            cells = {column.key: text_at(entry, column.steps) for column in sheet.columns}
            if isinstance(entry, Petition):
                cells |= _derived(entry)
            yield RowKey(key.dossier, key.record, steps), cells


def _entries(
    entry: Entry, lists: Sequence[str], steps: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], Entry]]:
    if not lists:
        yield steps, entry
        return
    for number, inner in enumerate(getattr(entry, lists[0])):
        yield from _entries(inner, lists[1:], (*steps, number))


def _derived(petition: Petition) -> Cells:
    """Return what the row of a petition shows of its history and its answers."""
    last = petition.answers[-1] if petition.answers else None
    shown = f"{last.at.first:%d/%m/%Y}: {last.text}" if last is not None else ""
    return {
        "status": str(petition.status),
        "status-at": str(petition.history[-1].at),
        "last-answer": shown[:MAX_LETTERS],
    }


def too_long(layout: Layout, found: ListFile, report: Report) -> None:
    """Report every text that no cell of a workbook can hold."""
    for sheet in layout.sheets:
        for key, texts in rows_of(layout, sheet, found):
            if any(len(text) > MAX_LETTERS for text in texts.values()):
                report.add("workbook-long-text", Place(found.file), record=key.record, limit=str(MAX_LETTERS))


def text_at(entry: object, steps: Sequence[str]) -> str:
    """Return the value at the end of a way through a record, as records write it; empty where there is none."""
    for step in steps:
        entry = getattr(entry, step, None)
    if entry is None:
        return ""
    if isinstance(entry, tuple):
        return "\n".join(text_at(part, ()) for part in entry)
    return ("yes" if entry else "no") if isinstance(entry, bool) else str(entry)
