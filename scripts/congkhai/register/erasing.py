"""Erasure: the leaf that says so first, then the openings themselves, so that nothing goes without a word."""

from collections.abc import Iterable
from pathlib import Path

from congkhai.register import openings
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log
from congkhai.register.refusal import Refusal
from congkhai.register.state import Document, replay
from congkhai.register.writing import Signer, append

# A leaf has room for so many digests and what else an erasure says.
_PARTS = 50


def erasure(
    document: Document, time: int, reason: str, *, everything: bool = False, duties: Iterable[str] = ()
) -> Leaf:
    """Return the leaf that says what is erased of a document: the versions before the newest, or all and its duties' parts.

    Raises Refusal when there is nothing to erase.
    """
    versions = document.versions if everything else document.versions[:-1]
    kept = document.erased if everything else document.erased.union(document.current.leaf.parts)
    parts = dict.fromkeys(part for version in versions for part in version.leaf.parts)
    parts |= dict.fromkeys(duties if everything else ())
    chosen = tuple(part for part in parts if part not in kept)
    if not chosen:
        raise Refusal("register-nothing-to-erase")
    return Leaf(Kind.ERASE, time, document=document.number, parts=chosen, reason=reason)


def erase(folder: Path, signer: Signer, leaf: Leaf) -> None:
    """Enter an erasure, in several leaves where one cannot hold it, then remove what it names."""
    chunks = [leaf.parts[start : start + _PARTS] for start in range(0, len(leaf.parts), _PARTS)]
    remove_erased(folder, append(folder, signer, [leaf._replace(parts=chunk) for chunk in chunks]))


def remove_erased(folder: Path, log: Log) -> None:
    """Remove every opening that a leaf says was erased, also where a power cut came between the two."""
    for digest in replay(log.leaves()).erased:
        (folder / openings.path(digest)).unlink(missing_ok=True)
