"""The index read as FORMAT.md tells, by a reader that shares no code with the browser's: what it finds is what a look at every text finds."""

import json
import random
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from unittest import mock

from congkhai.search import Document, Facet, Index, build, segments
from congkhai.search.folding import composed, words

VOCABULARY = re.findall(
    r"\w+", "sách thư viện đèn đến đền đường kỹ sư quý bà truyện cổ tích Straße ΛΟΓΟΣ мир 1a 12kh 007 bến không chồng"
)
Lists = dict[str, set[int]]


class _Reader:
    """Reads the files of an index."""

    def __init__(self, index: Index) -> None:
        self.files = dict(index.files())
        self.about = json.loads(self.files["manifest.json"])

    def records(self) -> Iterator[dict[str, str]]:
        """Yield what is shown of each passage, in order."""
        for one in self.about["segments"]:
            for folder, count in _by_two(one["records"]):
                yield from (json.loads(self.files[f"{folder}/r{place}.json"]) for place in range(count))

    def documents(self) -> Iterator[int]:
        """Yield the number of the document of each passage."""
        for one in self.about["segments"]:
            long = dict(_by_two(one["long"]))
            for place in range(one["documents"]):
                yield from [one["first"] + place] * long.get(place, 1)

    def lists(self, kind: str) -> tuple[Lists, dict[str, int]]:
        """Return the passages of every key, and of a list that was cut how many there are."""
        found: Lists = defaultdict(set)
        cut: dict[str, int] = defaultdict(int)
        for one in self.about["segments"]:
            starts = [*_fronted(one[{"t": "terms", "p": "pairs"}[kind]])]
            for at in range(len(starts)):
                for key, numbers in _shard(self.files[f"{one['name']}/{kind}{at}.txt"]):
                    assert bisect(starts, key.partition("\t")[0]) == at + 1
                    if numbers[0] == 0:
                        cut[key] += numbers[1]
                        del numbers[:2]
                    passage = one["unit"] - 1
                    for step in numbers:
                        passage += step
                        found[key].add(passage)
        return dict(found), dict(cut)

    def values(self, name: str) -> Iterator[list[str]]:
        """Yield each document's values of a facet."""
        for one in self.about["segments"]:
            for place in range(one["documents"]):
                chunk, row = divmod(place, self.about["chunk"])
                column = json.loads(self.files[f"{one['name']}/c{chunk}.json"])[name]
                signs = [chr(code) for code in range(35, 3000) if code != 92 and not 127 <= code <= 160]
                yield column["values"][signs.index(column["codes"][row])]


def _by_two(listed: list[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(listed[::2], listed[1::2], strict=True)


def _fronted(text: str) -> Iterator[str]:
    key = ""
    for capital, others in re.findall("([A-Z])([^A-Z]*)", text):
        key = key[: ord(capital) - ord("A")] + others
        yield key


def _numbers(content: bytes) -> list[int]:
    return [
        sum((byte & 0x7F) << 7 * place for place, byte in enumerate(one))
        for one in re.findall(rb"[\x80-\xff]*[\x00-\x7f]", content, re.DOTALL)
    ]


def _shard(content: bytes) -> Iterator[tuple[str, list[int]]]:
    size = len(re.match(rb"[\x80-\xff]*.", content, re.DOTALL)[0])  # type: ignore[index]  # there is always one
    end = size + _numbers(content[:size])[0]
    keys = content[size:end].decode().split("\n")
    lengths = _numbers(content[end:])[: len(keys)]
    at = len(content) - sum(lengths)
    for key, length in zip(keys, lengths, strict=True):
        yield key, _numbers(content[at : at + length])
        at += length


def _catalogue(count: int) -> list[Document]:
    dice = random.Random(count)  # noqa: S311 - a corpus, not a secret
    return [
        Document(
            f"/{place:04}/",
            "Mục lục",
            "Sách",
            f"2026-{dice.randint(1, 12):02}" if place % 5 else "",
            texts=[" ".join(dice.choices(VOCABULARY, k=900 if place % 20 == 0 else 9)) for _ in range(2)],
            facets={"shelf": [str(place), str(place % 3), str(place)]},
            labels=["Kho cũ", "Tầng hai"],
            is_guide=place % 30 == 1,
        )
        for place in range(count)
    ]


def test_the_postings_are_those_of_the_texts() -> None:
    """Every word and pair of what is shown, with the first word of the next passage, and no other."""
    reader = _Reader(build(_catalogue(61)))
    shown, of = [*reader.records()], [*reader.documents()]
    texts = [words(composed(one["text"].removesuffix("Kho cũ\nTầng hai"))) for one in shown]
    terms, pairs = Lists(), Lists()
    for passage, text in enumerate(texts):
        beside = passage + 1 < len(of) and of[passage + 1] == of[passage]
        said = [*text, texts[passage + 1][0]] if beside else text
        for word in said:
            terms.setdefault(f"{word[:-1]}\t{word[-1]}", set()).add(passage)
        for one, other in pairwise(said):
            pairs.setdefault(f"{one[:-1]} {other[:-1]}\t{one[-1]}{other[-1]}", set()).add(passage)
    for kind, expected in (("t", terms), ("p", pairs)):
        found, cut = reader.lists(kind)
        assert {key: listed for key, listed in found.items() if key[-1] not in "tl"} == expected
        assert not cut
    assert max(map(len, texts)) <= 256


def test_documents_are_in_order() -> None:
    """Guides, then what has no date, then by date; the labels stand once, at the end of a document."""
    given = _catalogue(61)
    reader = _Reader(build(given))
    shown = [*reader.records()]
    in_order = sorted(given, key=lambda one: (not one.is_guide, one.date, one.address))
    assert [one["address"] for one in shown] == [in_order[number].address for number in reader.documents()]
    assert sum(one["text"].endswith("\nKho cũ\nTầng hai") for one in shown) == len(given) < len(shown)


def test_a_document_has_its_values_once_however_many_there_are() -> None:
    """A chunk may hold more sets of values than there are signs of ASCII; what is given twice is counted once."""
    given = _catalogue(1100)
    reader = _Reader(build(given, [Facet("shelf", "Kệ", {})]))
    in_order = sorted(given, key=lambda one: (not one.is_guide, one.date, one.address))
    assert [*reader.values("shelf")] == [[*dict.fromkeys(one.facets["shelf"])] for one in in_order]


def test_a_list_that_is_too_long_holds_the_newest() -> None:
    """Whole runs are left out, and the count is that of all."""
    given = [Document(f"/{place:04}/", "Mục", "Sách", texts=["kho"]) for place in range(1024)]
    with mock.patch.object(segments, "_OFTEN", 100):
        found, cut = _Reader(build(given)).lists("t")
    assert found["kho\t0"] == {*range(512, 1024)}
    assert cut["kho\t0"] == 1024
