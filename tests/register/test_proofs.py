"""Proofs of inclusion and of growth, held against the iterative verification of RFC 9162, which shares nothing with ours."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congkhai.register.hashing import Lookup, leaf_hash, node_hash, root
from congkhai.register.proofs import growth, inclusion, root_by_inclusion, roots_by_growth
from congkhai.register.refusal import Refusal

HASHES = [leaf_hash(f"{number}".encode()) for number in range(600)]
ROOTS = [root(HASHES[:size]) for size in range(len(HASHES) + 1)]
SIZES = st.integers(1, len(HASHES))


def lookup_in(hashes: Sequence[bytes]) -> Lookup:
    """Return how subtrees of a list of hashes are looked up."""

    def lookup(level: int, index: int) -> bytes:
        part = hashes[index << level : index + 1 << level]
        assert len(part) == 1 << level, "only full subtrees may be asked for"
        return root(part)

    return lookup


def verified_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """Return the root by RFC 9162, section 2.1.3.2; None where it says fail."""
    place, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return None
        if place % 2 or place == last:
            found = node_hash(one, found)
            while not place % 2 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, one)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def verified_growth(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return both roots by RFC 9162, section 2.1.4.2, for `old` below `new`, from its second step; None where it says fail."""
    place, last = old - 1, new - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    if not path:
        return None
    before = after = path[0]
    for one in path[1:]:
        if last == 0:
            return None
        if place % 2 or place == last:
            before, after = node_hash(one, before), node_hash(one, after)
            while not place % 2 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, one)
        place, last = place >> 1, last >> 1
    return (before, after) if last == 0 else None


@pytest.mark.parametrize("size", range(1, 40))
def test_every_entry_of_every_small_tree(size: int) -> None:
    """Each entry has a proof that both verifications take, and no other index has it."""
    lookup = lookup_in(HASHES[:size])
    for index in range(size):
        proof = inclusion(lookup, index, size)
        assert root_by_inclusion(HASHES[index], index, size, proof) == ROOTS[size]
        assert verified_inclusion(index, size, HASHES[index], proof) == ROOTS[size]


@settings(max_examples=300)
@given(SIZES, st.data())
def test_inclusion_in_larger_trees(size: int, data: st.DataObject) -> None:
    """A proof holds for its own entry at its own place, and for no other."""
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion(lookup_in(HASHES[:size]), index, size)
    assert root_by_inclusion(HASHES[index], index, size, proof) == ROOTS[size]
    assert verified_inclusion(index, size, HASHES[index], proof) == ROOTS[size]
    other = data.draw(st.integers(0, size - 1))
    if other != index:
        assert root_by_inclusion(HASHES[other], index, size, proof) != ROOTS[size]
        with suppress(Refusal):
            assert root_by_inclusion(HASHES[index], other, size, proof) != ROOTS[size]


@settings(max_examples=300)
@given(SIZES, SIZES)
def test_growth(one: int, two: int) -> None:
    """Of any two heads the later one is proved to have grown out of the earlier."""
    old, new = sorted((one, two))
    proof = growth(lookup_in(HASHES[:new]), old, new)
    assert roots_by_growth(old, new, proof) == (ROOTS[old], ROOTS[new])
    if old < new:
        assert verified_growth(old, new, proof) == (ROOTS[old], ROOTS[new])


@given(SIZES, st.data())
def test_another_past_has_no_proof(new: int, data: st.DataObject) -> None:
    """One entry changed in the past, and the earlier root does not follow any more."""
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    forged = [*HASHES[:changed], leaf_hash(b"x"), *HASHES[changed + 1 : new]]
    proof = growth(lookup_in(forged), old, new)
    assert roots_by_growth(old, new, proof) != (ROOTS[old], root(forged))


@settings(max_examples=300)
@given(SIZES, SIZES, st.integers(0, 12))
def test_proofs_of_any_length_agree_with_the_standard(index: int, size: int, length: int) -> None:
    """Nonsense is refused exactly where the RFC says fail."""
    proof = HASHES[:length]
    try:
        found = root_by_inclusion(HASHES[0], index, size, proof)
    except Refusal:
        found = None
    assert found == (verified_inclusion(index, size, HASHES[0], proof) if index < size else None)
    old, new = sorted((index, size))
    try:
        both = roots_by_growth(old, new, proof)
    except Refusal:
        both = None
    if old < new:
        assert both == verified_growth(old, new, proof)
    else:
        assert (both is None) == (len(proof) != 1)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 4), (4, 4), (0, 2**53 + 1)])
def test_no_place_in_no_tree(index: int, size: int) -> None:
    """An index outside, and a tree that nobody can write down, are refused."""
    with pytest.raises(Refusal, match="register-bad-proof"):
        root_by_inclusion(HASHES[0], index, size, [])


@pytest.mark.parametrize(("old", "new"), [(0, 1), (2, 1), (-1, 1), (1, 2**53 + 1)])
def test_no_growth_between_such_sizes(old: int, new: int) -> None:
    """Nothing grows out of nothing, nor backwards."""
    with pytest.raises(Refusal, match="register-bad-proof"):
        roots_by_growth(old, new, [])
