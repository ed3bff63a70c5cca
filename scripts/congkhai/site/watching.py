"""How `mkdocs serve` watches folders of records: closely, and those too that are made while it runs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# Of MkDocs' half a second between two looks at the folders, half would be lost after every edit. Ten thousand records take a look of 5 ms.
_BETWEEN_LOOKS = 0.2  # s


class Growth(FileSystemEventHandler):
    """Waits in a portal's folder for folders that did not exist when MkDocs asked what to watch."""

    def __init__(self, root: Path, names: Sequence[str], found: Callable[[str], None]) -> None:
        self._absent = {name for name in names if not (root / name).is_dir()}
        self._root, self._found = root, found

    @property
    def is_waiting(self) -> bool:
        """Return whether any folder is still to come."""
        return bool(self._absent)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Hand over every folder that is there now; which event told of it does not matter."""
        del event
        for name in sorted(name for name in self._absent if (self._root / name).is_dir()):
            self._absent.discard(name)
            self._found(str(self._root / name))


def watch_closely(server: "LiveReloadServer", root: Path, names: Sequence[str]) -> None:
    """Look oftener than MkDocs does; watch folders of records as soon as they are made, and rebuild then: files may lie there already."""
    server.observer._timeout = _BETWEEN_LOOKS  # noqa: SLF001 - holds for what is watched from now on; the observer takes it no other way

    def found(folder: str) -> None:
        server.watch(folder)
        with server._rebuild_cond:  # noqa: SLF001 - the server offers no other way to ask for a build
            server._want_rebuild = True  # noqa: SLF001 - as above
            server._rebuild_cond.notify_all()  # noqa: SLF001 - as above

    growth = Growth(root, names, found)
    if growth.is_waiting:
        server.observer.schedule(growth, str(root), recursive=False)
