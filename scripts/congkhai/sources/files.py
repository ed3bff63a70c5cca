"""A file that a record names: where it lies, how large it is, and its digest."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


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
