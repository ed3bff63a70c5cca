"""New entries in files that an author wrote: lines are added, every byte that was there stays, and all is read back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from congkhai.problems import Report
from congkhai.sources.editing import Append, edited
from congkhai.sources.lines import Lines, Splice
from congkhai.sources.prose import Prose, split_front_matter
from congkhai.sources.splicing import Spliceable, Unsplicable
from congkhai.sources.text import decode
from congkhai.sources.writing import Tree, yaml_text
from congkhai.sources.yaml import Rows, Table, Text, read_yaml

_FILE = "file"


def with_row(raw: bytes, key: str, row: Mapping[str, Tree]) -> bytes | None:
    """Return a list file with one more entry at its end.

    None when its form does not allow that, or the file cannot be read.
    """
    before = _list(raw, key)
    if before is None:
        return None
    wanted = [*before, read_yaml(yaml_text(row), _FILE, Report())]
    after = _with_lines(raw, before, row)
    if _list(after, key) != wanted:
        # It may stand in brackets.
        after = edited(raw, [Append((key,), (row,))], _FILE, Report()) or raw
    return after if _list(after, key) == wanted else None


def _with_lines(raw: bytes, before: Rows, row: Mapping[str, Tree]) -> bytes:
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    lines = raw.split(b"\n")
    margin = _hyphen(lines, before) if before else "  "
    added = [
        f"{margin}{line}" if line else "" for line in yaml_text({"x": [row]}).replace("\n  ", "\n").split("\n")[1:-1]
    ]
    gap = b"" if raw.endswith(b"\n") else end
    gap += end if before and lines[-2:] != [b"", b""] and raw.rstrip(b"\r\n") + end + end != raw else b""
    return raw + gap + b"".join(line.encode() + end for line in added)


def _hyphen(lines: Sequence[bytes], rows: Rows) -> str:
    """Return what stands before the hyphen of the last entry."""
    line = lines[rows[-1].place.line - 1].decode("utf-8-sig", "replace")
    return line[: len(line) - len(line.lstrip(" "))]


def _list(raw: bytes, key: str) -> Rows | None:
    report = Report()
    text = decode(raw, _FILE, report)
    table = read_yaml(text, _FILE, report) if text is not None else None
    if table is None or report.problems or set(table.keys_at) != {key}:
        return None
    rows = table.get(key, Rows(table.place))
    return rows if isinstance(rows, Rows) else None


def with_settled(raw: bytes, number: str, code: str) -> bytes | None:
    """Return the file of a conclusion in which item `number` settles one petition more.

    None when there is no such item, or when its form does not allow it.
    """
    items = _items(raw)
    place = next((n for n, item in enumerate(items) if item.get("number") == number), None)
    if place is None:
        return None
    expected = [*items]
    expected[place] = _with_code(items[place], code)
    ways = _ways(raw, items, place, code)
    return next((after for after in ways if _items(after) == expected and _rest(after) == _rest(raw)), None)


def _ways(raw: bytes, items: Sequence[Table], place: int, code: str) -> Iterator[bytes]:
    """Yield the file with a line more, and with a code more in the brackets of the item."""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    lines = raw.split(b"\n")
    line, added = _settling_lines(items[place], code, _end(raw, items, place, lines))
    yield b"\n".join([*lines[:line], *(text.encode() + end[:-1] for text in added), *lines[line:]])
    text = decode(raw, _FILE, Report()) or ""
    # The front matter begins below its first rule, and ends above the second.
    first = text.index("\n") + 1
    matter = "\n".join(text[first:].split("\n")[: _matter(raw)[1].first_line - 3])
    with suppress(Unsplicable):
        start, last, words = Spliceable(matter).append(("items", place, "petitions"), (code,))
        yield Lines.of(raw).spliced([Splice(first + start, first + last, words)])


def _settling_lines(item: Table, code: str, end: int) -> tuple[int, list[str]]:
    """Return after which line of the file which lines are to stand; the item itself ends with line `end`."""
    rows, margin = item.get("petitions"), " " * (item.place.column - 1)
    if isinstance(rows, Rows) and rows:
        last = rows[-1].place
        return last.line, [f"{' ' * (last.column - 3)}- {code}"]
    if "petitions" in item.keys_at:
        return item.keys_at["petitions"].line, [f"{margin}  - {code}"]
    return end, [f"{margin}petitions:", f"{margin}  - {code}"]


def _end(raw: bytes, items: Sequence[Table], place: int, lines: Sequence[bytes]) -> int:
    """Return the number of an item's last line: above the next item, the next key or the end, without blanks and comments."""
    table, body = _matter(raw)
    keys = [at.line for at in table.keys_at.values()] if table is not None else []
    ends = [*keys, *(item.place.line for item in items), body.first_line - 1]
    last = min(line for line in ends if line > items[place].place.line) - 1
    while not lines[last - 1].strip() or lines[last - 1].lstrip().startswith(b"#"):
        last -= 1
    return last


def _with_code(item: Table, code: str) -> Table:
    found = Table(item.place)
    found.update(item)
    rows = Rows(item.place)
    given = item.get("petitions")
    rows.extend([*(given if isinstance(given, Rows) else ()), Text(code, item.place)])
    found["petitions"] = rows
    return found


def _matter(raw: bytes) -> tuple[Table | None, Prose]:
    report = Report()
    text = decode(raw, _FILE, report)
    if text is None:
        return None, Prose("", _FILE)
    table, body = split_front_matter(text, _FILE, report)
    return (None if report.problems else table), body


def _items(raw: bytes) -> list[Table]:
    table, _ = _matter(raw)
    rows = table.get("items") if table is not None else None
    return [row for row in rows if isinstance(row, Table)] if isinstance(rows, Rows) else []


def _rest(raw: bytes) -> tuple[dict[str, object], str]:
    table, body = _matter(raw)
    return {key: value for key, value in (table or {}).items() if key != "items"}, body.text
