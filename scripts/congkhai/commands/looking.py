"""What `cosign` and `audit` share: a register somewhere, what was seen of it before, and what is new."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from congkhai.commands import places, refusals
from congkhai.publishing.verification import strangers
from congkhai.register import witness
from congkhai.register.log import Log
from congkhai.register.memory import Memory, accusations, folder_of
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import Read
from congkhai.register.witness import Look
from congkhai.words import word


@dataclass(frozen=True)
class Seen:
    """A site, what is remembered of its register, and what is new in it."""

    site: Read
    memory: Memory
    look: Look


def add(parser: argparse.ArgumentParser, *, needs_state: bool) -> None:
    """Add the options that both commands have."""
    parser.add_argument("place", metavar=word("cli.place-name"), help=word("cli.looking-place"))
    name = word("cli.site-name")
    parser.add_argument("--state", type=Path, metavar=name, required=needs_state, help=word("cli.looking-state"))
    parser.add_argument("--public-key", type=Path, metavar=word("cli.file-name"), help=word("cli.looking-key"))


def look(options: argparse.Namespace, now: int) -> Seen:
    """Look at a register, against what was seen of it before.

    Raises Refusal for whatever contradicts that, and where nothing was seen, for a key that nobody gave.
    """
    site = places.reader(options.place)
    read = places.register_of(site)
    memory = _memory(options, read)
    for path in accusations(memory):
        print(word("cli.looking-accused", file=path))
    return Seen(site, memory, witness.look(read, memory, now))


def tell(seen: Seen) -> None:
    """Say how a register stands to what was seen before, and what is odd about what is new."""
    found, memory = seen.look, seen.memory
    size = found.log.checkpoint.size
    if memory.head is None:
        print(word("cli.looking-first", origin=found.log.key.name, size=size))
    else:
        print(word("cli.looking-grown", origin=found.log.key.name, size=size, count=len(found.leaves)))
    if found.log.key != memory.key:
        print(word("cli.looking-new-key", public=found.log.key))
    for remark in found.remarks:
        print(refusals.text(remark))


def tell_strangers(place: str, log: Log) -> None:
    """Say which files lie in a site that nobody vouches for; only a folder can be looked through."""
    for name in [] if place.startswith(places.WEB) else strangers(log, Path(place)):
        print(word("cli.verify-stranger", file=name))


def _memory(options: argparse.Namespace, read: Read) -> Memory:
    if options.state is None:
        return Memory(Path(), places.key(options.public_key, read))
    if options.public_key is None:
        # Whose register it says it is: only to find what is remembered of it.
        known = Memory.of(options.state, places.key(None, read, is_told=False).name)
        if known is None:
            raise Refusal("witness-no-key")
        return known
    given = places.key(options.public_key, read)
    known = Memory.of(options.state, given.name)
    if known is not None and known.key != given:
        raise Refusal("witness-other-key", shown=str(given), known=str(known.key))
    return known or Memory(folder_of(options.state, given.name), given)
