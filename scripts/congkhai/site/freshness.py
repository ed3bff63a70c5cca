"""Whether the last build still stands: the same inputs, the same program, the same day, and its output untouched.

A cache only: without `.cache/congkhai/` everything is built again, to the same bytes.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from congkhai import __version__
from congkhai.site.found import Stats, find
from congkhai.site.making import Making

Told = tuple[str, str]
CACHE = ".cache/congkhai"
RECORDS = ("plans", "conclusions")
_INDEX = "index.html"
# What a page's bytes depend on besides the records and this package.
_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "jinja2",
    "markdown",
    "nh3",
    "pydantic",
    "pypdf",
    "pyyaml",
    "icalendar",
    "typst",
    "segno",
)
_COMPILED = "__pycache__"
# Settings from elsewhere than mkdocs.yml, which cannot be seen in it.
_FROM_ELSEWHERE = (b"INHERIT", b"!ENV")


class LastBuild:
    """What the last build was made from, wrote and told, kept in a folder that can be deleted at any time."""

    def __init__(self, config: MkDocsConfig, day: str) -> None:
        self._config, self._day = config, day
        self._kept = Path(config.config_file_path).parent / CACHE / "last-build.json"
        self._site = Path(config.site_dir)
        self._ground, self._inputs = self._made_from()
        self._touched = self._last_touched()
        self._last: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            last = json.loads(self._kept.read_text(encoding="utf-8"))
            # Anything else is none of ours.
            self._last = last if isinstance(last, dict) else {}

    def standing(self) -> list[Told] | None:
        """Return what the last build told, if a new one would write the very bytes that lie there; else None."""
        if not self._inputs or self._last.get("inputs") != self._inputs:
            return None
        with suppress(OSError):
            found = find(self._site)
            if self._last.get("files") == found.files and not found.links:
                return [(severity, text) for severity, text in self._last["told"]]
        return None

    def making(self) -> Making:
        """Return what the files of the last build were made from, for those of a new one to be held against."""
        return Making(self._ground, self._known("made"), self._known("files"))

    @property
    def pages(self) -> set[str]:
        """Return the address of every page of the last build, none when nothing is known of it."""
        return {f"/{name.removesuffix(_INDEX)}" for name in self._known("files") if name.endswith(_INDEX)}

    def forget(self) -> None:
        """Forget the last build: its output is about to change."""
        with suppress(OSError):
            self._kept.unlink(missing_ok=True)

    def keep(self, told: Sequence[Told], made: Mapping[str, str], files: Stats) -> None:
        """Remember this build, its files and what it told; where nothing can be written, the next one is made from nothing."""
        # Of what was saved while it was read nobody knows how much the site shows, though it be as it was again.
        before = (self._ground, self._inputs, self._touched)
        if not self._inputs or (*self._made_from(), self._last_touched()) != before:
            return
        with suppress(OSError):
            make_cache(self._kept.parent)
            kept = {"inputs": self._inputs, "files": files, "told": told, "made": made}
            self._kept.write_text(json.dumps(kept), encoding="utf-8")

    def _known(self, key: str) -> dict[str, Any]:
        return found if isinstance(found := self._last.get(key), dict) else {}

    def _made_from(self) -> tuple[str, str]:
        """Return a digest of what all pages stand on, and one of all inputs; both empty if there is no relying on them."""
        config, root = self._config, Path(self._config.config_file_path).parent
        # What cannot be read, such as a link that leads nowhere, is no input to rely on.
        with suppress(OSError):
            if _is_ours_alone(config):
                ground = _ground(config, root)
                return ground, _digest(config, root, f"{ground} {self._day}")
        return "", ""

    def _last_touched(self) -> list[tuple[str, list[int]]]:
        """Return when each file that is read was last saved."""
        root = Path(self._config.config_file_path).parent
        with suppress(OSError):
            settings = [(str(path), [path.stat().st_mtime_ns]) for path in _settings(self._config, root)]
            return settings + sorted(found for folder in _inputs(self._config, root) for found in _stats(folder))
        return []


def make_cache(folder: Path) -> None:
    """Make the folder of what is kept, of which a ward's repository need not know."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def program() -> str:
    """Return what the program is: its version, its files, and the packages that it stands on."""
    versions = (sys.version, __version__, *(_version(name) for name in _PACKAGES))
    stats = (_stats(Path(str(files(name)))) for name in ("congkhai", "congkhai.theme"))
    own = [sorted(one for one in found if _COMPILED not in Path(one[0]).parts) for found in stats]
    return hashlib.blake2b(repr((versions, own)).encode()).hexdigest()


def _is_ours_alone(config: MkDocsConfig) -> bool:
    """Return whether no other plugin or hook has a part in the pages."""
    settings = Path(config.config_file_path).read_bytes()
    return list(config.plugins) == ["congkhai"] and not config.hooks and not any(m in settings for m in _FROM_ELSEWHERE)


def _ground(config: MkDocsConfig, root: Path) -> str:
    """Return a digest of what all pages stand on: the settings, the theme, the program."""
    settings = (config.site_dir, config.site_url, config.strict, config.use_directory_urls, config.theme.name)
    total = hashlib.blake2b(repr((settings, program())).encode())
    for path in _settings(config, root):
        total.update(path.read_bytes())
    for part in _contents(_custom(config)):
        total.update(part)
    return total.hexdigest()


def _digest(config: MkDocsConfig, root: Path, ground: str) -> str:
    total = hashlib.blake2b(ground.encode())
    for part in _contents(_inputs(config, root)):
        total.update(part)
    return total.hexdigest()


def _settings(config: MkDocsConfig, root: Path) -> list[Path]:
    # Settings of ours are read from mkdocs.yml, whatever file MkDocs was told to read.
    return sorted({Path(config.config_file_path), root / "mkdocs.yml"})


def _inputs(config: MkDocsConfig, root: Path) -> list[Path]:
    # Prose is read from `content/`, whatever folder MkDocs was told to read.
    return [*{Path(config.docs_dir): 0, root / "content": 0}, *(root / name for name in (*RECORDS, "register"))]


def _custom(config: MkDocsConfig) -> list[Path]:
    return [Path(config.theme.custom_dir)] if config.theme.custom_dir else []


def _contents(folders: Iterable[Path]) -> Iterator[bytes]:
    """Yield the name of every folder, the name and the digest of every file, so that no two sets of them look alike."""
    for folder in folders:
        if folder.is_dir():
            yield f"{folder}/".encode(errors="surrogateescape")
        for entry in sorted(_walk(str(folder)), key=lambda entry: entry.path):
            if entry.is_dir(follow_symlinks=False):
                # A dossier without a file is one that lacks its record.
                yield f"{entry.path}/".encode(errors="surrogateescape")
                continue
            if not entry.is_file():
                # Whoever opens a pipe may wait for ever.
                raise FileNotFoundError(entry.path)
            yield f"{entry.path}\0".encode(errors="surrogateescape")
            yield hashlib.blake2b(Path(entry.path).read_bytes()).digest()


def _stats(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Yield the path, size and time of change of every file."""
    for entry in _walk(str(folder)):
        if not entry.is_dir(follow_symlinks=False):
            found = entry.stat(follow_symlinks=False)
            yield entry.path, [found.st_size, found.st_mtime_ns]


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
