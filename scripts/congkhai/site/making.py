"""What each file of the site was made from, so that what the last build made from the very same is not made twice."""

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

Stats = Mapping[str, list[int]]
"""Size and time of change of files, by their path."""


class Making:
    """The makings of one build, in digests by the name of a file; `ground` is what all files stand on.

    Without ground nothing is known of what a file stands on, and everything is made.
    """

    def __init__(self, ground: str, folder: Path, last: Mapping[str, str], stats: Stats) -> None:
        self.noted: dict[str, str] = {}
        self._ground = ground
        self._folder = str(folder)
        self._last = last
        self._stats = stats

    def stands(self, name: str, *parts: str) -> bool:
        """Note what a file is made from, and return whether that very file lies there, untouched since it was made."""
        if not self._ground:
            return False
        self.noted[name] = hashlib.blake2b("\0".join((self._ground, *parts)).encode(), digest_size=12).hexdigest()
        return self._last.get(name) == self.noted[name] and self._is_untouched(name)

    def _is_untouched(self, name: str) -> bool:
        path = f"{self._folder}/{name}".replace("/", os.sep)
        with suppress(OSError):
            found = os.stat(path, follow_symlinks=False)
            return self._stats.get(path) == [found.st_size, found.st_mtime_ns]
        return False
