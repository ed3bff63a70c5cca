"""Heads and proof files: read in one way only, and not one bit of them can be turned."""

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from congkhai.register.checkpoint import Checkpoint, Head, Proof, number
from congkhai.register.hashing import leaf_hash, root
from congkhai.register.notes import Key, sign
from congkhai.register.proofs import inclusion
from congkhai.register.refusal import Refusal

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = Key("phuong.vn/so", PRIVATE.public_key().public_bytes_raw())
ENTRIES = [f"mục {index}".encode() for index in range(13)]
HASHES = [leaf_hash(entry) for entry in ENTRIES]
HEAD = Checkpoint(KEY.name, len(ENTRIES), root(HASHES))
NOTE = sign(str(HEAD), KEY.name, PRIVATE)


def made(index: int, extra: bytes = b"") -> Proof:
    """Return the proof of one entry."""
    path = inclusion(lambda level, place: root(HASHES[place << level : place + 1 << level]), index, len(HASHES))
    return Proof(index, tuple(path), NOTE, extra)


def flipped(content: bytes) -> list[bytes]:
    """Return the content with each of its bits turned."""
    number = int.from_bytes(content)
    return [(number ^ 1 << bit).to_bytes(len(content)) for bit in range(len(content) * 8)]


def test_a_head_comes_back() -> None:
    """What was signed is read."""
    assert Head.parse(str(NOTE).encode(), KEY).checkpoint == HEAD
    assert str(HEAD).startswith("phuong.vn/so\n13\n")


def test_no_bit_of_a_head_can_be_turned() -> None:
    """Each turned bit is refused, and refused in words."""
    for content in flipped(str(NOTE).encode()):
        with pytest.raises(Refusal):
            Head.parse(content, KEY)


@pytest.mark.parametrize("extra", [b"", b'{"opening":1}'], ids=["plain", "with extra"])
def test_no_bit_of_a_proof_can_be_turned(extra: bytes) -> None:
    """Each turned bit is refused; the words that go with a proof are no part of it and may differ."""
    content = str(made(7, extra)).encode()
    Proof.parse(content).check(ENTRIES[7], KEY)
    for other in flipped(content):
        try:
            proof = Proof.parse(other)
            proof.check(ENTRIES[7], KEY)
        except Refusal:
            continue
        assert proof.extra != extra
        assert proof == Proof(7, made(7).path, NOTE, proof.extra)


@pytest.mark.parametrize("index", range(len(ENTRIES)))
def test_proofs(index: int) -> None:
    """A proof file comes back, holds for its entry, and for no other."""
    proof = Proof.parse(str(made(index)).encode())
    assert proof == made(index)
    assert proof.check(ENTRIES[index], KEY) == HEAD
    for other in (*ENTRIES[:index], *ENTRIES[index + 1 :], b""):
        with pytest.raises(Refusal, match="register-bad-proof"):
            proof.check(other, KEY)


@pytest.mark.parametrize(
    "text", ["+1", "01", " 1", "1 ", "", "-1", "1_0", "１３", "1e1", "0x1", "1.0", "١", "99999999999999999", "1\r"]
)
def test_numbers(text: str) -> None:
    """A number is plain digits without a leading nought, in a head and in a proof."""
    with pytest.raises(Refusal, match="register-bad-checkpoint"):
        number(text)
    with pytest.raises(Refusal):
        Head.parse(str(sign(str(HEAD).replace("\n13\n", f"\n{text}\n"), KEY.name, PRIVATE)).encode(), KEY)
    with pytest.raises(Refusal):
        Proof.parse(str(made(7)).replace("index 7\n", f"index {text}\n").encode())
    assert [number("0"), number("10")] == [0, 10]


@pytest.mark.parametrize(
    "text",
    [
        "phuong.vn/so\n13\n",
        "phuong.vn/so\n13\nAAAA\n",
        f"{HEAD}"[:-2] + "\n",
        f"{HEAD}"[:-3] + "F=\n",
        f"{HEAD}\n",
        f"\n{HEAD}",
        f"{HEAD}".replace("\n13", "\u202813"),
        f"{HEAD}".replace("/so", "/so "),
        f"{HEAD}".replace("/so", "/khac"),
    ],
    ids=repr,
)
def test_signed_nonsense_is_no_head(text: str) -> None:
    """Even signed with the right key, only a head is a head, and only of the log that has the key's name."""
    with pytest.raises(Refusal):
        Head.parse(str(sign(text, KEY.name, PRIVATE)).encode(), KEY)


def test_lines_of_extension_are_passed_over() -> None:
    """Other logs may write more below the root; the format says to leave it alone."""
    note = sign(f"{HEAD}them\n", KEY.name, PRIVATE)
    assert Head.parse(str(note).encode(), KEY).checkpoint == HEAD


def test_a_head_of_another_key() -> None:
    """The right name is not the right key, and the right key under another name is another key."""
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    for note in (sign(str(HEAD), KEY.name, other), sign(str(HEAD), "khac.vn/so", PRIVATE)):
        with pytest.raises(Refusal, match="register-unsigned"):
            Head.parse(str(note).encode(), KEY)


PROOF = str(made(7)).encode()
PATH = re.findall(rb"\n([A-Za-z0-9+/]{43}=)(?=\n)", PROOF)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n\n", PROOF[:-1], PROOF.replace(b"\n", b"\r\n"), PROOF.replace(b"@v1", b"@v2"), PROOF.replace(b"index 7\n", b""),
        PROOF.replace(b"index 7", b"Index 7"), PROOF.replace(b"index 7", b"index  7"), PROOF.replace(b"index 7", b"index 6"),
        PROOF.replace(b"index 7", b"index 13"), PROOF.replace(b"index 7", b"extra \nindex 7"), PROOF.replace(PATH[0] + b"\n", b""),
        PROOF.replace(PATH[0], PATH[0] + b"\n" + PATH[0]), PROOF.replace(PATH[0], PATH[1]), PROOF.replace(PATH[0], b"AAAA"),
        PROOF.replace(PATH[0], PATH[0] + b"\n" * 2), PROOF.replace(b"index 7", b"index 7\nextra AAAA"),
        PROOF.replace(b"\n\n", b"\n" + (PATH[0] + b"\n") * 70 + b"\n", 1), b"\xff" + PROOF, b"a" * 300_000 + PROOF,
    ],
    ids=range(20),
)  # fmt: skip
def test_wrong_proof_files(content: bytes) -> None:
    """A proof that is written otherwise, leads elsewhere, or is of another length, is none."""
    assert content != PROOF
    with pytest.raises(Refusal):
        Proof.parse(content).check(ENTRIES[7], KEY)


@given(st.binary(max_size=200) | st.tuples(st.integers(0, len(PROOF)), st.binary(max_size=8)).map(
    lambda change: PROOF[: change[0]] + change[1] + PROOF[change[0] + 1 :]
))  # fmt: skip
def test_random_proof_files(content: bytes) -> None:
    """Whatever the bytes, there is a verdict."""
    try:
        Proof.parse(content).check(ENTRIES[7], KEY)
    except Refusal:
        return
    assert content == PROOF
