"""The full check of a register: every file against every other, and all of it against the signed head."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from congkhai.register import anchors, openings, tiles
from congkhai.register.hashing import leaf_hash, tree_hash
from congkhai.register.heads import kept
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import KEY, Log
from congkhai.register.refusal import Refusal
from congkhai.register.state import State, replay
from congkhai.register.succession import checked_terms, heir
from congkhai.register.tiles import ENTRIES, WIDTH, Tiles

# A head may claim any size: nobody waits to hear of every bundle that is not there.
_MANY = 100
# Where everything has the name of what a leaf names.
_LOOKED = ("addenda/", f"{anchors.FOLDER}/")


def check(log: Log) -> Iterator[Refusal]:
    """Yield what is wrong with a log, beginning with its head; a log without a head that holds is not looked at further.

    Every tile is made again from the entries: one damaged tile can leave the root right and most proofs wrong.
    """
    try:
        size, signed = log.checkpoint.size, log.checkpoint.root
        yield from _same(log, KEY, f"{log.key}\n".encode())
    except Refusal as refusal:
        yield refusal
        return
    entries: list[bytes] = []
    missing = 0
    for number in range(-(-size // WIDTH)):
        if missing == _MANY:
            break
        where = tiles.path(ENTRIES, number, tiles.width_of(number, size))
        try:
            entries += tiles.parse_bundle(log.read(where), where)
        except Refusal as refusal:
            missing += 1
            yield refusal
    if len(entries) != size:
        return
    hashes = [leaf_hash(entry) for entry in entries]
    made = dict(tiles.hash_files(hashes))
    if tree_hash(Tiles(made.__getitem__, size).lookup, 0, size) != signed:
        yield Refusal("register-wrong-root")
        yield from _strange(log, hashes)
        return
    for where, content in made.items():
        yield from _same(log, where, content)
    yield from _meaning(log, entries)


def _same(log: Log, where: str, content: bytes) -> Iterator[Refusal]:
    try:
        if log.read(where) != content:
            yield Refusal("register-damaged", file=where)
    except Refusal as refusal:
        yield refusal


def _strange(log: Log, hashes: Sequence[bytes]) -> Iterator[Refusal]:
    """Yield the bundles whose entries do not have the hashes that their tile has, where entries do not lead to the root."""
    tree = Tiles(log.read, len(hashes))
    for number in range(-(-len(hashes) // WIDTH)):
        try:
            if tree.tile(0, number) != hashes[number * WIDTH : (number + 1) * WIDTH]:
                yield Refusal("register-damaged", file=tiles.path(ENTRIES, number, tiles.width_of(number, len(hashes))))
        except Refusal as refusal:
            yield refusal


def _meaning(log: Log, entries: Sequence[bytes]) -> Iterator[Refusal]:
    leaves = []
    for index, entry in enumerate(entries):
        try:
            leaves.append(Leaf.decode(entry))
        except Refusal:
            yield Refusal("register-bad-entry", index=str(index))
    if len(leaves) != len(entries):
        return
    state = replay(leaves)
    yield from state.faults
    yield from _openings(log, state)
    yield from anchors.faults(log, leaves)
    yield from _kept(log, leaves)


def _kept(log: Log, leaves: Sequence[Leaf]) -> Iterator[Refusal]:
    """Yield what is wrong with the keys before the one of today, and with the heads that are kept."""
    try:
        found = checked_terms(log)
        handed_over = [index + 1 for index, leaf in enumerate(leaves) if leaf.kind is Kind.KEY]
        if handed_over != [term.since for term in found[1:]] or heir(log.read, found[0].key) != log.key:
            yield Refusal("register-bad-succession", name=log.key.name)
        for head in kept(log):
            if not log.grew_from(head.checkpoint):
                yield Refusal("register-other-past", size=str(head.checkpoint.size))
    except Refusal as refusal:
        yield refusal


def _openings(log: Log, state: State) -> Iterator[Refusal]:
    """Yield every opening that is missing or damaged, one with a nonce of another, and every erased one that is still there."""
    nonces: set[str] = set()
    for part in sorted(state.parts - state.erased):
        try:
            nonce = log.opening(part).nonce
        except Refusal as refusal:
            yield refusal
            continue
        if nonce in nonces:
            yield Refusal("register-nonce-twice", file=openings.path(part))
        nonces.add(nonce)
    for part in sorted(state.erased):
        try:
            log.read(openings.path(part))
        except Refusal as refusal:
            if refusal.slug == "register-missing-file":
                continue
        yield Refusal("register-not-erased", file=openings.path(part))


def strangers(folder: Path, log: Log) -> list[str]:
    """Return the openings and time stamps in a folder that no leaf names: left by a power cut, or put there by somebody."""
    named = {openings.path(part) for part in replay(log.leaves()).parts}
    named |= {anchors.path(leaf.digest or "", name) for _, leaf in anchors.entered(log) for name in anchors.FILES}
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    looked = (path for path in found if path.startswith(_LOOKED) and not path.startswith(anchors.WAITING))
    return sorted(path for path in looked if path not in named)
