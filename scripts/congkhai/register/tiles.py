"""Where hashes and entries lie: tiles of 256 hashes and bundles of 256 entries (C2SP tlog-tiles)."""

from collections.abc import Callable, Iterator, Sequence

from congkhai.register.hashing import leaf_hash, root
from congkhai.register.refusal import Refusal

WIDTH = 256
HEIGHT = 8
HASH = 32
# The format has two bytes for the length of an entry; ours need a fraction of that.
MAX_ENTRY = 4096
ENTRIES = "entries"
# Gives the bytes of a file of the register by its path; raises Refusal when it has none.
Read = Callable[[str], bytes]


def path(level: int | str, number: int, width: int = WIDTH) -> str:
    """Return the path of a tile, or of a bundle where `level` is `entries`: `tile/0/x001/067.p/112`."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03}")
    part = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(parts)}{part}"


def width_of(number: int, count: int) -> int:
    """Return how many of `count` things tile `number` holds."""
    return min(WIDTH, count - number * WIDTH)


class Tiles:
    """The tiles of a tree of `size` entries; each is read once."""

    def __init__(self, read: Read, size: int) -> None:
        self._read = read
        self._size = size
        self._known: dict[tuple[int, int], Sequence[bytes]] = {}

    def lookup(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree.

        Raises Refusal when its tile is missing or cut.
        """
        above, within = divmod(level, HEIGHT)
        first, count = index << within, 1 << within
        number, offset = divmod(first, WIDTH)
        return root(self.tile(above, number)[offset : offset + count])

    def tile(self, level: int, number: int) -> Sequence[bytes]:
        """Return the hashes of one tile, as wide as it is in this tree."""
        if (level, number) not in self._known:
            where = path(level, number, width_of(number, self._size >> HEIGHT * level))
            self._known[level, number] = parse_tile(self._read(where), where)
        return self._known[level, number]


def parse_tile(content: bytes, where: str) -> list[bytes]:
    """Return the hashes in a tile, whose path tells how many they must be.

    Raises Refusal for any other number of bytes.
    """
    _, is_partial, width = where.rpartition(".p/")
    if len(content) != HASH * (int(width) if is_partial else WIDTH):
        raise Refusal("register-damaged", file=where)
    return [content[start : start + HASH] for start in range(0, len(content), HASH)]


def bundle(entries: Sequence[bytes]) -> bytes:
    """Return entries as the bytes of a bundle, each after its length."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def parse_bundle(content: bytes, where: str) -> list[bytes]:
    """Return the entries in a bundle, whose path tells how many they must be.

    Raises Refusal for any other number, an entry that is too long, and what is left over.
    """
    entries = list(_entries(content, where))
    _, is_partial, width = where.rpartition(".p/")
    if len(entries) != (int(width) if is_partial else WIDTH):
        raise Refusal("register-damaged", file=where)
    return entries


def _entries(content: bytes, where: str) -> Iterator[bytes]:
    start = 0
    while start < len(content):
        length = int.from_bytes(content[start : start + 2])
        end = start + 2 + length
        if end > len(content) or length > MAX_ENTRY or start + 2 > len(content):
            raise Refusal("register-damaged", file=where)
        yield content[start + 2 : end]
        start = end


def files(entries: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every tile and bundle of a tree that holds exactly these entries."""
    for number in range(0, len(entries), WIDTH):
        part = entries[number : number + WIDTH]
        yield path(ENTRIES, number // WIDTH, len(part)), bundle(part)
    yield from hash_files([leaf_hash(entry) for entry in entries])


def hash_files(hashes: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every tile of a tree whose entries have exactly these hashes."""
    level = 0
    while hashes:
        parts = [hashes[start : start + WIDTH] for start in range(0, len(hashes), WIDTH)]
        for number, part in enumerate(parts):
            yield path(level, number, len(part)), b"".join(part)
        level, hashes = level + 1, [root(part) for part in parts if len(part) == WIDTH]
