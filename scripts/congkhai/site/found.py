"""What lies in an output folder: looked at once, before anything there changes."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

Stats = Mapping[str, list[int]]
"""Size and time of change of files, by their name in the folder."""


@dataclass(frozen=True)
class Found:
    """The files of a folder, and by name, with a slash, the links to other folders: what lies behind one is not ours."""

    files: dict[str, list[int]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)


def find(folder: Path) -> Found:
    """Return what lies in a folder, nothing where there is none; what is hidden at its top, such as .git, is its owner's."""
    found = Found()
    _look(found, str(folder), "")
    return found


def stats(path: str) -> list[int]:
    """Return size and time of change of a file, as `find` tells them."""
    return _told(os.stat(path, follow_symlinks=False))


def _look(found: Found, folder: str, before: str) -> None:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            name = f"{before}{entry.name}"
            if name.startswith("."):
                continue
            if not entry.is_dir():
                found.files[name] = _told(entry.stat(follow_symlinks=False))
            elif _leads_elsewhere(entry):
                found.links.append(f"{name}/")
            else:
                _look(found, entry.path, f"{name}/")


def _told(found: os.stat_result) -> list[int]:
    return [found.st_size, found.st_mtime_ns]


def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a link, on Windows of either kind."""
    return entry.is_symlink() or bool(
        os.name == "nt" and getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    )
