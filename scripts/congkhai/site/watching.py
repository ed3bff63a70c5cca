"""How `mkdocs serve` watches folders of records: closely, and also what is made, or goes and comes back, while it runs."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# Of MkDocs' half a second between two looks at the folders, half would be lost after every edit. Ten thousand records take a look of 5 ms.
_BETWEEN_LOOKS = 0.2  # s


class Coming(FileSystemEventHandler):
    """Looks into a portal's folder for what comes and goes there, and has its server watch whatever is there.

    MkDocs can watch only what is there when it starts, and what goes it watches no longer, should it come back.
    """

    def __init__(self, server: "LiveReloadServer", root: Path, names: Sequence[str]) -> None:
        self._server = server
        self._watched = server._watched_paths  # noqa: SLF001 - the server tells it no other way
        self._watches = server._watch_refs  # noqa: SLF001 - as above
        self._places = {os.path.abspath(root / name) for name in names}  # noqa: PTH100 - as MkDocs writes them, without `..`

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Watch what has come, forget what has gone, and rebuild for both; which event told of it does not matter."""
        del event
        self._places |= self._watched.keys()
        for path in sorted(self._places):
            is_there = Path(path).exists()
            if path in self._watched and not (is_there and self._is_looked_at(path)):
                self._forget(path)
            if is_there and path not in self._watched:
                self._watch(path)

    def _is_looked_at(self, path: str) -> bool:
        """Return whether somebody still looks at a path: who found it gone for a moment looks no more."""
        watch = self._watches[path]
        return any(one.watch == watch and one.should_keep_running() for one in self._server.observer.emitters)

    def _forget(self, path: str) -> None:
        # `unwatch` takes only one of many calls back.
        del self._watched[path]
        self._server.observer.unschedule(self._watches.pop(path))
        self._ask_for_a_build()

    def _watch(self, path: str) -> None:
        try:
            self._server.watch(path)
        except OSError:
            # Gone again: its next coming is another event.
            del self._watched[path]
            return
        # Files may lie there already.
        self._ask_for_a_build()

    def _ask_for_a_build(self) -> None:
        with self._server._rebuild_cond:  # noqa: SLF001 - the server offers no other way
            self._server._want_rebuild = True  # noqa: SLF001 - as above
            self._server._rebuild_cond.notify_all()  # noqa: SLF001 - as above


def watch_closely(server: "LiveReloadServer", root: Path, names: Sequence[str]) -> None:
    """Look oftener than MkDocs does; watch folders of records as soon as they are made, and again when they come back."""
    server.observer._timeout = _BETWEEN_LOOKS  # noqa: SLF001 - holds for what is watched from now on; the observer takes it no other way
    server.observer.schedule(Coming(server, root, names), str(root), recursive=False)
