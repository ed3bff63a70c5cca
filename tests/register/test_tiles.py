"""Where things lie: paths as the format has them, tiles and bundles of exactly the right size."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.register import tiles
from congkhai.register.hashing import leaf_hash, root, tree_hash
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import Tiles


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 999, 256, "tile/0/999"),
        (0, 1000, 256, "tile/0/x001/000"),
        (0, 1234067, 256, "tile/0/x001/x234/067"),
        (1, 1067, 112, "tile/1/x001/067.p/112"),
        ("entries", 273, 112, "tile/entries/273.p/112"),
        (0, 1_000_000_000, 1, "tile/0/x001/x000/x000/000.p/1"),
    ],
)
def test_paths(level: int | str, number: int, width: int, path: str) -> None:
    """Three digits a folder, each but the last after an x; a growing tile says how wide it is."""
    assert tiles.path(level, number, width) == path


def test_the_example_of_the_format() -> None:
    """70,000 entries are 273 full tiles and 112 hashes, of which 273 go up, of which one full tile goes up."""
    paths = [path for path, _ in tiles.hash_files([bytes(32)] * 70_000)]
    assert len(paths) == 273 + 1 + 1 + 1 + 1
    assert paths[272:] == ["tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 700, 65_536, 65_537])
def test_hashes_are_found_in_tiles(size: int) -> None:
    """The root by tiles is the root by leaves, and each file is read at most once."""
    hashes = [leaf_hash(number.to_bytes(3)) for number in range(size)]
    files, asked = dict(tiles.hash_files(hashes)), list[str]()

    def read(path: str) -> bytes:
        asked.append(path)
        return files[path]

    tree = Tiles(read, size)
    assert tree_hash(tree.lookup, 0, size) == tree_hash(tree.lookup, 0, size) == root(hashes)
    assert len(asked) == len(set(asked))


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_come_back(entries: list[bytes]) -> None:
    """What was bundled is read again, whatever it was."""
    where = tiles.path("entries", 0, len(entries))
    assert tiles.parse_bundle(tiles.bundle(entries), where) == entries


@given(st.binary(max_size=600))
def test_a_bundle_has_one_reading(content: bytes) -> None:
    """Any bytes are refused, or are the very bundle of what was read."""
    for width in range(4):
        with suppress(Refusal):
            assert tiles.bundle(tiles.parse_bundle(content, tiles.path("entries", 0, width))) == content


@pytest.mark.parametrize(
    "content",
    [
        tiles.bundle([b"a", b"b", b"c"]),
        tiles.bundle([b"a"]),
        tiles.bundle([b"a", b"b"]) + b"\x00",
        tiles.bundle([b"a", b"b"])[:-1],
        tiles.bundle([b"a", b"b" * 4097]),
        b"",
    ],
    ids=["hidden entry", "one too few", "left over", "cut", "too long", "nothing"],
)
def test_wrong_bundles(content: bytes) -> None:
    """A bundle holds exactly as many entries as its path says, and nothing beside."""
    with pytest.raises(Refusal, match="register-damaged"):
        tiles.parse_bundle(content, tiles.path("entries", 0, 2))


@pytest.mark.parametrize(("length", "width"), [(31, 1), (33, 1), (64, 1), (0, 1), (8192, 255), (8191, 256), (32, 256)])
def test_wrong_tiles(length: int, width: int) -> None:
    """A tile has 32 bytes for each hash that its path tells."""
    with pytest.raises(Refusal, match="register-damaged"):
        tiles.parse_tile(bytes(length), tiles.path(0, 0, width))
