"""What a problem is, why it comes and how it is repaired, with an example that a test has seen go wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

import yaml

from congkhai.problems import Place, Problem, Severity, catalogue, nearest


class _Gaps(dict[str, str]):
    """Fills every gap of a message with dots."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True)
class Change:
    """Lines of one file gone wrong, and as they are right; None where there is no such file, or nothing to set right."""

    file: str
    bad: str | None = None
    good: str | None = None


@dataclass(frozen=True)
class Example:
    """A portal gone wrong: what was done, and what that changed in its files."""

    title: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class Explanation:
    """All that is known about one problem."""

    slug: str
    severity: Severity
    cause: str
    repair: str
    example: Example | None


def explanation(slug: str) -> Explanation:
    """Return what is known about a problem; a slug that does not exist is a KeyError."""
    words = catalogue()[slug]["vi"]
    cause, repair = (words[part].format_map(_Gaps()) for part in ("message", "hint"))
    return Explanation(slug, Problem(Place(""), slug).severity, cause, repair, examples().get(slug))


@cache
def examples() -> Mapping[str, Example]:
    """Return the examples by slug; `tests/examples.py` collects them from the cases of the tests."""
    found = yaml.safe_load(_text("examples.yml")).items()
    return {slug: Example(one["title"], [Change(**change) for change in one["changes"]]) for slug, one in found}


@cache
def grouped() -> Mapping[str, Sequence[str]]:
    """Return every slug under the name of its group, in the order of the catalogue."""
    patterns: Mapping[str, Sequence[str]] = yaml.safe_load(_text("groups.yml"))
    found: dict[str, list[str]] = {name: [] for name in patterns}
    for slug in catalogue():
        group = next(name for name, forms in patterns.items() if any(fnmatchcase(slug, form) for form in forms))
        found[group].append(slug)
    return {name: slugs for name, slugs in found.items() if slugs}


def nearest_slug(typed: str) -> str:
    """Return the slug that somebody most likely means, or an empty string."""
    return nearest(typed, catalogue())


def _text(name: str) -> str:
    return files("congkhai.desk").joinpath(name).read_text(encoding="utf-8")
