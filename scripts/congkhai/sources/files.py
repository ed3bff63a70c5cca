"""A file that a record names: where it lies, how large it is, its digest and pages, and why it cannot be read."""

import errno
import hashlib
import logging
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from congkhai.problems import Place, Report

# Its remarks on a file's inner faults are no author's business.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# Why the system refuses a file, as far as an author can do something about it.
_REASONS = {
    errno.ENOENT: "vanished-file",
    errno.EACCES: "locked-file",
    errno.EPERM: "locked-file",
    errno.EISDIR: "folder-for-file",
}


@dataclass(frozen=True)
class StoredFile:
    """A file on disk, read only when asked."""

    path: Path

    @property
    def size(self) -> int:
        """Return the size in bytes."""
        return self.path.stat().st_size

    @property
    def head(self) -> bytes:
        """Return the first 16 bytes, which tell the kind of file."""
        with self.path.open("rb") as stream:
            return stream.read(16)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the exact bytes, in lower-case hexadecimal."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    @cached_property
    def pages(self) -> int | None:
        """Return how many pages a PDF has; None for any other file and for a damaged one."""
        if not self.head.startswith(b"%PDF-"):
            return None
        with self.path.open("rb") as stream:
            return page_count(stream)


def page_count(pdf: BinaryIO) -> int | None:
    """Return how many pages a PDF has; None when it is damaged or locked."""
    from pypdf import PdfReader  # noqa: PLC0415 - takes a tenth of a second to load, which most builds have no need of

    try:
        return PdfReader(pdf).get_num_pages() or None
    except Exception:  # noqa: BLE001 - a damaged file may fail anywhere in the reader, and what follows does not need it
        return None


def is_special(path: Path) -> bool:
    """Return whether a pipe, a socket or a device lies at a path: whoever reads it may wait for ever."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def is_there(path: Path) -> bool:
    """Return whether something lies at a path, also where the system refuses to look: whoever reads it tells that."""
    try:
        path.stat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def tell_unreadable(error: OSError, place: Place, report: Report) -> None:
    """Report a file that the system refuses, in the author's language where its reason is a common one."""
    slug = _REASONS.get(error.errno or 0)
    if slug is None:
        report.add("unreadable-file", place, reason=errno.errorcode.get(error.errno or 0, type(error).__name__))
    else:
        report.add(slug, place)
