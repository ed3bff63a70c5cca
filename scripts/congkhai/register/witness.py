"""A look at a log from outside: what a witness checks before she signs, against what she has seen before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from congkhai.register.checkpoint import Head
from congkhai.register.evidence import Evidence
from congkhai.register.hashing import Lookup, leaf_hash, node_hash, root, split, tree_hash
from congkhai.register.leaf import LAST_SECOND, Leaf
from congkhai.register.log import KEY, Log
from congkhai.register.memory import Memory
from congkhai.register.notes import Key
from congkhai.register.refusal import Refusal
from congkhai.register.succession import heir
from congkhai.register.tiles import Read, Tiles

# In seconds: two honest clocks may differ by so much.
LEEWAY = 600
# What was entered is served at the next publication, which is at night.
DELAY = 26 * 60 * 60
# A register that is alive has an entry every night.
STALE = 48 * 60 * 60


@dataclass(frozen=True)
class Look:
    """A log that holds what was seen before: its new entries from index `first` on, and what is odd about them."""

    log: Log
    first: int
    leaves: Sequence[Leaf]
    remarks: Sequence[Refusal]


def look(read: Read, memory: Memory, now: int) -> Look:
    """Return what is new in a log.

    Raises Refusal for another key, a fork, a log that has shrunk, entries that do not lead to the head, times that run
    backwards or lie ahead; of a fork both heads are kept first.
    """
    if now + LEEWAY < memory.seen:
        raise Refusal("witness-clock", now=_moment(now), seen=_moment(memory.seen))
    log = Log(read, _key(read, memory))
    first = 0
    if memory.head is not None:
        _refuse_other_past(log, memory, memory.head)
        first = memory.head.checkpoint.size
    leaves = _new(log, first)
    _refuse_times(log, first, leaves, now)
    return Look(log, first, leaves, list(_remarks(log, first, leaves, memory, now)))


def _key(read: Read, memory: Memory) -> Key:
    key = heir(read, memory.key)
    shown = read(KEY).decode(errors="replace").strip()
    if shown != str(key):
        raise Refusal("witness-other-key", shown=shown[:120], known=str(memory.key))
    return key


def _refuse_other_past(log: Log, memory: Memory, seen: Head) -> None:
    earlier, now = seen.checkpoint, log.checkpoint
    if now.size < earlier.size:
        file = memory.accuse(Evidence(seen.note, log.head.note))
        raise Refusal("witness-smaller", before=str(earlier.size), now=str(now.size), file=str(file))
    before, growth = (now.root, []) if now.size == earlier.size else log.growth(earlier.size)
    if before != earlier.root:
        file = memory.accuse(Evidence(seen.note, log.head.note, tuple(growth)))
        raise Refusal("witness-fork", before=str(earlier.size), now=str(now.size), file=str(file))


def _new(log: Log, first: int) -> list[Leaf]:
    """Return the leaves from an index on, which together with the tiles of those before lead to the signed root.

    Raises Refusal when they do not.
    """
    size = log.checkpoint.size
    entries = list(log.entries(first)) if first < size else []
    hashes = [leaf_hash(entry) for entry in entries]
    if _root(Tiles(log.read, size).lookup, hashes, first, 0, size) != log.checkpoint.root:
        raise Refusal("register-wrong-root")
    return [Leaf.decode(entry) for entry in entries]


def _root(lookup: Lookup, hashes: Sequence[bytes], known: int, first: int, last: int) -> bytes:
    if last <= known:
        return tree_hash(lookup, first, last)
    if first >= known:
        return root(hashes[first - known : last - known])
    middle = first + split(last - first)
    return node_hash(_root(lookup, hashes, known, first, middle), _root(lookup, hashes, known, middle, last))


def _refuse_times(log: Log, first: int, leaves: Sequence[Leaf], now: int) -> None:
    last = Leaf.decode(log.entry(first - 1)).time if first else 0
    for index, leaf in enumerate(leaves, start=first):
        if leaf.time < last:
            raise Refusal("register-time-backwards", index=str(index), document=str(leaf.document))
        if leaf.time > now + LEEWAY:
            raise Refusal("witness-future", index=str(index), time=_moment(leaf.time), now=_moment(now))
        last = leaf.time


def _remarks(log: Log, first: int, leaves: Sequence[Leaf], memory: Memory, now: int) -> Iterator[Refusal]:
    for index, leaf in enumerate(leaves, start=first):
        if leaf.time < memory.seen - DELAY:
            yield Refusal("witness-late", index=str(index), time=_moment(leaf.time), seen=_moment(memory.seen))
    last = leaves[-1] if leaves else Leaf.decode(log.entry(log.checkpoint.size - 1))
    if last.time < now - STALE:
        yield Refusal("witness-stale", time=_moment(last.time), hours=str((now - last.time) // 3600))


def _moment(seconds: int) -> str:
    # A forger may write any number.
    return f"{datetime.fromtimestamp(min(seconds, LAST_SECOND), UTC):%d/%m/%Y %H:%M} UTC"
