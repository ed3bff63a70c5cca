"""Time stamps that were entered: each over an earlier head of the log, with the certificates by which it was checked.

A stamp says that its head existed, so all entries under it did; entered itself, it says that whatever follows it came later.
Each lies in a folder of its own, and `openssl ts -verify -data head -in token.tsr -CAfile authority.pem` checks it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate

from congkhai.register import tokens
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log
from congkhai.register.refusal import Refusal
from congkhai.register.succession import earlier_head
from congkhai.register.tokens import Token

FOLDER = "anchors"
# Where heads wait for the answer to a request; nobody else's business.
WAITING = f"{FOLDER}/asked/"
FILES = HEAD, TOKEN, AUTHORITY = "head", "token.tsr", "authority.pem"
# Two clocks may differ by so many seconds before it means something.
MAY_DIFFER = 600


@dataclass(frozen=True)
class Stamp:
    """A time stamp over the first `size` entries, entered at `index`."""

    index: int
    size: int
    digest: str
    token: Token


@dataclass(frozen=True)
class Interval:
    """Between which stamps an entry came into the log, as far as there are any."""

    after: Stamp | None
    before: Stamp | None


class Intervals:
    """The interval of every entry of a log, from its stamps."""

    def __init__(self, stamps: Sequence[Stamp] = ()) -> None:
        self.stamps = tuple(stamps)
        by_size = sorted(stamps, key=lambda one: one.size)
        self._sizes = [one.size for one in by_size]
        self._before = list(accumulate(reversed(by_size), _earlier))[::-1]
        self._indexes = [one.index for one in stamps]
        self._after = list(accumulate(stamps, _later))

    def of(self, index: int) -> Interval:
        """Return the interval of the entry at an index."""
        earlier, covering = bisect_left(self._indexes, index), bisect_right(self._sizes, index)
        after = self._after[earlier - 1] if earlier else None
        return Interval(after, self._before[covering] if covering < len(self._before) else None)


def _earlier(one: Stamp, other: Stamp) -> Stamp:
    return one if one.token.latest <= other.token.latest else other


def _later(one: Stamp, other: Stamp) -> Stamp:
    return one if one.token.earliest >= other.token.earliest else other


def path(digest: str, name: str) -> str:
    """Return the path of a file of a stamp, which is named by the digest of its token."""
    return f"{FOLDER}/{digest}/{name}"


def entered(log: Log) -> Iterator[tuple[int, Leaf]]:
    """Yield the leaves that enter stamps, with their indexes."""
    return _entered(log.leaves())


def _entered(leaves: Iterable[Leaf]) -> Iterator[tuple[int, Leaf]]:
    return ((index, leaf) for index, leaf in enumerate(leaves) if leaf.kind is Kind.ANCHOR)


def stamps(log: Log) -> list[Stamp]:
    """Return every stamp of a log, in order.

    Raises Refusal for one whose files are missing, or that speaks of anything but an earlier head of this log.
    """
    return [stamp(log, index, leaf) for index, leaf in entered(log)]


def stamp(log: Log, index: int, leaf: Leaf) -> Stamp:
    """Return the stamp that a leaf enters; by whom it was signed is not looked at here.

    Raises Refusal when its files are missing or changed, or when it stamps anything else.
    """
    digest, size = leaf.digest or "", leaf.size or 0
    where = path(digest, TOKEN)
    content, note = log.read(where), log.read(path(digest, HEAD))
    log.read(path(digest, AUTHORITY))
    if sha256(content).hexdigest() != digest:
        raise Refusal("register-damaged", file=where)
    token, head = tokens.parse(content), earlier_head(log, note).checkpoint
    is_ours = head.size == size <= index and log.grew_from(head)
    if not is_ours or token.imprint != sha256(note).hexdigest():
        raise Refusal("stamp-other-head", index=str(index))
    return Stamp(index, size, digest, token)


def faults(log: Log, leaves: Sequence[Leaf]) -> Iterator[Refusal]:
    """Yield the stamps that do not hold, those out of order, and the entries whose claimed time they contradict."""
    found: list[Stamp] = []
    for index, leaf in _entered(leaves):
        try:
            found.append(stamp(log, index, leaf))
        except Refusal as refusal:
            yield refusal
    for one in found:
        newest = max((other.token.earliest for other in found if other.index < one.size), default=one.token.latest)
        if one.token.latest < newest:
            yield Refusal("stamp-backwards", index=str(one.index))
    intervals = Intervals(found)
    for index, leaf in enumerate(leaves):
        interval = intervals.of(index)
        is_early = interval.after is not None and leaf.time < interval.after.token.earliest - MAY_DIFFER
        is_late = interval.before is not None and leaf.time > interval.before.token.latest + MAY_DIFFER
        if is_early or is_late:
            yield Refusal("stamp-contradicts", index=str(index))
