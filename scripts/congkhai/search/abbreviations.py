"""Abbreviations of public administration, found where the long form stands and the other way round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from congkhai.search.folding import composed, words

Pair = tuple[str, str]
Longs = str | list[str]


@dataclass(frozen=True)
class Abbreviations:
    """Long forms by their first two words, each with its words and the words of its short form."""

    heads: Mapping[Pair, list[tuple[list[str], list[str]]]]
    alike: Mapping[str, list[list[str]]]
    """What a word of papers is called by people, word by word: `lợn` is `heo`."""
    written: Mapping[str, str]
    """Long form, folded, to short without signs: what the reader in the browser needs."""
    spoken: Mapping[str, list[str]]
    """What people call a thing to its names in papers, folded: by which the reader shows why a record was found."""
    shorts: frozenset[str] = field(repr=False)
    """Short forms of one word; left out of the repr, of which an index takes its digest, because a set has no order."""

    @classmethod
    def of(cls, listed: Mapping[str, Longs], spoken: Mapping[str, Longs]) -> "Abbreviations":
        """Return the table of `listed`, which gives each short form its long one of two words or more, or several of them.

        `spoken` does so too, of one word or more, but who types its long form is not understood to have typed the short one.
        """
        heads: dict[Pair, list[tuple[list[str], list[str]]]] = {}
        alike: dict[str, list[list[str]]] = {}
        written: dict[str, str] = {}
        told: dict[str, list[str]] = {}
        shorts = set()
        for short_text, longs in sorted({**spoken, **listed}.items()):
            short = words(composed(short_text))
            shorts |= {short[0]} if short_text in listed and len(short) == 1 else set()
            for long in (words(composed(text)) for text in ([longs] if isinstance(longs, str) else longs)):
                if len(long) == 1:
                    alike.setdefault(long[0], []).append(short)
                else:
                    heads.setdefault((long[0], long[1]), []).append((long, short))
                if short_text in listed:
                    written[" ".join(long)] = " ".join(word[:-1] for word in short)
                else:
                    told.setdefault(" ".join(short), []).append(" ".join(long))
        return cls(heads, alike, written, told, frozenset(shorts))


@cache
def abbreviations() -> Abbreviations:
    """Return the abbreviations of this room's own list, and what people call things."""
    listed, spoken = (
        yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
        for name in ("abbreviations.yml", "spoken.yml")
    )
    return Abbreviations.of(listed, spoken)
