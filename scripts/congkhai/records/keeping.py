"""Dossiers read once: what a folder of unchanged files gave is taken as an earlier reading kept it."""

import hashlib
import io
import pickle
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import suppress
from typing import TypeVar

from congkhai.problems import Report
from congkhai.records.entry import Entry
from congkhai.sources.files import is_special
from congkhai.sources.folders import Dossier

Kept = MutableMapping[str, bytes]
"""What earlier readings gave, by the digest of the files that it was read from."""
T = TypeVar("T")
_ROOMS = ("congkhai.records.", "congkhai.sources.prose", "congkhai.problems")
_PLAIN = {("datetime", "date"), ("datetime", "time")}


class Readings:
    """What dossiers gave when they were read: alive for the next reading of this process, in `work` for the next process.

    Only a reading without any problem is kept: every other one has something to tell again. Without `work` nothing is.
    """

    def __init__(self, work: Kept | None = None) -> None:
        self._work = work
        self._alive: dict[str, object] = {}
        self._before: dict[str, object] = {}

    @property
    def work(self) -> Kept | None:
        """Return where work is kept for the next process, for others who read the same files."""
        return self._work

    def turn(self) -> None:
        """Begin another reading, and let go of what neither this nor the last one asked for."""
        self._before, self._alive = self._alive, {}

    def recall(self, folder: Dossier, names: Sequence[str], read: Callable[[Report], T], report: Report) -> T:
        """Return what `read` makes of the files `names` of a dossier, or what was kept of it."""
        key = _key(folder, names) if self._work is not None and not folder.misnamed else ""
        if self._work is None or not key:
            return read(report)
        found = self._alive.get(key) or self._before.get(key) or _unpickled(self._work.get(key))
        if found is None:
            own = Report()
            found = read(own)
            report.problems += own.problems
            # Of files that changed while they were read, the digest names others than what was read.
            if own.problems or _key(folder, names) != key:
                return found
            for entry in _entries(found):
                entry.digest  # noqa: B018 - worked out once, and kept with the entry
            self._work[key] = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
        self._alive[key] = found
        return found  # type: ignore[return-value]  # the key names what was read


def _entries(found: object) -> Iterator[Entry]:
    """Yield every record in what a dossier gave."""
    for part in found if isinstance(found, tuple) else ():
        yield from [part] if isinstance(part, Entry) else _entries(part)


def _unpickled(known: bytes | None) -> object:
    # Cut short, or none of ours: it is as good as none.
    with suppress(pickle.UnpicklingError, ValueError, EOFError, TypeError, AttributeError, ImportError, IndexError):
        return _Unpickler(io.BytesIO(known or b"")).load()
    return None


def _key(folder: Dossier, names: Sequence[str]) -> str:
    """Return a digest of a dossier's own files, empty when one of them cannot be read."""
    total = hashlib.sha256(folder.file.encode())
    for name in names:
        path, _ = folder.named(name)
        if is_special(path):
            return ""
        try:
            total.update(hashlib.sha256(path.read_bytes()).digest())
        except FileNotFoundError:
            total.update(bytes(hashlib.sha256().digest_size))
        except OSError:
            return ""
    return f"dossier-{total.hexdigest()}"


class _Unpickler(pickle.Unpickler):
    """Builds records and what they are made of, and nothing else, whatever a file asks for."""

    def find_class(self, module: str, name: str) -> type:
        found = super().find_class(module, name) if module.startswith(_ROOMS) or (module, name) in _PLAIN else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(module, name)
        return found
