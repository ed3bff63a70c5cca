"""The output folder: what differs is written, what no build names any more is removed, the rest is left alone.

Nothing there changes before everything is made: what differs waits in a folder of its own and is moved in at the end,
file by file, or all at once where nothing was; what is no longer named goes last.
"""

import filecmp
import os
import shutil
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from congkhai.site.found import Found, Stats, find, stats
from congkhai.site.making import Making


class Output:
    """One build's way into its folder; `written` counts the files whose bytes changed.

    Who builds `alone` removes what interrupted builds have left beside the folder.
    """

    def __init__(self, folder: Path, making: Making | None = None, *, alone: bool = False) -> None:
        self._folder = folder = folder.resolve()
        self._making = making or Making("", {}, {})
        folder.parent.mkdir(parents=True, exist_ok=True)
        waiting = _waiting(folder, alone=alone)
        # Also when the process ends before the build does.
        self.abandon = weakref.finalize(self, _remove, waiting)
        # Inside the waiting folder, which others may not read.
        self._root = f"{waiting}/site"
        os.mkdir(self._root)
        self._is_first = not folder.exists()
        self._before = Found() if self._is_first else find(folder)
        self._links = tuple(self._before.links)
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
        if self._is_first or name.startswith(self._links) or not holds(f"{self._folder}/{name}", *parts):
            with open(self._place(name), "wb") as file:
                file.writelines(parts)
        else:
            self._changed.pop(name, None)

    def make(self, address: str, makings: Sequence[str], make: Callable[[], bytes]) -> None:
        """Make the file at an address, unless the last build made it from the very same; without makings, always."""
        name = address.lstrip("/")
        if makings and self._making.stands(name, self._before.files.get(name), *makings):
            self._changed.pop(self._name(address), None)
        else:
            self.write(address, make())

    def copy(self, address: str, source: Path) -> None:
        """Make a copy of a file at an address of the site, of whatever size it is."""
        name = self._name(address)
        if name.startswith(self._links) or not _same(self._folder / name, source):
            shutil.copyfile(source, self._place(name))
        else:
            self._changed.pop(name, None)

    @property
    def named(self) -> frozenset[str]:
        """Return the name of every file that this build has made."""
        return frozenset(self._named)

    @property
    def files(self) -> Stats:
        """Return what every file of a finished build was when it was made or found as it should be.

        What somebody does to one of them from then on shows, also when it can no longer be looked at.
        """
        known = self._before.files
        told = {name: known[name] for name in self._named - self._changed.keys() if name in known}
        for name in self._named - told.keys():
            with suppress(OSError):
                told[name] = stats(f"{self._folder}/{name}")
        return told

    def take(self, folder: Path) -> None:
        """Make copies of every file of another folder at the same places."""
        for name in find(folder).files:
            self.copy(name, folder / name)

    def finish(self) -> int:
        """Move in what differs, remove what this build did not name, and return how many files were removed."""
        if self._is_first:
            os.replace(self._root, self._folder)
            self.abandon()
            return 0
        for link in self._links:
            os.unlink(f"{self._folder}/{link}".rstrip("/"))
        for name in self._changed:
            _move(f"{self._root}/{name}", self._folder, name)
        self.abandon()
        return self._remove_stale()

    def _remove_stale(self) -> int:
        stale = [name for name in self._before.files.keys() - self._named if _is_left(f"{self._folder}/{name}")]
        # Where letters of either case are one, an old name may lead to a file that is named otherwise now.
        twins = {name.casefold(): name for name in self._named} if stale else {}
        for name in stale:
            twin = twins.get(name.casefold())
            if twin and (self._folder / twin).exists() and (self._folder / name).samefile(self._folder / twin):
                (self._folder / name).rename(self._folder / twin)
            else:
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


def _waiting(folder: Path, *, alone: bool) -> str:
    """Return a new folder from which files can be moved into `folder`: beside it, else hidden in it, as where it is mounted.

    Raises OSError when there is no such place.
    """
    beside, inside = folder.with_name(f".congkhai-{folder.name}"), folder / ".congkhai"
    try:
        return _tried(beside, folder, alone=alone)
    except OSError:
        if not folder.exists():
            raise
    return _tried(inside, folder, alone=alone)


def _tried(place: Path, folder: Path, *, alone: bool) -> str:
    if alone:
        shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, exist_ok=True)
    waiting = mkdtemp(dir=place)
    if folder.exists():
        # That files can be moved shows only when one is: a folder may be mounted from the very same disk.
        probe = Path(waiting, "probe")
        probe.touch()
        try:
            os.replace(probe, folder / ".congkhai-probe")
        except OSError:
            _remove(waiting)
            raise
        (folder / ".congkhai-probe").unlink()
    return waiting


def _remove(waiting: str) -> None:
    """Remove a waiting folder, and the folder around it unless another build waits there too."""
    shutil.rmtree(waiting, ignore_errors=True)
    with suppress(OSError):
        os.rmdir(os.path.dirname(waiting))


def _move(waiting: str, folder: Path, name: str) -> None:
    target = f"{folder}/{name}"
    try:
        os.replace(waiting, target)
    except OSError:
        # No folder there yet, or one of an earlier build in the file's place, or a file in a folder's.
        if os.path.isdir(target):
            shutil.rmtree(target)
        for parent in (folder / name).parents:
            if os.path.isfile(parent):
                os.unlink(parent)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(waiting, target)


def _is_left(path: str) -> bool:
    """Return whether a file still lies where one lay: moving in another may have put a folder there, or taken one away."""
    return os.path.lexists(path) and not os.path.isdir(path)


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
