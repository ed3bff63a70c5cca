"""Signed notes and their Ed25519 keys (C2SP signed-note); parsed strictly, since a second way to write one is a second note."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from congkhai.register.refusal import Refusal

# How the holder of a key signs: a note as it stands, or a head with the time at which it was seen (cosignatures.py).
ED25519, COSIGNATURE = 1, 4
_DASH = "\u2014 "
# A name is shown on screens: nothing in it breaks a line, turns words around or is invisible, as in another's name.
_SIGN = r"[^\s+\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
_NAME = re.compile(_SIGN + r"{1,200}")
_LINE = re.compile(_DASH + r"(?P<name>[^\s+]{1,200}) (?P<blob>[A-Za-z0-9+/]{8,8000}={0,2})")
_KEY = re.compile(rf"(?P<name>{_SIGN}{{1,200}})\+(?P<id>[0-9a-f]{{8}})\+(?P<blob>[A-Za-z0-9+/]{{44}})")
MAX_NOTE = 100_000
# The y of the points whose order divides 8, in both encodings where there are two: for such a key anybody can make a
# signature (RFC 8032, section 5.1; curve edwards25519).
_WEAK = {
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
}


@dataclass(frozen=True)
class Key:
    """A public key under the name of its holder, and how it signs."""

    name: str
    public: bytes
    kind: int = ED25519

    @property
    def id(self) -> bytes:
        """Return the four bytes by which signature lines name this key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        """Return the key as text: name, id and public key, with plus signs between."""
        return f"{self.name}+{self.id.hex()}+{_encoded(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, text: str, kind: int = ED25519) -> "Key":
        """Return the key in a text, which signs in the way that is asked for.

        Raises Refusal for one that is misspelt, of another kind, or so weak that anybody can sign for it.
        """
        match = _KEY.fullmatch(text)
        blob = decoded(match["blob"]) if match else b""
        if match is None or blob[0] != kind:
            raise Refusal("register-bad-key", text=text[:80])
        key = cls(match["name"], blob[1:], kind)
        if key.id.hex() != match["id"]:
            raise Refusal("register-bad-key", text=text[:80])
        if bytes([*key.public[:31], key.public[31] & 0x7F]) in _WEAK:
            raise Refusal("register-weak-key", text=text[:80])
        return key

    def holds(self, signature: bytes, message: bytes) -> bool:
        """Return whether the holder of this key has signed a message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signature:
    """One signature line: the name and the id of a key, and what it signed with."""

    name: str
    id: bytes
    bytes: bytes

    def __str__(self) -> str:
        """Return the line, with its end."""
        return f"{_DASH}{self.name} {_encoded(self.id + self.bytes)}\n"


@dataclass(frozen=True)
class Note:
    """A text and the lines that sign it; nothing in it is to be believed before `signed_by` says so."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Return the note as it is kept."""
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def signed_by(self, keys: Iterable[Key]) -> list[Key]:
        """Return which of the keys have signed.

        Raises Refusal when a line of one of them does not hold.
        """
        known = {(key.name, key.id): key for key in keys}
        found = [(known[line.name, line.id], line) for line in self.signatures if (line.name, line.id) in known]
        for key, line in found:
            if not key.holds(line.bytes, self.text.encode()):
                raise Refusal("register-bad-signature", name=key.name)
        return list(dict.fromkeys(key for key, _ in found))


def sign(text: str, name: str, private: Ed25519PrivateKey) -> Note:
    """Return a text signed under a name."""
    key = Key(name, private.public_key().public_bytes_raw())
    return Note(text, (Signature(name, key.id, private.sign(text.encode())),))


def parse(content: bytes) -> Note:
    """Return the note in some bytes.

    Raises Refusal for anything that the format does not allow.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise Refusal("register-bad-note") from error
    body, separator, lines = text.rpartition("\n\n")
    if len(content) > MAX_NOTE or not separator or not lines.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", text):
        raise Refusal("register-bad-note")
    note = Note(f"{body}\n", tuple(_signature(line) for line in lines[:-1].split("\n")))
    if str(note).encode() != content:
        raise Refusal("register-bad-note")
    return note


def is_name(text: str) -> bool:
    """Return whether a text can be the name of a key."""
    return _NAME.fullmatch(text) is not None


def decoded(text: str) -> bytes:
    """Return the bytes in a base64 text.

    Raises Refusal unless it is the one text that they have.
    """
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refusal("register-bad-note") from error
    if _encoded(content) != text:
        raise Refusal("register-bad-note")
    return content


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _signature(line: str) -> Signature:
    match = _LINE.fullmatch(line)
    if match is None:
        raise Refusal("register-bad-note")
    blob = decoded(match["blob"])
    return Signature(match["name"], blob[:4], blob[4:])
