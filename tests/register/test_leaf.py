"""Leaves: one way to write each, and nothing in them that could be a word of an author."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.register.leaf import Kind, Leaf
from congkhai.register.refusal import Refusal
from registering import BEGAN, digest

ONE, TWO = digest("một"), digest("hai")
LEAVES = (
    Leaf(Kind.GENESIS, BEGAN, digest=ONE),
    Leaf(Kind.RULES, BEGAN, digest=ONE),
    Leaf(Kind.CALENDAR, BEGAN, digest=ONE),
    Leaf(Kind.DUTY, BEGAN, parts=(ONE,), basis="luat-2025-72.16", due=BEGAN + 1),
    Leaf(Kind.PUBLISH, BEGAN, document=0, version=1, parts=(ONE, TWO)),
    Leaf(Kind.PUBLISH, BEGAN, document=17, version=1, parts=(ONE, TWO), claimed="2026-03-12"),
    Leaf(Kind.IMPORT, BEGAN, document=2**53 - 1, version=1, parts=(ONE,), claimed="2025"),
    Leaf(Kind.CORRECT, BEGAN, document=17, version=2, previous=5, parts=(TWO,), claimed="2026-03"),
    Leaf(Kind.RETRACT, BEGAN, document=17, previous=7, reason="issued-in-error"),
    Leaf(Kind.ERASE, BEGAN, document=17, parts=(ONE,), reason="privacy"),
    Leaf(Kind.ANCHOR, BEGAN, size=9, digest=ONE),
    Leaf(Kind.BUILD, BEGAN, digest=ONE),
    Leaf(Kind.KEY, BEGAN, digest=ONE),
)
LEAF = LEAVES[5]
CONTENT: dict[str, Any] = json.loads(LEAF.encode())


def written(content: Any) -> bytes:
    """Return JSON in the manner of a leaf."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def by_json(entry: bytes) -> Leaf | None:
    """Return the leaf in some bytes by the slow way that FORMAT.md tells: read as JSON, write again, compare."""
    try:
        found = json.loads(entry)
        kind, time, version = Kind(found.pop("k")), found.pop("t"), found.pop("v")
        leaf = Leaf(kind, time, parts=tuple(found.pop("parts", ())), **found)
        return leaf if version == 1 and leaf.encode() == entry else None
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, Refusal):
        return None


def decoded(entry: bytes) -> Leaf | None:
    """Return the leaf in some bytes, None where they are refused."""
    try:
        return Leaf.decode(entry)
    except Refusal:
        return None


def refused(entry: bytes) -> None:
    """Nothing but a refusal."""
    with pytest.raises(Refusal, match="register-bad-leaf"):
        Leaf.decode(entry)
    assert by_json(entry) is None


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.kind)
def test_leaves_come_back(leaf: Leaf) -> None:
    """Every kind is read as it was written, in order and without a space."""
    entry = leaf.encode()
    assert Leaf.decode(entry) == by_json(entry) == leaf
    assert entry == written(json.loads(entry))
    assert entry.isascii()


def test_a_leaf_in_bytes() -> None:
    """The bytes are these for ever."""
    assert LEAF.encode().decode() == (
        f'{{"claimed":"2026-03-12","document":17,"k":"publish","parts":["{ONE}","{TWO}"],"t":1773305400,"v":1,"version":1}}'
    )


@pytest.mark.parametrize("old", [b'"t":1773305400', b'"document":17', b'"version":1'])
@pytest.mark.parametrize(
    "value",
    [b"1e3", b"1.0", b"1773305400.0", b"true", b"false", b"null", b"-1", b"-0", b"017", b'"17"', b"[17]", b"{}", b"NaN",
     b"Infinity", b"9007199254740992", b"9" * 400, b"9" * 5000, b"1_7", b" 17", b"17 "],
    ids=lambda value: value[:20].decode(),
)  # fmt: skip
def test_numbers(old: bytes, value: bytes) -> None:
    """A number is an integer from 0 to 2^53, in the shortest form."""
    refused(LEAF.encode().replace(old, old.partition(b":")[0] + b":" + value))


