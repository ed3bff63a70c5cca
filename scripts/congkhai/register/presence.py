"""What lies where a register is looked for: only where nothing lies is there none, so that a lost head is never taken for that."""

import os
from enum import Enum, auto
from pathlib import Path

from congkhai.register import tiles
from congkhai.register.log import CHECKPOINT, KEY
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import ENTRIES

# What the first entry is written to before its head is signed, in this order (`writing.begin`).
_BEGINNING = {KEY, tiles.path(ENTRIES, 0, 1), tiles.path(0, 0, 1)}


class Presence(Enum):
    """Nothing, the beginning of a register that was interrupted, parts of one without its head, or one with its head."""

    NONE = auto()
    UNFINISHED = auto()
    HEADLESS = auto()
    WHOLE = auto()


def presence(folder: Path) -> Presence:
    """Return what lies in a folder; nothing in it is believed yet. What was being written when a program died does not count."""
    if os.path.lexists(folder / CHECKPOINT):
        return Presence.WHOLE
    if not os.path.lexists(folder):
        return Presence.NONE
    if folder.is_symlink() or not folder.is_dir():
        return Presence.HEADLESS
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or path.is_file()}
    found = {path for path in found if not _is_waiting(path)}
    if not found:
        return Presence.NONE
    return Presence.UNFINISHED if KEY in found and found <= _BEGINNING else Presence.HEADLESS


def is_there(folder: Path) -> bool:
    """Return whether a register lies in a folder.

    Raises Refusal where only parts of one lie there.
    """
    found = presence(folder)
    if found is Presence.UNFINISHED:
        raise Refusal("register-unfinished", file=CHECKPOINT)
    if found is Presence.HEADLESS:
        raise Refusal("register-no-head", file=CHECKPOINT)
    return found is Presence.WHOLE


def _is_waiting(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith(".") and name.endswith(".tmp")
