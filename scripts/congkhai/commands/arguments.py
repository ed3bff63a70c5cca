"""Command lines in Vietnamese: what `argparse` itself would say in English, said in our words.

Nothing of the library is replaced: a subclass names its headings anew and translates the one sentence that `error` is given.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from congkhai.problems import nearest
from congkhai.words import word

# What `argparse` calls `error` with (Python 3.11 to 3.13), and the key of our words for it.
_ERRORS = {
    "arguments-required": re.compile(r"the following arguments are required: (?P<names>.+)"),
    "argument-unknown": re.compile(r"unrecognized arguments: (?P<names>.+)"),
    "argument-choice": re.compile(
        r"argument (?P<name>.+?): invalid choice: '?(?P<found>.*?)'?(?:, maybe you meant .*)? \(choose from (?P<known>.*)\)"
    ),
    "argument-expected": re.compile(r"argument (?P<name>.+?): expected .*arguments?"),
    "argument-not-with": re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"),
    "argument-one-of": re.compile(r"one of the arguments (?P<names>.+) is required"),
    "argument-ambiguous": re.compile(r"ambiguous option: (?P<name>.+?) could match (?P<names>.+)"),
    "argument-no-value": re.compile(r"argument (?P<name>.+?): ignored explicit argument (?P<found>.+)"),
    "argument-invalid": re.compile(r"argument (?P<name>.+?): invalid \w+ value: '?(?P<found>.*?)'?"),
    "argument-wrong": re.compile(r"argument (?P<name>.+?): (?P<reason>.+)"),
}
if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - the library has no public name for it


class _Words(argparse.RawDescriptionHelpFormatter):
    """Help with our word for "usage"."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: "Iterable[argparse._MutuallyExclusiveGroup]",
        prefix: str | None = None,
    ) -> None:
        """Add the line that shows how the command is written."""
        super().add_usage(usage, actions, groups, word("cli.usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese, and so do the parsers of its commands; help begins with the sentence that says what is done."""

    def __init__(
        self, prog: str | None = None, description: str | None = None, epilog: str | None = None, **_later: object
    ) -> None:
        # Later Pythons hand their own settings of colour on to the parser of a command.
        super().__init__(prog, description=description, epilog=epilog, formatter_class=_Words, add_help=False)
        self._positionals.title = word("cli.positionals")
        self._optionals.title = word("cli.options")
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=word("cli.help"))

    def parse_known_args(  # type: ignore[override]  # its overloads come to this
        self, args: Iterable[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Return the options; what is not understood is told by the command that it was said to, which knows what is near."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest

    def format_help(self) -> str:
        """Return the help: what the command does, how it is written, its parts, an example."""
        formatter = self._get_formatter()
        formatter.add_text(self.description)
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)  # noqa: SLF001 - as the library's own method does
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and leave with 2."""
        self.print_usage(sys.stderr)
        self.exit(
            2, f"{word('cli.wrong', command=self.prog, message=_translated(message, self._option_string_actions))}\n"
        )


def add_commands(parser: argparse.ArgumentParser, dest: str, *, required: bool = True) -> "Commands":
    """Return the place for the commands of a parser, whose choice will stand under `dest`."""
    return parser.add_subparsers(dest=dest, required=required, metavar=word("cli.command"), title=word("cli.commands"))


def add_command(commands: "Commands", name: str, key: str) -> argparse.ArgumentParser:
    """Return the parser of a new command; `key` names its sentence, and with `-example` its example."""
    sentence = word(f"cli.{key}")
    return commands.add_parser(name, help=sentence, description=sentence, epilog=word(f"cli.{key}-example"))


def _translated(message: str, options: Iterable[str]) -> str:
    """Return in Vietnamese what the library says in English; a sentence that is new to us stays as it is."""
    for key, form in _ERRORS.items():
        if match := form.fullmatch(message):
            values = match.groupdict()
            known = [name.strip(" '") for name in values.get("known", "").split(",")]
            sought = {"argument-choice": ("found", known), "argument-unknown": ("names", options)}
            near = nearest(values[sought[key][0]], sought[key][1]) if key in sought else ""
            meant = f" {word('cli.near', near=near)}" if near else ""
            return word(f"cli.{key}", **{**values, "known": ", ".join(known)}) + meant
    return message
