"""The way of a table back into the portal: read, compare, show, ask, rehearse, write."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from congkhai.commands.workbook import Home, find_home, written
from congkhai.problems import Place, Problem, Report, Severity, render_text
from congkhai.records.reading import read_records
from congkhai.sources.editing import Append, edited
from congkhai.sources.files import tell_unreadable
from congkhai.sources.writing import yaml_text
from congkhai.words import word
from congkhai.workbooks.additions import add
from congkhai.workbooks.changes import Changes, compare
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.grids import Grid, read_csv, read_grids
from congkhai.workbooks.layout import Layout
from congkhai.workbooks.questions import Question
from congkhai.workbooks.rehearsal import rehearsed
from congkhai.workbooks.returned import layout_of, returned
from congkhai.workbooks.rows import ListFile, read_list
from congkhai.workbooks.telling import told


# A new petition and the item that names it lie in two files, and one has to be written first.
_TO_DO = frozenset({"unsettled-petition"})


def run(options: argparse.Namespace, today: date) -> int:
    """Import one table, as `commands.workbook` says."""
    report = Report()
    path: Path = options.file
    grids = _grids(path, report)
    home = find_home(options.into or Path(), report)
    if grids is None or home is None or report.failed:
        return _refused(report.in_order())
    layout = layout_of(grids)
    if layout is None:
        from congkhai.commands import table_import  # noqa: PLC0415 - the two ways of a table need each other's words

        return table_import.run(options, home, grids, today)
    return _take_back(options, home, (layout, grids), today)


def _grids(path: Path, report: Report) -> Sequence[Grid] | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        tell_unreadable(error, Place(path.name), report)
        return None
    return (read_csv if path.suffix.lower() == ".csv" else read_grids)(raw, path.name, report)


def _take_back(options: argparse.Namespace, home: Home, book: tuple[Layout, Sequence[Grid]], today: date) -> int:
    layout, grids = book
    report = Report()
    choices = Choices.of(home.settings)
    found = returned(layout, grids, choices)
    lists = _lists(home.root, layout, found.digests, report)
    if report.failed:
        return _refused(report.in_order())
    changes = compare(found, lists)
    add(found, lists, codes(home.root, layout), changes, f"KN-{today.year}-001")
    for title in found.absent:
        print(word("workbook.absent", sheet=title))
    for dossier in (name for name, digest in found.digests.items() if lists[name].digest != digest):
        print(word("workbook.moved-on", dossier=dossier))
    print("\n".join(told(changes, choices)))
    if changes.questions:
        return ask(changes.questions)
    if changes.is_empty:
        print(word("workbook.nothing"))
        return 0
    files = _files(lists, changes, report)
    return _refused(report.in_order()) if files is None else settle(options, home, files, today)


def _lists(root: Path, layout: Layout, dossiers: Iterable[str], report: Report) -> dict[str, ListFile]:
    lists = {}
    for name in dossiers:
        if not (root / layout.folder / name).is_dir() or "/" in name or "\\" in name:
            report.add("workbook-no-dossier", Place(name), name=f"{layout.folder}/{name}")
        elif (one := read_list(layout, root / layout.folder / name, report)) is not None:
            lists[name] = one
    return lists


def codes(root: Path, layout: Layout) -> set[str]:
    """Return every code that the portal has of one kind of record."""
    records = read_records(root, Report())
    if layout.name == "petitions":
        return {str(petition.code) for dossier in records.conclusions for petition in dossier.petitions}
    return {str(meeting.id) for dossier in records.plans for meeting in dossier.meetings}


def _files(lists: Mapping[str, ListFile], changes: Changes, report: Report) -> dict[Path, bytes] | None:
    files = {}
    for dossier, edits in changes.edits.items():
        one = lists[dossier]
        if not one.raw:
            # Where there was no file, all that there can be is new.
            rows = [row for edit in edits if isinstance(edit, Append) for row in edit.rows]
            files[one.path] = yaml_text({changes.layout.list_key: rows}).encode()
            continue
        made = edited(one.raw, edits, one.file, report)
        if made is None:
            return None
        files[one.path] = made
    return files


def settle(options: argparse.Namespace, home: Home, files: Mapping[Path, bytes], today: date) -> int:
    """Check the portal as it would be, and write when that brings no error and the author agrees."""
    problems = rehearsed(home.root, files, today)
    if problems:
        print("\n".join(render_text(problem) for problem in problems), file=sys.stderr)
    if any(problem.severity is Severity.ERROR and problem.slug not in _TO_DO for problem in problems):
        print(word("workbook.not-written"), file=sys.stderr)
        return 1
    if not options.yes and not (sys.stdin.isatty() and input(word("workbook.agree")).strip().casefold() in {"c", "có"}):
        print(word("workbook.only-shown"))
        return 0
    try:
        for path, raw in files.items():
            written(path, raw)
            print(word("workbook.written", file=path.relative_to(home.root).as_posix()))
    except OSError as error:
        print(word("cli.not-writable", file=error.filename, reason=error.strerror or error), file=sys.stderr)
        return 1
    return 0


def ask(questions: Sequence[Question]) -> int:
    """Print what has to be asked; return 1."""
    print("\n".join(str(question) for question in questions), file=sys.stderr)
    print(word("workbook.asked", count=len(questions)), file=sys.stderr)
    return 1


def _refused(problems: Iterable[Problem]) -> int:
    print("\n".join(render_text(problem) for problem in problems), file=sys.stderr)
    return 1
