"""The sheets and columns of each workbook, as `layout.yml` has them, and the record behind each row."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

import yaml

from congkhai.records.entry import Entry
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.words import word

RECORDS: Final[dict[str, type[Entry]]] = {"petitions": Petition, "schedule": Meeting}
# Rows that stand ready for what is new.
SPARE: Final = 100


@dataclass(frozen=True)
class Column:
    """A column: the way from a record to its value, the words at its head, the kind of its cells, its width."""

    key: str
    word: str
    kind: str
    width: int
    required: bool = False
    many: bool = False

    @property
    def label(self) -> str:
        """Return the words at the head."""
        return word(self.word)

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the keys that lead from a row's table to the value."""
        return tuple(self.key.split("."))


@dataclass(frozen=True)
class Sheet:
    """A sheet: the list within a record whose entries are its rows, none for the records themselves.

    A second sheet of the records shows more of them; no record begins there.
    """

    name: str
    list: str
    columns: tuple[Column, ...]
    is_second: bool = False

    @property
    def title(self) -> str:
        """Return the words on its tab."""
        return word(f"workbook.sheet-{self.name}")

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the keys of the lists that lead from a record to a row, outermost first."""
        return tuple(self.list.split(".")) if self.list else ()

    @property
    def is_main(self) -> bool:
        """Return whether each row is a record, and a new row a new record."""
        return not self.list and not self.is_second


@dataclass(frozen=True)
class Layout:
    """A workbook: the list file of a dossier that it shows, the key that names a record, its sheets."""

    name: str
    folder: str
    file: str
    id: str
    sheets: tuple[Sheet, ...]

    @property
    def list_key(self) -> str:
        """Return the one key of the list file."""
        return "petitions" if self.name == "petitions" else "meetings"

    @property
    def record(self) -> type[Entry]:
        """Return the type of its records."""
        return RECORDS[self.name]


@cache
def layouts() -> dict[str, Layout]:
    """Return every layout by its name."""
    text = files("congkhai.workbooks").joinpath("layout.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    told = cast("dict[str, dict[str, object]]", yaml.load(text, Loader=loader))  # noqa: S506 - safe
    return {name: _layout(name, table) for name, table in told.items()}


def _layout(name: str, table: dict[str, object]) -> Layout:
    sheets = cast("list[dict[str, object]]", table["sheets"])
    return Layout(
        name, str(table["folder"]), str(table["file"]), str(table["id"]), tuple(_sheet(sheet) for sheet in sheets)
    )


def _sheet(table: dict[str, object]) -> Sheet:
    columns = tuple(_column(column) for column in cast("list[dict[str, object]]", table["columns"]))
    return Sheet(str(table["name"]), str(table["list"]), columns, bool(table.get("is_second")))


def _column(table: dict[str, object]) -> Column:
    return Column(
        key=str(table["key"]),
        word=str(table["word"]),
        kind=str(table["kind"]),
        width=int(str(table["width"])),
        required=bool(table.get("required")),
        many=bool(table.get("many")),
    )
