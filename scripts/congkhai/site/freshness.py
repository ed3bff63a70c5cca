"""Whether the last build still stands: the same inputs, the same program, the same day, and its output untouched.

A cache only: without `.cache/congkhai/` everything is built again, to the same bytes.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from congkhai import __version__

_FOLDER = ".cache/congkhai"
_RECORDS = ("plans", "conclusions")
# What a page's bytes depend on besides the records and this package.
_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "jinja2",
    "markdown",
    "nh3",
    "pydantic",
    "pypdf",
    "icalendar",
    "typst",
    "segno",
)
# Settings from elsewhere than mkdocs.yml, which cannot be seen in it.
_FROM_ELSEWHERE = (b"INHERIT", b"!ENV")


class LastBuild:
    """What the last build was made from and what it wrote, kept in a folder that can be deleted at any time."""

    def __init__(self, config: MkDocsConfig, day: str) -> None:
        root = Path(config.config_file_path).parent
        self._kept = root / _FOLDER / "last-build.json"
        self._site = Path(config.site_dir)
        self._inputs = _digest(config, root, day) if _is_ours_alone(config) else ""

    def stands(self) -> bool:
        """Return whether a new build would write the very bytes that lie there."""
        try:
            kept = json.loads(self._kept.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(self._inputs) and kept == {"inputs": self._inputs, "files": dict(_stats(self._site))}

    def forget(self) -> None:
        """Forget the last build: its output is about to change."""
        self._kept.unlink(missing_ok=True)

    def keep(self) -> None:
        """Remember this build; where nothing can be written, the next one is made from nothing."""
        if not self._inputs:
            return
        with suppress(OSError):
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            # A ward's repository need not know of this folder.
            (self._kept.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            text = json.dumps({"inputs": self._inputs, "files": dict(_stats(self._site))})
            self._kept.write_text(text, encoding="utf-8")


def _is_ours_alone(config: MkDocsConfig) -> bool:
    """Return whether no other plugin or hook has a part in the pages."""
    settings = Path(config.config_file_path).read_bytes()
    return list(config.plugins) == ["congkhai"] and not config.hooks and not any(m in settings for m in _FROM_ELSEWHERE)


def _digest(config: MkDocsConfig, root: Path, day: str) -> str:
    own = [Path(str(files("congkhai"))), Path(str(files("congkhai.theme")))]
    given = [Path(config.docs_dir), *(root / name for name in _RECORDS), *_custom(config)]
    settings = (config.site_dir, config.site_url, config.strict, config.use_directory_urls, config.theme.name)
    total = hashlib.blake2b(repr((__version__, day, settings, [_version(name) for name in _PACKAGES])).encode())
    total.update(Path(config.config_file_path).read_bytes())
    for folder in own:
        total.update(repr(sorted(_stats(folder))).encode())
    for part in _contents(given):
        total.update(part)
    return total.hexdigest()


def _custom(config: MkDocsConfig) -> list[Path]:
    return [Path(config.theme.custom_dir)] if config.theme.custom_dir else []


def _contents(folders: Iterable[Path]) -> Iterator[bytes]:
    """Yield the name and the digest of every file, so that no two sets of files look alike."""
    for folder in folders:
        for entry in sorted(_walk(str(folder)), key=lambda entry: entry.path):
            yield f"{entry.path}\0".encode(errors="surrogateescape")
            with suppress(OSError):
                yield hashlib.blake2b(Path(entry.path).read_bytes()).digest()


def _stats(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Yield the path, size and time of change of every file."""
    for entry in _walk(str(folder)):
        found = entry.stat()
        yield entry.path, [found.st_size, found.st_mtime_ns]


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry
            elif entry.name != "__pycache__":
                yield from _walk(entry.path)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
