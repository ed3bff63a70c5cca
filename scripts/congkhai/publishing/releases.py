"""Releases of a site in a folder: each whole and unchanging, one of them shown by the link `current`.

A link is switched in one step, so that no reader ever meets half a site; Windows has no such step, and publishes elsewhere.
"""

import filecmp
import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from congkhai.register.refusal import Refusal

KEPT = 10
CURRENT = "current"
MANIFEST = "register/manifest"
_ABOUT = "release.json"
_SITE = "site"
_UNFINISHED = ".tmp"
_COMPRESSED = (".html", ".css", ".js", ".json", ".jsonld", ".xml", ".csv", ".ics", ".svg", ".txt")
# Below this a compressed file saves no packet.
_WORTH = 1000


@dataclass(frozen=True)
class Release:
    """One release: its name, how many entries the register had when it was made, and of which release its site is a copy.

    There is no size without a register, and a release that is no copy is its own `origin`.
    """

    folder: Path
    register_size: int | None
    origin: str

    @property
    def name(self) -> str:
        """Return the name of the release."""
        return self.folder.name

    @property
    def site(self) -> Path:
        """Return the folder of its site."""
        return self.folder / _SITE


class Releases:
    """The folder that a web server reads: `releases/` and the link `current`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._all = folder / "releases"

    def sweep(self) -> None:
        """Remove what an interrupted run left behind."""
        self._all.mkdir(parents=True, exist_ok=True)
        for path in (*self._all.glob(f"*{_UNFINISHED}"), *self.folder.glob(f".{CURRENT}*")):
            if path.is_dir() and not path.is_symlink():
                # MkDocs may still be at work there after our own process was killed; what it leaves is swept next time.
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()

    def begin(self, name: str) -> Path:
        """Return the folder in which a new release is made; its site is to be put into `site`.

        Raises Refusal when there is a release of this name.
        """
        if (self._all / name).exists():
            raise Refusal("publish-same-second", name=name)
        started = self._all / f"{name}{_UNFINISHED}"
        started.mkdir()
        return started

    def finish(self, started: Path, register_size: int | None, origin: str | None = None) -> Release:
        """Return the release made in a folder, safe on disk and shown to nobody yet; `origin` is what it is a copy of."""
        if (shown := self.shown) is not None:
            _keep_times(shown.site, started / _SITE)
        finished = started.with_name(started.name.removesuffix(_UNFINISHED))
        about = {"register_size": register_size, "origin": origin or finished.name}
        (started / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        _sync()
        started.rename(finished)
        return _read(finished)

    def show(self, release: Release) -> None:
        """Let `current` lead to a release from one moment to the next."""
        link = self.folder / f".{CURRENT}-{release.name}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / release.name / _SITE, target_is_directory=True)
        link.replace(self.folder / CURRENT)
        _sync()

    @property
    def shown(self) -> Release | None:
        """Return the release that readers see, None before the first."""
        link = self.folder / CURRENT
        return _read(link.resolve().parent) if link.is_symlink() and link.exists() else None

    def every(self) -> list[Release]:
        """Return every finished release, newest first."""
        found = (path.parent for path in self._all.glob(f"*/{_ABOUT}") if not path.parent.name.endswith(_UNFINISHED))
        return [_read(path) for path in sorted(found, reverse=True)]

    def earlier(self) -> list[Release]:
        """Return the releases that were shown before the one that is shown, newest first.

        After a return these are the ones before that which was returned to: what was left is not come back to.
        """
        shown = self.shown
        return [one for one in self.every() if shown is None or (one.name < shown.name and one.origin < shown.origin)]

    def thin_out(self, may_stay: Callable[[Release], bool]) -> None:
        """Remove all but the newest releases, and every one that may not stay; never the one that is shown."""
        shown = self.shown
        for place, release in enumerate(self.every()):
            if release != shown and (place >= KEPT or not may_stay(release)):
                shutil.rmtree(release.folder)


def pack(site: Path) -> None:
    """Lay a compressed copy beside every file that a server would have to compress for each reader."""
    for path in sorted(site.rglob("*")):
        if _is_packed(path) and path.is_file() and path.stat().st_size > _WORTH:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _is_packed(path: Path) -> bool:
    """Return whether a file is text that shrinks: by its kind, or as a bundle of a register's entries, which has none."""
    is_bundle = "tile/entries/" in path.as_posix() and path.name.isdigit()
    return is_bundle or path.suffix in _COMPRESSED


def _keep_times(before: Path, site: Path) -> None:
    """Give every file that has not changed the time that it had: a server makes its ETag of it, and readers keep the file."""
    for path in site.rglob("*"):
        old = before / path.relative_to(site)
        if path.is_file() and old.is_file() and filecmp.cmp(path, old, shallow=False):
            known = old.stat()
            os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


def manifest(site: Path) -> bytes:
    """Return the digest of every file of a site but the register's own, one a line as `sha256sum` writes it."""
    return "".join(f"{digest}  {name}\n" for name, digest in _digests(site)).encode()


def _digests(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*"), key=lambda path: path.relative_to(site).as_posix()):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith("register/"):
            yield name, sha256(path.read_bytes()).hexdigest()


def _read(folder: Path) -> Release:
    try:
        about = json.loads((folder / _ABOUT).read_bytes())
        # Releases of earlier versions of ours do not say what they are copies of.
        size, origin = about["register_size"], about.get("origin", folder.name)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refusal("publish-bad-release", folder=str(folder)) from error
    if not (size is None or type(size) is int) or not isinstance(origin, str):
        raise Refusal("publish-bad-release", folder=str(folder))
    return Release(folder, size, origin)


def _sync() -> None:
    # All at once: asked file by file, a disk needs minutes for a large site.
    if hasattr(os, "sync"):
        os.sync()
