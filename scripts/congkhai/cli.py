"""The command `congkhai`: parse, call, print, exit code (0 good, 1 problems in the records)."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from congkhai import open_portal
from congkhai.clock import today
from congkhai.problems import LANGUAGES, Problem, Severity, render_json, render_text
from congkhai.words import word

FORMATS = ("text", "json")


def use_utf8() -> None:
    """Make this process write Vietnamese on every console, also where a code page would refuse it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="congkhai", description=word("cli.description"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=word("cli.command"))
    check = commands.add_parser(
        "check",
        help=word("cli.check"),
        description=word("cli.check"),
        epilog=word("cli.check-example"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("folder", nargs="?", default=".", type=Path, help=word("cli.folder"))
    check.add_argument("--lang", choices=LANGUAGES, default="vi", help=word("cli.lang"))
    check.add_argument("--format", choices=FORMATS, default="text", help=word("cli.format"))
    check.add_argument("--strict", action="store_true", help=word("cli.strict"))
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    use_utf8()
    options = parser().parse_args(arguments)
    return check(options.folder, options.lang, options.format, strict=options.strict)


def check(folder: Path, language: str, form: str, *, strict: bool) -> int:
    """Print every problem of the records in `folder`; return 1 if there is an error, with `strict` also a warning."""
    problems = open_portal(folder, today()).problems
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if form == "json":
        print(render_json(problems, language))
    else:
        _print_text(problems, language, errors)
    return int(bool(errors or (strict and problems)))


def _print_text(problems: Sequence[Problem], language: str, errors: int) -> None:
    for problem in problems:
        print(render_text(problem, language))
    if language == "vi":
        print(word("cli.summary", errors=errors, warnings=len(problems) - errors))
    else:
        print(f"{errors} errors, {len(problems) - errors} warnings.")
