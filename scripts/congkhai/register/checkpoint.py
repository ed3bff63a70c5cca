"""A head of the register (C2SP tlog-checkpoint), and the proof of one entry in one file (C2SP tlog-proof)."""

import base64
import re
from dataclasses import dataclass

from congkhai.register.hashing import leaf_hash
from congkhai.register.notes import MAX_NOTE, Key, Note, decoded, parse
from congkhai.register.proofs import root_by_inclusion
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import HASH

_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)
_TITLE = "c2sp.org/tlog-proof@v1"
_MAX_PATH = 64


@dataclass(frozen=True)
class Checkpoint:
    """How many entries a log holds and what they hash to; `origin` is the log's own name."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Return the head in the text of a note; lines of extension, which ours never have, are passed over.

        Raises Refusal for any other text.
        """
        *lines, end = text.split("\n")
        if len(lines) < len(("origin", "size", "root")) or end or not all(lines):
            raise Refusal("register-bad-checkpoint")
        found = cls(lines[0], number(lines[1]), decoded(lines[2]))
        if len(found.root) != HASH:
            raise Refusal("register-bad-checkpoint")
        return found


@dataclass(frozen=True)
class Head:
    """A signed head as it was found: its note and what the note says."""

    note: Note
    checkpoint: Checkpoint

    @classmethod
    def parse(cls, content: bytes, key: Key, *others: Key) -> "Head":
        """Return the head in some bytes, signed by one of the log's own keys, whose name is its origin.

        Raises Refusal when it is not.
        """
        note = parse(content)
        checkpoint = Checkpoint.parse(note.text)
        if not any(signer.name == checkpoint.origin for signer in note.signed_by([key, *others])):
            raise Refusal("register-unsigned", name=key.name)
        return cls(note, checkpoint)


@dataclass(frozen=True)
class Proof:
    """That an entry is in the log; `extra` holds what the entry is, which the format leaves open."""

    index: int
    path: tuple[bytes, ...]
    note: Note
    extra: bytes = b""

    def __str__(self) -> str:
        """Return the file `.tlog-proof`."""
        extra = [f"extra {base64.b64encode(self.extra).decode()}"] if self.extra else []
        path = [base64.b64encode(one).decode() for one in self.path]
        return "\n".join([_TITLE, *extra, f"index {self.index}", *path, "", str(self.note)])

    @classmethod
    def parse(cls, content: bytes) -> "Proof":
        """Return the proof in some bytes; it proves nothing yet.

        Raises Refusal for what is not written in the one way that the format allows.
        """
        head, separator, note = content.partition(b"\n\n")
        if len(content) > 2 * MAX_NOTE or not separator or not head.isascii():
            raise Refusal("register-bad-proof")
        title, *lines = head.decode().split("\n")
        extra = lines.pop(0).removeprefix("extra ") if lines and lines[0].startswith("extra ") else ""
        if title != _TITLE or not lines or not lines[0].startswith("index ") or len(lines) > _MAX_PATH:
            raise Refusal("register-bad-proof")
        path = tuple(decoded(line) for line in lines[1:])
        found = cls(number(lines[0].removeprefix("index ")), path, parse(note), decoded(extra))
        if any(len(one) != HASH for one in path) or str(found).encode() != content:
            raise Refusal("register-bad-proof")
        return found

    def check(self, entry: bytes, key: Key) -> Checkpoint:
        """Return the head, signed by `key`, of the log that holds the entry.

        Raises Refusal when the proof does not hold.
        """
        head = Head.parse(str(self.note).encode(), key).checkpoint
        if root_by_inclusion(leaf_hash(entry), self.index, head.size, self.path) != head.root:
            raise Refusal("register-bad-proof")
        return head


def number(text: str) -> int:
    """Return the number in a text of digits without a leading nought.

    Raises Refusal for any other text.
    """
    if not _NUMBER.fullmatch(text):
        raise Refusal("register-bad-checkpoint")
    return int(text)
