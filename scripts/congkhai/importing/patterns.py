"""The official layout as data: `layout.yml`, compiled once, and text folded sign by sign so that places stay true."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

from congkhai.sources.folding import fold


@cache
def _table() -> Mapping[str, object]:
    text = files("congkhai.importing").joinpath("layout.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return cast("Mapping[str, object]", yaml.load(text, Loader=loader))  # noqa: S506 - builds text only


@cache
def words(section: str) -> Mapping[str, str]:
    """Return a section whose values are words."""
    return cast("Mapping[str, str]", _table()[section])


@cache
def listed(section: str) -> tuple[str, ...]:
    """Return a section that is a list of words."""
    return tuple(cast("list[str]", _table()[section]))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return one pattern of the layout, for folded text."""
    return re.compile(cast("Mapping[str, str]", _table()["patterns"])[name])


@cache
def choices(section: str) -> Mapping[str, re.Pattern[str]]:
    """Return a section whose values are patterns, in its order."""
    return {key: re.compile(value) for key, value in words(section).items()}


@cache
def part_of(section: str, name: str) -> re.Pattern[str]:
    """Return one pattern of a section, for folded text."""
    return re.compile(words(section)[name])


@cache
def rows(section: str) -> tuple[Mapping[str, str], ...]:
    """Return a section that is a list of rows, in its order."""
    return tuple(cast("list[Mapping[str, str]]", _table()[section]))


@cache
def sole(section: str) -> re.Pattern[str]:
    """Return a section that is one pattern."""
    return re.compile(cast("str", _table()[section]))


@cache
def counted() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Return the patterns of counts, in which `N` is a number in figures or in words."""
    numerals = "|".join(words("numerals"))
    number = rf"(?<![\d/.,])(?P<count>\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,5}}|(?:{numerals})(?!\w))(?!\d|[.,]\d)"
    table = cast("Mapping[str, list[str]]", _table()["figures"])
    return {key: tuple(re.compile(one.replace("N", number)) for one in each) for key, each in table.items()}


@cache
def _folded_sign(sign: str) -> str:
    plain = fold(sign)
    return plain if len(plain) == 1 else sign


def folded(text: str) -> str:
    """Return `text` in lower case without marks, of the same length, so that a match's span holds in the text too."""
    return "".join(map(_folded_sign, text))


_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def spelt(text: str) -> str:
    """Return a text in lower case with each tone behind its word, so that `uỷ` and `ủy` are one and `xã` and `xa` are two."""
    out = []
    for word in unicodedata.normalize("NFD", text.lower()).split(" "):
        tones = "".join(sign for sign in word if sign in _TONES)
        out.append("".join(sign for sign in word if sign not in _TONES) + tones)
    return " ".join(out)


def begins(text: str, names: Iterable[str]) -> bool:
    """Return whether a text begins with one of these names, each a whole word."""
    own = spelt(text)
    return any(re.match(rf"{re.escape(spelt(name))}(?!\w)", own) for name in names)


def is_layout(words: str) -> bool:
    """Return whether a table only puts the parts of a paper's head or end side by side."""
    plain = folded(words)
    names = ("national-title", "motto", "party-title", "number", "place-date")
    return any(pattern(name).search(plain) for name in names) or "noi nhan" in plain or plain.startswith("kinh gui")


def first_choice(section: str, text: str) -> str | None:
    """Return the first key of a section whose pattern meets the text."""
    plain = folded(text)
    return next((key for key, each in choices(section).items() if each.search(plain)), None)


def all_choices(section: str, text: str) -> tuple[str, ...]:
    """Return every key of a section whose pattern meets the text."""
    plain = folded(text)
    return tuple(key for key, each in choices(section).items() if each.search(plain))
