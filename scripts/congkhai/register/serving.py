"""What of a register is served: its log, the openings that leaves name and that were not erased, the time stamps; nothing else."""

from collections.abc import Iterator
from pathlib import Path

from congkhai.register import anchors, finding, heads, openings
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
    for path in sorted((folder / "tile").rglob("*")):
        # A tile is named by its number; a packed copy beside it is made again when it is published.
        if path.is_file() and path.name.isdigit():
            where = path.relative_to(folder).as_posix()
            yield where, log.read(where)
    state = replay(log.leaves())
    for part in sorted(state.parts - state.erased):
        yield openings.path(part), log.read(openings.path(part))
    for _, leaf in anchors.entered(log):
        for name in anchors.FILES:
            where = anchors.path(leaf.digest or "", name)
            yield where, log.read(where)
    yield from finding.files(log)
