"""`congkhai clean`: cleaned copies of files beside them."""

import argparse
import sys
from datetime import date
from pathlib import Path

from congkhai.cleaning.copies import clean_copy
from congkhai.cleaning.refusal import Uncleaned
from congkhai.words import word


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar=word("cli.clean-file"), help=word("cli.clean-files"))


def run(options: argparse.Namespace, _today: date) -> int:
    """Clean every file that can be cleaned; return 1 if one could not."""
    refused = False
    for path in options.files:
        try:
            copy = clean_copy(path)
        except Uncleaned as reason:
            refused = True
            why = word(f"cli.clean-{reason.reason}", **reason.values)
            print(word("cli.cleaned-not", file=path, reason=why), file=sys.stderr)
        else:
            print(word("cli.cleaned", file=path, copy=copy))
    return int(refused)
