"""Segments: runs of documents whose postings are joined and cut into shards that are fetched one by one."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import isqrt

from congkhai.search.columns import columns
from congkhai.search.documents import Facet
from congkhai.search.postings import LABELLED, PARTS, TITLED, Piece, joined, number, steps
from congkhai.search.runs import Run

_LEAST, _PER_ROOT = 384, 14
"""Bytes of a shard: more in a larger index, because the list of shards grows with their number."""
_OFTEN, _SHARE = 4096, 16
"""A list is cut beyond so many passages, or beyond this part of all."""
_NONE_SHARED, _MOST_SHARED = ord("A"), 25
"""No key has a capital: A for none, Z for twenty-five."""
_SPELLED = 3
"""A word with fewer letters is never put right."""


@dataclass(frozen=True)
class Segment:
    """What the manifest says of a segment, and its files by name."""

    about: dict[str, object]
    files: dict[str, bytes]


def segment(runs: Sequence[Run], facets: Sequence[Facet], first: int, unit: int) -> Segment:
    """Return the segment of `runs`, whose first document and first passage have these numbers."""
    counts = [len(parts) for run in runs for parts in run.records]
    units = sum(counts)
    terms: list[tuple[str, bytes]] = []
    pairs: list[tuple[str, bytes]] = []
    for part in range(len(PARTS)):
        found = [(run.units, run.postings(part)) for run in runs]
        terms += _joined([(count, keys.terms) for count, keys in found], units)
        pairs += _joined([(count, keys.pairs) for count, keys in found], units)
    # Hardly a key is out of order: only that of a mark without a letter.
    terms.sort()
    pairs.sort()
    files: dict[str, bytes] = {}
    about = {
        "documents": len(counts),
        "first": first,
        "units": units,
        "unit": unit,
        "long": [*_long(counts)],
        "records": [part for run in runs for part in (run.name, run.units)],
        "terms": _add_shards("t", terms, units, files),
        "pairs": _add_shards("p", pairs, units, files),
    }
    files["words.txt"] = _spelling(terms)
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


def _joined(parts: Sequence[tuple[int, dict[str, Piece]]], units: int) -> list[tuple[str, bytes]]:
    """Return every key with its postings over all runs."""
    collected: defaultdict[str, list[tuple[int, Piece]]] = defaultdict(list)
    start = 0
    for count, keys in parts:
        for key, piece in keys.items():
            collected[key].append((start, piece))
        start += count
    limit = max(_OFTEN, units // _SHARE)
    return [(_plain_first(key), joined(runs, limit)) for key, runs in collected.items()]


def _plain_first(key: str) -> str:
    """Return `letters of a word, letters of the next⇥their marks`, and `t` for what stands in a title, `l` in a label."""
    one, beside, other = key.rstrip(TITLED + LABELLED).partition(" ")
    end = {TITLED: "t", LABELLED: "l"}.get(key[-1], "")
    if not beside:
        return f"{one[:-1]}\t{one[-1]}{end}"
    return f"{one[:-1]} {other[:-1]}\t{one[-1]}{other[-1]}{end}"


def _add_shards(kind: str, keys: Sequence[tuple[str, bytes]], units: int, files: dict[str, bytes]) -> str:
    """Add the shards of `keys` to `files`; return their first keys, each cut to what tells it from the key before it."""
    firsts = []
    for at, (start, shard) in enumerate(_shards(keys, _LEAST + _PER_ROOT * isqrt(units))):
        firsts.append(start)
        files[f"{kind}{at}.txt"] = shard
    if not firsts:
        files[f"{kind}0.txt"] = _shard([])
    return fronted(firsts)


def fronted(keys: Sequence[str]) -> str:
    """Return keys in one text: for each a capital that says how many letters it shares with the one before, and its others."""
    found, before = [], ""
    for key in keys:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, key, strict=False))
        shared = min(sum(1 for _ in alike), _MOST_SHARED)
        found.append(f"{chr(_NONE_SHARED + shared)}{key[shared:]}")
        before = key
    return "".join(found)


def _shards(keys: Sequence[tuple[str, bytes]], most: int) -> Iterator[tuple[str, bytes]]:
    """Yield shards with their first key; what differs only in marks stays together."""
    held: list[tuple[str, bytes]] = []
    size, start, last = 0, "", ""
    for key, found in keys:
        plain = key[: key.index("\t")]
        if size >= most and plain != last:
            yield start, _shard(held)
            start, held, size = _shortest(last, plain), [], 0
        held.append((key, found))
        size += len(key) + len(found) + 2
        last = plain
    if held:
        yield start, _shard(held)


def _shortest(before: str, after: str) -> str:
    """Return the shortest beginning of `after` that comes later than `before`."""
    for length in range(1, len(after)):
        if after[:length] > before:
            return after[:length]
    return after


def _shard(keys: Sequence[tuple[str, bytes]]) -> bytes:
    text = "\n".join([key for key, _ in keys]).encode()
    return b"".join([number(len(text)), text, steps(len(found) for _, found in keys), *(found for _, found in keys)])


def _spelling(terms: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the words of letters alone, without marks, that a mistyped word may stand for."""
    plain = dict.fromkeys(key[: key.index("\t")] for key, _ in terms)
    return " ".join(word for word in plain if len(word) >= _SPELLED and word.isalpha()).encode()
