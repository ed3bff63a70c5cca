"""`congkhai export`: the pages as plain Markdown for another generator, or the lists of dossiers for Excel."""

import argparse
import sys
from datetime import date
from pathlib import Path

from congkhai import __version__
from congkhai.checks.mkdocs_file import site_url
from congkhai.commands import workbook
from congkhai.opening import open_portal
from congkhai.portable.export import files
from congkhai.portable.folder import foreign_file, write
from congkhai.problems import Report, render_text
from congkhai.views.marker import marker
from congkhai.views.publication import read_publication
from congkhai.words import reason, word


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.export-folder")
    )
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--markdown", type=Path, metavar=word("cli.site-name"), help=word("cli.export-markdown"))
    # A list, because a dossier named after the file would be no positional argument of its own to argparse.
    names = (word("cli.file-name"), word("cli.dossier-name"))
    target.add_argument("--xlsx", type=Path, nargs="+", metavar=names, help=word("cli.export-xlsx"))


def run(options: argparse.Namespace, today: date) -> int:
    """Write the export; return 1 if records or register have errors, 2 if nothing may or can be written there."""
    if options.xlsx is not None:
        return workbook.export(options)
    opening = open_portal(options.folder, today)
    report = Report(list(opening.problems))
    publication = read_publication(options.folder, report)
    if opening.portal is None or report.failed:
        print("\n".join(render_text(problem) for problem in report.in_order()), file=sys.stderr)
        return 1
    target: Path = options.markdown
    try:
        if (foreign := foreign_file(target)) is not None:
            print(word("cli.export-foreign", folder=target, name=foreign), file=sys.stderr)
            return 2
        address, made_by = site_url(options.folder), marker(__version__)
        made = files(opening.portal, publication, __version__, address, made_by)
        count = write(target, made)
    except OSError as error:
        print(word("cli.not-writable", file=target, reason=reason(error)), file=sys.stderr)
        return 2
    print(word("cli.export-done", count=count, folder=target))
    return 0
