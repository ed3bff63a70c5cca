"""The command `congkhai`: parse, call, exit code (0 good, 1 problems in the records, 2 wrong use, 3 `--fail-on`)."""

import argparse
import gc
from collections.abc import Callable, Sequence
from datetime import date

from congkhai.clock import seconds, today
from congkhai.commands import (
    audit,
    check,
    clean,
    cosign,
    deadline,
    doctor,
    duties,
    explain,
    export,
    import_file,
    init,
    new,
    publish,
    register,
    schema,
    verify,
)
from congkhai.commands.arguments import Parser, add_command, add_commands
from congkhai.console import is_cut_off, use_utf8
from congkhai.words import word

RUN: dict[str, Callable[[argparse.Namespace, date], int]] = {
    "check": check.run,
    "clean": clean.run,
    "deadline": deadline.run,
    "duties": duties.run,
    "explain": explain.run,
    "export": export.run,
    "import": import_file.run,
    "init": init.run,
    "new": new.run,
    "schema": schema.run,
}
# What is entered in a register, or read from it, has an hour.
RUN_NOW: dict[str, Callable[[argparse.Namespace, date, Callable[[], int]], int]] = {
    "doctor": doctor.run,
    "publish": publish.run,
    "rollback": publish.run_rollback,
    "register": register.run,
    "verify": verify.run,
    "audit": audit.run,
    "cosign": cosign.run,
}
ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "check": check.add,
    "clean": clean.add,
    "deadline": deadline.add,
    "duties": duties.add,
    "doctor": doctor.add,
    "explain": explain.add,
    "export": export.add,
    "import": import_file.add,
    "init": init.add,
    "new": new.add,
    "schema": schema.add,
    "publish": publish.add,
    "rollback": publish.add_rollback,
    "register": register.add,
    "verify": verify.add,
    "audit": audit.add,
    "cosign": cosign.add,
}


# The menu of the bare command; every command stands in one group.
MENU: dict[str, tuple[str, ...]] = {
    "daily": ("new", "import", "check", "clean", "explain", "deadline", "duties"),
    "publishing": ("publish", "rollback", "register", "export"),
    "inspection": ("verify", "audit", "cosign"),
    "beginning": ("init", "doctor", "schema"),
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = Parser("congkhai", word("cli.description"), word("cli.example"))
    commands = add_commands(parser, "command", required=False)
    for names in MENU.values():
        for name in names:
            ADD[name](add_command(commands, name, name))
    return parser


def menu() -> str:
    """Return what one can do, in groups, for whoever types the bare command."""
    lines = [word("cli.menu")]
    for group, names in MENU.items():
        lines += ["", word(f"cli.menu-{group}"), *(f"  {name:<10} {word(f'cli.{name}')}" for name in names)]
    return "\n".join([*lines, "", word("cli.menu-more")])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    use_utf8()
    options = parser().parse_args(arguments)
    if options.command is None:
        print(menu())  # noqa: T201 - the one thing that no command prints
        return 0
    # The collector would walk all records again and again, and none of them is in a cycle.
    gc.disable()
    try:
        if options.command in RUN_NOW:
            return RUN_NOW[options.command](options, today(), seconds)
        return RUN[options.command](options, today())
    except BrokenPipeError:
        return 1
    finally:
        is_cut_off()
        gc.enable()
