"""`congkhai import`: a file from Word or Excel into the portal, by its ending."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from congkhai.commands import workbook
from congkhai.words import word

BY_ENDING: dict[str, Callable[[argparse.Namespace, date], int]] = dict.fromkeys(
    (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv"), workbook.import_
)


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("file", type=Path, metavar=word("cli.file-name"), help=word("cli.import-file"))
    parser.add_argument("--into", type=Path, metavar=word("cli.dossier-name"), help=word("cli.import-into"))
    parser.add_argument("--yes", action="store_true", help=word("cli.import-yes"))


def run(options: argparse.Namespace, today: date) -> int:
    """Import one file; return 1 if anything has to be asked or repaired first, 2 for a file of no known kind."""
    reader = BY_ENDING.get(options.file.suffix.lower())
    if reader is None:
        print(word("cli.import-unknown", file=options.file, endings=", ".join(sorted(BY_ENDING))), file=sys.stderr)
        return 2
    return reader(options, today)
