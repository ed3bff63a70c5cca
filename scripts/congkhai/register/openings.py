"""Openings: what a leaf's digests stand for. Each lies beside the tree and can be erased; the tree stays whole.

A digest in a leaf is that of an opening, whose nonce nobody can guess: once the opening is gone, what it spoke of cannot be
found out by trying, however few possibilities there were (Luật 91/2025/QH15 asks that erased data cannot be restored).
"""

import json
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from hashlib import sha256

from congkhai.register.leaf import DIGEST, MAX_NUMBER
from congkhai.register.refusal import Refusal

_NONCE_BYTES = 32
MAX_OPENING = 16_384
# What breaks a line, or moves other words about on a screen: no name of a file or record needs it.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Role(StrEnum):
    """What a part is: of a published record the words of its page, a file, or a deed that its page tells; or a duty announced."""

    TEXT = "text"
    FILE = "file"
    DEED = "deed"
    DUTY = "duty"


@dataclass(frozen=True)
class Opening:
    """One part: `sha256` and `size` of its bytes as anybody can fetch or compute them, and where it stands.

    `name` is the record's own name (`petition:KN-2026-001`), but a file's for a file, the duty's for a duty, and what was done for a deed.
    """

    nonce: str
    role: Role
    sha256: str
    size: int
    address: str
    name: str

    def encode(self) -> bytes:
        """Return the bytes of the opening: JSON in UTF-8 and NFC, keys in order, no spaces."""
        text = _WRITER.encode({name: getattr(self, name) for name in _NAMES})
        return unicodedata.normalize("NFC", text).encode()

    @property
    def digest(self) -> str:
        """Return what a leaf holds of this opening, in hex."""
        return sha256(self.encode()).hexdigest()

    @classmethod
    def decode(cls, content: bytes) -> "Opening":
        """Return the opening in some bytes.

        Raises Refusal unless they are the very bytes that it is written in.
        """
        try:
            found = json.loads(content)
            opening = cls(**{**found, "role": Role(found["role"])})
            is_same = opening.encode() == content and len(content) <= MAX_OPENING
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise Refusal("register-bad-opening") from error
        if not is_same or not opening._is_sound():
            raise Refusal("register-bad-opening")
        return opening

    def _is_sound(self) -> bool:
        texts = (self.nonce, self.sha256, self.address, self.name)
        are_digests = all(isinstance(text, str) and DIGEST.fullmatch(text) for text in texts[:2])
        are_texts = all(isinstance(text, str) and not _CONTROL.search(text) for text in texts)
        return are_digests and are_texts and type(self.size) is int and 0 <= self.size < MAX_NUMBER


_NAMES = tuple(field.name for field in fields(Opening))


def blind(
    role: Role, content: bytes, address: str, name: str, nonce: Callable[[int], str] = secrets.token_hex
) -> Opening:
    """Return the opening of some content under a nonce of its own, made now and nowhere else kept.

    Raises Refusal for an address or a name that no opening may have.
    """
    opening = Opening(nonce(_NONCE_BYTES), role, sha256(content).hexdigest(), len(content), address, name)
    return Opening.decode(opening.encode())


def path(digest: str) -> str:
    """Return the path of an opening (the layout of the C2SP draft tlog-addenda)."""
    return f"addenda/{digest[:2]}/{digest[2:4]}/{digest}"
