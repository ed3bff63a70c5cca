"""Values to YAML in the house's style, which `sources.yaml` reads back as they were."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Union

Tree = Union[str, Sequence["Tree"], Mapping[str, "Tree"]]  # noqa: UP007 - `|` knows no name that is still to come

_INDENT: Final = "  "
# A plain scalar begins with a letter or a figure; what follows it may hold neither the end of a key nor a comment.
_PLAIN = re.compile(r"(?!null$|Null$|NULL$)[^\W_](?:[^\n:#]|:(?=\S)|(?<=\S)#)*(?<!\s)")
# Lines that a block can show as they are: none begins with a space, and none but the inner ones is empty.
_BLOCK = re.compile(r"(?:[^\s\n][^\n]*\n+)+[^\s\n][^\n]*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def yaml_text(table: Mapping[str, Tree]) -> str:
    """Return a table as YAML: one key a line, in the order given; values without content are left out.

    The values are in NFC and hold no sign that `sources.text.forbidden` refuses.
    """
    return "".join(f"{line}\n" for line in _table(table))


def scalar(value: str) -> str:
    """Return a text on one line: bare where YAML reads it as it is, else in quotation marks."""
    return value if _PLAIN.fullmatch(value) else f'"{value.translate(_ESCAPES)}"'


def block(value: str) -> list[str] | None:
    """Return the lines of a text that a block (`|-`) shows as they are; None for any other text."""
    return value.split("\n") if _BLOCK.fullmatch(value) else None


def _table(table: Mapping[str, Tree]) -> Iterator[str]:
    for key, value in table.items():
        if value:
            yield from _entry(f"{key}:", value)


def _entry(head: str, value: Tree) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(head, value)
        return
    yield head
    lines = _table(value) if isinstance(value, Mapping) else _rows(value)
    yield from (f"{_INDENT}{line}" if line else line for line in lines)


def _rows(rows: Sequence[Tree]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, str):
            yield from _text("-", row)
            continue
        # The first line stands beside the hyphen, the others below it.
        lines = list(_table(row) if isinstance(row, Mapping) else _rows(row))
        yield from (f"{'- ' if n == 0 else _INDENT}{line}" if line else line for n, line in enumerate(lines))


def _text(head: str, value: str) -> Iterator[str]:
    if (lines := block(value)) is not None:
        yield f"{head} |-"
        yield from (f"{_INDENT}{line}" if line else line for line in lines)
    else:
        yield f"{head} {scalar(value)}"
