"""Two heads under one key that cannot both be true, in one file that convinces anybody who has the key."""

import base64
from dataclasses import dataclass

from congkhai.register import proofs
from congkhai.register.checkpoint import Head
from congkhai.register.notes import MAX_NOTE, Key, Note, decoded, parse
from congkhai.register.refusal import Refusal

_TITLE = "congkhai-fork@v1"
_PARTS = 5


@dataclass(frozen=True)
class Evidence:
    """The head that was seen first, the one that was shown later, and what shows that the later tree has another past."""

    earlier: Note
    later: Note
    growth: tuple[bytes, ...] = ()

    def __str__(self) -> str:
        """Return the file: a title, hashes, both notes, an empty line after each."""
        hashes = [base64.b64encode(one).decode() for one in self.growth]
        return "\n".join([_TITLE, *hashes, "", str(self.earlier), str(self.later)])

    @classmethod
    def parse(cls, content: bytes) -> "Evidence":
        """Return the evidence in some bytes; it proves nothing yet.

        Raises Refusal for what is not written in this one way.
        """
        parts = content.split(b"\n\n")
        if len(content) > 3 * MAX_NOTE or len(parts) != _PARTS:
            raise Refusal("register-no-evidence")
        title, *hashes = parts[0].decode(errors="replace").split("\n")
        earlier, later = parse(parts[1] + b"\n\n" + parts[2] + b"\n"), parse(parts[3] + b"\n\n" + parts[4])
        found = cls(earlier, later, tuple(decoded(one) for one in hashes))
        if title != _TITLE or str(found).encode() != content:
            raise Refusal("register-no-evidence")
        return found

    @staticmethod
    def is_one(content: bytes) -> bool:
        """Return whether some bytes begin like such a file."""
        return content.startswith(f"{_TITLE}\n".encode())

    def check(self, key: Key) -> tuple[Head, Head]:
        """Return both heads, which the key has signed and which contradict one another.

        Raises Refusal for heads that may both be true.
        """
        one, two = (Head.parse(str(note).encode(), key) for note in (self.earlier, self.later))
        first, then = one.checkpoint, two.checkpoint
        if first.size == then.size and first.root != then.root:
            return one, two
        if 0 < first.size < then.size:
            before, after = proofs.roots_by_growth(first.size, then.size, self.growth)
            if after == then.root and before != first.root:
                return one, two
        raise Refusal("register-no-evidence")
