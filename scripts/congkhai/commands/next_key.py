"""`congkhai register key`: the office's key hands on to a new one, under both signatures."""

import argparse
from collections.abc import Callable
from pathlib import Path

from congkhai.commands import office_key
from congkhai.commands.office_key import REGISTER
from congkhai.register.rotation import hand_over
from congkhai.words import word


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--new-key", type=Path, metavar=word("cli.file-name"), help=word("cli.new-key"))
    office_key.add_new(parser)


def run(options: argparse.Namespace, now: Callable[[], int]) -> int:
    """Hand on; an interrupted run is finished by the same command with the same files.

    Raises Refusal like the making and the use of a key.
    """
    # While the handing on is half done, `keys` may name the new key already: the old one is named by whoever runs this.
    old = office_key.opened(options)
    new = office_key.next_key(options, old.name)
    log = hand_over(options.folder / REGISTER, old, new, now())
    print(word("cli.register-handed-over", file=new.path, public=new.key, size=log.checkpoint.size))
    return 0
