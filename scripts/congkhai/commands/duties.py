"""`congkhai duties`: the ledger on one day, for a person, a spreadsheet or a nightly job."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from congkhai.commands import refusals
from congkhai.commands.deadline import day
from congkhai.commands.office_key import REGISTER
from congkhai.duties.ledger import Ledger, ledger
from congkhai.duties.proving import verdict
from congkhai.duties.row import DutyRow, State
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.problems import render_text
from congkhai.register.log import open_log
from congkhai.register.names import Registered
from congkhai.register.presence import is_there
from congkhai.views import dates
from congkhai.views.data.csv_text import csv_bytes
from congkhai.views.data.duty_table import duties
from congkhai.views.data.json_text import json_bytes
from congkhai.views.proved_times import ProvedTimes
from congkhai.words import label, word

FORMATS = ("table", "csv", "json")
# What a list may be sorted by; what has no day comes last.
_SORTS: Mapping[str, Callable[[DutyRow], tuple[str, ...]]] = {
    "due": lambda row: (str(row.due or date.max), row.subject.title),
    "state": lambda row: (f"{list(State).index(row.state):02}", str(row.due or date.max)),
    "duty": lambda row: (label(row.duty), str(row.due or date.max)),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.folder")
    )
    parser.add_argument("--today", type=day, help=word("cli.today"))
    parser.add_argument("--format", choices=FORMATS, default="table", help=word("cli.format"))
    parser.add_argument(
        "--state", choices=[state.value for state in State], action="append", help=word("cli.duty-state")
    )
    parser.add_argument("--sort", choices=tuple(_SORTS), help=word("cli.duty-sort"))
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
    shown = _chosen(found, options)
    with refusals.told() as ended:
        times = _times(options.folder / REGISTER, portal)
    if ended.code:
        return ended.code
    if options.format == "table":
        _print_table(shown, times)
    else:
        dataset = duties(portal, shown, "", times)
        sys.stdout.buffer.write(csv_bytes(dataset) if options.format == "csv" else json_bytes([*dataset.rows]))
    return 3 if any(row.state.value in (options.fail_on or ()) for row in found.rows) else 0


def _times(folder: Path, portal: Portal) -> ProvedTimes | None:
    """Return what the register in a folder proves, None where there is none.

    Raises Refusal for one that is damaged.
    """
    return ProvedTimes(portal, Registered.read(open_log(folder))) if is_there(folder) else None


def _chosen(found: Ledger, options: argparse.Namespace) -> Ledger:
    """Return the duties in the states asked for, in the order asked for; both are the ledger's own by default."""
    rows = [row for row in found.rows if not options.state or row.state.value in options.state]
    return replace(found, rows=tuple(sorted(rows, key=_SORTS[options.sort]) if options.sort else rows))


def _print_table(found: Ledger, times: ProvedTimes | None) -> None:
    heads = [word(f"duty-heads.{head}") for head in ("state", "due", "done", "duty", "subject", "basis")]
    print(" | ".join([*([word("duty-heads.proved")] if times else []), *heads]))
    verdicts = [verdict(row, times.of(row)) if times else None for row in found.rows]
    for row, one in zip(found.rows, verdicts, strict=True):
        print(" | ".join([*([label(one)] if one else []), *_cells(row)]))
    if times:
        print(_counted(one for one in verdicts if one))
    print(_counted(row.state for row in found.rows))


def _counted(found: Iterable[StrEnum]) -> str:
    return "; ".join(f"{label(one)}: {count}" for one, count in sorted(Counter(found).items()))


def _cells(row: DutyRow) -> list[str]:
    due = dates.day(row.due).text if row.due else word("duty-page.no-day")
    done = dates.when(row.deed.when).text if row.deed and row.deed.when else word("duty-page.not-done")
    return [label(row.state), due, done, label(row.duty), row.subject.title, row.basis.text]
