"""The key file: only its owner reads it, only the passphrase opens it, only one program signs with it at a time."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congkhai.register import keys
from congkhai.register.refusal import Refusal
from registering import ORIGIN


def test_a_key_is_made_and_opened(tmp_path: Path) -> None:
    """What was made is opened by its passphrase, and signs as the same key."""
    file = tmp_path / "khoa" / "so.pem"
    made = keys.make(file, ORIGIN, "mật khẩu dài")
    assert keys.load(file, ORIGIN, "mật khẩu dài").key == made.key
    assert made.sign("a\n").signed_by([made.key]) == [made.key]
    assert b"ENCRYPTED" in file.read_bytes()
    assert "private" not in repr(made)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    """Nobody else may read the file."""
    keys.make(tmp_path / "so.pem", ORIGIN, "")
    assert (tmp_path / "so.pem").stat().st_mode & 0o077 == 0


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    """Where a file is, no key is made."""
    file = tmp_path / "so.pem"
    file.write_text("quý giá")
    with pytest.raises(Refusal, match="register-key-exists"):
        keys.make(file, ORIGIN, "")
    assert file.read_text() == "quý giá"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n"])
def test_a_key_needs_a_name(tmp_path: Path, name: str) -> None:
    """No file is left where the name was wrong."""
    with pytest.raises(Refusal, match="register-bad-origin"):
        keys.make(tmp_path / "so.pem", name, "")
    assert list(tmp_path.iterdir()) == []


def _other_kind() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public() -> bytes:
    public = Ed25519PrivateKey.generate().public_key()
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\x00", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", _other_kind(), _public()],
)
def test_what_is_no_key(tmp_path: Path, content: bytes) -> None:
    """Anything but a private key of the right kind is refused."""
    (tmp_path / "so.pem").write_bytes(content)
    with pytest.raises(Refusal, match="register-locked-key"):
        keys.load(tmp_path / "so.pem", ORIGIN, "")


def test_passphrases(tmp_path: Path) -> None:
    """A wrong one, none where one is needed, one where none is, and a file that is not there."""
    keys.make(tmp_path / "a.pem", ORIGIN, "đúng")
    keys.make(tmp_path / "b.pem", ORIGIN, "")
    for name, word in (("a.pem", "sai"), ("a.pem", ""), ("b.pem", "thừa")):
        with pytest.raises(Refusal, match="register-locked-key"):
            keys.load(tmp_path / name, ORIGIN, word)
    with pytest.raises(Refusal, match="register-no-key"):
        keys.load(tmp_path / "c.pem", ORIGIN, "")


def test_one_at_a_time(tmp_path: Path) -> None:
    """While one program has its turn another is refused; afterwards, also after a failure, it is free."""
    one = keys.make(tmp_path / "so.pem", ORIGIN, "")
    two = keys.load(tmp_path / "so.pem", ORIGIN, "")
    with one.turn(), pytest.raises(Refusal, match="register-busy"), two.turn():
        pass
    with pytest.raises(ZeroDivisionError), two.turn():
        _ = 1 / 0
    with one.turn():
        pass
