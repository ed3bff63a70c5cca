"""`congkhai duties`: the ledger on one day, for a person, a spreadsheet or a nightly job."""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from congkhai.commands.deadline import day
from congkhai.duties.ledger import Ledger, ledger
from congkhai.duties.row import DutyRow, State
from congkhai.opening import open_portal
from congkhai.problems import render_text
from congkhai.views import dates
from congkhai.views.data.csv_text import csv_bytes
from congkhai.views.data.duty_table import duties
from congkhai.views.data.json_text import json_bytes
from congkhai.words import label, word

FORMATS = ("table", "csv", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.folder")
    )
    parser.add_argument("--today", type=day, help=word("cli.today"))
    parser.add_argument("--format", choices=FORMATS, default="table", help=word("cli.format"))
    parser.add_argument(
        "--fail-on", choices=[state.value for state in State], action="append", help=word("cli.fail-on")
    )


def run(options: argparse.Namespace, today: date) -> int:
    """Print every duty as it stood on the day chosen; return 1 if the records have errors, 3 if a duty is in a state of `--fail-on`."""
    opening = open_portal(options.folder, today)
    if opening.portal is None:
        print("\n".join(render_text(problem) for problem in opening.problems), file=sys.stderr)
        return 1
    portal = replace(opening.portal, today=options.today or today)
    found = ledger(portal)
    if options.format == "table":
        _print_table(found)
    else:
        dataset = duties(portal, found, "")
        sys.stdout.buffer.write(csv_bytes(dataset) if options.format == "csv" else json_bytes([*dataset.rows]))
    return 3 if any(row.state.value in (options.fail_on or ()) for row in found.rows) else 0


def _print_table(found: Ledger) -> None:
    for row in found.rows:
        print(" | ".join(_cells(row)))
    counts = Counter(row.state for row in found.rows)
    print("; ".join(f"{label(state)}: {count}" for state, count in sorted(counts.items())))


def _cells(row: DutyRow) -> list[str]:
    due = dates.day(row.due).text if row.due else word("duty-page.no-day")
    done = dates.when(row.deed.when).text if row.deed and row.deed.when else word("duty-page.not-done")
    return [label(row.state), due, done, label(row.duty), row.subject.title, row.basis.text]
