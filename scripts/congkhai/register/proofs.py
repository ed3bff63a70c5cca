"""Inclusion and consistency proofs (RFC 6962, sections 2.1.1 and 2.1.2); each is checked by the recursion that makes it."""

from collections.abc import Sequence

from congkhai.register.hashing import Lookup, node_hash, split, tree_hash
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import HASH

# No tree that can be written down has more.
_MAX_SIZE = 2**53


def inclusion(lookup: Lookup, index: int, size: int) -> list[bytes]:
    """Return the hashes that prove the entry at `index` to be in the tree of `size` entries, from the leaf to the root."""
    return _path(lookup, index, 0, size)


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root that a tree has by the proof that it holds a leaf at `index`.

    Raises Refusal for a proof of another length than such a tree has.
    """
    if not 0 <= index < size <= _MAX_SIZE:
        raise Refusal("register-bad-proof")
    _refuse_lengths(proof)
    return _climb(leaf, index, size, proof)


def growth(lookup: Lookup, old: int, new: int) -> list[bytes]:
    """Return the hashes from which anybody computes the roots that a tree of `new` entries has and had at `old`, at least one.

    A consistency proof for a reader who does not believe the earlier root: it also shows that another was signed.
    """
    return _grown(lookup, old, 0, new)


def roots_by_growth(old: int, new: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the roots that one tree had at `old` entries and has at `new`, by such hashes.

    Raises Refusal for a proof of another length than such trees have.
    """
    if not 0 < old <= new <= _MAX_SIZE:
        raise Refusal("register-bad-proof")
    _refuse_lengths(proof)
    return _both(old, new, proof)


def _refuse_lengths(proof: Sequence[bytes]) -> None:
    """Raise Refusal for hashes of another length: what one lends to its neighbour, their common hash does not show."""
    if any(len(one) != HASH for one in proof):
        raise Refusal("register-bad-proof")


def _path(lookup: Lookup, index: int, first: int, last: int) -> list[bytes]:
    if last - first == 1:
        return []
    middle = first + split(last - first)
    if index < middle:
        return [*_path(lookup, index, first, middle), tree_hash(lookup, middle, last)]
    return [*_path(lookup, index, middle, last), tree_hash(lookup, first, middle)]


def _climb(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    if (size == 1) != (not proof):
        raise Refusal("register-bad-proof")
    if size == 1:
        return leaf
    left = split(size)
    if index < left:
        return node_hash(_climb(leaf, index, left, proof[:-1]), proof[-1])
    return node_hash(proof[-1], _climb(leaf, index - left, size - left, proof[:-1]))


def _grown(lookup: Lookup, old: int, first: int, last: int) -> list[bytes]:
    """Return SUBPROOF of RFC 6962 for a reader who has no root."""
    if old == last:
        return [tree_hash(lookup, first, last)]
    middle = first + split(last - first)
    if old <= middle:
        return [*_grown(lookup, old, first, middle), tree_hash(lookup, middle, last)]
    return [*_grown(lookup, old, middle, last), tree_hash(lookup, first, middle)]


def _both(old: int, new: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    if old == new:
        if len(proof) != 1:
            raise Refusal("register-bad-proof")
        return proof[0], proof[0]
    if not proof:
        raise Refusal("register-bad-proof")
    left, last = split(new), proof[-1]
    if old <= left:
        before, after = _both(old, left, proof[:-1])
        return before, node_hash(after, last)
    before, after = _both(old - left, new - left, proof[:-1])
    return node_hash(last, before), node_hash(last, after)
