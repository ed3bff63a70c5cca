"""The publication register of the portal whose pages are made, where there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from congkhai.problems import Place, Report
from congkhai.register import serving
from congkhai.register.log import Log, open_log
from congkhai.register.names import Registered
from congkhai.register.presence import is_there
from congkhai.register.refusal import Refusal
from congkhai.register.state import Version
from congkhai.views import addresses
from congkhai.views.registration import newest_of

FOLDER = "register"


@dataclass(frozen=True)
class Publication:
    """A register that holds: its log, what it names, its last entries, newest first, and by address what is served of it."""

    log: Log
    registered: Registered
    newest: Sequence[Version]
    files: Mapping[str, bytes]


def read_publication(root: Path, report: Report) -> Publication | None:
    """Return the register in a portal's folder, None when there is none; report one that is damaged."""
    folder = root / FOLDER
    try:
        if not is_there(folder):
            return None
        log = open_log(folder)
        # Read to the last file before anything is written: what is missing is told, and does not end a build half way.
        files = {f"{addresses.REGISTER_FILES}{name}": content for name, content in serving.files(folder, log)}
        return Publication(log, Registered.read(log), newest_of(log.leaves()), files)
    except Refusal as refusal:
        file = refusal.values.get("file")
        report.add(refusal.slug, Place(f"{FOLDER}/{file}" if file else FOLDER), **refusal.values)
        return None
