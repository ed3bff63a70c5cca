"""The output folder: what differs is written, what no build names any more is removed, the rest is left alone."""

import filecmp
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


class Output:
    """One build's way into its folder; `written` counts the files whose bytes changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Whether a folder was there before this build; in a new one nothing can lie in the way.
        self._folders: dict[str, bool] = {}
        self._named: set[str] = set()
        self.written = 0

    def __contains__(self, address: str) -> bool:
        """Tell whether this build has written the file at an address."""
        return address.lstrip("/") in self._named

    def write(self, address: str, content: bytes) -> None:
        """Put a file at an address of the site; one that holds these bytes already is not touched."""
        target, is_new = self._named_at(address)
        if is_new or not _holds(target, content):
            with open(target, "wb") as file:
                file.write(content)
            self.written += 1

    def copy(self, address: str, source: Path) -> None:
        """Put a copy of a file at an address of the site, of whatever size it is."""
        target = Path(self._named_at(address)[0])
        if target.is_dir():
            shutil.rmtree(target)
        if not _same(target, source):
            shutil.copyfile(source, target)
            self.written += 1

    def take(self, folder: Path) -> None:
        """Put every file of another folder at the same place."""
        for name in _files(folder):
            self.copy(name, folder / name)

    def finish(self) -> int:
        """Remove what this build did not name, and return how many files these were."""
        stale = [name for name in _files(self._folder) if name not in self._named]
        for name in stale:
            (self._folder / name).unlink()
        left = {parent for name in stale for parent in Path(name).parents if parent.parts}
        # The deepest first, so that a folder of empty folders goes too.
        for folder in sorted(left, key=lambda path: len(path.parts), reverse=True):
            if not any((self._folder / folder).iterdir()):
                (self._folder / folder).rmdir()
        return len(stale)

    def _named_at(self, address: str) -> tuple[str, bool]:
        """Return the path of a file, and whether its folder is new."""
        name = address.lstrip("/")
        self._named.add(name)
        folder = f"{self._folder}/{name.rpartition('/')[0]}"
        if folder not in self._folders:
            self._folders[folder] = _make_folder(folder)
        return f"{self._folder}/{name}", self._folders[folder]


def _make_folder(folder: str) -> bool:
    """Make a folder, in place of the file that an earlier build may have put there; return whether it is new."""
    if os.path.isdir(folder):
        return False
    try:
        os.makedirs(folder)
    except (FileExistsError, NotADirectoryError):
        next(path for path in (Path(folder), *Path(folder).parents) if path.is_file()).unlink()
        os.makedirs(folder)
    return True


def _holds(target: str, content: bytes) -> bool:
    try:
        with open(target, "rb") as file:
            return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
    except FileNotFoundError:
        return False
    except OSError:
        # A folder of an earlier build lies where the file is to be; Windows calls that a lack of permission.
        if not Path(target).is_dir():
            raise
        shutil.rmtree(target)
        return False


def _same(target: Path, source: Path) -> bool:
    return target.is_file() and filecmp.cmp(target, source, shallow=False)


def _files(folder: Path) -> Iterator[str]:
    """Yield every file under a folder, relative to it; what is hidden at its top, such as .git, is its owner's."""
    for parent, folders, names in os.walk(folder):
        here = Path(parent).relative_to(folder).as_posix()
        if here == ".":
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (name for name in names if not name.startswith("."))
        else:
            yield from (f"{here}/{name}" for name in names)
