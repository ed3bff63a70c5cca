"""`congkhai doctor`: whether machine and folder are fit for the work, and what to do where they are not."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from congkhai.checks.mkdocs_file import site_url
from congkhai.commands import office_key
from congkhai.console import painted
from congkhai.desk.examination import Finding, Grade, examine
from congkhai.desk.machine import look
from congkhai.problems import Place, Problem, Report, render_text
from congkhai.settings import read_settings
from congkhai.words import word

_COLOURS = {Grade.GOOD: "green", Grade.DOUBTFUL: "yellow", Grade.BAD: "red"}


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.folder")
    )


def run(options: argparse.Namespace, _today: date, now: Callable[[], int]) -> int:
    """Print every finding with its repair; return 1 if anything is not to be worked with."""
    if not options.folder.is_dir():
        unknown = Problem(Place(str(options.folder)), "unknown-folder", (("name", str(options.folder)),))
        print(render_text(unknown), file=sys.stderr)
        return 1
    settings = read_settings(options.folder, Report())
    wants_pdf = settings is not None and settings.pdf
    key = office_key.looked_for(options.folder)
    found = examine(look(options.folder, now(), key, site_url(options.folder), wants_pdf=wants_pdf))
    print("\n".join(_text(finding) for finding in found))
    counts = {grade.value: sum(finding.grade is grade for finding in found) for grade in Grade}
    print(word("doctor.summary", **counts))
    return int(bool(counts[Grade.BAD]))


def _text(finding: Finding) -> str:
    grade = painted(f"{word(f'doctor.grade-{finding.grade}'):<6}", _COLOURS[finding.grade])
    text = f"{grade} {word(f'doctor.{finding.name}', **finding.values)}"
    if finding.grade is Grade.GOOD:
        return text
    return f"{text}\n       {word(f'doctor.{finding.name}-repair', **finding.values)}"
