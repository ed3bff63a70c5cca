"""What a table for machines is made of: typed columns, plain cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar, overload

from congkhai.records.when import When
from congkhai.words import section, word, word_list

T = TypeVar("T")
Cell = str | int | bool | tuple[str, ...] | None
Cells = Mapping[str, Cell]
Kind = Literal["string", "integer", "boolean", "date", "time", "list"]

# A date as exact as the paper states it, and a period or a meeting's time as well.
DOCUMENT_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
ANY_DATE = r"^(\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?|-Q[1-4]|-H[12])?|on-occurrence)$"


@dataclass(frozen=True)
class Column:
    """One column: its name, the kind of its cells, the choices it is limited to, the table whose `id` it names."""

    name: str
    kind: Kind = "string"
    choices: type[StrEnum] | None = None
    pattern: str = ""
    required: bool = False
    refers_to: str = ""

    @property
    def title(self) -> str:
        """Return the name of the column in Vietnamese."""
        return word(f"data.column.{self.name}.title")

    @property
    def text(self) -> str:
        """Return what the column holds, in a sentence."""
        return word(f"data.column.{self.name}.text")

    @property
    def meanings(self) -> dict[str, str]:
        """Return the choices with their words."""
        if self.choices is None:
            return {}
        words, name = word_list(), section(self.choices)
        own = f"{name}." if any(key.startswith(f"{name}.") for key in words) else f"data.{name}."
        return {choice.value: words[f"{own}{choice.value}"] for choice in self.choices}


class MadeRows(Sequence[Cells], Generic[T]):
    """Rows that are made anew each time they are asked for: those of all petitions are too much to hold."""

    def __init__(self, sources: Sequence[T], make: Callable[[T], Cells]) -> None:
        """Make one row of each source."""
        self._sources = sources
        self._make = make

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._sources)

    @overload
    def __getitem__(self, place: int) -> Cells: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cells]: ...
    def __getitem__(self, place: int | slice) -> Cells | Sequence[Cells]:
        """Return one row, or some of them."""
        return (
            MadeRows(self._sources[place], self._make) if isinstance(place, slice) else self._make(self._sources[place])
        )


@dataclass(frozen=True)
class Dataset:
    """One table: its columns, its rows, and the day of its last change as far as records say."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Cells]
    changed: str = ""

    @property
    def title(self) -> str:
        """Return the name of the table in Vietnamese."""
        return word(f"data.{self.name}.title")

    @property
    def text(self) -> str:
        """Return what the table holds, in a sentence."""
        return word(f"data.{self.name}.text")


ID = Column("id", required=True)
TITLE = Column("title", required=True)
ILLUSTRATIVE = Column("illustrative", "boolean", required=True)
PAGE = Column("page", required=True)


def day(when: When | None) -> str | None:
    """Return an exact day as text, None when it is not known."""
    return when.day.isoformat() if when and when.day else None


def hour(when: When | None) -> str | None:
    """Return an hour as text, None when it is not stated."""
    return f"{when.hour:%H:%M}" if when and when.hour else None


def text_of(when: object) -> str | None:
    """Return a date as exact as it is known, None when it is not stated."""
    return str(when) if when is not None else None
