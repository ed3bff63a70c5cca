"""What MkDocs itself warns of during a build, which is told again as long as that build stands."""

import logging
from typing import TYPE_CHECKING

from congkhai.problems import Severity

if TYPE_CHECKING:
    from congkhai.site.freshness import Told

_MKDOCS = "mkdocs"


class Hearing(logging.Handler):
    """Listens to MkDocs from the start to the end of a build; `told` is what it warned of, our own words left out."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[Told] = []
        self._logger = logging.getLogger(_MKDOCS)
        heard: list[logging.Logger | logging.Handler] = [self._logger, *self._logger.handlers]
        self._levels = [(one, one.level) for one in heard]
        # Under `--quiet` MkDocs' logger drops warnings; here its handlers do, so that nothing more is printed.
        if (quiet := self._logger.level) > logging.WARNING:
            for handler in self._logger.handlers:
                handler.setLevel(max(quiet, handler.level))
            self._logger.setLevel(logging.WARNING)
        self._logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one warning."""
        if not record.name.startswith(f"{_MKDOCS}.plugins.congkhai"):
            severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
            self.told.append((str(severity), record.getMessage()))

    def end(self) -> None:
        """Listen no more."""
        self._logger.removeHandler(self)
        for one, level in self._levels:
            one.setLevel(level)
