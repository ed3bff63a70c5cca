"""One build of the site into its folder: whether one is due, alone at work, and remembered when it is done."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from congkhai.problems import Place, Problem, Severity, render_text
from congkhai.site.freshness import CACHE, LastBuild, Told
from congkhai.site.hearing import Hearing
from congkhai.site.output import Output
from congkhai.site.turn import Turn
from congkhai.views import addresses
from congkhai.words import reason, word

log = logging.getLogger("mkdocs.plugins.congkhai")
_INDEX = "index.html"
_SHOWN = 10
_LEVELS = {str(Severity.ERROR): logging.ERROR}


class Build:
    """A build of one portal; `told` is what the last one told if that still stands, else None."""

    def __init__(self, config: MkDocsConfig, moment: str) -> None:
        """Look whether the last build stands; if it does not, wait until no other build is at work on the portal."""
        self._hearing, self._turn = Hearing(), Turn(Path(config.config_file_path).parent / CACHE)
        self._output: Output | None = None
        self._last = LastBuild(config, moment)
        self.told = self._last.standing()
        if self.told is None and self._turn.take(lambda: log.info(word("cli.waiting"))):
            self._last = LastBuild(config, moment)
            self.told = self._last.standing()

    def write(self, folder: Path, fill: Callable[[Output], None], told: Sequence[Told], *, strict: bool) -> None:
        """Let `fill` make every file of the site, move in what differs, and remember the build with what it told.

        Raises Abort before anything in the folder changes when MkDocs has warned of something and the build is strict.
        """
        making = self._last.making()
        self._output = output = Output(folder, making, alone=self._turn.is_ours)
        fill(output)
        if strict and self._hearing.told:
            raise Abort(stopped([*told, *self._hearing.told]))
        self._last.forget()
        removed = output.finish()
        self._last.keep([*told, *self._hearing.told], making.noted, output.files)
        log.info(word("cli.written", folder=str(folder), written=output.written, removed=removed))
        _tell_of_lost(self._last.pages - {f"/{name.removesuffix(_INDEX)}" for name in output.named})

    def end(self) -> None:
        """Let go of what was not finished, and let others build."""
        if self._output is not None:
            self._output.abandon()
        self._hearing.end()
        self._turn.give()


def _tell_of_lost(pages: Iterable[str]) -> None:
    """Tell which addresses of records are no more: whoever renames a folder may not know that it was one.

    It is no warning: to take a record back on purpose must not stop a strict build.
    """
    lost = sorted(filter(addresses.is_record, pages))
    if lost:
        shown = ", ".join(lost[:_SHOWN]) + (", …" if len(lost) > _SHOWN else "")
        log.info(word("cli.lost-addresses", count=len(lost), addresses=shown))


def tell(told: Sequence[Told]) -> None:
    """Tell problems as MkDocs tells its own."""
    for severity, text in told:
        log.log(_LEVELS.get(severity, logging.WARNING), text)


def lines(problems: Sequence[Problem]) -> list[Told]:
    """Return problems as they are told."""
    return [(str(problem.severity), render_text(problem)) for problem in problems]


def errors(told: Sequence[Told]) -> int:
    """Return how many problems are errors."""
    return sum(severity == Severity.ERROR for severity, _ in told)


def stopped(told: Sequence[Told]) -> str:
    """Return why a build ends before the site changes."""
    return word("cli.stopped", errors=errors(told), warnings=len(told) - errors(told))


def refused(error: OSError, site: str) -> str:
    """Return why a build ends when the system refuses: a full disk, a folder that may not be written to."""
    values = (("file", str(error.filename or "")), ("reason", reason(error)))
    return render_text(Problem(Place(site), "publish-system", values))
