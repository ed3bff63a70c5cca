"""Runs: documents that are indexed together, and whose work can be kept from one build to the next."""

import hashlib
import json
import marshal
import unicodedata
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain
from typing import TypeVar

from congkhai.search.abbreviations import Abbreviations
from congkhai.search.documents import Document
from congkhai.search.passages import Passage, passages
from congkhai.search.postings import PARTS, Piece, Postings, parted, postings

T = TypeVar("T")
Kept = MutableMapping[str, bytes]
"""Work kept from one build to the next, as bytes that only the same Python and the same version of this room read."""
RUN = 512
"""Documents of one run."""


class Run:
    """Documents that follow one another: what is shown of each passage, and where their words stand."""

    def __init__(self, documents: Sequence[Document], known: Abbreviations, kept: Kept) -> None:
        self.documents = documents
        self.digest = _digest(documents, known)
        self._known = known
        self._kept = kept

    @cached_property
    def records(self) -> list[list[bytes]]:
        """What is shown of each document: one JSON text a passage."""
        return recall(self._kept, f"records-{self.digest}", self._records)

    @cached_property
    def name(self) -> str:
        """The folder of what is shown, named by it."""
        found = hashlib.sha256()
        for content in chain.from_iterable(self.records):
            found.update(content)
        return found.hexdigest()[:10]

    @property
    def units(self) -> int:
        """Return how many passages there are."""
        return sum(map(len, self.records))

    def postings(self, part: int) -> Postings:
        """Return where the words of one part stand."""
        terms, pairs = recall(self._kept, self._key(part), partial(self._postings, part))
        return Postings(terms, pairs)

    def keep(self) -> None:
        """Ask for the kept work, so that it is not let go of: the next change of a neighbour needs it."""
        for part in range(len(PARTS)):
            self._kept.get(self._key(part))

    def _key(self, part: int) -> str:
        return f"postings-{part}-{self.digest}"

    def _records(self) -> list[list[bytes]]:
        cut = [(document, [*passages(document)]) for document in self.documents]
        # The text is cut but once.
        self._work_out(cut)
        return [
            [_record(document, part.text, document.labels if part is parts[-1] else ()) for part in parts]
            for document, parts in cut
        ]

    def _postings(self, part: int) -> tuple[dict[str, Piece], dict[str, Piece]]:
        every = self._work_out([(document, [*passages(document)]) for document in self.documents])
        return every[part].terms, every[part].pairs

    def _work_out(self, cut: Sequence[tuple[Document, Sequence[Passage]]]) -> list[Postings]:
        """Return all parts, and keep them."""
        every = parted(postings(cut, self._known))
        for at, one in enumerate(every):
            self._kept[self._key(at)] = marshal.dumps((one.terms, one.pairs))
        return every


def recall(kept: Kept, key: str, work: Callable[[], T]) -> T:
    """Return what was kept under a key, or do the work and keep it."""
    # What is damaged is as good as nothing.
    with suppress(KeyError, ValueError, EOFError, TypeError):
        return marshal.loads(kept[key])  # type: ignore[no-any-return]  # noqa: S302 - it builds plain values and runs nothing
    found = work()
    # As bytes: the values themselves take three times the room.
    kept[key] = marshal.dumps(found)  # type: ignore[arg-type]  # plain values, all that is kept here
    return found


def runs(documents: Sequence[Document], known: Abbreviations, kept: Kept) -> Iterator[Run]:
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
        facets = [(name, *one.facets[name]) for name in sorted(one.facets)]
        head = (one.address, one.title, one.kind, one.date, one.number, one.is_named_by_date)
        # Quoted, so that no sign within a text looks like the end of it.
        found.update(repr((head, [*one.texts], [*one.labels], facets)).encode())
    return found.hexdigest()
