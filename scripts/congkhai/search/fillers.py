"""What people say around a question, in this room's own list."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Fillers:
    """Phrases `around` a question, those that need their marks, and `slight` words that are no half of `compounds`.

    The reader in the browser leaves out the phrases and asks little of the words. Behind `numbered` words a figure is no day.
    """

    around: list[str]
    marked: list[str]
    numbered: list[str]
    slight: list[str]
    compounds: list[str]


@cache
def fillers() -> Fillers:
    """Return what `fillers.yml` lists."""
    return Fillers(**yaml.safe_load(files(__package__).joinpath("fillers.yml").read_text(encoding="utf-8")))
