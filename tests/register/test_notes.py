"""Signed notes and keys: one way to write each, and no key for which anybody can sign."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from congkhai.register.notes import Key, is_name, parse, sign
from congkhai.register.refusal import Refusal

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
NOTE = sign("so\n1\nabc\n", "ten", PRIVATE)
KEY = Key("ten", PRIVATE.public_key().public_bytes_raw())
TEXT = str(NOTE)
LINE = TEXT.rpartition("\n\n")[2]


def test_a_note_is_as_the_format_shows() -> None:
    """Text, an empty line, a dash, the name, four bytes of id and the signature."""
    assert TEXT.startswith("so\n1\nabc\n\n\u2014 ten ")
    blob = base64.b64decode(LINE.split(" ")[2])
    assert blob[:4] == KEY.id
    assert len(blob) == 68


def test_the_vector_of_go() -> None:
    """The example in the documentation of Go's package `note` is taken, key and signature."""
    key = Key.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
        "\n"
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert parse(text.encode()).signed_by([key]) == [key]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode()[:-1],
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.encode("utf-16"),
        TEXT.encode().replace(b"so", b"s\xff"),
        TEXT.encode().replace(b"so", b"s\xed\xa0\x80"),
        b"\xef\xbb\xbf"[:2] + TEXT.encode(),
        TEXT.replace("so", "s\to").encode(),
        TEXT.replace("so", "s\x00o").encode(),
        TEXT.replace("\n\n", "\n").encode(),
        TEXT.encode() + b"\n",
        TEXT.encode() + b"\n\n",
        TEXT.replace("\u2014", "-").encode(),
        TEXT.replace("\u2014 ", "\u2014\u00a0").encode(),
        TEXT.replace("\u2014 ten", "\u2014 t\u2028n").encode(),
        TEXT.replace("\u2014 ten", "\u2014 t+n").encode(),
        TEXT.replace("\u2014 ten", "\u2014 ").encode(),
        TEXT.replace("=\n", "\n").encode(),
        TEXT.replace("=\n", "==\n").encode(),
        TEXT.replace("ten ", "ten  ").encode(),
        TEXT.replace("=\n", "= \n").encode(),
        f"so\n\n{LINE[:-1]}\u2028".encode(),
        b"so\n\n\xe2\x80\x94 ten AAAA\n",
        b"so\n\n",
        b"",
        b"a" * 100_001 + b"\n\n" + LINE.encode(),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_whatever_else_is_no_note(content: bytes) -> None:
    """Ends of lines, encodings, blanks and padding are as the format has them."""
    with pytest.raises(Refusal, match="register-bad-note"):
        parse(content)


def test_a_second_spelling_of_base64() -> None:
    """The unused bits of the last sign are nought."""
    blob = LINE.split(" ")[2].rstrip("\n")
    assert blob.endswith("=")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    place = letters.index(blob[-2])
    assert place % 4 == 0
    for other in letters[place + 1 : place + 4]:
        assert base64.b64decode(f"{blob[:-2]}{other}=") == base64.b64decode(blob)
        with pytest.raises(Refusal, match="register-bad-note"):
            parse(TEXT.replace(blob, f"{blob[:-2]}{other}=").encode())


@given(st.binary(max_size=300) | st.binary(max_size=40).map(lambda content: TEXT.encode() + content))
def test_random_bytes(content: bytes) -> None:
    """A note is read back as the very bytes that it was, or refused."""
    try:
        note = parse(content)
    except Refusal:
        return
    assert str(note).encode() == content


def test_more_signatures() -> None:
    """Lines of keys that the reader does not have are passed over, whatever they hold."""
    other = sign(NOTE.text, "khac", OTHER)
    lines = (*other.signatures, *NOTE.signatures)
    note = parse(f"{NOTE.text}\n{''.join(map(str, lines))}\u2014 la AAAAAAAA\n".encode())
    assert len(note.signatures) == 3
    assert note.signed_by([KEY]) == [KEY]
    assert note.signed_by([Key("ten", OTHER.public_key().public_bytes_raw())]) == []
    assert note.signed_by([]) == []


def test_a_known_key_that_did_not_sign() -> None:
    """Beside a good line, a bad one under the same key refuses the whole note."""
    other = sign("khac\n", "ten", PRIVATE)
    for lines in ([*other.signatures], [*NOTE.signatures, *other.signatures], [*other.signatures, *NOTE.signatures]):
        note = parse(f"{NOTE.text}\n{''.join(map(str, lines))}".encode())
        with pytest.raises(Refusal, match="register-bad-signature"):
            note.signed_by([KEY])


def test_a_cut_signature() -> None:
    """A signature of another length is a bad one, and no fault of the program."""
    short = base64.b64encode(KEY.id + b"\x00" * 10).decode()
    with pytest.raises(Refusal, match="register-bad-signature"):
        parse(f"{NOTE.text}\n\u2014 ten {short}\n".encode()).signed_by([KEY])


def test_a_name_twice_is_a_key_once() -> None:
    """Who signs twice has signed once."""
    line = str(NOTE.signatures[0])
    assert parse(f"{NOTE.text}\n{line}{line}".encode()).signed_by([KEY]) == [KEY]


def test_a_key_comes_back() -> None:
    """The text of a key is read as that key."""
    assert Key.parse(str(KEY)) == KEY


@pytest.mark.parametrize(
    "text",
    [
        "", "ten", str(KEY) + "\n", " " + str(KEY), str(KEY).replace("ten", "khac"), str(KEY).replace("ten+", "+"),
        str(KEY).replace("ten", "t n"), str(KEY).upper(), str(KEY)[:-1], str(KEY) + "A", str(KEY).replace("+A", "+B", 1),
        str(KEY).replace("+", "＋"),
    ],
    ids=repr,
)  # fmt: skip
def test_misspelt_keys(text: str) -> None:
    """A key is one line of three parts, whose middle follows from the others."""
    with pytest.raises(Refusal, match="register-bad-key"):
        Key.parse(text)


@pytest.mark.parametrize(
    ("name", "may_be"),
    [("congkhai.phuong.gov.vn/so", True), ("sổ-công-khai", True), ("", False), ("a b", False), ("a+b", False),
     ("a\nb", False), ("a\u2028b", False), ("a\x00b", False), ("x" * 201, False)],
)  # fmt: skip
def test_names(name: str, may_be: bool) -> None:  # noqa: FBT001 - a column of a table
    """A name has neither blanks nor plus signs."""
    assert is_name(name) is may_be
