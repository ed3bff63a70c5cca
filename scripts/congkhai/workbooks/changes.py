"""What a workbook that came back changes: cell by cell against what it said when it was made and what the files say now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from congkhai.records.entry import Entry
from congkhai.sources.editing import Append, Drop, Edit, Put, Where
from congkhai.sources.writing import Tree
from congkhai.workbooks.layout import Column, Layout, Sheet
from congkhai.workbooks.models import model_at, order_of
from congkhai.workbooks.questions import Question
from congkhai.workbooks.returned import Given, Returned
from congkhai.workbooks.rows import Cells, ListFile, RowKey, rows_of

# What the row of a petition shows of its history; a change there is a new step, and `additions` makes it.
DERIVED = frozenset({"status", "status-at"})


@dataclass(frozen=True)
class Change:
    """One cell that says something else: its row, its column, the text before and after."""

    key: RowKey
    sheet: Sheet
    column: Column
    old: str
    new: str


@dataclass(frozen=True)
class Added:
    """One new row: whose it is, the sheet whose rows are alike, and its cells."""

    dossier: str
    record: str
    sheet: Sheet
    cells: Cells


@dataclass
class Changes:
    """All that a workbook changes, the edits that do it, what is missing, what is known already, what to ask."""

    layout: Layout
    changed: list[Change] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    missing: list[tuple[Sheet, RowKey]] = field(default_factory=list)
    known: list[tuple[Sheet, RowKey]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    edits: dict[str, list[Edit]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is to be written."""
        return not self.changed and not self.added

    def edit(self, dossier: str, *edits: Edit) -> None:
        """Note what has to be done to the list file of a dossier."""
        self.edits.setdefault(dossier, []).extend(edits)


def compare(found: Returned, lists: Mapping[str, ListFile]) -> Changes:
    """Return every changed cell and every row that is no longer there; new rows are found by `additions`."""
    comparing = _Comparing(found, lists)
    comparing.compare()
    return comparing.result


def place_of(layout: Layout, one: ListFile, key: RowKey, sheet: Sheet) -> tuple[Where, Entry]:
    """Return where in its file a row stands, and the part of the record that it shows."""
    number, entry = next(
        (n, record) for n, record in enumerate(one.records) if str(getattr(record, layout.id)) == key.record
    )
    path: Where = (layout.list_key, number)
    for name, step in zip(sheet.steps, key.steps, strict=False):
        path = (*path, name, step)
        entry = getattr(entry, name)[step]
    return path, entry


