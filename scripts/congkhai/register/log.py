"""The log as it lies in a folder, on a stick or on a server: its head, its entries and the proofs about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from congkhai.register import openings, proofs, tiles
from congkhai.register.checkpoint import Checkpoint, Head, Proof
from congkhai.register.hashing import leaf_hash, root
from congkhai.register.leaf import Leaf
from congkhai.register.notes import Key
from congkhai.register.openings import Opening
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import ENTRIES, WIDTH, Read, Tiles

CHECKPOINT = "checkpoint"
KEY = "key"
# In bytes. No file of a portal or its register is longer; what claims to be would only fill a reader's memory.
LONGEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Log:
    """A log read by path; nothing of it is believed that does not lead to a head signed by `key`."""

    read: Read = field(repr=False)
    key: Key

    @cached_property
    def head(self) -> Head:
        """Return the newest head.

        Raises Refusal when there is none that the key has signed.
        """
        return Head.parse(self.read(CHECKPOINT), self.key)

    @property
    def checkpoint(self) -> Checkpoint:
        """Return what the newest head says."""
        return self.head.checkpoint

    @cached_property
    def _tiles(self) -> Tiles:
        return Tiles(self.read, self.checkpoint.size)

    def entries(self, first: int = 0) -> Iterator[bytes]:
        """Yield the entries from an index on.

        Raises Refusal for a bundle that is damaged, or that does not hold what its tile says.
        """
        size = self.checkpoint.size
        for number in range(first // WIDTH, -(-size // WIDTH)):
            where = tiles.path(ENTRIES, number, tiles.width_of(number, size))
            found = tiles.parse_bundle(self.read(where), where)
            if [leaf_hash(entry) for entry in found] != list(self._tiles.tile(0, number)):
                raise Refusal("register-damaged", file=where)
            yield from found[max(first - number * WIDTH, 0) :]

    def leaves(self) -> Iterator[Leaf]:
        """Return every leaf, read strictly, once all of them lead to the signed root.

        Raises Refusal when they do not: tiles further up may be right while those below were changed.
        """
        return iter(self._leaves)

    @cached_property
    def _leaves(self) -> tuple[Leaf, ...]:
        entries = list(self.entries())
        if root([leaf_hash(entry) for entry in entries]) != self.checkpoint.root:
            raise Refusal("register-wrong-root")
        return tuple(map(Leaf.decode, entries))

    def proof(self, index: int, earlier: Head | None = None) -> Proof:
        """Return the proof that the entry at an index is in the log, by default by its newest head."""
        head = earlier or self.head
        size = head.checkpoint.size
        if not 0 <= index < size:
            raise Refusal("register-no-entry", index=str(index), size=str(size))
        path = proofs.inclusion(self._tiles.lookup, index, size)
        return Proof(index, tuple(path), head.note)

    def entry(self, index: int) -> bytes:
        """Return one entry, proved to be in the log.

        Raises Refusal for an index that the log does not reach.
        """
        proof = self.proof(index)
        entry = next(self.entries(index))
        proof.check(entry, self.key)
        return entry

    def growth(self, size: int) -> tuple[bytes, list[bytes]]:
        """Return the root that this log had at a size, with the hashes that show it (`proofs.growth`).

        Raises Refusal for tiles that do not lead to today's head: they are damaged, and say nothing of the past.
        """
        path = proofs.growth(self._tiles.lookup, size, self.checkpoint.size)
        before, after = proofs.roots_by_growth(size, self.checkpoint.size, path)
        if after != self.checkpoint.root:
            raise Refusal("register-damaged", file="tile")
        return before, path

    def grew_from(self, earlier: Checkpoint) -> bool:
        """Return whether this log is the log of an earlier head with entries added, and nothing else.

        Raises Refusal for a log whose tiles are damaged.
        """
        now = self.checkpoint
        if earlier.origin != now.origin or earlier.size > now.size:
            return False
        if earlier.size == 0:
            return earlier.root == root([])
        if earlier.size == now.size:
            return earlier.root == now.root
        return self.growth(earlier.size)[0] == earlier.root

    def opening(self, digest: str) -> Opening:
        """Return the opening of a digest.

        Raises Refusal for one that is not there, that is another's, or that was never an opening.
        """
        where = openings.path(digest)
        content = self.read(where)
        if sha256(content).hexdigest() != digest:
            raise Refusal("register-damaged", file=where)
        return Opening.decode(content)


def folder_reader(folder: Path) -> Read:
    """Return how the files of a folder are read: plain files below it, whatever somebody wrote as their path.

    A link below it is no file of its own: what it leads to may be a secret, and what is read may be published.
    """
    plain = {folder}

    def is_plain(path: Path) -> bool:
        if path not in plain:
            if path.is_symlink() or not is_plain(path.parent):
                return False
            plain.add(path)
        return True

    def read(path: str) -> bytes:
        if path.startswith("/") or "\\" in path or "\0" in path or ".." in path.split("/"):
            raise Refusal("register-missing-file", file=path.replace("\0", "?"))
        try:
            file = folder / path
            if folder not in file.parents:
                raise Refusal("register-missing-file", file=path)
            if file.is_symlink() or not is_plain(file.parent):
                raise Refusal("register-link", file=path)
            return _content(file, path)
        except OSError as error:
            raise Refusal("register-missing-file", file=path) from error

    return read


def _content(file: Path, path: str) -> bytes:
    if not file.is_file():
        raise Refusal("register-missing-file", file=path)
    if file.stat().st_size > LONGEST:
        raise Refusal("register-long-file", file=path)
    return file.read_bytes()


def open_log(folder: Path, key: Key | None = None) -> Log:
    """Return the log in a folder; without a key of the reader's own, the one that lies there is taken at its word.

    Raises Refusal when there is no such key.
    """
    read = folder_reader(folder)
    return Log(read, key or Key.parse(read(KEY).decode(errors="replace").strip()))
