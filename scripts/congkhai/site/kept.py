"""Work of reading and of the search index kept from one build to the next, in a file that can be deleted at any time."""

import hashlib
import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

from congkhai.records.keeping import Readings
from congkhai.site.freshness import CACHE, make_cache, program

_TURNS = 8
"""Builds of one process after which work that nobody asked for is let go: most is that of a version that is no more."""
_CHECK = 8
"""Bytes beside each value that tell whether it is the one that was kept."""
_PATIENCE = 2
"""Seconds for which another build that is just keeping its own work is waited for."""


class KeptWork(MutableMapping[str, bytes]):
    """What an earlier build worked out, by the digest of what it was worked out from; what was not asked for goes.

    It lies in a file, because all of it would take more memory than the portal; new work lies beside it, seen by nobody, until
    it is saved. Where nothing can be kept, all is as good as none.
    """

    def __init__(self, folder: Path) -> None:
        self._asked: dict[str, int] = {}
        self._turn = 0
        # What is kept is read only by the very program and the Python that wrote it.
        self._file = folder / f"work-{program()[:10]}.sqlite"
        self._base = _opened(self._file)

    def __getitem__(self, key: str) -> bytes:
        """Return the work under a key."""
        self._asked[key] = self._turn
        for table in ("fresh", "work"):
            for value, proof in self._rows(f"SELECT value, proof FROM {table} WHERE key = ?", key):  # noqa: S608 - our own two names
                if isinstance(value, bytes) and proof == _check(value):
                    return value
        raise KeyError(key)

    def __setitem__(self, key: str, value: bytes) -> None:
        """Keep work under a key."""
        self._asked[key] = self._turn
        with suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO fresh VALUES (?, ?, ?)", (key, _check(value), value))

    def __delitem__(self, key: str) -> None:
        """Forget the work under a key."""
        if key not in self:
            raise KeyError(key)
        for table in ("fresh", "work"):
            self._rows(f"DELETE FROM {table} WHERE key = ?", key)  # noqa: S608 - our own two names

    def __contains__(self, key: object) -> bool:
        """Tell whether there is work under a key."""
        return bool(self._rows("SELECT 1 FROM fresh WHERE key = ?1 UNION SELECT 1 FROM work WHERE key = ?1", key))

    def __iter__(self) -> Iterator[str]:
        """Yield every key."""
        return (str(key) for (key,) in self._rows("SELECT key FROM fresh UNION SELECT key FROM work"))

    def __len__(self) -> int:
        """Return how many keys there are."""
        return sum(1 for _ in self)

    def save(self) -> None:
        """Keep what was asked for, and nothing of other versions of the program."""
        stale = [(key,) for key in {*self} - self._asked.keys()]
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute("INSERT OR REPLACE INTO work SELECT key, proof, value FROM fresh")
            self._base.executemany("DELETE FROM work WHERE key = ?", stale)
            self._base.execute("COMMIT")
            self._base.execute("DELETE FROM fresh")
        except sqlite3.Error:
            self._rows("ROLLBACK")
            return
        for other in self._file.parent.glob("work-*"):
            if not other.name.startswith(self._file.name):
                with suppress(OSError):
                    other.unlink()

    def turn(self) -> None:
        """Begin another build of the same process, and let go of what the last ones did not ask for."""
        self._turn += 1
        for key, asked in list(self._asked.items()):
            if self._turn - asked > _TURNS:
                self._rows("DELETE FROM fresh WHERE key = ?", key)
                del self._asked[key]

    def close(self) -> None:
        """Let go of the file: nobody asks for anything any more."""
        self._base.close()

    def _rows(self, asked: str, *values: object) -> list[tuple[object, ...]]:
        try:
            return self._base.execute(asked, values).fetchall()
        except sqlite3.Error:
            return []


def _check(value: bytes) -> bytes:
    """Return what tells whether a value is the one that was kept."""
    return hashlib.blake2b(value, digest_size=_CHECK).digest()


def _opened(file: Path) -> sqlite3.Connection:
    """Return the work in a file, in memory where there can be no such file; one that is damaged is begun anew."""
    for _ in range(2):
        try:
            make_cache(file.parent)
            return _connected(str(file))
        except (OSError, sqlite3.OperationalError):
            break
        except sqlite3.DatabaseError:
            with suppress(OSError):
                file.unlink(missing_ok=True)
    return _connected(":memory:")


def _connected(name: str) -> sqlite3.Connection:
    """Return the work under a name, and room for more.

    Raises sqlite3.OperationalError for what cannot be written, sqlite3.DatabaseError for what is damaged.
    """
    # `mkdocs serve` builds in one thread and answers in others. Nothing is locked from one statement to the next.
    base = sqlite3.connect(name, timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
    try:
        # Words that were taken back are not left behind in a corner of the file.
        base.execute("PRAGMA secure_delete = ON")
        if base.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError(name)
        base.execute("CREATE TABLE IF NOT EXISTS work (key TEXT PRIMARY KEY, proof BLOB NOT NULL, value BLOB NOT NULL)")
        base.execute("CREATE TEMP TABLE fresh (key TEXT PRIMARY KEY, proof BLOB NOT NULL, value BLOB NOT NULL)")
    except sqlite3.Error:
        base.close()
        raise
    return base


class Work:
    """What one process knows of earlier builds: records that are alive, and work in a folder that can be deleted."""

    def __init__(self, root: Path) -> None:
        """Take what earlier builds of the portal at `root` have left."""
        self.kept = KeptWork(root / CACHE)
        self.readings = Readings(self.kept)
        self.is_new = not self.kept

    def turn(self) -> None:
        """Begin another build of the same process."""
        self.kept.turn()
        self.readings.turn()
