"""The head of a ward's table: the row or rows that name its columns, and what each column holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

import yaml
from openpyxl.utils import get_column_letter

from congkhai.workbooks.cells import plain
from congkhai.workbooks.choices import folded
from congkhai.workbooks.grids import Fault, Grid

_LOOKED_AT: Final = 40
_TALLEST: Final = 3
_FEWEST: Final = 3
_ASIDE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Spoken:
    """How tables are headed: the kind of each field, the field that each head means, and what is nobody's business."""

    kinds: Mapping[str, str]
    fields: Mapping[str, str]
    personal: frozenset[str]
    personal_words: tuple[str, ...]
    totals: frozenset[str]
    closing: frozenset[str]


@cache
def spoken() -> Spoken:
    """Return what `tables.yml` says."""
    text = files("congkhai.workbooks").joinpath("tables.yml").read_text(encoding="utf-8")
    told = cast("dict[str, list[str]]", yaml.safe_load(text))
    fields = cast("dict[str, dict[str, object]]", told["fields"])
    return Spoken(
        {name: str(field["kind"]) for name, field in fields.items()},
        {head: name for name, field in fields.items() for head in cast("list[str]", field["heads"])},
        frozenset(told["personal"]),
        tuple(told["personal-words"]),
        frozenset(told["totals"]),
        frozenset(told["closing"]),
    )


@dataclass(frozen=True)
class Head:
    """The head of a table: its last row, the words over each column, and the field that they mean, if any."""

    last: int
    labels: Mapping[int, str]
    fields: Mapping[int, str]
    personal: frozenset[int]

    @property
    def unknown(self) -> list[int]:
        """Return the columns of which nobody knows what they hold."""
        return [column for column in self.labels if column not in self.fields and column not in self.personal]


def find_head(grid: Grid) -> Head | None:
    """Return the head of the table in a sheet: of the upper rows those that name most columns; None when none does."""
    candidates = [
        head
        for first in list(grid.rows)[:_LOOKED_AT]
        for last in range(first, first + _TALLEST)
        if (head := _head(grid, first, last)) is not None
    ]
    return max(candidates, key=lambda head: (len(head.fields) + len(head.personal), -head.last), default=None)


def _head(grid: Grid, first: int, last: int) -> Head | None:
    words = {row: dict(_words(grid, row)) for row in range(first, last + 1)}
    columns = sorted({column for row in words.values() for column in row})
    if len(columns) < _FEWEST or any(len(row) < 2 for row in words.values()):  # noqa: PLR2004 - a title has one cell
        return None
    labels = {column: _joined([row[column] for row in words.values() if column in row]) for column in columns}
    # A column without a head holds something all the same.
    held = {column for number, row in grid.rows.items() if number > last for column in row}
    labels |= {column: get_column_letter(column) for column in sorted(held - labels.keys())}
    personal = frozenset(column for column, label in labels.items() if is_personal(label))
    fields = _fields({column: label for column, label in labels.items() if column not in personal})
    return Head(last, labels, fields, personal) if len(fields) + len(personal) >= _FEWEST - 1 and fields else None


def _words(grid: Grid, row: int) -> Iterator[tuple[int, str]]:
    """Yield the words of a head row by column; merged cells say the same in all their columns and rows."""
    for column, value in grid.rows.get(row, {}).items():
        if not isinstance(value, Fault):
            yield column, plain(value)
    for span in grid.spans:
        value = grid.cells.get((span.top, span.left))
        if span.top <= row <= span.bottom and value is not None and not isinstance(value, Fault):
            yield from ((column, plain(value)) for column in range(span.left, span.right + 1))


def _joined(words: list[str]) -> str:
    return " ".join(dict.fromkeys(" ".join(word.split()) for word in words))


def _fields(labels: Mapping[int, str]) -> dict[int, str]:
    """Return the field of each column; where two columns mean the same, none of them is known."""
    meant = {column: field for column, label in labels.items() if (field := meaning(label)) is not None}
    return {column: field for column, field in meant.items() if list(meant.values()).count(field) == 1}


def meaning(label: str) -> str | None:
    """Return the field that the words over a column mean; None for words that nobody knows."""
    known = spoken().fields
    return known.get(folded(label)) or known.get(folded(_ASIDE.sub(" ", label)))


def is_personal(label: str) -> bool:
    """Return whether the words over a column say that it holds who asked, or where to find them."""
    text = folded(label)
    return text in spoken().personal or any(f" {word} " in f" {text} " for word in spoken().personal_words)
