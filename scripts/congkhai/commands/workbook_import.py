"""The way of a table back into the portal: read, compare, show, ask, rehearse, write."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from congkhai.commands import table_import
from congkhai.commands.settling import codes, settle
from congkhai.commands.workbook import Home, find_home, refused
from congkhai.problems import Place, Report
from congkhai.sources.editing import Append, edited
from congkhai.sources.files import tell_unreadable
from congkhai.sources.folders import SLUG
from congkhai.sources.writing import yaml_text
from congkhai.words import word
from congkhai.workbooks.additions import add
from congkhai.workbooks.changes import Changes, compare
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.grids import Grid, read_csv, read_grids
from congkhai.workbooks.layout import Layout
from congkhai.workbooks.pointing import in_book
from congkhai.workbooks.questions import Question
from congkhai.workbooks.returned import Returned, layout_of, returned
from congkhai.workbooks.rows import ListFile, read_list
from congkhai.workbooks.telling import told


def run(options: argparse.Namespace, today: date) -> int:
    """Import one table, as `commands.workbook` says."""
    report = Report()
    path: Path = options.file
    grids = _grids(path, report)
    home = find_home(options.into or Path(), report)
    if grids is None or home is None or report.failed:
        return refused(report, home)
    layout = layout_of(grids)
    if layout is None:
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
        return refused(report, home)
    changes = compare(found, lists)
    add(found, lists, codes(home, layout), changes, f"KN-{today.year}-001")
    for line in _sheets(found):
        print(line)
    for dossier in (name for name, digest in found.digests.items() if lists[name].digest != digest):
        print(word("workbook.moved-on", dossier=dossier))
    for line in told(changes, choices, home.veil):
        print(line)
    if changes.questions:
        return ask(changes.questions, home.veil)
    if changes.is_empty:
        print(word("workbook.nothing"))
        return int(_has_lost_codes(found, grids))
    files = _files(lists, changes, report)
    if files is None:
        return refused(report, home)
    ended = settle(options, home, files, lambda raw, place: in_book(found, raw, place), today)
    return ended or int(_has_lost_codes(found, grids))


def _sheets(found: Returned) -> Iterator[str]:
    """Yield what became of sheets that do not stand as they were exported."""
    for title in found.absent:
        yield word("workbook.absent", sheet=title)
    for title, sheet in found.renamed.items():
        yield word("workbook.renamed", found=title, sheet=sheet)
    for title in found.unread:
        yield word("workbook.unread", sheet=title)


def _has_lost_codes(found: Returned, grids: Sequence[Grid]) -> bool:
    """Return whether a sheet lies in the book and cannot be read back, so that what was typed there counts for nothing."""
    titles = {grid.title for grid in grids}
    return bool(found.unread) or any(title in titles for title in found.absent)


def _lists(root: Path, layout: Layout, dossiers: Iterable[str], report: Report) -> dict[str, ListFile]:
    lists = {}
    for name in dossiers:
        if not SLUG.fullmatch(name) or not (root / layout.folder / name).is_dir():
            report.add("workbook-no-dossier", Place(name), name=f"{layout.folder}/{name}")
        elif (one := read_list(layout, root / layout.folder / name, report)) is not None:
            lists[name] = one
    return lists


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


def ask(questions: Sequence[Question], veil: Callable[[str], str]) -> int:
    """Print what has to be asked, personal data masked; return 1."""
    print("\n".join(str(question.veiled(veil)) for question in questions), file=sys.stderr)
    print(word("workbook.asked", count=len(questions)), file=sys.stderr)
    return 1
