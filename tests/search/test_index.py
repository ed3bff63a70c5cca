"""Properties of the index: order plays no part, the same bytes twice, and a new record leaves the old segment alone."""

import json
import random
import re
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.search import Document, Facet, Index, build, segments, shards
from congkhai.search.index import old_size
from congkhai.search.postings import Postings, number, parted, steps

VOCABULARY = re.findall(
    r"\w+",
    "đèn đường nội bộ chiếu sáng hư hỏng đề nghị sửa chữa mương thoát nước bồi lắng vỉa hè lấn chiếm chợ phường tổ dân phố "
    "trường học thiếu phòng giấy chứng nhận đất đai bồi thường tái định cư Ủy ban nhân dân xem xét trả lời kiến nghị rác "
    "thải môi trường an ninh trật tự tuần tra xe tải cầu cống ngập úng máy bơm hồ sơ thủ tục hành chính trực tuyến",
)
FACETS = [Facet("area", "Địa bàn", {str(area): f"Tổ {area}" for area in range(9)})]


def _document(number: int) -> Document:
    dice = random.Random(number)  # noqa: S311 - a corpus, not a secret
    text = " ".join(dice.choices(VOCABULARY, k=60))
    date = f"2026-{number // 170 + 1:02}-{number % 170 // 7 + 1:02}"
    return Document(f"/{number:05}/", f"Kiến nghị {number}", "Kiến nghị", date, "", [text], {"area": [str(number % 9)]})


def _keys(fronted: str) -> list[str]:
    """Return keys as the reader reads them."""
    found = [""]
    for capital, rest in re.findall("([A-Z])([^A-Z]*)", fronted):
        found.append(found[-1][: ord(capital) - ord("A")] + rest)
    return found[1:]


def _files(index: Index) -> dict[str, bytes]:
    return dict(index.files())


texts = st.lists(
    st.sampled_from([*VOCABULARY, "28/10/2025", "tháng 6 năm 2024", "29/2022/QĐ-UBND", "quý III/2025"]), max_size=30
)
documents = st.lists(
    st.builds(
        Document,
        address=st.integers(0, 99).map("/{}/".format),
        title=texts.map(" ".join),
        kind=st.sampled_from(["Kiến nghị", "Kế hoạch"]),
        date=st.sampled_from(["", "2025", "2025-10", "2025-10-28"]),
        number=st.sampled_from(["", "12/KH-UBND", "KN-2026-042"]),
        texts=st.lists(texts.map(" ".join), max_size=3),
        facets=st.lists(st.sampled_from("123"), max_size=2).map(lambda values: {"area": values}),
    ),
    max_size=20,
    unique_by=lambda document: document.address,
)


@given(documents, st.randoms())
def test_the_order_of_documents_plays_no_part(found: list[Document], dice: random.Random) -> None:
    """Two builds give the same bytes, however the input was shuffled."""
    before = _files(build(found, FACETS))
    dice.shuffle(found)
    assert _files(build(found, FACETS)) == before


