"""`congkhai schema`: the JSON Schemas of every file that an author writes, for editors that know them."""

import argparse
import sys
from datetime import date
from pathlib import Path

from congkhai.commands import refusals
from congkhai.desk.filing import Draft, file_all
from congkhai.desk.wiring import SCHEMA_FOLDER, schema_files
from congkhai.words import word


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "folder",
        nargs="?",
        default=SCHEMA_FOLDER,
        type=Path,
        metavar=word("cli.site-name"),
        help=word("cli.schema-folder"),
    )


def run(options: argparse.Namespace, _today: date) -> int:
    """Write the schemas, over those of an earlier version; return 1 when the system refuses."""
    with refusals.unwritten(options.folder) as ended:
        drafts = [Draft.over(options.folder / name, text.encode()) for name, text in schema_files().items()]
        if (stale := file_all(drafts)) is not None:
            print(word("new.stale", file=stale), file=sys.stderr)
            return 1
        print("\n".join([word("schema.written", folder=options.folder), *(f"  {draft.path.name}" for draft in drafts)]))
        print(word("schema.limits"))
    return ended.code
