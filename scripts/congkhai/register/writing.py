"""The only way an entry comes into the log: write, read back, recompute, then sign, then show the new head.

Two signed heads of one size could never be taken back; so a head is signed once all else is safe on disk, and is kept
outside the folder before it is shown in it. A folder from an old backup is refused by what is kept outside.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC
from pathlib import Path
from typing import Protocol

from congkhai.register import notes, tiles
from congkhai.register.checkpoint import Checkpoint, Head
from congkhai.register.hashing import leaf_hash, root, tree_hash
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import CHECKPOINT, KEY, Log, folder_reader
from congkhai.register.notes import Note
from congkhai.register.openings import Opening
from congkhai.register.openings import path as opening_path
from congkhai.register.presence import Presence, presence
from congkhai.register.refusal import Refusal
from congkhai.register.succession import digest
from congkhai.register.tiles import ENTRIES, WIDTH, Tiles

# In seconds. A longer silence is told by whoever knows of it: the commonest slip of a clock is a year.
PAUSE = 31 * 24 * 60 * 60


class Signer(Protocol):
    """Who signs heads, and remembers the highest one in a place that the log's folder has nothing to do with."""

    @property
    def key(self) -> notes.Key:
        """Return the public key."""

    def sign(self, text: str) -> Note:
        """Return a text signed."""

    def highest(self) -> bytes:
        """Return the highest head ever signed, empty when there is none."""

    def remember(self, head: bytes) -> None:
        """Keep a head as the highest, durably."""

    def turn(self) -> AbstractContextManager[None]:
        """Hold the one right to sign: between reading the highest head and keeping the next nobody else may sign."""


def begin(folder: Path, signer: Signer, genesis: Leaf) -> Log:
    """Return a new log in a folder, with its first entry.

    Raises Refusal where there is one already, or for a key that has signed another.
    """
    with signer.turn():
        return _begun(folder, signer, genesis)


def resumed(folder: Path, signer: Signer, genesis: Leaf) -> Log:
    """Return the log of a folder where there is none, or where it lost its head, or its beginning was interrupted.

    What was signed is shown again; only where nothing was signed is the log begun. Raises Refusal like `recovered`, and for
    parts of a log that this key has nothing to do with.
    """
    with signer.turn():
        found = presence(folder)
        if found is Presence.UNFINISHED and folder_reader(folder)(KEY) != f"{signer.key}\n".encode():
            raise Refusal("register-unknown-log", folder=str(folder))
        if found is Presence.HEADLESS or (found is Presence.UNFINISHED and signer.highest()):
            return _recovered(folder, signer)
        return _begun(folder, signer, genesis)


def _begun(folder: Path, signer: Signer, genesis: Leaf) -> Log:
    if presence(folder) not in {Presence.NONE, Presence.UNFINISHED} or signer.highest():
        raise Refusal("register-exists", folder=str(folder))
    write_file(folder / KEY, f"{signer.key}\n".encode())
    return _grow(folder, signer, Checkpoint(signer.key.name, 0, root([])), [genesis.encode()])


def append(
    folder: Path, signer: Signer, leaves: Sequence[Leaf], parts: Sequence[Opening] = (), after: int | None = None
) -> Log:
    """Return the log with entries added, whose openings are written first; `after` is the size they were made for.

    Raises Refusal for a log that does not hold what was signed last, that has grown meanwhile, and for times that run
    backwards.
    """
    with signer.turn():
        return _appended(folder, signer, leaves, parts, after)


@contextmanager
def appended(folder: Path, signer: Signer, leaves: Sequence[Leaf], after: int) -> Iterator[Log]:
    """Hold the log with entries added; until it is let go nobody adds others, so that its files are those of its head.

    Raises Refusal like `append`.
    """
    with signer.turn():
        yield _appended(folder, signer, leaves, after=after)


def _appended(
    folder: Path, signer: Signer, leaves: Sequence[Leaf], parts: Sequence[Opening] = (), after: int | None = None
) -> Log:
    entries = [leaf.encode() for leaf in leaves]
    log = _recovered(folder, signer)
    _refuse_former(log)
    if after not in {None, log.checkpoint.size}:
        raise Refusal("register-moved")
    if not entries:
        return log
    last = Leaf.decode(log.entry(log.checkpoint.size - 1))
    for leaf in leaves:
        if leaf.time < last.time:
            raise Refusal("register-clock-behind", found=_moment(leaf), last=_moment(last))
        last = leaf
    for opening in parts:
        write_file(folder / opening_path(opening.digest), opening.encode())
    return _grow(folder, signer, log.checkpoint, entries)


def refuse_leap(log: Log, now: int) -> None:
    """Raise Refusal for a time so long after the last entry that the clock may be wrong: nothing earlier could follow it."""
    last = Leaf.decode(log.entry(log.checkpoint.size - 1))
    if now > last.time + PAUSE:
        raise Refusal("register-clock-ahead", found=_moment(last._replace(time=now)), last=_moment(last))


def _moment(leaf: Leaf) -> str:
    return f"{leaf.at(UTC):%d/%m/%Y %H:%M:%S} UTC"


