"""The folder that an export goes to: written beside it, put in its place whole, and never over anything else."""

import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

# The list of what an export wrote, each file with the digest of its bytes.
LIST = ".congkhai-export"


def foreign_file(folder: Path) -> str | None:
    """Return the first file in `folder` that the last export did not write, or that was changed since; None if all are its own."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        return folder.name
    listed = folder / LIST
    lines = listed.read_text(encoding="utf-8", errors="replace").splitlines() if listed.is_file() else []
    known = {name: digest for digest, _, name in (written.partition("  ") for written in lines)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path == listed or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink() or known.get(name) != sha256(path.read_bytes()).hexdigest():
            return name
    return None


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Put `files` in the place of what an earlier export left in `folder`; return how many they are.

    They are written beside it first: if that fails, `folder` is as it was. Raises OSError.
    """
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        lines = list(_written(made, files))
        (made / LIST).write_text("".join(sorted(lines)), encoding="utf-8", newline="\n")
        made.chmod(0o755)
        _replace(target, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return len(lines)


def _written(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield f"{sha256(content).hexdigest()}  {name}\n"


def _replace(target: Path, made: Path) -> None:
    """Put the new folder in the place of the old one, which goes away only then."""
    old = made.with_name(f"{made.name}-cu")
    had_one = target.exists()
    if had_one:
        target.rename(old)
    try:
        made.rename(target)
    except OSError:
        if had_one:
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
