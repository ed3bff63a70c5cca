"""Runs: documents that are indexed together, and whose work can be kept from one build to the next."""

import hashlib
import json
import marshal
import unicodedata
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TypeVar

from congkhai.search.abbreviations import Abbreviations
from congkhai.search.documents import Document
from congkhai.search.passages import Passage, passages
from congkhai.search.postings import Piece, Postings, postings

T = TypeVar("T")
Kept = MutableMapping[str, bytes]
"""Work kept from one build to the next, as bytes that only the same Python reads."""
RUN = 512
"""Documents of one run."""


class Run:
    """Documents that follow one another: what is shown of each passage, and where their words stand."""

    def __init__(self, documents: Sequence[Document], known: Abbreviations, kept: Kept | None) -> None:
        self.documents = documents
        self.digest = _digest(documents, known)
        self._known = known
        self._kept = kept
        self._cut: list[tuple[Document, list[Passage]]] | None = None

    @cached_property
    def records(self) -> list[list[bytes]]:
        """What is shown of each document: one JSON text a passage."""
        return recall(self._kept, f"records-{self.digest}", self._records)

    @property
    def units(self) -> int:
        """Return how many passages there are."""
        return sum(map(len, self.records))

    def postings(self) -> Postings:
        """Return where words stand, and forget the cut text."""
        terms, pairs = recall(self._kept, f"postings-{self.digest}", self._postings)
        self._cut = None
        return Postings(terms, pairs)

    def keep(self) -> None:
        """Ask for the kept work, so that it is not let go of: the next change of a neighbour needs it."""
        if self._kept is not None:
            self._kept.get(f"postings-{self.digest}")

    def _postings(self) -> tuple[dict[str, Piece], dict[str, Piece]]:
        found = postings(self._cut or self._passages(), self._known)
        return found.terms, found.pairs

    def _passages(self) -> list[tuple[Document, list[Passage]]]:
        return [(document, [*passages(document)]) for document in self.documents]

    def _records(self) -> list[list[bytes]]:
        self._cut = self._passages()
        return [
            [_record(document, part.text, document.labels if part is parts[-1] else ()) for part in parts]
            for document, parts in self._cut
        ]


def recall(kept: Kept | None, key: str, work: Callable[[], T]) -> T:
    """Return what was kept under a key, or do the work and keep it, if anything is kept."""
    if kept is None:
        return work()
    # What is damaged is as good as nothing.
    with suppress(KeyError, ValueError, EOFError, TypeError):
        return marshal.loads(kept[key])  # type: ignore[no-any-return]  # noqa: S302 - it builds plain values and runs nothing
    found = work()
    # As bytes: the values themselves take three times the room.
    kept[key] = marshal.dumps(found)  # type: ignore[arg-type]  # plain values, all that is kept here
    return found


def runs(documents: Sequence[Document], known: Abbreviations, kept: Kept | None) -> Iterator[Run]:
    """Yield documents in runs."""
    for start in range(0, len(documents), RUN):
        yield Run(documents[start : start + RUN], known, kept)


def _record(document: Document, text: str, labels: Sequence[str]) -> bytes:
    shown = {
        "address": document.address,
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "number": document.number,
        "text": unicodedata.normalize("NFC", "\n".join([part for part in (text, *labels) if part])),
    }
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(documents: Sequence[Document], known: Abbreviations) -> str:
    found = hashlib.sha256(repr(known).encode())
    for one in documents:
        facets = (part for name in sorted(one.facets) for part in ("\2", name, *one.facets[name]))
        head = (one.address, one.title, one.kind, one.date, one.number)
        found.update("\0".join((*head, *one.texts, "\1", *one.labels, "\1", *facets, "\1")).encode())
    return found.hexdigest()
