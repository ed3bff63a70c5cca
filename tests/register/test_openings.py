"""Openings: what a digest stands for, under a nonce of its own."""

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.register.openings import Opening, Role, blind, path
from congkhai.register.refusal import Refusal

OPENING = blind(Role.FILE, b"%PDF", "tai-lieu/ke-hoach.pdf", "Kế hoạch.pdf", lambda count: "ab" * count)
CONTENT: dict[str, Any] = json.loads(OPENING.encode())


def written(content: Any) -> bytes:
    """Return JSON in the manner of an opening."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_an_opening_in_bytes() -> None:
    """The bytes are these for ever."""
    assert OPENING.encode().decode() == (
        '{"address":"tai-lieu/ke-hoach.pdf","name":"Kế hoạch.pdf","nonce":"' + "ab" * 32 + '","role":"file",'
        '"sha256":"' + sha256(b"%PDF").hexdigest() + '","size":4}'
    )
    assert OPENING.digest == sha256(OPENING.encode()).hexdigest()
    assert Opening.decode(OPENING.encode()) == OPENING
    assert path(OPENING.digest) == f"addenda/{OPENING.digest[:2]}/{OPENING.digest[2:4]}/{OPENING.digest}"


def test_the_same_content_twice() -> None:
    """Two openings of one content have nothing in common that a reader of their digests could see."""
    one, two = (blind(Role.TEXT, b"0912345678", "", "") for _ in range(2))
    assert one.sha256 == two.sha256
    assert one.digest != two.digest
    assert len(bytes.fromhex(one.nonce)) == 32


def test_words_are_nfc() -> None:
    """However it was typed, a name is written in one way."""
    typed = blind(Role.FILE, b"", "", "Kê\u0301 hoạch", lambda count: "00" * count)
    assert "Kế" in typed.encode().decode()
    with pytest.raises(Refusal, match="register-bad-opening"):
        Opening.decode(written(CONTENT | {"name": "Kê\u0301 hoạch"}))


@pytest.mark.parametrize(
    "change",
    [
        {"size": -1}, {"size": 1.5}, {"size": True}, {"size": "4"}, {"size": None}, {"size": 2**53}, {"size": [4]}, {"role": "tệp"},
        {"role": 1}, {"role": []}, {"nonce": "ab" * 31}, {"nonce": "AB" * 32}, {"nonce": 1}, {"sha256": "x" * 64}, {"sha256": None},
        {"name": 1}, {"name": None}, {"name": ["a"]}, {"name": {"a": 1}}, {"address": 1}, {"address": []}, {"more": 1},
        {"name": "a" * 20_000},
    ],
    ids=lambda change: str(change)[:30],
)  # fmt: skip
def test_wrong_values(change: dict[str, Any]) -> None:
    """Each field is of its kind."""
    with pytest.raises(Refusal, match="register-bad-opening"):
        Opening.decode(written(CONTENT | change))


@pytest.mark.parametrize("name", CONTENT)
def test_nothing_may_be_missing(name: str) -> None:
    """All six fields are there."""
    with pytest.raises(Refusal, match="register-bad-opening"):
        Opening.decode(written({key: value for key, value in CONTENT.items() if key != name}))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"1", b'""', b"null", b"\xff", b"[" * 100_000, OPENING.encode() + b"\n", OPENING.encode().replace(b":", b": "),
        OPENING.encode().replace(b'"size":4', b'"size":4,"size":4'), OPENING.encode().replace("ế".encode(), b"\\u1ebf"),
        OPENING.encode().replace("ế".encode(), b"\\ud800"), json.dumps(CONTENT, sort_keys=True, separators=(",", ":")).encode(),
    ],
    ids=range(13),
)  # fmt: skip
def test_other_spellings(content: bytes) -> None:
    """An opening has one spelling."""
    with pytest.raises(Refusal, match="register-bad-opening"):
        Opening.decode(content)


@given(st.binary(max_size=40) | st.tuples(st.integers(0, 220), st.binary(max_size=4)).map(
    lambda change: OPENING.encode()[: change[0]] + change[1] + OPENING.encode()[change[0] + 1 :]
))  # fmt: skip
def test_random_bytes(content: bytes) -> None:
    """Any bytes are an opening in its one form, or refused in words."""
    try:
        opening = Opening.decode(content)
    except Refusal:
        return
    assert opening.encode() == content


@pytest.mark.parametrize(
    "sign", ["\n", "\0", "\x1b", "\x7f", "\x9b", "\u2028", "\u202e", "\u2066", "\u061c", "\u200e", "\u200f"]
)
def test_names_that_move_other_words_are_refused(sign: str) -> None:
    """What breaks a line or turns it around stands in no name and no address, whether made or read."""
    for address, name in ((f"/a{sign}/", "b"), ("/a/", f"b{sign}c")):
        with pytest.raises(Refusal, match="register-bad-opening"):
            blind(Role.FILE, b"x", address, name)
        forged = Opening("0" * 64, Role.FILE, "0" * 64, 1, address, name)
        with pytest.raises(Refusal, match="register-bad-opening"):
            Opening.decode(forged.encode())
    assert blind(Role.FILE, b"x", "/a/", "b\u200d\u0301c").name == "b\u200d\u0301c"
