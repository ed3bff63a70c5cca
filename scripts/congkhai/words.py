"""The word lists: every Vietnamese word that a resident reads, by key, and the same keys in English."""

import errno
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

# The gaps that hold how many there are of something.
_COUNTS = {"count", "total", "shown", "overdue", "outside", "part", "whole", "min", "max", "read", "written", "removed"}
# Why the system refuses, as far as a reader can do something about it.
_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOSPC: "full",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-room",
    errno.EISDIR: "taken",
    errno.EEXIST: "taken",
    errno.EBUSY: "busy",
}


def _flatten(tree: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


@cache
def word_list(language: str = "vi") -> Mapping[str, str]:
    """Return the whole list, keys such as `meeting-kind.periodic`."""
    text = files("congkhai.theme").joinpath(f"words/{language}.yml").read_text(encoding="utf-8")
    # BaseLoader builds text only; the one over libyaml is ten times faster and not on every machine.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return dict(_flatten(yaml.load(text, Loader=loader)))  # noqa: S506 - see above


def word(key: str, **values: object) -> str:
    """Return the Vietnamese words for `key`, its gaps filled; a key that does not exist is a KeyError."""
    return word_in("vi", key, **values)


def word_in(language: str, key: str, /, **values: object) -> str:
    """Return the words for `key` in a language, its gaps filled, counts with their thousands apart.

    A key that does not exist is a KeyError.
    """
    text = word_list(language)[key]
    if not _COUNTS.isdisjoint(values):
        values = {gap: _written(gap, value, language) for gap, value in values.items()}
    return text.format_map(values) if values else text


def _written(gap: str, value: object, language: str) -> object:
    """Return a value as it stands in a text: `1.448` petitions, but the year 2026."""
    if gap not in _COUNTS or not isinstance(value, int):
        return value
    return f"{value:,}".replace(",", "." if language == "vi" else ",")


@cache
def section(choices: type[StrEnum]) -> str:
    """Return the section of the list that names an enumeration's members: MeetingKind, meeting-kind."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in choices.__name__).lstrip("-")


def label(choice: StrEnum, language: str = "vi") -> str:
    """Return the words for one member of an enumeration."""
    return word_list(language)[f"{section(type(choice))}.{choice}"]


def reason(error: OSError) -> str:
    """Return why the system refuses: in Vietnamese where its reason is a common one, else in its own words."""
    name = _REASONS.get(error.errno or 0)
    return word(f"refused-by.{name}") if name else f"{error.strerror or error}"


def sentence(text: str) -> str:
    """Return `text` with its first letter raised and every other letter as it is: names keep their capitals."""
    return text[:1].upper() + text[1:]
