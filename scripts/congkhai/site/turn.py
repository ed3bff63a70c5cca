"""One build of a portal at a time: two of them would each take away what the other writes."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from congkhai.site.freshness import make_cache

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Turn:
    """The right to build the portal whose work is kept in `folder`; the system takes it back when a process dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: BaseFileLock | None = None

    def take(self, wait: Callable[[], None]) -> bool:
        """Take the turn, and return whether another build had it first; `wait` tells that one is waited for.

        Where no file can be locked everybody has it.
        """
        # A tenth of a second to load, which a build that has nothing to do need not pay.
        from filelock import FileLock, Timeout  # noqa: PLC0415

        with suppress(OSError, NotImplementedError):
            make_cache(self._folder)
            self._lock = FileLock(self._folder / "build.lock")
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                wait()
                self._lock.acquire()
                return True
        return False

    @property
    def is_ours(self) -> bool:
        """Return whether nobody else can be at work."""
        return self._lock is not None and self._lock.is_locked

    def give(self) -> None:
        """Give the turn to whoever waits for it."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
