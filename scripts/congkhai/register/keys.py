"""The key file: the office's private key under a passphrase, and beside it the highest head that it has signed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congkhai.register.notes import Key, Note, is_name, sign
from congkhai.register.refusal import Refusal
from congkhai.register.writing import keep_name, write_file

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SUFFIX = ".head"
_LOCK = ".lock"


@dataclass(frozen=True)
class KeyFile:
    """A private key that was opened; it signs for the log whose origin is `name`."""

    path: Path
    name: str
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def key(self) -> Key:
        """Return the public key."""
        return Key(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Note:
        """Return a text signed."""
        return sign(text, self.name, self.private)

    def highest(self) -> bytes:
        """Return the highest head ever signed with this key, empty when there is none."""
        try:
            return self._head.read_bytes()
        except FileNotFoundError:
            return b""

    def remember(self, head: bytes) -> None:
        """Keep a head as the highest."""
        write_file(self._head, head)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the one right to sign with this key; the system gives it back when the program ends, however it ends.

        Raises Refusal while another program holds it.
        """
        with self.path.with_name(self.path.name + _LOCK).open("ab") as file:
            try:
                if sys.platform == "win32":
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Refusal("register-busy", file=str(self.path)) from error
            yield

    @property
    def _head(self) -> Path:
        return self.path.with_name(self.path.name + _SUFFIX)


def make(path: Path, name: str, passphrase: str) -> KeyFile:
    """Return a new key, kept in a new file that only its owner can read.

    Raises Refusal where a file is already, and for a name that cannot be an origin.
    """
    if path.exists():
        raise Refusal("register-key-exists", file=str(path))
    if not is_name(name):
        raise Refusal("register-bad-origin", found=name)
    private = Ed25519PrivateKey.generate()
    content = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else serialization.NoEncryption(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    keep_name(path)
    return KeyFile(path, name, private)


def load(path: Path, name: str, passphrase: str) -> KeyFile:
    """Return the key in a file.

    Raises Refusal for a file that is not there, a wrong passphrase, and any other kind of key.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refusal("register-no-key", file=str(path)) from error
    try:
        private = serialization.load_pem_private_key(content, passphrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Refusal("register-locked-key", file=str(path)) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise Refusal("register-locked-key", file=str(path))
    return KeyFile(path, name, private)
