"""Where words and pairs of neighbouring words stand: first for a run of documents, then for a segment."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import sub

from congkhai.search.abbreviations import Abbreviations, Pair
from congkhai.search.documents import Document
from congkhai.search.folding import composed, words
from congkhai.search.passages import Passage
from congkhai.search.phrases import NUMBER_SAID, date_words, extras, quarter_words

Piece = int | tuple[int, int, int, bytes]
"""The passages of one key in one run: the only one; or first, last, count, and the steps between them."""

PARTS = ("", "3", "d", "h", "l", "o", "t")
"""What the keys of each part begin with, at least: one part of all runs is joined at a time, since all take much room."""
TITLED, LABELLED = "\t", "\n"
"""End the key of what stands in title or number, and of what a document is filed under."""
_STEP = 0x80


@dataclass(frozen=True)
class Postings:
    """The keys of one run; passages count from the run's first."""

    terms: dict[str, Piece]
    pairs: dict[str, Piece]


def postings(documents: Iterable[tuple[Document, Sequence[Passage]]], known: Abbreviations) -> Postings:
    """Return the postings of documents cut into passages."""
    said, titled, labelled = _Noted(), _Noted(), _Noted()
    unit = 0
    for document, parts in documents:
        titled.note(*_head(document, known), unit)
        labelled.note(*_labels(document, known), unit)
        for part in parts:
            said.note(*_said(part.words, known, part.after), unit)
            unit += 1
    noted = (("", said), (TITLED, titled), (LABELLED, labelled))
    return Postings(
        {f"{term}{end}": _piece(units) for end, one in noted for term, units in one.terms.items()},
        {f"{' '.join(pair)}{end}": _piece(units) for end, one in noted for pair, units in one.pairs.items()},
    )


def parted(found: Postings) -> list[Postings]:
    """Return the keys of each part."""
    parts = [Postings({}, {}) for _ in PARTS]
    for key, piece in found.terms.items():
        parts[_part(key[:2])].terms[key] = piece
    for key, piece in found.pairs.items():
        parts[_part(key[:2])].pairs[key] = piece
    return parts


@cache
def _part(beginning: str) -> int:
    """Return the part of a key by its first two signs: it stands in order of its letters, and a mark alone has none."""
    return bisect(PARTS, beginning[0]) - 1 if beginning[1:].strip() else 0


class _Noted:
    """The passages of words and pairs, as they are met."""

    def __init__(self) -> None:
        self.terms: defaultdict[str, list[int]] = defaultdict(list)
        self.pairs: defaultdict[Pair, list[int]] = defaultdict(list)

    def note(self, found: set[str], beside: set[Pair], unit: int) -> None:
        terms, pairs = self.terms, self.pairs
        for term in found:
            terms[term].append(unit)
        for pair in beside:
            pairs[pair].append(unit)


def _said(own: list[str], known: Abbreviations, after: Sequence[str] = ()) -> tuple[set[str], set[Pair]]:
    """Return the words of a passage and its pairs, with those that it says in other words, and the first word behind it."""
    found = [*own, *after]
    near = found[: len(own) + 1]
    terms, pairs = set(near), set(pairwise(near))
    for first, last, other in extras(found, {*pairs, *pairwise(after)} if after else pairs, known):
        if first >= len(own):
            continue
        terms.update(other)
        if first:
            pairs.add((found[first - 1], other[0]))
        if last + 1 < len(found):
            pairs.add((other[-1], found[last + 1]))
        if len(other) > 1:
            pairs.update(pairwise(other))
    return terms, pairs


def _head(document: Document, known: Abbreviations) -> tuple[set[str], set[Pair]]:
    """Return the words of title, kind and number, and of the date that names the document."""
    terms: set[str] = set(date_words(document.date) if document.is_named_by_date else ())
    pairs: set[Pair] = set()
    kind, number = words(composed(document.kind)), words(composed(document.number))
    for found in (words(composed(document.title)), [*kind, *number] if number else []):
        if found:
            more = _said(found, known)
            terms |= more[0]
            pairs |= more[1]
    for name, figure in _called(kind, number):
        terms.add(NUMBER_SAID)
        pairs |= {(name, figure), (name, NUMBER_SAID)}
        if number[0][0].isdigit():
            pairs.add((NUMBER_SAID, figure))
    return terms, pairs


def _labels(document: Document, known: Abbreviations) -> tuple[set[str], set[Pair]]:
    """Return the words of what a document is filed under; no pair reaches from one label into the next."""
    terms: set[str] = set(quarter_words(document.date) if document.is_named_by_date else date_words(document.date))
    pairs: set[Pair] = set()
    for label in document.labels:
        if found := words(composed(label)):
            more = _said(found, known)
            terms |= more[0]
            pairs |= more[1]
    return terms, pairs


def _called(kind: list[str], number: list[str]) -> Iterator[Pair]:
    """Yield what may be said before a number, and the number: `12/KH-UBND` is KH 12, `KN-2026-042` is KN 42."""
    if len(number) > 1 and number[0][0].isdigit():
        figure, name = number[:2]
    elif len(number) > 2 and number[2][0].isdigit():  # noqa: PLR2004 - letters, year, number
        name, _, figure = number[:3]
    else:
        return
    yield name, figure
    if kind:
        yield kind[-1], figure


def _piece(units: list[int]) -> Piece:
    if len(units) == 1:
        return units[0]
    return units[0], units[-1], len(units), steps(map(sub, units[1:], units))


def steps(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, seven bits to a byte, low bits first; the high bit says that more follow."""
    listed = [*numbers]
    try:
        found = bytes(listed)
    except ValueError:
        found = b"\xff"
    return found if found.isascii() else b"".join(map(number, listed))


def number(value: int) -> bytes:
    """Return one number as bytes."""
    if value < _STEP:
        return bytes((value,))
    out = bytearray()
    while value >= _STEP:
        out.append(value & 0x7F | _STEP)
        value >>= 7
    out.append(value)
    return bytes(out)


def joined(runs: Sequence[tuple[int, Piece]], limit: int) -> bytes:
    """Return the postings of one key over runs, each with its first passage: newest `limit`, and how many there are.

    A list that was cut begins with a zero and the whole count; a whole one begins with its first passage and one.
    """
    total = sum([1 if isinstance(piece, int) else piece[2] for _, piece in runs])
    if total <= limit:
        return _joined(runs)
    kept = [*_newest(runs, total - limit)]
    return _joined(runs) if len(kept) == len(runs) else b"\0" + number(total) + _joined(kept)


def _joined(runs: Iterable[tuple[int, Piece]]) -> bytes:
    out, last = b"", -1
    for start, piece in runs:
        if isinstance(piece, int):
            out += number(start + piece - last)
            last = start + piece
        else:
            out += number(start + piece[0] - last) + piece[3]
            last = start + piece[1]
    return out


def _newest(runs: Sequence[tuple[int, Piece]], surplus: int) -> Iterator[tuple[int, Piece]]:
    """Yield the runs that remain when the oldest are left out, as long as they are surplus."""
    for start, piece in runs:
        count = 1 if isinstance(piece, int) else piece[2]
        if surplus < count:
            surplus = 0
            yield start, piece
        else:
            surplus -= count
