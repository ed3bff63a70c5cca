"""The publication register of the portal that is built, where there is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from congkhai.problems import Place, Report
from congkhai.register import serving
from congkhai.register.log import CHECKPOINT, Log, open_log
from congkhai.register.names import Registered
from congkhai.register.refusal import Refusal
from congkhai.register.state import Version
from congkhai.views import addresses
from congkhai.views.registration import newest_of

FOLDER = "register"


@dataclass(frozen=True)
class Publication:
    """A register whose signed head holds: its log, what it names, and its last entries, newest first."""

    folder: Path
    log: Log
    registered: Registered
    newest: Sequence[Version]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield address and bytes of every file of the register that is served."""
        for name, content in serving.files(self.folder, self.log):
            yield f"{addresses.REGISTER_FILES}{name}", content


def read_publication(root: Path, report: Report) -> Publication | None:
    """Return the register in a portal's folder, None when there is none; report one that is damaged."""
    folder = root / FOLDER
    if not (folder / CHECKPOINT).exists():
        return None
    try:
        log = open_log(folder)
        if log.root() == log.checkpoint.root:
            return Publication(folder, log, Registered.read(log), newest_of(log.leaves()))
        report.add("register-wrong-root", Place(FOLDER))
    except Refusal as refusal:
        report.add(refusal.slug, Place(FOLDER), **refusal.values)
    return None
