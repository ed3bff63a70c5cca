"""Drafts into files: all of them or none, beside first and then in place, never over what somebody else wrote meanwhile."""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Draft:
    """What a file is to hold, and what it held when that was decided: None while there is no such file."""

    path: Path
    content: bytes
    before: bytes | None = None

    @classmethod
    def over(cls, path: Path, content: bytes) -> "Draft":
        """Return a draft that takes the place of whatever stands there now."""
        return cls(path, content, path.read_bytes() if path.exists() else None)

    @property
    def beside(self) -> Path:
        """Return where the content waits; a name that begins with a point is no record to any reader."""
        return self.path.with_name(f".{self.path.name}.new")

    @property
    def is_stale(self) -> bool:
        """Return whether the file is no longer what it was."""
        return (self.path.read_bytes() if self.path.exists() else None) != self.before


def file_all(drafts: Sequence[Draft]) -> Path | None:
    """Write every draft; return the file that changed meanwhile, if one did: then nothing is written.

    Raises OSError when the system refuses; every file is then what it was before.
    """
    made = _made_folders(drafts)
    done: list[Draft] = []
    try:
        for draft in drafts:
            draft.beside.write_bytes(draft.content)
            if draft.path.exists():
                shutil.copymode(draft.path, draft.beside)
        stale = next((draft.path for draft in drafts if draft.is_stale), None)
        for draft in drafts if stale is None else ():
            draft.beside.replace(draft.path)
            done.append(draft)
    except OSError:
        _undo(done)
        raise
    else:
        return stale
    finally:
        for draft in drafts:
            with suppress(OSError):
                draft.beside.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()  # refused while it holds anything


def _made_folders(drafts: Iterable[Draft]) -> list[Path]:
    made: list[Path] = []
    for draft in drafts:
        missing = [folder for folder in (draft.path.parent, *draft.path.parent.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            made.append(folder)
    return made


def _undo(done: Iterable[Draft]) -> None:
    for draft in done:
        with suppress(OSError):
            if draft.before is None:
                draft.path.unlink()
            else:
                draft.path.write_bytes(draft.before)
