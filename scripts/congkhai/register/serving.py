"""What of a register is served: its log, and the openings that leaves name and that were not erased; nothing else."""

from collections.abc import Iterator
from pathlib import Path

from congkhai.register import finding, openings
from congkhai.register.log import CHECKPOINT, KEY, Log
from congkhai.register.state import replay


def files(folder: Path, log: Log) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of a register as it stands at the head of `log`, with the hints to find things.

    What an interrupted run left behind, and whatever else lies in the folder, is nobody's business.
    """
    yield CHECKPOINT, str(log.head.note).encode()
    yield KEY, f"{log.key}\n".encode()
    for path in sorted((folder / "tile").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
    state = replay(log.leaves())
    for part in sorted(state.parts - state.erased):
        yield openings.path(part), log.read(openings.path(part))
    yield from finding.files(log)
