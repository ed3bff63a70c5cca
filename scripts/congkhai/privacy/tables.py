"""The tables of the gate (`tables.yml`), as sets of words and compiled patterns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import cast

import yaml

from congkhai.privacy.finding import Kind
from congkhai.privacy.folding import unmarked

Phrase = tuple[str, ...]


class Phrases(frozenset[Phrase]):
    """Phrases, and the words that they begin and end with: most words of a text are none of them."""

    @cached_property
    def first(self) -> frozenset[str]:
        """Return every first word."""
        return frozenset(one[0] for one in self)

    @cached_property
    def last(self) -> frozenset[str]:
        """Return every last word."""
        return frozenset(one[-1] for one in self)


@dataclass(frozen=True)
class Pattern:
    """A pattern that is personal data by itself, unless `harmless` stands before it in its line."""

    kind: Kind
    find: re.Pattern[str]
    harmless: re.Pattern[str] | None


@dataclass(frozen=True)
class Grammar:
    """A form that explains digits; where it is `alone`, only if no digits touch it from before."""

    find: re.Pattern[str]
    alone: bool


@dataclass(frozen=True)
class Tables:
    """Every list, under the name that it has in `tables.yml`; phrases are tuples of words."""

    honorifics: Phrases
    weak_honorifics: Phrases
    bare_honorifics: Phrases
    after_honorific: Phrases
    posts: Phrases
    doing: Phrases
    compounds: Phrases
    honours: Phrases
    figures: Phrases
    titles: Phrases
    places: Phrases
    chain: Phrases
    strong_surnames: frozenset[str]
    surnames: frozenset[str]
    bare_surnames: frozenset[str]
    middles: frozenset[str]
    bare_middles: frozenset[str]
    lower_surnames: frozenset[str]
    lower_middles: frozenset[str]
    nicknames: frozenset[str]
    abbreviations: frozenset[str]
    cues: frozenset[str]
    cue_words: frozenset[str]
    counted: frozenset[str]
    digests: re.Pattern[str]
    grammars: tuple[Grammar, ...]
    patterns: tuple[Pattern, ...]


def phrase(words: str) -> Phrase:
    """Return the words of a phrase, lower case and without marks, so that one spelling is as good as another."""
    return tuple(unmarked(words.casefold()).split())


@cache
def tables() -> Tables:
    """Return the tables, read once."""
    text = files("congkhai.privacy").joinpath("tables.yml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe; in C, a seventh of the time
    words: Mapping[str, Sequence[str]] = raw
    strong, weak = (frozenset(words[key]) for key in ("strong_surnames", "surnames"))
    marked = {key: Phrases(tuple(str(one).split()) for one in words[key])
              for key in ("honorifics", "weak_honorifics", "bare_honorifics", "after_honorific", "posts", "doing", "places", "chain", "honours", "compounds")}  # fmt: skip
    patterns = cast("Sequence[Mapping[str, str]]", raw["patterns"])
    return Tables(
        **marked,
        figures=Phrases(phrase(one) for one in words["figures"]),
        titles=Phrases(phrase(one) for one in words["titles"]),
        strong_surnames=strong,
        surnames=strong | weak,
        bare_surnames=frozenset(unmarked(one) for one in strong | {one for one in weak if len(one) > 1}),
        middles=frozenset(words["middles"]),
        bare_middles=frozenset(unmarked(one) for one in words["middles"]),
        lower_surnames=frozenset(words["lower_surnames"]),
        lower_middles=frozenset(words["lower_middles"]),
        nicknames=frozenset(words["nicknames"]),
        abbreviations=frozenset(words["abbreviations"]),
        cues=frozenset(words["cues"]),
        cue_words=frozenset(words["cue_words"]),
        # “số 12 đường …” is a house.
        counted=frozenset(way for one in words["not_before_number"] for way in (one, one.capitalize())) - {"số", "Số"},
        digests=re.compile(str(raw["printed_digests"])),
        grammars=tuple(_grammar(one, raw) for one in cast("Mapping[str, str]", raw["grammars"]).values()),
        patterns=tuple(_pattern(one, raw) for one in patterns),
    )  # fmt: skip


def _grammar(form: str, raw: Mapping[str, object]) -> Grammar:
    whole = (
        form.replace("{units}", str(raw["units"])).replace("{ended}", str(raw["ended"])).replace("{alone}", r"(?<!\d)")
    )
    # Digests are written in small letters.
    return Grammar(re.compile(whole, 0 if "a-f" in form else re.IGNORECASE), "{alone}" in form)


def _pattern(row: Mapping[str, str], raw: Mapping[str, object]) -> Pattern:
    find = row["find"]
    if "{not_before_number}" in find:
        lookbehinds = "".join(
            f"(?<!{word} )(?<!{word.capitalize()} )" for word in cast("Iterable[str]", raw["not_before_number"])
        )
        find = find.replace("(?<!{not_before_number} )", lookbehinds)
    for key in ("singular", "conditions"):
        find = find.replace(f"{{{key}}}", str(raw[key]))
    heads = "|".join(sorted(cast("list[str]", raw["strong_surnames"]), key=len, reverse=True))
    contexts = cast("Mapping[str, str]", raw["contexts"])
    harmless = contexts.get(row.get("not_within", ""))
    return Pattern(
        Kind(row["kind"]),
        re.compile(find.replace("{surname_heads}", heads).replace("{surname_heads_capital}", heads.title())),
        re.compile(harmless) if harmless else None,
    )
