"""The output folder: what differs is written, what no build names any more is removed, the rest is left alone.

Nothing there changes before everything is made: what differs waits in a folder of its own and is moved in at the end,
file by file, or all at once where nothing was.
"""

import filecmp
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from congkhai.site.making import Making


class Output:
    """One build's way into its folder; `written` counts the files whose bytes changed."""

    def __init__(self, folder: Path, making: Making | None = None) -> None:
        self._folder = folder
        self._making = making or Making("", folder, {}, {})
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Beside the folder, so that moving a file is no copying; inside the temporary one, which others may not read.
        self._waiting = TemporaryDirectory(prefix=".congkhai-", dir=folder.parent)
        self._root = f"{self._waiting.name}/site"
        os.mkdir(self._root)
        self._is_first = not os.path.lexists(folder)
        self._folders: set[str] = set()
        self._changed: dict[str, None] = {}
        self._named: set[str] = set()

    @property
    def written(self) -> int:
        """Return how many files are new or have changed."""
        return len(self._changed)

    def write(self, address: str, *parts: bytes) -> None:
        """Make the file at an address of the site; one that holds these bytes already is left alone."""
        name = self._name(address)
        if self._is_first or not holds(f"{self._folder}/{name}", *parts):
            with open(self._place(name), "wb") as file:
                file.writelines(parts)

    def make(self, address: str, makings: Sequence[str], make: Callable[[], bytes]) -> None:
        """Make the file at an address, unless the last build made it from the very same; without makings, always."""
        if makings and self._making.stands(address.lstrip("/"), *makings):
            self._name(address)
        else:
            self.write(address, make())

    def copy(self, address: str, source: Path) -> None:
        """Make a copy of a file at an address of the site, of whatever size it is."""
        name = self._name(address)
        if not _same(self._folder / name, source):
            shutil.copyfile(source, self._place(name))

    @property
    def named(self) -> frozenset[str]:
        """Return the name of every file that this build has made."""
        return frozenset(self._named)

    def take(self, folder: Path) -> None:
        """Make copies of every file of another folder at the same places."""
        for name in _files(folder):
            self.copy(name, folder / name)

    def finish(self) -> int:
        """Remove what this build did not name, move in what differs, and return how many files were removed."""
        with self._waiting:
            if self._is_first:
                os.replace(self._root, self._folder)
                return 0
            stale = self._remove_stale()
            for name in self._changed:
                _move(f"{self._root}/{name}", f"{self._folder}/{name}")
            return stale

    def _remove_stale(self) -> int:
        stale = [name for name in _files(self._folder) if name not in self._named]
        for name in stale:
            (self._folder / name).unlink()
        left = {parent for name in stale for parent in Path(name).parents if parent.parts}
        # The deepest first, so that a folder of empty folders goes too.
        for folder in sorted(left, key=lambda path: len(path.parts), reverse=True):
            if not any((self._folder / folder).iterdir()):
                (self._folder / folder).rmdir()
        return len(stale)

    def _name(self, address: str) -> str:
        name = address.lstrip("/")
        self._named.add(name)
        return name

    def _place(self, name: str) -> str:
        self._changed[name] = None
        place = f"{self._root}/{name}"
        parent = place.rpartition("/")[0]
        if parent not in self._folders:
            os.makedirs(parent, exist_ok=True)
            self._folders.add(parent)
        return place


def _move(waiting: str, target: str) -> None:
    try:
        os.replace(waiting, target)
    except OSError:
        # No folder there yet, or one of an earlier build in the file's place.
        if os.path.isdir(target):
            shutil.rmtree(target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(waiting, target)


def holds(target: str, *parts: bytes) -> bool:
    """Return whether a file lies at `target` and has these bytes."""
    try:
        with open(target, "rb") as file:
            size = sum(map(len, parts))
            return os.fstat(file.fileno()).st_size == size and all(file.read(len(part)) == part for part in parts)
    except OSError:
        # Nothing there, or a folder of an earlier build; Windows calls that a lack of permission.
        return False


def _same(target: Path, source: Path) -> bool:
    return target.is_file() and filecmp.cmp(target, source, shallow=False)


def _files(folder: Path) -> Iterator[str]:
    """Yield every file under a folder, relative to it; what is hidden at its top, such as .git, is its owner's."""
    with os.scandir(folder) as found:
        for entry in found:
            if not entry.name.startswith("."):
                yield from _below(entry, "")


def _below(entry: os.DirEntry[str], before: str) -> Iterator[str]:
    name = f"{before}{entry.name}"
    if not entry.is_dir(follow_symlinks=False):
        yield name
        return
    with os.scandir(entry) as found:
        for one in found:
            yield from _below(one, f"{name}/")
