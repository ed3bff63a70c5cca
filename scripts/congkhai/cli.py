"""The command `congkhai`: parse, call, exit code (0 good, 1 problems in the records, 2 wrong use, 3 `--fail-on`)."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from congkhai.clock import seconds, today, wrong_setting
from congkhai.commands.arguments import Parser, add_command, add_commands
from congkhai.console import use_utf8, write_nowhere
from congkhai.words import reason, word


@dataclass(frozen=True)
class Command:
    """Where a command stands: a module of `commands`, and what the names of its two functions there end with.

    Only the command that is asked for is loaded: the whole program takes a second, and much longer on an old computer.
    """

    module: str
    ending: str = ""
    # What is entered in a register, or read from it, has an hour.
    has_hour: bool = False

    def add(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of this command."""
        self._function("add")(parser)

    def run(self, options: argparse.Namespace) -> int:
        """Run this command and return its exit code."""
        hour: tuple[Callable[[], int], ...] = (seconds,) if self.has_hour else ()
        return int(self._function("run")(options, today(), *hour))

    def _function(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(import_module(f"congkhai.commands.{self.module}"), name + self.ending)
        return found


COMMANDS = {
    "check": Command("check"),
    "clean": Command("clean"),
    "deadline": Command("deadline"),
    "duties": Command("duties"),
    "explain": Command("explain"),
    "export": Command("export"),
    "import": Command("import_file"),
    "init": Command("init"),
    "new": Command("new"),
    "schema": Command("schema"),
    "doctor": Command("doctor", has_hour=True),
    "publish": Command("publish", has_hour=True),
    "rollback": Command("publish", "_rollback", has_hour=True),
    "register": Command("register", has_hour=True),
    "verify": Command("verify", has_hour=True),
    "audit": Command("audit", has_hour=True),
    "cosign": Command("cosign", has_hour=True),
}
# The menu of the bare command; every command stands in one group.
MENU: dict[str, tuple[str, ...]] = {
    "daily": ("new", "import", "check", "clean", "explain", "deadline", "duties"),
    "publishing": ("publish", "rollback", "register", "export"),
    "inspection": ("verify", "audit", "cosign"),
    "beginning": ("init", "doctor", "schema"),
}


def parser(asked: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """Return the parser of the command line, with the options of those commands that are asked for."""
    parser = Parser("congkhai", word("cli.description"), word("cli.example"))
    commands = add_commands(parser, "command", required=False)
    for names in MENU.values():
        for name in names:
            one = add_command(commands, name, name)
            if name in asked:
                COMMANDS[name].add(one)
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
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except OSError as error:
        if error.filename is not None:
            raise
        # Whoever reads no further (`congkhai duties | head`) has read enough.
        if not isinstance(error, BrokenPipeError):
            _tell("cli.not-written", reason=reason(error))
        write_nowhere()
        return 1


def _run(given: Sequence[str]) -> int:
    # The collector would walk all records again and again, and none of them is in a cycle.
    gc.disable()
    try:
        options = parser(given).parse_args(given)
        if options.command is None:
            print(menu())  # noqa: T201 - the one thing that no command prints
            return 0
        if found := wrong_setting():
            _tell("cli.wrong-clock", found=found)
            return 2
        return COMMANDS[options.command].run(options)
    finally:
        gc.enable()
        if sys.stdout:
            sys.stdout.flush()


def _tell(key: str, **values: object) -> None:
    print(word(key, **values), file=sys.stderr)  # noqa: T201 - no command can tell it
