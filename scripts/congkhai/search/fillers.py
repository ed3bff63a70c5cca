"""What people say around a question, which no paper holds."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Fillers:
    """Phrases `around` a question, and `slight` words: the reader in the browser leaves out the ones and asks little of the others."""

    around: list[str]
    slight: list[str]


@cache
def fillers() -> Fillers:
    """Return this room's own list."""
    return Fillers(**yaml.safe_load(files(__package__).joinpath("fillers.yml").read_text(encoding="utf-8")))
