"""Abbreviations of public administration, found where the long form stands and the other way round."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from congkhai.search.folding import composed, words

Pair = tuple[str, str]


@dataclass(frozen=True)
class Abbreviations:
    """Long forms by their first two words, each with its words and the words of its short form."""

    heads: Mapping[Pair, list[tuple[list[str], list[str]]]]
    plain: Mapping[str, str]
    """Long form to short, both without marks: what the reader in the browser needs."""

    @classmethod
    def of(cls, listed: Mapping[str, str]) -> "Abbreviations":
        """Return the table of `listed`, which gives each short form its long one of two words or more."""
        heads: dict[Pair, list[tuple[list[str], list[str]]]] = {}
        plain = {}
        for short_text, long_text in sorted(listed.items()):
            short, long = words(composed(short_text)), words(composed(long_text))
            heads.setdefault((long[0], long[1]), []).append((long, short))
            plain[_letters(long)] = _letters(short)
        return cls(heads, plain)


@cache
def abbreviations() -> Abbreviations:
    """Return the abbreviations of this room's own list."""
    text = files(__package__).joinpath("abbreviations.yml").read_text(encoding="utf-8")
    return Abbreviations.of(yaml.safe_load(text))


def _letters(folded: list[str]) -> str:
    return " ".join(word[:-1] for word in folded)
