"""The last steps of every import: the check of the portal as it would be, the author's word, the writing."""

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from congkhai.commands.workbook import Home, written
from congkhai.problems import Severity, render_text
from congkhai.words import word
from congkhai.workbooks.layout import Layout
from congkhai.workbooks.rehearsal import rehearsed

# A new petition and the item that names it lie in two files, and one has to be written first.
_TO_DO = frozenset({"unsettled-petition"})


def codes(home: Home, layout: Layout) -> set[str]:
    """Return every code that the portal has of one kind of record."""
    if layout.name == "petitions":
        return {str(petition.code) for dossier in home.records.conclusions for petition in dossier.petitions}
    return {str(meeting.id) for dossier in home.records.plans for meeting in dossier.meetings}


def settle(options: argparse.Namespace, home: Home, files: Mapping[Path, bytes], today: date) -> int:
    """Check the portal as it would be, and write when that brings no error, the author agrees and it is no dry run."""
    try:
        problems = rehearsed(home.root, files, today)
        if problems:
            print("\n".join(render_text(problem) for problem in problems), file=sys.stderr)
        if any(problem.severity is Severity.ERROR and problem.slug not in _TO_DO for problem in problems):
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
        print(
            word("cli.not-writable", file=error.filename or home.root, reason=error.strerror or error), file=sys.stderr
        )
        return 1
    return 0


def _agrees() -> bool:
    """Return whether somebody at a terminal says yes; where nobody can be asked, nobody does."""
    if not sys.stdin.isatty():
        return False
    try:
        return input(word("workbook.agree")).strip().casefold() in {"c", "có"}
    except EOFError:
        return False
