"""`congkhai check`: every problem of the records, without building."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from congkhai.opening import open_portal
from congkhai.problems import LANGUAGES, Problem, Severity, render_json, render_text
from congkhai.words import word

FORMATS = ("text", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("folder", nargs="?", default=".", type=Path, help=word("cli.folder"))
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help=word("cli.lang"))
    parser.add_argument("--format", choices=FORMATS, default="text", help=word("cli.format"))
    parser.add_argument("--strict", action="store_true", help=word("cli.strict"))


def run(options: argparse.Namespace, today: date) -> int:
    """Print every problem in the folder; return 1 if there is an error, with `--strict` also a warning."""
    problems = open_portal(options.folder, today).problems
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if options.format == "json":
        print(render_json(problems, options.lang))
    else:
        _print_text(problems, options.lang, errors)
    return int(bool(errors or (options.strict and problems)))


def _print_text(problems: Sequence[Problem], language: str, errors: int) -> None:
    for problem in problems:
        print(render_text(problem, language))
    if language == "vi":
        print(word("cli.summary", errors=errors, warnings=len(problems) - errors))
    else:
        print(f"{errors} errors, {len(problems) - errors} warnings.")
