"""The machine and the folder as `doctor` looks at them: gathered once, so that the examination itself asks nobody."""

import importlib.metadata
import locale
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# Packages by what they are for; each is named as it is installed.
CORE = ("mkdocs", "mkdocs-material")
EXTRAS: Mapping[str, Sequence[str]] = {
    "desk": ("python-docx", "openpyxl", "pikepdf", "pillow"),
    "pdf": ("typst", "segno"),
    "stamp": ("rfc3161-client",),
}
_GIT_KEYS = ("core.autocrlf", "core.quotepath", "core.precomposeunicode", "core.longpaths", "user.name", "user.email")
_UNSEEN = {".git", ".venv", "site", "register", "__pycache__"}
_SECONDS = 10


@dataclass(frozen=True)
class System:
    """What there is: the machine, its Git, and the names, times and texts of a portal's folder; None where nobody can tell."""

    platform: str
    python: tuple[int, int, int]
    packages: Mapping[str, str | None]
    utf8: bool
    console: str
    locale: str
    now: int
    epoch: str = ""
    git: Mapping[str, str] | None = None
    is_repository: bool = False
    committed: int | None = None
    long_paths: bool | None = None
    folder: str = ""
    names: Sequence[str] = ()
    newest: int = 0
    newest_name: str = ""
    attributes: str | None = None
    site_url: str = ""
    wants_pdf: bool = False
    has_register: bool = False
    key: str = ""
    has_key: bool = False
    extras: Mapping[str, Sequence[str]] = field(default_factory=lambda: EXTRAS)


def look(root: Path, now: int, key: Path, site_url: str, *, wants_pdf: bool) -> System:
    """Return the machine that this runs on and the portal at `root`; `key` is where the key of its register is looked for."""
    names = sorted(_names(root, root))
    newest = max(((_changed(root / name), name) for name in names), default=(0, ""))
    attributes = root / ".gitattributes"
    git = _git(root, "config", "--list", "--null")
    return System(
        platform=sys.platform,
        python=(sys.version_info.major, sys.version_info.minor, sys.version_info.micro),
        packages={name: _version(name) for name in (*CORE, *(one for group in EXTRAS.values() for one in group))},
        utf8=bool(sys.flags.utf8_mode),
        console=str(getattr(sys.__stdout__, "encoding", "") or ""),
        locale=locale.getpreferredencoding(False),  # noqa: FBT003 - positional only
        now=now,
        epoch=os.environ.get("SOURCE_DATE_EPOCH", ""),
        git=None if git is None else _settings(git),
        is_repository=_git(root, "rev-parse", "--git-dir") not in {None, ""},
        committed=_number(_git(root, "log", "-1", "--format=%ct")),
        long_paths=_long_paths(),
        folder=str(root.resolve()),
        names=names,
        newest=newest[0],
        newest_name=newest[1],
        attributes=attributes.read_text(encoding="utf-8", errors="replace") if attributes.is_file() else None,
        site_url=site_url,
        wants_pdf=wants_pdf,
        has_register=(root / "register").is_dir(),
        key=str(key),
        has_key=key.is_file(),
    )


def _names(folder: Path, root: Path) -> Iterator[str]:
    """Yield the path of every file and folder of a portal, from its root; what cannot be read is passed over."""
    with suppress(OSError):
        for entry in sorted(folder.iterdir()):
            if entry.name in _UNSEEN or entry.is_symlink():
                continue
            yield entry.relative_to(root).as_posix() + ("/" if entry.is_dir() else "")
            if entry.is_dir():
                yield from _names(entry, root)


def _changed(path: Path) -> int:
    with suppress(OSError):
        return int(path.stat().st_mtime)
    return 0


def _version(name: str) -> str | None:
    with suppress(importlib.metadata.PackageNotFoundError):
        return importlib.metadata.version(name)
    return None


def _git(root: Path, *arguments: str) -> str | None:
    """Return what Git prints, an empty string where it refuses, None where there is no Git."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            ["git", *arguments],  # noqa: S607 - the one on the path, as the clerk has it
            cwd=root,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip("\n") if done.returncode == 0 else ""


def _settings(listed: str) -> dict[str, str]:
    """Return the settings of Git that matter here, the last word on each."""
    pairs = (entry.partition("\n") for entry in listed.split("\0"))
    return {key.lower(): value for key, _, value in pairs if key.lower() in _GIT_KEYS}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _long_paths() -> bool | None:
    """Return whether Windows allows paths over 260 letters; None on any other system, or where it does not say."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 - there is none elsewhere

    with (
        suppress(OSError),
        winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key,
    ):
        return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    return None
