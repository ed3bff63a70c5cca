"""Heads that are kept for what others have signed of them: witnesses, or a key that handed on to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from congkhai.register.checkpoint import Head, number
from congkhai.register.cosignatures import Cosignature, cosignatures
from congkhai.register.log import CHECKPOINT, Log, folder_reader
from congkhai.register.notes import Key, Note, parse
from congkhai.register.refusal import Refusal
from congkhai.register.succession import checked_terms, earlier_head, head_path
from congkhai.register.tiles import Read
from congkhai.register.writing import write_file

SIZES = "heads/sizes"


def sizes(read: Read) -> list[int]:
    """Return the sizes of the heads that are kept, smallest first; a hint, never believed.

    Raises Refusal for a list that is not written as it must be.
    """
    try:
        text = read(SIZES).decode(errors="replace")
    except Refusal:
        return []
    found = [number(line) for line in text.removesuffix("\n").split("\n")]
    if found != sorted(set(found)):
        raise Refusal("register-damaged", file=SIZES)
    return found


def kept(log: Log) -> Iterator[Head]:
    """Yield every head that is kept, smallest first, signed by a key of the log.

    Raises Refusal for one that is missing or damaged.
    """
    listed = sizes(log.read)
    known = checked_terms(log) if listed else []
    for size in listed:
        head = earlier_head(log, log.read(head_path(size)), known)
        if head.checkpoint.size != size:
            raise Refusal("register-damaged", file=head_path(size))
        yield head


def served(log: Log, head: Head) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the heads that are kept, as far as a head reaches, and of that head with all its signatures."""
    listed = ""
    for one in kept(log):
        if one.checkpoint.size <= head.checkpoint.size:
            listed += f"{one.checkpoint.size}\n"
            yield head_path(one.checkpoint.size), str(one.note).encode()
            head = one if one.checkpoint == head.checkpoint else head
    if listed:
        yield SIZES, listed.encode()
    yield CHECKPOINT, str(head.note).encode()


def keep(folder: Path, note: Note) -> None:
    """Keep a head of a log; to one that is kept already, signatures are added."""
    read = folder_reader(folder)
    size = int(note.text.split("\n")[1])
    try:
        before = parse(read(head_path(size)))
    except Refusal:
        before = note
    if before.text != note.text:
        # Whatever else lies there would make this one unreadable.
        before = note
    lines = {(line.name, line.id): line for line in reversed((*before.signatures, *note.signatures))}
    signatures = dict.fromkeys(lines[line.name, line.id] for line in (*before.signatures, *note.signatures))
    write_file(folder / head_path(size), str(replace(note, signatures=tuple(signatures))).encode())
    listed = sorted({*sizes(read), size})
    write_file(folder / SIZES, "".join(f"{one}\n" for one in listed).encode())


def take(folder: Path, log: Log, content: bytes, witnesses: Sequence[Key]) -> list[Cosignature]:
    """Keep what witnesses have signed of a head of a log; return it. What others have signed is left out.

    Raises Refusal for a head of another log or past, for one that none of them has signed, and for a signature that does
    not hold.
    """
    head = earlier_head(log, content)
    if not log.grew_from(head.checkpoint):
        raise Refusal("register-other-past", size=str(head.checkpoint.size))
    found = _of_others(log, head.note, witnesses)
    if not found:
        raise Refusal("register-no-cosignature")
    own = {(term.key.name, term.key.id) for term in checked_terms(log)}
    lines = [line for line in head.note.signatures if (line.name, line.id) in own]
    keep(folder, replace(head.note, signatures=(*lines, *(one.line for one in found))))
    return found


def witnessed(log: Log, index: int, witnesses: Sequence[Key]) -> tuple[Head, list[Cosignature]] | None:
    """Return the first head that holds an entry and that one of these witnesses has signed, None where there is none.

    Raises Refusal for a head that is not one of this log.
    """
    for size in sizes(log.read) if witnesses else ():
        if index < size <= log.checkpoint.size:
            head = earlier_head(log, log.read(head_path(size)))
            found = _of_others(log, head.note, witnesses)
            if found and head.checkpoint.size == size:
                if not log.grew_from(head.checkpoint):
                    raise Refusal("register-other-past", size=str(size))
                return head, found
    return None


def newest(log: Log, witnesses: Sequence[Key]) -> tuple[Head, list[Cosignature]] | None:
    """Return the newest head that one of these witnesses has signed, None where there is none.

    Raises Refusal for a head that is not one of this log.
    """
    for size in reversed(sizes(log.read) if witnesses else []):
        if found := witnessed(log, size - 1, witnesses):
            return found
    return None


def _of_others(log: Log, note: Note, witnesses: Sequence[Key]) -> list[Cosignature]:
    """Return what witnesses signed; nobody witnesses for herself."""
    if any(key.public == log.key.public for key in witnesses):
        raise Refusal("register-own-witness", name=log.key.name)
    return cosignatures(note, witnesses)
