"""The keys that have signed a log one after another; each was named by a leaf under the signature of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from congkhai.register.checkpoint import Head, number
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log
from congkhai.register.notes import Key
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import Read

KEYS = "keys"


@dataclass(frozen=True)
class Term:
    """A key, and the size of the tree at which it took over; that head is signed by it and by the key before."""

    since: int
    key: Key

    def __str__(self) -> str:
        """Return the line in the file `keys`."""
        return f"{self.since} {self.key}"


def digest(key: Key) -> str:
    """Return what a leaf holds of a key, in hex."""
    return sha256(f"{key}\n".encode()).hexdigest()


def head_path(size: int) -> str:
    """Return the path of a head that is kept."""
    return f"heads/{size}"


def terms(read: Read) -> list[Term]:
    """Return what the file `keys` says, oldest first, empty where there is none; nothing of it is to be believed yet.

    Raises Refusal for a file that is not written as it must be.
    """
    try:
        text = read(KEYS).decode(errors="replace")
    except Refusal:
        return []
    lines = [line.partition(" ") for line in text.removesuffix("\n").split("\n")]
    found = [Term(number(since), Key.parse(key)) for since, _, key in lines]
    sizes = [term.since for term in found]
    is_sound = sizes == sorted(set(sizes)) and sizes[0] == 0 and len({term.key.name for term in found}) == 1
    if not is_sound or len({term.key for term in found}) != len(found) or file_of(found) != text:
        raise Refusal("register-damaged", file=KEYS)
    return found


def file_of(found: Sequence[Term]) -> str:
    """Return the file `keys`."""
    return "".join(f"{term}\n" for term in found)


def heir(read: Read, known: Key) -> Key:
    """Return the key that signs a log today, by what the key that the reader knows and those after it have signed.

    Raises Refusal for a key that was not handed on to in the right way.
    """
    found = terms(read)
    known_at = [place for place, term in enumerate(found) if term.key == known]
    for term in found[known_at[0] + 1 :] if known_at else []:
        # The newest key is believed in nothing: only what leads to a head that the earlier key signed itself.
        log = Log(read, found[-1].key)
        head = Head.parse(read(head_path(term.since)), known).checkpoint
        if head.size != term.since or not log.grew_from(head) or not _names(log, term):
            raise Refusal("register-bad-succession", name=known.name)
        known = term.key
    return known


def earlier_head(log: Log, content: bytes, known: Sequence[Term] = ()) -> Head:
    """Return an earlier head of a log, signed by the key whose turn it was; `known` are its keys, once they were checked.

    Raises Refusal for any other.
    """
    found = known or checked_terms(log)
    head = Head.parse(content, *(term.key for term in reversed(found)))
    signers = set(head.note.signed_by([term.key for term in found]))
    ends = [term.since for term in found[1:]] + [2**53]
    size = head.checkpoint.size
    if not any(term.key in signers and term.since <= size <= end for term, end in zip(found, ends, strict=True)):
        raise Refusal("register-unsigned", name=log.key.name)
    return head


def checked_terms(log: Log) -> list[Term]:
    """Return the keys of a log, oldest first, each as a leaf of the log names it.

    Raises Refusal for a file `keys` that says anything else.
    """
    found = terms(log.read)
    if not found:
        return [Term(0, log.key)]
    if found[-1].key != log.key or not all(_names(log, term) for term in found):
        raise Refusal("register-damaged", file=KEYS)
    return found


def _names(log: Log, term: Term) -> bool:
    """Return whether the leaf at which a key took over names it: the first of the log, or one of the kind `key`."""
    kind = Kind.KEY if term.since else Kind.GENESIS
    index = max(term.since - 1, 0)
    if index >= log.checkpoint.size:
        return False
    leaf = Leaf.decode(log.entry(index))
    return leaf.kind is kind and leaf.digest == digest(term.key)
