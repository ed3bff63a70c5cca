"""The whole index: documents in order of their days, an old segment that seldom changes and a new one."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from congkhai.search.abbreviations import abbreviations
from congkhai.search.columns import CHUNK
from congkhai.search.documents import Document, Facet, ordered
from congkhai.search.fillers import fillers
from congkhai.search.runs import Kept, Run, recall, runs
from congkhai.search.segments import segment

FORMAT = 6
_PARTS = 8
"""The new segment holds less than this part of all documents."""


@dataclass(frozen=True)
class Index:
    """An index: what the reader must have first, the files of words by path, and one file a passage."""

    manifest: str
    words: dict[str, bytes]
    _shown: Sequence[tuple[str, Sequence[Sequence[bytes]]]]

    def records(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of what is shown of each passage."""
        for name, found in self._shown:
            for place, content in enumerate(chain.from_iterable(found)):
                yield f"{name}/r{place}.json", content

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every file."""
        yield "manifest.json", self.manifest.encode()
        yield from self.words.items()
        yield from self.records()


def build(
    documents: Iterable[Document],
    facets: Sequence[Facet] = (),
    kept: Kept | None = None,
) -> Index:
    """Return the index of `documents`, whose order plays no part; `kept` spares work that an earlier build did."""
    known, kept = abbreviations(), {} if kept is None else kept
    every = ordered(documents)
    cut = old_size(len(every))
    segments, unit = [], 0
    shown: list[tuple[str, list[list[bytes]]]] = []
    for first, part in ((0, every[:cut]), (cut, every[cut:])):
        if part:
            found = [*runs(part, known, kept)]
            segments.append(_segment(found, facets, first, unit, kept))
            # Not the runs: they hold every document.
            shown += [(run.name, run.records) for run in found]
            unit += sum(run.units for run in found)
    manifest = {
        "format": FORMAT,
        "chunk": CHUNK,
        "guides": sum(document.is_guide for document in every),
        "segments": [about for about, _ in segments],
        "facets": [{"name": one.name, "label": one.label, "values": one.values} for one in facets],
        "abbreviations": known.written,
        "spoken": known.spoken,
        **asdict(fillers()),
    }
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    return Index(text, {path: content for _, files in segments for path, content in files.items()}, shown)


def old_size(count: int) -> int:
    """Return how many of `count` documents, the oldest, are in the old segment: it moves on in steps of a power of two."""
    step = 1 << max(count // _PARTS, 1).bit_length() - 1
    return count // step * step


def write(index: Index, folder: Path) -> None:
    """Write every file of an index into a folder; what an older one left there stays."""
    for path, content in index.files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _segment(
    found: Sequence[Run], facets: Sequence[Facet], first: int, unit: int, kept: Kept
) -> tuple[dict[str, object], dict[str, bytes]]:
    names = [facet.name for facet in facets]
    key = f"segment-{first}-{unit}-{names}-{'-'.join(run.digest[:16] for run in found)}"

    def made() -> tuple[dict[str, object], dict[str, bytes]]:
        new = segment(found, facets, first, unit)
        return new.about, new.files

    for run in found if key in kept else ():
        run.keep()
    return recall(kept, key, made)
