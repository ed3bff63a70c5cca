"""The last steps of every import: the check of the portal as it would be, the author's word, the writing."""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from congkhai.commands.workbook import Home, written
from congkhai.problems import Place, Problem, Severity, render_text
from congkhai.words import reason, word
from congkhai.workbooks.layout import Layout
from congkhai.workbooks.rehearsal import rehearsed

# A new petition and the item that names it lie in two files, and one has to be written first.
_TO_DO = "unsettled-petition"
# The cell, in words, that says what stands at a place of a file that is not written yet.
Pointing = Callable[[bytes, Place], str | None]


def codes(home: Home, layout: Layout) -> set[str]:
    """Return every code that the portal has of one kind of record."""
    if layout.name == "petitions":
        return {str(petition.code) for dossier in home.records.conclusions for petition in dossier.petitions}
    return {str(meeting.id) for dossier in home.records.plans for meeting in dossier.meetings}


def settle(options: argparse.Namespace, home: Home, files: Mapping[Path, bytes], point: Pointing, today: date) -> int:
    """Check the portal as it would be, and write when that brings no error, the author agrees and it is no dry run."""
    try:
        problems = rehearsed(home.root, files, today)
        for line in _told(problems, home, files, point):
            print(line, file=sys.stderr)
        if any(map(_blocks, problems)):
            print(word("workbook.not-written"), file=sys.stderr)
            return 1
        if options.dry_run:
            print(word("workbook.dry-run", files=", ".join(path.relative_to(home.root).as_posix() for path in files)))
            return 0
        if not options.yes and not _agrees():
            print(word("workbook.only-shown"))
            return 0
        for path, raw in files.items():
            written(path, raw)
            print(word("workbook.written", file=path.relative_to(home.root).as_posix()))
    except OSError as error:
        print(word("cli.not-writable", file=error.filename or home.root, reason=reason(error)), file=sys.stderr)
        return 1
    return 0


def _blocks(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and problem.slug != _TO_DO


def _told(problems: Iterable[Problem], home: Home, files: Mapping[Path, bytes], point: Pointing) -> Iterable[str]:
    """Yield what is wrong at the cells of the table: first what keeps the files from being written, last what is to be done."""
    named = {path.relative_to(home.root).as_posix(): raw for path, raw in files.items()}
    for problem in sorted(problems, key=lambda problem: not _blocks(problem)):
        if problem.slug != _TO_DO:
            raw = named.get(problem.place.file)
            cell = point(raw, problem.place) if raw is not None else None
            yield render_text(problem, at=home.veil(cell) if cell else None)
    if codes := [dict(problem.values)["id"] for problem in problems if problem.slug == _TO_DO]:
        yield word("workbook.to-do", codes=", ".join(codes))


def _agrees() -> bool:
    """Return whether somebody at a terminal says yes; where nobody can be asked, nobody does."""
    if not sys.stdin.isatty():
        return False
    try:
        return input(word("workbook.agree")).strip().casefold() in {"c", "có"}
    except EOFError:
        return False
