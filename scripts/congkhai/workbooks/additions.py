"""The new rows of a workbook that came back: new records, new entries of their lists, and steps that a new status makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from congkhai.records.petition import Status
from congkhai.sources.editing import Append
from congkhai.sources.writing import Tree
from congkhai.workbooks.changes import DERIVED, Added, Changes, place_of
from congkhai.workbooks.layout import Sheet
from congkhai.workbooks.models import model_at, order_of, table_of
from congkhai.workbooks.returned import Given, Returned
from congkhai.workbooks.rows import Cells, ListFile, RowKey, rows_of
from congkhai.workbooks.series import next_code

# Steps that say more than their day: to whom a matter was forwarded, why it waits or was not resolved.
NEEDS_MORE = frozenset({Status.FORWARDED, Status.NOT_RESOLVED, Status.NOT_CONSIDERED, Status.SCHEDULED})
Name = tuple[str, str]


def add(found: Returned, lists: Mapping[str, ListFile], codes: Iterable[str], changes: Changes, first: str) -> None:
    """Add to `changes` what is new; `codes` are all that exist, `first` is the code of a series that has none yet."""
    adding = _Adding(found, lists, set(codes), changes, first)
    adding.name_records()
    adding.sort_entries()
    adding.add_statuses()
    adding.write()


@dataclass
class _Adding:
    """The additions while they are made; `entries` holds the new rows of each list, by record."""

    found: Returned
    lists: Mapping[str, ListFile]
    codes: set[str]
    changes: Changes
    first: str
    records: dict[Name, Given] = field(default_factory=dict)
    came: dict[str, list[tuple[RowKey, Cells]]] = field(default_factory=dict)
    entries: dict[Name, list[tuple[Sheet, int | None, Cells]]] = field(default_factory=dict)

    def ask(self, given: Given, key: str, why: str, answers: Iterable[str] = (), quoted: str = "") -> None:
        self.changes.questions.append(given.question(key, why, tuple(answers), quoted))

    def is_known(self, given: Given, dossier: str) -> bool:
        """Return whether a new row is one that came to the portal since the export: it was imported already."""
        if not self.came:
            for sheet in self.found.layout.sheets:
                rows = (row for one in self.lists.values() for row in rows_of(self.found.layout, sheet, one))
                self.came[sheet.name] = [row for row in rows if (sheet.name, str(row[0])) not in self.found.before]
        shown = {column.key for column in given.sheet.columns if column.kind != "view"}
        said = {
            key: text for key, text in given.cells.items() if key in shown and (text or key != self.found.layout.id)
        }
        for number, (key, cells) in enumerate(self.came[given.sheet.name]):
            is_home = key.dossier == dossier and (given.sheet.is_main or key.record == given.record)
            if is_home and all(text in {cells.get(name, ""), ""} for name, text in said.items()):
                # Of two rows that say the same, each stands for one.
                del self.came[given.sheet.name][number]
                self.changes.known.append((given.sheet, key))
                return True
        return False

    def name_records(self) -> None:
        """Give every new record its dossier and its code."""
        layout = self.found.layout
        for given in self.found.given:
            if given.key is not None or not given.sheet.is_main:
                continue
            dossier = given.dossier or (next(iter(self.lists)) if len(self.lists) == 1 else "")
            if dossier not in self.lists:
                self.ask(given, "_dossier", "no-dossier", self.lists)
                continue
            if self.is_known(given, dossier):
                continue
            beside = [str(getattr(record, layout.id)) for record in self.lists[dossier].records]
            beside += [code for home, code in self.records if home == dossier]
            code = given.record or next_code(self.codes, beside, self.first)
            if code in self.codes:
                self.ask(given, layout.id, "code-taken", [next_code(self.codes, beside, self.first)])
                continue
            self.codes.add(code)
            self.records[dossier, code] = given
            self._ask_required(given, frozenset({layout.id}) | DERIVED)

    def sort_entries(self) -> None:
        """Give every new entry of a list to its record."""
        homes: dict[str, list[str]] = {}
        for dossier, one in self.lists.items():
            for record in one.records:
                homes.setdefault(str(getattr(record, self.found.layout.id)), []).append(dossier)
        for dossier, code in self.records:
            homes.setdefault(code, []).append(dossier)
        for given in self.found.given:
            if given.key is not None or given.sheet.is_main:
                continue
            known = homes.get(given.record, [])
            dossier = given.dossier if given.dossier in known else known[0] if len(known) == 1 else ""
            if not dossier or given.sheet.is_second:
                self.ask(given, "_record", "no-record", homes if len(homes) < 15 else ())  # noqa: PLR2004 - too many to choose from
                continue
            if self.is_known(given, dossier):
                continue
            self._ask_required(given, frozenset())
            self.entries.setdefault((dossier, given.record), []).append((given.sheet, given.entry, given.cells))

    def _ask_required(self, given: Given, beside: frozenset[str]) -> None:
        asked = {question.cell for question in self.changes.questions if question.sheet == given.sheet.title}
        for column in given.sheet.columns:
            if column.required and not given.cells.get(column.key) and column.key not in beside:
                question = given.question(column.key, "required")
                if question.cell not in asked:
                    self.changes.questions.append(question)

    def add_statuses(self) -> None:
        """Turn a new status in the row of a petition into a step of its history."""
        if self.found.layout.name != "petitions":
            return
        for given in self.found.given:
            if given.sheet.is_main and given.key is not None:
                before = self.found.before[given.sheet.name, str(given.key)]
                self._add_status(given, (given.key.dossier, given.key.record), before)
        for name, given in self.records.items():
            self._add_status(given, name, None)

    def _add_status(self, given: Given, name: Name, before: Cells | None) -> None:
        said = (given.cells.get("status", ""), given.cells.get("status-at", ""))
        shown = (before.get("status", ""), before.get("status-at", "")) if before is not None else ("", "")
        if not given.cells.keys() >= DERIVED or (before is not None and said == shown):
            return
        steps = self._steps(name)
        last = (steps[-1].get("status", ""), steps[-1].get("at", "")) if steps else ("", "")
        if said == last or (before is None and steps and not any(said)):
            return
        if not all(said):
            self.ask(given, "status-at" if said[0] else "status", "required")
        elif before is not None and last != shown:
            self.ask(given, "status", "status-twice")
        elif said[0] == shown[0]:
            self.ask(given, "status-at", "status-date")
        elif said[1] == shown[1]:
            self.ask(given, "status-at", "status-no-date", quoted="status")
        elif before is None and not steps and said[0] != Status.RECEIVED:
            self.ask(given, "status", "status-first")
        elif said[0] in NEEDS_MORE:
            self.ask(given, "status", "status-more")
        else:
            history = next(sheet for sheet in self.found.layout.sheets if sheet.name == "history")
            self.entries.setdefault(name, []).append((history, None, {"at": said[1], "status": said[0]}))

    def _steps(self, name: Name) -> list[Cells]:
        """Return the steps of a petition as they will be: those there are, as the workbook changes them, and the new."""
        given = [
            one for one in self.found.given
            if one.sheet.name == "history" and one.key is not None and (one.key.dossier, one.key.record) == name
        ]  # fmt: skip
        now = self._now(name)
        for one in given:
            before = self.found.before["history", str(one.key)]
            changed = {key: text for key, text in one.cells.items() if text != before.get(key, "")}
            step = one.key.steps[0] if one.key is not None else len(now)
            if step < len(now):
                now[step] = {**now[step], **changed}
        return [*now, *(cells for sheet, _, cells in self.entries.get(name, []) if sheet.name == "history")]

    def _now(self, name: Name) -> list[Cells]:
        known = self.lists[name[0]].records if name[0] in self.lists else ()
        records = [record for record in known if getattr(record, "code", None) == name[1]]
        steps = getattr(records[0], "history", ()) if records else ()
        return [{"status": str(step.status), "at": str(step.at)} for step in steps]

    def write(self) -> None:
        """Make the edits, and say what each adds."""
        layout = self.found.layout
        main = layout.sheets[0]
        for (dossier, code), given in self.records.items():
            table = {**self._table(main, given.cells), layout.id: code}
            for sheet, entry, cells in self.entries.get((dossier, code), []):
                self._nest(table, sheet, entry, cells)
            if layout.name == "petitions" and "history" not in table:
                self.ask(given, "status", "required")
            row = table_of(layout.record, table)
            self.changes.edit(dossier, Append((layout.list_key,), (row,)))
            self.changes.added.append(Added(dossier, code, main, given.cells))
        for (dossier, code), entries in self.entries.items():
            for sheet, entry, cells in entries:
                self.changes.added.append(Added(dossier, code, sheet, cells))
                if (dossier, code) not in self.records:
                    self._append(RowKey(dossier, code), sheet, entry, cells)

    def _table(self, sheet: Sheet, cells: Cells) -> dict[str, Tree]:
        skipped = DERIVED if sheet.is_main and self.found.layout.name == "petitions" else frozenset()
        return {
            column.key: cells[column.key].split("\n") if column.many else cells[column.key]
            for column in sheet.columns
            if cells.get(column.key) and column.kind != "view" and column.key not in skipped
        }

    def _row(self, sheet: Sheet, cells: Cells) -> Tree:
        return table_of(model_at(self.found.layout.record, sheet.steps), self._table(sheet, cells))

    def _nest(self, table: dict[str, Tree], sheet: Sheet, entry: int | None, cells: Cells) -> None:
        """Put a new entry into the table of a new record."""
        if len(sheet.steps) == 1:
            rows = table.setdefault(sheet.list, [])
            assert isinstance(rows, list)  # noqa: S101 - made here
            rows.append(self._row(sheet, cells))
            return
        rows = table.get(sheet.steps[0], [])
        if not isinstance(rows, list) or entry is None or not 0 < entry <= len(rows):
            self._ask_entry(sheet, cells)
            return
        inner = {**rows[entry - 1]}
        inner[sheet.steps[1]] = [*inner.get(sheet.steps[1], []), self._row(sheet, cells)]
        rows[entry - 1] = table_of(model_at(self.found.layout.record, sheet.steps[:1]), inner)

    def _append(self, key: RowKey, sheet: Sheet, entry: int | None, cells: Cells) -> None:
        """Put a new entry behind those that a record has."""
        model = self.found.layout.record
        if len(sheet.steps) == 1:
            path, _ = place_of(self.found.layout, self.lists[key.dossier], key, sheet)
            edit = Append((*path, sheet.list), (self._row(sheet, cells),), order_of(model))
        else:
            path, record = place_of(self.found.layout, self.lists[key.dossier], key, self.found.layout.sheets[0])
            outer = getattr(record, sheet.steps[0])
            if entry is None or not 0 < entry <= len(outer):
                self._ask_entry(sheet, cells)
                return
            where = (*path, sheet.steps[0], entry - 1, sheet.steps[1])
            edit = Append(where, (self._row(sheet, cells),), order_of(model, sheet.steps[:1]))
        self.changes.edit(key.dossier, edit)

    def _ask_entry(self, sheet: Sheet, cells: Cells) -> None:
        given = next(one for one in self.found.given if one.sheet is sheet and one.cells is cells)
        self.ask(given, "_entry", "no-entry")
