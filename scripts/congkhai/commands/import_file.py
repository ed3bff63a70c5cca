"""`congkhai import`: a file of the clerk's, by its ending: a paper, or a table."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from congkhai.commands import import_document, workbook
from congkhai.problems import Place, Report
from congkhai.words import word

# Which command reads a file with this ending; every other ending is a paper, also one that is refused.
BY_ENDING: dict[str, Callable[[argparse.Namespace, date], int]] = dict.fromkeys(
    (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv"), workbook.import_
)
KINDS = ("plan", "notice", "conclusion")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("file", type=Path, metavar=word("cli.file-name"), help=word("cli.import-file"))
    parser.add_argument("--into", type=Path, metavar=word("cli.dossier-name"), help=word("cli.import-into"))
    parser.add_argument("--as", dest="kind", choices=KINDS, help=word("cli.import-as"))
    parser.add_argument("--meeting", metavar=word("cli.import-meeting-name"), help=word("cli.import-meeting"))
    parser.add_argument("--dry-run", action="store_true", help=word("cli.dry-run"))
    parser.add_argument("--yes", action="store_true", help=word("cli.import-yes"))


def run(options: argparse.Namespace, today: date) -> int:
    """Import one file; return what the command for its ending returns."""
    if options.file.is_dir():
        report = Report()
        report.add("import-folder", Place(options.file.resolve().name))
        return workbook.refused(report, None)
    return BY_ENDING.get(options.file.suffix.lower(), import_document.run)(options, today)
