"""Work of reading and of the search index kept from one build to the next, in a file that can be deleted at any time."""

import marshal
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

from congkhai.records.keeping import Readings
from congkhai.site.freshness import CACHE, make_cache, program
from congkhai.site.templates import Compiled

# What is kept is read only by the Python that wrote it.
_NAME = f"work-{sys.implementation.cache_tag}.bin"
_TURNS = 8
"""Builds of one process after which work that nobody asked for is let go: most is that of a version that is no more."""


class KeptWork(MutableMapping[str, bytes]):
    """What an earlier build worked out, by the digest of what it was worked out from; what was not asked for goes."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _NAME
        self._program = program()
        self._asked: dict[str, int] = {}
        self._turn = 0
        self._work: dict[str, bytes] = {}
        # A file that was cut short, or is none of ours, is as good as none.
        with suppress(OSError, ValueError, EOFError, TypeError, KeyError), self._file.open("rb") as file:
            about = marshal.load(file)  # noqa: S302 - it builds plain values and runs nothing
            if about["program"] == self._program:
                self._work = dict(marshal.load(file) for _ in range(about["count"]))  # noqa: S302 - the same

    def __getitem__(self, key: str) -> bytes:
        """Return the work under a key."""
        self._asked[key] = self._turn
        return self._work[key]

    def __setitem__(self, key: str, value: bytes) -> None:
        """Keep work under a key."""
        self._asked[key] = self._turn
        self._work[key] = value

    def __delitem__(self, key: str) -> None:
        """Forget the work under a key."""
        del self._work[key]

    def __iter__(self) -> Iterator[str]:
        """Yield every key."""
        return iter(self._work)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._work)

    def save(self) -> None:
        """Write what was asked for; where nothing can be written, the next build works it out again."""
        used = sorted(self._asked.keys() & self._work.keys())
        with suppress(OSError):
            make_cache(self._file.parent)
            with self._file.open("wb") as file:
                marshal.dump({"program": self._program, "count": len(used)}, file)
                for key in used:
                    marshal.dump((key, self._work[key]), file)

    def turn(self) -> None:
        """Begin another build of the same process, and let go of what the last ones did not ask for."""
        self._turn += 1
        for key, asked in list(self._asked.items()):
            if self._turn - asked > _TURNS:
                self._work.pop(key, None)
                del self._asked[key]

    def release(self) -> None:
        """Let go of all work: nobody asks for it any more."""
        self._work.clear()


class Work:
    """What one process knows of earlier builds: records that are alive, templates, and work in a folder that can be deleted."""

    def __init__(self, root: Path) -> None:
        """Take what earlier builds of the portal at `root` have left."""
        self.kept = KeptWork(root / CACHE)
        self.readings = Readings(self.kept)
        self.compiled = Compiled()
        self.is_new = not self.kept

    def turn(self) -> None:
        """Begin another build of the same process."""
        self.kept.turn()
        self.readings.turn()
