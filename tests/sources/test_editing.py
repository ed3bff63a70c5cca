"""An edit changes only its lines, and reads back as it was meant."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from congkhai.problems import Report
from congkhai.sources.editing import Append, Drop, Edit, Put, Where, edited
from congkhai.sources.text import decode
from congkhai.sources.writing import Tree, yaml_text
from congkhai.sources.yaml import Table, Value, read_yaml
from trees import NAMES, TREES, WORDS, tables

CASES = yaml.load(
    (Path(__file__).parents[1] / "cases" / "yaml-edits.yml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506 - builds text only
)


def _edit(told: Mapping[str, object]) -> Edit:
    where = tuple(int(step) if step.isdecimal() else step for step in str(told["at"]).split("."))
    order = tuple(str(told.get("order", "")).split())
    if "append" in told:
        return Append(where, tuple(told["append"]), order)  # type: ignore[arg-type]
    return Put(where, told["put"], order) if "put" in told else Drop(where)  # type: ignore[arg-type]


def _value(raw: bytes) -> Value:
    report = Report()
    text = decode(raw, "f.yml", report)
    assert text is not None
    table = read_yaml(text, "f.yml", report)
    assert table is not None
    assert report.problems == []
    return table


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["", "BOM"])
def test_edit_gives_exactly_this_text(case: Mapping[str, str], end: str, bom: str) -> None:
    """Whatever the line ends, and whether or not the file begins with a mark of its encoding."""
    report = Report()
    edits = [_edit(told) for told in case["edits"]]  # type: ignore[arg-type]
    raw = (bom + case["before"]).replace("\n", end).encode()
    found = edited(raw, edits, "f.yml", report)
    assert [problem.slug for problem in report.problems] == case.get("problems", [])
    if "after" in case:
        assert found == (bom + case["after"]).replace("\n", end).encode()
    else:
        assert found is None


def _places(value: Value, path: Where = ()) -> Iterator[tuple[Where, Value]]:
    parts: Iterable[tuple[str | int, Value]] = value.items() if isinstance(value, Table) else enumerate(value)  # type: ignore[arg-type]
    for step, part in parts:
        yield (*path, step), part
        if not isinstance(part, str):
            yield from _places(part, (*path, step))


def _commented(text: str, data: st.DataObject) -> str:
    """Return the text with comments and blank lines before some lines that begin a key."""
    lines = []
    in_block = -1
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if in_block < 0 or (line.strip() and indent <= in_block):
            in_block = len(line) - len(line.lstrip(" -")) if line.endswith("|-") else -1
            if data.draw(st.integers(0, 9)) == 0:
                lines += [data.draw(st.sampled_from(["", f"{' ' * indent}# ghi chú: “x”", "# đầu dòng"]))]
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


@given(tables(TREES), st.data())
def test_any_edit_of_any_value_changes_only_its_lines(table: Mapping[str, Tree], data: st.DataObject) -> None:
    """Replaced, added, appended or dropped: it reads back, and what stood before and after stands there still."""
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    raw = _commented(yaml_text(table), data).replace("\n", end).encode()
    before = _value(raw)
    path, value = data.draw(st.sampled_from(list(_places(before))))
    edit: Edit = Put(path, data.draw(WORDS))
    if isinstance(value, list):
        edit = Append(path, tuple(data.draw(st.lists(TREES, min_size=1, max_size=2))))
    elif isinstance(value, dict):
        key = data.draw(NAMES.filter(lambda name: name not in value))
        edit = Put((*path, key), data.draw(TREES))
    report = Report()
    found = edited(raw, [edit], "f.yml", report)
    assert found is not None, report.problems
    _value(found)
    old, new = (part.decode().split("\n") for part in (raw, found))
    lost = [line for line in difflib.ndiff(old, new) if line.startswith("- ")]
    assert len(lost) <= _extent(before, path, len(old)) if isinstance(value, str) else lost in ([], ["- "])
    assert _comments(old) == _comments(new) or "#" in str(edit)


def _extent(table: Value, path: Where, total: int) -> int:
    """Return how many lines a value has: to the next value after it, or to the end."""
    lines = [part.place.line for where, part in _places(table)]
    value = dict(_places(table))[path]
    return min((line for line in lines if line > value.place.line), default=total + 1) - value.place.line + 1


def _comments(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.strip().startswith(("# ghi chú: “x”", "# đầu dòng"))]


@given(tables(TREES), st.data())
def test_edits_together_are_edits_one_after_the_other(table: Mapping[str, Tree], data: st.DataObject) -> None:
    """Many at once give what each gives by itself, and dropped keys are gone."""
    raw = yaml_text(table).encode()
    scalars = [path for path, value in _places(_value(raw)) if isinstance(value, str)]
    chosen = data.draw(st.lists(st.sampled_from(scalars), unique=True, max_size=5))
    edits: list[Edit] = [Put(path, data.draw(WORDS)) for path in chosen]
    keys = [path for path, _ in _places(_value(raw)) if isinstance(path[-1], str) and len(path) == 1]
    edits += [Drop(path) for path in data.draw(st.lists(st.sampled_from(keys), unique=True, max_size=1))]
    together = edited(raw, edits, "f.yml", Report())
    single: bytes | None = raw
    for edit in edits:
        assert single is not None
        single = edited(single, [edit], "f.yml", Report())
    assert together == single
    assert together is not None
