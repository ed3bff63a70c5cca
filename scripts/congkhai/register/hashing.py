"""Merkle tree hashing (RFC 6962, section 2.1) with SHA-256."""

from collections.abc import Callable, Sequence
from hashlib import sha256

# Gives the hash of the complete subtree of 2**level leaves with this index among those of its level.
Lookup = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry as a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees under one node."""
    return sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Return how many of `size` leaves, at least two, are in the left subtree: the greatest power of two below it."""
    return 1 << (size - 1).bit_length() - 1


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over the hashes of leaves; that of an empty tree is the hash of nothing."""
    if not hashes:
        return sha256().digest()
    row = list(hashes)
    # The last of an odd row stands for a subtree that has no neighbour, and goes up as it is.
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=False)] + odd
    return row[0]


def tree_hash(lookup: Lookup, first: int, last: int) -> bytes:
    """Return the hash of the subtree over the leaves from `first` up to but not including `last`."""
    size = last - first
    if size == 0:
        return root([])
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return lookup(level, first >> level)
    middle = first + split(size)
    return node_hash(tree_hash(lookup, first, middle), tree_hash(lookup, middle, last))