class _Asked(dict[str, bytes]):
    """Kept work that knows what was asked for; the rest is let go of between builds."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> bytes:
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        self.asked.add(key)
        return super().get(key, default)


def test_a_build_without_a_change_lets_go_of_no_work() -> None:
    """The words of neighbours are needed when one document changes next time."""
    kept = _Asked()
    found = [Document(f"/{n}/", f"Đường {n}", "Kiến nghị", texts=("Sửa cống",)) for n in range(4)]
    build(found, FACETS, kept=kept)
    kept.asked.clear()
    build(found, FACETS, kept=kept)
    assert kept.asked == set(kept)


@given(documents, documents)
def test_work_that_was_kept_changes_no_byte(one: list[Document], other: list[Document]) -> None:
    """A build with what earlier builds left is the build from nothing."""
    kept: dict[str, bytes] = {}
    build(one, FACETS, kept=kept)
    build([*one, *(new for new in other if new.address not in {had.address for had in one})], FACETS, kept=kept)
    assert _files(build(other, FACETS, kept=kept)) == _files(build(other, FACETS))


def test_kept_work_knows_where_its_passages_begin() -> None:
    """An old document that grows into more passages moves those of the new ones, whose own work stays as it was."""
    kept: dict[str, bytes] = {}
    found = [_document(number) for number in range(600)]
    build(found, FACETS, kept=kept)
    found[0] = replace(found[0], texts=[" ".join(f"chữ {number}" for number in range(400))])
    assert _files(build(found, FACETS, kept=kept)) == _files(build(found, FACETS))


def test_damaged_work_is_as_good_as_none() -> None:
    """Whatever lies under a key, the index is that of a build from nothing."""
    found = [_document(number) for number in range(30)]
    kept: dict[str, bytes] = {}
    whole = _files(build(found, FACETS, kept=kept))
    for damaged in ({key: value[: len(value) // 2] for key, value in kept.items()}, dict.fromkeys(kept, b"?")):
        assert _files(build(found, FACETS, kept=damaged)) == whole


def test_a_new_record_rewrites_little() -> None:
    """Of 2,000 records and the newest one, less than a quarter of the bytes is new."""
    before = _files(build([_document(number) for number in range(2000)], FACETS))
    after = _files(build([_document(number) for number in range(2001)], FACETS))
    new = sum(len(content) for path, content in after.items() if before.get(path) != content)
    assert new <= 0.25 * sum(map(len, after.values()))
    # The record itself is new.
    assert new > 0


@given(st.integers(0, 200_000))
def test_the_old_segment_grows_in_steps(count: int) -> None:
    """The new segment holds less than an eighth of the documents, and the old one moves on seldom."""
    assert 0 <= count - old_size(count) < max(count // 8, 1)
    assert old_size(count + 1) in (old_size(count), count + 1) or old_size(count + 1) - old_size(count) >= count // 32


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_are_written_so_that_they_can_be_read(numbers: list[int]) -> None:
    """Seven bits to a byte, low bits first."""
    read, value, shift = [], 0, 0
    for byte in steps(numbers):
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            read.append(value)
            value = shift = 0
    assert read == numbers
    assert steps(numbers) == b"".join(map(number, numbers))


@pytest.mark.parametrize(
    "changed", [{"is_named_by_date": False}, {"title": "Khác"}, {"labels": ["Khác"]}, {"facets": {"area": ["2"]}}]
)
def test_whatever_changes_is_worked_out_anew(changed: dict[str, object]) -> None:
    """What a document says of itself, where it is filed, and what names it: none of it is taken from an earlier build."""
    kept: dict[str, bytes] = {}
    before = Document("/a/", "Đơn", "Đơn", "2026-02-01", "", ["đèn"], {"area": ["1"]}, is_named_by_date=True)
    build([before], FACETS, kept=kept)
    after = replace(before, **changed)  # type: ignore[arg-type]  # fields by name
    assert (
        _files(build([after], FACETS, kept=kept)) == _files(build([after], FACETS)) != _files(build([before], FACETS))
    )


@pytest.mark.parametrize(
    ("one", "other"), [(["đèn", "đường"], ["đèn\0đường"]), (["đèn", "\1", "\1"], ["đèn", "\1\0\1"])]
)
def test_no_sign_in_a_text_hides_a_change(one: list[str], other: list[str]) -> None:
    """What parts texts in the proof of kept work cannot be written in a text."""
    kept: dict[str, bytes] = {}
    for texts in (one, other):
        found = [Document("/a/", "Đơn", "Đơn", texts=texts)]
        assert _files(build(found, kept=kept)) == _files(build(found))


def test_facets_of_other_names_are_worked_out_anew() -> None:
    """A name may have a blank in it."""
    kept: dict[str, bytes] = {}
    found = [Document("/a/", "Đơn", "Đơn", facets={"kho": ["1"], "cũ": ["2"], "kho cũ": ["3"]})]
    for names in (["kho cũ"], ["kho", "cũ"]):
        facets = [Facet(name, name, {}) for name in names]
        assert _files(build(found, facets, kept=kept)) == _files(build(found, facets))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"address": ""}, "Đơn: no address"),
        ({"address": "/b/"}, "/b/: two documents have this address"),
        ({"date": "28/10/2025"}, "/a/: '28/10/2025' is no ISO date"),
        ({"date": "2025-Q3"}, "/a/: '2025-Q3' is no ISO date"),
        ({"date": "2025-1-5"}, "/a/: '2025-1-5' is no ISO date"),
        ({"texts": "đèn"}, "/a/: texts, labels and values of facets are lists"),
        ({"labels": "đèn"}, "/a/: texts, labels and values of facets are lists"),
        ({"facets": {"area": "12"}}, "/a/: texts, labels and values of facets are lists"),
        ({"title": "\ud800"}, "/a/: U+D800 is half a character"),
        ({"texts": ["đèn", "\udfff đường"]}, "/a/: U+DFFF is half a character"),
        ({"labels": ["\ud83d"]}, "/a/: U+D83D is half a character"),
        ({"facets": {"area": ["\udc00"]}}, "/a/: U+DC00 is half a character"),
    ],
)
def test_what_no_index_can_hold_is_refused(changed: dict[str, object], told: str) -> None:
    """It is told which document, and what is wrong with it."""
    found = replace(Document("/a/", "Đơn", "Đơn"), **changed)  # type: ignore[arg-type]  # fields by name
    with pytest.raises(ValueError, match=re.escape(told)):
        build([found, Document("/b/", "Đơn", "Đơn")], FACETS)


@pytest.mark.parametrize("text", ["1İ ", "İİ", "ΛΟΓΟΣ ", "Ðường "])
def test_letters_that_grow_in_lower_case_move_no_word(text: str) -> None:
    """A long text is cut between words, and nothing of it is lost."""
    whole = f"{text}a b c. " * 300
    shown = [json.loads(content)["text"] for _, content in build([Document("/a/", "A", "K", texts=[whole])]).records()]
    assert len(shown) > 1
    assert " ".join(shown) == whole.strip()


@pytest.mark.parametrize("removed", [3, 1999])
def test_what_was_withdrawn_is_nowhere(removed: int) -> None:
    """A document that is no longer given leaves no word behind, even with kept work."""
    kept: dict[str, bytes] = {}
    secret = Document("/secret/", "Xin rút lại", "Kiến nghị", "2026-02-01", "", ["bimatkhongai noioday"])
    others = [_document(number) for number in range(removed)]
    build([*others, secret], FACETS, kept=kept)
    for path, content in build(others, FACETS, kept=kept).files():
        assert b"bimatkhongai" not in content, path


def test_the_manifest_tells_where_everything_is() -> None:
    """Every file of words belongs to a segment, and every passage has its file."""
    index = build([_document(number) for number in range(100)], FACETS)
    manifest = json.loads(index.manifest)
    names = {segment["name"] for segment in manifest["segments"]}
    assert {path.split("/")[0] for path in index.words} == names
    told = [part for segment in manifest["segments"] for part in segment["records"]]
    named = [f"{name}/r{at}.json" for name, units in zip(told[::2], told[1::2], strict=True) for at in range(units)]
    assert [path for path, _ in index.records()] == named
    assert len(named) == sum(segment["units"] for segment in manifest["segments"])
    for segment in manifest["segments"]:
        for kind, starts in (("t", segment["terms"]), ("p", segment["pairs"])):
            shards = [path for path in index.words if path.startswith(f"{segment['name']}/{kind}")]
            assert len(shards) == len(_keys(starts))
            assert _keys(starts) == sorted(_keys(starts))


def test_what_is_shown_is_never_taken_for_something_else() -> None:
    """When an earlier document grows by a passage, the numbers after it move, and no name that a browser keeps says something else."""
    texts = [[f"Con đường số {place} hỏng."] for place in range(39)]
    longer = [[" ".join(f"Mục {word} nói về việc." for word in range(200))], *texts[1:]]
    shown: dict[str, bytes] = {}
    for words in (texts, longer):
        documents = [
            Document(f"/{place}/", f"Số {place}", "", f"2026-{place // 20 + 1:02}-{place % 20 + 1:02}", "", text)
            for place, text in enumerate(words)
        ]
        index = build(documents)
        for path, content in index.files():
            assert path == "manifest.json" or shown.setdefault(path, content) == content


@given(st.lists(st.text(alphabet=" 0259adegtuđ\u0303\u0301\u0323ăơω", max_size=9), max_size=40))
def test_shards_are_in_order(texts: list[str]) -> None:
    """The reader finds a key by halving the list of shards, whatever marks stand alone in a text."""
    few = [Document(f"/{at}/", "A", "K", "2026-01-01", "", [text, *VOCABULARY]) for at, text in enumerate(texts)]
    with mock.patch.object(segments, "_LEAST", 1), mock.patch.object(segments, "_PER_ROOT", 0):
        told = json.loads(build(few).manifest)["segments"]
    for one in told:
        for starts in (_keys(one["terms"]), _keys(one["pairs"])):
            assert starts == sorted(starts)


@given(st.lists(st.text(alphabet="abđư 19", max_size=40), max_size=20).map(sorted))
def test_keys_are_read_as_they_were_written(keys: list[str]) -> None:
    """However much one shares with the next."""
    assert _keys(shards.fronted(keys)) == keys


@given(st.lists(st.text(min_size=1, max_size=4), max_size=30, unique=True))
def test_every_key_is_in_one_part(keys: list[str]) -> None:
    """No key is lost, and none is there twice."""
    parts = parted(Postings({key: at for at, key in enumerate(keys)}, {key: at for at, key in enumerate(keys)}))
    assert sorted(key for part in parts for key in part.terms) == sorted(keys)
    assert sorted(key for part in parts for key in part.pairs) == sorted(keys)
