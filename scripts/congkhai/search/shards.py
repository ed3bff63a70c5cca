"""Shards: keys with their lists cut into files that are fetched one by one."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from congkhai.search.postings import number, steps

_NONE_SHARED, _MOST_SHARED = ord("A"), 25
"""No key has a capital: A for none, Z for twenty-five."""


class Shards:
    """Files of at least `least` bytes, made as keys come in order; what differs only in marks stays together."""

    def __init__(self, kind: str, least: int) -> None:
        self.files: dict[str, bytes] = {}
        self._kind, self._least = kind, least
        self._firsts: list[str] = []
        self._held: list[tuple[str, bytes]] = []
        self._size, self._start, self._last = 0, "", ""

    def add(self, keys: Iterable[tuple[str, bytes]]) -> None:
        """Take keys, none of which comes before one that was taken."""
        for key, found in keys:
            plain = key[: key.index("\t")]
            if self._size >= self._least and plain != self._last:
                self._close()
                self._start = _shortest(self._last, plain)
            self._held.append((key, found))
            self._size += len(key) + len(found) + 2
            self._last = plain

    def firsts(self) -> str:
        """Finish the last file, and return the first keys of all, each cut to what tells it from the key before it."""
        if self._held or not self.files:
            self._close()
        return fronted(self._firsts)

    def _close(self) -> None:
        self.files[f"{self._kind}{len(self.files)}.txt"] = _shard(self._held)
        if self._held:
            self._firsts.append(self._start)
        self._held, self._size = [], 0


def fronted(keys: Sequence[str]) -> str:
    """Return keys in one text: for each a capital that says how many letters it shares with the one before, and its others."""
    found, before = [], ""
    for key in keys:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, key, strict=False))
        shared = min(sum(1 for _ in alike), _MOST_SHARED)
        found.append(f"{chr(_NONE_SHARED + shared)}{key[shared:]}")
        before = key
    return "".join(found)


def _shortest(before: str, after: str) -> str:
    """Return the shortest beginning of `after` that comes later than `before`."""
    for length in range(1, len(after)):
        if after[:length] > before:
            return after[:length]
    return after


def _shard(keys: Sequence[tuple[str, bytes]]) -> bytes:
    text = "\n".join([key for key, _ in keys]).encode()
    return b"".join([number(len(text)), text, steps(len(found) for _, found in keys), *(found for _, found in keys)])