@pytest.mark.parametrize(
    "entry",
    [
        LEAF.encode().replace(b'"t":', b'"t":1,"t":'),
        LEAF.encode().replace(b'"v":1,', b""),
        LEAF.encode().replace(b'"v":1', b'"v":2'),
        LEAF.encode().replace(b'"v":1', b'"v":true'),
        LEAF.encode().replace(b'"v":1', b'"v":1.0'),
        LEAF.encode().replace(b'"k":"publish",', b""),
        LEAF.encode().replace(b"publish", b"Publish"),
        LEAF.encode().replace(b'"publish"', b'["publish"]'),
        LEAF.encode().replace(b"publish", b"p\\u0075blish"),
        LEAF.encode().replace(b",", b", "),
        LEAF.encode().replace(b":", b": "),
        LEAF.encode() + b"\n",
        b" " + LEAF.encode(),
        b"\xef\xbb\xbf" + LEAF.encode(),
        LEAF.encode().decode().encode("utf-16"),
        json.dumps(dict(reversed(CONTENT.items())), separators=(",", ":")).encode(),
        b"[]", b"null", b"1", b'"publish"', b"", b"{}", b"{", b"\xff", b"[" * 4000, b'{"a":' * 600,
        LEAF.encode().replace(b'"parts":', b'"parts":' + b"[" * 1000),
    ],
    ids=range(27),
)  # fmt: skip
def test_other_spellings(entry: bytes) -> None:
    """Twice the same key, capitals, escapes, blanks, another order, another encoding, depth: refused."""
    assert entry != LEAF.encode()
    refused(entry)


@pytest.mark.parametrize(
    "change",
    [
        {"tên": "Trần Văn A"}, {"name": "a"}, {"reason": "privacy"}, {"due": 1}, {"digest": ONE}, {"previous": 1}, {"kind": 1},
        {"time": 1}, {"parts": []}, {"parts": [ONE, ONE]}, {"parts": ONE}, {"parts": {ONE: 1}}, {"parts": [ONE.upper()]},
        {"parts": [ONE[:-1]]}, {"parts": [ONE + "\n"]}, {"parts": [[ONE]]}, {"parts": [1]}, {"parts": None}, {"claimed": ""},
        {"claimed": "12/03/2026"}, {"claimed": "2026-03-12T07:00"}, {"claimed": "2026-3"}, {"claimed": "２０２６"}, {"claimed": 2026},
    ],
    ids=str,
)  # fmt: skip
def test_no_other_content(change: dict[str, Any]) -> None:
    """No key more, and no value of another kind."""
    refused(written(CONTENT | change))


@pytest.mark.parametrize("reason", ["", "Lý do", "ly do", "LY-DO", "a\n", "a" * 121, "đ"], ids=repr)
def test_reasons_are_words_of_ours(reason: str) -> None:
    """A reason is a word, not a text."""
    with pytest.raises(Refusal, match="register-bad-leaf"):
        LEAVES[8]._replace(reason=reason).encode()


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.kind)
def test_nothing_may_be_missing(leaf: Leaf) -> None:
    """Each kind has its fields, only a claimed day may be left out."""
    content = json.loads(leaf.encode())
    for name in content.keys() - {"claimed"}:
        refused(written({key: value for key, value in content.items() if key != name}))


def test_a_leaf_is_short() -> None:
    """A leaf of more than 4,096 bytes is not written, and not read."""
    parts = tuple(digest(f"{number}") for number in range(60))
    long = LEAF._replace(parts=parts)
    with pytest.raises(Refusal, match="register-bad-leaf"):
        long.encode()
    refused(written(CONTENT | {"parts": parts}))
    assert len(LEAF._replace(parts=parts[:50]).encode()) < 4096


@given(st.binary(max_size=60) | st.tuples(st.integers(0, 240), st.binary(max_size=4)).map(
    lambda change: LEAF.encode()[: change[0]] + change[1] + LEAF.encode()[change[0] + 1 :]
))  # fmt: skip
def test_random_bytes(entry: bytes) -> None:
    """Any bytes are a leaf in its one form, or refused in words; both ways of reading agree."""
    assert decoded(entry) == by_json(entry)


@given(
    st.integers(-5, 2**54)
    | st.integers(2**53 - 10**6, 2**53 + 10**6)
    | st.integers(0, 20).map(lambda digits: 10**digits)
)
def test_the_greatest_number(value: int) -> None:
    """Both ways of reading end numbers at the same place."""
    entry = written(CONTENT | {"document": value})
    assert (decoded(entry) is not None) == (0 <= value < 2**53)
    assert decoded(entry) == by_json(entry)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from([ONE, "publish"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*CONTENT, "due", "size", "reason"]), _JSON))
def test_random_values(change: dict[str, Any]) -> None:
    """Any JSON in the place of a value is refused, or is what a leaf may say."""
    entry = written(CONTENT | change)
    assert decoded(entry) == by_json(entry)
