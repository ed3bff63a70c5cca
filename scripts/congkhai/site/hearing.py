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
        logging.getLogger(_MKDOCS).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one warning."""
        if not record.name.startswith(f"{_MKDOCS}.plugins.congkhai"):
            severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
            self.told.append((str(severity), record.getMessage()))

    def end(self) -> None:
        """Listen no more."""
        logging.getLogger(_MKDOCS).removeHandler(self)
