"""Segments: runs of documents whose postings are joined and cut into shards that are fetched one by one."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

from congkhai.search.columns import columns
from congkhai.search.documents import Facet
from congkhai.search.postings import LABELLED, PARTS, TITLED, Piece, joined
from congkhai.search.runs import Run
from congkhai.search.shards import Shards

_LEAST, _PER_ROOT = 384, 14
"""Bytes of a shard: more in a larger index, because the list of shards grows with their number."""
_OFTEN, _SHARE = 4096, 16
"""A list is cut beyond so many passages, or beyond this part of all."""
_SPELLED = 3
"""A word with fewer letters is never put right."""
Keys = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Segment:
    """What the manifest says of a segment, and its files by name."""

    about: dict[str, object]
    files: dict[str, bytes]


def segment(runs: Sequence[Run], facets: Sequence[Facet], first: int, unit: int) -> Segment:
    """Return the segment of `runs`, whose first document and first passage have these numbers."""
    counts = [len(parts) for run in runs for parts in run.records]
    units = sum(counts)
    least = _LEAST + _PER_ROOT * isqrt(units)
    terms, pairs = Shards("t", least), Shards("p", least)
    plain: dict[str, None] = {}
    # All keys together would take a tenth of what a whole build may.
    for part in range(len(PARTS)):
        words, beside = _keys(runs, part, units)
        plain |= dict.fromkeys(key[: key.index("\t")] for key, _ in words)
        terms.add(words)
        pairs.add(beside)
    about = {
        "documents": len(counts),
        "first": first,
        "units": units,
        "unit": unit,
        "long": [*_long(counts)],
        "records": [part for run in runs for part in (run.name, run.units)],
        "terms": terms.firsts(),
        "pairs": pairs.firsts(),
    }
    files = {**terms.files, **pairs.files, "words.txt": _spelling(plain)}
    files |= columns([document for run in runs for document in run.documents], facets)
    name = _digest(files)
    return Segment({"name": name, **about}, {f"{name}/{file}": content for file, content in files.items()})


def _long(counts: Sequence[int]) -> Iterator[int]:
    """Yield of each document with several passages its place, then how many they are."""
    for place, count in enumerate(counts):
        if count > 1:
            yield place
            yield count


def _digest(files: dict[str, bytes]) -> str:
    found = hashlib.sha256()
    for name, content in files.items():
        found.update(name.encode() + content)
    return found.hexdigest()[:10]


def _keys(runs: Sequence[Run], part: int, units: int) -> tuple[Keys, Keys]:
    """Return the words and the pairs of one part."""
    found = [(run.units, run.postings(part)) for run in runs]
    terms = [(count, keys.terms) for count, keys in found]
    return _joined(terms, units), _joined([(count, keys.pairs) for count, keys in found], units)


def _joined(parts: Sequence[tuple[int, dict[str, Piece]]], units: int) -> Keys:
    """Return every key with its postings over all runs, in order."""
    collected: defaultdict[str, list[tuple[int, Piece]]] = defaultdict(list)
    start = 0
    for count, keys in parts:
        for key, piece in keys.items():
            collected[key].append((start, piece))
        start += count
    limit = max(_OFTEN, units // _SHARE)
    return sorted((_plain_first(key), joined(runs, limit)) for key, runs in collected.items())


def _plain_first(key: str) -> str:
    """Return `letters of a word, letters of the next⇥their marks`, and `t` for what stands in a title, `l` in a label."""
    one, beside, other = key.rstrip(TITLED + LABELLED).partition(" ")
    end = {TITLED: "t", LABELLED: "l"}.get(key[-1], "")
    if not beside:
        return f"{one[:-1]}\t{one[-1]}{end}"
    return f"{one[:-1]} {other[:-1]}\t{one[-1]}{other[-1]}{end}"


def _spelling(words: Iterable[str]) -> bytes:
    """Return the words of letters alone, without marks, that a mistyped word may stand for."""
    return " ".join(word for word in words if len(word) >= _SPELLED and word.isalpha()).encode()