class _Comparing:
    """The comparison while it is made."""

    def __init__(self, found: Returned, lists: Mapping[str, ListFile]) -> None:
        self.found, self.lists, self.layout = found, lists, found.layout
        self.result = Changes(found.layout, questions=list(found.questions))
        self.now = {
            sheet.name: {key: cells for one in lists.values() for key, cells in rows_of(found.layout, sheet, one)}
            for sheet in found.layout.sheets
        }
        # Tables that an earlier change of the same workbook brings into being.
        self.tables: set[Where] = set()

    def compare(self) -> None:
        seen = {(given.sheet.name, str(given.key)) for given in self.found.given if given.key is not None}
        sheets = {sheet.name: sheet for sheet in self.layout.sheets if sheet.title not in self.found.absent}
        for (name, text), cells in self.found.before.items():
            key = RowKey.read(text)
            if name in sheets and key in self.now[name] and key is not None and cells and (name, text) not in seen:
                self.result.missing.append((sheets[name], key))
        for given in self.found.given:
            if given.key is not None:
                self._row(given, given.key)

    def _row(self, given: Given, key: RowKey) -> None:
        before = self.found.before[given.sheet.name, str(key)]
        skipped = DERIVED if given.sheet.is_main and self.layout.name == "petitions" else frozenset()
        says = {**given.cells, **dict.fromkeys(self._unsaid(given, before), "no")}
        changed = {name: text for name, text in says.items() if text != before.get(name, "") and name not in skipped}
        if not changed or self._is_done(given.sheet, key, before, changed):
            return
        target = self._target(given.sheet, key, before)
        for name, text in changed.items():
            now = self.now[given.sheet.name][target].get(name, "") if target is not None else None
            if target is None or now not in {before.get(name, ""), text}:
                self.result.questions.append(given.question(name, "conflict"))
            elif now != text:
                column = next(column for column in given.sheet.columns if column.key == name)
                self.result.changed.append(Change(target, given.sheet, column, str(now), text))
                self._edit(self.result.changed[-1])

    def _unsaid(self, given: Given, before: Cells) -> list[str]:
        """Return the columns that say no by saying nothing."""
        model = model_at(self.layout.record, given.sheet.steps)
        return [
            column.key for column in given.sheet.columns
            if column.kind == "yes-no" and given.cells.get(column.key) == "" and before.get(column.key)
            and model_at(model, column.steps[:-1]).model_fields[column.steps[-1]].default is False
        ]  # fmt: skip

    def _is_done(self, sheet: Sheet, key: RowKey, before: Cells, changed: Cells) -> bool:
        """Return whether an entry of a list says already what it shall say, and no other says what it said."""
        alike = self._alike(sheet, key, {**before, **changed})
        return bool(sheet.steps and alike) and (key in alike or not self._alike(sheet, key, before))

    def _alike(self, sheet: Sheet, key: RowKey, cells: Cells) -> list[RowKey]:
        """Return the entries of the same record that say exactly this."""
        home = (key.dossier, key.record)
        rows = self.now[sheet.name].items()
        return [one for one, said in rows if (one.dossier, one.record) == home and _is_same(said, cells)]

    def _target(self, sheet: Sheet, key: RowKey, before: Cells) -> RowKey | None:
        """Return the row that `key` named when the workbook was made, wherever it stands now; None when nobody can tell."""
        rows = self.now[sheet.name]
        if not sheet.steps:
            return key if key in rows else None
        alike = self._alike(sheet, key, before)
        if key in alike or len(alike) == 1:
            return key if key in alike else alike[0]
        named = [column.key for column in sheet.columns if column.required]
        is_there = key in rows and all(rows[key].get(name, "") == before.get(name, "") for name in named)
        return key if is_there and not alike else None

    def _edit(self, change: Change) -> None:
        path, entry = place_of(self.layout, self.lists[change.key.dossier], change.key, change.sheet)
        model = model_at(self.layout.record, change.sheet.steps)
        steps = change.column.steps
        where = (*path, *steps)
        if not change.new:
            self.result.edit(change.key.dossier, Drop(where))
        elif change.column.many and change.old:
            edits = _list_edits(where, change.old.split("\n"), change.new.split("\n"))
            self.result.edit(change.key.dossier, *edits)
        else:
            value: Tree = change.new.split("\n") if change.column.many else change.new
            self.result.edit(change.key.dossier, self._put(path, steps, value, (model, entry)))

    def _put(self, path: Where, steps: tuple[str, ...], value: Tree, at: tuple[type[Entry], Entry]) -> Put:
        """Return the edit that puts a value at the end of a way whose tables may not all be there yet."""
        model, entry = at
        for length in range(1, len(steps)):
            table = (*path, *steps[:length])
            if not _has_table(entry, steps[:length]) and table not in self.tables:
                self.tables |= {(*path, *steps[:more]) for more in range(length, len(steps))}
                for step in reversed(steps[length:]):
                    value = {step: value}
                return Put(table, value, order_of(model, steps[: length - 1]))
        return Put((*path, *steps), value, order_of(model, steps[:-1]))


def _has_table(entry: object, steps: tuple[str, ...]) -> bool:
    """Return whether the author wrote the table at the end of a way; one that stands for itself was never written."""
    for step in steps:
        entry = getattr(entry, step, None)
    return isinstance(entry, Entry) and bool(entry.origin.file)


def _is_same(cells: Cells, before: Cells) -> bool:
    return all(cells.get(name, "") == before.get(name, "") for name in cells.keys() | before.keys())


def _list_edits(where: Where, old: list[str], new: list[str]) -> list[Edit]:
    """Return the edits that make one list of another, entry by entry, so that comments between them stay."""
    shared = min(len(old), len(new))
    edits: list[Edit] = [Put((*where, n), new[n]) for n in range(shared) if old[n] != new[n]]
    edits += [Drop((*where, n)) for n in range(len(old) - 1, shared - 1, -1)]
    return [*edits, Append(where, tuple(new[shared:]))] if len(new) > shared else edits
