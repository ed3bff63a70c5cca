"""Problems as values: where, what, in the reader's language, and the likely repair."""

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import NamedTuple, cast

import yaml

LANGUAGES = ("vi", "en")


class Place(NamedTuple):
    """A point in an author's file: path from the portal's root, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    """What a problem does: an error stops the build, a warning stops only `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@cache
def catalogue() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return every problem that exists: slug to severity and, by language, message and hint."""
    text = files("congkhai").joinpath("problems.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast("Mapping[str, Mapping[str, Mapping[str, str]]]", yaml.load(text, Loader=loader))  # noqa: S506 - safe


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: its place, its slug in the catalogue, and the author's own words as values."""

    place: Place
    slug: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Return whether this fault stops the build."""
        return Severity(str(catalogue()[self.slug].get("severity", Severity.ERROR)))

    def message(self, language: str = "vi") -> str:
        """Return what is wrong, in `language`."""
        return catalogue()[self.slug][language]["message"].format_map(dict(self.values))

    def hint(self, language: str = "vi") -> str:
        """Return the likely repair, in `language`; the nearest known word comes first."""
        values = {"near": "", **dict(self.values)}
        hint = catalogue()[self.slug][language]["hint"].format_map(values)
        return f"{_NEAR[language].format(values['near'])} {hint}" if values["near"] else hint


_NEAR = {"vi": "Có phải “{}”?", "en": "Did you mean “{}”?"}
_SEVERITY = {"vi": {"error": "lỗi", "warning": "nhắc"}, "en": {"error": "error", "warning": "warning"}}


@dataclass
class Report:
    """Gathers the problems of one reading, so that all are told at once."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, slug: str, place: Place, **values: str) -> None:
        """Note one problem; `values` fill the message's gaps."""
        self.problems.append(Problem(place, slug, tuple(sorted(values.items()))))

    @property
    def failed(self) -> bool:
        """Return whether any problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def in_order(self) -> list[Problem]:
        """Return each problem once, by file, line and column."""
        return sorted(set(self.problems))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that `word` most likely stands for, or an empty string."""
    lowered = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else ""


_FIGURES = re.compile("[0-9]+")


def nearest_id(word: str, known: Iterable[str]) -> str:
    """Return the known id that `word` is a slip of the hand for, or an empty string.

    One letter is wrong, missing or exchanged with the next; another word stands for another place or office. Another
    number is no slip, unless a zero was left out, the numbers stand in another order, or the figures of a year do.
    """
    slips = [name for name in known if _is_slip(word.casefold(), name.casefold())]
    return nearest(word, slips)


def _is_slip(word: str, name: str) -> bool:
    return _numbers(word) == _numbers(name) and _is_one_slip(_letters(word), _letters(name))


def _numbers(word: str) -> list[str]:
    numbers = [number.lstrip("0") for number in _FIGURES.findall(word)]
    # A year has four figures.
    return sorted("".join(sorted(number)) if len(number) == 4 else number for number in numbers)  # noqa: PLR2004


def _letters(word: str) -> str:
    return re.sub("[^a-z]", "", word)


def _is_one_slip(word: str, name: str) -> bool:
    start = _shared(word, name)
    end = _shared(word[start:][::-1], name[start:][::-1])
    one, other = word[start : len(word) - end], name[start : len(name) - end]
    return max(len(one), len(other)) <= 1 or (one == other[::-1] and len(one) == 2)  # noqa: PLR2004


def _shared(word: str, name: str) -> int:
    """Return how many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))


def render_text(
    problem: Problem,
    language: str = "vi",
    marked: Callable[[Severity, str], str] = lambda _severity, text: text,
    at: str | None = None,
) -> str:
    """Return a problem as two lines for a terminal: place and message, then the repair.

    `marked` may colour its severity; `at` are words for a place that no file of the author has.
    """
    severity = marked(problem.severity, _SEVERITY[language][problem.severity])
    first = f"{at or problem.place}: {severity}: {problem.slug}: {problem.message(language)}"
    return f"{first}\n  {problem.hint(language)}"


def render_json(problems: Iterable[Problem], language: str = "vi") -> str:
    """Return problems as a JSON array, one object each, for other programs."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity.value,
            "slug": problem.slug,
            "message": problem.message(language),
            "hint": problem.hint(language),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
