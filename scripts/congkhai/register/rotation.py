"""A new key for a log: the old one signs its name into the log, both sign that head, from then on the new one signs."""

from dataclasses import replace
from pathlib import Path

from congkhai.register import heads
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import CHECKPOINT, KEY, Log
from congkhai.register.refusal import Refusal
from congkhai.register.succession import KEYS, Term, digest, file_of, terms
from congkhai.register.writing import Signer, append, recovered, write_file


def hand_over(folder: Path, old: Signer, new: Signer, time: int) -> Log:
    """Return the log under its new key; what a power cut left half done is finished by the next call.

    Raises Refusal for a new key that has signed anything else, or that has another name.
    """
    log = recovered(folder, old, may_be_former=True)
    last = Leaf.decode(log.entry(log.checkpoint.size - 1))
    if not (last.kind is Kind.KEY and last.digest == digest(new.key)):
        if new.highest() or new.key.name != old.key.name or new.key == old.key:
            raise Refusal("register-key-used")
        log = append(folder, old, [Leaf(Kind.KEY, time, digest=digest(new.key))])
    with new.turn():
        return _show(folder, log, old, new)


def _show(folder: Path, log: Log, old: Signer, new: Signer) -> Log:
    text, size = log.head.note.text, log.checkpoint.size
    own = [line for line in log.head.note.signatures if line.id == old.key.id]
    note = replace(log.head.note, signatures=(*own, *new.sign(text).signatures))
    known = terms(log.read) or [Term(0, old.key)]
    if known[-1].key != new.key:
        known = [*known, Term(size, new.key)]
    heads.keep(folder, note)
    write_file(folder / KEYS, file_of(known).encode())
    new.remember(str(note).encode())
    write_file(folder / CHECKPOINT, str(note).encode())
    write_file(folder / KEY, f"{new.key}\n".encode())
    return Log(log.read, new.key)
