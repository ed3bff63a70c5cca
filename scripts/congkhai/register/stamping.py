"""How a time stamp comes into the log: a request for the newest head, and the answer, checked before it is entered."""

from hashlib import sha256
from pathlib import Path

from congkhai.register import anchors, stamps, tokens
from congkhai.register.anchors import AUTHORITY, HEAD, MAY_DIFFER, TOKEN, WAITING, Stamp
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log
from congkhai.register.notes import Note
from congkhai.register.refusal import Refusal
from congkhai.register.succession import earlier_head
from congkhai.register.tokens import Token
from congkhai.register.writing import Signer, append, recovered, write_file

_MAX_NONCE_BITS = 160


def request(folder: Path, log: Log) -> bytes:
    """Return a request to stamp the newest head, and keep which head it was until the answer comes."""
    note = _own(log)
    asked = stamps.ask(note)
    write_file(_waiting(folder, asked.nonce), note)
    return asked.content


def enter(folder: Path, signer: Signer, content: bytes, authority: bytes | None, now: int) -> Stamp:
    """Enter the answer to a request; without certificates, those of the stamp entered last must do.

    Raises Refusal for an answer that was not asked for or is known, that does not hold, and for an impossible time.
    """
    log = recovered(folder, signer)
    token, digest = tokens.parse(content), sha256(content).hexdigest()
    known = anchors.stamps(log)
    if any(one.digest == digest for one in known):
        raise Refusal("stamp-known")
    waiting = _waiting(folder, token.nonce)
    if not waiting.exists():
        raise Refusal("stamp-not-asked")
    note = waiting.read_bytes()
    if authority is None:
        if not known:
            raise Refusal("stamp-no-authority")
        authority = log.read(anchors.path(known[-1].digest, AUTHORITY))
    stamps.check(content, note, authority)
    size = earlier_head(log, note).checkpoint.size
    _refuse_impossible(log, token, size, known, now)
    for name, part in ((TOKEN, content), (HEAD, note), (AUTHORITY, authority)):
        write_file(folder / anchors.path(digest, name), part)
    leaf = Leaf(Kind.ANCHOR, now, size=size, digest=digest)
    append(folder, signer, [leaf], after=log.checkpoint.size)
    waiting.unlink()
    return Stamp(log.checkpoint.size, size, digest, token)


def _own(log: Log) -> bytes:
    """Return the newest head with one signature, the log's own: others may come later and would change what was stamped."""
    note, key = log.head.note, log.key
    return str(
        Note(note.text, tuple(one for one in note.signatures if (one.name, one.id) == (key.name, key.id)))
    ).encode()


def _waiting(folder: Path, nonce: int | None) -> Path:
    if nonce is None or nonce < 0 or nonce.bit_length() > _MAX_NONCE_BITS:
        raise Refusal("stamp-not-asked")
    return folder / WAITING / f"{nonce:x}"


def _refuse_impossible(log: Log, token: Token, size: int, known: list[Stamp], now: int) -> None:
    last = Leaf.decode(log.entry(size - 1))
    if token.earliest > now + MAY_DIFFER:
        raise Refusal("stamp-in-future")
    if token.latest < last.time - MAY_DIFFER:
        raise Refusal("stamp-before-entry", index=str(size - 1))
    if any(token.latest < one.token.earliest for one in known if one.index < size):
        raise Refusal("stamp-backwards", index=str(size))
