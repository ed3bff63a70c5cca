"""Changes to a YAML text that leave every other byte as it was: comments, order, blank lines, line ends.

Whatever is written is read again with our own reader, and only what reads as it was meant leaves this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Union

from congkhai.problems import Place, Report
from congkhai.sources.lines import Lines, Splice
from congkhai.sources.splicing import Spliceable, Unsplicable
from congkhai.sources.text import decode
from congkhai.sources.writing import Tree
from congkhai.sources.yaml import read_yaml

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Put:
    """A value that shall stand at `path`; a new key comes after those that stand before it in `order`."""

    path: Where
    value: Tree
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Append:
    """Rows that shall follow the last one of the list at `path`, which may be absent."""

    path: Where
    rows: tuple[Tree, ...]
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drop:
    """A key or a row that shall be gone."""

    path: Where


Edit = Put | Append | Drop
_Plain = Union[str, list["_Plain"], dict[str, "_Plain"]]  # noqa: UP007 - `|` knows no name that is still to come


def edited(raw: bytes, edits: Sequence[Edit], file: str, report: Report) -> bytes | None:
    """Return a YAML file with the edits made one after the other; None, with the reason told, when it cannot be.

    Paths are those that hold once all earlier edits are made.
    """
    pending = list(edits)
    while pending:
        text = decode(raw, file, report)
        table = read_yaml(text, file, report) if text is not None else None
        if text is None or table is None or report.failed:
            return None
        batch, pending = _apart(pending)
        intended = _plain(table)
        for edit in batch:
            _apply(intended, edit)
        written = _written(raw, text, batch)
        read = Report()
        again = decode(written, file, read) if written is not None else None
        found = read_yaml(again, file, read) if again is not None else None
        if written is None or found is None or read.failed or _plain(found) != intended:
            report.add("edit-refused", Place(file), path=".".join(str(step) for step in batch[0].path))
            return None
        raw = written
    return raw


def _written(raw: bytes, text: str, batch: Sequence[Edit]) -> bytes | None:
    nodes = Spliceable(text)
    try:
        splices = [_splice(nodes, edit) for edit in batch]
    except Unsplicable:
        return None
    return Lines.of(raw).spliced(splices)


def _splice(nodes: Spliceable, edit: Edit) -> Splice:
    match edit:
        case Put(path, value, order):
            return nodes.put(path, value, order)
        case Append(path, rows, order):
            return nodes.append(path, rows, order)
        case Drop(path):
            return nodes.drop(path)


def _apart(edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Return the edits that can be made at once, because none touches what another rests on, and the others."""
    at_once: list[Edit] = []
    later: list[Edit] = []
    taken: set[Where] = set()
    below: set[Where] = set()
    for edit in edits:
        home = edit.path if isinstance(edit, Append) else edit.path[:-1]
        if later or home in below or any(upper in taken for upper in _prefixes(home)):
            later.append(edit)
        else:
            at_once.append(edit)
            taken.add(home)
            below.update(_prefixes(home))
    return at_once, later


def _prefixes(path: Where) -> Iterator[Where]:
    return (path[:length] for length in range(len(path) + 1))


def _plain(value: object) -> _Plain:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return str(value)


def _apply(root: _Plain, edit: Edit) -> None:
    """Make the edit in plain values: this is what the text must say afterwards."""
    *way, last = edit.path
    home = root
    for step in way:
        home = _step(home, step)
    if isinstance(edit, Append):
        rows = home.setdefault(str(last), []) if isinstance(home, dict) else _step(home, last)
        assert isinstance(rows, list)  # noqa: S101 - a path that leads elsewhere is a fault of ours
        rows.extend(_plain(row) for row in edit.rows)
    elif isinstance(home, dict):
        home.pop(str(last), None) if isinstance(edit, Drop) else home.update({str(last): _plain(edit.value)})
    elif isinstance(home, list) and isinstance(last, int):
        home[last : last + 1] = [] if isinstance(edit, Drop) else [_plain(edit.value)]


def _step(value: _Plain, step: str | int) -> _Plain:
    return value[step] if isinstance(value, list) and isinstance(step, int) else value[str(step)]  # type: ignore[index, call-overload]
