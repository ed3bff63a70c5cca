"""`congkhai register cosigned`: the ward takes what a witness has signed, keeps it and serves it."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from congkhai.commands import office_key, places
from congkhai.commands.office_key import REGISTER
from congkhai.publishing.releases import Releases
from congkhai.publishing.witnessing import show
from congkhai.register.heads import take
from congkhai.register.leaf import LAST_SECOND
from congkhai.register.log import open_log
from congkhai.register.refusal import Refusal
from congkhai.words import word
from congkhai.zone import VIETNAM


def add_file(parser: argparse.ArgumentParser) -> None:
    """Add what the command is about."""
    parser.add_argument("file", type=Path, metavar=word("cli.file-name"), help=word("cli.cosigned-file"))


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--show", type=Path, metavar=word("cli.target-name"), help=word("cli.cosigned-show"))


def run(options: argparse.Namespace, _now: Callable[[], int]) -> int:
    """Keep the signatures of the witnesses that the settings name; whoever else has signed is left out.

    Raises Refusal for a head of another past, and for one that no such witness has signed.
    """
    folder = options.folder / REGISTER
    office_key.public(folder)
    log = open_log(folder)
    trusted = places.trusted(options.folder)
    if not trusted:
        raise Refusal("register-no-witnesses")
    for one in take(folder, log, options.file.read_bytes(), trusted):
        time = f"{datetime.fromtimestamp(min(one.time, LAST_SECOND), VIETNAM):%H:%M %d/%m/%Y}"
        print(word("cli.register-cosigned-by", name=one.witness.name, time=time))
    if options.show:
        show(Releases(options.show), open_log(folder))
    return 0
