"""Documents cut into passages: what is shown of a hit, and what the index counts."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from congkhai.search.documents import Document
from congkhai.search.folding import composed, starts, words

PASSAGE = 256
"""Words of a passage; a text that is up to a quarter longer stays whole."""
_LONGEST = 9
"""Words of the longest name or date that has another form, with a number behind it."""


@dataclass(frozen=True)
class Passage:
    """A part of a document's text with its folded words, and those behind it that may belong to its last ones."""

    text: str
    words: list[str]
    after: list[str]


def passages(document: Document) -> Iterator[Passage]:
    """Yield the passages of a document, at least one."""
    text = unicodedata.normalize("NFC", "\n".join(document.texts))
    found = words(text.lower())
    if len(found) <= PASSAGE * 5 // 4:
        yield Passage(text, found, [])
        return
    step = -(-len(found) // -(-len(found) // PASSAGE))
    places = _places(text)
    for first in range(0, len(found), step):
        end = places[first + step] if first + step < len(found) else len(text)
        yield Passage(
            text[places[first] if first else 0 : end].strip(),
            found[first : first + step],
            found[first + step :][:_LONGEST],
        )


def _places(text: str) -> list[int]:
    """Return where each word begins; lower case is as long as what it was made from, but for a handful of letters."""
    lower = composed(text)
    if len(lower) == len(text):
        return starts(lower)
    letters = [at for at, letter in enumerate(text) for _ in letter.lower()]
    return [letters[at] for at in starts(lower)]
