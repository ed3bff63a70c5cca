"""What a witness signs (C2SP tlog-cosignature, version 1): that at a time it saw this head, and no other past before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congkhai.register.notes import COSIGNATURE, Key, Note, Signature
from congkhai.register.refusal import Refusal

_TIME = 8
_MAX_TIME = 2**63 - 1


@dataclass(frozen=True)
class Cosignature:
    """That a witness saw a head, in seconds since 1970 (UTC) by the clock of the witness; `line` is its signature."""

    witness: Key
    time: int
    line: Signature


def witness_key(name: str, public: bytes) -> Key:
    """Return the public key of a witness, which is no key of a log even where the bytes are the same."""
    return Key(name, public, COSIGNATURE)


def parse_witnesses(text: str) -> list[Key]:
    """Return the keys of witnesses in a text, one a line.

    Raises Refusal for a line that is none, and for one witness under two names, which would count twice.
    """
    found = [Key.parse(line.strip(), COSIGNATURE) for line in text.splitlines() if line.strip()]
    refuse_twins(found)
    return found


def refuse_twins(witnesses: Sequence[Key]) -> None:
    """Raise Refusal where one public key stands under two names: the signature does not cover the name."""
    for place, key in enumerate(witnesses):
        if any(key.public == other.public for other in witnesses[:place]):
            raise Refusal("register-twin-witness", name=key.name)


def cosigned(note: Note, name: str, private: Ed25519PrivateKey, time: int) -> Note:
    """Return a head with the signature of a witness added."""
    key = witness_key(name, private.public_key().public_bytes_raw())
    signature = time.to_bytes(_TIME) + private.sign(_message(note.text, time))
    return replace(note, signatures=(*note.signatures, Signature(name, key.id, signature)))


def cosignatures(note: Note, witnesses: Iterable[Key]) -> list[Cosignature]:
    """Return what these witnesses have signed of a head, the earliest first, each witness once.

    Raises Refusal when a line of one of them does not hold.
    """
    known = {(key.name, key.id): key for key in witnesses}
    found: dict[Key, Cosignature] = {}
    for line in note.signatures:
        if key := known.get((line.name, line.id)):
            time = int.from_bytes(line.bytes[:_TIME])
            if time > _MAX_TIME or not key.holds(line.bytes[_TIME:], _message(note.text, time)):
                raise Refusal("register-bad-signature", name=key.name)
            if key not in found or time < found[key].time:
                found[key] = Cosignature(key, time, line)
    return sorted(found.values(), key=lambda one: (one.time, one.witness.name))


def _message(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()
