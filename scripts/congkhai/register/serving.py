"""What of a register is served: its log, the openings that leaves name and that were not erased, the time stamps; nothing else."""

from collections.abc import Iterator
from pathlib import Path

from congkhai.register import anchors, finding, heads, openings, tiles
from congkhai.register.log import KEY, Log
from congkhai.register.state import replay
from congkhai.register.succession import KEYS, file_of, terms


def files(folder: Path, log: Log) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of a register as it stands at the head of `log`, with the hints to find things.

    What an interrupted run left behind, and whatever else lies in the folder, is nobody's business.
    """
    yield from heads.served(log, log.head)
    if known := terms(log.read):
        yield KEYS, file_of(known).encode()
    yield KEY, f"{log.key}\n".encode()
    yield from _tiles(folder, log)
    state = replay(log.leaves())
    for part in sorted(state.parts - state.erased):
        yield openings.path(part), log.read(openings.path(part))
    for _, leaf in anchors.entered(log):
        for name in anchors.FILES:
            where = anchors.path(leaf.digest or "", name)
            yield where, log.read(where)
    yield from finding.files(log)


def _tiles(folder: Path, log: Log) -> Iterator[tuple[str, bytes]]:
    """Yield the tiles and bundles of the tree, and those of its earlier sizes, for whoever reads by an earlier head."""
    for level in (tiles.ENTRIES, *range(tiles.HEIGHT)):
        count = log.checkpoint.size >> (0 if isinstance(level, str) else tiles.HEIGHT * level)
        for number in range(-(-count // tiles.WIDTH)):
            width = tiles.width_of(number, count)
            where = tiles.path(level, number, width)
            content = log.read(where)
            yield where, content
            for smaller in _widths((folder / tiles.path(level, number, 1)).parent, width):
                earlier = tiles.path(level, number, smaller)
                if (found := log.read(earlier)) == _first(level, content, smaller, where):
                    yield earlier, found


def _widths(partial: Path, width: int) -> list[int]:
    """Return which smaller widths of a tile lie in the folder of those that are not full."""
    names = (path.name for path in partial.iterdir()) if partial.is_dir() else ()
    return sorted(int(name) for name in names if name.isascii() and name.isdigit() and 0 < int(name) < width)


def _first(level: int | str, content: bytes, count: int, where: str) -> bytes:
    """Return the first hashes of a tile, or the first entries of a bundle."""
    if level == tiles.ENTRIES:
        return tiles.bundle(tiles.parse_bundle(content, where)[:count])
    return content[: count * tiles.HASH]