def recovered(folder: Path, signer: Signer, *, may_be_former: bool = False) -> Log:
    """Return the log of a folder, finished where a power cut came between signing a head and showing it.

    Raises Refusal for a folder that lacks what was signed last, one from a backup or somebody else's work, and for a key
    that has handed on to another, unless `may_be_former`.
    """
    with signer.turn():
        log = _recovered(folder, signer)
        if not may_be_former:
            _refuse_former(log)
        return log


def _refuse_former(log: Log) -> None:
    last = Leaf.decode(log.entry(log.checkpoint.size - 1))
    if last.kind is Kind.KEY and last.digest != digest(log.key):
        raise Refusal("register-handed-over")


def _recovered(folder: Path, signer: Signer) -> Log:
    log = Log(folder_reader(folder), signer.key)
    if not (kept := signer.highest()):
        is_begun = presence(folder) is not Presence.UNFINISHED
        raise Refusal("register-unknown-log", folder=str(folder)) if is_begun else Refusal("register-unfinished")
    highest = Head.parse(kept, signer.key).checkpoint
    # The first head of all may have been signed and not yet shown.
    shown = log.checkpoint if (folder / CHECKPOINT).exists() else None
    if shown == highest:
        return log
    size = shown.size if shown else 0
    if highest.size <= size or not _holds(log.read, highest):
        raise Refusal("register-rolled-back", shown=str(size), signed=str(highest.size))
    write_file(folder / CHECKPOINT, kept)
    return Log(log.read, signer.key)


def _holds(read: tiles.Read, head: Checkpoint) -> bool:
    try:
        return tree_hash(Tiles(read, head.size).lookup, 0, head.size) == head.root
    except Refusal:
        return False


def _grow(folder: Path, signer: Signer, old: Checkpoint, entries: Sequence[bytes]) -> Log:
    read = folder_reader(folder)
    written = _extend(read, old.size, entries)
    for where, content in written.items():
        write_file(folder / where, content)
    size = old.size + len(entries)
    _read_back(read, old, size, written)
    new = Checkpoint(old.origin, size, tree_hash(Tiles(read, size).lookup, 0, size))
    head = str(signer.sign(str(new))).encode()
    Head.parse(head, signer.key)
    signer.remember(head)
    write_file(folder / CHECKPOINT, head)
    _remove_outgrown(folder, old.size, size)
    return Log(read, signer.key)


def _extend(read: tiles.Read, size: int, entries: Sequence[bytes]) -> Mapping[str, bytes]:
    """Return the bundles and tiles that the new size needs and the old did not have, by path."""
    files = {}
    number, width = divmod(size, WIDTH)
    where = tiles.path(ENTRIES, number, width)
    held = tiles.parse_bundle(read(where), where) if width else []
    for part, content in enumerate(_parts([*held, *entries]), start=number):
        files[tiles.path(ENTRIES, part, len(content))] = tiles.bundle(content)
    level, added = 0, [leaf_hash(entry) for entry in entries]
    while added:
        number, width = divmod(size, WIDTH)
        known = Tiles(read, size << tiles.HEIGHT * level).tile(level, number) if width else []
        parts = _parts([*known, *added])
        for part, content in enumerate(parts, start=number):
            files[tiles.path(level, part, len(content))] = b"".join(content)
        level, size, added = level + 1, number, [root(content) for content in parts if len(content) == WIDTH]
    return files


def _parts(found: Sequence[bytes]) -> list[Sequence[bytes]]:
    return [found[start : start + WIDTH] for start in range(0, len(found), WIDTH)]


def _read_back(read: tiles.Read, old: Checkpoint, size: int, written: Mapping[str, bytes]) -> None:
    """Look at what is on disk now: it is what was to be written, and the log that it continues is the one signed last.

    Raises Refusal before anything is signed.
    """
    for where, content in written.items():
        if read(where) != content:
            raise Refusal("register-damaged", file=where)
    number = old.size // WIDTH
    where = tiles.path(ENTRIES, number, tiles.width_of(number, size))
    # The old entries of this bundle were copied as they were found; only their old hashes tell whether they are right.
    hashes = [leaf_hash(entry) for entry in tiles.parse_bundle(written[where], where)]
    if hashes != Tiles(read, size).tile(0, number):
        raise Refusal("register-damaged", file=where)
    if old.size and not _holds(read, old):
        raise Refusal("register-damaged", file=tiles.path(0, number, tiles.width_of(number, old.size)))


def _remove_outgrown(folder: Path, old: int, new: int) -> None:
    """Remove the partial tiles that are full now; nobody asks for them once the full one is there."""
    for name in (ENTRIES, *range(tiles.HEIGHT)):
        level = 0 if name == ENTRIES else int(name)
        before, after = old >> tiles.HEIGHT * level, new >> tiles.HEIGHT * level
        if before % WIDTH and before // WIDTH < after // WIDTH:
            partial = (folder / tiles.path(name, before // WIDTH, before % WIDTH)).parent
            for one in partial.iterdir():
                one.unlink()
            partial.rmdir()


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that after a power cut there is the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.tmp")
    with waiting.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(path)
    keep_name(path)


def keep_name(path: Path) -> None:
    """Let the name of a file be on disk, and not only what is in it; Windows has no such call."""
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
