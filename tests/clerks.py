"""A ward with a server folder beside it: publishing as its clerk does, and looking at what readers get."""

import gc
import getpass
import io
import logging
import os
import subprocess
import sys
import traceback
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from click.testing import CliRunner
from mkdocs.__main__ import cli

from congkhai.cli import main
from congkhai.publishing import building
from congkhai.register.log import Log, open_log
from congkhai.register.names import Registered
from wards import CONCLUSION, PETITIONS, Ward

NOW = 1795564800  # 2026-11-25, 07:00 in Vietnam
ORIGIN = "cong.phuong-mau.example"


def _mkdocs_here(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], **_: object
) -> subprocess.CompletedProcess[str]:
    """Do what `python -m mkdocs` does, in this process: to load the program takes longer than to build a small ward."""
    with mock.patch.dict(os.environ, env, clear=True), chdir(cwd), _nothing_left():
        done = CliRunner().invoke(cli, command[command.index("mkdocs") + 1 :])
    broke = None if isinstance(done.exception, SystemExit) else done.exception
    said = "".join(traceback.format_exception(broke)) if broke else ""
    return subprocess.CompletedProcess(command, done.exit_code, done.output, said)


@contextmanager
def _nothing_left() -> Iterator[None]:
    """Take back what MkDocs changes of its process: how it logs, what it hears once only, what the collector passes over."""
    loggers = [logging.getLogger(name) for name in ("mkdocs", "mkdocs.commands.build")]
    before = [(logger.level, logger.propagate, logger.filters[:]) for logger in loggers]
    try:
        with warnings.catch_warnings():
            yield
    finally:
        for logger, (level, propagate, filters) in zip(loggers, before, strict=True):
            logger.setLevel(level)
            logger.propagate = propagate
            logger.filters[:] = filters
        gc.unfreeze()


class Terminal(io.StringIO):
    """Lines that a person types."""

    def isatty(self) -> bool:
        """Return that somebody sits there."""
        return True


@dataclass
class Desk:
    """A clerk's machine: the ward's folder, the server's, the key outside both, and a clock that is set by hand.

    MkDocs runs in a process of its own, as it does for a clerk, where `apart` asks for it; else in this one, which is quicker.
    """

    ward: Ward
    server: Path
    key: Path
    now: int = NOW
    first: bytes = b""
    apart: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables of a command."""
        given = {"SOURCE_DATE_EPOCH": str(self.now), "CONGKHAI_KEY": str(self.key), "CONGKHAI_PASSPHRASE": "bí mật"}
        return {**os.environ, **given, "PYTHONUTF8": "1"}

    def command(self, *arguments: str) -> list[str]:
        """Return a command of ours as a process is started with it."""
        return [sys.executable, "-c", "import sys; from congkhai.cli import main; sys.exit(main())", *arguments]

    def bare(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command where neither a person nor the machine gives a passphrase."""
        with (
            mock.patch.object(getpass, "getpass", side_effect=EOFError),
            mock.patch.object(sys, "stdin", io.StringIO()),
        ):
            return self.run(*arguments, is_bare=True)

    def run(self, *arguments: str, is_bare: bool = False) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, in this process, where what is run can be seen; a minute goes by."""
        self.now += 60
        environment = self.environment
        if is_bare:
            del environment["CONGKHAI_PASSPHRASE"]
        run = subprocess.run if self.apart else _mkdocs_here
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, environment, clear=True),
            mock.patch.object(
                building, "subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)
            ),
            chdir(self.ward.root),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = main(arguments)
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())

    def good(self, *arguments: str) -> str:
        """Run a command that has to work, and return what it prints."""
        done = self.run(*arguments)
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout

    def publish(self) -> str:
        """Publish, which has to work."""
        return self.good("publish", str(self.server), str(self.ward.root))

    def take_out(self, code: str) -> None:
        """Take a petition out of the folder of records."""
        head, *rows = self.ward.read(PETITIONS).split("  - code: ")
        left = [row for row in rows if not row.startswith(code)]
        self.ward.write({PETITIONS: "  - code: ".join([head, *left])})
        self.ward.edit(CONCLUSION, f"\n    petitions:\n      - {code}", "")

    @property
    def log(self) -> Log:
        """Return the ward's register."""
        return open_log(self.ward.root / "register")

    @property
    def names(self) -> Registered:
        """Return what the ward's register names."""
        return Registered.read(self.log)

    @property
    def site(self) -> Path:
        """Return the folder that readers are shown."""
        return self.server / "current"

    def everywhere(self) -> Iterator[bytes]:
        """Yield the bytes of every file on the server and in the register."""
        for folder in (self.server, self.ward.root / "register"):
            yield from (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
