"""Hashing of RFC 6962: known roots, and the definition itself written down again."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.register.hashing import leaf_hash, node_hash, root, split, tree_hash

# The vectors of the Certificate Transparency project.
ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def defined(entries: Sequence[bytes]) -> bytes:
    """Return MTH of RFC 6962, section 2.1, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    middle = 1
    while middle * 2 < len(entries):
        middle *= 2
    return sha256(b"\x01" + defined(entries[:middle]) + defined(entries[middle:])).digest()


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_known_roots(size: int) -> None:
    """The roots are those that everybody has."""
    assert root([leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == ROOTS[size]


@given(st.lists(st.binary(max_size=5), max_size=300))
def test_roots_are_as_defined(entries: list[bytes]) -> None:
    """Row by row, and by subtrees, gives what the recursion of the RFC gives."""
    hashes = [leaf_hash(entry) for entry in entries]
    assert root(hashes) == defined(entries)
    assert tree_hash(lambda level, index: root(hashes[index << level : index + 1 << level]), 0, len(hashes)) == root(
        hashes
    )


def test_a_node_is_no_leaf() -> None:
    """What two hashes hash to as a node is not what their bytes hash to as an entry."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert node_hash(left, right) != leaf_hash(left + right)


@pytest.mark.parametrize(("size", "left"), [(2, 1), (3, 2), (4, 2), (5, 4), (8, 4), (9, 8), (257, 256)])
def test_split(size: int, left: int) -> None:
    """The left subtree is full, and the right is never empty."""
    assert split(size) == left
