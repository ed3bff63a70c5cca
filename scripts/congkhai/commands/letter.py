"""`congkhai register letter`: one page with the head of the register, to be sent on paper and entered by whoever receives it."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from congkhai.commands import office_key
from congkhai.commands.office_key import REGISTER
from congkhai.printing import letters
from congkhai.printing.letters import Letter
from congkhai.problems import Report
from congkhai.register.leaf import Leaf
from congkhai.register.legible import groups
from congkhai.register.log import Log, open_log
from congkhai.register.refusal import Refusal
from congkhai.settings import read_settings
from congkhai.words import word
from congkhai.zone import VIETNAM

_PDF, _TEXT = ".pdf", ".txt"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--output", type=Path, metavar=word("cli.file-name"), help=word("cli.letter-output"))


def run(options: argparse.Namespace, now: Callable[[], int]) -> int:
    """Write the letter: a PDF, or plain text where what sets PDF is not installed or a text is asked for.

    Raises Refusal when there is no register, and for a PDF that cannot be set here.
    """
    folder = options.folder / REGISTER
    office_key.public(folder)
    log, today = open_log(folder), datetime.fromtimestamp(now(), UTC).astimezone(VIETNAM)
    made = letter(log, _agency(options.folder), f"{today:%d/%m/%Y}")
    path: Path = options.output or Path(f"dau-so-{log.checkpoint.size}{_PDF if letters.can_print() else _TEXT}")
    if path.suffix.lower() == _PDF:
        content = letters.pdf(made, today.date()) if letters.can_print() else None
        if content is None:
            raise Refusal("letter-no-pdf", file=str(path.with_suffix(_TEXT)))
        path.write_bytes(content)
    else:
        path.write_text(letters.text(made), encoding="utf-8", newline="\n")
    print(word("cli.letter-written", file=path, size=log.checkpoint.size))
    return 0


def letter(log: Log, agency: str, day: str) -> Letter:
    """Return what a letter tells of the head of a log."""
    head = log.checkpoint
    last = Leaf.decode(log.entry(head.size - 1)).at(VIETNAM)
    facts = {"origin": head.origin, "size": str(head.size), "last": f"{last:%H:%M %d/%m/%Y}"}
    digests = {"root": head.root, "fingerprint": sha256(f"{log.key}\n".encode()).digest()}
    return Letter(
        agency,
        word("letter.day", day=day),
        [(word(f"register.{name}"), value) for name, value in facts.items()],
        [(word(f"register.{name}"), groups(value)) for name, value in digests.items()],
        str(log.head.note),
    )


def _agency(folder: Path) -> str:
    settings = read_settings(folder, Report())
    return settings.unit.agency if settings else ""
