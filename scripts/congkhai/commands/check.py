"""`congkhai check`: every problem of the records, without building; with `--site`, also those of the finished site."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from congkhai import __version__
from congkhai.checks.mkdocs_file import site_path
from congkhai.console import painted, stage
from congkhai.opening import Opening, open_portal
from congkhai.problems import LANGUAGES, Problem, Severity, render_json, render_text
from congkhai.published.inspection import inspect
from congkhai.views.marker import marker
from congkhai.words import word

FORMATS = ("text", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.folder")
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help=word("cli.lang"))
    parser.add_argument("--format", choices=FORMATS, default="text", help=word("cli.format"))
    parser.add_argument("--site", type=Path, metavar=word("cli.site-name"), help=word("cli.site"))
    parser.add_argument("--strict", action="store_true", help=word("cli.strict"))


def run(options: argparse.Namespace, today: date) -> int:
    """Print every problem in the folder; return 1 if there is an error, with `--strict` also a warning."""
    with stage(word("progress.read")):
        opening = open_portal(options.folder, today)
    problems = _problems(opening, options.folder, options.site)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if options.format == "json":
        print(render_json(problems, options.lang))
    else:
        _print_text(problems, options.lang, errors)
    return int(bool(errors or (options.strict and problems)))


def _problems(opening: Opening, root: Path, site: Path | None) -> list[Problem]:
    """Return the problems of the records, and of the site where there is a portal to compare it with."""
    if site is None or opening.portal is None:
        return opening.problems
    with stage(word("progress.site")):
        return sorted([*opening.problems, *inspect(opening.portal, site, marker(__version__), site_path(root))])


def _marked(severity: Severity, text: str) -> str:
    return painted(text, "red" if severity is Severity.ERROR else "yellow")


def _print_text(problems: Sequence[Problem], language: str, errors: int) -> None:
    for problem in problems:
        print(render_text(problem, language, _marked))
    if language == "vi":
        print(word("cli.summary", errors=errors, warnings=len(problems) - errors))
        if problems:
            # The first error, else the first warning, is what most likely stops the author.
            first = min(problems, key=lambda problem: problem.severity is not Severity.ERROR)
            print(word("cli.explain-this", slug=first.slug))
    else:
        print(f"{errors} errors, {len(problems) - errors} warnings.")
