"""The command `congkhai`: parse, call, exit code (0 good, 1 problems in the records, 2 wrong use, 3 `--fail-on`)."""

import argparse
import gc
from collections.abc import Callable, Sequence
from datetime import date

from congkhai.clock import seconds, today
from congkhai.commands import audit, check, cosign, deadline, duties, export, import_file, publish, register, verify
from congkhai.console import use_utf8
from congkhai.words import word

RUN: dict[str, Callable[[argparse.Namespace, date], int]] = {
    "check": check.run,
    "deadline": deadline.run,
    "duties": duties.run,
    "export": export.run,
    "import": import_file.run,
}
# What is entered in a register, or read from it, has an hour.
RUN_NOW: dict[str, Callable[[argparse.Namespace, date, Callable[[], int]], int]] = {
    "publish": publish.run,
    "rollback": publish.run_rollback,
    "register": register.run,
    "verify": verify.run,
    "audit": audit.run,
    "cosign": cosign.run,
}
ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "check": check.add,
    "deadline": deadline.add,
    "duties": duties.add,
    "export": export.add,
    "import": import_file.add,
    "publish": publish.add,
    "rollback": publish.add_rollback,
    "register": register.add,
    "verify": verify.add,
    "audit": audit.add,
    "cosign": cosign.add,
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="congkhai", description=word("cli.description"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=word("cli.command"))
    for name, add in ADD.items():
        sentence = word(f"cli.{name}")
        add(
            commands.add_parser(
                name,
                help=sentence,
                description=sentence,
                epilog=word(f"cli.{name}-example"),
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    use_utf8()
    options = parser().parse_args(arguments)
    # The collector would walk all records again and again, and none of them is in a cycle.
    gc.disable()
    try:
        if options.command in RUN_NOW:
            return RUN_NOW[options.command](options, today(), seconds)
        return RUN[options.command](options, today())
    finally:
        gc.enable()
