"""Tables as JSON arrays, and the JSON Schema of each."""

import json
from collections.abc import Mapping, Sequence

from congkhai.views.data.columns import Column, Dataset

Json = Mapping[str, object]
_encode = json.JSONEncoder(ensure_ascii=False).encode
_DATE = r"^\d{4}-\d{2}-\d{2}$"
_TIME = r"^\d{2}:\d{2}$"


def json_bytes(value: object) -> bytes:
    """Return a value as readable JSON, the same bytes every time."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


class JsonText:
    """A table as JSON with one row a line, to which rows are added one by one."""

    def __init__(self) -> None:
        self._parts = [b"[\n"]

    def add(self, row: Json) -> None:
        """Add a row."""
        before = ",\n" if len(self._parts) > 1 else ""
        self._parts.append(f"{before}{_encode(row)}".encode())

    @property
    def parts(self) -> Sequence[bytes]:
        """Return the file as far as rows were added, in parts: joined it would take its room twice."""
        return (*self._parts, b"\n]\n")


def script_text(value: object) -> str:
    """Return a value as JSON that can stand in a data block of HTML."""
    return in_block(_encode(value))


def in_block(text: str) -> str:
    """Return JSON as it can stand in a data block of HTML: nothing in it ends the block."""
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def schema(dataset: Dataset, address: str) -> Json:
    """Return the JSON Schema of a table's JSON file; `address` is where it stands."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": dataset.title,
        "description": dataset.text,
        "type": "array",
        "items": {
            "type": "object",
            "required": [column.name for column in dataset.columns],
            "additionalProperties": False,
            "properties": {column.name: _property(column) for column in dataset.columns},
        },
    }


def _property(column: Column) -> Json:
    described = {"title": column.title, "description": column.text}
    if column.kind == "list":
        return {**described, "type": "array", "items": _limited(column, "string")}
    kind = column.kind if column.kind in {"integer", "boolean"} else "string"
    return {**described, **_limited(column, kind)}


def _limited(column: Column, kind: str) -> Json:
    """Return type and limits of one value; null where a record may say nothing."""
    is_nullable = not column.required and column.kind != "list"
    limits: dict[str, object] = {"type": [kind, "null"] if is_nullable else kind}
    pattern = {"date": _DATE, "time": _TIME}.get(column.kind, column.pattern)
    if pattern:
        limits["pattern"] = pattern
    if column.kind == "date":
        limits["format"] = "date"
    if column.choices:
        limits["enum"] = [*column.meanings, *([None] if is_nullable else [])]
    return limits
